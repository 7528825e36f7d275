//! A text that borrows where it can.

mod escape;

use std::borrow::Cow;
use std::fmt;

pub(crate) use self::escape::write_escaped;
use super::like_str::like_str;
use super::owned::into_owned;
use super::{Number, Object, Value};

/// A text of a body: borrowed from it where the format allows, owned where something had to be unescaped.
///
/// The vendors send ids and counts now as text and now as numbers. A number or flag that stands where a text belongs
/// is read as its digits, compares equal to the same text, and is written back without quotes, verbatim.
///
/// It is a string and no more: `Display` writes it verbatim, with the line feeds that a customer put into it. For a log
/// there is `Debug`, which writes it in quotes and escaped, as for a [`str`].
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

/// Three cases in one enum, and not a `Cow` beside a flag: it takes the room of the `String` alone.
#[derive(Clone)]
enum Inner<'a> {
    Plain(Cow<'a, str>),
    /// It stood without quotes: a number, `true` or `false`.
    BorrowedBare(&'a str),
    OwnedBare(Box<str>),
}

impl<'a> Text<'a> {
    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Inner::Plain(text) => text,
            Inner::BorrowedBare(text) => text,
            Inner::OwnedBare(text) => text,
        }
    }

    /// Returns the number that the text writes, where it is a whole one in range.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        let text = self.as_str();
        if text.starts_with('+') { None } else { text.parse().ok() }
    }

    /// Returns the flag that the text writes, where it is `true` or `false`.
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

    /// Returns the text as Rust's own type, borrowed where it was.
    #[must_use]
    pub fn into_cow(self) -> Cow<'a, str> {
        match self.0 {
            Inner::Plain(text) => text,
            Inner::BorrowedBare(text) => Cow::Borrowed(text),
            Inner::OwnedBare(text) => Cow::Owned(text.into()),
        }
    }

    /// Returns the text that a value is: a string, a number, a boolean, or what stands between the tags of an XML element
    /// that has attributes.
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

    pub(crate) fn bare(text: Cow<'a, str>) -> Self {
        Self(match text {
            Cow::Borrowed(text) => Inner::BorrowedBare(text),
            Cow::Owned(text) => Inner::OwnedBare(text.into()),
        })
    }
}

/// Whether an object is an XML element that is a text: `_` and `$`, for its attributes, each once at most. All else would
/// be lost.
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

/// Makes a text that is written as a number, without quotes.
impl From<u64> for Text<'_> {
    fn from(number: u64) -> Self {
        Self::from(Number::from(number))
    }
}

/// Makes a text that is written as a flag, without quotes.
impl From<bool> for Text<'_> {
    fn from(flag: bool) -> Self {
        Self::bare(Cow::Borrowed(if flag { "true" } else { "false" }))
    }
}

/// Makes a text that is written as a number, without quotes.
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
