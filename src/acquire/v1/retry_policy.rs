//! The vendor's retry policy.

use std::time::Duration;

use crate::delivery::{Backoff, RetryPolicy, StatusSet};

/// Returns the vendor's retry policy: up to six attempts, until the response is 200 and no other status.
///
/// Both facts come from the vendor's page "Webhook Format". The intervals are not documented, so the caller chooses
/// them. `Retry-After` is ignored, because the vendor does not document it. That a missing response counts as a
/// failure is inferred.
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
