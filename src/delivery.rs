//! Retry policies for senders: whether and when to send a delivery again.
//!
//! The caller sends the request, and passes its result, the time and a random number to [`Attempts`], which returns the
//! next step. This module does not sleep, read a clock or generate random numbers. Equal inputs give equal steps, and a
//! test can go through a week of retries without waiting.
//!
//! | type | content |
//! |---|---|
//! | [`RetryPolicy`] | the number of attempts, the [`Backoff`] between them, and the [`StatusSet`]s of success and of retries |
//! | [`Attempts`] | the state of one delivery; each [`AttemptResult`] leads to the next [`Step`] |
//! | [`DeliveryFailed`], [`Notification`] | the final failure of a delivery, and an e-mail about it |
//!
//! The retry policies that vendors document are in the vendors' modules.
//!
//! # Examples
//!
//! ```
//! use std::time::Duration;
//! use chathooks::value::Timestamp;
//! use chathooks::delivery::{AttemptResult, Attempts, Backoff, RetryPolicy, Step};
//!
//! # let mut results = [AttemptResult::no_response(), AttemptResult::new(503), AttemptResult::new(200)].into_iter();
//! # let mut send = || results.next().unwrap_or(AttemptResult::no_response());
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
//! # Duplicates
//!
//! A delivery that timed out is sent again, although the receiver may have received it. A receiver detects such
//! duplicates by their idempotency id.

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
