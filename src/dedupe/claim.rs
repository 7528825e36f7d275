//! The values that a store returns.

use chrono::{DateTime, Utc};

use super::IdempotencyKey;

/// The exclusive right to handle an event until the lease expires.
///
/// A [`Store`](super::Store) creates it. Dropping it has no effect on the store.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claim {
    /// The key of the claimed event.
    pub key: IdempotencyKey,
    /// A number that is unique among the claims of the store. It is not a secret. The tokens of all
    /// [`MemoryStore`](super::MemoryStore)s in a process are distinct.
    pub token: u128,
    /// The time when the lease expires, by the caller's clock. From that time on, another worker can claim the event.
    pub expires_at: DateTime<Utc>,
}

impl Claim {
    /// Creates a claim, for implementations of [`Store`](super::Store).
    ///
    /// The `token` must be unique among all claims of the store, including those of other processes.
    #[must_use]
    pub fn new(key: IdempotencyKey, token: u128, expires_at: DateTime<Utc>) -> Self {
        Self { key, token, expires_at }
    }
}

/// The result of claiming an event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
#[expect(clippy::exhaustive_enums, reason = "a caller that ignores a variant handles an event twice")]
pub enum Outcome {
    /// The caller handles the event: do the work, then complete or release the claim.
    Claimed(Claim),
    /// Another worker is handling the event: answer 503, so that the vendor retries.
    InProgress,
    /// The event was handled: answer 200.
    Processed,
}

/// The result of completing or releasing a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[expect(clippy::exhaustive_enums, reason = "a caller that ignores a variant misses a lost lease")]
pub enum Completion {
    /// The claim was completed or released.
    Recorded,
    /// Nothing was changed, for one of these reasons:
    ///
    /// - The lease had expired, and another worker claimed or completed the event.
    /// - The claim to release was already completed.
    /// - The claim is of another [`MemoryStore`](super::MemoryStore).
    LeaseLost,
}
