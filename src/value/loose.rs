//! What a text, or a tree that holds nothing but texts, stands for where the model wants something else.

use std::borrow::Cow;

use serde::de::{self, Error as _, IntoDeserializer as _, Unexpected, Visitor};

use super::{EXACT, Object, Value};
use crate::DecodeError;
use crate::codec::json;

type Result<T> = std::result::Result<T, DecodeError>;

/// What this crate's writers call an element of a list that is not the value of a field.
pub(crate) const ITEM: &str = "item";

/// What JSON has for white space.
pub(crate) const WHITE_SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// Returns the elements of the list that a value stands for.
///
/// A map of one name is a wrapper around its elements, where they are maps or several. A map all of whose names are
/// numbers is a list with holes. Anything else is the one element of a list.
pub(super) fn into_list(tree: Value<'_>) -> Vec<Value<'_>> {
    match tree {
        Value::Array(list) => list,
        Value::Object(fields) => match indices(&fields) {
            Some(indices) => {
                let mut list: Vec<_> = indices.into_iter().zip(fields.into_pairs().map(|(_, value)| value)).collect();
                list.sort_by_key(|(index, _)| *index);
                list.into_iter().map(|(_, value)| value).collect()
            }
            None if is_wrapper(&fields) => {
                let inner = fields.into_pairs().find(|(name, _)| name != "$").map(|(_, value)| value);
                match inner {
                    Some(Value::Array(list)) => list,
                    inner => Vec::from_iter(inner),
                }
            }
            None => vec![Value::Object(fields)],
        },
        tree => vec![tree],
    }
}

/// Whether a value that stands where a list is wanted is read as its one element.
pub(crate) fn is_lone_list(element: &Value<'_>) -> bool {
    match element {
        Value::Null | Value::Array(_) => false,
        Value::Bool(_) | Value::Number(_) => true,
        Value::String(text) => !matches!(text.trim_start_matches(WHITE_SPACE).bytes().next(), None | Some(b'[')),
        Value::Object(fields) => !fields.is_empty() && !is_wrapper(fields) && indices(fields).is_none(),
    }
}

/// Whether a value holds nothing that XML or a form can carry.
pub(crate) fn is_vacant(tree: &Value<'_>) -> bool {
    match tree {
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.iter().all(|(_, value)| is_vacant(value)),
        _ => false,
    }
}

fn indices(fields: &Object<'_>) -> Option<Vec<u64>> {
    if fields.is_empty() { None } else { fields.iter().map(|(name, _)| index(name)).collect() }
}

/// Returns the number that a name writes, as an index is written: no sign, no zero in front.
pub(crate) fn index(name: &str) -> Option<u64> {
    // Its length first: a name is looked at again for each that it is compared with.
    let is_short = name.len() <= 15;
    let digits = is_short && name.bytes().all(|byte| byte.is_ascii_digit()) && (name == "0" || !name.starts_with('0'));
    if digits { name.parse().ok() } else { None }
}

fn is_wrapper(fields: &Object<'_>) -> bool {
    let mut others = fields.iter().filter(|(name, _)| *name != "$");
    match (others.next(), others.next()) {
        (Some((name, value)), None) => matches!(value, Value::Array(_) | Value::Object(_)) || name == ITEM,
        _ => false,
    }
}

/// Returns the text of a value: itself, or what stands between the tags of an element that has attributes.
pub(super) fn into_text(tree: Value<'_>) -> std::result::Result<Cow<'_, str>, Value<'_>> {
    match tree {
        Value::String(text) => Ok(text),
        Value::Object(fields) if !fields.is_empty() && fields.iter().all(|(name, _)| matches!(name, "_" | "$")) => {
            let text = fields.get("_").map_or(Some(""), Value::as_str).is_some();
            if !text {
                return Err(Value::Object(fields));
            }
            let text = fields.into_pairs().find(|(name, _)| name == "_").map(|(_, value)| value);
            match text {
                Some(Value::String(text)) => Ok(text),
                _ => Ok(Cow::Borrowed("")),
            }
        }
        tree => Err(tree),
    }
}

/// Reads a text, or the number or flag that it writes where the model wants one: a map's names are always text.
pub(crate) struct Loose<'de>(Cow<'de, str>);

impl<'de> Loose<'de> {
    #[inline]
    pub(crate) fn new(text: Cow<'de, str>) -> Self {
        Self(text)
    }

    fn number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if json::is_number(&self.0) {
            json::visit_number(&self.0, visitor)
        } else {
            Err(DecodeError::invalid_type(Unexpected::Str(&self.0), &visitor))
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn read_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Cow::Borrowed(text) => visitor.visit_borrowed_bytes(text.as_bytes()),
            Cow::Owned(text) => visitor.visit_byte_buf(text.into_bytes()),
        }
    }
}

macro_rules! numbers {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            self.number(visitor)
        }
    )+};
}

impl<'de> de::Deserializer<'de> for Loose<'de> {
    type Error = DecodeError;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        super::de::visit_text(self.0, visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match &*self.0 {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            text => Err(DecodeError::invalid_type(Unexpected::Str(text), &visitor)),
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32
        deserialize_u64 deserialize_f32 deserialize_f64
    }

    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match json::is_number(&self.0).then(|| self.0.parse()) {
            Some(Ok(number)) => visitor.visit_i128(number),
            Some(Err(_)) => Err(DecodeError::range()),
            None => Err(DecodeError::invalid_type(Unexpected::Str(&self.0), &visitor)),
        }
    }

    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match json::is_number(&self.0).then(|| self.0.parse()) {
            Some(Ok(number)) => visitor.visit_u128(number),
            Some(Err(_)) => Err(DecodeError::range()),
            None => Err(DecodeError::invalid_type(Unexpected::Str(&self.0), &visitor)),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.read_bytes(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.read_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if name == EXACT { super::de::visit_text(self.0, visitor) } else { visitor.visit_newtype_struct(self) }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    serde::forward_to_deserialize_any! {
        char str string unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
