//! What a sender does after each answer: try again, and when; give up, and whom to tell.
//!
//! Everything here is a value. The caller sends, tells what came back and what time it is, brings the random numbers,
//! and is told what to do next: so a test can live through a week of attempts in a moment, and the same inputs always
//! give the same plan.
//!
//! | type | what it is |
//! |---|---|
//! | [`Schedule`] | how many attempts, the [`Waits`] between them, and the [`Statuses`] that are worth another |
//! | [`Attempts`] | where one delivery stands; each [`Answer`] turns it into what is [`Next`] |
//! | [`GaveUp`], [`Notice`] | the end of a delivery that failed, and the mail about it |
//!
//! A vendor's own schedule stands in the vendor's module, where it is known.
//!
//! # Sending with retries
//!
//! ```
//! use std::time::Duration;
//! use chathooks::value::Timestamp;
//! use chathooks::delivery::{Answer, Attempts, Next, Schedule, Waits};
//!
//! # let mut answers = [Answer::nothing(), Answer::new(503), Answer::new(200)].into_iter();
//! # let mut send = || answers.next().unwrap_or(Answer::nothing());
//! # let random = || 0;
//! let waits = Waits::exponential(Duration::from_secs(5), Duration::from_secs(3600));
//! let mut attempts = Attempts::new(Schedule::new(8, waits));
//! let mut clock = Timestamp::from("2026-03-01T09:00:00Z").to_utc()?;
//! let gave_up = loop {
//!     match attempts.answered(send(), clock, random()) {
//!         Next::Received => break None,
//!         Next::GiveUp(gave_up) => break Some(gave_up),
//!         Next::TryAgain(again) => (attempts, clock) = (again.attempts, again.at), // a real sender sleeps
//!     }
//! };
//! assert_eq!((gave_up, clock.to_string().as_str()), (None, "2026-03-01 09:00:15 UTC"));
//! # Ok::<(), chathooks::value::TimestampError>(())
//! ```
//!
//! An attempt that ran into a timeout may have been received all the same, and is made again: a receiver sees some
//! deliveries twice, and tells them by their idempotency id.

mod answer;
mod attempts;
mod gave_up;
mod retry_after;
mod schedule;
mod statuses;
mod waits;

pub use self::answer::Answer;
pub(crate) use self::attempts::later;
pub use self::attempts::{Again, Attempts, Next};
pub use self::gave_up::{GaveUp, Notice, Reason};
pub use self::retry_after::{RETRY_AFTER_HEADER, RetryAfter};
pub use self::schedule::Schedule;
pub use self::statuses::Statuses;
pub use self::waits::{Jitter, Waits};
