//! The header `Retry-After`.

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};

use crate::auth::headers::{Header, Headers, only};

/// The name of the header `Retry-After`.
pub static RETRY_AFTER_HEADER: Header = Header::new("retry-after");

/// How long a receiver asks the sender to wait: the header `Retry-After` of RFC 9110 section 10.2.3.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use chathooks::{delivery::RetryAfter, value::Timestamp};
///
/// assert_eq!(RetryAfter::parse(b"120"), Some(RetryAfter::Wait(Duration::from_secs(120))));
/// let until = RetryAfter::parse(b"Sun, 01 Mar 2026 09:02:00 GMT").ok_or("not a date")?;
/// assert_eq!(until.wait(Timestamp::from("2026-03-01T09:00:00Z").to_utc()?), Duration::from_secs(120));
/// assert_eq!(until.wait(Timestamp::from("2026-03-02T09:00:00Z").to_utc()?), Duration::ZERO);
/// assert_eq!(RetryAfter::parse(b"soon"), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryAfter {
    /// A duration, which the header contains in whole seconds.
    Wait(Duration),
    /// Until this time.
    Until(DateTime<Utc>),
}

impl RetryAfter {
    /// Reads the header of a response. Returns `None` if it is missing, duplicate or malformed.
    #[must_use]
    pub fn from_headers(headers: &(impl Headers + ?Sized)) -> Option<Self> {
        only(headers, &RETRY_AFTER_HEADER).ok().and_then(Self::parse)
    }

    /// Parses the value of the header: a number of seconds, or a date in one of the three formats of HTTP.
    ///
    /// A number that exceeds 64 bits is read as `u64::MAX`. A year of two digits, in the format of RFC 850, is read as
    /// 1970 to 2069.
    #[must_use]
    pub fn parse(value: &[u8]) -> Option<Self> {
        let value = str::from_utf8(value).ok()?.trim_matches([' ', '\t']);
        if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
            return date(value).map(Self::Until);
        }
        Some(Self::Wait(Duration::from_secs(value.parse().unwrap_or(u64::MAX))))
    }

    /// Returns the time to wait, starting at `now`; zero if the date is in the past.
    #[must_use]
    pub fn wait(self, now: impl Into<DateTime<Utc>>) -> Duration {
        let now = now.into();
        match self {
            Self::Wait(wait) => wait,
            Self::Until(date) => date.signed_duration_since(now).to_std().unwrap_or_default(),
        }
    }
}

/// RFC 9110 section 5.6.7: a recipient accepts the current format and the two obsolete ones.
fn date(text: &str) -> Option<DateTime<Utc>> {
    ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
        .into_iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .map(|date| date.and_utc())
}
