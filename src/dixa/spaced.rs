//! JSON in the vendor's layout.

use crate::codec::json::{write_scalar, write_string};
use crate::value::Value;

/// Serializes a value in the layout of the Scala library circe's `spaces2`: two spaces per level, a space on both sides
/// of a colon, and each closing bracket on its own line, even if the array or object is empty.
pub(super) fn to_vec(value: &Value<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    write(value, 0, &mut out);
    out
}

fn write(value: &Value<'_>, level: usize, out: &mut Vec<u8>) {
    match value {
        Value::Array(list) => {
            out.push(b'[');
            for (index, element) in list.iter().enumerate() {
                start(index, level + 1, out);
                write(element, level + 1, out);
            }
            line(level, out);
            out.push(b']');
        }
        Value::Object(fields) => {
            out.push(b'{');
            for (index, (name, value)) in fields.iter().enumerate() {
                start(index, level + 1, out);
                write_string(name, out);
                out.extend_from_slice(b" : ");
                write(value, level + 1, out);
            }
            line(level, out);
            out.push(b'}');
        }
        scalar => write_scalar(scalar, out),
    }
}

/// Starts the element or field `index`.
fn start(index: usize, level: usize, out: &mut Vec<u8>) {
    if index > 0 {
        out.push(b',');
    }
    line(level, out);
}

fn line(level: usize, out: &mut Vec<u8>) {
    out.push(b'\n');
    out.resize(out.len() + 2 * level, b' ');
}
