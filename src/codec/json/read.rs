//! A serde `Deserializer` over JSON text.

use std::marker::PhantomData;

use serde::de::{self, Deserialize as _, DeserializeSeed, IntoDeserializer as _, Visitor};

use super::access::{Elements, Variant};
use super::lexer::{Lexer, Quoted};
use super::nearest::nearest;
use crate::error::{DecodeError, Syntax};
use crate::limits::Budget;
use crate::value::{EMBEDDED, EXACT, MAP, TREE, TreeReader};
use crate::{Limits, value::Value};

pub(super) type Result<T> = std::result::Result<T, DecodeError>;

/// Reads a whole body.
pub(crate) fn from_slice<'de, S: DeserializeSeed<'de>>(body: &'de [u8], limits: Limits, seed: S) -> Result<S::Value> {
    from_slice_counted(body, limits, seed).map(|(value, _)| value)
}

/// Reads a whole body as a tree, whose values count.
pub(crate) fn read<'de>(body: &'de [u8], budget: &Budget) -> Result<Value<'de>> {
    let (tree, nodes) = from_slice_counted(body, budget.inside(0), PhantomData)?;
    budget.take(nodes)?;
    Ok(tree)
}

/// Reads a whole body, and returns with it how many values it holds.
fn from_slice_counted<'de, S: DeserializeSeed<'de>>(
    body: &'de [u8],
    limits: Limits,
    seed: S,
) -> Result<(S::Value, usize)> {
    // The UTF-8 is checked once and as a whole: checking it string by string costs a quarter more.
    let (text, start) = crate::codec::text(body)?;
    let mut reader = Reader { lexer: Lexer::new(text, start), limits, depth: 0, nodes: 0 };
    let value = seed.deserialize(&mut reader)?;
    reader.lexer.end()?;
    Ok((value, reader.nodes))
}

pub(super) struct Reader<'de> {
    pub(super) lexer: Lexer<'de>,
    limits: Limits,
    pub(super) depth: usize,
    nodes: usize,
}

impl<'de> Reader<'de> {
    /// Returns the first byte of the next value, and counts that value.
    #[inline]
    fn value(&mut self) -> Result<u8> {
        self.nodes += 1;
        if self.nodes > self.limits.values() {
            return Err(DecodeError::values(self.limits.values()));
        }
        self.lexer.peek().ok_or_else(|| self.lexer.error(Syntax::Value))
    }

    /// Takes the opening bracket of a list or map.
    #[inline]
    fn enter(&mut self) -> Result<()> {
        self.lexer.bump();
        self.depth += 1;
        if self.depth > self.limits.depth() {
            return Err(DecodeError::depth(self.limits.depth()));
        }
        Ok(())
    }

    /// Takes the separator before an element, or the bracket that closes; `false` is the end.
    #[inline]
    pub(super) fn step(&mut self, close: u8, first: bool) -> Result<bool> {
        match self.lexer.peek() {
            Some(byte) if byte == close => {
                self.lexer.bump();
                self.depth -= 1;
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

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "every field comes this way: a call costs decoding a tenth")]
    pub(super) fn name(&mut self) -> Result<Quoted<'de>> {
        match self.lexer.peek() {
            Some(b'"') => self.lexer.string(),
            _ => Err(self.lexer.error(Syntax::Name)),
        }
    }

    /// Reads the value that starts with `byte`; `exact` asks for a number's digits instead of its value.
    #[inline]
    fn read<V: Visitor<'de>>(&mut self, byte: u8, exact: bool, visitor: V) -> Result<V::Value> {
        match byte {
            b'"' => match self.lexer.string()? {
                Quoted { raw, escaped: false } => visitor.visit_borrowed_str(raw),
                quoted => visitor.visit_string(quoted.text().into_owned()),
            },
            b'{' => {
                self.enter()?;
                let mut elements = Elements::new(self);
                let value = visitor.visit_map(&mut elements);
                if value.is_ok() {
                    elements.end(b'}')?;
                }
                value
            }
            b'[' => {
                self.enter()?;
                let mut elements = Elements::new(self);
                let value = visitor.visit_seq(&mut elements);
                if value.is_ok() {
                    elements.end(b']')?;
                }
                value
            }
            b't' => self.lexer.word("true").and_then(|()| visitor.visit_bool(true)),
            b'f' => self.lexer.word("false").and_then(|()| visitor.visit_bool(false)),
            b'n' => self.lexer.word("null").and_then(|()| visitor.visit_unit()),
            b'-' | b'0'..=b'9' => {
                let digits = self.lexer.number()?;
                if exact { visitor.visit_borrowed_bytes(digits.as_bytes()) } else { visit_number(digits, visitor) }
            }
            _ => Err(self.lexer.error(Syntax::Value)),
        }
    }

    /// Passes over a value, within the same limits as if it were read.
    pub(super) fn skip(&mut self) -> Result<()> {
        match self.value()? {
            b'{' => {
                self.enter()?;
                let mut first = true;
                while self.step(b'}', first)? {
                    self.name()?;
                    self.lexer.expect(b':', Syntax::Colon)?;
                    self.skip()?;
                    first = false;
                }
                Ok(())
            }
            b'[' => {
                self.enter()?;
                let mut first = true;
                while self.step(b']', first)? {
                    self.skip()?;
                    first = false;
                }
                Ok(())
            }
            b'"' => self.lexer.string().map(drop),
            byte => self.read(byte, true, de::IgnoredAny).map(drop),
        }
    }
}

impl<'de> Reader<'de> {
    /// Reads a value that may be a document in a text, whose values count as those of this one do.
    fn read_embedded<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        let tree = Value::deserialize(&mut *self)?;
        let left = self.limits.values() - self.nodes;
        let rest = Limits::default().with_depth(self.limits.depth() - self.depth).with_values(left);
        let budget = Budget::new(rest);
        let value = TreeReader::new(tree, &budget).read_embedded(visitor)?;
        self.nodes += left - budget.left();
        Ok(value)
    }
}

/// Gives a number to a visitor as the widest type that holds it.
pub(crate) fn visit_number<'de, V: Visitor<'de>>(digits: &str, visitor: V) -> Result<V::Value> {
    if let Ok(number) = digits.parse::<u64>() {
        return visitor.visit_u64(number);
    }
    if let Ok(number) = digits.parse::<i64>() {
        // `-0` is a float in every language that tells it from `0`.
        if number != 0 {
            return visitor.visit_i64(number);
        }
    }
    let number = nearest(digits);
    if number.is_finite() { visitor.visit_f64(number) } else { Err(DecodeError::range()) }
}

impl<'de> de::Deserializer<'de> for &mut Reader<'de> {
    type Error = DecodeError;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let byte = self.value()?;
        self.read(byte, false, visitor)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.lexer.peek() == Some(b'n') {
            self.value()?;
            self.lexer.word("null")?;
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        match name {
            EXACT | TREE | MAP => {
                let byte = self.value()?;
                self.read(byte, true, visitor)
            }
            EMBEDDED => self.read_embedded(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.value()? {
            b'"' => visitor.visit_enum(self.lexer.string()?.text().into_deserializer()),
            b'{' => {
                self.enter()?;
                visitor.visit_enum(Variant { reader: self })
            }
            byte => self.read(byte, false, visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.skip()?;
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier
    }
}
