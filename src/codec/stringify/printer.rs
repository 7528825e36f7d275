//! Prints JSON in the order of the input, and sorts the members of objects at the end.

use std::ops::Range;

use super::number;
use super::order::{Member, reorder};
use crate::codec::json::{Quoted, unescape, write_string};

/// The printed text, and the members to reorder in it.
///
/// Most objects are in JavaScript's order already. For the others, the order is stored and applied by one copy at the
/// end. Reordering each object when it ends would copy nested objects once for each level.
pub(super) struct Printer {
    out: Vec<u8>,
    /// The members of all open objects, those of the innermost one last.
    members: Vec<Member>,
    moves: Vec<Move>,
}

/// An object to reorder: its range in the text, and those of its members, in order.
struct Move {
    object: Range<usize>,
    members: Vec<Range<usize>>,
}

/// An open object: the index of its start in the text, and of its first member.
#[derive(Clone, Copy)]
pub(super) struct Open {
    start: usize,
    members: usize,
}

impl Printer {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self { out: Vec::with_capacity(capacity), members: Vec::new(), moves: Vec::new() }
    }

    #[inline]
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    pub(super) fn number(&mut self, digits: &str) {
        number::write(digits, &mut self.out);
    }

    pub(super) fn text(&mut self, text: &str) {
        write_string(text, &mut self.out);
    }

    /// Prints a string token of JSON, with only the escapes of `JSON.stringify`.
    #[inline]
    pub(super) fn quoted(&mut self, quoted: Quoted<'_>) {
        self.out.push(b'"');
        if quoted.escaped {
            write_escaped(quoted.raw, &mut self.out);
        } else {
            self.out.extend_from_slice(quoted.raw.as_bytes());
        }
        self.out.push(b'"');
    }

    #[inline]
    pub(super) fn open_object(&mut self) -> Open {
        let open = Open { start: self.out.len(), members: self.members.len() };
        self.out.push(b'{');
        open
    }

    /// Starts a member of the object `open`, whose name `print_name` prints. The caller prints the value next.
    #[inline]
    pub(super) fn member(&mut self, open: Open, print_name: impl FnOnce(&mut Self)) {
        if self.members.len() > open.members {
            self.out.push(b',');
        }
        let start = self.out.len();
        print_name(self);
        let name_end = self.out.len();
        self.members.push(Member { start, name_end, end: name_end });
        self.out.push(b':');
    }

    /// Ends the newest member, after its value was printed.
    #[inline]
    pub(super) fn end_member(&mut self) {
        if let Some(member) = self.members.last_mut() {
            member.end = self.out.len();
        }
    }

    #[inline]
    pub(super) fn close_object(&mut self, open: Open) {
        self.out.push(b'}');
        if let Some(members) = reorder(&self.out, self.members.get(open.members..).unwrap_or_default()) {
            self.moves.push(Move { object: open.start..self.out.len(), members });
        }
        self.members.truncate(open.members);
    }

    /// Returns the text, with all objects in JavaScript's order.
    pub(super) fn finish(mut self) -> Vec<u8> {
        if self.moves.is_empty() {
            return self.out;
        }
        self.moves.sort_unstable_by_key(|found| found.object.start);
        let mut out = Vec::with_capacity(self.out.len());
        self.copy(0..self.out.len(), &mut out);
        out
    }

    /// Copies a range of the text, reordering the objects in it.
    fn copy(&self, range: Range<usize>, out: &mut Vec<u8>) {
        let mut at = range.start;
        loop {
            let next = self.moves.partition_point(|found| found.object.start < at);
            let Some(found) = self.moves.get(next).filter(|found| range.contains(&found.object.start)) else { break };
            out.extend_from_slice(self.slice(at..found.object.start));
            out.push(b'{');
            for (index, member) in found.members.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                self.copy(member.clone(), out);
            }
            out.push(b'}');
            at = found.object.end;
        }
        out.extend_from_slice(self.slice(at..range.end));
    }

    fn slice(&self, range: Range<usize>) -> &[u8] {
        self.out.get(range).unwrap_or_default()
    }
}

/// Writes a raw string with only the escapes that `JSON.stringify` writes: ECMA-262, section 25.5.2.3.
fn write_escaped(raw: &str, out: &mut Vec<u8>) {
    let mut rest = raw;
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.extend_from_slice(plain.as_bytes());
        let (char, after) = unescape(escape);
        match char {
            Ok('/') => out.push(b'/'),
            Ok(char) => write_char(char, out),
            Err(surrogate) => write_unit(surrogate, out),
        }
        rest = after;
    }
    out.extend_from_slice(rest.as_bytes());
}

fn write_char(char: char, out: &mut Vec<u8>) {
    match char {
        '"' => out.extend_from_slice(b"\\\""),
        '\\' => out.extend_from_slice(b"\\\\"),
        '\u{8}' => out.extend_from_slice(b"\\b"),
        '\u{C}' => out.extend_from_slice(b"\\f"),
        '\n' => out.extend_from_slice(b"\\n"),
        '\r' => out.extend_from_slice(b"\\r"),
        '\t' => out.extend_from_slice(b"\\t"),
        '\0'..' ' => write_unit(u16::try_from(u32::from(char)).unwrap_or_default(), out),
        _ => out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
    }
}

/// Writes a UTF-16 code unit as an escape.
fn write_unit(unit: u16, out: &mut Vec<u8>) {
    let [high, low] = unit.to_be_bytes();
    out.extend_from_slice(b"\\u");
    for nibble in [high >> 4, high & 15, low >> 4, low & 15] {
        out.push(if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 });
    }
}
