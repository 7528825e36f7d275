//! The serde `Deserializer` of callers' own types, over a value.
//!
//! JSON is read as `serde_json` reads it: what a type asks for by name is what it gets, and a value of another kind is an
//! error. Serde's derived visitors accept more than their types ask for: the visitor of a variant's name takes a number for
//! its index, and the visitor of a struct with defaults goes on asking for elements after the end.
//!
//! XML and forms have nothing but text. There a text is a number, boolean or variant, and other values stand for arrays
//! and objects as [`lenient`] says, where the type asks for one.

mod access;
mod name;

use std::borrow::Cow;

use serde::de::{self, Error as _, Visitor};

use self::access::{Elements, Fields, Variant};
use self::name::Name;
use super::json::Reader;
use super::lenient::{self, Document};
use crate::error::DecodeError;
use crate::limits::Meter;
use crate::value::{Object, Text, Value};

type Result<T> = std::result::Result<T, DecodeError>;

/// A value, and how it is read.
pub(crate) struct Deserializer<'c, 'de> {
    value: Value<'de>,
    context: Context<'c>,
}

#[derive(Clone, Copy)]
struct Context<'c> {
    meter: &'c Meter,
    /// How many arrays and objects are around the value.
    depth: usize,
    lenient: bool,
}

impl<'c, 'de> Deserializer<'c, 'de> {
    /// Creates a deserializer of a value out of JSON.
    pub(crate) fn strict(value: Value<'de>, meter: &'c Meter) -> Self {
        Self { value, context: Context { meter, depth: 0, lenient: false } }
    }

    /// Creates a deserializer of a value out of a format that has nothing but text.
    pub(crate) fn lenient(value: Value<'de>, meter: &'c Meter) -> Self {
        Self { value, context: Context { meter, depth: 0, lenient: true } }
    }

    /// Gives the value to a visitor as what it is.
    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let context = Context { depth: self.context.depth + 1, ..self.context };
        let inside = |value| Deserializer { value, context };
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(number) => name::visit_number(number.as_str(), visitor),
            Value::String(text) => name::visit_string(text, visitor),
            Value::Array(elements) => {
                let mut elements = Elements::new(elements, inside);
                let value = visitor.visit_seq(&mut elements)?;
                elements.end(value)
            }
            Value::Object(object) => {
                let mut fields = Fields::new(object, inside);
                let value = visitor.visit_map(&mut fields)?;
                fields.end(value)
            }
        }
    }

    /// Gives the value to a visitor if it is of a kind that was asked for.
    fn visit_if<V: Visitor<'de>>(self, is_wanted: fn(&Value<'de>) -> bool, visitor: V) -> Result<V::Value> {
        if is_wanted(&self.value) { self.visit(visitor) } else { self.refuse(&visitor) }
    }

    fn refuse<T>(&self, expected: &dyn de::Expected) -> Result<T> {
        Err(DecodeError::invalid_type(self.value.unexpected(), expected))
    }

    /// Returns the text of the value, if all is text.
    fn into_text(self) -> std::result::Result<Cow<'de, str>, Self> {
        if !self.context.lenient {
            return Err(self);
        }
        let context = self.context;
        Text::from_value(self.value).map(Text::into_cow).map_err(|value| Self { value, context })
    }

    /// Returns the value that a string writes in JSON, if all is text and the string starts with `open`.
    fn unfold(self, open: char, empty: Value<'de>) -> Result<Self> {
        let Self { value, context } = self;
        let Value::String(text) = &value else { return Ok(Self { value, context }) };
        match lenient::document(text, open) {
            Document::Empty => Ok(Self { value: empty, context }),
            Document::None => Ok(Self { value, context }),
            Document::Json => {
                let meter = context.meter.at_depth(context.depth);
                let document = Reader::document(text, &meter).map(Value::into_owned);
                context.meter.set_left(&meter);
                Ok(Self { value: document?, context: Context { lenient: false, ..context } })
            }
        }
    }

    fn visit_array<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if !self.context.lenient {
            return self.visit_if(|value| matches!(value, Value::Array(_)), visitor);
        }
        // One value is an array of one, and so is that one: a type that is an array of itself ends at the limit.
        self.context.meter.check_depth(self.context.depth + 1)?;
        let unfolded = self.unfold('[', Value::Array(Vec::new()))?;
        let value = Value::Array(lenient::elements(unfolded.value));
        Self { value, context: unfolded.context }.visit(visitor)
    }

    fn visit_object<V: Visitor<'de>>(self, is_wanted: fn(&Value<'de>) -> bool, visitor: V) -> Result<V::Value> {
        if !self.context.lenient {
            return self.visit_if(is_wanted, visitor);
        }
        self.unfold('{', Value::Object(Object::from_pairs(Vec::new())))?.visit_if(is_wanted, visitor)
    }
}

/// Reads a scalar: from a text where all is text, or else from a value of the kind that was asked for.
macro_rules! scalars {
    ($($kind:pat => $($method:ident)+;)+) => {$($(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            match self.into_text() {
                Ok(text) => Name::new(text).$method(visitor),
                Err(other) => other.visit_if(|value| matches!(value, $kind), visitor),
            }
        }
    )+)+};
}

/// What a number is asked for by: a number, and text out of a format that has nothing but text.
macro_rules! numbers {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            match self.into_text() {
                Ok(text) => Name::new(text).$method(visitor),
                Err(Self { value: Value::Number(number), .. }) => Name::new(number.into_digits()).$method(visitor),
                Err(other) => other.refuse(&visitor),
            }
        }
    )+};
}

impl<'de> de::Deserializer<'de> for Deserializer<'_, 'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.visit(visitor)
    }

    scalars! {
        Value::Bool(_) => deserialize_bool;
        Value::String(_) => deserialize_char deserialize_str deserialize_string deserialize_identifier;
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.into_text() {
            Ok(text) | Err(Self { value: Value::String(text), .. }) => name::visit_bytes(text, visitor),
            Err(other) => other.visit_if(|value| matches!(value, Value::Array(_)), visitor),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.into_text() {
            Ok(text) if text.is_empty() => visitor.visit_unit(),
            Ok(text) => name::visit_string(text, visitor),
            Err(other) => other.visit_if(Value::is_null, visitor),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.visit_array(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.visit_array(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Result<V::Value> {
        self.visit_array(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.visit_object(|value| matches!(value, Value::Object(_)), visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.visit_object(|value| matches!(value, Value::Object(_) | Value::Array(_)), visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let this = match self.into_text() {
            Ok(text) => return visitor.visit_enum(Variant::<Self>::unit(text)),
            Err(other) => other,
        };
        let inside = Context { depth: this.context.depth + 1, ..this.context };
        match this.value {
            Value::String(text) => visitor.visit_enum(Variant::<Self>::unit(text)),
            Value::Object(object) if object.len() == 1 => match object.into_pairs().next() {
                Some((name, value)) => visitor.visit_enum(Variant::with_data(name, Self { value, context: inside })),
                None => visitor.visit_unit(),
            },
            Value::Object(object) => Err(DecodeError::invalid_length(object.len(), &"an object of one variant")),
            value => Self { value, ..this }.refuse(&visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }
}
