//! Access to the elements of an array, the fields of an object and the data of a variant.
//!
//! Each returns `None` after the end, also if it is called again.

use std::borrow::Cow;
use std::vec::IntoIter;

use serde::de::{self, Deserialize as _, DeserializeSeed, Error as _, Unexpected, Visitor};

use super::name::Name;
use crate::error::DecodeError;
use crate::value::{Object, Value};

type Result<T> = std::result::Result<T, DecodeError>;

pub(super) struct Elements<'de, I> {
    values: IntoIter<Value<'de>>,
    index: usize,
    /// Creates the deserializer of an element.
    inside: I,
}

impl<'de, I> Elements<'de, I> {
    pub(super) fn new(elements: Vec<Value<'de>>, inside: I) -> Self {
        Self { values: elements.into_iter(), index: 0, inside }
    }

    /// Fails if the type did not request all elements.
    pub(super) fn end<T>(self, value: T) -> Result<T> {
        if self.values.len() == 0 { Ok(value) } else { Err(DecodeError::invalid_length(self.index, &"fewer elements")) }
    }
}

impl<'de, I: Fn(Value<'de>) -> D, D: de::Deserializer<'de, Error = DecodeError>> de::SeqAccess<'de>
    for Elements<'de, I>
{
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(value) = self.values.next() else { return Ok(None) };
        let element = seed.deserialize((self.inside)(value)).map_err(|error| error.in_index(self.index))?;
        self.index += 1;
        Ok(Some(element))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.values.len())
    }
}

pub(super) struct Fields<'de, I> {
    pairs: IntoIter<(Cow<'de, str>, Value<'de>)>,
    /// The name that was returned last.
    name: Cow<'de, str>,
    value: Value<'de>,
    inside: I,
}

impl<'de, I> Fields<'de, I> {
    pub(super) fn new(object: Object<'de>, inside: I) -> Self {
        Self { pairs: object.into_pairs(), name: Cow::Borrowed(""), value: Value::Null, inside }
    }

    /// Fails if the type did not request all fields.
    pub(super) fn end<T>(self, value: T) -> Result<T> {
        let left = self.pairs.len();
        if left == 0 { Ok(value) } else { Err(DecodeError::invalid_length(left, &"fewer fields")) }
    }
}

impl<'de, I: Fn(Value<'de>) -> D, D: de::Deserializer<'de, Error = DecodeError>> de::MapAccess<'de> for Fields<'de, I> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some((name, value)) = self.pairs.next() else { return Ok(None) };
        self.name = name.clone();
        self.value = value;
        seed.deserialize(Name::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let value = std::mem::take(&mut self.value);
        seed.deserialize((self.inside)(value)).map_err(|error| error.in_name(&self.name))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.pairs.len())
    }
}

/// A variant of an enum: its name alone, or an object of one field.
pub(super) struct Variant<'de, D> {
    name: Cow<'de, str>,
    data: Option<D>,
}

impl<'de, D> Variant<'de, D> {
    pub(super) fn unit(name: Cow<'de, str>) -> Self {
        Self { name, data: None }
    }

    pub(super) fn with_data(name: Cow<'de, str>, data: D) -> Self {
        Self { name, data: Some(data) }
    }

    fn read<T>(self, expected: &str, read: impl FnOnce(D) -> Result<T>) -> Result<T> {
        match self.data {
            Some(data) => read(data).map_err(|error| error.in_name(&self.name)),
            None => Err(DecodeError::invalid_type(Unexpected::UnitVariant, &expected)),
        }
    }
}

impl<'de, D: de::Deserializer<'de, Error = DecodeError>> de::EnumAccess<'de> for Variant<'de, D> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self)> {
        Ok((seed.deserialize(Name::new(self.name.clone()))?, self))
    }
}

impl<'de, D: de::Deserializer<'de, Error = DecodeError>> de::VariantAccess<'de> for Variant<'de, D> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<()> {
        if self.data.is_none() { Ok(()) } else { self.read("null", <()>::deserialize) }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value> {
        self.read("a variant with a value", |data| seed.deserialize(data))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value> {
        self.read("a variant with an array", |data| data.deserialize_tuple(length, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value> {
        self.read("a variant with fields", |data| data.deserialize_struct("", fields, visitor))
    }
}
