//! Values: what a body holds, as text, numbers, arrays and objects in their order.
//!
//! # Serde
//!
//! The types of this module and every model are `Serialize` and `Deserialize`, into owned data, by way of a [`Value`]: they
//! go into a queue or database and come back, in JSON, `MessagePack`, CBOR and any other format that describes itself. Formats
//! that do not, such as bincode and postcard, can be written and not read: reading is an error.
//!
//! Serde carries integers of 64 bits exactly and every other number as the nearest double; a number beyond all doubles is an
//! error. A [`Text`] whose digits a double would change is written as a string. [`Value::from_body`] and
//! [`Value::to_body`] keep all digits, and so does an event's own `to_json`.
//!
//! A model is read by way of serde as it is read out of a body, but that no string is read as the document that it holds.

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

/// A value of a body that no model describes: an unknown field, the data of an unknown event, a custom attribute.
///
/// Objects keep their order, numbers keep their digits, and strings borrow from the body where nothing had to be unescaped.
/// Two values are equal when they hold the same, in the same order: equal values decode equally.
///
/// # Examples
///
/// ```
/// use chathooks::value::Value;
///
/// let tree: Value = serde_json::from_str(r#"{"plan":"gold","seats":[{"id":7}]}"#)?;
/// assert_eq!(tree.get("plan").and_then(Value::as_str), Some("gold"));
/// assert_eq!(serde_json::to_string(&tree)?, r#"{"plan":"gold","seats":[{"id":7}]}"#);
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
    /// A number, with its digits verbatim.
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
            Self::Array(list) => Some(list),
            _ => None,
        }
    }

    /// Returns the object, if the value is one.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object<'a>> {
        match self {
            Self::Object(fields) => Some(fields),
            _ => None,
        }
    }

    /// Returns the field `name`, if the value is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.as_object()?.get(name)
    }

    /// Returns whether both are equal but for the order of the fields of objects, which `==` compares.
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

    /// Returns how many values there are at the top: the value, and its elements or fields.
    pub(crate) fn len(&self) -> usize {
        1 + match self {
            Self::Array(elements) => elements.len(),
            Self::Object(object) => object.len(),
            _ => 0,
        }
    }

    /// Returns whether the value is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns how many maps and lists are in each other here.
    pub(crate) fn height(&self) -> usize {
        match self {
            Self::Array(list) => 1 + list.iter().map(Self::height).max().unwrap_or(0),
            Self::Object(fields) => 1 + fields.iter().map(|(_, value)| value.height()).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// Returns the same tree with its texts borrowed from this one.
    pub(crate) fn borrowed(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(flag) => Value::Bool(*flag),
            Self::Number(number) => Value::Number(number.borrowed()),
            Self::String(text) => Value::String(Cow::Borrowed(text)),
            Self::Array(list) => Value::Array(list.iter().map(Value::borrowed).collect()),
            Self::Object(fields) => Value::Object(fields.borrowed()),
        }
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(flag) => Value::Bool(flag),
            Self::Number(number) => Value::Number(number.into_owned()),
            Self::String(text) => Value::String(text.into_owned().into()),
            Self::Array(list) => Value::Array(list.into_iter().map(Value::into_owned).collect()),
            Self::Object(fields) => Value::Object(fields.into_owned()),
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
