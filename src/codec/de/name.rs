//! Deserializes the name of a field, or a string in a lenient format, as a number or boolean if the type requests one.

use std::borrow::Cow;

use serde::de::{self, Error as _, IntoDeserializer as _, Unexpected, Visitor};

use crate::error::DecodeError;
use crate::value::{Number, nearest};

type Result<T> = std::result::Result<T, DecodeError>;

/// Passes a number to a visitor as `u64`, `i64` or `f64`, whichever is the first that can represent it.
pub(super) fn visit_number<'de, V: Visitor<'de>>(digits: &str, visitor: V) -> Result<V::Value> {
    if let Ok(number) = digits.parse::<u64>() {
        return visitor.visit_u64(number);
    }
    if let Ok(number) = digits.parse::<i64>() {
        // `-0` must stay different from `0`, so it is a double.
        if number != 0 {
            return visitor.visit_i64(number);
        }
    }
    let number = nearest(digits);
    if number.is_finite() { visitor.visit_f64(number) } else { Err(DecodeError::range()) }
}

pub(super) fn visit_string<'de, V: Visitor<'de>>(text: Cow<'de, str>, visitor: V) -> Result<V::Value> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}

pub(super) fn visit_bytes<'de, V: Visitor<'de>>(text: Cow<'de, str>, visitor: V) -> Result<V::Value> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_bytes(text.as_bytes()),
        Cow::Owned(text) => visitor.visit_byte_buf(text.into_bytes()),
    }
}

pub(super) struct Name<'de>(Cow<'de, str>);

impl<'de> Name<'de> {
    pub(super) fn new(text: Cow<'de, str>) -> Self {
        Self(text)
    }

    fn is_number(&self) -> bool {
        Number::new(&*self.0).is_ok()
    }

    fn refuse<T>(&self, expected: &dyn de::Expected) -> Result<T> {
        Err(DecodeError::invalid_type(Unexpected::Str(&self.0), expected))
    }
}

macro_rules! numbers {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            if self.is_number() { visit_number(&self.0, visitor) } else { self.refuse(&visitor) }
        }
    )+};
}

macro_rules! wide {
    ($($method:ident $visit:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            if !self.is_number() {
                return self.refuse(&visitor);
            }
            visitor.$visit(self.0.parse().map_err(|_| DecodeError::range())?)
        }
    )+};
}

impl<'de> de::Deserializer<'de> for Name<'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visit_string(self.0, visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match &*self.0 {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => self.refuse(&visitor),
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32
        deserialize_u64 deserialize_f32 deserialize_f64
    }

    wide! {
        deserialize_i128 visit_i128
        deserialize_u128 visit_u128
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visit_bytes(self.0, visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visit_bytes(self.0, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
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
