//! The search for a match among all variants.

use super::body::{Pieces, edited, printed};
use super::{Finding, Reading};
use crate::value::Value;
use crate::{Key, Signature};

/// The content of a signature header: the signed bytes before the body, and the possible signatures.
pub(crate) struct Claim<'h> {
    pub(crate) prefix: &'h [u8],
    pub(crate) signatures: Vec<Reading<Signature>>,
    /// The vendor's JSON printer, if its layout is not compact.
    pub(crate) print: Option<fn(&Value<'_>) -> Vec<u8>>,
}

/// Returns the shortest list of findings with which a signature matches, or `None` if no variant matches.
pub(crate) fn search(keys: &[Reading<Key>], claim: &Claim<'_>, body: &[u8]) -> Option<Vec<Finding>> {
    let mut least: Option<Vec<Finding>> = None;
    let mut try_body = |findings: &[Finding], pieces: Pieces<'_>| {
        for (key_findings, key) in keys {
            let [body, end] = pieces;
            let expected = key.sign_pieces(&[claim.prefix, body, end]);
            for (signature_findings, _) in claim.signatures.iter().filter(|(_, signature)| *signature == expected) {
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
