//! Variants of a signature header.

use super::{Finding, Hash, Reading, base64};
use crate::Signature;
use crate::auth::headers::{Header, Headers};

/// The maximum number of values that are tried if a header occurs more than once.
pub(crate) const MAX_VALUES: usize = 4;

/// The maximum number of bytes of a value that are read.
const MAX_LENGTH: usize = 4096;

/// The signature headers of common webhook schemes.
static SCHEMES: [Header; 8] = [
    Header::new("webhook-signature"),
    Header::new("svix-signature"),
    Header::new("stripe-signature"),
    Header::new("x-hub-signature-256"),
    Header::new("x-hub-signature"),
    Header::new("x-signature"),
    Header::new("x-signature-256"),
    Header::new("x-shopify-hmac-sha256"),
];

/// Returns what is wrong with the signature of a request, if no variant matches: it is missing, is of a common scheme or of
/// another vendor's in `others`, or was created with another hash function. `is_other` returns whether a value of the
/// vendor's own header is of another scheme.
pub(crate) fn signature_fault<H: Headers + ?Sized>(
    headers: &H,
    own: &Header,
    others: &[Header],
    is_other: fn(&[u8]) -> bool,
) -> Option<Finding> {
    let values = || headers.values(own).take(MAX_VALUES);
    if values().next().is_none() {
        let is_other = is_of_another_scheme(headers, others);
        return Some(if is_other { Finding::OtherScheme } else { Finding::MissingSignature });
    }
    if values().any(is_other) {
        return Some(Finding::OtherScheme);
    }
    if values().any(|value| !signatures(value).is_empty()) {
        return None;
    }
    values().find_map(other_hash).map(Finding::OtherHash)
}

/// Returns whether the header of another scheme is present: a common scheme, or that of another vendor in `others`.
pub(super) fn is_of_another_scheme<H: Headers + ?Sized>(headers: &H, others: &[Header]) -> bool {
    SCHEMES.iter().chain(others).any(|header| headers.values(header).next().is_some())
}

/// Returns the signatures in a header value: in hexadecimal digits or base64, alone or with text before or after.
pub(crate) fn signatures(value: &[u8]) -> Vec<Reading<Signature>> {
    let mut readings = Vec::new();
    for (findings, text) in parts(value, [64, 44, 43]) {
        if let Ok(signature) = Signature::from_hex(text) {
            readings.push((findings, signature));
        } else if let Some(bytes) = base64::decode(text)
            && let Ok(bytes) = <[u8; 32]>::try_from(bytes.as_slice())
        {
            readings.push(([findings, vec![Finding::HeaderBase64]].concat(), Signature::from(bytes)));
        }
    }
    readings
}

/// Returns the hash function whose signatures are as long as one in the value.
fn other_hash(value: &[u8]) -> Option<Hash> {
    let hashes = [(Hash::Sha1, 20, [40, 28, 27]), (Hash::Sha512, 64, [128, 88, 86])];
    let is_as_long = |text: &[u8], bytes: usize| {
        (text.len() == 2 * bytes && text.iter().all(u8::is_ascii_hexdigit))
            || base64::decode(text).is_some_and(|decoded| decoded.len() == bytes)
    };
    let hash = hashes
        .into_iter()
        .find(|(_, bytes, lengths)| parts(value, *lengths).into_iter().any(|(_, text)| is_as_long(text, *bytes)));
    hash.map(|(hash, ..)| hash)
}

/// Returns the parts of a value that may be a signature. `lengths` is the length of a signature in hexadecimal digits, in
/// base64, and in base64 without padding.
fn parts(value: &[u8], lengths: [usize; 3]) -> Vec<Reading<&[u8]>> {
    let value = value.get(..MAX_LENGTH).unwrap_or(value);
    let mut parts = vec![(vec![], value)];
    // The pieces between characters that occur neither in hexadecimal digits nor in base64. Padding is not needed.
    let pieces = value.split(|byte| !(byte.is_ascii_alphanumeric() || b"+/-_".contains(byte)));
    parts.extend(pieces.filter(|piece| piece.len() < value.len()).map(|piece| (vec![Finding::HeaderPrefix], piece)));
    // The end of the value, for prefixes whose separator is itself a character of base64: `sha256-…`, `0x…`.
    for (index, length) in lengths.into_iter().enumerate() {
        let goes_on = |byte: &u8| if index == 0 { byte.is_ascii_hexdigit() } else { byte.is_ascii_alphanumeric() };
        if let Some((before, end)) = value.len().checked_sub(length).and_then(|at| value.split_at_checked(at))
            && before.last().is_some_and(|byte| !goes_on(byte))
        {
            parts.push((vec![Finding::HeaderPrefix], end));
        }
    }
    parts
}
