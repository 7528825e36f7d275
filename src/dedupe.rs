//! Handling an event once, however often it is delivered.
//!
//! Vendors deliver an event again: Acquire 1.0.0 after any answer but 200, Dixa occasionally, as it says, and two or three
//! at the same moment were seen. Anyone who recorded a request of Acquire's can send it again too. A receiver that looks
//! the id up and then does the work is too late for a burst. So it *claims* the id first, in one step for all workers, and
//! then *completes* it, or *releases* it where the work failed and the event may come again.
//!
//! | [`Outcome`] of a claim | what it says | answer |
//! |---|---|---|
//! | [`Claimed`](Outcome::Claimed) | this worker has the event | after the work: 200 when it was done, 500 when it failed |
//! | [`InProgress`](Outcome::InProgress) | another worker has it, and may fail still | 503, so that the vendor tries again |
//! | [`Processed`](Outcome::Processed) | the work was done | 200 |
//!
//! Acquire 1.0.0 tries again after every answer but 200. On what the other vendors try again, and whether they do at
//! all, they do not say; 503 is the status that says "later".
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
//! /// Handles an event that was proven and decoded; returns the status of the answer.
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
//!     // Anything but `Recorded` is one for the log: the work took longer than the lease.
//!     println!("{completion:?}");
//!     status
//! }
//!
//! # fn now() -> DateTime<Utc> { DateTime::UNIX_EPOCH }
//! let seen = Mutex::new(MemoryStore::new(10_000)); // in an `Arc` or a `static`, for all threads of the process
//! # let event = Event::new("c0ffee00", ConversationClosed::new(Conversation::new(90417)));
//! assert_eq!(handle(&seen, &event, now), 200);
//! assert_eq!(handle(&seen, &event, now), 200); // and the work was done once
//! # }
//! ```
//!
//! # The lease
//!
//! A claim is a lease: when the worker dies, another gets the event after that time, if the vendor still sends it. Take
//! a lease longer than the slowest work. A worker that comes back after its lease cannot complete or release what is
//! another's by then: each claim has a token of its own, and [`Completion::LeaseLost`] says so. Its work may then have
//! been done twice. Only a store that is the same database as the work can rule that out, by a transaction that is
//! rolled back.
//!
//! # An event without an id
//!
//! Of some events nothing tells a repetition from another occurrence, such as two messages "yes" in one chat: the vendor's
//! `idempotency_id` says which, and returns `None`. Do the work each time, and write it so that twice does no harm: set a
//! state and do not count it, overwrite a row and do not add one.
//!
//! # Only what is proven
//!
//! Claim after the proof and the decoding, never by a header: who can choose ids can have a real event taken for a
//! repetition. Where a vendor signs nothing, everybody who knows the address can choose them.
//!
//! # One process or several
//!
//! [`MemoryStore`] serves one process, in a [`Mutex`](std::sync::Mutex), and forgets all when that ends. Several
//! processes share a [`Store`] over what they have in common. The repository has one over Redis, in `integrations/`.

mod claim;
mod idempotency_key;
mod memory_store;
mod store;

pub use self::claim::{Claim, Completion, Outcome};
pub use self::idempotency_key::IdempotencyKey;
pub use self::memory_store::{DurationError, MemoryStore, StoreFull};
pub use self::store::Store;
