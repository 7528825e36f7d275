//! The elements of an array, the fields of an object and the data of a variant, as serde asks for them.
//!
//! Each is at its end for good: asked again, it gives nothing.

use std::borrow::Cow;
use std::vec::IntoIter;

use serde::de::{self, Deserialize as _, DeserializeSeed, Error as _, Unexpected, Visitor};

use super::name::Name;
use super::{Context, Deserializer};
use crate::error::DecodeError;
use crate::value::{Object, Value};

type Result<T> = std::result::Result<T, DecodeError>;

pub(super) struct Elements<'c, 'de> {
    rest: IntoIter<Value<'de>>,
    index: usize,
    context: Context<'c>,
}

impl<'c, 'de> Elements<'c, 'de> {
    pub(super) fn new(elements: Vec<Value<'de>>, context: Context<'c>) -> Self {
        Self { rest: elements.into_iter(), index: 0, context }
    }

    /// Refuses an array that is longer than the type that it was read into.
    pub(super) fn end<T>(self, value: T) -> Result<T> {
        if self.rest.len() == 0 { Ok(value) } else { Err(DecodeError::invalid_length(self.index, &"fewer elements")) }
    }
}

impl<'de> de::SeqAccess<'de> for Elements<'_, 'de> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(value) = self.rest.next() else { return Ok(None) };
        let element = Deserializer { value, context: self.context };
        let element = seed.deserialize(element).map_err(|error| error.in_index(self.index))?;
        self.index += 1;
        Ok(Some(element))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

pub(super) struct Fields<'c, 'de> {
    rest: IntoIter<(Cow<'de, str>, Value<'de>)>,
    /// The field whose name was given last.
    name: Cow<'de, str>,
    value: Value<'de>,
    context: Context<'c>,
}

impl<'c, 'de> Fields<'c, 'de> {
    pub(super) fn new(object: Object<'de>, context: Context<'c>) -> Self {
        Self { rest: object.into_pairs(), name: Cow::Borrowed(""), value: Value::Null, context }
    }

    /// Refuses an object that has more fields than its type asked for.
    pub(super) fn end<T>(self, value: T) -> Result<T> {
        let left = self.rest.len();
        if left == 0 { Ok(value) } else { Err(DecodeError::invalid_length(left, &"fewer fields")) }
    }
}

impl<'de> de::MapAccess<'de> for Fields<'_, 'de> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.name = name.clone();
        self.value = value;
        seed.deserialize(Name::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let value = std::mem::take(&mut self.value);
        seed.deserialize(Deserializer { value, context: self.context }).map_err(|error| error.in_name(&self.name))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// A variant of an enum: its name alone, or an object of one field.
pub(super) struct Variant<'c, 'de> {
    name: Cow<'de, str>,
    data: Option<Deserializer<'c, 'de>>,
}

impl<'c, 'de> Variant<'c, 'de> {
    pub(super) fn unit(name: Cow<'de, str>) -> Self {
        Self { name, data: None }
    }

    pub(super) fn with_data(name: Cow<'de, str>, data: Deserializer<'c, 'de>) -> Self {
        Self { name, data: Some(data) }
    }

    fn read<T>(self, expected: &str, read: impl FnOnce(Deserializer<'c, 'de>) -> Result<T>) -> Result<T> {
        match self.data {
            Some(data) => read(data).map_err(|error| error.in_name(&self.name)),
            None => Err(DecodeError::invalid_type(Unexpected::UnitVariant, &expected)),
        }
    }
}

impl<'de> de::EnumAccess<'de> for Variant<'_, 'de> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self)> {
        Ok((seed.deserialize(Name::new(self.name.clone()))?, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'_, 'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<()> {
        if self.data.is_none() { Ok(()) } else { self.read("null", <()>::deserialize) }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value> {
        self.read("a variant with a value", |data| seed.deserialize(data))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value> {
        self.read("a variant with an array", |data| de::Deserializer::deserialize_tuple(data, length, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value> {
        self.read("a variant with fields", |data| de::Deserializer::deserialize_struct(data, "", fields, visitor))
    }
}
