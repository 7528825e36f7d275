//! A delivery with mistakes.

use chathooks::diagnose::Finding;
use chathooks::{Key, acquire, dixa};
use chrono::{DateTime, Utc};

pub(crate) const SECRET: &str = "correct horse battery";
pub(crate) const NOW: i64 = 1_770_715_231_999;

/// A delivery with possible mistakes: the entered key, the sender's key, how the header is made from the signature, the
/// signed body, and the received one.
pub(crate) struct Situation<'s> {
    pub(crate) typed: Vec<u8>,
    pub(crate) real: Vec<u8>,
    pub(crate) header: fn(&str, &[u8]) -> String,
    pub(crate) signed: &'s [u8],
    pub(crate) came: Vec<u8>,
}

impl Situation<'_> {
    pub(crate) fn good(body: &[u8]) -> Situation<'_> {
        Situation {
            typed: SECRET.into(),
            real: SECRET.into(),
            header: |hex, _| hex.into(),
            signed: body,
            came: body.into(),
        }
    }

    pub(crate) fn acquire(&self) -> Vec<Finding> {
        let signature = Key::from_bytes(&self.real).unwrap().sign(self.signed);
        let value = (self.header)(&signature.to_string(), &signature.to_bytes());
        let findings = acquire::diagnose(&self.typed, &[("X-Acquire-Signature", &value)], &self.came);
        self.shows_nothing(&findings, &signature.to_string());
        findings
    }

    /// The same for Dixa, whose secrets are hexadecimal digits.
    pub(crate) fn dixa(&self) -> Vec<Finding> {
        let mut signer = Key::from_bytes(&self.real).unwrap().signer();
        signer.update(NOW.to_string().as_bytes());
        signer.update(b".");
        signer.update(self.signed);
        let signature = signer.sign();
        let value = format!("t={NOW},v1={}", (self.header)(&signature.to_string(), &signature.to_bytes()));
        let findings = dixa::diagnose(
            &self.typed,
            &[("X-DIXA-SIGNATURE", &value)],
            &self.came,
            now(),
            dixa::ReplayWindow::Unchecked,
        );
        self.shows_nothing(&findings, &signature.to_string());
        findings
    }

    fn shows_nothing(&self, findings: &[Finding], signature: &str) {
        let shown = findings.iter().map(ToString::to_string).chain([format!("{findings:?}")]).collect::<String>();
        let secrets = [String::from_utf8_lossy(&self.typed).trim().to_owned(), signature.to_owned(), "canary".into()];
        for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
            assert!(!shown.contains(secret.as_str()), "{shown}");
        }
    }
}

pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(NOW).unwrap()
}

pub(crate) fn hex(text: &str) -> Vec<u8> {
    hex::encode(text).into_bytes()
}

pub(crate) const PRETTY: &[u8] = b"{\n  \"event\": \"canary\"\n}";
