//! What a store gives.

use chrono::{DateTime, Utc};

use super::IdempotencyKey;

/// The right to handle an event, until the lease runs out.
///
/// A [`Store`](super::Store) makes it. Dropping it does nothing: the lease runs out by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claim {
    /// What is claimed.
    pub key: IdempotencyKey,
    /// What tells this claim from every other of the store. It is no secret. A [`MemoryStore`](super::MemoryStore)
    /// tells by it the claims of other stores of the process too.
    pub token: u128,
    /// When the lease runs out, by the clock of whoever claimed: from then on another worker can have the event.
    pub expires_at: DateTime<Utc>,
}

impl Claim {
    /// Makes a claim; for a store. No other claim of the store, of whatever process, has the same `token`.
    #[must_use]
    pub fn new(key: IdempotencyKey, token: u128, expires_at: DateTime<Utc>) -> Self {
        Self { key, token, expires_at }
    }
}

/// What became of an attempt to claim an event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
#[expect(clippy::exhaustive_enums, reason = "a caller that passes one over handles twice; there are no others")]
pub enum Outcome {
    /// The event is the caller's: do the work, and then complete or release the claim.
    Claimed(Claim),
    /// Another worker has the event at the moment: answer 503, so that the vendor tries again.
    InProgress,
    /// The event was handled: answer 200.
    Processed,
}

/// What became of an attempt to complete or release a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[expect(
    clippy::exhaustive_enums,
    reason = "a caller that passes one over does not hear of a loss; there are no others"
)]
pub enum Completion {
    /// It is completed or released, as was asked for.
    Recorded,
    /// The lease had run out, and the event is another worker's, or was completed: nothing was changed. A completed
    /// event cannot be released either, and a [`MemoryStore`](super::MemoryStore) ends no claim of another store.
    LeaseLost,
}
