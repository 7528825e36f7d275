//! How often the vendor tries.

use std::time::Duration;

use crate::delivery::{Schedule, Statuses, Waits};

/// Returns the vendor's schedule: one attempt and five more, until the answer is 200 and no other status.
///
/// Those are the vendor's words, on the page "Webhook Format". It does not say how long it waits in between, so that is
/// the caller's. A `Retry-After` is not looked at, as nothing says that the vendor does; and that no answer at all is
/// like another status is inferred.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use chathooks::acquire::v1;
/// use chathooks::delivery::{Answer, Waits};
///
/// let schedule = v1::schedule(Waits::exponential(Duration::from_secs(10), Duration::from_secs(600)));
/// assert_eq!(schedule.attempts(), 6);
/// assert!(schedule.is_received(Answer::new(200)));
/// assert!(schedule.is_worth_another(Answer::new(204)));
/// ```
#[must_use]
pub fn schedule(waits: Waits) -> Schedule {
    Schedule::new(6, waits)
        .with_received(Statuses::NONE.and(200))
        .with_retried(Statuses::ALL)
        .with_retry_after_up_to(Duration::ZERO)
}
