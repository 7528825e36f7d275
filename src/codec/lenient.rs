//! Conversion of values that do not have the expected type.
//!
#![doc = include_str!("../_docs/reading.md")]

use crate::value::{Object, Value};

/// The name of the XML elements in which this crate's writer wraps the elements of an array.
pub(crate) const ITEM: &str = "item";

/// The whitespace of JSON: RFC 8259, section 2.
pub(crate) const WHITESPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// The meaning of a string where an array or object is expected.
pub(crate) enum Document {
    /// An empty array or object.
    Empty,
    /// An array or object as JSON.
    Json,
    /// Neither.
    None,
}

/// Returns the meaning of a string where an array or object is expected whose JSON starts with `open`.
pub(crate) fn document(text: &str, open: char) -> Document {
    match text.trim_start_matches(WHITESPACE) {
        "" => Document::Empty,
        text if text.starts_with(open) => Document::Json,
        _ => Document::None,
    }
}

/// Converts a value into the elements of an array.
pub(crate) fn elements(value: Value<'_>) -> Vec<Value<'_>> {
    match value {
        Value::Array(elements) => elements,
        Value::Object(object) => match indices(&object) {
            Some(indices) => {
                let values = object.into_pairs().map(|(_, value)| value);
                let mut elements: Vec<_> = indices.into_iter().zip(values).collect();
                elements.sort_by_key(|(index, _)| *index);
                elements.into_iter().map(|(_, value)| value).collect()
            }
            None if is_wrapper(&object) => {
                match object.into_pairs().find(|(name, value)| !is_attributes(name, value)).map(|(_, value)| value) {
                    Some(Value::Array(elements)) => elements,
                    inner => Vec::from_iter(inner),
                }
            }
            None => vec![Value::Object(object)],
        },
        value => vec![value],
    }
}

/// Whether a value is converted into an array of that value.
pub(crate) fn is_lone_element(value: &Value<'_>) -> bool {
    match value {
        Value::Null | Value::Array(_) => false,
        Value::Bool(_) | Value::Number(_) => true,
        Value::String(text) => matches!(document(text, '['), Document::None),
        Value::Object(object) => !object.is_empty() && !is_wrapper(object) && indices(object).is_none(),
    }
}

/// Whether a value contains nothing that XML or a form can represent.
pub(crate) fn is_vacant(value: &Value<'_>) -> bool {
    match value {
        Value::Array(elements) => elements.is_empty(),
        Value::Object(object) => object.iter().all(|(_, value)| is_vacant(value)),
        _ => false,
    }
}

/// Returns the names of a non-empty object as indices, if all are.
fn indices(object: &Object<'_>) -> Option<Vec<u64>> {
    if object.is_empty() { None } else { object.iter().map(|(name, _)| index(name)).collect() }
}

/// Parses a name as an index: up to 15 digits, without a sign or leading zeros.
pub(crate) fn index(name: &str) -> Option<u64> {
    // The length is checked first, because a form compares each name several times.
    let is_short = name.len() <= 15;
    let digits = is_short && name.bytes().all(|byte| byte.is_ascii_digit()) && (name == "0" || !name.starts_with('0'));
    if digits { name.parse().ok() } else { None }
}

/// Whether a field contains the attributes of an XML element, which conversions drop: a `$` that is an object. Any
/// other `$` must be kept.
fn is_attributes(name: &str, value: &Value<'_>) -> bool {
    name == "$" && value.as_object().is_some()
}

/// Whether an object wraps the elements of an array in a single field.
fn is_wrapper(object: &Object<'_>) -> bool {
    let mut others = object.iter().filter(|(name, value)| !is_attributes(name, value));
    match (others.next(), others.next()) {
        (Some((name, value)), None) => matches!(value, Value::Array(_) | Value::Object(_)) || name == ITEM,
        _ => false,
    }
}
