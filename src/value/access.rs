//! The elements of a list and the fields of a map, as serde asks for them.

use std::borrow::Cow;
use std::vec::IntoIter;

use serde::de::{self, DeserializeSeed, IntoDeserializer as _, Visitor};

use super::de::{Context, TreeReader};
use super::{Loose, Object, Value};
use crate::DecodeError;

type Result<T> = std::result::Result<T, DecodeError>;

pub(super) struct Elements<'c, 'de> {
    list: IntoIter<Value<'de>>,
    index: usize,
    context: Context<'c>,
}

impl<'c, 'de> Elements<'c, 'de> {
    #[inline]
    pub(super) fn new(list: Vec<Value<'de>>, context: Context<'c>) -> Self {
        Self { list: list.into_iter(), index: 0, context }
    }

    /// Refuses a list that is longer than the tuple it was read into.
    pub(super) fn end<T>(self, value: T) -> Result<T> {
        if self.list.len() == 0 { Ok(value) } else { Err(de::Error::invalid_length(self.index, &"fewer elements")) }
    }
}

impl<'de> de::SeqAccess<'de> for Elements<'_, 'de> {
    type Error = DecodeError;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(tree) = self.list.next() else { return Ok(None) };
        let reader = TreeReader { tree, context: self.context };
        let value = seed.deserialize(reader).map_err(|error| error.in_index(self.index))?;
        self.index += 1;
        Ok(Some(value))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.list.len())
    }
}

pub(super) struct Pairs<'c, 'de> {
    fields: IntoIter<(Cow<'de, str>, Value<'de>)>,
    /// The field whose name was given last.
    name: Cow<'de, str>,
    value: Value<'de>,
    context: Context<'c>,
}

impl<'c, 'de> Pairs<'c, 'de> {
    #[inline]
    pub(super) fn new(fields: Object<'de>, context: Context<'c>) -> Self {
        Self { fields: fields.into_pairs(), name: Cow::Borrowed(""), value: Value::Null, context }
    }

    /// Returns the next field.
    pub(super) fn one(mut self) -> Option<(Cow<'de, str>, TreeReader<'c, 'de>)> {
        self.fields.next().map(|(name, tree)| (name, TreeReader { tree, context: self.context }))
    }

    /// Refuses a map that has more fields than its type asked for.
    pub(super) fn end<T>(self, value: T) -> Result<T> {
        let left = self.fields.len();
        if left == 0 { Ok(value) } else { Err(de::Error::invalid_length(left, &"fewer fields")) }
    }
}

impl<'de> de::MapAccess<'de> for Pairs<'_, 'de> {
    type Error = DecodeError;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some((name, value)) = self.fields.next() else { return Ok(None) };
        self.name = name.clone();
        self.value = value;
        seed.deserialize(Loose::new(name)).map(Some)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        // Serde asks for a value only after its key.
        let tree = std::mem::take(&mut self.value);
        seed.deserialize(TreeReader { tree, context: self.context }).map_err(|error| error.in_name(&self.name))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.fields.len())
    }
}

/// A map whose values are all text, as a variant without a name: serde has no other way to tell that to a visitor.
pub(super) struct LooseMap<'c, 'de>(pub(super) Pairs<'c, 'de>);

impl<'de> de::EnumAccess<'de> for LooseMap<'_, 'de> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self)> {
        Ok((seed.deserialize(().into_deserializer())?, self))
    }
}

impl<'de> de::VariantAccess<'de> for LooseMap<'_, 'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<()> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        seed.deserialize(de::value::MapAccessDeserializer::new(self.0))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        visitor.visit_map(self.0)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value> {
        visitor.visit_map(self.0)
    }
}
