//! A number that keeps its digits.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use serde::ser::Error as _;

use super::EXACT;
use crate::codec::json;

/// A number as it stands in a body: its digits are kept, and read only when asked.
///
/// Comparing looks at the digits, so `1` and `1.0` differ.
///
/// # Examples
///
/// ```
/// use chathooks::value::Number;
///
/// let number: Number = "9007199254740993".parse()?;
/// assert_eq!(number.to_u64(), Some(9_007_199_254_740_993));
/// assert_eq!(Number::from(7).as_str(), "7");
/// assert!("07".parse::<Number>().is_err());
/// # Ok::<(), chathooks::value::NumberError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number<'a>(Cow<'a, str>);

/// The text is not a number as RFC 8259 section 6 writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a JSON number")]
#[non_exhaustive]
pub struct NumberError;

impl<'a> Number<'a> {
    pub(crate) fn new(digits: impl Into<Cow<'a, str>>) -> Result<Self, NumberError> {
        let digits = digits.into();
        if json::is_number(&digits) { Ok(Self(digits)) } else { Err(NumberError) }
    }

    /// Returns the digits as they came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the value, where it is a whole number in range.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    /// Returns the value, where it is a whole number in range.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// Returns the nearest double, which is infinite where the number is beyond all doubles.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        json::nearest(&self.0)
    }

    /// Returns the same number with digits of its own.
    #[must_use]
    pub fn into_owned(self) -> Number<'static> {
        Number(Cow::Owned(self.0.into_owned()))
    }

    pub(super) fn borrowed(&self) -> Number<'_> {
        Number(Cow::Borrowed(&self.0))
    }

    pub(crate) fn into_digits(self) -> Cow<'a, str> {
        self.0
    }
}

impl FromStr for Number<'static> {
    type Err = NumberError;

    fn from_str(digits: &str) -> Result<Self, NumberError> {
        Self::new(digits.to_owned())
    }
}

impl From<u64> for Number<'_> {
    fn from(number: u64) -> Self {
        Self(Cow::Owned(number.to_string()))
    }
}

impl From<i64> for Number<'_> {
    fn from(number: i64) -> Self {
        Self(Cow::Owned(number.to_string()))
    }
}

impl From<i32> for Number<'_> {
    fn from(number: i32) -> Self {
        Self::from(i64::from(number))
    }
}

/// Refuses a number that is not finite, which JSON cannot write.
impl TryFrom<f64> for Number<'_> {
    type Error = NumberError;

    fn try_from(number: f64) -> Result<Self, NumberError> {
        Self::new(serde_json::to_string(&number).unwrap_or_default())
    }
}

impl fmt::Display for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A whole number is written as one, another as the nearest double; one beyond all doubles is an error. A body of this
/// crate's senders gets all digits.
impl Serialize for Number<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_digits(&self.0, serializer)
    }
}

/// Writes the digits of a number so that this crate's own serializer gets all of them.
pub(crate) fn serialize_digits<S: serde::Serializer>(digits: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_struct(EXACT, &Digits(digits))
}

struct Digits<'a>(&'a str);

impl Serialize for Digits<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // This crate's own serializer, and no other, answers the same question in two ways: it takes a number as text.
        if serializer.is_human_readable() != serializer.is_human_readable() {
            return serializer.serialize_str(self.0);
        }
        if let Ok(number) = self.0.parse::<u64>() {
            return serializer.serialize_u64(number);
        }
        match (self.0.parse::<i64>(), json::nearest(self.0)) {
            (Ok(number), _) if number != 0 => serializer.serialize_i64(number),
            (_, number) if number.is_finite() => serializer.serialize_f64(number),
            _ => Err(S::Error::custom("a number beyond all doubles")),
        }
    }
}
