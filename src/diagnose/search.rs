//! The search for a match among all variants.

use super::body::{edited, printed};
use super::signing::Signing;
use super::{Finding, Reading};
use crate::codec::json::Layout;
use crate::{Key, Signature};

/// The content of a signature header: the signed bytes before the body, and the possible signatures.
pub(crate) struct Claim<'h> {
    pub(crate) prefix: &'h [u8],
    pub(crate) signatures: Vec<Reading<Signature>>,
    /// The layout of the vendor's JSON, if it is not compact.
    pub(crate) layout: Option<&'h Layout>,
}

/// Returns the shortest list of findings with which a signature matches, or `None` if no variant matches.
pub(crate) fn search(keys: &[Reading<Key>], claim: &Claim<'_>, body: &[u8]) -> Option<Vec<Finding>> {
    if claim.signatures.is_empty() {
        return None;
    }
    let mut search = Search { keys, claim, shortest: None };
    for edit in edited(body) {
        search.attempt(&edit.findings, |signing| edit.write(signing));
    }
    printed(body, claim.layout, &mut |findings, write| search.attempt(findings, write));
    search.shortest
}

struct Search<'s> {
    keys: &'s [Reading<Key>],
    claim: &'s Claim<'s>,
    shortest: Option<Vec<Finding>>,
}

impl Search<'_> {
    /// Tries the variant of the body that `write` writes, under each key. The variant has `findings`.
    fn attempt(&mut self, findings: &[Finding], write: impl FnOnce(&mut Signing)) {
        if self.shortest.as_ref().is_some_and(|shortest| shortest.len() <= findings.len()) {
            return;
        }
        let mut signing = Signing::new(self.keys, self.claim.prefix);
        write(&mut signing);
        for ((key_findings, _), expected) in self.keys.iter().zip(signing.sign()) {
            for (signature_findings, _) in self.claim.signatures.iter().filter(|(_, given)| *given == expected) {
                let all = [findings, key_findings, signature_findings].concat();
                if self.shortest.as_ref().is_none_or(|shortest| all.len() < shortest.len()) {
                    self.shortest = Some(all);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{edited, printed};
    use crate::Key;
    use crate::codec::json::Layout;
    use crate::diagnose::keys;

    const LAYOUT: Layout = Layout { indent: None, comma: b",", colon: b" : ", splits_empty: false };

    /// The bound that the docs state, for inputs with the most variants.
    #[test]
    fn fewer_than_2_000_signatures_are_created_for_one_time() {
        let mut tries = 0;
        let marked = "\u{feff}{\"\u{e9}\":1.0}\r\n\n\r\n";
        for body in ["{\"\u{e9}\":1.0}\r\n\n\r\n", marked, "{}", "a=\u{e9}", "<a>\u{e9}</a>"] {
            let mut bodies = edited(body.as_bytes()).len();
            printed(body.as_bytes(), Some(&LAYOUT), &mut |_, _| bodies += 1);
            for key in ["' 6b31 ' ", "\"6b31\"", "6b31", "not hexadecimal", ""] {
                for make in [|text: &[u8]| Key::from_bytes(text), |text: &[u8]| Key::from_hex(text)] {
                    tries = tries.max(bodies * keys(key.as_bytes(), make).len());
                }
            }
        }
        assert!((1_000..2_000).contains(&tries), "{tries}");
    }
}
