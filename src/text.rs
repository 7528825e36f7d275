//! A text that borrows where it can.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::owned::IntoOwned;
use crate::tree::{EXACT, Number, SERDE_JSON_NUMBER, serialize_digits};

/// A text of a body: borrowed from it where the format allows, owned where something had to be unescaped.
///
/// The vendors send ids and counts now as text and now as numbers. A number or flag that stands where a text belongs
/// is read as its digits, compares equal to the same text, and is written back without quotes, as it came.
///
/// # Examples
///
/// ```
/// use chathooks::Text;
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

/// Four cases in one enum, and not a `Cow` beside a flag: it takes the room of the `String` alone.
#[derive(Clone)]
enum Inner<'a> {
    Borrowed(&'a str),
    Owned(String),
    /// It stood without quotes: a number, `true` or `false`.
    BorrowedBare(&'a str),
    OwnedBare(Box<str>),
}

impl<'a> Text<'a> {
    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Inner::Borrowed(text) | Inner::BorrowedBare(text) => text,
            Inner::Owned(text) => text,
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

    /// Returns the same text with memory of its own, so that it can outlive the body.
    #[must_use]
    pub fn into_owned(self) -> Text<'static> {
        Text(match self.0 {
            Inner::Borrowed(text) => Inner::Owned(text.to_owned()),
            Inner::Owned(text) => Inner::Owned(text),
            Inner::BorrowedBare(text) => Inner::OwnedBare(text.into()),
            Inner::OwnedBare(text) => Inner::OwnedBare(text),
        })
    }

    /// Returns the text as Rust's own type, borrowed where it was.
    #[must_use]
    pub fn into_cow(self) -> Cow<'a, str> {
        match self.0 {
            Inner::Borrowed(text) | Inner::BorrowedBare(text) => Cow::Borrowed(text),
            Inner::Owned(text) => Cow::Owned(text),
            Inner::OwnedBare(text) => Cow::Owned(text.into()),
        }
    }

    fn is_bare(&self) -> bool {
        matches!(self.0, Inner::BorrowedBare(_) | Inner::OwnedBare(_))
    }

    fn bare(text: Cow<'a, str>) -> Self {
        Self(match text {
            Cow::Borrowed(text) => Inner::BorrowedBare(text),
            Cow::Owned(text) => Inner::OwnedBare(text.into()),
        })
    }
}

impl Default for Text<'_> {
    fn default() -> Self {
        Self(Inner::Borrowed(""))
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self(Inner::Borrowed(text))
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self(Inner::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Self::from(text),
            Cow::Owned(text) => Self::from(text),
        }
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

impl Hash for Text<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialOrd for Text<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PartialEq<str> for Text<'_> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl AsRef<str> for Text<'_> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

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

impl IntoOwned for Text<'_> {
    type Owned = Text<'static>;

    fn into_owned(self) -> Text<'static> {
        self.into_owned()
    }
}

impl serde::Serialize for Text<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.is_bare(), self.as_str()) {
            (true, "true") => serializer.serialize_bool(true),
            (true, "false") => serializer.serialize_bool(false),
            (true, digits) => serialize_digits(digits, serializer),
            (false, text) => serializer.serialize_str(text),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(EXACT, TextVisitor { foreign: false })
    }
}

struct TextVisitor {
    /// Whether the deserializer is not this crate's: it takes the newtype for one.
    foreign: bool,
}

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Text<'de>, D::Error> {
        deserializer.deserialize_any(Self { foreign: true })
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text::from(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text::from(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Text<'de>, E> {
        Ok(Text::from(text))
    }

    fn visit_borrowed_bytes<E: Error>(self, digits: &'de [u8]) -> Result<Text<'de>, E> {
        let digits = std::str::from_utf8(digits).map_err(E::custom)?;
        Number::new(digits).map(Text::from).map_err(E::custom)
    }

    fn visit_byte_buf<E: Error>(self, digits: Vec<u8>) -> Result<Text<'de>, E> {
        let digits = String::from_utf8(digits).map_err(E::custom)?;
        Number::new(digits).map(Text::from).map_err(E::custom)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Text<'de>, E> {
        Ok(Text::from(flag))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Text<'de>, E> {
        Ok(Text::from(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Text<'de>, E> {
        Ok(Text::from(Number::from(number)))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Text<'de>, E> {
        Number::try_from(number).map(Text::from).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text<'de>, A::Error> {
        if self.foreign && matches!(map.next_key()?, Some(Name(name)) if name == SERDE_JSON_NUMBER) {
            let digits: String = map.next_value()?;
            return Number::new(digits).map(Text::from).map_err(A::Error::custom);
        }
        Err(A::Error::invalid_type(serde::de::Unexpected::Map, &self))
    }
}

/// The name of a field, borrowed where it can be.
pub(crate) struct Name<'a>(pub(crate) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }

    fn visit_string<E: Error>(self, name: String) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name)))
    }
}
