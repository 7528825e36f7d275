//! How often the vendor tries.

use std::time::Duration;

use crate::delivery::{Backoff, RetryPolicy, StatusSet};

/// Returns the vendor's retry policy: one attempt and five more, until the answer is 200 and no other status.
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
/// use chathooks::delivery::{AttemptResult, Backoff};
///
/// let policy = v1::retry_policy(Backoff::exponential(Duration::from_secs(10), Duration::from_secs(600)));
/// assert_eq!(policy.attempts(), 6);
/// assert!(policy.is_success(AttemptResult::new(200)));
/// assert!(policy.is_retryable(AttemptResult::new(204)));
/// ```
#[must_use]
pub fn retry_policy(backoff: Backoff) -> RetryPolicy {
    RetryPolicy::new(6, backoff)
        .with_success(StatusSet::NONE.and(200))
        .with_retryable(StatusSet::ALL)
        .with_max_retry_after(Duration::ZERO)
}
