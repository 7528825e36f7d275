//! An array or object as JSON in a string.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codec::json;
use crate::codec::read::Read;
use crate::codec::source::{self, Source};
use crate::limits::Meter;
use crate::value::Value;
use crate::value::owned::IntoOwned;
use crate::value::write::{Target, Write};
use crate::{DecodeError, Limits};

/// An array or object that a body contains as a string of JSON, such as `"{\"msg\":\"hello\"}"`.
///
/// The string is kept and written back verbatim. Only [`decode`](Self::decode) parses it. Some deliveries contain the
/// array or object itself instead of a string. Such a value, and a value of any other type, is also kept and written
/// back verbatim. `decode` fails unless the value is an array, an object, or a string that contains one as JSON.
///
/// # Examples
///
/// ```
/// use chathooks::{model::JsonString, value::Object};
///
/// let notes: JsonString<Object> = serde_json::from_str(r#""{ \"note\":\"call back\" }""#)?;
/// assert_eq!(notes.decode()?.get_str("note"), Some("call back"));
/// assert_eq!(serde_json::to_string(&notes)?, r#""{ \"note\":\"call back\" }""#);
///
/// let none: JsonString<Object> = serde_json::from_str(r#""no notes""#)?;
/// assert!(none.decode().is_err());
/// assert_eq!(none.raw().as_str(), Some("no notes"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct JsonString<'a, T> {
    raw: Value<'a>,
    read_as: PhantomData<fn() -> T>,
}

impl<'a, T> JsonString<'a, T> {
    /// Wraps a value as it occurs in a body: a string of JSON, or an array or object.
    #[must_use]
    pub fn from_raw(raw: impl Into<Value<'a>>) -> Self {
        Self { raw: raw.into(), read_as: PhantomData }
    }

    /// Returns the value as it occurs in the body.
    #[must_use]
    pub fn raw(&self) -> &Value<'a> {
        &self.raw
    }
}

#[expect(private_bounds, reason = "T is a model of this crate, a `List` of models, or a value")]
impl<T: Write> JsonString<'_, T> {
    /// Serializes a value into a string of JSON.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{model::JsonString, value::Object};
    ///
    /// let note: Object = [("note", "call back")].into_iter().collect();
    /// assert_eq!(JsonString::new(&note).raw().as_str(), Some(r#"{"note":"call back"}"#));
    /// assert!(JsonString::plain(&note).raw().as_object().is_some());
    /// ```
    #[must_use]
    pub fn new(value: &T) -> Self {
        let json = json::to_vec(&value.write(Target::Body));
        Self::from_raw(String::from_utf8(json).unwrap_or_default())
    }

    /// Wraps a value that is written as an array or object, not as a string.
    #[must_use]
    pub fn plain(value: &T) -> Self {
        Self::from_raw(value.write(Target::Body).into_owned())
    }
}

#[expect(private_bounds, reason = "T is a model of this crate, a `List` of models, or a value")]
impl<'a, T: Read<'a>> JsonString<'a, T> {
    /// Decodes the array or object, within the default [`Limits`].
    ///
    /// # Errors
    ///
    /// The errors of [`decode_within`](Self::decode_within).
    pub fn decode(&self) -> Result<T, DecodeError> {
        self.decode_within(Limits::default())
    }

    /// Decodes the array or object, within `limits`. The limits apply only to the array or object, not to the body that
    /// contains it.
    ///
    /// # Errors
    ///
    /// - if the value is not an array, an object, or a string that contains one as JSON
    /// - if it does not fit `T`, with the path inside the array or object
    /// - if it exceeds the limits
    pub fn decode_within(&self, limits: Limits) -> Result<T, DecodeError> {
        let meter = Meter::new(limits);
        let value = match &self.raw {
            Value::String(Cow::Borrowed(text)) => json::Reader::document(text, &meter)?,
            Value::String(Cow::Owned(text)) => json::Reader::document(text, &meter)?.into_owned(),
            other => {
                count(other, &meter)?;
                other.clone()
            }
        };
        match value {
            Value::Array(_) | Value::Object(_) => {
                source::from_value(value, meter, |source: &mut Source<'a>| T::read(source))
            }
            // `"null"`, `"false"` and `"4"` are JSON too, but vendors mean them as strings.
            other => Err(DecodeError::expected("an array or object", &other.unexpected())),
        }
    }
}

/// Counts a value that was parsed before.
fn count(value: &Value<'_>, meter: &Meter) -> Result<(), DecodeError> {
    meter.take(1)?;
    match value {
        Value::Array(elements) => {
            meter.enter()?;
            elements.iter().try_for_each(|element| count(element, meter))?;
            meter.leave();
        }
        Value::Object(fields) => {
            meter.enter()?;
            fields.iter().try_for_each(|(_, value)| count(value, meter))?;
            meter.leave();
        }
        _ => {}
    }
    Ok(())
}

impl<T> Clone for JsonString<'_, T> {
    fn clone(&self) -> Self {
        Self { raw: self.raw.clone(), read_as: PhantomData }
    }
}

/// Compares the raw values, not what they decode to.
impl<T> PartialEq for JsonString<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl<T> Eq for JsonString<'_, T> {}

impl<T> fmt::Debug for JsonString<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.raw.fmt(f)
    }
}

impl<T: IntoOwned> IntoOwned for JsonString<'_, T> {
    type Owned = JsonString<'static, T::Owned>;

    fn into_owned(self) -> Self::Owned {
        JsonString { raw: self.raw.into_owned(), read_as: PhantomData }
    }
}

impl<T> Write for JsonString<'_, T> {
    fn write(&self, _: Target) -> Value<'_> {
        self.raw.borrowed()
    }
}

impl<'a, T> Read<'a> for JsonString<'a, T> {
    fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        source.value().map(Self::from_raw)
    }
}

impl<T> Serialize for JsonString<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for JsonString<'_, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::from_raw)
    }
}
