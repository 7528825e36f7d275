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
    let mut at = 0;
    // Most keys differ from the one before in their last name alone: what they share, and its node.
    let mut shared: Option<(&str, u32)> = None;
    for pair in text.split('&') {
        let offset = at;
        at += pair.len() + 1;
        if pair.is_empty() {
            continue;
        }
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decode(value, offset + key.len() + 1)?;
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

/// Undoes the percent-encoding of a text that starts at `offset` of the body.
pub(super) fn decode(text: &str, offset: usize) -> Result<Cow<'_, str>> {
    let Some(first) = text.bytes().position(|byte| matches!(byte, b'%' | b'+')) else {
        return Ok(Cow::Borrowed(text));
    };
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
    String::from_utf8(decoded).map(Cow::Owned).map_err(|_| DecodeError::encoding_at(offset + first))
}
