//! The date texts of the vendors.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDateTime, SecondsFormat, Timelike as _, Utc};

use super::Text;
use super::owned::into_owned;
use super::text::write_escaped;

/// A point in time as a vendor writes it.
///
/// The text that came is kept, compared and written back; it is read only when asked. Four spellings are understood:
///
/// | text | who sends it |
/// |---|---|
/// | `Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)` | JavaScript's `Date`: Acquire 2.0.0 |
/// | `2021-03-30T16:05:46.000Z` | ISO 8601, as RFC 3339 narrows it down: Dixa, Acquire's REST API |
/// | `2019-04-02 08:30:00` | without a zone: Acquire 1.0.0 |
/// | `/Date(1614766789000)/`, or the number alone | milliseconds since 1970 UTC: Comm100 |
///
/// A 60th second is read at 23:59:60 UTC alone, where leap seconds are. Digits beyond nanoseconds are cut off.
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
    /// Makes the text that JavaScript's `Date` prints for a time, on a machine whose clock is set to UTC.
    #[must_use]
    pub fn javascript(time: DateTime<Utc>) -> Self {
        Self(time.format("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)").to_string().into())
    }

    /// Makes the text that ASP.NET prints for a time: `/Date(1614766789000)/`, in milliseconds since 1970 UTC.
    #[must_use]
    pub fn asp_net(time: DateTime<Utc>) -> Self {
        Self(format!("/Date({})/", time.timestamp_millis()).into())
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

    /// Reads the text as a point in time.
    ///
    /// # Errors
    ///
    /// - [`TimestampError::MissingOffset`] when the text says no time zone; it is not taken for UTC
    /// - [`TimestampError::Invalid`] when it is none of the four spellings, or no date of the calendar
    pub fn to_utc(&self) -> Result<DateTime<Utc>, TimestampError> {
        match self.read()? {
            Reading::Zoned(time) => Ok(time.to_utc()),
            Reading::Local(_) => Err(TimestampError::MissingOffset),
        }
    }

    /// Reads the date and the time of day as they stand in the text, in whatever zone the sender meant; for a text
    /// in milliseconds that is UTC.
    ///
    /// # Errors
    ///
    /// [`TimestampError::Invalid`] when the text is none of the four spellings, or no date of the calendar.
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
        // The same grammar, whose last part is the zone.
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

/// Reads ISO 8601 with a zone, or JavaScript's `Date`, whose name of the zone in brackets depends on the machine and
/// says no more than the offset before it.
fn zoned(text: &str) -> Option<DateTime<FixedOffset>> {
    let javascript = || {
        let date = text.split_once(" (").map_or(text, |(date, _)| date);
        DateTime::parse_from_str(date, "%a %b %d %Y %H:%M:%S GMT%z").ok()
    };
    rfc_3339(text).or_else(javascript).filter(|time| is_time_of_day(time.to_utc()))
}

/// Reads what RFC 3339 allows, of which chrono also takes a minus sign beyond ASCII.
fn rfc_3339(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok().filter(|_| text.is_ascii())
}

/// Whether a second beyond the 59th is a leap second: the last one of a day of UTC (RFC 3339, section 5.7).
fn is_time_of_day(time: DateTime<Utc>) -> bool {
    time.nanosecond() < 1_000_000_000 || (time.hour(), time.minute()) == (23, 59)
}

/// Reads `/Date(1614766789000)/`, the same with an offset, which does not move the point in time, or the number alone.
///
/// ASP.NET escapes the slashes, `\/Date(1614766789000)\/`, and where that was escaped twice the backslashes are left.
fn milliseconds(text: &str) -> Option<DateTime<FixedOffset>> {
    let open = text.strip_prefix("/Date(").or_else(|| text.strip_prefix(r"\/Date("));
    let inner = open.and_then(|text| text.strip_suffix(")/").or_else(|| text.strip_suffix(r")\/")));
    let number = match inner {
        Some(inner) => match inner.char_indices().skip(1).find(|(_, letter)| matches!(letter, '+' | '-')) {
            Some((at, _)) => {
                let (number, offset) = inner.split_at(at);
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

/// Why a [`Timestamp`] does not say a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum TimestampError {
    /// The text is none of the spellings that the vendors use, or no date of the calendar.
    #[error("unrecognized date format")]
    Invalid,
    /// The text is a date and a time of day without a time zone.
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

/// Makes the text of ISO 8601, in UTC, with milliseconds: `2021-03-30T16:05:46.000Z`.
impl From<DateTime<Utc>> for Timestamp<'_> {
    fn from(time: DateTime<Utc>) -> Self {
        Self(time.to_rfc3339_opts(SecondsFormat::Millis, true).into())
    }
}

/// Escapes what ends or reorders a line, as [`RawName`](crate::model::RawName)'s does.
impl fmt::Display for Timestamp<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_escaped(self.as_str(), f)
    }
}

into_owned!(Timestamp);
