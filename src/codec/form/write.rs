//! Writes values as forms.

use std::borrow::Cow;

use super::key::escape;
use crate::codec::lenient::{index, is_vacant};
use crate::value::Value;

/// Writes a value as pairs, with brackets around all names but the first.
pub(crate) fn to_vec(value: &Value<'_>) -> Vec<u8> {
    let mut pairs = Vec::new();
    if !is_vacant(value) {
        flatten(String::new(), value, &mut pairs);
    }
    #[expect(clippy::expect_used, reason = "serde_urlencoded can write any pair of strings")]
    serde_urlencoded::to_string(pairs).expect("pairs of strings").into_bytes()
}

fn flatten<'t>(key: String, value: &'t Value<'_>, pairs: &mut Vec<(String, Cow<'t, str>)>) {
    let text = match value {
        Value::Bool(value) => Cow::Owned(value.to_string()),
        Value::Number(number) => Cow::Borrowed(number.as_str()),
        Value::String(text) => Cow::Borrowed(&**text),
        Value::Array(elements) if !elements.is_empty() => {
            for (index, element) in elements.iter().enumerate() {
                flatten(inside(&key, &index.to_string()), element, pairs);
            }
            return;
        }
        Value::Object(object) if !is_vacant(value) => {
            let fields: Vec<_> = object.iter().filter(|(_, value)| !is_vacant(value)).collect();
            // An object whose names are all indices would be parsed as an array, by `qs` even with gaps.
            let is_like_array = fields.iter().all(|(name, _)| index(name).is_some());
            for (name, value) in fields {
                flatten(inside(&key, &escape(name, key.is_empty(), is_like_array)), value, pairs);
            }
            return;
        }
        // An empty array or object gets here only as an element of an array, where it must keep its index.
        Value::Null | Value::Array(_) | Value::Object(_) => Cow::Borrowed(""),
    };
    pairs.push((key, text));
}

fn inside(key: &str, name: &str) -> String {
    if key.is_empty() { name.to_owned() } else { format!("{key}[{name}]") }
}
