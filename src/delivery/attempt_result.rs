//! What came back for an attempt.

use std::fmt;

use super::RetryAfter;
use crate::Headers;

/// What came back for an attempt: a status, or nothing.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use chathooks::delivery::{AttemptResult, RetryAfter};
///
/// let busy = AttemptResult::new(503).with_headers(&[("Retry-After", "120")]);
/// assert_eq!(busy.status(), Some(503));
/// assert_eq!(busy.retry_after(), Some(RetryAfter::Wait(Duration::from_secs(120))));
/// assert_eq!(AttemptResult::timeout().to_string(), "no answer in time");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptResult {
    came: Came,
    retry_after: Option<RetryAfter>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    Status(u16),
    Unusable(u16),
    Late,
    Nothing,
}

impl AttemptResult {
    /// Makes the answer of a receiver: the status of its response.
    #[must_use]
    pub const fn new(status: u16) -> Self {
        Self { came: Came::Status(status), retry_after: None }
    }

    /// Makes the answer of a receiver that took longer than the sender waits.
    #[must_use]
    pub const fn timeout() -> Self {
        Self { came: Came::Late, retry_after: None }
    }

    /// Makes the answer of nobody: the name was not found, or the connection was refused, not trusted or broken off.
    #[must_use]
    pub const fn no_response() -> Self {
        Self { came: Came::Nothing, retry_after: None }
    }

    /// Says that the body of the response cannot be used, whatever its status: it does not count as received, and is
    /// always worth another attempt. Where no response came, nothing changes.
    #[must_use]
    pub const fn with_unusable_body(self) -> Self {
        match self.came {
            Came::Status(status) => Self { came: Came::Unusable(status), ..self },
            _ => self,
        }
    }

    /// Reads `Retry-After` out of the headers of the response; one that is there twice or is malformed counts as none.
    #[must_use]
    pub fn with_headers(self, headers: &(impl Headers + ?Sized)) -> Self {
        Self { retry_after: RetryAfter::from_headers(headers), ..self }
    }

    /// Sets how long the receiver asks to be left alone.
    #[must_use]
    pub const fn with_retry_after(self, retry_after: RetryAfter) -> Self {
        Self { retry_after: Some(retry_after), ..self }
    }

    /// Returns the status of the response, where one came.
    #[must_use]
    pub const fn status(self) -> Option<u16> {
        match self.came {
            Came::Status(status) | Came::Unusable(status) => Some(status),
            Came::Late | Came::Nothing => None,
        }
    }

    /// Returns how long the receiver asks to be left alone, where it does.
    #[must_use]
    pub const fn retry_after(self) -> Option<RetryAfter> {
        self.retry_after
    }

    /// Returns the status, unless the body cannot be used.
    pub(super) const fn usable(self) -> Option<u16> {
        match self.came {
            Came::Status(status) => Some(status),
            _ => None,
        }
    }
}

#[cfg(feature = "http")]
impl<B> From<&http::Response<B>> for AttemptResult {
    fn from(response: &http::Response<B>) -> Self {
        Self::new(response.status().as_u16()).with_headers(response.headers())
    }
}

/// Writes what came, and nothing of a body.
impl fmt::Display for AttemptResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.came {
            Came::Status(status) => write!(f, "status {status}"),
            Came::Unusable(status) => write!(f, "status {status} with a body that cannot be used"),
            Came::Late => f.write_str("no answer in time"),
            Came::Nothing => f.write_str("no answer"),
        }
    }
}
