//! The serde `Deserializer` for the caller's own types, over a value.
//!
//! JSON is decoded as by `serde_json`: a value with another type than the requested one is an error. The type of the
//! value is checked here, because serde's derived visitors accept more than their types request. The visitor of a
//! variant's name accepts a number as the index of the variant, and the visitor of a struct with defaults requests
//! elements after the end.
//!
//! XML and forms contain only strings. So a string is decoded as a number, boolean or variant if the type requests one,
//! and values are converted into arrays and objects as described in [`lenient`].

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

/// Deserializes a value.
pub(crate) struct Deserializer<'c, 'de> {
    value: Value<'de>,
    context: Context<'c>,
}

#[derive(Clone, Copy)]
struct Context<'c> {
    meter: &'c Meter,
    /// The number of arrays and objects around the value.
    depth: usize,
    lenient: bool,
}

impl<'c, 'de> Deserializer<'c, 'de> {
    /// Creates a deserializer for a value from JSON.
    pub(crate) fn strict(value: Value<'de>, meter: &'c Meter) -> Self {
        Self { value, context: Context { meter, depth: 0, lenient: false } }
    }

    /// Creates a deserializer for a value from XML or a form.
    pub(crate) fn lenient(value: Value<'de>, meter: &'c Meter) -> Self {
        Self { value, context: Context { meter, depth: 0, lenient: true } }
    }

    /// Passes the value to a visitor as its own type.
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

    /// Passes the value to a visitor if it has a wanted type.
    fn visit_if<V: Visitor<'de>>(self, is_wanted: fn(&Value<'de>) -> bool, visitor: V) -> Result<V::Value> {
        if is_wanted(&self.value) { self.visit(visitor) } else { self.refuse(&visitor) }
    }

    fn refuse<T>(&self, expected: &dyn de::Expected) -> Result<T> {
        Err(DecodeError::invalid_type(self.value.unexpected(), expected))
    }

    /// Returns the text of the value if the format is lenient, or else the deserializer itself.
    fn into_text(self) -> std::result::Result<Cow<'de, str>, Self> {
        if !self.context.lenient {
            return Err(self);
        }
        let context = self.context;
        Text::from_value(self.value).map(Text::into_cow).map_err(|value| Self { value, context })
    }

    /// Parses a string that starts with `open` as JSON, replaces a blank string by `empty`, and keeps any other value.
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
        // Without this check, a type that is an array of itself would recurse forever: any value is converted into an
        // array of one, and so is its element.
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

/// Deserializes a scalar, from text in lenient formats, and otherwise from a value of the wanted type.
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

/// Deserializes a number, also from text in lenient formats.
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
