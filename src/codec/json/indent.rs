//! Writes a tree as JSON over several lines.

use serde::Serialize;

use super::write::{self, write_text};
use crate::value::{Value, tree_of};

/// Writes an event of this crate's own the way the Scala library circe prints with `spaces2`: two spaces for each
/// level, a space on either side of a colon, and a line of its own for the bracket that closes, be the list or map
/// empty or not.
pub(crate) fn encode_indented(event: &impl Serialize) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    write(&tree_of(event), 0, &mut out);
    out
}

fn write(tree: &Value<'_>, level: usize, out: &mut Vec<u8>) {
    match tree {
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
                write_text(name, out);
                out.extend_from_slice(b" : ");
                write(value, level + 1, out);
            }
            line(level, out);
            out.push(b'}');
        }
        scalar => write::write(scalar, out),
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
