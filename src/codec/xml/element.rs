//! An element of XML while it is being read.

use std::borrow::Cow;
use std::collections::HashMap;

use super::name::{self, FIELD, FIELD_NAME, FIELD_TEXT};
use crate::value::Value;

pub(super) type Pair<'de> = (Cow<'de, str>, Value<'de>);

/// Where the fields of one element are, by name; made only when they are many.
pub(super) type Index<'de> = Option<Box<HashMap<Cow<'de, str>, usize>>>;

/// How many fields are looked through one by one before they get an index.
const FEW: usize = 16;

/// An element whose end tag is still to come.
pub(super) struct Element<'de> {
    pub(super) tag: &'de str,
    /// Where its fields start.
    pub(super) first: usize,
    /// The first piece of the text between its tags, which most elements have alone.
    pub(super) text: Cow<'de, str>,
    /// Where the other pieces start.
    pub(super) rest: usize,
    /// How many maps and lists its fields are nested.
    pub(super) height: usize,
    /// Whether white space in the text was marked as meant.
    pub(super) marked: bool,
    pub(super) index: Index<'de>,
    /// What few elements have.
    pub(super) more: Option<Box<More<'de>>>,
}

#[derive(Default)]
pub(super) struct More<'de> {
    pub(super) attributes: Vec<Pair<'de>>,
    /// The name, where it is not the tag's.
    pub(super) name: Option<Cow<'de, str>>,
}

/// Whether the text of a field stands in an attribute: one that XML cannot carry, and white space alone where the name
/// is an attribute already, for beside one `xml2js` drops it.
pub(super) fn in_attribute(name: &str, text: &str) -> bool {
    name::find_forbidden(text).is_some() || name::needs_field(name) && !text.is_empty() && is_blank(text)
}

/// Gives an element its name back that was written as an attribute, or its text, where it is exactly as this crate's
/// writer writes it.
pub(super) fn undo_field(tag: &str, more: &mut More<'_>, empty: bool) -> Option<Cow<'static, str>> {
    if tag != FIELD {
        return None;
    }
    let (name, text) = match more.attributes.as_slice() {
        [(first, Value::String(name))] if first == FIELD_NAME => (name::unescape(name)?, None),
        [(first, Value::String(name)), (second, Value::String(text))]
            if empty && first == FIELD_NAME && second == FIELD_TEXT =>
        {
            (name::unescape(name)?, Some(text))
        }
        [(first, Value::String(text))] if empty && first == FIELD_TEXT => (Cow::Borrowed(FIELD), Some(text)),
        _ => return None,
    };
    let text = match text {
        Some(text) => Some(name::unescape(text).filter(|text| in_attribute(&name, text))?.into_owned()),
        None if name::needs_field(&name) => None,
        None => return None,
    };
    let name = name.into_owned();
    *more = More { attributes: Vec::new(), name: Some(Cow::Owned(name)) };
    text.map(Cow::Owned)
}

/// Whether there is white space after each attribute of a tag but the last.
pub(super) fn are_apart(tag: &str) -> bool {
    let mut rest = tag;
    while let Some((_, value)) = rest.split_once(['"', '\'']) {
        let quote = rest.as_bytes().get(rest.len() - value.len() - 1).copied().map_or('"', char::from);
        // A value without an end is an error of its own.
        rest = value.split_once(quote).map_or("", |(_, after)| after);
        if !rest.is_empty() && !rest.starts_with([' ', '\t', '\r', '\n']) {
            return false;
        }
    }
    true
}

/// Finds the field `name` among those from `first` on, the newest first.
#[inline]
pub(super) fn find<'de>(pairs: &[Pair<'de>], first: usize, index: &mut Index<'de>, name: &str) -> Option<usize> {
    let fields = pairs.get(first..).unwrap_or_default();
    if fields.len() <= FEW {
        return fields.iter().rposition(|(own, _)| own == name).map(|at| first + at);
    }
    let fill = || Box::new(fields.iter().enumerate().map(|(at, (name, _))| (name.clone(), first + at)).collect());
    index.get_or_insert_with(fill).get(name).copied()
}

#[inline]
pub(super) fn push<'de>(pairs: &mut Vec<Pair<'de>>, index: &mut Index<'de>, pair: Pair<'de>) {
    if let Some(index) = index {
        index.insert(pair.0.clone(), pairs.len());
    }
    pairs.push(pair);
}

/// Whether a text is nothing but what JavaScript's `\s` matches, which is what xml2js drops beside child elements.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| letter == '\u{feff}' || letter.is_whitespace() && letter != '\u{85}')
}
