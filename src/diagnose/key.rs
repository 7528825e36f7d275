//! Variants of a key.

use zeroize::Zeroizing;

use super::strip::{bare, stripped};
use super::{BodyChange, Encoding, Finding, Reading, base64};
use crate::{Key, auth::KeyError};

/// Returns the keys that `make` creates from a text: verbatim, without whitespace and quotes around it, with a line feed
/// appended, decoded and encoded.
pub(crate) fn keys(text: &[u8], make: fn(&[u8]) -> Result<Key, KeyError>) -> Vec<Reading<Key>> {
    let mut keys = Vec::new();
    let mut add = |findings: &[Finding], text: &[u8]| {
        // Invalid keys are skipped.
        if let Ok(key) = make(text) {
            keys.push((findings.to_vec(), key));
        }
    };
    let added = Finding::KeyWhitespace(BodyChange::Added);
    for (findings, text) in stripped(text, added, Finding::KeyQuotes) {
        add(&findings, text);
        encodings(text, |encoding, text| add(&[&*findings, &[encoding]].concat(), text));
    }
    for end in [b"\n".as_slice(), b"\r\n"] {
        let longer = Zeroizing::new([text, end].concat());
        add(&[Finding::KeyWhitespace(BodyChange::Cut)], &longer);
        encodings(&longer, |encoding, text| {
            if let Finding::KeyHex(Encoding::Encode) = encoding {
                add(&[Finding::KeyWhitespace(BodyChange::Cut), encoding], text);
            }
        });
    }
    keys
}

/// Returns what is wrong with a text of which no variant is the sender's key, if that is known without the sender's key.
pub(crate) fn key_fault(text: &[u8], make: fn(&[u8]) -> Result<Key, KeyError>) -> Option<Finding> {
    match make(bare(text)) {
        Err(KeyError::Empty) => Some(Finding::KeyEmpty),
        Err(KeyError::NotHex) => Some(Finding::KeyNotHex),
        _ => None,
    }
}

/// Calls `add` with the text decoded and encoded.
fn encodings(text: &[u8], mut add: impl FnMut(Finding, &[u8])) {
    let mut bytes = Zeroizing::new(vec![0; text.len() / 2]);
    // `hex::decode` does not wipe the bytes that it decoded before an invalid digit.
    if hex::decode_to_slice(text, &mut bytes).is_ok() {
        add(Finding::KeyHex(Encoding::Decode), &bytes);
    }
    let digits = Zeroizing::new(hex::encode(text));
    add(Finding::KeyHex(Encoding::Encode), digits.as_bytes());
    let upper = Zeroizing::new(digits.to_ascii_uppercase());
    add(Finding::KeyHex(Encoding::Encode), upper.as_bytes());
    if let Some(bytes) = base64::decode(text) {
        add(Finding::KeyBase64(Encoding::Decode), &bytes);
        // For a vendor whose keys are hexadecimal digits.
        add(Finding::KeyBase64(Encoding::Decode), Zeroizing::new(hex::encode(&bytes)).as_bytes());
    }
    let padded = base64::encode(text);
    add(Finding::KeyBase64(Encoding::Encode), padded.as_bytes());
    add(Finding::KeyBase64(Encoding::Encode), padded.trim_end_matches('=').as_bytes());
}
