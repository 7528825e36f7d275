//! The end of a delivery that failed.

use std::fmt;

use chrono::{DateTime, Utc};

use super::AttemptResult;

/// That a delivery failed for good, and why.
///
/// Its text names the number of attempts and the last answer, and nothing of what was sent or of where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeliveryFailed {
    /// Why there is no further attempt.
    pub reason: Reason,
    /// How many attempts were made.
    pub attempts: u32,
    /// The answer to the last of them.
    pub last: AttemptResult,
    /// When that answer came.
    pub at: DateTime<Utc>,
}

/// Why there is no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The policy has no more of them.
    Exhausted,
    /// The answer is not retryable.
    NonRetryable,
}

impl fmt::Display for DeliveryFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.attempts == 1 { "" } else { "s" };
        write!(f, "gave up after {} attempt{plural}: {}", self.attempts, self.last)?;
        match self.reason {
            Reason::Exhausted => Ok(()),
            Reason::NonRetryable => f.write_str(" is not retryable"),
        }
    }
}

impl std::error::Error for DeliveryFailed {}

/// A mail that is due: whom to tell that a delivery failed, and what.
///
/// # Examples
///
/// ```
/// use chathooks::value::Timestamp;
/// use chathooks::delivery::{AttemptResult, Attempts, Backoff, Notification, RetryPolicy, Step};
///
/// let attempts = Attempts::new(RetryPolicy::new(3, Backoff::none()));
/// let now = Timestamp::from("2026-03-01T09:00:00Z").to_utc()?;
/// let Step::Fail(failure) = attempts.record(AttemptResult::new(410), now, 0) else { return Err("another".into()) };
/// let notification = Notification::new("ops@example.org", failure);
/// assert_eq!(notification.to, "ops@example.org");
/// assert_eq!(notification.failure.to_string(), "gave up after 1 attempt: status 410 is not retryable");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notification {
    /// The address to write to.
    pub to: String,
    /// What to tell.
    pub failure: DeliveryFailed,
}

impl Notification {
    /// Makes a notification to an address.
    #[must_use]
    pub fn new(to: impl Into<String>, failure: DeliveryFailed) -> Self {
        Self { to: to.into(), failure }
    }
}
