//! Percent-decoding for forms.

use std::borrow::Cow;

use crate::DecodeError;
use crate::error::Syntax;

type Result<T> = std::result::Result<T, DecodeError>;

/// Decodes a name or value at `offset` of the body.
pub(super) fn decode(text: &str, offset: usize) -> Result<Cow<'_, str>> {
    if text.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        percent_decode(text, offset).map(Cow::Owned)
    } else {
        Ok(Cow::Borrowed(text))
    }
}

/// Decodes a name or value that contains encoded bytes.
pub(super) fn percent_decode(text: &str, offset: usize) -> Result<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    let first = parts.next().unwrap_or_default();
    decoded.extend(first.bytes().map(space));
    let mut at = offset + first.len();
    for part in parts {
        let mut bytes = part.bytes();
        let mut digit = || bytes.next().and_then(|digit| char::from(digit).to_digit(16));
        let code = digit().zip(digit()).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        decoded.push(code.ok_or_else(|| DecodeError::syntax(Syntax::Percent, at))?);
        decoded.extend(bytes.map(space));
        at += 1 + part.len();
    }
    String::from_utf8(decoded).map_err(|error| {
        // An encoded byte takes three bytes in the body.
        let valid = error.utf8_error().valid_up_to();
        let at = (0..valid).fold(0, |at, _| at + if text.as_bytes().get(at) == Some(&b'%') { 3 } else { 1 });
        DecodeError::encoding_at(offset + at)
    })
}

/// Decodes `+` as a space.
fn space(byte: u8) -> u8 {
    if byte == b'+' { b' ' } else { byte }
}
