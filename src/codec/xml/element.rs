//! An XML element that is being parsed.

use std::borrow::Cow;
use std::collections::HashMap;

use super::name::{self, FIELD, FIELD_NAME, FIELD_TEXT};
use crate::value::Value;

pub(super) type Pair<'de> = (Cow<'de, str>, Value<'de>);

/// The positions of an element's fields by name, built only if there are many.
pub(super) type Index<'de> = Option<Box<HashMap<Cow<'de, str>, usize>>>;

/// Up to this number of fields, a linear search is used.
const FEW: usize = 16;

/// An element whose end tag was not read yet.
pub(super) struct Element<'de> {
    pub(super) tag: &'de str,
    /// The index of its first field in the builder's `pairs`.
    pub(super) first: usize,
    /// The first piece of its text. Most elements have no other.
    pub(super) text: Cow<'de, str>,
    /// The index of the other pieces in the builder's `texts`.
    pub(super) rest: usize,
    /// The number of levels of arrays and objects in its fields.
    pub(super) height: usize,
    /// Whether part of the text is a CDATA section, in which whitespace is significant.
    pub(super) marked: bool,
    pub(super) index: Index<'de>,
    /// Data that few elements have.
    pub(super) more: Option<Box<More<'de>>>,
}

#[derive(Default)]
pub(super) struct More<'de> {
    pub(super) attributes: Vec<Pair<'de>>,
    /// The name of the field, if it is not the tag.
    pub(super) name: Option<Cow<'de, str>>,
}

/// Whether the string of a field is written as an attribute.
///
/// This is the case if the string contains characters that are not valid in XML. It is also the case for whitespace if
/// the name is written as an attribute, because `xml2js` drops blank text next to attributes.
pub(super) fn in_attribute(name: &str, text: &str) -> bool {
    name::find_forbidden(text).is_some() || name::needs_field(name) && !text.is_empty() && is_blank(text)
}

/// Restores the name and text that this crate's writer wrote as attributes. Sets the name in `more`, and returns the
/// text.
///
/// Does nothing unless the element is exactly as the writer writes it.
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

/// Whether the attributes of a tag are separated by whitespace.
pub(super) fn are_apart(tag: &str) -> bool {
    let mut rest = tag;
    while let Some((_, value)) = rest.split_once(['"', '\'']) {
        let quote = rest.as_bytes().get(rest.len() - value.len() - 1).copied().map_or('"', char::from);
        // The attribute parser rejects a value without a closing quote.
        rest = value.split_once(quote).map_or("", |(_, after)| after);
        if !rest.is_empty() && !rest.starts_with([' ', '\t', '\r', '\n']) {
            return false;
        }
    }
    true
}

/// Returns the index of the newest field `name` at or after the index `first`.
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

/// Whether a text consists of characters that JavaScript's `\s` matches. `xml2js` drops such text next to child
/// elements.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| letter == '\u{feff}' || letter.is_whitespace() && letter != '\u{85}')
}
