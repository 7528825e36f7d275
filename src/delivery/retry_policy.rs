//! How often a delivery is tried, and what for.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{AttemptResult, Backoff, StatusSet};

/// How many attempts a delivery has, how long to wait between them, and which answers are worth another.
///
/// Where no answer came at all, or none in time, another attempt is always worth it.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use chathooks::delivery::{AttemptResult, Backoff, RetryPolicy, StatusSet};
///
/// let backoff = Backoff::each([60, 3600, 86_400].map(Duration::from_secs));
/// let policy = RetryPolicy::new(4, backoff).with_retryable(StatusSet::TRANSIENT.and(404));
/// assert!(policy.is_success(AttemptResult::new(204)));
/// assert!(policy.is_retryable(AttemptResult::new(404)));
/// assert!(!policy.is_retryable(AttemptResult::new(410)));
/// let waits: Vec<_> = policy.plan(|| 0).map(|wait| wait.as_secs()).collect();
/// assert_eq!(waits, [60, 3600, 86_400]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    backoff: Backoff,
    success: StatusSet,
    retryable: StatusSet,
    retry_after: Duration,
}

impl RetryPolicy {
    /// Makes a policy of `attempts` in all, the first one included; 0 counts as 1.
    ///
    /// Unless set otherwise, a status of 200 to 299 counts as received, [`StatusSet::TRANSIENT`] are worth another
    /// attempt, and a `Retry-After` is honoured up to an hour.
    #[must_use]
    pub const fn new(attempts: u32, backoff: Backoff) -> Self {
        Self {
            attempts: if attempts == 0 { 1 } else { attempts },
            backoff,
            success: StatusSet::SUCCESS,
            retryable: StatusSet::TRANSIENT,
            retry_after: Duration::from_secs(3600),
        }
    }

    /// Sets the statuses that count as received.
    #[must_use]
    pub fn with_success(self, success: StatusSet) -> Self {
        Self { success, ..self }
    }

    /// Sets the statuses that are worth another attempt. One that counts as received is not.
    #[must_use]
    pub fn with_retryable(self, retryable: StatusSet) -> Self {
        Self { retryable, ..self }
    }

    /// Sets how long a receiver may ask to be left alone: a longer `Retry-After` counts as this one, and zero is not to
    /// look at it.
    #[must_use]
    pub fn with_max_retry_after(self, longest: Duration) -> Self {
        Self { retry_after: longest, ..self }
    }

    /// Returns the number of attempts, the first one included; at least 1.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns whether the delivery was received.
    #[must_use]
    pub fn is_success(&self, answer: AttemptResult) -> bool {
        answer.usable().is_some_and(|status| self.success.contains(status))
    }

    /// Returns whether another attempt may have a better answer.
    #[must_use]
    pub fn is_retryable(&self, answer: AttemptResult) -> bool {
        answer.usable().is_none_or(|status| self.retryable.contains(status) && !self.success.contains(status))
    }

    /// Returns the wait after the attempt of this number, counted from 1, whose answer came at `at`.
    ///
    /// It is the longer of what the [`Backoff`] says and what the receiver asks for, as far as that is honoured. See
    /// [`Backoff::after`] for `random`.
    #[must_use]
    pub fn wait(&self, attempt: u32, answer: AttemptResult, at: DateTime<Utc>, random: u64) -> Duration {
        let asked = answer.retry_after().map_or(Duration::ZERO, |retry_after| retry_after.wait(at));
        self.backoff.after(attempt, random).max(asked.min(self.retry_after))
    }

    /// Goes through the waits of a delivery that is never received and never asked to wait, with a random number for
    /// each of them: one wait fewer than there are attempts.
    pub fn plan(&self, mut random: impl FnMut() -> u64) -> impl Iterator<Item = Duration> {
        (1..self.attempts).map(move |attempt| self.backoff.after(attempt, random()))
    }
}
