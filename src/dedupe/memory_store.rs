//! The store of one process.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Claim, Completion, IdempotencyKey, Outcome};
use crate::delivery::later;

/// A store in the memory of one process: a value that neither reads a clock nor waits for anything.
///
/// In a [`Mutex`](std::sync::Mutex) it is a [`Store`](super::Store) that threads can share.
///
/// It holds a bounded number of ids, in at most 256 bytes for each, and each call takes a time that grows with
/// the logarithm of that number. When it is full:
///
/// - What ran out makes room first.
/// - Then the completed one that would be forgotten first is forgotten before its time, and if it is delivered again,
///   it is handled again. [`evictions`](Self::evictions) counts them: when that grows, the bound is too small.
/// - A claim whose lease runs never makes room. When there is nothing else, [`StoreFull`] says so, and nothing is
///   claimed.
///
/// Leases and what is kept run out by the times that the calls give. A clock that was set back lets them last longer.
///
/// A claim of one `MemoryStore` is none of another's, which answers [`Completion::LeaseLost`].
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
/// let Outcome::Claimed(slow) = seen.claim(key, now)? else { return Err("not free".into()) };
/// assert_eq!(seen.claim(key, now)?, Outcome::InProgress);
///
/// // The lease runs out, another worker takes over, and the slow one can do nothing about it.
/// let Outcome::Claimed(quick) = seen.claim(key, slow.expires_at)? else { return Err("not free".into()) };
/// assert_eq!(seen.release(&slow, slow.expires_at), Completion::LeaseLost);
/// assert_eq!(seen.complete(&quick, slow.expires_at)?, Completion::Recorded);
/// assert_eq!(seen.claim(key, slow.expires_at)?, Outcome::Processed);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct MemoryStore {
    /// The upper half of each token, which no other store of the process has.
    own: u64,
    capacity: usize,
    lease: Duration,
    retention: Duration,
    entries: BTreeMap<IdempotencyKey, Entry>,
    /// The claims and the completed ones, each by when they run out.
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

/// A [`MemoryStore`] holds as many running claims as it has room for: answer 503.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no room for another claim")]
#[expect(clippy::exhaustive_structs, reason = "there is nothing to add, and a caller matches on it")]
pub struct StoreFull;

/// Why a [`MemoryStore`] cannot have a lease, or keep what was completed, for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DurationError {
    /// The time is zero: a claim would be another worker's at once, or a repetition a new event.
    #[error("the duration is zero")]
    Zero,
}

fn positive(duration: Duration) -> Result<Duration, DurationError> {
    if duration.is_zero() { Err(DurationError::Zero) } else { Ok(duration) }
}

impl MemoryStore {
    /// Makes an empty store for `capacity` ids. Its leases take a minute, and it keeps what was completed for three days,
    /// unless set: both are this crate's choice, for no vendor says how long it tries again.
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

    /// Sets how long a claim lasts that is neither completed nor released: longer than the slowest work.
    ///
    /// # Errors
    ///
    /// [`DurationError::Zero`] when it is zero: two workers would have one event at the same time.
    pub fn with_lease(self, lease: Duration) -> Result<Self, DurationError> {
        Ok(Self { lease: positive(lease)?, ..self })
    }

    /// Sets how long it is known what was completed: as long as the vendor may deliver it again.
    ///
    /// # Errors
    ///
    /// [`DurationError::Zero`] when it is zero: each repetition would be a new event.
    pub fn with_retention(self, retention: Duration) -> Result<Self, DurationError> {
        Ok(Self { retention: positive(retention)?, ..self })
    }

    /// Claims an event: see [`Store::claim`](super::Store::claim).
    ///
    /// # Errors
    ///
    /// [`StoreFull`] when nobody has the event, and there is no room to write down that the caller has it now.
    pub fn claim(&mut self, key: IdempotencyKey, now: DateTime<Utc>) -> Result<Outcome, StoreFull> {
        match self.running(key, now) {
            Some(Entry { is_done: true, .. }) => Ok(Outcome::Processed),
            Some(_) => Ok(Outcome::InProgress),
            None => {
                self.make_room(key, now)?;
                // At a thousand million claims in a second, these last for 500 years.
                self.tokens = self.tokens.wrapping_add(1);
                let token = u128::from(self.own) << 64 | u128::from(self.tokens);
                let entry = Entry { token, expires_at: later(now, self.lease), is_done: false };
                self.insert(key, entry);
                Ok(Outcome::Claimed(Claim::new(key, token, entry.expires_at)))
            }
        }
    }

    /// Writes down that the event of a claim was handled: see [`Store::complete`](super::Store::complete).
    ///
    /// # Errors
    ///
    /// [`StoreFull`] when the lease had run out, the claim made room for another, and now there is none to write it
    /// down.
    pub fn complete(&mut self, claim: &Claim, now: DateTime<Utc>) -> Result<Completion, StoreFull> {
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

    /// Gives a claim up: see [`Store::release`](super::Store::release).
    pub fn release(&mut self, claim: &Claim, now: DateTime<Utc>) -> Completion {
        match self.running(claim.key, now) {
            _ if !self.is_own(claim) => Completion::LeaseLost,
            Some(entry) if entry.is_done || entry.token != claim.token => Completion::LeaseLost,
            Some(_) => {
                self.remove(claim.key);
                Completion::Recorded
            }
            None => Completion::Recorded,
        }
    }

    /// Returns how many ids it holds, with those that ran out and were not needed to make room.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether it holds no id.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns how many completed ones were forgotten before their time, to make room.
    #[must_use]
    pub fn evictions(&self) -> u64 {
        self.evictions
    }

    /// Whether this store gave the claim.
    fn is_own(&self, claim: &Claim) -> bool {
        claim.token >> 64 == u128::from(self.own)
    }

    /// What is held for an id and did not run out.
    fn running(&self, key: IdempotencyKey, now: DateTime<Utc>) -> Option<Entry> {
        self.entries.get(&key).copied().filter(|entry| now < entry.expires_at)
    }

    /// Makes room for an id, of which nothing is held but what may have run out.
    fn make_room(&mut self, key: IdempotencyKey, now: DateTime<Utc>) -> Result<(), StoreFull> {
        self.remove(key);
        // Two for each that comes: so what ran out goes away although nobody asks for it, and no call takes long.
        for _ in 0..2 {
            let oldest = [self.claims.first(), self.done.first()].into_iter().flatten().min();
            if let Some((_, key)) = oldest.copied().filter(|(expires_at, _)| *expires_at <= now) {
                self.remove(key);
            }
        }
        if self.entries.len() < self.capacity {
            return Ok(());
        }
        // What ran out is gone by now, if there was any. So this one is before its time.
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

/// Shows how many ids it holds, and none of them.
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
