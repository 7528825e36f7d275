//! Parses XML, from the tokens of quick-xml.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::escape::{resolve_predefined_entity, unescape as unescape_references};
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::element::{Element, More, Pair, are_apart, find, is_blank, push, undo_field};
use super::{ATTRIBUTES, TEXT, declaration, name};
use crate::codec::input::{self, Dialect};
use crate::error::Syntax;
use crate::limits::Meter;
use crate::{
    DecodeError,
    value::{Object, Value},
};

type Result<T> = std::result::Result<T, DecodeError>;

/// Parses a whole body.
pub(crate) fn read<'de>(body: &'de [u8], meter: &Meter, dialect: Dialect) -> Result<Value<'de>> {
    let (text, offset) = input::text(body)?;
    if let Some(at) = name::find_forbidden(text) {
        return Err(DecodeError::syntax(Syntax::Character, at));
    }
    let mut tokens = Reader::from_str(text.get(offset..).unwrap_or_default());
    // The builder compares end tags itself, with the tags of the open elements.
    tokens.config_mut().check_end_names = false;
    tokens.config_mut().allow_unmatched_ends = true;
    tokens.config_mut().check_comments = true;
    let mut builder = Builder {
        text,
        meter,
        dialect,
        open: Vec::with_capacity(8),
        pairs: Vec::with_capacity(32),
        heights: Vec::with_capacity(32),
        texts: String::new(),
        root: None,
        at: offset,
    };
    let offset_of = |position: u64| offset + usize::try_from(position).unwrap_or_default();
    loop {
        // Matched by reference, because a token is large. Its text is sliced from the body, which lives longer.
        let event = tokens.read_event();
        let start = builder.at;
        builder.at = offset_of(tokens.buffer_position());
        match &event {
            Ok(Event::Start(tag)) => builder.start(tag, 1)?,
            Ok(Event::Empty(tag)) => {
                builder.start(tag, 2)?;
                builder.close()?;
            }
            Ok(Event::End(tag)) => builder.end(tag.name().0)?,
            Ok(Event::Text(_)) => builder.push_text(start, 0, false)?,
            Ok(Event::CData(_)) => builder.push_text(start + "<![CDATA[".len(), "]]>".len(), true)?,
            Ok(Event::GeneralRef(reference)) => builder.push_reference(reference)?,
            Ok(Event::Comment(_)) => {}
            Ok(Event::PI(instruction)) if declaration::is_target(instruction.target()) => {}
            Ok(Event::PI(_)) => return Err(builder.error(Syntax::Markup)),
            Ok(Event::Decl(_)) => {
                // Whitespace before the declaration is an error in XML, but a common one.
                if text.get(..start).is_some_and(|before| !is_blank(before)) {
                    return Err(DecodeError::syntax(Syntax::Declaration, start));
                }
                let content = text.get(start + "<?xml".len()..builder.at - "?>".len()).unwrap_or_default();
                let encoding = declaration::encoding(content).map_err(|_| builder.error(Syntax::Attribute))?;
                if encoding.is_some_and(|encoding| !name::is_utf_8(encoding)) {
                    return Err(DecodeError::declared_encoding());
                }
            }
            Ok(Event::DocType(_)) => return Err(DecodeError::syntax(Syntax::Doctype, start)),
            Ok(Event::Eof) => return builder.finish(),
            Err(error) => return Err(syntax(error, offset_of(tokens.error_position()))),
        }
    }
}

#[cold]
fn syntax(error: &Error, at: usize) -> DecodeError {
    let what = match error {
        Error::IllFormed(IllFormedError::UnclosedReference) => Syntax::Reference,
        Error::IllFormed(IllFormedError::MissingDoctypeName) => Syntax::Doctype,
        _ => Syntax::Markup,
    };
    DecodeError::syntax(what, at)
}

/// Returns a height as it is stored. No limit on the depth allows one that does not fit.
fn narrow(height: usize) -> u16 {
    u16::try_from(height).unwrap_or(u16::MAX)
}

struct Builder<'b, 'de> {
    text: &'de str,
    meter: &'b Meter,
    dialect: Dialect,
    open: Vec<Element<'de>>,
    /// The fields of all open elements, those of the innermost one last.
    pairs: Vec<Pair<'de>>,
    /// The number of levels of arrays and objects in each of `pairs`. Measuring a value when another one with its name
    /// follows would visit all of it, once for each level that does so.
    heights: Vec<u16>,
    /// The text of all open elements without their first pieces. A vector of pieces could take many times the memory of
    /// the body.
    texts: String,
    root: Option<Value<'de>>,
    at: usize,
}

impl<'de> Builder<'_, 'de> {
    /// Opens an element. `tail` is the length of the end of its tag, `>` or `/>`.
    #[inline]
    fn start(&mut self, tag: &BytesStart<'_>, tail: usize) -> Result<()> {
        if self.open.is_empty() && self.root.is_some() {
            return Err(self.error(Syntax::Root));
        }
        self.meter.take(1)?;
        self.meter.check_depth(self.open.len())?;
        // The token does not borrow from the body for long enough, so the tag is sliced from the body.
        let end = self.at - tail;
        let content = self.text.get(end - tag.len()..end).unwrap_or_default();
        let length = tag.name().0.len();
        let tag = content.get(..length).unwrap_or_default();
        // `xml2js` stores the text of an element under this name too, and fails if a child element has it.
        let is_own_name = self.dialect == Dialect::Node && tag == TEXT && !self.open.is_empty();
        if !name::is_name(tag) || is_own_name {
            return Err(self.error(Syntax::Markup));
        }
        let mut element = Element {
            tag,
            first: self.pairs.len(),
            text: Cow::Borrowed(""),
            rest: self.texts.len(),
            height: 0,
            marked: false,
            index: None,
            more: None,
        };
        if content.len() > length {
            let mut more = Box::<More<'_>>::default();
            if !are_apart(content) {
                return Err(self.error(Syntax::Attribute));
            }
            self.attributes(Attributes::new(content, length), &mut more.attributes)?;
            if self.dialect == Dialect::Own
                && let Some(text) = undo_field(tag, &mut more, tail == 2)
            {
                element.text = text;
            }
            element.more = Some(more);
        }
        self.open.push(element);
        Ok(())
    }

    fn attributes(&self, mut list: Attributes<'de>, pairs: &mut Vec<Pair<'de>>) -> Result<()> {
        let mut index = None;
        // The check for duplicates in quick-xml takes quadratic time.
        for attribute in list.with_checks(false) {
            self.meter.take(1)?;
            let attribute = attribute.map_err(|_| self.error(Syntax::Attribute))?;
            let name = attribute.key.0;
            if !name::is_name(name) || attribute.value.contains('<') {
                return Err(self.error(Syntax::Attribute));
            }
            if find(pairs, 0, &mut index, name).is_some() {
                return Err(self.error(Syntax::Attribute));
            }
            let value = match attribute.value {
                Cow::Borrowed(value) => unescape_references(value),
                Cow::Owned(value) => unescape_references(&value).map(|value| Cow::Owned(value.into_owned())),
            };
            let value = value.map_err(|_| self.error(Syntax::Reference))?;
            if matches!(&value, Cow::Owned(value) if name::find_forbidden(value).is_some()) {
                return Err(self.error(Syntax::Reference));
            }
            push(pairs, &mut index, (Cow::Borrowed(name), Value::String(value)));
        }
        Ok(())
    }

    #[inline]
    fn end(&mut self, tag: &str) -> Result<()> {
        match self.open.last() {
            Some(element) if element.tag == tag => self.close(),
            _ => Err(self.error(Syntax::EndTag)),
        }
    }

    #[inline]
    fn close(&mut self) -> Result<()> {
        let Some(element) = self.open.pop() else { return Ok(()) };
        let is_leaf = element.first == self.pairs.len() && element.more.is_none() && self.texts.len() == element.rest;
        if let (true, Some(parent)) = (is_leaf, self.open.last_mut()) {
            let value = Value::String(element.text);
            // The fast path for most elements: the first with its name, containing only text.
            return match find(&self.pairs, parent.first, &mut parent.index, element.tag) {
                None => {
                    push(&mut self.pairs, &mut parent.index, (Cow::Borrowed(element.tag), value));
                    self.heights.push(0);
                    Ok(())
                }
                Some(_) => self.add(Cow::Borrowed(element.tag), value, 0),
            };
        }
        let (name, value, height) = self.value(element);
        self.add(name, value, height)
    }

    /// Adds the value of an element to its parent.
    #[inline]
    fn add(&mut self, name: Cow<'de, str>, value: Value<'de>, mut height: usize) -> Result<()> {
        let Some(parent) = self.open.last_mut() else {
            self.meter.check_depth(height)?;
            self.root = Some(value);
            return Ok(());
        };
        let found = find(&self.pairs, parent.first, &mut parent.index, &name);
        let found = found.and_then(|at| self.pairs.get_mut(at).zip(self.heights.get_mut(at)));
        if let Some(((_, first), field)) = found {
            if let Value::Array(elements) = first {
                elements.push(value);
            } else {
                *first = Value::Array(vec![std::mem::take(first), value]);
                *field = field.saturating_add(1);
                self.meter.take(1)?;
            }
            height = usize::from(*field).max(height + 1);
            *field = narrow(height);
        } else {
            push(&mut self.pairs, &mut parent.index, (name, value));
            self.heights.push(narrow(height));
        }
        parent.height = parent.height.max(height);
        self.meter.check_depth(self.open.len() + height)
    }

    /// Returns the name, the value and the height of an element.
    #[inline]
    fn value(&mut self, element: Element<'de>) -> (Cow<'de, str>, Value<'de>, usize) {
        let Element { tag, first, text, rest, height, marked, more, .. } = element;
        let More { attributes, name } = more.map_or_else(More::default, |more| *more);
        let name = name.unwrap_or(Cow::Borrowed(tag));
        let children = self.pairs.len() - first;
        let pieces = self.texts.get(rest..).unwrap_or_default();
        let is_leaf = children == 0 && attributes.is_empty();
        let has_text = is_leaf || marked || !is_blank(&text) || !is_blank(pieces);
        let text = match (has_text, pieces.is_empty()) {
            (true, true) => text,
            (true, false) => Cow::Owned([&text, pieces].concat()),
            (false, _) => Cow::Borrowed(""),
        };
        self.texts.truncate(rest);
        if is_leaf {
            return (name, Value::String(text), 0);
        }
        let mut fields = Vec::with_capacity(children + 2);
        if !text.is_empty() {
            fields.push((Cow::Borrowed(TEXT), Value::String(text)));
        }
        let mut height = height + 1;
        if !attributes.is_empty() {
            fields.push((Cow::Borrowed(ATTRIBUTES), Value::Object(Object::from_pairs(attributes))));
            height = height.max(2);
        }
        fields.extend(self.pairs.drain(first..));
        self.heights.truncate(first);
        (name, Value::Object(Object::from_pairs(fields)), height)
    }

    #[inline]
    fn push_text(&mut self, start: usize, tail: usize, marked: bool) -> Result<()> {
        let text = self.text.get(start..self.at - tail).unwrap_or_default();
        let Some(element) = self.open.last_mut() else {
            // Only whitespace is allowed outside the root: XML 1.0, section 2.8.
            let blank = !marked && text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
            return if blank { Ok(()) } else { Err(self.error(Syntax::Root)) };
        };
        // Text must not contain the end of a CDATA section: XML 1.0, section 2.4.
        if !marked && text.contains('>') && text.contains("]]>") {
            return Err(self.error(Syntax::Markup));
        }
        element.marked |= marked && !text.is_empty();
        if element.text.is_empty() && self.texts.len() == element.rest {
            element.text = Cow::Borrowed(text);
        } else {
            self.texts.push_str(text);
        }
        Ok(())
    }

    fn push_reference(&mut self, reference: &BytesRef<'_>) -> Result<()> {
        let letter = match reference.resolve_char_ref() {
            Ok(None) => resolve_predefined_entity(reference).and_then(|text| text.chars().next()),
            other => other.ok().flatten().filter(|letter| name::is_character(*letter)),
        };
        let letter = letter.ok_or_else(|| self.error(Syntax::Reference))?;
        if self.open.is_empty() {
            return Err(self.error(Syntax::Root));
        }
        self.texts.push(letter);
        Ok(())
    }

    fn finish(self) -> Result<Value<'de>> {
        if !self.open.is_empty() {
            return Err(DecodeError::syntax(Syntax::Early, self.text.len()));
        }
        let end = self.text.len();
        self.root.ok_or_else(|| DecodeError::syntax(Syntax::Root, end))
    }

    #[cold]
    fn error(&self, what: Syntax) -> DecodeError {
        DecodeError::syntax(what, self.at)
    }
}
