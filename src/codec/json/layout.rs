//! JSON with whitespace, as common printers write it.

use super::{write_scalar, write_string};
use crate::value::Value;

/// How a printer separates values.
pub(crate) struct Layout {
    /// The indentation for each level, if each element and field has a line of its own.
    pub(crate) indent: Option<&'static [u8]>,
    pub(crate) comma: &'static [u8],
    pub(crate) colon: &'static [u8],
    /// Whether the closing bracket has a line of its own even if the array or object is empty.
    pub(crate) splits_empty: bool,
}

/// What a printer escapes besides quotes, backslashes and control characters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escapes {
    /// Nothing.
    Few,
    /// Everything but printable ASCII, as Python's `json.dumps` does by default.
    Ascii,
}

impl Layout {
    /// Writes a value piece by piece.
    pub(crate) fn write(&self, value: &Value<'_>, escapes: Escapes, out: impl FnMut(&[u8])) {
        Printer { layout: self, escapes, out, token: Vec::new() }.value(value, 0);
    }
}

struct Printer<'p, W> {
    layout: &'p Layout,
    escapes: Escapes,
    out: W,
    /// A buffer for a single scalar.
    token: Vec<u8>,
}

impl<W: FnMut(&[u8])> Printer<'_, W> {
    // The depth is limited where the value was parsed.
    fn value(&mut self, value: &Value<'_>, level: usize) {
        match value {
            Value::Array(list) => {
                (self.out)(b"[");
                for (index, element) in list.iter().enumerate() {
                    self.start(index, level + 1);
                    self.value(element, level + 1);
                }
                self.end(list.is_empty(), level);
                (self.out)(b"]");
            }
            Value::Object(fields) => {
                (self.out)(b"{");
                for (index, (name, value)) in fields.iter().enumerate() {
                    self.start(index, level + 1);
                    self.token(|token| write_string(name, token));
                    (self.out)(self.layout.colon);
                    self.value(value, level + 1);
                }
                self.end(fields.is_empty(), level);
                (self.out)(b"}");
            }
            scalar => self.token(|token| write_scalar(scalar, token)),
        }
    }

    /// Starts the element or field `index`.
    fn start(&mut self, index: usize, level: usize) {
        if index > 0 {
            (self.out)(self.layout.comma);
        }
        self.line(level);
    }

    /// Ends an array or object.
    fn end(&mut self, is_empty: bool, level: usize) {
        if !is_empty || self.layout.splits_empty {
            self.line(level);
        }
    }

    fn line(&mut self, level: usize) {
        if let Some(indent) = self.layout.indent {
            (self.out)(b"\n");
            (0..level).for_each(|_| (self.out)(indent));
        }
    }

    fn token(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.token.clear();
        write(&mut self.token);
        let is_printable = |byte: &u8| matches!(byte, b' '..=b'~');
        match str::from_utf8(&self.token) {
            Ok(text) if self.escapes == Escapes::Ascii && !self.token.iter().all(is_printable) => {
                for char in text.chars() {
                    if matches!(char, ' '..='~') {
                        (self.out)(char.encode_utf8(&mut [0; 4]).as_bytes());
                    } else {
                        for unit in char.encode_utf16(&mut [0; 2]) {
                            (self.out)(format!("\\u{unit:04x}").as_bytes());
                        }
                    }
                }
            }
            _ => (self.out)(&self.token),
        }
    }
}
