//! The state of one delivery.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::{AttemptResult, DeliveryFailed, Reason, RetryPolicy};

/// The state of a delivery that has at least one more attempt.
///
/// [`record`](Self::record) consumes the value, and returns a new one only if the policy allows another attempt.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use chathooks::value::Timestamp;
/// use chathooks::delivery::{AttemptResult, Attempts, Backoff, RetryPolicy, Step};
///
/// let attempts = Attempts::new(RetryPolicy::new(2, Backoff::each([Duration::from_secs(30)])));
/// let now = Timestamp::from("2026-03-01T09:00:00Z").to_utc()?;
/// let Step::Retry(retry) = attempts.record(AttemptResult::new(500), now, 0) else { return Err("no retry".into()) };
/// assert_eq!(retry.at.to_string(), "2026-03-01 09:00:30 UTC");
/// let next = retry.attempts.record(AttemptResult::timeout(), retry.at, 0);
/// let Step::Fail(failure) = next else { return Err("a third attempt".into()) };
/// assert_eq!(failure.to_string(), "delivery failed after 2 attempts: timeout");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempts {
    policy: Arc<RetryPolicy>,
    /// Always less than the number of attempts in the policy.
    made: u32,
}

/// What a sender does after an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a caller that ignores a variant loses a delivery")]
pub enum Step {
    /// The delivery succeeded.
    Delivered,
    /// Send the delivery again at [`Retry::at`].
    Retry(Retry),
    /// The delivery failed, and there is no further attempt.
    Fail(DeliveryFailed),
}

/// A further attempt and its time.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retry {
    /// The state of the delivery, including the attempt that failed.
    pub attempts: Attempts,
    /// The time to wait after the failed attempt.
    pub wait: Duration,
    /// The time of the next attempt: the time of the result plus `wait`, but at most the latest time that a `DateTime`
    /// can represent.
    pub at: DateTime<Utc>,
}

impl Attempts {
    /// Creates the state of a new delivery, whose first attempt is due immediately.
    ///
    /// Several deliveries can share a policy in an `Arc`.
    #[must_use]
    pub fn new(policy: impl Into<Arc<RetryPolicy>>) -> Self {
        Self { policy: policy.into(), made: 0 }
    }

    /// Creates the state of a delivery after `made` attempts, such as one read from a queue. Returns `None` if the
    /// policy allows no further attempt.
    #[must_use]
    pub fn resumed(policy: impl Into<Arc<RetryPolicy>>, made: u32) -> Option<Self> {
        let policy = policy.into();
        (made < policy.attempts()).then_some(Self { policy, made })
    }

    /// Returns the number of recorded attempts.
    #[must_use]
    pub fn made(&self) -> u32 {
        self.made
    }

    /// Returns the number of remaining attempts, which is at least 1.
    #[must_use]
    pub fn left(&self) -> u32 {
        self.policy.attempts().saturating_sub(self.made)
    }

    /// Returns the policy.
    #[must_use]
    pub fn policy(&self) -> &RetryPolicy {
        &self.policy
    }

    /// Records the result of an attempt at the time `at`, and returns the next step.
    ///
    /// `random` is a uniformly distributed random number; see [`Backoff::after`](super::Backoff::after).
    #[must_use]
    pub fn record(self, result: AttemptResult, at: impl Into<DateTime<Utc>>, random: u64) -> Step {
        let at = at.into();
        if self.policy.is_success(result) {
            return Step::Delivered;
        }
        match self.failed(result, at, random) {
            Ok(retry) => Step::Retry(retry),
            Err(failure) => Step::Fail(failure),
        }
    }

    /// Records the result of an attempt that was not a success.
    pub(crate) fn failed(self, result: AttemptResult, at: DateTime<Utc>, random: u64) -> Result<Retry, DeliveryFailed> {
        let made = self.made.saturating_add(1);
        let failure = |reason| Err(DeliveryFailed { reason, attempts: made, last: result, at });
        if !self.policy.is_retryable(result) {
            return failure(Reason::NonRetryable);
        }
        if made >= self.policy.attempts() {
            return failure(Reason::Exhausted);
        }
        let wait = self.policy.wait(made, result, at, random);
        Ok(Retry { attempts: Self { made, ..self }, wait, at: later(at, wait) })
    }
}

pub(crate) fn later(at: DateTime<Utc>, wait: Duration) -> DateTime<Utc> {
    let wait = TimeDelta::from_std(wait).ok();
    wait.and_then(|wait| at.checked_add_signed(wait)).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
