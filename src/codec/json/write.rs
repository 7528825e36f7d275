//! Writes a tree as compact JSON.

use crate::value::Value;

/// Writes the tree as `JSON.stringify` would: no white space, text as UTF-8, numbers with the digits they came with.
pub(crate) fn to_vec(tree: &Value<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    write(tree, &mut out);
    out
}

fn write(tree: &Value<'_>, out: &mut Vec<u8>) {
    match tree {
        Value::Array(list) => {
            out.push(b'[');
            for (index, element) in list.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write(element, out);
            }
            out.push(b']');
        }
        Value::Object(fields) => {
            out.push(b'{');
            for (index, (name, value)) in fields.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_string(name, out);
                out.push(b':');
                write(value, out);
            }
            out.push(b'}');
        }
        scalar => write_scalar(scalar, out),
    }
}

/// Writes a value that is neither an array nor an object.
pub(crate) fn write_scalar(value: &Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Bool(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Value::Number(number) => out.extend_from_slice(number.as_str().as_bytes()),
        Value::String(text) => write_string(text, out),
        _ => out.extend_from_slice(b"null"),
    }
}

/// Writes a text in quotes, with the escapes that `serde_json` and `JSON.stringify` agree on.
pub(crate) fn write_string(text: &str, out: &mut Vec<u8>) {
    // Writing into a `Vec` does not fail, and a `str` is always a JSON text.
    let written = serde_json::to_writer(&mut *out, text);
    debug_assert!(written.is_ok(), "a text is always a JSON text");
}
