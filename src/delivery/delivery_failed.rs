//! The final failure of a delivery.

use std::fmt;

use chrono::{DateTime, Utc};

use super::AttemptResult;

/// The error of a delivery that failed and is not retried.
///
/// `Display` writes the number of attempts and the last result, but nothing from the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeliveryFailed {
    /// The reason why there is no further attempt.
    pub reason: Reason,
    /// The number of attempts that were made.
    pub attempts: u32,
    /// The result of the last attempt.
    pub last: AttemptResult,
    /// The time of the last result.
    pub at: DateTime<Utc>,
}

/// The reason why there is no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// All attempts of the policy were made.
    Exhausted,
    /// The last result is not retryable.
    NonRetryable,
}

impl fmt::Display for DeliveryFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.attempts == 1 { "" } else { "s" };
        write!(f, "delivery failed after {} attempt{plural}: {}", self.attempts, self.last)?;
        match self.reason {
            Reason::Exhausted => Ok(()),
            Reason::NonRetryable => f.write_str(" is not retryable"),
        }
    }
}

impl std::error::Error for DeliveryFailed {}

/// An e-mail that the caller should send about a failed delivery.
///
/// # Examples
///
/// ```
/// use chathooks::value::Timestamp;
/// use chathooks::delivery::{AttemptResult, Attempts, Backoff, Notification, RetryPolicy, Step};
///
/// let attempts = Attempts::new(RetryPolicy::new(3, Backoff::none()));
/// let now = Timestamp::from("2026-03-01T09:00:00Z").to_utc()?;
/// let Step::Fail(failure) = attempts.record(AttemptResult::new(410), now, 0) else { return Err("not failed".into()) };
/// let notification = Notification::new("ops@example.org", failure);
/// assert_eq!(notification.to, "ops@example.org");
/// assert_eq!(notification.failure.to_string(), "delivery failed after 1 attempt: status 410 is not retryable");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notification {
    /// The e-mail address of the recipient.
    pub to: String,
    /// The failure to report.
    pub failure: DeliveryFailed,
}

impl Notification {
    /// Creates a notification to an e-mail address.
    #[must_use]
    pub fn new(to: impl Into<String>, failure: DeliveryFailed) -> Self {
        Self { to: to.into(), failure }
    }
}
