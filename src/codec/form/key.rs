//! The keys of a form, which are paths.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use super::percent::decode;
use crate::DecodeError;
use crate::codec::input::Dialect;
use crate::codec::lenient::index;
use crate::limits::Meter;

type Result<T> = std::result::Result<T, DecodeError>;

/// A step of a path: the name of a field or the index of an element.
///
/// An index equals the name with its digits, because it becomes that name if the node turns out to be an object.
#[derive(Clone, Debug, Default, Eq)]
pub(super) enum Step<'de> {
    Name(Cow<'de, str>),
    Index(u64),
    /// `[]`: the next element of an array.
    #[default]
    Next,
}

impl Step<'_> {
    /// Returns the index, also of a name that consists of its digits.
    pub(super) fn index(&self) -> Option<u64> {
        match self {
            Self::Name(name) => index(name),
            Self::Index(index) => Some(*index),
            Self::Next => None,
        }
    }
}

impl PartialEq for Step<'_> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name(one), Self::Name(other)) => one == other,
            (Self::Next, Self::Next) => true,
            (Self::Next, _) | (_, Self::Next) => false,
            (one, other) => one.index().is_some() && one.index() == other.index(),
        }
    }
}

impl Hash for Step<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match (self.index(), self) {
            (None, Self::Name(name)) => name.hash(state),
            (index, _) => index.hash(state),
        }
    }
}

/// Splits a key at `offset` of the body into a path. A key with unbalanced brackets or misplaced dots is a single name.
///
/// If the last name is in brackets, this may return the part of the key before its bracket; see [`shared`].
pub(super) fn split<'de>(
    key: &'de str,
    offset: usize,
    meter: &Meter,
    dialect: Dialect,
    path: &mut Vec<Step<'de>>,
) -> Result<Option<&'de str>> {
    path.clear();
    if dialect == Dialect::Node {
        return groups(key, offset, meter, path);
    }
    let Some((head, mut rest)) = split_at_bracket(key, true) else {
        return if dots(key, offset, meter, path)? { Ok(None) } else { whole(key, offset, path) };
    };
    if !head.is_empty() && !dots(head, offset, meter, path)? {
        return whole(key, offset, path);
    }
    loop {
        let Some((name, after)) = split_at_bracket(rest, false) else {
            return whole(key, offset, path);
        };
        if split_at_bracket(name, true).is_some() {
            return whole(key, offset, path);
        }
        path.push(step(name, offset + offset_in(name, key), Dialect::Own)?);
        meter.check_depth(path.len())?;
        let next = split_at_bracket(after, true);
        let between = next.map_or(after, |(between, _)| between);
        match between.strip_prefix('.') {
            _ if between.is_empty() => {}
            Some(names) if dots(names, offset + offset_in(names, key), meter, path)? => {}
            _ => return whole(key, offset, path),
        }
        let Some((_, next)) = next else {
            return Ok(if between.is_empty() { shared(key, name, path) } else { None });
        };
        rest = next;
    }
}

/// Returns the offset of a part of a key in that key.
fn offset_in(part: &str, key: &str) -> usize {
    part.as_ptr().addr() - key.as_ptr().addr()
}

/// Splits a key as `qs` does.
///
/// A name may contain balanced brackets. Text between two bracketed names is ignored. An unclosed bracket starts a name
/// that extends to the end of the key. An error has the offset of the key: none of this dialect is shown.
fn groups<'de>(key: &'de str, offset: usize, meter: &Meter, path: &mut Vec<Step<'de>>) -> Result<Option<&'de str>> {
    let slice = |from: usize, to: usize| key.get(from..to).unwrap_or_default();
    // The offset of the open group, that of its name, and the number of open brackets in it.
    let (mut start, mut inner, mut level) = (0, 0, 0_usize);
    let mut is_first = true;
    // The last name, if it ends the key.
    let mut last = None;
    for (at, length, opens) in brackets(key) {
        if opens && level == 0 {
            if is_first && at > 0 {
                path.push(named(slice(0, at), offset, Dialect::Node)?);
            }
            (start, inner, is_first) = (at, at + length, false);
        }
        if opens {
            level += 1;
        } else if level == 1 {
            let name = slice(inner, at);
            let next = step(name, offset, Dialect::Node)?;
            // `qs` appends the elements of a nested `[]` to the array around it.
            let is_inner = path.last() == Some(&Step::Next) && !matches!(next, Step::Name(_));
            if is_inner {
                path.pop();
            }
            path.push(next);
            meter.check_depth(path.len())?;
            last = (at + length == key.len() && !is_inner).then_some(name);
            level = 0;
        } else {
            level = level.saturating_sub(1);
        }
    }
    if is_first {
        path.push(named(key, offset, Dialect::Node)?);
    } else if level > 0 {
        path.push(Step::Name(text(slice(start, key.len()), offset, Dialect::Node)?));
    }
    Ok(last.and_then(|name| shared(key, name, path)))
}

/// Returns an iterator over the brackets of a key, literal or percent-encoded: the offset of each, its length, and
/// whether it is an opening one.
pub(super) fn brackets(key: &str) -> impl Iterator<Item = (usize, usize, bool)> {
    let bytes = key.as_bytes();
    (0..bytes.len()).filter_map(move |at| match bytes.get(at..)? {
        [byte @ (b'[' | b']'), ..] => Some((at, 1, *byte == b'[')),
        [b'%', b'5', byte @ (b'B' | b'b' | b'D' | b'd'), ..] => Some((at, 3, byte.eq_ignore_ascii_case(&b'b'))),
        _ => None,
    })
}

/// Makes the whole key a single name.
fn whole<'de>(key: &'de str, offset: usize, path: &mut Vec<Step<'de>>) -> Result<Option<&'de str>> {
    path.clear();
    path.push(Step::Name(text(key, offset, Dialect::Own)?));
    Ok(None)
}

/// Returns the part of a key before the bracket of its last name. Keys with the same part have the same parent node.
///
/// Returns `None` if the path contains `[]`, which can lead to another node each time.
fn shared<'de>(key: &'de str, name: &str, path: &[Step<'_>]) -> Option<&'de str> {
    if path.contains(&Step::Next) {
        return None;
    }
    let before = key.get(..offset_in(name, key))?;
    let prefix = before.strip_suffix('[').or_else(|| before.get(..before.len().checked_sub(3)?))?;
    // In `qs`, the end of a key that contains an equals sign depends on the text after it.
    (!prefix.contains('=')).then_some(prefix)
}

/// Whether a byte is common in names and has no special meaning in a form.
pub(super) fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Splits names at dots and appends them to the path. Returns false, and appends nothing, if a name is empty.
fn dots<'de>(names: &'de str, offset: usize, meter: &Meter, path: &mut Vec<Step<'de>>) -> Result<bool> {
    if names.split('.').any(str::is_empty) {
        return Ok(false);
    }
    for name in names.split('.') {
        path.push(named(name, offset + offset_in(name, names), Dialect::Own)?);
        meter.check_depth(path.len())?;
    }
    Ok(true)
}

fn step(name: &str, offset: usize, dialect: Dialect) -> Result<Step<'_>> {
    if name.is_empty() { Ok(Step::Next) } else { named(name, offset, dialect) }
}

/// Returns the step of a name that contains no encoding.
pub(super) fn plain(name: &str) -> Step<'_> {
    index(name).map_or(Step::Name(Cow::Borrowed(name)), Step::Index)
}

fn named(name: &str, offset: usize, dialect: Dialect) -> Result<Step<'_>> {
    if let Some(index) = index(name) {
        return Ok(Step::Index(index));
    }
    match text(name, offset, dialect)? {
        // `qs` decodes the key before it looks for indices.
        Cow::Owned(name) if dialect == Dialect::Node => {
            Ok(index(&name).map_or_else(|| Step::Name(Cow::Owned(name)), Step::Index))
        }
        name => Ok(Step::Name(name)),
    }
}

fn text(name: &str, offset: usize, dialect: Dialect) -> Result<Cow<'_, str>> {
    let name = decode(name, offset)?;
    Ok(if dialect == Dialect::Own { unescape(name) } else { name })
}

/// Splits at the first opening or the first closing bracket.
fn split_at_bracket(text: &str, open: bool) -> Option<(&str, &str)> {
    let (at, length, _) = brackets(text).find(|(.., opens)| *opens == open)?;
    Some((text.get(..at)?, text.get(at + length..)?))
}

/// The characters that [`escape`] replaces by a code.
const CODES: [(&str, char); 4] = [("%5B", '['), ("%5D", ']'), ("%2E", '.'), ("%25", '%')];

/// Escapes a name, so that parsing it returns the same name.
///
/// `top` says that the name is outside brackets, and `index` that it would be parsed as an index.
pub(super) fn escape(name: &str, top: bool, index: bool) -> String {
    if name.is_empty() {
        return "%".to_owned();
    }
    let mut escaped = String::with_capacity(name.len() + 4);
    for (at, letter) in name.char_indices() {
        let is_code = |rest: &str| matches!(code(rest), Some((_, 3))) || name == "%";
        match letter {
            '.' if !top => escaped.push('.'),
            '%' if !is_code(name.get(at..).unwrap_or_default()) => escaped.push('%'),
            '0'..='9' if index && at == 0 => escaped.extend(["%3", letter.encode_utf8(&mut [0])]),
            letter => match CODES.iter().find(|(_, own)| *own == letter) {
                Some((code, _)) => escaped.push_str(code),
                None => escaped.push(letter),
            },
        }
    }
    escaped
}

/// Undoes [`escape`]. Anything that `escape` does not write is kept verbatim.
fn unescape(name: Cow<'_, str>) -> Cow<'_, str> {
    if !name.contains('%') {
        return name;
    }
    if name == "%" {
        return Cow::Borrowed("");
    }
    let mut text = String::with_capacity(name.len());
    let mut rest = &*name;
    while let Some(at) = rest.find('%') {
        let (plain, tail) = rest.split_at(at);
        text.push_str(plain);
        let (letter, length) = code(tail).unwrap_or(('%', 1));
        text.push(letter);
        rest = tail.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Returns the character of a code at the start, and the length of the code.
fn code(text: &str) -> Option<(char, usize)> {
    if let Some((_, letter)) = CODES.iter().find(|(code, _)| text.starts_with(code)) {
        return Some((*letter, 3));
    }
    let digit = text.strip_prefix("%3")?.chars().next().filter(char::is_ascii_digit)?;
    Some((digit, 3))
}
