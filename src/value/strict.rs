//! What a type asks for by name is what it gets: a value of another kind is an error, as it is with `serde_json`.
//!
//! Serde's derived visitors accept more than their types ask for: the one of a variant's name takes a number for its
//! index, and the one of a struct with defaults goes on asking for elements after the end.

use serde::de::{self, Deserialize as _, DeserializeSeed, Error as _, Unexpected, Visitor};

use super::access::Pairs;
use super::de::{TreeReader, visit_text};
use super::{Loose, Value};
use crate::DecodeError;

type Result<T> = std::result::Result<T, DecodeError>;

impl<'de> TreeReader<'_, 'de> {
    pub(super) fn read_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if matches!(self.tree, Value::Bool(_)) { self.read(false, visitor) } else { self.refuse(&visitor) }
    }

    pub(super) fn read_number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if matches!(self.tree, Value::Number(_)) { self.read(false, visitor) } else { self.refuse(&visitor) }
    }

    pub(super) fn read_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match &self.tree {
            Value::Number(number) => visitor.visit_i128(number.as_str().parse().map_err(|_| DecodeError::range())?),
            _ => self.refuse(&visitor),
        }
    }

    pub(super) fn read_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match &self.tree {
            Value::Number(number) => visitor.visit_u128(number.as_str().parse().map_err(|_| DecodeError::range())?),
            _ => self.refuse(&visitor),
        }
    }

    pub(super) fn read_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.tree {
            Value::String(text) => visit_text(text, visitor),
            tree => Self { tree, ..self }.refuse(&visitor),
        }
    }

    pub(super) fn read_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.tree {
            Value::String(text) => Loose::new(text).read_bytes(visitor),
            Value::Array(_) => self.read(false, visitor),
            tree => Self { tree, ..self }.refuse(&visitor),
        }
    }

    pub(super) fn read_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.tree.is_null() { visitor.visit_unit() } else { self.refuse(&visitor) }
    }

    /// Reads a list, or a map where `visitor` is a struct's.
    pub(super) fn read_compound<V: Visitor<'de>>(self, map: bool, list: bool, visitor: V) -> Result<V::Value> {
        match self.tree {
            Value::Array(_) if list => self.read(false, visitor),
            Value::Object(_) if map => self.read(false, visitor),
            tree => Self { tree, ..self }.refuse(&visitor),
        }
    }

    pub(super) fn read_enum<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let inside = self.inside();
        match self.tree {
            Value::String(text) => visitor.visit_enum(Variant { name: Loose::new(text), value: None }),
            Value::Object(fields) if fields.len() == 1 => match Pairs::new(fields, inside).one() {
                Some((name, value)) => visitor.visit_enum(Variant { name: Loose::new(name), value: Some(value) }),
                None => Err(DecodeError::invalid_length(0, &"a map of one variant")),
            },
            Value::Object(fields) => Err(DecodeError::invalid_length(fields.len(), &"a map of one variant")),
            tree => Self { tree, ..self }.refuse(&visitor),
        }
    }

    fn refuse<T>(&self, expected: &dyn de::Expected) -> Result<T> {
        let found = match &self.tree {
            Value::Null => Unexpected::Unit,
            Value::Bool(flag) => Unexpected::Bool(*flag),
            Value::Number(_) => Unexpected::Float(0.0),
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        };
        Err(DecodeError::invalid_type(found, expected))
    }
}

/// A variant of an enum: its name alone, or a map of one field.
struct Variant<'c, 'de> {
    name: Loose<'de>,
    value: Option<TreeReader<'c, 'de>>,
}

impl<'c, 'de> de::EnumAccess<'de> for Variant<'c, 'de> {
    type Error = DecodeError;
    type Variant = Data<'c, 'de>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant)> {
        let name = self.value.is_some().then(|| self.name.as_str().to_owned());
        Ok((seed.deserialize(self.name)?, Data { name: name.unwrap_or_default(), value: self.value }))
    }
}

/// The data of a variant, if any.
struct Data<'c, 'de> {
    name: String,
    value: Option<TreeReader<'c, 'de>>,
}

impl<'c, 'de> Data<'c, 'de> {
    fn read<T>(self, expected: &str, read: impl FnOnce(TreeReader<'c, 'de>) -> Result<T>) -> Result<T> {
        match self.value {
            Some(value) => read(value).map_err(|error| error.in_name(&self.name)),
            None => Err(DecodeError::invalid_type(Unexpected::UnitVariant, &expected)),
        }
    }
}

impl<'de> de::VariantAccess<'de> for Data<'_, 'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<()> {
        if self.value.is_none() { Ok(()) } else { self.read("null", <()>::deserialize) }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value> {
        self.read("a variant with a value", |value| seed.deserialize(value))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value> {
        self.read("a variant with a list", |value| de::Deserializer::deserialize_tuple(value, length, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value> {
        self.read("a variant with fields", |value| de::Deserializer::deserialize_struct(value, "", fields, visitor))
    }
}
