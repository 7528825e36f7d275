//! What a model asks of whatever it is read from.
//!
//! A model is read from the text of a JSON body, which borrows and keeps nothing that it does not ask for, or from a
//! [`Value`], which XML and forms become. Both are one type, so that each model is compiled once. What a body gives where a
//! model wants something else is decided on values, in [`lenient`].

use std::borrow::Cow;

use super::json::Reader;
use super::{input, lenient};
use crate::Limits;
use crate::error::DecodeError;
use crate::limits::Meter;
use crate::value::{Object, Text, Value};

type Result<T> = std::result::Result<T, DecodeError>;

/// The place of the next value, which each method takes.
pub(crate) struct Source<'a> {
    at: At<'a>,
    /// The field of the next object that is passed over, for it has been read.
    tag: Option<&'static str>,
    /// Whether a string may be read as the document that it holds.
    documents: bool,
}

/// What takes the fields of an object.
pub(crate) trait Fields<'a> {
    /// Returns the name of the field that is expected next.
    fn expected(&self) -> Option<&'static str>;

    /// Takes the value of the field that was expected.
    fn read_expected(&mut self, source: &mut Source<'a>) -> Result<()>;

    /// Takes the value of any field.
    fn read(&mut self, name: Cow<'a, str>, source: &mut Source<'a>) -> Result<()>;
}

/// What takes each field alike.
struct Each<F>(F);

impl<'a, F: FnMut(Cow<'a, str>, &mut Source<'a>) -> Result<()>> Fields<'a> for Each<F> {
    fn expected(&self) -> Option<&'static str> {
        None
    }

    // Nothing is expected, so this is not called.
    fn read_expected(&mut self, source: &mut Source<'a>) -> Result<()> {
        source.skip()
    }

    fn read(&mut self, name: Cow<'a, str>, source: &mut Source<'a>) -> Result<()> {
        (self.0)(name, source)
    }
}

enum At<'a> {
    Json(Reader<'a>),
    Value(Value<'a>, Meter),
}

/// Reads a whole JSON body.
pub(crate) fn from_json<'a, T>(
    body: &'a [u8],
    limits: Limits,
    read: impl FnOnce(&mut Source<'a>) -> Result<T>,
) -> Result<T> {
    // The UTF-8 is checked once and as a whole: checking it string by string costs a quarter more.
    let (text, start) = input::text(body)?;
    let reader = Reader::new(text, start, Meter::new(limits));
    let mut source = Source { at: At::Json(reader), tag: None, documents: true };
    let value = read(&mut source)?;
    if let At::Json(reader) = &mut source.at {
        reader.lexer.end()?;
    }
    Ok(value)
}

/// Reads a value that came out of a body, within what is left of its limits.
pub(crate) fn from_value<'a, T>(
    value: Value<'a>,
    meter: Meter,
    read: impl FnOnce(&mut Source<'a>) -> Result<T>,
) -> Result<T> {
    read(&mut Source { at: At::Value(value, meter), tag: None, documents: true })
}

/// Reads a value that came through serde, where no limits of a body apply: no string is read as a document.
pub(crate) fn from_serde<'a, T>(value: Value<'a>, read: impl FnOnce(&mut Source<'a>) -> Result<T>) -> Result<T> {
    read(&mut Source { at: At::Value(value, Meter::new(Limits::default())), tag: None, documents: false })
}

impl<'a> Source<'a> {
    /// Takes a null, if there is one.
    #[inline]
    pub(crate) fn null(&mut self) -> Result<bool> {
        match &mut self.at {
            At::Json(reader) => reader.null(),
            At::Value(value, _) => Ok(value.is_null()),
        }
    }

    /// Reads a string, or the text of a number or boolean.
    #[inline]
    pub(crate) fn text(&mut self) -> Result<Text<'a>> {
        match &mut self.at {
            At::Json(reader) => match reader.peek() {
                Some(b'"') => {
                    reader.count()?;
                    return Ok(Text::from(reader.lexer.string()?.text()));
                }
                Some(b'-' | b'0'..=b'9') => {
                    reader.count()?;
                    return Ok(Text::bare(Cow::Borrowed(reader.lexer.number()?)));
                }
                _ => {}
            },
            At::Value(Value::String(text), _) => return Ok(Text::from(std::mem::take(text))),
            At::Value(..) => {}
        }
        self.text_of_value()
    }

    #[inline(never)]
    fn text_of_value(&mut self) -> Result<Text<'a>> {
        Text::from_value(self.value()?).map_err(|value| DecodeError::expected("a string", &value.unexpected()))
    }

    /// Reads a boolean, or a string that writes one.
    pub(crate) fn boolean(&mut self) -> Result<bool> {
        if let At::Json(reader) = &mut self.at
            && let Some(b't' | b'f') = reader.peek()
        {
            return reader.boolean();
        }
        let value = self.value()?;
        let is_true = Text::from_value(value.borrowed()).ok().and_then(|text| text.to_bool());
        is_true.ok_or_else(|| DecodeError::expected("a boolean", &value.unexpected()))
    }

    /// Reads any value.
    pub(crate) fn value(&mut self) -> Result<Value<'a>> {
        if self.tag.is_some() {
            return self.value_without_tag();
        }
        match &mut self.at {
            At::Json(reader) => reader.value(),
            At::Value(value, _) => Ok(std::mem::take(value)),
        }
    }

    #[cold]
    fn value_without_tag(&mut self) -> Result<Value<'a>> {
        let mut object = Object::with_capacity(0);
        self.object(|name, source| {
            object.push(name, source.value()?);
            Ok(())
        })?;
        Ok(object.into())
    }

    /// Passes over a value.
    pub(crate) fn skip(&mut self) -> Result<()> {
        match &mut self.at {
            At::Json(reader) => reader.skip(),
            At::Value(value, _) => {
                *value = Value::Null;
                Ok(())
            }
        }
    }

    /// Reads an object: `field` is called for each field, with its name, and takes its value.
    pub(crate) fn object<F>(&mut self, mut field: F) -> Result<()>
    where
        F: FnMut(Cow<'a, str>, &mut Self) -> Result<()>,
    {
        self.fields(&mut Each(&mut field))
    }

    /// Reads an object, field by field.
    #[inline]
    pub(crate) fn fields<F: Fields<'a>>(&mut self, fields: &mut F) -> Result<()> {
        if self.tag.is_none()
            && let At::Json(reader) = &mut self.at
            && reader.peek() == Some(b'{')
        {
            reader.enter()?;
            let mut first = true;
            while let At::Json(reader) = &mut self.at
                && reader.step(b'}', first)?
            {
                first = false;
                match fields.expected() {
                    Some(name) if reader.takes_name(name)? => {
                        fields.read_expected(self).map_err(|error| error.in_name(name))?;
                    }
                    _ => {
                        let name = reader.name()?;
                        fields.read(name.text(), self).map_err(|error| error.in_name(&name.text()))?;
                    }
                }
            }
            return Ok(());
        }
        self.fields_of_value(fields)
    }

    /// Reads an object whose tag was read before, or what stands for an object.
    #[inline(never)]
    fn fields_of_value(&mut self, fields: &mut dyn Fields<'a>) -> Result<()> {
        if let Some(tag) = self.tag.take() {
            let mut found = false;
            return self.object(|name, source| {
                if name != tag {
                    return fields.read(name, source);
                }
                if std::mem::replace(&mut found, true) {
                    return Err(DecodeError::duplicate());
                }
                source.skip()
            });
        }
        let value = self.value()?;
        let object = self.take_object(value)?;
        self.inside(|inner| {
            for (name, value) in object.into_pairs() {
                if let At::Value(next, _) = &mut inner.at {
                    *next = value;
                }
                let result = match fields.expected() {
                    Some(expected) if *name == *expected => fields.read_expected(inner),
                    _ => fields.read(name.clone(), inner),
                };
                result.map_err(|error| error.in_name(&name))?;
            }
            Ok(())
        })
    }

    /// Reads an array: `element` is called for each element, with the number of those that are known to come, and takes
    /// its value. An element counts as at least `cost` values.
    pub(crate) fn array(&mut self, cost: usize, element: &mut dyn FnMut(&mut Self, usize) -> Result<()>) -> Result<()> {
        let mut index = 0;
        if let At::Json(reader) = &mut self.at
            && reader.peek() == Some(b'[')
        {
            reader.enter()?;
            while let At::Json(reader) = &mut self.at
                && reader.step(b']', index == 0)?
            {
                let left = reader.meter.left();
                let read = element(self, 0).and_then(|()| self.meter().take_rest(cost, left - self.meter().left()));
                read.map_err(|error| error.in_index(index))?;
                index += 1;
            }
            return Ok(());
        }
        let values = self.elements()?;
        self.inside(|inner| {
            let count = values.len();
            for (index, value) in values.into_iter().enumerate() {
                let counted = value.len();
                if let At::Value(next, _) = &mut inner.at {
                    *next = value;
                }
                let read = element(inner, count - index).and_then(|()| inner.meter().take_rest(cost, counted));
                read.map_err(|error| error.in_index(index))?;
            }
            Ok(())
        })
    }

    #[inline(never)]
    fn elements(&mut self) -> Result<Vec<Value<'a>>> {
        match self.value()? {
            Value::String(text) => match lenient::document(&text, '[') {
                lenient::Document::Empty => Ok(Vec::new()),
                lenient::Document::Json if self.documents => match self.document(text)? {
                    Value::Array(elements) => Ok(elements),
                    other => Err(DecodeError::expected("an array", &other.unexpected())),
                },
                _ => Ok(vec![Value::String(text)]),
            },
            Value::Null => Err(DecodeError::expected("an array", &Value::Null.unexpected())),
            other => Ok(lenient::elements(other)),
        }
    }

    /// Returns the object that a value stands for.
    pub(crate) fn take_object(&mut self, value: Value<'a>) -> Result<Object<'a>> {
        let value = match value {
            Value::String(text) => match lenient::document(&text, '{') {
                lenient::Document::Empty => return Ok(Object::from_pairs(Vec::new())),
                lenient::Document::Json if self.documents => self.document(text)?,
                _ => Value::String(text),
            },
            other => other,
        };
        match value {
            Value::Object(object) => Ok(object),
            other => Err(DecodeError::expected("an object", &other.unexpected())),
        }
    }

    /// Reads the document that a string holds, whose values count as those of its body do.
    fn document(&mut self, text: Cow<'a, str>) -> Result<Value<'a>> {
        let meter = self.meter();
        let value = match text {
            Cow::Borrowed(text) => Reader::document(text, meter)?,
            Cow::Owned(text) => Reader::document(&text, meter)?.into_owned(),
        };
        Ok(value)
    }

    fn meter(&self) -> &Meter {
        match &self.at {
            At::Json(reader) => &reader.meter,
            At::Value(_, meter) => meter,
        }
    }

    /// Reads what is inside of a value that was taken.
    fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let meter = self.meter().clone();
        meter.deeper();
        let mut inner = Self { at: At::Value(Value::Null, meter), tag: None, documents: self.documents };
        let result = read(&mut inner);
        self.meter().set_left(inner.meter());
        result
    }

    /// Reads a part of the body that was read as a value.
    pub(crate) fn reread<T>(&mut self, value: Value<'a>, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.inside(|inner| {
            if let At::Value(next, _) = &mut inner.at {
                *next = value;
            }
            read(inner)
        })
    }

    /// Returns the text of a field of the object that comes, wherever it stands there. Nothing is taken: the object is
    /// read next, without that field.
    pub(crate) fn tag(&mut self, tag: &'static str) -> Result<Text<'a>> {
        let read = |source: &mut Self| source.text().map_err(|error| error.in_name(tag));
        if let At::Json(reader) = &mut self.at
            && reader.peek() == Some(b'{')
        {
            let start = reader.clone();
            let text = if reader.find(tag)? { Some(read(self)?) } else { None };
            self.at = At::Json(start);
            self.tag = Some(tag);
            return text.ok_or_else(|| DecodeError::missing(tag));
        }
        if let At::Value(..) = self.at {
            let value = self.value()?;
            let object = self.take_object(value)?;
            if let At::Value(value, _) = &mut self.at {
                *value = object.into();
            }
        }
        let text = match &mut self.at {
            At::Value(Value::Object(object), meter) => match object.iter().find(|(name, _)| *name == tag) {
                Some((_, value)) => {
                    let at = At::Value(value.clone(), meter.clone());
                    Some(read(&mut Self { at, tag: None, documents: self.documents })?)
                }
                None => None,
            },
            _ => return Err(DecodeError::expected("an object", &self.value()?.unexpected())),
        };
        self.tag = Some(tag);
        text.ok_or_else(|| DecodeError::missing(tag))
    }
}
