//! Trying what would have matched.

use super::body::{Pieces, edited, printed};
use super::{Finding, Reading};
use crate::value::Value;
use crate::{Key, Signature};

/// What a header claims: the bytes that are signed before the body, and the signatures that it may carry.
pub(crate) struct Claim<'h> {
    pub(crate) prefix: &'h [u8],
    pub(crate) signatures: Vec<Reading<Signature>>,
    /// How the vendor prints JSON, if not in the compact form.
    pub(crate) print: Option<fn(&Value<'_>) -> Vec<u8>>,
}

/// Returns what has to be mended for the claim to be right, in the way that mends the least, or `None` where there is none.
pub(crate) fn search(keys: &[Reading<Key>], claim: &Claim<'_>, body: &[u8]) -> Option<Vec<Finding>> {
    let mut least: Option<Vec<Finding>> = None;
    let mut try_body = |findings: &[Finding], pieces: Pieces<'_>| {
        for (key_findings, key) in keys {
            let [body, end] = pieces;
            let right = key.sign_pieces(&[claim.prefix, body, end]);
            for (signature_findings, _) in claim.signatures.iter().filter(|(_, signature)| *signature == right) {
                let all = [findings, key_findings, signature_findings].concat();
                if least.as_ref().is_none_or(|least| all.len() < least.len()) {
                    least = Some(all);
                }
            }
        }
    };
    if !claim.signatures.is_empty() {
        for (findings, pieces) in edited(body) {
            try_body(&findings, pieces);
        }
        for (findings, text) in printed(body, claim.print) {
            try_body(&findings, [&text, b""]);
        }
    }
    least
}
