//! Writes a tree as a form.

use std::borrow::Cow;

use super::key::escape;
use crate::codec::lenient::{index, is_vacant};
use crate::value::Value;

/// Writes the tree as pairs, with brackets around all names but the first.
pub(crate) fn to_vec(tree: &Value<'_>) -> Vec<u8> {
    let mut pairs = Vec::new();
    if !is_vacant(tree) {
        flatten(String::new(), tree, &mut pairs);
    }
    #[expect(clippy::expect_used, reason = "serde_urlencoded writes every pair of texts")]
    serde_urlencoded::to_string(pairs).expect("pairs of texts").into_bytes()
}

fn flatten<'t>(key: String, tree: &'t Value<'_>, pairs: &mut Vec<(String, Cow<'t, str>)>) {
    let text = match tree {
        Value::Bool(flag) => Cow::Owned(flag.to_string()),
        Value::Number(number) => Cow::Borrowed(number.as_str()),
        Value::String(text) => Cow::Borrowed(&**text),
        Value::Array(list) if !list.is_empty() => {
            for (index, element) in list.iter().enumerate() {
                flatten(inside(&key, &index.to_string()), element, pairs);
            }
            return;
        }
        Value::Object(fields) if !is_vacant(tree) => {
            let fields: Vec<_> = fields.iter().filter(|(_, value)| !is_vacant(value)).collect();
            // A map of nothing but indices would be taken for a list, by `qs` even where it has holes.
            let is_list = fields.iter().all(|(name, _)| index(name).is_some());
            for (name, value) in fields {
                flatten(inside(&key, &escape(name, key.is_empty(), is_list)), value, pairs);
            }
            return;
        }
        // An empty list or map comes here as an element of a list, which keeps its place.
        Value::Null | Value::Array(_) | Value::Object(_) => Cow::Borrowed(""),
    };
    pairs.push((key, text));
}

fn inside(key: &str, name: &str) -> String {
    if key.is_empty() { name.to_owned() } else { format!("{key}[{name}]") }
}
