//! When a delivery is retried.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{AttemptResult, Backoff, StatusSet};

/// The number of attempts, the wait between them, and the results that are retryable.
///
/// A timeout, a failure without a response and a response with an unusable body are always retryable.
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
    /// Creates a policy with a total number of `attempts`, including the first one; 0 is read as 1.
    ///
    /// By default, the statuses 200 to 299 are a success, those of [`StatusSet::TRANSIENT`] are retried, and a wait
    /// from `Retry-After` is limited to an hour.
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

    /// Sets the statuses of a success; defaults to [`StatusSet::SUCCESS`].
    #[must_use]
    pub fn with_success(self, success: StatusSet) -> Self {
        Self { success, ..self }
    }

    /// Sets the statuses that are retried, unless they are a success; defaults to [`StatusSet::TRANSIENT`].
    #[must_use]
    pub fn with_retryable(self, retryable: StatusSet) -> Self {
        Self { retryable, ..self }
    }

    /// Sets the longest wait that `Retry-After` can cause; defaults to an hour. A longer wait is shortened to this
    /// duration. With zero, the header is ignored.
    #[must_use]
    pub fn with_max_retry_after(self, longest: Duration) -> Self {
        Self { retry_after: longest, ..self }
    }

    /// Returns the total number of attempts, including the first one; at least 1.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns whether the delivery succeeded.
    #[must_use]
    pub fn is_success(&self, result: AttemptResult) -> bool {
        result.usable().is_some_and(|status| self.success.contains(status))
    }

    /// Returns whether a delivery with this result is retried.
    #[must_use]
    pub fn is_retryable(&self, result: AttemptResult) -> bool {
        result.usable().is_none_or(|status| self.retryable.contains(status) && !self.success.contains(status))
    }

    /// Returns the wait after the attempt with this number, counted from 1. `at` is the time of the attempt's result.
    ///
    /// It is the wait of the [`Backoff`] or that of `Retry-After`, whichever is longer. The latter is limited as
    /// described in [`with_max_retry_after`](Self::with_max_retry_after). See [`Backoff::after`] for `random`.
    #[must_use]
    pub fn wait(&self, attempt: u32, result: AttemptResult, at: impl Into<DateTime<Utc>>, random: u64) -> Duration {
        let at = at.into();
        let asked = result.retry_after().map_or(Duration::ZERO, |retry_after| retry_after.wait(at));
        self.backoff.after(attempt, random).max(asked.min(self.retry_after))
    }

    /// Returns an iterator over the waits of a delivery whose attempts all fail without `Retry-After`.
    ///
    /// There is one wait fewer than attempts. `random` provides the number for [`Backoff::after`].
    pub fn plan(&self, mut random: impl FnMut() -> u64) -> impl Iterator<Item = Duration> {
        (1..self.attempts).map(move |attempt| self.backoff.after(attempt, random()))
    }
}
