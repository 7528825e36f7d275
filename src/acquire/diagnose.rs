//! Why a delivery is refused.

use super::SIGNATURE_HEADER;
use crate::auth::headers::{Header, Headers};
use crate::diagnose::{Claim, Finding, MAX_VALUES, is_of_another_scheme, keys, outcome, search, signatures};
use crate::value::{Number, Value};
use crate::{Format, Key, Limits};

/// Says what would have made a signature match: what has to be mended, all of it, or [`Finding::NoFinding`] alone.
///
/// `key` is the secret as it was typed, and counts verbatim, as for [`Key::from_bytes`]. A delivery that is right as it is
/// gives an empty list, but for [`Finding::Compressed`] of a compressed one. One whose stringified form
/// is right gives [`Finding::Stringified`], though a [`Receiver`](super::Receiver) accepts it unless told otherwise.
///
/// It is for setting up, on a delivery that was kept: see [`diagnose`](crate::diagnose).
///
/// # Examples
///
/// ```
/// use chathooks::{Key, acquire, diagnose::Finding};
///
/// let signature = format!("sha256={}", Key::new("correct horse")?.sign(b"{}"));
/// let headers = [("x-acquire-signature", signature)];
/// assert_eq!(acquire::diagnose("correct horse", &headers, b"{}"), [Finding::HeaderPrefix]);
/// assert_eq!(acquire::diagnose("battery staple", &headers, b"{}"), [Finding::NoFinding]);
/// # Ok::<(), chathooks::auth::KeyError>(())
/// ```
#[must_use]
pub fn diagnose(key: impl AsRef<[u8]>, headers: &(impl Headers + ?Sized), body: &[u8]) -> Vec<Finding> {
    let keys = keys(key.as_ref(), |text| Key::from_bytes(text));
    let mut other = is_of_another_scheme(headers, Some(&SIGNATURE_HEADER), &OTHERS);
    let found = headers.values(&SIGNATURE_HEADER).take(MAX_VALUES).find_map(|value| {
        other |= has_a_time(value);
        search(&keys, &Claim { prefix: b"", signatures: signatures(value), print: None }, body)
    });
    let findings = outcome(found, other, headers.values(&SIGNATURE_HEADER).nth(1).is_some(), body);
    if findings == [Finding::NoFinding] && loses_types(body) { vec![Finding::LostTypes] } else { findings }
}

/// The header of a vendor whose webhooks are taken for these.
static OTHERS: [Header; 1] = [Header::new("x-dixa-signature")];

/// Whether the value is a list of `key=value` with a time in it, as others sign.
fn has_a_time(value: &[u8]) -> bool {
    value.split(|byte| *byte == b',').any(|pair| pair.trim_ascii().starts_with(b"t="))
}

/// Returns whether a body is XML or a form with a value of which the text does not tell what `JSON.stringify` prints of the
/// sender's own: one that is empty or looks like a number, a boolean or null, or a list of messages that has one.
fn loses_types(body: &[u8]) -> bool {
    let format = Format::detect(body);
    let Ok(event) = Value::from_body(body, format, Limits::default()) else { return false };
    let messages = event.get("data").and_then(|data| data.get("messages"));
    format != Format::Json && (messages.is_some_and(|messages| messages.as_array().is_none()) || has_lost_type(&event))
}

fn has_lost_type(value: &Value<'_>) -> bool {
    match value {
        Value::String(text) => matches!(&**text, "" | "true" | "false" | "null") || Number::new(text.as_ref()).is_ok(),
        Value::Array(list) => list.iter().any(has_lost_type),
        Value::Object(fields) => fields.iter().any(|(_, value)| has_lost_type(value)),
        _ => false,
    }
}
