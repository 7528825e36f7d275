//! Where one delivery stands.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Answer, GaveUp, Reason, Schedule};

/// Where one delivery stands: the next attempt is due, and its answer says what then.
///
/// There is a next attempt as long as there is this value: [`answered`](Self::answered) takes it, and gives one back
/// only where the schedule allows another.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use chathooks::value::Timestamp;
/// use chathooks::delivery::{Answer, Attempts, Next, Schedule, Waits};
///
/// let attempts = Attempts::new(Schedule::new(2, Waits::each([Duration::from_secs(30)])));
/// let now = Timestamp::from("2026-03-01T09:00:00Z").to_utc()?;
/// let Next::TryAgain(again) = attempts.answered(Answer::new(500), now, 0) else { return Err("no second".into()) };
/// assert_eq!(again.at.to_string(), "2026-03-01 09:00:30 UTC");
/// let next = again.attempts.answered(Answer::timeout(), again.at, 0);
/// let Next::GiveUp(gave_up) = next else { return Err("a third".into()) };
/// assert_eq!(gave_up.to_string(), "gave up after 2 attempts: no answer in time");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempts {
    schedule: Arc<Schedule>,
    /// Always less than the schedule allows.
    made: u32,
}

/// What a sender does after an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a caller that passes one over loses a delivery; there are no others")]
pub enum Next {
    /// Nothing: the delivery was received.
    Received,
    /// Another attempt.
    TryAgain(Again),
    /// Nothing more: the delivery failed.
    GiveUp(GaveUp),
}

/// When another attempt is due.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Again {
    /// The attempts, with the one that failed counted.
    pub attempts: Attempts,
    /// The time to wait from the answer on.
    pub wait: Duration,
    /// The point in time after that wait; the last one that there is where it is beyond all dates.
    pub at: DateTime<Utc>,
}

impl Attempts {
    /// Starts a delivery, whose first attempt is due at once. Many deliveries can share one schedule in an `Arc`.
    #[must_use]
    pub fn new(schedule: impl Into<Arc<Schedule>>) -> Self {
        Self { schedule: schedule.into(), made: 0 }
    }

    /// Goes on with a delivery of which `made` attempts were made, such as one from a queue; `None` when the schedule
    /// has no more for it.
    #[must_use]
    pub fn resumed(schedule: impl Into<Arc<Schedule>>, made: u32) -> Option<Self> {
        let schedule = schedule.into();
        (made < schedule.attempts()).then_some(Self { schedule, made })
    }

    /// Returns how many attempts were made and answered.
    #[must_use]
    pub fn made(&self) -> u32 {
        self.made
    }

    /// Returns how many attempts there are at most from here on; at least 1.
    #[must_use]
    pub fn left(&self) -> u32 {
        self.schedule.attempts().saturating_sub(self.made)
    }

    /// Returns the schedule.
    #[must_use]
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// Says what to do after the answer to an attempt, which came at `at`. See
    /// [`Waits::after`](super::Waits::after) for `random`.
    #[must_use]
    pub fn answered(self, answer: Answer, at: DateTime<Utc>, random: u64) -> Next {
        if self.schedule.is_received(answer) {
            return Next::Received;
        }
        match self.failed(answer, at, random) {
            Ok(again) => Next::TryAgain(again),
            Err(gave_up) => Next::GiveUp(gave_up),
        }
    }

    /// Says what to do after an answer that does not count as received.
    pub(crate) fn failed(self, answer: Answer, at: DateTime<Utc>, random: u64) -> Result<Again, GaveUp> {
        let made = self.made.saturating_add(1);
        let gave_up = |reason| Err(GaveUp { reason, attempts: made, last: answer, at });
        if !self.schedule.is_worth_another(answer) {
            return gave_up(Reason::Refused);
        }
        if made >= self.schedule.attempts() {
            return gave_up(Reason::Exhausted);
        }
        let wait = self.schedule.wait(made, answer, at, random);
        Ok(Again { attempts: Self { made, ..self }, wait, at: later(at, wait) })
    }
}

pub(crate) fn later(at: DateTime<Utc>, wait: Duration) -> DateTime<Utc> {
    let wait = TimeDelta::from_std(wait).ok();
    wait.and_then(|wait| at.checked_add_signed(wait)).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
