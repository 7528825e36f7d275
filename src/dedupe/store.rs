//! What every store does.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};

use super::{Claim, Completion, IdempotencyKey, MemoryStore, Outcome, StoreFull};

/// Where it is written who has which event, and which are done.
///
/// Each call is one step, for all threads and processes that share the store: between what it looks at and what it
/// writes, nothing else may come. What it does depends on what the store has for the id:
///
/// | the store has | `claim` | `complete` | `release` |
/// |---|---|---|---|
/// | nothing, or what ran out | `Claimed`, under a new token | `Recorded`, done from now on | `Recorded` |
/// | a claim of the same token | `InProgress` | `Recorded`, done from now on | `Recorded`, nothing is left |
/// | a claim of another token | `InProgress` | `LeaseLost` | `LeaseLost` |
/// | done, with the same token | `Processed` | `Recorded`, done from now on | `LeaseLost` |
/// | done, with another token | `Processed` | `LeaseLost` | `LeaseLost` |
///
/// So a call whose answer was lost on the way can be made again, and a worker whose lease ran out completes its work
/// where nobody took it over.
///
/// # Blocking or not
///
/// [`Output`](Self::Output) is what a call returns. A store that answers at once, or blocks, has a `Result` there; one
/// over an asynchronous client has a future of a `Result`. Thus one trait serves both, no runtime is pulled in, and each
/// has its own error. Code that is generic over stores names which sort it takes, as in
/// `S: Store<Output<Outcome> = Result<Outcome, E>>`.
///
/// # Examples
///
/// A store over an asynchronous client, in outline:
///
/// ```
/// use std::pin::Pin;
/// use chathooks::dedupe::{Claim, Completion, IdempotencyKey, Outcome, Store};
/// use chrono::{DateTime, Utc};
///
/// struct Fleet; // with a client in it
///
/// impl Store for Fleet {
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
    /// What a call returns: a `Result`, or a future of one.
    type Output<T: Send + 'static>;

    /// Claims an event for the caller at the time `now`, unless another has it or it is done.
    ///
    /// A store with a clock of its own goes by that, and takes `now` for [`Claim::expires_at`] alone.
    fn claim(&self, key: IdempotencyKey, now: DateTime<Utc>) -> Self::Output<Outcome>;

    /// Writes down that the event of a claim was handled. It is done until the store forgets it.
    fn complete(&self, claim: &Claim, now: DateTime<Utc>) -> Self::Output<Completion>;

    /// Gives a claim up, because the work failed: the event may come again at once.
    fn release(&self, claim: &Claim, now: DateTime<Utc>) -> Self::Output<Completion>;
}

/// For the threads of one process. No call waits for anything but the other threads' calls, so it may be made where
/// blocking is not allowed.
impl Store for Mutex<MemoryStore> {
    type Output<T: Send + 'static> = Result<T, StoreFull>;

    fn claim(&self, key: IdempotencyKey, now: DateTime<Utc>) -> Result<Outcome, StoreFull> {
        // Nothing panics in between, so what a poisoned lock holds is whole.
        self.lock().unwrap_or_else(PoisonError::into_inner).claim(key, now)
    }

    fn complete(&self, claim: &Claim, now: DateTime<Utc>) -> Result<Completion, StoreFull> {
        self.lock().unwrap_or_else(PoisonError::into_inner).complete(claim, now)
    }

    fn release(&self, claim: &Claim, now: DateTime<Utc>) -> Result<Completion, StoreFull> {
        Ok(self.lock().unwrap_or_else(PoisonError::into_inner).release(claim, now))
    }
}
