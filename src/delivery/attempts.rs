//! Where one delivery stands.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::{AttemptResult, DeliveryFailed, Reason, RetryPolicy};

/// Where one delivery stands: the next attempt is due, and its answer says what then.
///
/// There is a next attempt as long as there is this value: [`record`](Self::record) takes it, and gives one back
/// only where the policy allows another.
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
/// let Step::Retry(retry) = attempts.record(AttemptResult::new(500), now, 0) else { return Err("no second".into()) };
/// assert_eq!(retry.at.to_string(), "2026-03-01 09:00:30 UTC");
/// let next = retry.attempts.record(AttemptResult::timeout(), retry.at, 0);
/// let Step::Fail(failure) = next else { return Err("a third".into()) };
/// assert_eq!(failure.to_string(), "gave up after 2 attempts: no answer in time");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempts {
    policy: Arc<RetryPolicy>,
    /// Always less than the policy allows.
    made: u32,
}

/// What a sender does after an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a caller that passes one over loses a delivery; there are no others")]
pub enum Step {
    /// Nothing: the delivery was received.
    Delivered,
    /// Another attempt.
    Retry(Retry),
    /// Nothing more: the delivery failed.
    Fail(DeliveryFailed),
}

/// When another attempt is due.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retry {
    /// The attempts, with the one that failed counted.
    pub attempts: Attempts,
    /// The time to wait from the answer on.
    pub wait: Duration,
    /// The point in time after that wait; the last one that there is where it is beyond all dates.
    pub at: DateTime<Utc>,
}

impl Attempts {
    /// Starts a delivery, whose first attempt is due at once. Many deliveries can share one policy in an `Arc`.
    #[must_use]
    pub fn new(policy: impl Into<Arc<RetryPolicy>>) -> Self {
        Self { policy: policy.into(), made: 0 }
    }

    /// Goes on with a delivery of which `made` attempts were made, such as one from a queue; `None` when the policy
    /// has no more for it.
    #[must_use]
    pub fn resumed(policy: impl Into<Arc<RetryPolicy>>, made: u32) -> Option<Self> {
        let policy = policy.into();
        (made < policy.attempts()).then_some(Self { policy, made })
    }

    /// Returns how many attempts were made and answered.
    #[must_use]
    pub fn made(&self) -> u32 {
        self.made
    }

    /// Returns how many attempts there are at most from here on; at least 1.
    #[must_use]
    pub fn left(&self) -> u32 {
        self.policy.attempts().saturating_sub(self.made)
    }

    /// Returns the policy.
    #[must_use]
    pub fn policy(&self) -> &RetryPolicy {
        &self.policy
    }

    /// Says what to do after the answer to an attempt, which came at `at`. See
    /// [`Backoff::after`](super::Backoff::after) for `random`.
    #[must_use]
    pub fn record(self, answer: AttemptResult, at: DateTime<Utc>, random: u64) -> Step {
        if self.policy.is_success(answer) {
            return Step::Delivered;
        }
        match self.failed(answer, at, random) {
            Ok(retry) => Step::Retry(retry),
            Err(failure) => Step::Fail(failure),
        }
    }

    /// Says what to do after an answer that does not count as received.
    pub(crate) fn failed(self, answer: AttemptResult, at: DateTime<Utc>, random: u64) -> Result<Retry, DeliveryFailed> {
        let made = self.made.saturating_add(1);
        let failure = |reason| Err(DeliveryFailed { reason, attempts: made, last: answer, at });
        if !self.policy.is_retryable(answer) {
            return failure(Reason::NonRetryable);
        }
        if made >= self.policy.attempts() {
            return failure(Reason::Exhausted);
        }
        let wait = self.policy.wait(made, answer, at, random);
        Ok(Retry { attempts: Self { made, ..self }, wait, at: later(at, wait) })
    }
}

pub(crate) fn later(at: DateTime<Utc>, wait: Duration) -> DateTime<Utc> {
    let wait = TimeDelta::from_std(wait).ok();
    wait.and_then(|wait| at.checked_add_signed(wait)).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
