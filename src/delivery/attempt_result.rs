//! The result of an attempt.

use std::fmt;

use super::RetryAfter;
use crate::Headers;

/// The result of an attempt: the status of the response, a timeout, or no response.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use chathooks::delivery::{AttemptResult, RetryAfter};
///
/// let result = AttemptResult::new(503).with_headers(&[("Retry-After", "120")]);
/// assert_eq!(result.status(), Some(503));
/// assert_eq!(result.retry_after(), Some(RetryAfter::Wait(Duration::from_secs(120))));
/// assert_eq!(AttemptResult::timeout().to_string(), "timeout");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptResult {
    kind: Kind,
    retry_after: Option<RetryAfter>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Status(u16),
    Unusable(u16),
    Timeout,
    NoResponse,
}

impl AttemptResult {
    /// Creates the result for a response with this status.
    #[must_use]
    pub const fn new(status: u16) -> Self {
        Self { kind: Kind::Status(status), retry_after: None }
    }

    /// Creates the result for a response that did not arrive in time.
    #[must_use]
    pub const fn timeout() -> Self {
        Self { kind: Kind::Timeout, retry_after: None }
    }

    /// Creates the result for a failure before any response, such as a failure of name resolution, of the connection or
    /// of TLS.
    #[must_use]
    pub const fn no_response() -> Self {
        Self { kind: Kind::NoResponse, retry_after: None }
    }

    /// Marks the body of the response as unusable. Then the delivery is not a success and can be retried, regardless of
    /// the status. Without a response, this has no effect.
    #[must_use]
    pub const fn with_unusable_body(self) -> Self {
        match self.kind {
            Kind::Status(status) => Self { kind: Kind::Unusable(status), ..self },
            _ => self,
        }
    }

    /// Reads `Retry-After` from the headers of the response. A duplicate or malformed header is ignored.
    #[must_use]
    pub fn with_headers(self, headers: &(impl Headers + ?Sized)) -> Self {
        Self { retry_after: RetryAfter::from_headers(headers), ..self }
    }

    /// Sets how long the receiver asked the sender to wait.
    #[must_use]
    pub const fn with_retry_after(self, retry_after: RetryAfter) -> Self {
        Self { retry_after: Some(retry_after), ..self }
    }

    /// Returns the status of the response, if any.
    #[must_use]
    pub const fn status(self) -> Option<u16> {
        match self.kind {
            Kind::Status(status) | Kind::Unusable(status) => Some(status),
            Kind::Timeout | Kind::NoResponse => None,
        }
    }

    /// Returns how long the receiver asked the sender to wait, if at all.
    #[must_use]
    pub const fn retry_after(self) -> Option<RetryAfter> {
        self.retry_after
    }

    /// Returns the status, unless the body is unusable.
    pub(super) const fn usable(self) -> Option<u16> {
        match self.kind {
            Kind::Status(status) => Some(status),
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

/// Writes the status, `timeout` or `no response`.
impl fmt::Display for AttemptResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Status(status) => write!(f, "status {status}"),
            Kind::Unusable(status) => write!(f, "status {status} with an unusable body"),
            Kind::Timeout => f.write_str("timeout"),
            Kind::NoResponse => f.write_str("no response"),
        }
    }
}
