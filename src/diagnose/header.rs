//! Variants of a signature header.

use super::{Finding, Reading, base64};
use crate::Signature;
use crate::auth::headers::{Header, Headers};

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

/// Returns whether the header `own` is missing and the header of another scheme is present: a common scheme, or that of
/// another vendor in `others`.
pub(crate) fn is_of_another_scheme<H: Headers + ?Sized>(headers: &H, own: Option<&Header>, others: &[Header]) -> bool {
    let is_there = |header: &Header| headers.values(header).next().is_some();
    !own.is_some_and(is_there) && SCHEMES.iter().chain(others).any(is_there)
}

/// Returns the signatures in a header value: in hexadecimal digits or base64, alone or with text before or after.
pub(crate) fn signatures(value: &[u8]) -> Vec<Reading<Signature>> {
    let value = value.get(..MAX_LENGTH).unwrap_or(value);
    let mut readings = Vec::new();
    let mut add = |findings: &[Finding], text: &[u8]| {
        if let Ok(signature) = Signature::from_hex(text) {
            readings.push((findings.to_vec(), signature));
        } else if let Some(bytes) = base64::decode(text)
            && let Ok(bytes) = <[u8; 32]>::try_from(bytes.as_slice())
        {
            readings.push(([findings, &[Finding::HeaderBase64]].concat(), Signature::from(bytes)));
        }
    };
    add(&[], value);
    // The pieces between characters that occur neither in hexadecimal digits nor in base64. Padding is not needed.
    let pieces = value.split(|byte| !(byte.is_ascii_alphanumeric() || b"+/-_".contains(byte)));
    for piece in pieces.filter(|piece| piece.len() < value.len()) {
        add(&[Finding::HeaderPrefix], piece);
    }
    // The end of the value, for prefixes whose separator is itself a character of base64: `sha256-…`, `0x…`.
    for length in [64, 44, 43] {
        let goes_on = |byte: &u8| if length == 64 { byte.is_ascii_hexdigit() } else { byte.is_ascii_alphanumeric() };
        if let Some((before, end)) = value.len().checked_sub(length).and_then(|at| value.split_at_checked(at))
            && before.last().is_some_and(|byte| !goes_on(byte))
        {
            add(&[Finding::HeaderPrefix], end);
        }
    }
    readings
}
