//! Parses forms.

use std::borrow::Cow;

use super::arena::Arena;
use super::key::{brackets, is_plain, plain, split};
use super::percent::percent_decode;
use crate::codec::input::{self, Dialect};
use crate::codec::lenient::WHITESPACE;
use crate::error::Syntax;
use crate::limits::Meter;
use crate::{DecodeError, value::Value};

type Result<T> = std::result::Result<T, DecodeError>;

/// Parses a whole body.
pub(crate) fn read<'de>(body: &'de [u8], meter: &Meter, dialect: Dialect) -> Result<Value<'de>> {
    let (text, start) = input::text(body)?;
    check_start(text, start)?;
    // `JSON.stringify` prints these characters in six bytes each, and no sender leaves them unencoded.
    if dialect == Dialect::Node
        && let Some(at) = body.iter().position(|byte| matches!(byte, 0..0x08 | 0x0B | 0x0E..0x20))
    {
        return Err(DecodeError::syntax(Syntax::Control, at));
    }
    let mut arena = Arena::new(meter, dialect, 1 + separators(text))?;
    let mut path = Vec::new();
    // Most keys differ from the previous one only in the last name. This is the shared part and its node.
    let mut shared: Option<(&str, u32)> = None;
    let mut cursor = Cursor { text, at: start };
    while cursor.at < text.len() {
        if let Some((prefix, parent)) = shared
            && let Some(name) = cursor.name_under(prefix)
        {
            arena.insert_under(parent, plain(name), cursor.value()?)?;
            continue;
        }
        let offset = cursor.at;
        let key = cursor.key(dialect);
        let is_ignored = key.is_empty() && (cursor.is_at_end() || dialect == Dialect::Node);
        let value = cursor.value()?;
        if is_ignored {
            continue;
        }
        let prefix = split(key, offset, meter, dialect, &mut path)?;
        let parent = arena.insert(&mut path, value)?;
        shared = prefix.map(|prefix| (prefix, parent));
    }
    arena.finish()
}

/// Fails if the body cannot be a form: it starts with a second byte-order mark or a control character, so it is
/// probably a damaged document in another format.
fn check_start(text: &str, start: usize) -> Result<()> {
    let rest = text.get(start..).unwrap_or_default().trim_start_matches(WHITESPACE);
    if rest.starts_with(|first: char| first == '\u{feff}' || first.is_control()) {
        return Err(DecodeError::syntax(Syntax::Start, text.len() - rest.len()));
    }
    Ok(())
}

/// Counts `&`, in chunks short enough to sum in a `u8`, which the compiler vectorizes.
fn separators(text: &str) -> usize {
    let count = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(*byte == b'&')).sum::<u8>();
    text.as_bytes().chunks(128).map(|bytes| usize::from(count(bytes))).sum()
}

/// A position in a form.
struct Cursor<'de> {
    text: &'de str,
    at: usize,
}

impl<'de> Cursor<'de> {
    fn rest(&self) -> &'de str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether the pair ends at this position.
    fn is_at_end(&self) -> bool {
        matches!(self.text.as_bytes().get(self.at), None | Some(b'&'))
    }

    /// Reads a key that consists of `prefix` and a plain name in brackets, and returns the name.
    #[inline]
    fn name_under(&mut self, prefix: &str) -> Option<&'de str> {
        let brackets = self.rest().strip_prefix(prefix)?;
        let (inner, close) = match brackets.as_bytes() {
            [b'[', ..] => (brackets.get(1..)?, "]"),
            [b'%', b'5', b'B' | b'b', ..] => (brackets.get(3..)?, "%5"),
            _ => return None,
        };
        let length = inner.bytes().position(|byte| !is_plain(byte))?;
        let (name, after) = inner.split_at_checked(length)?;
        let after = after.strip_prefix(close)?;
        let after = if close == "]" { after } else { after.strip_prefix(['D', 'd'])? };
        if name.is_empty() || !matches!(after.as_bytes().first(), None | Some(b'=' | b'&')) {
            return None;
        }
        self.at = self.text.len() - after.len();
        Some(name)
    }

    /// Reads a key, up to the first `=` or the end of the pair. In `qs`, it extends to the first `]=`, if any.
    fn key(&mut self, dialect: Dialect) -> &'de str {
        let rest = self.rest();
        let mut length = rest.bytes().position(|byte| matches!(byte, b'=' | b'&')).unwrap_or(rest.len());
        if dialect == Dialect::Node {
            let pair = rest.split_once('&').map_or(rest, |(pair, _)| pair);
            let mut ends = brackets(pair).filter(|(.., opens)| !opens).map(|(at, length, _)| at + length);
            length = ends.find(|end| pair.as_bytes().get(*end) == Some(&b'=')).unwrap_or(length);
        }
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// Reads the value after a key, and moves to the next pair.
    #[inline]
    fn value(&mut self) -> Result<Cow<'de, str>> {
        if self.is_at_end() {
            self.at += 1;
            return Ok(Cow::Borrowed(""));
        }
        let offset = self.at + 1;
        let rest = self.text.get(offset..).unwrap_or_default();
        let bytes = rest.as_bytes();
        let stop = bytes.iter().position(|byte| matches!(byte, b'&' | b'%' | b'+')).unwrap_or(bytes.len());
        let is_encoded = !matches!(bytes.get(stop), None | Some(b'&'));
        let more = bytes.get(stop..).unwrap_or_default();
        let end = stop + more.iter().position(|byte| *byte == b'&').unwrap_or(more.len());
        self.at = offset + end + 1;
        let value = rest.get(..end).unwrap_or_default();
        if is_encoded { percent_decode(value, offset).map(Cow::Owned) } else { Ok(Cow::Borrowed(value)) }
    }
}
