//! What a value stands for where a model wants something else.
//!
#![doc = include_str!("../_docs/reading.md")]

use crate::value::{Object, Value};

/// What this crate's writers call an element of a list that is not the value of a field.
pub(crate) const ITEM: &str = "item";

/// What JSON has for whitespace.
pub(crate) const WHITESPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// What a string stands for where a model asks for an array or object.
pub(crate) enum Document {
    /// An empty one.
    Empty,
    /// The one that it writes in JSON.
    Json,
    /// None.
    None,
}

/// Says what a string stands for where a document that starts with `open` is wanted.
pub(crate) fn document(text: &str, open: char) -> Document {
    match text.trim_start_matches(WHITESPACE) {
        "" => Document::Empty,
        text if text.starts_with(open) => Document::Json,
        _ => Document::None,
    }
}

/// Returns the elements of the array that a value stands for.
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

/// Whether a value that stands where an array is wanted is read as its one element.
pub(crate) fn is_lone_element(value: &Value<'_>) -> bool {
    match value {
        Value::Null | Value::Array(_) => false,
        Value::Bool(_) | Value::Number(_) => true,
        Value::String(text) => matches!(document(text, '['), Document::None),
        Value::Object(object) => !object.is_empty() && !is_wrapper(object) && indices(object).is_none(),
    }
}

/// Whether a value holds nothing that XML or a form can carry.
pub(crate) fn is_vacant(value: &Value<'_>) -> bool {
    match value {
        Value::Array(elements) => elements.is_empty(),
        Value::Object(object) => object.iter().all(|(_, value)| is_vacant(value)),
        _ => false,
    }
}

fn indices(object: &Object<'_>) -> Option<Vec<u64>> {
    if object.is_empty() { None } else { object.iter().map(|(name, _)| index(name)).collect() }
}

/// Returns the number that a name writes, as an index is written: no sign, no zero in front.
pub(crate) fn index(name: &str) -> Option<u64> {
    // Its length first: a name is looked at again for each that it is compared with.
    let is_short = name.len() <= 15;
    let digits = is_short && name.bytes().all(|byte| byte.is_ascii_digit()) && (name == "0" || !name.starts_with('0'));
    if digits { name.parse().ok() } else { None }
}

/// Whether a field is the attributes of an XML element, which are left out of what the element stands for. A `$` of any other
/// sort is no attributes, and would be lost.
fn is_attributes(name: &str, value: &Value<'_>) -> bool {
    name == "$" && value.as_object().is_some()
}

fn is_wrapper(object: &Object<'_>) -> bool {
    let mut others = object.iter().filter(|(name, value)| !is_attributes(name, value));
    match (others.next(), others.next()) {
        (Some((name, value)), None) => matches!(value, Value::Array(_) | Value::Object(_)) || name == ITEM,
        _ => false,
    }
}
