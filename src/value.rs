//! Values, and the types of the fields of models.
//!
//! # Serde
//!
//! The types of this module and all models implement `Serialize` and `Deserialize`, both through a [`Value`]. They
//! deserialize into owned data. They can be stored in JSON, `MessagePack`, CBOR and any other self-describing format.
//! Formats that are not self-describing, such as bincode and postcard, can be written, but reading them is an error.
//!
//! Through serde, 64-bit integers are exact, and any other number is the nearest double. A number out of range for a
//! double is an error. A [`Text`] whose digits would change as a double is serialized as a string.
//! [`Value::from_body`], [`Value::to_body`] and the `to_json` method of an event keep all digits. An object whose only
//! field is `$serde_json::private::Number` with the digits of a number is deserialized as that number, because
//! `serde_json` represents numbers in this way with its feature `arbitrary_precision`.
//!
//! Deserializing a model through serde gives the same result as decoding it from a body, except that a string is never
//! parsed as JSON.

pub(crate) mod like_str;
mod list;
mod nearest;
mod number;
mod object;
pub(crate) mod owned;
mod serde;
pub(crate) mod text;
mod timestamp;
pub(crate) mod write;

use std::borrow::Cow;

pub use self::list::List;
pub(crate) use self::nearest::nearest;
pub(crate) use self::number::number_length;
pub use self::number::{Number, NumberError};
pub use self::object::Object;
use self::owned::into_owned;
pub use self::text::Text;
pub use self::timestamp::{Timestamp, TimestampError};

/// Any value of a body, such as an unknown field or the data of an unknown event.
///
/// Objects keep the order of their fields, and numbers keep their digits. Strings borrow from the body unless they
/// contain escapes. `==` compares the order of fields too; see [`eq_unordered`](Self::eq_unordered). Equal values
/// decode to equal results.
///
/// # Examples
///
/// ```
/// use chathooks::value::Value;
///
/// let value: Value = serde_json::from_str(r#"{"plan":"gold","seats":[{"id":7}]}"#)?;
/// assert_eq!(value.get("plan").and_then(Value::as_str), Some("gold"));
/// assert_eq!(serde_json::to_string(&value)?, r#"{"plan":"gold","seats":[{"id":7}]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// Null.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number<'a>),
    /// A string.
    String(Cow<'a, str>),
    /// An array.
    Array(Vec<Value<'a>>),
    /// An object.
    Object(Object<'a>),
}

impl<'a> Value<'a> {
    /// Returns the string, if the value is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the number, if the value is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number<'a>> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Returns the elements, if the value is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Value<'a>]> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// Returns the object, if the value is one.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object<'a>> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Returns the value of the field `name`, if this value is an object with such a field.
    ///
    /// If the field occurs more than once, this returns the last value, as in JavaScript.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.as_object()?.get(name)
    }

    /// Returns whether two values are equal regardless of the order of fields, at all levels.
    ///
    /// The values of a duplicate field must be in the same order.
    #[must_use]
    pub fn eq_unordered(&self, other: &Value<'_>) -> bool {
        match (self, other) {
            (Self::Object(own), Value::Object(other)) => own.eq_unordered(other),
            (Self::Array(own), Value::Array(other)) => {
                own.len() == other.len() && own.iter().zip(other).all(|(own, other)| own.eq_unordered(other))
            }
            (own, other) => own == other,
        }
    }

    /// Returns whether the value is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns a value that borrows its strings and numbers from this one.
    pub(crate) fn borrowed(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(number) => Value::Number(number.borrowed()),
            Self::String(text) => Value::String(Cow::Borrowed(text)),
            Self::Array(elements) => Value::Array(elements.iter().map(Value::borrowed).collect()),
            Self::Object(object) => Value::Object(object.borrowed()),
        }
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(value),
            Self::Number(number) => Value::Number(number.into_owned()),
            Self::String(text) => Value::String(text.into_owned().into()),
            Self::Array(elements) => Value::Array(elements.into_iter().map(Value::into_owned).collect()),
            Self::Object(object) => Value::Object(object.into_owned()),
        }
    }
}

into_owned!(Value);

macro_rules! from {
    ($($type:ty => $variant:ident;)+) => {$(
        impl<'a> From<$type> for Value<'a> {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        }
    )+};
}

from! {
    bool => Bool;
    Number<'a> => Number;
    u64 => Number;
    i64 => Number;
    i32 => Number;
    &'a str => String;
    String => String;
    Vec<Value<'a>> => Array;
    Object<'a> => Object;
}
