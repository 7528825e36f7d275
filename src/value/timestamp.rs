//! The timestamps of the vendors.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDateTime, SecondsFormat, Timelike as _, Utc};

use super::owned::into_owned;
use super::text::write_escaped;
use super::{Number, Text};

/// A timestamp, kept as the vendor's text.
///
/// The text is compared and written back verbatim. It is parsed by [`to_utc`](Self::to_utc) and
/// [`to_local`](Self::to_local), which accept four formats:
///
/// | example | format |
/// |---|---|
/// | `Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)` | JavaScript's `Date` |
/// | `2021-03-30T16:05:46.000Z` | RFC 3339 |
/// | `2019-04-02 08:30:00` | RFC 3339 without an offset |
/// | `/Date(1614766789000)/` or `1614766789000` | milliseconds since 1970 UTC, in ASP.NET's form or as a number |
///
/// The second 60 is accepted only at 23:59:60 UTC, where leap seconds occur. Digits beyond nanoseconds are truncated.
///
/// # Examples
///
/// ```
/// use chathooks::value::{Timestamp, TimestampError};
///
/// let sent = Timestamp::from("Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)");
/// assert_eq!(sent.to_utc()?.to_rfc3339(), "2021-03-03T10:19:49+00:00");
///
/// let legacy = Timestamp::from("2019-04-02 08:30:00");
/// assert_eq!(legacy.to_utc(), Err(TimestampError::MissingOffset));
/// assert_eq!(legacy.to_local()?.to_string(), "2019-04-02 08:30:00");
/// # Ok::<(), TimestampError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Timestamp<'a>(Text<'a>);

impl Timestamp<'_> {
    /// Creates a timestamp in the format of JavaScript's `Date::toString`, in UTC and in whole seconds:
    /// `Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)`.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use chathooks::value::Timestamp;
    ///
    /// let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_614_766_789);
    /// let sent = Timestamp::javascript(time);
    /// assert_eq!(sent.as_str(), "Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)");
    /// ```
    #[must_use]
    pub fn javascript(time: impl Into<DateTime<Utc>>) -> Self {
        let time = time.into();
        Self(time.format("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)").to_string().into())
    }

    /// Creates a timestamp in the JSON format of ASP.NET, in milliseconds since 1970 UTC: `/Date(1614766789000)/`.
    #[must_use]
    pub fn asp_net(time: impl Into<DateTime<Utc>>) -> Self {
        Self(format!("/Date({})/", time.into().timestamp_millis()).into())
    }

    /// Creates a timestamp in RFC 3339, in UTC with milliseconds: `2021-03-03T10:19:49.000Z`.
    #[must_use]
    pub fn rfc3339_millis(time: impl Into<DateTime<Utc>>) -> Self {
        Self::from(time.into())
    }

    /// Creates a timestamp in RFC 3339, in UTC and in whole seconds: `2021-03-03T10:19:49Z`.
    #[must_use]
    pub fn rfc3339_seconds(time: impl Into<DateTime<Utc>>) -> Self {
        Self(time.into().to_rfc3339_opts(SecondsFormat::Secs, true).into())
    }

    /// Creates a timestamp as a number: milliseconds since 1970 UTC, such as `1614766789000`. In JSON it is written
    /// without quotes.
    #[must_use]
    pub fn unix_millis(time: impl Into<DateTime<Utc>>) -> Self {
        Self(Number::from(time.into().timestamp_millis()).into())
    }

    /// Creates a timestamp without an offset, as SQL databases print a date and time, in UTC and in whole seconds:
    /// `2021-03-03 10:19:49`.
    ///
    /// [`to_utc`](Self::to_utc) returns [`TimestampError::MissingOffset`] for it; [`to_local`](Self::to_local) returns
    /// the date and time.
    #[must_use]
    pub fn without_offset(time: impl Into<DateTime<Utc>>) -> Self {
        Self(time.into().format("%Y-%m-%d %H:%M:%S").to_string().into())
    }

    pub(super) fn as_text(&self) -> &Text<'_> {
        &self.0
    }

    pub(crate) fn from_text(text: Text<'_>) -> Timestamp<'_> {
        Timestamp(text)
    }

    /// Returns the text verbatim.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Parses the text as a point in time.
    ///
    /// # Errors
    ///
    /// - [`TimestampError::MissingOffset`] if the text has no UTC offset; it is not assumed to be in UTC
    /// - [`TimestampError::Invalid`] if the text has none of the four formats, or its date or time does not exist
    pub fn to_utc(&self) -> Result<DateTime<Utc>, TimestampError> {
        match self.read()? {
            Reading::Zoned(time) => Ok(time.to_utc()),
            Reading::Local(_) => Err(TimestampError::MissingOffset),
        }
    }

    /// Parses the local date and time in the text, ignoring its offset, if any. Milliseconds are converted to UTC.
    ///
    /// # Errors
    ///
    /// - [`TimestampError::Invalid`] if the text has none of the four formats, or its date or time does not exist
    pub fn to_local(&self) -> Result<NaiveDateTime, TimestampError> {
        match self.read()? {
            Reading::Zoned(time) => Ok(time.naive_local()),
            Reading::Local(local) => Ok(local),
        }
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> Timestamp<'static> {
        Timestamp(self.0.into_owned())
    }

    fn read(&self) -> Result<Reading, TimestampError> {
        let text = self.as_str();
        if let Some(time) = zoned(text).or_else(|| milliseconds(text)) {
            return Ok(Reading::Zoned(time));
        }
        // RFC 3339 without an offset is the same grammar without its last part.
        match rfc_3339(&format!("{text}Z")) {
            Some(time) => Ok(Reading::Local(time.naive_local())),
            None => Err(TimestampError::Invalid),
        }
    }
}

enum Reading {
    Zoned(DateTime<FixedOffset>),
    Local(NaiveDateTime),
}

/// Parses RFC 3339 or the format of JavaScript's `Date`. Its time zone name in parentheses depends on the sender's
/// machine and adds nothing to the offset, so it is ignored.
fn zoned(text: &str) -> Option<DateTime<FixedOffset>> {
    let javascript = || {
        let date = text.split_once(" (").map_or(text, |(date, _)| date);
        DateTime::parse_from_str(date, "%a %b %d %Y %H:%M:%S GMT%z").ok()
    };
    rfc_3339(text).or_else(javascript).filter(|time| is_time_of_day(time.to_utc()))
}

/// Parses RFC 3339. chrono also accepts a minus sign outside ASCII, which RFC 3339 does not.
fn rfc_3339(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok().filter(|_| text.is_ascii())
}

/// Whether the second is below 60, or can be a leap second: the last second of a day in UTC (RFC 3339, section 5.7).
fn is_time_of_day(time: DateTime<Utc>) -> bool {
    time.nanosecond() < 1_000_000_000 || (time.hour(), time.minute()) == (23, 59)
}

/// Parses `/Date(1614766789000)/`, the same with an offset, or a number. The offset does not change the point in time.
///
/// ASP.NET escapes the slashes as `\/Date(1614766789000)\/`. If the text was escaped twice, the backslashes are still
/// present.
fn milliseconds(text: &str) -> Option<DateTime<FixedOffset>> {
    let open = text.strip_prefix("/Date(").or_else(|| text.strip_prefix(r"\/Date("));
    let inner = open.and_then(|text| text.strip_suffix(")/").or_else(|| text.strip_suffix(r")\/")));
    let number = match inner {
        Some(inner) => match inner.char_indices().skip(1).find(|(_, letter)| matches!(letter, '+' | '-')) {
            Some((index, _)) => {
                let (number, offset) = inner.split_at(index);
                let digits = offset.get(1..).unwrap_or_default();
                if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                    return None;
                }
                number
            }
            None => inner,
        },
        None => text,
    };
    if number.starts_with('+') {
        return None;
    }
    DateTime::from_timestamp_millis(number.parse().ok()?).map(|time| time.fixed_offset())
}

/// An error from parsing a [`Timestamp`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum TimestampError {
    /// The text has none of the accepted formats, or its date or time does not exist.
    #[error("unrecognized date format")]
    Invalid,
    /// The text is a date and time without a UTC offset.
    #[error("missing UTC offset")]
    MissingOffset,
}

impl<'a> From<&'a str> for Timestamp<'a> {
    fn from(text: &'a str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Timestamp<'_> {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

/// Creates a timestamp in RFC 3339, in UTC and with milliseconds: `2021-03-30T16:05:46.000Z`.
impl From<DateTime<Utc>> for Timestamp<'_> {
    fn from(time: DateTime<Utc>) -> Self {
        Self(time.to_rfc3339_opts(SecondsFormat::Millis, true).into())
    }
}

/// Escapes characters for logs, as [`RawName`](crate::model::RawName) does.
impl fmt::Display for Timestamp<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_escaped(self.as_str(), f)
    }
}

into_owned!(Timestamp);
