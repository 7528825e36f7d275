//! A string that may have been a number or boolean in the body.

mod escape;

use std::borrow::Cow;
use std::fmt;

pub(crate) use self::escape::write_escaped;
use super::like_str::like_str;
use super::owned::into_owned;
use super::{Number, Object, Value};

/// A string field of a model. In a body, the field may also be a number or boolean.
///
/// Vendors send ids and counts sometimes as strings and sometimes as numbers. A number or boolean keeps its text
/// verbatim, and is written back without quotes. It is equal to a string with the same text.
///
/// The text borrows from the body unless it contains escapes. `Display` writes it verbatim, including control
/// characters; for logs, use `Debug`, which quotes and escapes it as for a [`str`].
///
/// # Examples
///
/// ```
/// use chathooks::value::Text;
///
/// let id: Text = serde_json::from_str("72")?;
/// assert_eq!(id, "72");
/// assert_eq!(id, Text::from("72"));
/// assert_eq!(id.to_u64(), Some(72));
/// assert_eq!(serde_json::to_string(&id)?, "72");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone)]
pub struct Text<'a>(Inner<'a>);

// One enum rather than a `Cow` and a `bool`, because its size is that of a `String`.
#[derive(Clone)]
enum Inner<'a> {
    Plain(Cow<'a, str>),
    /// A number, `true` or `false`, which is written without quotes.
    BorrowedBare(&'a str),
    OwnedBare(Box<str>),
}

impl<'a> Text<'a> {
    /// Returns the text as a string slice.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Inner::Plain(text) => text,
            Inner::BorrowedBare(text) => text,
            Inner::OwnedBare(text) => text,
        }
    }

    /// Parses the text as an integer, or returns `None` if it is not one in range.
    ///
    /// A leading `+` is not accepted.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        let text = self.as_str();
        if text.starts_with('+') { None } else { text.parse().ok() }
    }

    /// Parses the text as a boolean, or returns `None` if it is neither `true` nor `false`.
    #[must_use]
    pub fn to_bool(&self) -> Option<bool> {
        self.as_str().parse().ok()
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> Text<'static> {
        Text(match self.0 {
            Inner::Plain(text) => Inner::Plain(Cow::Owned(text.into_owned())),
            Inner::BorrowedBare(text) => Inner::OwnedBare(text.into()),
            Inner::OwnedBare(text) => Inner::OwnedBare(text),
        })
    }

    /// Converts into a `Cow`, which borrows from the body if this text does.
    #[must_use]
    pub fn into_cow(self) -> Cow<'a, str> {
        match self.0 {
            Inner::Plain(text) => text,
            Inner::BorrowedBare(text) => Cow::Borrowed(text),
            Inner::OwnedBare(text) => Cow::Owned(text.into()),
        }
    }

    /// Converts a string, a number, a boolean, or an XML element with attributes. Returns any other value as an error.
    pub(crate) fn from_value(value: Value<'a>) -> Result<Self, Value<'a>> {
        match value {
            Value::String(text) => Ok(text.into()),
            Value::Number(number) => Ok(number.into()),
            Value::Bool(value) => Ok(value.into()),
            Value::Object(object) if is_element(&object) => match object.into_pairs().find(|(name, _)| name == "_") {
                Some((_, Value::String(text))) => Ok(text.into()),
                _ => Ok(Self::default()),
            },
            other => Err(other),
        }
    }

    pub(super) fn is_bare(&self) -> bool {
        matches!(self.0, Inner::BorrowedBare(_) | Inner::OwnedBare(_))
    }

    /// Creates a text that is written without quotes.
    pub(crate) fn bare(text: Cow<'a, str>) -> Self {
        Self(match text {
            Cow::Borrowed(text) => Inner::BorrowedBare(text),
            Cow::Owned(text) => Inner::OwnedBare(text.into()),
        })
    }
}

/// Whether an object is an XML element with text and attributes: `_` and `$`, each at most once. Converting an object
/// with any other field would lose that field.
fn is_element(object: &Object<'_>) -> bool {
    let mut fields = object.iter();
    let is_field = |(name, value): (&str, &Value<'_>)| match value {
        Value::String(_) => name == "_",
        Value::Object(_) => name == "$",
        _ => false,
    };
    match (fields.next(), fields.next(), fields.next()) {
        (Some(one), None, None) => is_field(one),
        (Some(one), Some(other), None) => one.0 != other.0 && is_field(one) && is_field(other),
        _ => false,
    }
}

impl Default for Text<'_> {
    fn default() -> Self {
        Self::from("")
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self::from(Cow::Borrowed(text))
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self::from(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self(Inner::Plain(text))
    }
}

/// Creates a text that is written as a number, without quotes.
impl From<u64> for Text<'_> {
    fn from(number: u64) -> Self {
        Self::from(Number::from(number))
    }
}

/// Creates a text that is written as a boolean, without quotes.
impl From<bool> for Text<'_> {
    fn from(value: bool) -> Self {
        Self::bare(Cow::Borrowed(if value { "true" } else { "false" }))
    }
}

/// Creates a text that is written as a number, without quotes.
impl<'a> From<Number<'a>> for Text<'a> {
    fn from(number: Number<'a>) -> Self {
        Self::bare(number.into_digits())
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text<'_> {}

like_str!(Text<'_>);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

into_owned!(Text);
