//! Finds out why a signature does not match while a webhook is set up.
//!
//! A receiver refuses such a delivery without giving a reason. [`acquire::diagnose`](crate::acquire::diagnose) and
//! [`dixa::diagnose`](crate::dixa::diagnose) take the secret as it was entered, and the headers and the body of the
//! delivery. They try common mistakes, and return the changes with which the signature would match.
//! [`acquire::v1::diagnose`](crate::acquire::v1::diagnose) and [`comm100::diagnose`](crate::comm100::diagnose) do the
//! same with the token in the URL, because these vendors sign nothing. No [`Finding`] shows a secret, a signature, a
//! token or a value of the body.
//!
//! Call these functions by hand, with a recorded delivery. Never call them to respond to a request: they sign the body
//! up to two thousand times, and a finding tells an attacker how close a guess was. The command `chathooks` calls
//! them:
//!
//! ```console
//! $ chathooks inspect acquire --diagnose --key-file secret --header "x-acquire-signature: $VALUE" < body
//! ```
//!
//! These variants are tried, alone and in combination:
//!
//! - the key without whitespace and quotes around it, with a line feed at its end, or decoded from or encoded in
//!   hexadecimal digits or base64
//! - the body with or without a line feed at its end or a byte-order mark at its start, and with its line ends changed
//!   from LF to CR LF or from CR LF to LF
//! - the body as `JSON.stringify` prints it, without indentation and with one of two spaces, four spaces or a tab; as
//!   JSON in these layouts with the same numbers and order of fields; as Python's `json.dumps` prints it; each of these
//!   with characters other than ASCII verbatim and escaped; and in Dixa's JSON layout
//! - the signature in hexadecimal digits or base64, with text before or after it
//! - Dixa's time of sending and the receiver's time in seconds instead of milliseconds
//! - the token without whitespace and quotes around it, decoded once more or once less, with `+` as a plus sign, and in
//!   a query parameter with another name
//!
//! Reported without trying anything: a missing or repeated signature header, a header of another scheme, a signature
//! that is as long as one with SHA-1 or SHA-512, an empty key, a key of Dixa that is not hexadecimal, and a token that
//! is missing, empty, repeated or malformed. A body that is compressed with gzip or zstd is reported, but not
//! decompressed. Brotli cannot be detected.
//!
//! # Cost
//!
//! If the signature header occurs more than once, the first four values are tried. Of each value, the first 4,096 bytes
//! are used. For each signed time, fewer than 2,000 signatures of the body are created. No changed body is held in
//! memory, except for the text of `JSON.stringify`. The body is parsed within the default [`Limits`](crate::Limits).
//! The memory is at most the sum of 128 KiB, 16 times the size of the body, and 256 bytes for each of its values.
//!
//! # Examples
//!
//! ```
//! # #[cfg(feature = "acquire")] {
//! use chathooks::{Key, acquire, diagnose::Finding};
//!
//! let signature = Key::new("correct horse")?.sign(b"{}").to_string();
//! let findings = acquire::diagnose("correct horse\n", &[("x-acquire-signature", signature)], b"{}");
//! assert_eq!(findings.iter().map(Finding::code).collect::<Vec<_>>(), ["key-white-space"]);
//! for finding in findings {
//!     println!("{}: {finding}", finding.code());
//! }
//! # }
//! # Ok::<(), chathooks::auth::KeyError>(())
//! ```

mod base64;
mod body;
mod finding;
mod header;
mod key;
mod search;
mod sentence;
mod signing;
mod strip;
mod token;

pub use self::finding::{BodyChange, Covers, Encoding, Finding, Hash, LineEnd, TimeOf, TokenOf};
pub(crate) use self::header::{MAX_VALUES, signature_fault, signatures};
pub(crate) use self::key::{key_fault, keys};
pub(crate) use self::search::{Claim, search};
pub use self::token::EnteredToken;
pub(crate) use self::token::unsigned;

/// A variant of an input, after the findings that lead to it.
pub(crate) type Reading<T> = (Vec<Finding>, T);

/// What is known of a signed request whether or not a variant matches.
pub(crate) struct Facts<'r> {
    /// What is wrong with the signature if no variant matches.
    pub(crate) signature: Option<Finding>,
    /// What is wrong with the key if no variant matches.
    pub(crate) key: Option<Finding>,
    /// Whether the signature header occurs more than once. A receiver refuses it then, even if its values are correct.
    pub(crate) is_repeated: bool,
    pub(crate) body: &'r [u8],
}

impl Facts<'_> {
    /// Completes the findings of a search, or explains why it found nothing.
    pub(crate) fn outcome(&self, found: Option<Vec<Finding>>) -> Vec<Finding> {
        let is_compressed = COMPRESSED.iter().any(|start| self.body.starts_with(start));
        let repeated = self.is_repeated.then_some(Finding::DuplicateSignature);
        if let Some(mut findings) = found {
            findings.extend(repeated);
            findings.extend(is_compressed.then_some(Finding::Compressed(Covers::Compressed)));
            return findings;
        }
        if self.signature == Some(Finding::OtherScheme) {
            // Everything else was judged as the wrong vendor's.
            return vec![Finding::OtherScheme];
        }
        let mut findings: Vec<_> = repeated.into_iter().chain(self.signature).chain(self.key).collect();
        if self.signature.is_none() && self.key.is_none() {
            let is_other = is_compressed.then_some(Finding::Compressed(Covers::NotCompressed));
            findings.push(is_other.unwrap_or(Finding::NoFinding));
        }
        findings
    }
}

/// The first bytes of gzip (RFC 1952) and zstd (RFC 8878). Brotli has no fixed first bytes.
const COMPRESSED: [&[u8]; 2] = [b"\x1f\x8b", b"\x28\xb5\x2f\xfd"];
