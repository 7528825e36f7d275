//! A JSON reader that counts values and depth against the limits.

use std::borrow::Cow;

use super::lexer::{Lexer, Quoted};
use crate::codec::input;
use crate::error::{DecodeError, Syntax};
use crate::limits::Meter;
use crate::value::{Number, Object, Value};

type Result<T> = std::result::Result<T, DecodeError>;

/// A position in a JSON text, and the remaining limits.
#[derive(Clone)]
pub(crate) struct Reader<'a> {
    pub(crate) lexer: Lexer<'a>,
    pub(crate) meter: Meter,
}

impl<'a> Reader<'a> {
    /// Creates a reader at the offset `start`, which is after the byte-order mark, if any.
    pub(crate) fn new(text: &'a str, start: usize, meter: Meter) -> Self {
        Self { lexer: Lexer::new(text, start), meter }
    }

    /// Returns the first byte of the next value, without consuming or counting it.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        self.lexer.peek()
    }

    /// Counts a value.
    #[inline]
    pub(crate) fn count(&mut self) -> Result<()> {
        self.meter.take(1)
    }

    /// Consumes the opening bracket of an array or object, and counts it as a value.
    #[inline]
    pub(crate) fn enter(&mut self) -> Result<()> {
        self.count()?;
        self.lexer.bump();
        self.meter.enter()
    }

    /// Consumes the comma before the next element and returns true, or consumes the closing bracket and returns false.
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

    /// Reads the name of a field and the colon after it.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "every field is read here: a call costs a tenth of decoding")]
    pub(crate) fn name(&mut self) -> Result<Quoted<'a>> {
        if self.lexer.peek() != Some(b'"') {
            return Err(self.lexer.error(Syntax::Name));
        }
        let name = self.lexer.string()?;
        self.lexer.expect(b':', Syntax::Colon)?;
        Ok(name)
    }

    /// Consumes the field name `name` and the colon after it, if they are next and the name is written without escapes.
    #[inline]
    pub(crate) fn takes_name(&mut self, name: &str) -> Result<bool> {
        self.lexer.peek();
        let is_taken = self.lexer.takes_quoted(name);
        if is_taken {
            self.lexer.expect(b':', Syntax::Colon)?;
        }
        Ok(is_taken)
    }

    /// Consumes a null, if it is next.
    #[inline]
    pub(crate) fn null(&mut self) -> Result<bool> {
        if self.lexer.peek() != Some(b'n') {
            return Ok(false);
        }
        self.count()?;
        self.lexer.word("null")?;
        Ok(true)
    }

    /// Reads a boolean. The next byte must be its first.
    pub(crate) fn boolean(&mut self) -> Result<bool> {
        self.count()?;
        let value = self.lexer.peek() == Some(b't');
        self.lexer.word(if value { "true" } else { "false" })?;
        Ok(value)
    }

    /// Skips a value, counting it against the limits.
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

    /// Moves to the value of the field `field` of the next value, an object. Returns false if there is no such field.
    pub(crate) fn find(&mut self, field: &str) -> Result<bool> {
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

    /// Parses JSON that a string of a body contains, at the depth and within the remaining limits of that string.
    pub(crate) fn document(text: &'a str, meter: &Meter) -> Result<Value<'a>> {
        let mut reader = Self::new(text, 0, meter.clone());
        let value = reader.value();
        meter.set_left(&reader.meter);
        let value = value?;
        reader.lexer.end()?;
        Ok(value)
    }

    /// Reads a null, when the next byte starts no other value.
    pub(crate) fn null_or_error(&mut self) -> Result<()> {
        if self.null()? { Ok(()) } else { Err(self.lexer.error(Syntax::Value)) }
    }
}

/// Parses a whole body.
pub(crate) fn read<'a>(body: &'a [u8], meter: &Meter) -> Result<Value<'a>> {
    let (text, start) = input::text(body)?;
    let mut reader = Reader::new(text, start, meter.clone());
    let value = reader.value()?;
    reader.lexer.end()?;
    meter.set_left(&reader.meter);
    Ok(value)
}
