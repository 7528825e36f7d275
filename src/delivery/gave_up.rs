//! The end of a delivery that failed.

use std::fmt;

use chrono::{DateTime, Utc};

use super::Answer;

/// That a delivery failed for good, and why.
///
/// Its text names the number of attempts and the last answer, and nothing of what was sent or of where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GaveUp {
    /// Why there is no further attempt.
    pub reason: Reason,
    /// How many attempts were made.
    pub attempts: u32,
    /// The answer to the last of them.
    pub last: Answer,
    /// When that answer came.
    pub at: DateTime<Utc>,
}

/// Why there is no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The schedule has no more of them.
    Exhausted,
    /// The answer is not worth another.
    Refused,
}

impl fmt::Display for GaveUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.attempts == 1 { "" } else { "s" };
        write!(f, "gave up after {} attempt{plural}: {}", self.attempts, self.last)?;
        match self.reason {
            Reason::Exhausted => Ok(()),
            Reason::Refused => f.write_str(" is not worth another"),
        }
    }
}

impl std::error::Error for GaveUp {}

/// A mail that is due: whom to tell that a delivery failed, and what.
///
/// # Examples
///
/// ```
/// use chathooks::value::Timestamp;
/// use chathooks::delivery::{Answer, Attempts, Next, Notice, Schedule, Waits};
///
/// let attempts = Attempts::new(Schedule::new(3, Waits::none()));
/// let now = Timestamp::from("2026-03-01T09:00:00Z").to_utc()?;
/// let Next::GiveUp(gave_up) = attempts.answered(Answer::new(410), now, 0) else { return Err("another".into()) };
/// let notice = Notice::new("ops@example.org", gave_up);
/// assert_eq!(notice.to, "ops@example.org");
/// assert_eq!(notice.gave_up.to_string(), "gave up after 1 attempt: status 410 is not worth another");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notice {
    /// The address to write to.
    pub to: String,
    /// What to tell.
    pub gave_up: GaveUp,
}

impl Notice {
    /// Makes a notice to an address.
    #[must_use]
    pub fn new(to: impl Into<String>, gave_up: GaveUp) -> Self {
        Self { to: to.into(), gave_up }
    }
}
