//! The source that models are read from.
//!
//! A model is read from the text of a JSON body, without building values that it does not ask for, or from a [`Value`],
//! into which XML and forms are parsed. Both are one type, so that each model is compiled once. A value with another
//! type than the model expects is converted as described in [`lenient`].

use std::borrow::Cow;

use super::json::Reader;
use super::{input, lenient};
use crate::Limits;
use crate::error::DecodeError;
use crate::limits::Meter;
use crate::value::{Object, Text, Value};

type Result<T> = std::result::Result<T, DecodeError>;

/// A position before a value of a body. The methods that read a value consume it.
pub(crate) struct Source<'a> {
    at: At<'a>,
    /// The field of the next object that [`tag`](Source::tag) has already read, and that is skipped.
    tag: Option<&'static str>,
    /// Whether a string may be parsed as JSON.
    documents: bool,
}

/// A reader of the fields of an object.
pub(crate) trait Fields<'a> {
    /// Returns the name of the field that is expected next, if any.
    fn expected(&self) -> Option<&'static str>;

    /// Reads the value of the expected field.
    fn read_expected(&mut self, source: &mut Source<'a>) -> Result<()>;

    /// Reads the value of any field.
    fn read(&mut self, name: Cow<'a, str>, source: &mut Source<'a>) -> Result<()>;
}

/// Reads each field with a closure.
struct Each<F>(F);

impl<'a, F: FnMut(Cow<'a, str>, &mut Source<'a>) -> Result<()>> Fields<'a> for Each<F> {
    fn expected(&self) -> Option<&'static str> {
        None
    }

    // Never called, because `expected` returns `None`.
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
    // UTF-8 is checked once for the whole body: checking each string takes a quarter longer.
    let (text, start) = input::text(body)?;
    let reader = Reader::new(text, start, Meter::new(limits));
    let mut source = Source { at: At::Json(reader), tag: None, documents: true };
    let value = read(&mut source)?;
    if let At::Json(reader) = &mut source.at {
        reader.lexer.end()?;
    }
    Ok(value)
}

/// Reads from a value of a body, within the remaining limits.
pub(crate) fn from_value<'a, T>(
    value: Value<'a>,
    meter: Meter,
    read: impl FnOnce(&mut Source<'a>) -> Result<T>,
) -> Result<T> {
    read(&mut Source { at: At::Value(value, meter), tag: None, documents: true })
}

/// Reads from a value that was deserialized by serde. No string is parsed as JSON, because the limits of a body do not
/// apply.
pub(crate) fn from_serde<'a, T>(value: Value<'a>, read: impl FnOnce(&mut Source<'a>) -> Result<T>) -> Result<T> {
    let meter = Meter::new(Limits::default().with_values(usize::MAX));
    read(&mut Source { at: At::Value(value, meter), tag: None, documents: false })
}

impl<'a> Source<'a> {
    /// Consumes a null, if it is next.
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

    /// Reads a boolean, or a string that contains one.
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

    /// Skips a value.
    pub(crate) fn skip(&mut self) -> Result<()> {
        match &mut self.at {
            At::Json(reader) => reader.skip(),
            At::Value(value, _) => {
                *value = Value::Null;
                Ok(())
            }
        }
    }

    /// Reads an object, calling `field` with the name of each field to read its value.
    pub(crate) fn object<F>(&mut self, mut field: F) -> Result<()>
    where
        F: FnMut(Cow<'a, str>, &mut Self) -> Result<()>,
    {
        self.fields(&mut Each(&mut field))
    }

    /// Reads an object.
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

    /// Reads an object whose tag was read before, or a value that is converted into an object.
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
                inner.put(value);
                let result = match fields.expected() {
                    Some(expected) if *name == *expected => fields.read_expected(inner),
                    _ => fields.read(name.clone(), inner),
                };
                result.map_err(|error| error.in_name(&name))?;
            }
            Ok(())
        })
    }

    /// Reads an array, calling `element` for each element to read its value.
    ///
    /// `element` also receives the number of remaining elements including this one, or 0 if it is unknown. `cost`
    /// values are counted for each element, in addition to its own.
    pub(crate) fn array(&mut self, cost: usize, element: &mut dyn FnMut(&mut Self, usize) -> Result<()>) -> Result<()> {
        let mut index = 0;
        if let At::Json(reader) = &mut self.at
            && reader.peek() == Some(b'[')
        {
            reader.enter()?;
            while let At::Json(reader) = &mut self.at
                && reader.step(b']', index == 0)?
            {
                let read = reader.meter.take(cost).and_then(|()| element(self, 0));
                read.map_err(|error| error.in_index(index))?;
                index += 1;
            }
            return Ok(());
        }
        let values = self.elements()?;
        self.inside(|inner| {
            let count = values.len();
            for (index, value) in values.into_iter().enumerate() {
                inner.put(value);
                let read = inner.meter().take(cost).and_then(|()| element(inner, count - index));
                read.map_err(|error| error.in_index(index))?;
            }
            Ok(())
        })
    }

    /// Reads a value and converts it into the elements of an array.
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

    /// Converts a value into an object.
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

    /// Parses a string as JSON. Its values count against the limits of the body.
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

    /// Sets the value that is read next.
    fn put(&mut self, value: Value<'a>) {
        if let At::Value(next, _) = &mut self.at {
            *next = value;
        }
    }

    /// Reads values inside an array or object that was consumed.
    fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let meter = self.meter().clone();
        meter.deeper();
        let mut inner = Self { at: At::Value(Value::Null, meter), tag: None, documents: self.documents };
        let result = read(&mut inner);
        self.meter().set_left(inner.meter());
        result
    }

    /// Reads from a part of the body that was consumed as a value.
    pub(crate) fn reread<T>(&mut self, value: Value<'a>, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.inside(|inner| {
            inner.put(value);
            read(inner)
        })
    }

    /// Returns the text of a field of the next object, wherever the field is.
    ///
    /// This does not consume the object. The next call reads it without that field.
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
