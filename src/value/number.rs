//! A number that keeps its digits.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use serde::ser::Error as _;

use super::nearest::nearest;

/// A JSON number with its digits verbatim, parsed only by methods such as [`to_u64`](Self::to_u64).
///
/// `==` compares the digits, so `1` and `1.0` differ. Through serde, a number is a 64-bit integer or the nearest
/// double.
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

/// An error from creating a [`Number`]: the string is not a number as defined in RFC 8259, section 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a JSON number")]
#[non_exhaustive]
pub struct NumberError;

impl<'a> Number<'a> {
    pub(crate) fn new(digits: impl Into<Cow<'a, str>>) -> Result<Self, NumberError> {
        let digits = digits.into();
        if is_number(&digits) { Ok(Self(digits)) } else { Err(NumberError) }
    }

    /// Creates a number from digits that are known to be valid.
    pub(crate) fn from_checked(digits: Cow<'a, str>) -> Self {
        Self(digits)
    }

    /// Returns whether a 64-bit integer or a double of this value prints the same digits.
    pub(crate) fn is_exact(&self) -> bool {
        self.to_u64().is_some()
            || self.to_i64().is_some_and(|number| number != 0)
            || Self::try_from(self.to_f64()).is_ok_and(|number| number.0 == self.0)
    }

    /// Returns the digits verbatim.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the number as a `u64`, if it is written as an integer and in range.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    /// Returns the number as an `i64`, if it is written as an integer and in range.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// Returns the nearest double, which is infinite if the number is out of range.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        nearest(&self.0)
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> Number<'static> {
        Number(Cow::Owned(self.0.into_owned()))
    }

    pub(crate) fn borrowed(&self) -> Number<'_> {
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

/// Fails for infinities and NaN, which JSON does not have.
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

/// Writes a 64-bit integer exactly, and any other number as the nearest double. A number out of range for a double is
/// an error.
impl Serialize for Number<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(number) = self.to_u64() {
            return serializer.serialize_u64(number);
        }
        match (self.to_i64(), self.to_f64()) {
            // `-0` must stay different from `0`, so it is a double.
            (Some(number), _) if number != 0 => serializer.serialize_i64(number),
            (_, number) if number.is_finite() => serializer.serialize_f64(number),
            _ => Err(S::Error::custom("number out of range for a double")),
        }
    }
}

/// Whether all of `text` is a JSON number.
fn is_number(text: &str) -> bool {
    number_length(text.as_bytes()) == Ok(text.len())
}

/// Returns the length of the number at the start, or the offset of the first invalid byte as an error.
pub(crate) fn number_length(bytes: &[u8]) -> Result<usize, usize> {
    let digits = |at: usize| {
        let count = bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 { Err(at) } else { Ok(at + count) }
    };
    let start = usize::from(bytes.first() == Some(&b'-'));
    let mut at = if bytes.get(start) == Some(&b'0') { start + 1 } else { digits(start)? };
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let signed = matches!(bytes.get(at + 1), Some(b'+' | b'-'));
        at = digits(at + 1 + usize::from(signed))?;
    }
    Ok(at)
}
