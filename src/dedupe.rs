//! Deduplication: handling an event once, even if it is delivered several times.
//!
//! Vendors may deliver an event more than once. Acquire 1.0.0 retries after every status except 200, Dixa documents
//! occasional duplicates, and two or three deliveries at the same moment have been observed. Anyone who recorded a
//! request from Acquire can send it again.
//!
//! If a receiver looks up an id, does the work and then stores the id, two deliveries that arrive at the same time are
//! both handled. So a receiver first *claims* the event, in one atomic step. After the work it *completes* the claim,
//! or *releases* it if the work failed.
//!
//! | [`Outcome`] of a claim | meaning | response |
//! |---|---|---|
//! | [`Claimed`](Outcome::Claimed) | this worker handles the event | after the work: 200 if it succeeded, 500 if it failed |
//! | [`InProgress`](Outcome::InProgress) | another worker handles the event, and may still fail | 503, so that the vendor retries |
//! | [`Processed`](Outcome::Processed) | the event was handled | 200 |
//!
//! Apart from Acquire 1.0.0, no vendor documents whether it retries, and after which statuses. 503 is the HTTP status
//! for a temporary failure.
//!
//! # Examples
//!
//! ```
//! # #[cfg(feature = "dixa")] {
//! use std::sync::Mutex;
//! use chathooks::dedupe::{IdempotencyKey, MemoryStore, Outcome, Store as _, StoreFull};
//! use chathooks::dixa::{Dixa, Event};
//! # use chathooks::dixa::{Conversation, ConversationClosed};
//! use chrono::{DateTime, Utc};
//! # fn work(_: &Event<'_>) -> Result<(), ()> { Ok(()) }
//!
//! /// Handles an event that was verified and decoded, and returns the status of the response.
//! fn handle(seen: &Mutex<MemoryStore>, event: &Event<'_>, now: fn() -> DateTime<Utc>) -> u16 {
//!     let Some(key) = IdempotencyKey::of::<Dixa>(event) else {
//!         return if work(event).is_ok() { 200 } else { 500 };
//!     };
//!     let claim = match seen.claim(key, now()) {
//!         Ok(Outcome::Claimed(claim)) => claim,
//!         Ok(Outcome::Processed) => return 200,
//!         Ok(Outcome::InProgress) | Err(StoreFull) => return 503,
//!     };
//!     let (completion, status) = match work(event) {
//!         Ok(()) => (seen.complete(&claim, now()), 200),
//!         Err(()) => (seen.release(&claim, now()), 500),
//!     };
//!     // Log anything but `Recorded`: the work took longer than the lease.
//!     println!("{completion:?}");
//!     status
//! }
//!
//! # fn now() -> DateTime<Utc> { DateTime::UNIX_EPOCH }
//! let seen = Mutex::new(MemoryStore::new(10_000)); // shared by all threads, in an `Arc` or a `static`
//! # let event = Event::new("c0ffee00", ConversationClosed::new(Conversation::new(90417)));
//! assert_eq!(handle(&seen, &event, now), 200);
//! assert_eq!(handle(&seen, &event, now), 200); // a duplicate: the work is not done again
//! # }
//! ```
//!
//! # The lease
//!
//! A claim expires after its lease. If a worker dies, another worker can claim the event after that time, provided that
//! the vendor delivers it again. Choose a lease that is longer than the slowest work. A worker whose lease has expired
//! cannot complete or release the claim of another worker: each claim has its own token, and the result is
//! [`Completion::LeaseLost`]. In that case the work may have been done twice. Only a store in the same database as the
//! work can prevent this, with a transaction that is rolled back.
//!
//! # Events without an id
//!
//! Some events contain nothing that distinguishes a duplicate from a second event with the same content, such as two
//! messages "yes" in one chat. Their `idempotency_id` is `None`; the docs of that method in each vendor's `Event` list
//! them. Handle each delivery of such an event, in a way that is safe to repeat: set a state instead of incrementing a
//! counter, and overwrite a row instead of inserting one.
//!
//! # Verified data only
//!
//! Claim an event only after it was verified and decoded, and never use a header as its id. An attacker who can choose
//! ids can make a receiver treat a real event as a duplicate. For a vendor that signs nothing, anyone who knows the URL
//! can choose ids.
//!
//! # One process or several
//!
//! A [`MemoryStore`] in a [`Mutex`](std::sync::Mutex) is for one process, and its content is lost when the process
//! ends. Several processes need a [`Store`] that uses a shared database. The repository has an example for Redis in
//! `integrations/`.

mod claim;
mod idempotency_key;
mod memory_store;
mod store;

pub use self::claim::{Claim, Completion, Outcome};
pub use self::idempotency_key::IdempotencyKey;
pub use self::memory_store::{DurationError, MemoryStore, StoreFull};
pub use self::store::Store;
