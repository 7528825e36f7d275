//! The key of a form's field, taken apart into the names on the way to it.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use super::read::decode;
use crate::DecodeError;
use crate::body::Dialect;
use crate::limits::Budget;
use crate::tree::index;

type Result<T> = std::result::Result<T, DecodeError>;

/// A step on the way from the root to a value.
///
/// An index equals the name that writes it: beside other names it becomes that name, which must not be there twice.
#[derive(Clone, Debug, Default, Eq)]
pub(super) enum Step<'de> {
    Name(Cow<'de, str>),
    Index(u64),
    /// `[]`: the next element of a list.
    #[default]
    Next,
}

impl Step<'_> {
    /// Returns the index that the step is or could be taken for.
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

/// Takes apart a key that starts at `offset` of the body. A key that does not fit is one name, and `false` says so.
pub(super) fn split<'de>(
    key: &'de str,
    offset: usize,
    budget: &Budget,
    dialect: Dialect,
    path: &mut Vec<Step<'de>>,
) -> Result<bool> {
    path.clear();
    if dialect == Dialect::Node {
        return groups(key, offset, budget, path);
    }
    let Some((head, mut rest)) = split_at_bracket(key, b'[', *b"5B") else {
        return dots(key, offset, budget, path).map(|()| true);
    };
    if !head.is_empty() {
        dots(head, offset, budget, path)?;
    }
    loop {
        let at = offset + key.len() - rest.len();
        let Some((name, after)) = split_at_bracket(rest, b']', *b"5D") else {
            return whole(key, offset, path);
        };
        path.push(step(name, at, Dialect::Own)?);
        budget.check_depth(path.len())?;
        let Some((between, next)) = split_at_bracket(after, b'[', *b"5B") else {
            return match after.strip_prefix('.') {
                _ if after.is_empty() => Ok(true),
                Some(names) => dots(names, offset + key.len() - names.len(), budget, path).map(|()| true),
                None => whole(key, offset, path),
            };
        };
        match between.strip_prefix('.') {
            _ if between.is_empty() => {}
            Some(names) => dots(names, at, budget, path)?,
            None => return whole(key, offset, path),
        }
        rest = next;
    }
}

/// Takes apart a key as `qs` does: a name may have pairs of brackets in it, what stands between two names is nothing,
/// and from a bracket that is not closed on, all is one name, and `false` says so.
fn groups<'de>(key: &'de str, offset: usize, budget: &Budget, path: &mut Vec<Step<'de>>) -> Result<bool> {
    let slice = |from: usize, to: usize| key.get(from..to).unwrap_or_default();
    // Where the group starts that is open, where its name does, and how many brackets are open in it.
    let (mut start, mut inner, mut level) = (0, 0, 0_usize);
    let mut is_first = true;
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
            let step = step(slice(inner, at), offset + inner, Dialect::Node)?;
            // A list in the next element is put into the list around it.
            path.pop_if(|last| *last == Step::Next && !matches!(step, Step::Name(_)));
            path.push(step);
            budget.check_depth(path.len())?;
            level = 0;
        } else {
            level = level.saturating_sub(1);
        }
    }
    if is_first {
        path.push(named(key, offset, Dialect::Node)?);
    } else if level > 0 {
        path.push(Step::Name(text(slice(start, key.len()), offset + start, Dialect::Node)?));
    }
    Ok(level == 0)
}

/// Goes through the brackets of a key, as they are or percent-encoded: where each is, its length, and whether it opens.
fn brackets(key: &str) -> impl Iterator<Item = (usize, usize, bool)> {
    let bytes = key.as_bytes();
    (0..bytes.len()).filter_map(move |at| match bytes.get(at..)? {
        [byte @ (b'[' | b']'), ..] => Some((at, 1, *byte == b'[')),
        [b'%', b'5', byte @ (b'B' | b'b' | b'D' | b'd'), ..] => Some((at, 3, byte.eq_ignore_ascii_case(&b'b'))),
        _ => None,
    })
}

fn whole<'de>(key: &'de str, offset: usize, path: &mut Vec<Step<'de>>) -> Result<bool> {
    path.clear();
    path.push(Step::Name(text(key, offset, Dialect::Own)?));
    Ok(false)
}

/// Returns what stands before the last pair of brackets, where a plain name stands in them: most keys share it with the
/// one before.
pub(super) fn prefix(key: &str) -> Option<&str> {
    let bytes = key.as_bytes();
    let (inner, open) = match bytes {
        [inner @ .., b']'] => (inner, b'['),
        [inner @ .., b'%', b'5', b'D' | b'd'] => (inner, b'%'),
        _ => return None,
    };
    // A name that has brackets or escapes of its own takes the long way.
    let at = inner.iter().rposition(|byte| matches!(byte, b'[' | b']' | b'%'))?;
    match inner.get(at..)? {
        [b'[', _, ..] if open == b'[' => key.get(..at),
        [b'%', b'5', b'B' | b'b', _, ..] if open == b'%' => key.get(..at),
        _ => None,
    }
}

/// Takes apart names with dots between them, where none is empty.
fn dots<'de>(names: &'de str, offset: usize, budget: &Budget, path: &mut Vec<Step<'de>>) -> Result<()> {
    if !names.contains('.') {
        path.push(named(names, offset, Dialect::Own)?);
    } else if names.split('.').any(str::is_empty) {
        path.push(Step::Name(text(names, offset, Dialect::Own)?));
    } else {
        for name in names.split('.') {
            path.push(named(name, offset, Dialect::Own)?);
            budget.check_depth(path.len())?;
        }
    }
    Ok(())
}

fn step(name: &str, offset: usize, dialect: Dialect) -> Result<Step<'_>> {
    if name.is_empty() { Ok(Step::Next) } else { named(name, offset, dialect) }
}

/// Makes the step of a name in which nothing is encoded.
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

/// Splits at the first bracket, which stands as it is or percent-encoded.
fn split_at_bracket(text: &str, bracket: u8, code: [u8; 2]) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let is_code = |at: usize| bytes.get(at + 1..at + 3).is_some_and(|digits| digits.eq_ignore_ascii_case(&code));
    let at = (0..bytes.len()).find(|at| match bytes.get(*at) {
        Some(b'%') => is_code(*at),
        byte => byte == Some(&bracket),
    })?;
    let length = if bytes.get(at) == Some(&bracket) { 1 } else { 3 };
    Some((text.get(..at)?, text.get(at + length..)?))
}

/// The characters that [`escape`] writes as their code, in the form that [`unescape`] undoes.
const CODES: [(&str, char); 4] = [("%5B", '['), ("%5D", ']'), ("%2E", '.'), ("%25", '%')];

/// Writes a name so that it is read back as it is: `top` is one outside of brackets, `index` one that would be taken
/// for an index.
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

/// Undoes [`escape`], and nothing that it does not write.
fn unescape(name: Cow<'_, str>) -> Cow<'_, str> {
    // What stands in the body as it is has no percent sign.
    if matches!(name, Cow::Borrowed(_)) || !name.contains('%') {
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

/// Returns what an escape at the start stands for, and its length.
fn code(text: &str) -> Option<(char, usize)> {
    if let Some((_, letter)) = CODES.iter().find(|(code, _)| text.starts_with(code)) {
        return Some((*letter, 3));
    }
    let digit = text.strip_prefix("%3")?.chars().next().filter(char::is_ascii_digit)?;
    Some((digit, 3))
}
