//! When a vendor wants to be asked again.

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};
use http::HeaderMap;
use http::header::RETRY_AFTER;

/// When a vendor wants to be asked again: the header `Retry-After`.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use chathooks::rest::RetryAfter;
///
/// # let now = chrono::DateTime::from_timestamp(784_111_747, 0).ok_or("no time")?;
/// assert_eq!(RetryAfter::parse("120"), Some(RetryAfter::Delay(Duration::from_secs(120))));
/// let date = RetryAfter::parse("Sun, 06 Nov 1994 08:49:37 GMT").ok_or("no date")?;
/// assert_eq!(date.wait(now), Duration::from_secs(30));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryAfter {
    /// After this long, counted from the answer.
    Delay(Duration),
    /// Not before this time, by the vendor's clock.
    At(DateTime<Utc>),
}

impl RetryAfter {
    /// Reads the value of the header: a number of seconds or a date, as RFC 9110 section 10.2.3 has them.
    ///
    /// It is `None` for anything else.
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        let value = value.trim_matches([' ', '\t']);
        if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
            // A number that no integer holds is further away than anybody waits.
            return Some(Self::Delay(Duration::from_secs(value.parse().unwrap_or(u64::MAX))));
        }
        // The three spellings of RFC 9110 section 5.6.7, the last two of which are obsolete and have to be read.
        ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
            .iter()
            .find_map(|spelling| NaiveDateTime::parse_from_str(value, spelling).ok())
            .map(|time| Self::At(time.and_utc()))
    }

    /// Returns how long to wait when it is `now`; nothing where the time has passed.
    #[must_use]
    pub fn wait(self, now: DateTime<Utc>) -> Duration {
        match self {
            Self::Delay(delay) => delay,
            Self::At(time) => (time - now).to_std().unwrap_or_default(),
        }
    }

    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        Self::parse(headers.get(RETRY_AFTER)?.to_str().ok()?)
    }
}
