//! What a value stands for where a model wants something else.
//!
//! Every event is read in this way, whatever its format: the same signed text reads the same as the body that it was printed
//! from. What a strict reading accepts is never changed by it.
//!
//! | wanted | given | is read as |
//! |---|---|---|
//! | string | number, boolean | its text |
//! | string | object with `_`, `$` or both alone | `_`, which XML has for the text of an element with attributes; without it an empty string |
//! | boolean | `"true"`, `"false"` | the boolean |
//! | array | string of nothing but whitespace | an empty array |
//! | array | string that starts with `[` | the array that it writes in JSON |
//! | array | object whose names are all indices | its values, in the order of the indices |
//! | array | object with one name, `$` aside, whose value is an array or object or whose name is `item` | the array inside, or an array of the one value inside |
//! | array | anything else but null | an array of the one value |
//! | object | string of nothing but whitespace | an empty object |
//! | object | string that starts with `{` | the object that it writes in JSON |
//!
//! A string is never read as a document where a string, a [`Value`](crate::value::Value) or a name is wanted.

use crate::value::{Object, Value};

/// What this crate's writers call an element of a list that is not the value of a field.
pub(crate) const ITEM: &str = "item";

/// What JSON has for whitespace.
pub(crate) const WHITESPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// What a string stands for where an array or object is wanted.
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
                match object.into_pairs().find(|(name, _)| name != "$").map(|(_, value)| value) {
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

fn is_wrapper(object: &Object<'_>) -> bool {
    let mut others = object.iter().filter(|(name, _)| *name != "$");
    match (others.next(), others.next()) {
        (Some((name, value)), None) => matches!(value, Value::Array(_) | Value::Object(_)) || name == ITEM,
        _ => false,
    }
}
