//! What is inside of a list, a map or a variant.

use serde::de::{self, DeserializeSeed, Visitor};

use super::lexer::Quoted;
use super::read::{Reader, Result};
use crate::error::{DecodeError, Syntax};
use crate::value::Loose;

/// The elements of a list or the fields of a map, and the place of the one that is being read.
pub(super) struct Elements<'r, 'de> {
    reader: &'r mut Reader<'de>,
    first: bool,
    ended: bool,
    /// The name as it stands in the body. A whole token would carry the padding of its flag along, whose copying costs
    /// more than an error's second look at the name.
    name: Option<&'de str>,
    index: usize,
}

impl<'r, 'de> Elements<'r, 'de> {
    #[inline]
    pub(super) fn new(reader: &'r mut Reader<'de>) -> Self {
        Self { reader, first: true, ended: false, name: None, index: 0 }
    }

    #[inline]
    fn step(&mut self, close: u8) -> Result<bool> {
        if self.ended {
            return Ok(false);
        }
        self.ended = !self.reader.step(close, self.first)?;
        self.first = false;
        Ok(!self.ended)
    }

    /// Takes the bracket that closes, where the visitor has not come so far; there may be no more elements than it
    /// asked for.
    #[inline]
    pub(super) fn end(mut self, close: u8) -> Result<()> {
        if !self.ended && self.step(close)? {
            return Err(de::Error::invalid_length(self.index, &"fewer elements"));
        }
        Ok(())
    }
}

impl<'de> de::SeqAccess<'de> for Elements<'_, 'de> {
    type Error = DecodeError;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if !self.step(b']')? {
            return Ok(None);
        }
        match seed.deserialize(&mut *self.reader) {
            Ok(value) => {
                self.index += 1;
                Ok(Some(value))
            }
            Err(error) => Err(error.in_index(self.index)),
        }
    }
}

impl<'de> de::MapAccess<'de> for Elements<'_, 'de> {
    type Error = DecodeError;

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "every field comes this way")]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        if !self.step(b'}')? {
            return Ok(None);
        }
        let name = self.reader.name()?;
        self.name = Some(name.raw);
        seed.deserialize(Loose::new(name.text())).map(Some)
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "every field comes this way")]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        self.reader.lexer.expect(b':', Syntax::Colon)?;
        seed.deserialize(&mut *self.reader).map_err(|error| match self.name {
            Some(name) => error.in_name(&Quoted::again(name).text()),
            None => error,
        })
    }
}

/// A variant of an enum of the caller's that holds data: a map of one field.
pub(super) struct Variant<'r, 'de> {
    pub(super) reader: &'r mut Reader<'de>,
}

impl<'de> de::EnumAccess<'de> for Variant<'_, 'de> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self)> {
        let name = self.reader.name()?.text();
        self.reader.lexer.expect(b':', Syntax::Colon)?;
        Ok((seed.deserialize(Loose::new(name))?, self))
    }
}

impl Variant<'_, '_> {
    fn close(self) -> Result<()> {
        self.reader.depth -= 1;
        self.reader.lexer.expect(b'}', Syntax::Comma)
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'_, 'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<()> {
        self.reader.skip()?;
        self.close()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        let value = seed.deserialize(&mut *self.reader)?;
        self.close()?;
        Ok(value)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        let value = de::Deserializer::deserialize_any(&mut *self.reader, visitor)?;
        self.close()?;
        Ok(value)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value> {
        self.tuple_variant(0, visitor)
    }
}
