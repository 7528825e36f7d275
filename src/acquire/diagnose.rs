//! Finds why a delivery is refused.

use super::SIGNATURE_HEADER;
use crate::auth::headers::{Header, Headers};
use crate::diagnose::{Claim, Facts, Finding, MAX_VALUES, key_fault, keys, search, signature_fault, signatures};
use crate::value::{Number, Value};
use crate::{Format, Key, Limits};

/// Finds why the signature of a delivery does not match.
///
/// Returns everything that has to be fixed, or a finding that [is a mismatch](Finding::is_mismatch) if no known fix
/// helps. `key` is the secret as typed and is used verbatim, as in [`Key::from_bytes`].
///
/// For a valid delivery, the vector is empty, with two exceptions: [`Finding::Compressed`] if the body is compressed,
/// and [`Finding::Stringified`] if the signature covers the stringified form. A [`Receiver`](super::Receiver) accepts
/// that form by default.
///
/// Use it while setting up, on a recorded delivery: see [`diagnose`](crate::diagnose).
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
    let key = key.as_ref();
    let make = |text: &[u8]| Key::from_bytes(text);
    let values = || headers.values(&SIGNATURE_HEADER);
    let facts = Facts {
        signature: signature_fault(headers, &SIGNATURE_HEADER, &OTHERS, has_a_time),
        key: key_fault(key, make),
        is_repeated: values().nth(1).is_some(),
        body,
    };
    let signatures = values().take(MAX_VALUES).flat_map(signatures).collect();
    let found = search(&keys(key, make), &Claim { prefix: b"", signatures, layout: None }, body);
    let mut findings = facts.outcome(found);
    if let Some(last) = findings.last_mut()
        && *last == Finding::NoFinding
        && loses_types(body)
    {
        *last = Finding::LostTypes;
    }
    findings
}

/// The signature header of Dixa, whose webhooks may be mistaken for Acquire's.
static OTHERS: [Header; 1] = [Header::new("x-dixa-signature")];

/// Returns whether the value is a list of `key=value` pairs with a time, as other vendors send.
fn has_a_time(value: &[u8]) -> bool {
    value.split(|byte| *byte == b',').any(|pair| pair.trim_ascii().starts_with(b"t="))
}

/// Returns whether an XML or form body has a value whose original type is ambiguous, and so the output of
/// `JSON.stringify` is: an empty value, a value that looks like a number, a boolean or null, or messages with one
/// element.
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
