//! One walk over JSON: what every reader of it counts, and what it passes over.

use std::borrow::Cow;

use super::lexer::{Lexer, Quoted};
use crate::codec::input;
use crate::error::{DecodeError, Syntax};
use crate::limits::Meter;
use crate::value::{Number, Object, Value};

type Result<T> = std::result::Result<T, DecodeError>;

/// A position in a JSON text, and what is left of the limits there.
#[derive(Clone)]
pub(crate) struct Reader<'a> {
    pub(crate) lexer: Lexer<'a>,
    pub(crate) meter: Meter,
}

impl<'a> Reader<'a> {
    /// Starts at the first value of a text; `start` is where it begins, behind a byte-order mark.
    pub(crate) fn new(text: &'a str, start: usize, meter: Meter) -> Self {
        Self { lexer: Lexer::new(text, start), meter }
    }

    /// Returns the first byte of the next value, without taking it or counting the value.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        self.lexer.peek()
    }

    /// Counts a value.
    #[inline]
    pub(crate) fn count(&mut self) -> Result<()> {
        self.meter.take(1)
    }

    /// Takes the opening bracket of an array or object, which counts as a value.
    #[inline]
    pub(crate) fn enter(&mut self) -> Result<()> {
        self.count()?;
        self.lexer.bump();
        self.meter.enter()
    }

    /// Takes the separator before an element, or the bracket that closes; `false` is the end.
    #[inline]
    pub(crate) fn step(&mut self, close: u8, first: bool) -> Result<bool> {
        match self.lexer.peek() {
            Some(byte) if byte == close => {
                self.lexer.bump();
                self.meter.leave();
                Ok(false)
            }
            Some(b',') if !first => {
                self.lexer.bump();
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => Err(self.lexer.error(Syntax::Comma)),
        }
    }

    /// Takes the name of a field and the colon behind it.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "every field comes this way: a call costs decoding a tenth")]
    pub(crate) fn name(&mut self) -> Result<Quoted<'a>> {
        if self.lexer.peek() != Some(b'"') {
            return Err(self.lexer.error(Syntax::Name));
        }
        let name = self.lexer.string()?;
        self.lexer.expect(b':', Syntax::Colon)?;
        Ok(name)
    }

    /// Takes the name of a field and the colon behind it, if the name is the one that is expected, without an escape.
    #[inline]
    pub(crate) fn takes_name(&mut self, name: &str) -> Result<bool> {
        self.lexer.peek();
        let is_taken = self.lexer.takes_quoted(name);
        if is_taken {
            self.lexer.expect(b':', Syntax::Colon)?;
        }
        Ok(is_taken)
    }

    /// Takes a null, if there is one.
    #[inline]
    pub(crate) fn null(&mut self) -> Result<bool> {
        if self.lexer.peek() != Some(b'n') {
            return Ok(false);
        }
        self.count()?;
        self.lexer.word("null")?;
        Ok(true)
    }

    /// Takes a boolean; the next byte is its first.
    pub(crate) fn boolean(&mut self) -> Result<bool> {
        self.count()?;
        let value = self.lexer.peek() == Some(b't');
        self.lexer.word(if value { "true" } else { "false" })?;
        Ok(value)
    }

    /// Passes over a value, within the same limits as if it were read.
    pub(crate) fn skip(&mut self) -> Result<()> {
        match self.lexer.peek() {
            Some(b'{') => {
                self.enter()?;
                let mut first = true;
                while self.step(b'}', first)? {
                    self.name()?;
                    self.skip()?;
                    first = false;
                }
                Ok(())
            }
            Some(b'[') => {
                self.enter()?;
                let mut first = true;
                while self.step(b']', first)? {
                    self.skip()?;
                    first = false;
                }
                Ok(())
            }
            Some(b'"') => {
                self.count()?;
                self.lexer.string().map(drop)
            }
            Some(b'-' | b'0'..=b'9') => {
                self.count()?;
                self.lexer.number().map(drop)
            }
            Some(b't' | b'f') => self.boolean().map(drop),
            _ => self.null_or_error(),
        }
    }

    /// Reads a value.
    pub(crate) fn value(&mut self) -> Result<Value<'a>> {
        match self.lexer.peek() {
            Some(b'"') => {
                self.count()?;
                Ok(Value::String(self.lexer.string()?.text()))
            }
            Some(b'{') => self.object().map(Value::Object),
            Some(b'[') => self.array(),
            Some(b'-' | b'0'..=b'9') => {
                self.count()?;
                Ok(Value::Number(Number::from_checked(Cow::Borrowed(self.lexer.number()?))))
            }
            Some(b't' | b'f') => self.boolean().map(Value::Bool),
            _ => self.null_or_error().map(|()| Value::Null),
        }
    }

    fn object(&mut self) -> Result<Object<'a>> {
        self.enter()?;
        let mut pairs = Vec::new();
        while self.step(b'}', pairs.is_empty())? {
            let name = self.name()?;
            match self.value() {
                Ok(value) => pairs.push((name.text(), value)),
                Err(error) => return Err(error.in_name(&name.text())),
            }
        }
        Ok(Object::from_pairs(pairs))
    }

    fn array(&mut self) -> Result<Value<'a>> {
        self.enter()?;
        let mut elements = Vec::new();
        while self.step(b']', elements.is_empty())? {
            match self.value() {
                Ok(element) => elements.push(element),
                Err(error) => return Err(error.in_index(elements.len())),
            }
        }
        Ok(Value::Array(elements))
    }

    /// Goes to the value of a field of the object that comes, if there is one.
    pub(crate) fn find(&mut self, field: &str) -> Result<bool> {
        if self.lexer.peek() != Some(b'{') {
            return Ok(false);
        }
        self.enter()?;
        let mut first = true;
        while self.step(b'}', first)? {
            let name = self.name()?.text();
            if name == field {
                return Ok(true);
            }
            self.skip().map_err(|error| error.in_name(&name))?;
            first = false;
        }
        Ok(false)
    }

    /// Reads the document in a string, under the arrays and objects that the meter has counted.
    pub(crate) fn document(text: &'a str, meter: &Meter) -> Result<Value<'a>> {
        let mut reader = Self::new(text, 0, meter.clone());
        let value = reader.value();
        meter.set_left(&reader.meter);
        let value = value?;
        reader.lexer.end()?;
        Ok(value)
    }

    /// Takes a null, which is all that is left for a value to be.
    pub(crate) fn null_or_error(&mut self) -> Result<()> {
        if self.null()? { Ok(()) } else { Err(self.lexer.error(Syntax::Value)) }
    }
}

/// Reads a whole body.
pub(crate) fn read<'a>(body: &'a [u8], meter: &Meter) -> Result<Value<'a>> {
    let (text, start) = input::text(body)?;
    let mut reader = Reader::new(text, start, meter.clone());
    let value = reader.value()?;
    reader.lexer.end()?;
    meter.set_left(&reader.meter);
    Ok(value)
}
