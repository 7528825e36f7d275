//! The trait of all stores.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};

use super::{Claim, Completion, IdempotencyKey, MemoryStore, Outcome, StoreFull};

/// A store of the events that are claimed and of those that are processed.
///
/// Each call must be atomic for all threads and processes that share the store. Its effect depends on the entry for the
/// key:
///
/// | entry | `claim` | `complete` | `release` |
/// |---|---|---|---|
/// | none, or expired | `Claimed`, with a new token | `Recorded`: processed from now on | `Recorded` |
/// | claimed with the same token | `InProgress` | `Recorded`: processed from now on | `Recorded`: the entry is removed |
/// | claimed with another token | `InProgress` | `LeaseLost` | `LeaseLost` |
/// | processed with the same token | `Processed` | `Recorded`: processed from now on | `LeaseLost` |
/// | processed with another token | `Processed` | `LeaseLost` | `LeaseLost` |
///
/// According to this table, `complete` and `release` can be repeated if their result was lost. A worker whose lease has
/// expired can still complete an event, unless another worker has claimed it.
///
/// # Blocking and asynchronous stores
///
/// [`Output`](Self::Output) is the return type of the calls: a `Result` for a blocking store, and a future of a
/// `Result` for a store that uses an asynchronous client. The trait does not need a runtime, and each store has its own
/// error type. Generic code specifies the return type that it accepts, as in
/// `S: Store<Output<Outcome> = Result<Outcome, E>>`.
///
/// # Examples
///
/// The outline of a store that uses an asynchronous client:
///
/// ```
/// use std::pin::Pin;
/// use chathooks::dedupe::{Claim, Completion, IdempotencyKey, Outcome, Store};
/// use chrono::{DateTime, Utc};
///
/// struct SharedStore; // has a client
///
/// impl Store for SharedStore {
///     type Output<T: Send + 'static> = Pin<Box<dyn Future<Output = Result<T, std::io::Error>> + Send>>;
///
///     fn claim(&self, key: IdempotencyKey, now: DateTime<Utc>) -> Self::Output<Outcome> {
/// #       let _ = (key, now);
///         Box::pin(async move { Ok(Outcome::InProgress) }) // SET key token NX PX lease
///     }
///     fn complete(&self, claim: &Claim, _: DateTime<Utc>) -> Self::Output<Completion> {
///         let (key, token) = (claim.key, claim.token);
/// #       let _ = (key, token);
///         Box::pin(async move { Ok(Completion::LeaseLost) }) // a script that compares the token
///     }
///     fn release(&self, claim: &Claim, _: DateTime<Utc>) -> Self::Output<Completion> {
///         let (key, token) = (claim.key, claim.token);
/// #       let _ = (key, token);
///         Box::pin(async move { Ok(Completion::LeaseLost) }) // a script that compares the token
///     }
/// }
/// ```
pub trait Store {
    /// The return type of the calls: a `Result`, or a future of one.
    type Output<T: Send + 'static>;

    /// Claims an event at the time `now`, unless it is claimed or processed.
    ///
    /// A store with its own clock uses `now` for [`Claim::expires_at`] only.
    fn claim(&self, key: IdempotencyKey, now: DateTime<Utc>) -> Self::Output<Outcome>;

    /// Records that the event of a claim was handled. The event is processed until the entry expires.
    fn complete(&self, claim: &Claim, now: DateTime<Utc>) -> Self::Output<Completion>;

    /// Releases a claim because the work failed. The event can be claimed again immediately.
    fn release(&self, claim: &Claim, now: DateTime<Utc>) -> Self::Output<Completion>;
}

/// A store for the threads of one process. A call waits only for the calls of other threads, which are short, so the
/// store can be used in asynchronous code.
impl Store for Mutex<MemoryStore> {
    type Output<T: Send + 'static> = Result<T, StoreFull>;

    fn claim(&self, key: IdempotencyKey, now: DateTime<Utc>) -> Result<Outcome, StoreFull> {
        // No call panics while it holds the lock, so a poisoned lock has a consistent store.
        self.lock().unwrap_or_else(PoisonError::into_inner).claim(key, now)
    }

    fn complete(&self, claim: &Claim, now: DateTime<Utc>) -> Result<Completion, StoreFull> {
        self.lock().unwrap_or_else(PoisonError::into_inner).complete(claim, now)
    }

    fn release(&self, claim: &Claim, now: DateTime<Utc>) -> Result<Completion, StoreFull> {
        Ok(self.lock().unwrap_or_else(PoisonError::into_inner).release(claim, now))
    }
}
