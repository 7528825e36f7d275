//! Trying what would have matched.

use super::Finding;
use super::body::{Pieces, edited, printed};
use super::reading::Reading;
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
        for key in keys {
            let [body, end] = pieces;
            let right = key.value.sign_pieces(&[claim.prefix, body, end]);
            for signature in claim.signatures.iter().filter(|signature| signature.value == right) {
                let all = [findings, &key.findings, &signature.findings].concat();
                if least.as_ref().is_none_or(|least| all.len() < least.len()) {
                    least = Some(all);
                }
            }
        }
    };
    if !claim.signatures.is_empty() {
        for reading in edited(body) {
            try_body(&reading.findings, reading.value);
        }
        for reading in printed(body, claim.print) {
            try_body(&reading.findings, [&reading.value, b""]);
        }
    }
    least
}
