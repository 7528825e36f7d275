//! What a sender does after each answer: try again, and when; give up, and whom to tell.
//!
//! Everything here is a value. The caller sends, tells what came back and what time it is, brings the random numbers,
//! and is told what to do next: so a test can live through a week of attempts in a moment, and the same inputs always
//! give the same plan.
//!
//! | type | what it is |
//! |---|---|
//! | [`RetryPolicy`] | how many attempts, the [`Backoff`] between them, and the [`StatusSet`] that is worth another |
//! | [`Attempts`] | where one delivery stands; each [`AttemptResult`] turns it into the next [`Step`] |
//! | [`DeliveryFailed`], [`Notification`] | the end of a delivery that failed, and the mail about it |
//!
//! A vendor's own policy stands in the vendor's module, where it is known.
//!
//! # Sending with retries
//!
//! ```
//! use std::time::Duration;
//! use chathooks::value::Timestamp;
//! use chathooks::delivery::{AttemptResult, Attempts, Backoff, RetryPolicy, Step};
//!
//! # let mut answers = [AttemptResult::no_response(), AttemptResult::new(503), AttemptResult::new(200)].into_iter();
//! # let mut send = || answers.next().unwrap_or(AttemptResult::no_response());
//! # let random = || 0;
//! let backoff = Backoff::exponential(Duration::from_secs(5), Duration::from_secs(3600));
//! let mut attempts = Attempts::new(RetryPolicy::new(8, backoff));
//! let mut clock = Timestamp::from("2026-03-01T09:00:00Z").to_utc()?;
//! let failure = loop {
//!     match attempts.record(send(), clock, random()) {
//!         Step::Delivered => break None,
//!         Step::Fail(failure) => break Some(failure),
//!         Step::Retry(retry) => (attempts, clock) = (retry.attempts, retry.at), // a real sender sleeps
//!     }
//! };
//! assert_eq!((failure, clock.to_string().as_str()), (None, "2026-03-01 09:00:15 UTC"));
//! # Ok::<(), chathooks::value::TimestampError>(())
//! ```
//!
//! An attempt that ran into a timeout may have been received all the same, and is made again: a receiver sees some
//! deliveries twice, and tells them by their idempotency id.

mod attempt_result;
mod attempts;
mod backoff;
mod delivery_failed;
mod retry_after;
mod retry_policy;
mod status_set;

pub use self::attempt_result::AttemptResult;
pub(crate) use self::attempts::later;
pub use self::attempts::{Attempts, Retry, Step};
pub use self::backoff::{Backoff, Jitter};
pub use self::delivery_failed::{DeliveryFailed, Notification, Reason};
pub use self::retry_after::{RETRY_AFTER_HEADER, RetryAfter};
pub use self::retry_policy::RetryPolicy;
pub use self::status_set::StatusSet;
