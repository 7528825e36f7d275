//! A store for one process.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Claim, Completion, IdempotencyKey, Outcome};
use crate::delivery::later;

/// A store in the memory of one process. It does not read a clock and does not block.
///
/// A [`Mutex`](std::sync::Mutex) that contains it implements [`Store`](super::Store) and can be shared by several
/// threads.
///
/// It contains at most `capacity` keys and uses at most 256 bytes for each. The time of a call is logarithmic in the
/// number of keys. A full store makes room for a new claim as follows:
///
/// - Expired entries are removed first.
/// - If none has expired, the completed event that would expire next is removed. If it is delivered again, it is
///   handled again. [`evictions`](Self::evictions) counts these events; a growing number means that the capacity is too
///   small.
/// - A claim whose lease has not expired is never removed. If there is nothing else to remove, the call returns
///   [`StoreFull`].
///
/// Whether an entry has expired depends on the times that are passed to the calls. If the clock is set back, entries
/// expire later.
///
/// A claim is valid for the store that created it. Another `MemoryStore` returns [`Completion::LeaseLost`].
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "dixa")] {
/// use std::time::Duration;
/// use chathooks::dedupe::{Completion, IdempotencyKey, MemoryStore, Outcome};
///
/// let mut seen = MemoryStore::new(10_000).with_lease(Duration::from_secs(30))?;
/// let key = IdempotencyKey::new("dixa", "c0ffee00");
/// let now = chrono::DateTime::UNIX_EPOCH;
///
/// let Outcome::Claimed(slow) = seen.claim(key, now)? else { return Err("not claimed".into()) };
/// assert_eq!(seen.claim(key, now)?, Outcome::InProgress);
///
/// // The lease expires, and another worker claims the event. The slow worker cannot release it.
/// let Outcome::Claimed(quick) = seen.claim(key, slow.expires_at)? else { return Err("not claimed".into()) };
/// assert_eq!(seen.release(&slow, slow.expires_at), Completion::LeaseLost);
/// assert_eq!(seen.complete(&quick, slow.expires_at)?, Completion::Recorded);
/// assert_eq!(seen.claim(key, slow.expires_at)?, Outcome::Processed);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct MemoryStore {
    /// The upper half of each token, unique among the stores of the process.
    own: u64,
    capacity: usize,
    lease: Duration,
    retention: Duration,
    entries: BTreeMap<IdempotencyKey, Entry>,
    /// The claims and the completed events, ordered by expiry.
    claims: BTreeSet<(DateTime<Utc>, IdempotencyKey)>,
    done: BTreeSet<(DateTime<Utc>, IdempotencyKey)>,
    tokens: u64,
    evictions: u64,
}

#[derive(Clone, Copy)]
struct Entry {
    token: u128,
    expires_at: DateTime<Utc>,
    is_done: bool,
}

/// The error of a [`MemoryStore`] that is full of claims that have not expired: answer 503.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no room for another claim")]
#[expect(clippy::exhaustive_structs, reason = "a caller matches on it")]
pub struct StoreFull;

/// An error from setting a duration of a [`MemoryStore`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DurationError {
    /// The duration is zero. A claim or a completed event would expire immediately.
    #[error("the duration is zero")]
    Zero,
}

fn positive(duration: Duration) -> Result<Duration, DurationError> {
    if duration.is_zero() { Err(DurationError::Zero) } else { Ok(duration) }
}

impl MemoryStore {
    /// Creates an empty store for at most `capacity` keys.
    ///
    /// The lease defaults to a minute and the retention to three days. This crate chose both values, because no vendor
    /// documents for how long it retries.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        static STORES: AtomicU64 = AtomicU64::new(0);
        Self {
            own: STORES.fetch_add(1, Ordering::Relaxed),
            capacity,
            lease: Duration::from_secs(60),
            retention: Duration::from_secs(3 * 24 * 60 * 60),
            entries: BTreeMap::new(),
            claims: BTreeSet::new(),
            done: BTreeSet::new(),
            tokens: 0,
            evictions: 0,
        }
    }

    /// Sets how long a claim lasts unless it is completed or released; defaults to a minute. Choose a time that is
    /// longer than the slowest work.
    ///
    /// # Errors
    ///
    /// - [`DurationError::Zero`] if the duration is zero, because two workers could claim an event at the same time
    pub fn with_lease(self, lease: Duration) -> Result<Self, DurationError> {
        Ok(Self { lease: positive(lease)?, ..self })
    }

    /// Sets how long a completed event is remembered; defaults to three days. Choose the longest time after which the
    /// vendor may deliver the event again.
    ///
    /// # Errors
    ///
    /// - [`DurationError::Zero`] if the duration is zero, because each duplicate would be handled
    pub fn with_retention(self, retention: Duration) -> Result<Self, DurationError> {
        Ok(Self { retention: positive(retention)?, ..self })
    }

    /// Claims an event; see [`Store::claim`](super::Store::claim).
    ///
    /// # Errors
    ///
    /// - [`StoreFull`] if the event is unclaimed and there is no room for a new claim
    pub fn claim(&mut self, key: IdempotencyKey, now: impl Into<DateTime<Utc>>) -> Result<Outcome, StoreFull> {
        let now = now.into();
        match self.running(key, now) {
            Some(Entry { is_done: true, .. }) => Ok(Outcome::Processed),
            Some(_) => Ok(Outcome::InProgress),
            None => {
                self.make_room(key, now)?;
                // At a billion claims per second, it wraps after 500 years.
                self.tokens = self.tokens.wrapping_add(1);
                let token = u128::from(self.own) << 64 | u128::from(self.tokens);
                let entry = Entry { token, expires_at: later(now, self.lease), is_done: false };
                self.insert(key, entry);
                Ok(Outcome::Claimed(Claim::new(key, token, entry.expires_at)))
            }
        }
    }

    /// Records that the event of a claim was handled; see [`Store::complete`](super::Store::complete).
    ///
    /// # Errors
    ///
    /// - [`StoreFull`] if the lease had expired, the claim was removed to make room for another one, and there is no room
    ///   to record the completion
    pub fn complete(&mut self, claim: &Claim, now: impl Into<DateTime<Utc>>) -> Result<Completion, StoreFull> {
        let now = now.into();
        let (key, token) = (claim.key, claim.token);
        match self.running(key, now) {
            _ if !self.is_own(claim) => return Ok(Completion::LeaseLost),
            Some(entry) if entry.token != token => return Ok(Completion::LeaseLost),
            Some(_) => {}
            None => self.make_room(key, now)?,
        }
        self.insert(key, Entry { token, expires_at: later(now, self.retention), is_done: true });
        Ok(Completion::Recorded)
    }

    /// Releases a claim; see [`Store::release`](super::Store::release).
    pub fn release(&mut self, claim: &Claim, now: impl Into<DateTime<Utc>>) -> Completion {
        let now = now.into();
        match self.running(claim.key, now) {
            _ if !self.is_own(claim) => Completion::LeaseLost,
            Some(entry) if entry.is_done || entry.token != claim.token => Completion::LeaseLost,
            _ => {
                // An expired claim is removed too, because it would be valid again if the clock is set back.
                if self.entries.get(&claim.key).is_some_and(|entry| !entry.is_done && entry.token == claim.token) {
                    self.remove(claim.key);
                }
                Completion::Recorded
            }
        }
    }

    /// Returns the number of keys in the store, including expired ones that were not removed yet.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether the store is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the number of completed events that were removed before they expired, to make room.
    #[must_use]
    pub fn evictions(&self) -> u64 {
        self.evictions
    }

    /// Returns whether this store created the claim.
    fn is_own(&self, claim: &Claim) -> bool {
        claim.token >> 64 == u128::from(self.own)
    }

    /// Returns the entry of a key, unless it has expired.
    fn running(&self, key: IdempotencyKey, now: DateTime<Utc>) -> Option<Entry> {
        self.entries.get(&key).copied().filter(|entry| now < entry.expires_at)
    }

    /// Makes room for a key that has no entry, or an expired one.
    fn make_room(&mut self, key: IdempotencyKey, now: DateTime<Utc>) -> Result<(), StoreFull> {
        self.remove(key);
        // Removing two for each new entry clears expired entries over time, and no single call takes long.
        for _ in 0..2 {
            let oldest = [self.claims.first(), self.done.first()].into_iter().flatten().min();
            if let Some((_, key)) = oldest.copied().filter(|(expires_at, _)| *expires_at <= now) {
                self.remove(key);
            }
        }
        if self.entries.len() < self.capacity {
            return Ok(());
        }
        // At this point no entry has expired, so this is an early removal.
        let (_, key) = self.done.first().copied().ok_or(StoreFull)?;
        self.evictions = self.evictions.saturating_add(1);
        self.remove(key);
        Ok(())
    }

    fn insert(&mut self, key: IdempotencyKey, entry: Entry) {
        self.remove(key);
        self.entries.insert(key, entry);
        self.order(entry).insert((entry.expires_at, key));
    }

    fn remove(&mut self, key: IdempotencyKey) {
        if let Some(entry) = self.entries.remove(&key) {
            self.order(entry).remove(&(entry.expires_at, key));
        }
    }

    fn order(&mut self, entry: Entry) -> &mut BTreeSet<(DateTime<Utc>, IdempotencyKey)> {
        if entry.is_done { &mut self.done } else { &mut self.claims }
    }
}

/// Shows the settings and the number of keys, but no keys.
impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore")
            .field("capacity", &self.capacity)
            .field("lease", &self.lease)
            .field("retention", &self.retention)
            .field("len", &self.len())
            .field("evictions", &self.evictions)
            .finish_non_exhaustive()
    }
}
