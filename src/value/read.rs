//! Reading a tree from whatever serde reads.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess as _, Visitor};

use super::{MAP, Number, Object, TREE, Value};
use crate::value::text::Name;

/// What `serde_json` calls its numbers when a build switches on its `arbitrary_precision`: a map with this one name.
pub(crate) const SERDE_JSON_NUMBER: &str = "$serde_json::private::Number";

impl<'de: 'a, 'a> Deserialize<'de> for Value<'a> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(TREE, TreeVisitor { foreign: false })
    }
}

/// A tree that is likely to be a map: where all is text, an empty text is read as an empty one, and JSON as what it
/// says. So is null, in any format: a form may leave an empty map out.
pub(crate) struct MapOrTree<'a>(pub(crate) Value<'a>);

impl<'de: 'a, 'a> Deserialize<'de> for MapOrTree<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_newtype_struct(MAP, TreeVisitor { foreign: false })? {
            Value::Null => Ok(Self(Object::new().into())),
            tree => Ok(Self(tree)),
        }
    }
}

struct TreeVisitor {
    /// Whether the deserializer is not this crate's: it takes the newtype for one.
    foreign: bool,
}

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'de>, D::Error> {
        deserializer.deserialize_any(Self { foreign: true })
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_unit<E: Error>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value<'de>, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value<'de>, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value<'de>, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value<'de>, E> {
        Number::try_from(number).map(Value::Number).map_err(E::custom)
    }

    fn visit_borrowed_bytes<E: Error>(self, digits: &'de [u8]) -> Result<Value<'de>, E> {
        let digits = std::str::from_utf8(digits).map_err(E::custom)?;
        Number::new(digits).map(Value::Number).map_err(E::custom)
    }

    fn visit_byte_buf<E: Error>(self, digits: Vec<u8>) -> Result<Value<'de>, E> {
        let digits = String::from_utf8(digits).map_err(E::custom)?;
        Number::new(digits).map(Value::Number).map_err(E::custom)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::String(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::String(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value<'de>, E> {
        Ok(Value::String(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = seq.next_element()? {
            list.push(element);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        let mut fields = Object::new();
        while let Some(Name(name)) = map.next_key()? {
            fields.push(name, map.next_value::<Value<'de>>()?);
        }
        // A map of this one name is a number where another crate reads, and a map where this one does.
        if let (true, 1, Some(digits)) = (self.foreign, fields.len(), fields.get_str(SERDE_JSON_NUMBER))
            && let Ok(number) = Number::new(digits.to_owned())
        {
            return Ok(Value::Number(number));
        }
        Ok(Value::Object(fields))
    }
    /// This crate's reader of trees marks a map that came from a format whose values are all text as a variant.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value<'de>, A::Error> {
        let ((), variant) = data.variant()?;
        variant.struct_variant(&[], LooseVisitor)
    }
}

struct LooseVisitor;

impl<'de> Visitor<'de> for LooseVisitor {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        let mut pairs = Vec::with_capacity(map.size_hint().unwrap_or(0).min(1024));
        while let Some(Name(name)) = map.next_key()? {
            pairs.push((name, map.next_value()?));
        }
        Ok(Value::Object(Object::loose(pairs)))
    }
}
