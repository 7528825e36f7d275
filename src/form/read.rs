//! Reads a form into a tree.

use std::borrow::Cow;

use super::arena::Arena;
use super::key::{Step, named, split, split_last};
use crate::body::Dialect;
use crate::error::Syntax;
use crate::limits::Budget;
use crate::{DecodeError, Tree};

type Result<T> = std::result::Result<T, DecodeError>;

/// Reads a whole body. A byte-order mark in front is looked over.
pub(crate) fn read<'de>(body: &'de [u8], budget: &Budget, dialect: Dialect) -> Result<Tree<'de>> {
    let text = std::str::from_utf8(body).map_err(DecodeError::encoding)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut arena = Arena::new(budget, dialect, 1 + text.bytes().filter(|byte| *byte == b'&').count())?;
    let mut path = Vec::new();
    // Most keys differ from the one before in their last name alone: what they share, and its node.
    let mut shared: Option<(&str, u32)> = None;
    for Pair { key, value, offset, encoded } in (Pairs { text, at: 0 }) {
        if key.is_empty() && value.is_none() {
            continue;
        }
        let value = match (value.unwrap_or_default(), encoded) {
            (value, Some(first)) => decode_from(value, first, offset + key.len() + 1).map(Cow::Owned)?,
            (value, None) => Cow::Borrowed(value),
        };
        let last = split_last(key);
        if let (Some((prefix, name)), Some((own, parent))) = (last, shared)
            && prefix == own
        {
            arena.insert_under(parent, named(name, offset, dialect)?, value)?;
            continue;
        }
        let apart = split(key, offset, budget, dialect, &mut path)?;
        let is_fixed = apart && !path.contains(&Step::Next);
        let parent = arena.insert(&mut path, value)?;
        shared = last.filter(|_| is_fixed).map(|(prefix, _)| (prefix, parent));
    }
    arena.finish()
}

/// What is left of a form.
struct Pairs<'de> {
    text: &'de str,
    at: usize,
}

/// A pair as it stands in the body.
struct Pair<'de> {
    key: &'de str,
    value: Option<&'de str>,
    /// Where the key starts.
    offset: usize,
    /// Where in the value something is encoded first.
    encoded: Option<usize>,
}

/// One pass finds all three, the end of the key, of the pair, and what is encoded: most pairs are short, and starting a
/// search for each costs more than looking at every byte.
impl<'de> Iterator for Pairs<'de> {
    type Item = Pair<'de>;

    #[inline]
    fn next(&mut self) -> Option<Pair<'de>> {
        let bytes = self.text.as_bytes();
        let offset = self.at;
        if offset > bytes.len() {
            return None;
        }
        let (mut at, mut equals, mut encoded) = (offset, None, None);
        loop {
            let mut rest = bytes.get(at..)?.iter();
            let next = match (equals, encoded) {
                (None, _) => rest.position(|byte| matches!(byte, b'&' | b'=')),
                (Some(_), None) => rest.position(|byte| matches!(byte, b'&' | b'%' | b'+')),
                (Some(_), Some(_)) => rest.position(|byte| *byte == b'&'),
            };
            at = next.map_or(bytes.len(), |next| at + next);
            match (bytes.get(at), equals) {
                (None | Some(b'&'), _) => break,
                (Some(_), None) => equals = Some(at),
                (Some(_), Some(equals)) => encoded = Some(at - equals - 1),
            }
            at += 1;
        }
        self.at = at + 1;
        let key = self.text.get(offset..equals.unwrap_or(at))?;
        let value = equals.and_then(|equals| self.text.get(equals + 1..at));
        Some(Pair { key, value, offset, encoded })
    }
}

/// Undoes the percent-encoding of a text that starts at `offset` of the body.
pub(super) fn decode(text: &str, offset: usize) -> Result<Cow<'_, str>> {
    match text.bytes().position(|byte| matches!(byte, b'%' | b'+')) {
        Some(first) => decode_from(text, first, offset).map(Cow::Owned),
        None => Ok(Cow::Borrowed(text)),
    }
}

/// The same for a text in which something is encoded, first at `first`.
fn decode_from(text: &str, first: usize, offset: usize) -> Result<String> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    decoded.extend_from_slice(bytes.get(..first).unwrap_or_default());
    let mut at = first;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'+' => decoded.push(b' '),
            b'%' => {
                let digit = |at: usize| bytes.get(at).and_then(|digit| char::from(*digit).to_digit(16));
                let code = digit(at + 1).zip(digit(at + 2)).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
                decoded.push(code.ok_or_else(|| DecodeError::syntax(Syntax::Percent, offset + at))?);
                at += 2;
            }
            byte => decoded.push(*byte),
        }
        at += 1;
    }
    String::from_utf8(decoded).map_err(|_| DecodeError::encoding_at(offset + first))
}
