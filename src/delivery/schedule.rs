//! How often a delivery is tried, and what for.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Answer, Statuses, Waits};

/// How many attempts a delivery has, how long to wait between them, and which answers are worth another.
///
/// Where no answer came at all, or none in time, another attempt is always worth it.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use chathooks::delivery::{Answer, Schedule, Statuses, Waits};
///
/// let waits = Waits::each([60, 3600, 86_400].map(Duration::from_secs));
/// let schedule = Schedule::new(4, waits).with_retried(Statuses::TRANSIENT.and(404));
/// assert!(schedule.is_received(Answer::new(204)));
/// assert!(schedule.is_worth_another(Answer::new(404)));
/// assert!(!schedule.is_worth_another(Answer::new(410)));
/// let waits: Vec<_> = schedule.plan(|| 0).map(|wait| wait.as_secs()).collect();
/// assert_eq!(waits, [60, 3600, 86_400]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    attempts: u32,
    waits: Waits,
    received: Statuses,
    retried: Statuses,
    retry_after: Duration,
}

impl Schedule {
    /// Makes a schedule of `attempts` in all, the first one included; 0 counts as 1.
    ///
    /// Unless set otherwise, a status of 200 to 299 counts as received, [`Statuses::TRANSIENT`] are worth another
    /// attempt, and a `Retry-After` is honoured up to an hour.
    #[must_use]
    pub const fn new(attempts: u32, waits: Waits) -> Self {
        Self {
            attempts: if attempts == 0 { 1 } else { attempts },
            waits,
            received: Statuses::SUCCESS,
            retried: Statuses::TRANSIENT,
            retry_after: Duration::from_secs(3600),
        }
    }

    /// Sets the statuses that count as received.
    #[must_use]
    pub fn with_received(self, received: Statuses) -> Self {
        Self { received, ..self }
    }

    /// Sets the statuses that are worth another attempt. One that counts as received is not.
    #[must_use]
    pub fn with_retried(self, retried: Statuses) -> Self {
        Self { retried, ..self }
    }

    /// Sets how long a receiver may ask to be left alone: a longer `Retry-After` counts as this one, and zero is not to
    /// look at it.
    #[must_use]
    pub fn with_retry_after_up_to(self, longest: Duration) -> Self {
        Self { retry_after: longest, ..self }
    }

    /// Returns the number of attempts, the first one included; at least 1.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns whether the delivery was received.
    #[must_use]
    pub fn is_received(&self, answer: Answer) -> bool {
        answer.usable().is_some_and(|status| self.received.contains(status))
    }

    /// Returns whether another attempt may have a better answer.
    #[must_use]
    pub fn is_worth_another(&self, answer: Answer) -> bool {
        answer.usable().is_none_or(|status| self.retried.contains(status) && !self.received.contains(status))
    }

    /// Returns the wait after the attempt of this number, counted from 1, whose answer came at `at`.
    ///
    /// It is the longer of what the [`Waits`] say and what the receiver asks for, as far as that is honoured. See
    /// [`Waits::after`] for `random`.
    #[must_use]
    pub fn wait(&self, attempt: u32, answer: Answer, at: DateTime<Utc>, random: u64) -> Duration {
        let asked = answer.retry_after().map_or(Duration::ZERO, |retry_after| retry_after.wait(at));
        self.waits.after(attempt, random).max(asked.min(self.retry_after))
    }

    /// Goes through the waits of a delivery that is never received and never asked to wait, with a random number for
    /// each of them: one wait fewer than there are attempts.
    pub fn plan(&self, mut random: impl FnMut() -> u64) -> impl Iterator<Item = Duration> {
        (1..self.attempts).map(move |attempt| self.waits.after(attempt, random()))
    }
}
