//! Idempotency: in any order of calls, an event has one owner at a time, and a processed event stays processed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a helper of tests may panic")]

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chathooks::dedupe::{Claim, Completion, DurationError, IdempotencyKey, MemoryStore, Outcome, Store, StoreFull};
use chathooks::dixa::{Conversation, ConversationClosed, Dixa, Event};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

const LEASE: u64 = 10;
const KEEP: u64 = 40;

fn at(milliseconds: u64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(i64::try_from(milliseconds).unwrap()).unwrap()
}

fn id(number: usize) -> IdempotencyKey {
    IdempotencyKey::new("test", &number.to_string())
}

fn memory(capacity: usize) -> MemoryStore {
    let seen = MemoryStore::new(capacity).with_lease(Duration::from_millis(LEASE)).unwrap();
    seen.with_retention(Duration::from_millis(KEEP)).unwrap()
}

fn claimed(outcome: Outcome) -> Claim {
    match outcome {
        Outcome::Claimed(claim) => claim,
        other => panic!("{other:?}"),
    }
}

#[derive(Clone, Debug)]
enum Step {
    Claim {
        id: usize,
        owner: usize,
    },
    /// An owner completes or releases the claim with this number among all its claims, current or not.
    Complete {
        owner: usize,
        claim: usize,
    },
    Release {
        owner: usize,
        claim: usize,
    },
    Wait {
        milliseconds: u64,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..6_usize, 0..3_usize).prop_map(|(id, owner)| Step::Claim { id, owner }),
        3 => (0..3_usize, 0..64_usize).prop_map(|(owner, claim)| Step::Complete { owner, claim }),
        2 => (0..3_usize, 0..64_usize).prop_map(|(owner, claim)| Step::Release { owner, claim }),
        2 => (0..15_u64).prop_map(|milliseconds| Step::Wait { milliseconds }),
    ];
    proptest::collection::vec(step, 0..200)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Claimed,
    Done,
}

/// A slow model of a store: the table in the docs of `Store` and the list in those of `MemoryStore`. It removes all expired
/// entries before each call.
struct Reference {
    capacity: usize,
    entries: BTreeMap<IdempotencyKey, (State, u128, u64)>,
    evictions: u64,
}

impl Reference {
    fn entry(&mut self, id: IdempotencyKey, now: u64) -> Option<(State, u128)> {
        self.entries.retain(|_, (_, _, until)| now < *until);
        self.entries.get(&id).map(|(state, token, _)| (*state, *token))
    }

    fn put(&mut self, id: IdempotencyKey, state: State, token: u128, until: u64) -> Result<(), StoreFull> {
        if !self.entries.contains_key(&id) && self.entries.len() >= self.capacity {
            let done = self.entries.iter().filter(|(_, (state, ..))| *state == State::Done);
            let first = done.map(|(id, (_, _, until))| (*until, *id)).min();
            self.entries.remove(&first.ok_or(StoreFull)?.1);
            self.evictions += 1;
        }
        self.entries.insert(id, (state, token, until));
        Ok(())
    }

    fn claim(&mut self, id: IdempotencyKey, now: u64, token: u128) -> Result<&'static str, StoreFull> {
        match self.entry(id, now) {
            None => self.put(id, State::Claimed, token, now + LEASE).map(|()| "claimed"),
            Some((State::Claimed, _)) => Ok("busy"),
            Some((State::Done, _)) => Ok("done"),
        }
    }

    fn complete(&mut self, claim: &Claim, now: u64) -> Result<Completion, StoreFull> {
        match self.entry(claim.key, now) {
            Some((_, token)) if token != claim.token => Ok(Completion::LeaseLost),
            _ => self.put(claim.key, State::Done, claim.token, now + KEEP).map(|()| Completion::Recorded),
        }
    }

    fn release(&mut self, claim: &Claim, now: u64) -> Completion {
        match self.entry(claim.key, now) {
            None => Completion::Recorded,
            Some((State::Claimed, token)) if token == claim.token => {
                self.entries.remove(&claim.key);
                Completion::Recorded
            }
            Some(_) => Completion::LeaseLost,
        }
    }
}

/// Counts of what happened, so that a test can check that it covers the relevant cases.
#[derive(Default)]
struct Tally {
    full: u32,
    lost: u32,
    done: u32,
    evictions: u64,
}

fn play(steps: &[Step], capacity: usize) -> Result<Tally, TestCaseError> {
    let mut memory = memory(capacity);
    let mut reference = Reference { capacity, entries: BTreeMap::new(), evictions: 0 };
    let mut owned: HashMap<usize, Vec<Claim>> = HashMap::new();
    let (mut now, mut tally) = (0, Tally::default());
    let pick = |owned: &HashMap<usize, Vec<Claim>>, owner: usize, claim: usize| {
        let claims = owned.get(&owner)?;
        Some(claims[claim % claims.len()].clone())
    };
    for step in steps {
        match *step {
            Step::Claim { id: number, owner } => {
                let outcome = memory.claim(id(number), at(now));
                let token = if let Ok(Outcome::Claimed(claim)) = &outcome { claim.token } else { 0 };
                let name = outcome.as_ref().map_err(|full| *full).map(|outcome| match outcome {
                    Outcome::Claimed(_) => "claimed",
                    Outcome::InProgress => "busy",
                    Outcome::Processed => "done",
                });
                prop_assert_eq!(name, reference.claim(id(number), now, token));
                tally.full += u32::from(name.is_err());
                tally.done += u32::from(name == Ok("done"));
                if let Ok(Outcome::Claimed(claim)) = outcome {
                    prop_assert_eq!((claim.key, claim.expires_at), (id(number), at(now + LEASE)));
                    let is_new = owned.values().flatten().all(|other| other.token != claim.token);
                    prop_assert!(is_new, "a token twice");
                    owned.entry(owner).or_default().push(claim);
                }
            }
            Step::Complete { owner, claim } => {
                let Some(claim) = pick(&owned, owner, claim) else { continue };
                let completion = memory.complete(&claim, at(now));
                prop_assert_eq!(completion, reference.complete(&claim, now));
                tally.lost += u32::from(completion == Ok(Completion::LeaseLost));
            }
            Step::Release { owner, claim } => {
                let Some(claim) = pick(&owned, owner, claim) else { continue };
                let completion = memory.release(&claim, at(now));
                prop_assert_eq!(completion, reference.release(&claim, now));
                tally.lost += u32::from(completion == Completion::LeaseLost);
            }
            Step::Wait { milliseconds } => now += milliseconds,
        }
        prop_assert!(memory.len() <= capacity);
        prop_assert_eq!(memory.evictions(), reference.evictions);
    }
    tally.evictions = memory.evictions();
    Ok(tally)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// With a capacity for all keys, and with a smaller one.
    #[test]
    fn it_does_what_the_reference_does(steps in steps(), capacity in 0..8_usize) {
        play(&steps, capacity)?;
    }

    /// With any clock, the capacity is kept, and only one claim can be completed.
    #[test]
    fn a_clock_that_jumps(calls in proptest::collection::vec((0..4_usize, any::<i32>(), 0..3_u8), 0..100)) {
        let mut memory = memory(3);
        let mut claims = Vec::new();
        for (number, seconds, call) in calls {
            let now = DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds.into());
            match (call, claims.get(number)) {
                (0, _) | (_, None) => if let Ok(Outcome::Claimed(claim)) = memory.claim(id(number), now) {
                    claims.insert(0, claim);
                },
                (1, Some(claim)) => if memory.complete(claim, now) == Ok(Completion::Recorded) {
                    prop_assert_eq!(memory.claim(claim.key, now), Ok(Outcome::Processed));
                },
                (_, Some(claim)) => { let _: Completion = memory.release(claim, now); }
            }
            prop_assert!(memory.len() <= 3);
        }
    }
}

/// The random sequences cover the relevant cases.
#[test]
fn the_property_is_not_vacuous() {
    use proptest::strategy::ValueTree as _;

    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut sum = Tally::default();
    for _ in 0..50 {
        let steps = steps().new_tree(&mut runner).unwrap().current();
        let tally = play(&steps, 3).unwrap();
        sum.full += tally.full;
        sum.lost += tally.lost;
        sum.done += tally.done;
        sum.evictions += tally.evictions;
    }
    assert!(sum.full > 20 && sum.lost > 20 && sum.done > 20 && sum.evictions > 20);
}

/// A worker whose lease expired cannot release or complete the claim of another worker.
#[test]
fn who_lost_the_lease_changes_nothing() {
    let mut seen = memory(10);
    let slow = claimed(seen.claim(id(1), at(0)).unwrap());
    assert_eq!(seen.claim(id(1), at(LEASE - 1)), Ok(Outcome::InProgress));
    let quick = claimed(seen.claim(id(1), at(LEASE)).unwrap());
    assert_eq!(seen.release(&slow, at(LEASE)), Completion::LeaseLost);
    assert_eq!(seen.complete(&slow, at(LEASE)), Ok(Completion::LeaseLost));
    assert_eq!(seen.claim(id(1), at(LEASE)), Ok(Outcome::InProgress));
    assert_eq!(seen.complete(&quick, at(LEASE)), Ok(Completion::Recorded));
    assert_eq!(seen.release(&slow, at(LEASE)), Completion::LeaseLost);
    assert_eq!(seen.release(&quick, at(LEASE)), Completion::LeaseLost);
    assert_eq!(seen.claim(id(1), at(LEASE + KEEP - 1)), Ok(Outcome::Processed));
    assert!(matches!(seen.claim(id(1), at(LEASE + KEEP)), Ok(Outcome::Claimed(_))));
}

#[test]
fn what_failed_comes_again_at_once() {
    let mut seen = memory(10);
    let claim = claimed(seen.claim(id(1), at(0)).unwrap());
    assert_eq!(seen.release(&claim, at(1)), Completion::Recorded);
    assert!(seen.is_empty());
    assert!(matches!(seen.claim(id(1), at(1)), Ok(Outcome::Claimed(_))));
}

/// A claim that was released after its lease does not come back when the clock is set back.
#[test]
fn a_released_claim_stays_released() {
    let mut seen = memory(4);
    let claim = claimed(seen.claim(id(1), at(1000)).unwrap());
    assert_eq!(seen.release(&claim, at(1000 + LEASE)), Completion::Recorded);
    claimed(seen.claim(id(1), at(1000)).unwrap());
}

/// The claim of another worker is kept for the case that the clock is set back, even if it has expired too.
#[test]
fn a_late_release_leaves_the_claim_of_another() {
    let mut seen = memory(4);
    let first = claimed(seen.claim(id(1), at(0)).unwrap());
    let second = claimed(seen.claim(id(1), at(LEASE)).unwrap());
    let _ = seen.release(&first, at(3 * LEASE));
    assert_eq!(seen.len(), 1);
    assert_eq!(seen.complete(&second, at(LEASE + 1)), Ok(Completion::Recorded));
}

#[test]
fn a_store_is_empty_until_the_first_claim() {
    let mut seen = memory(1);
    assert!(seen.is_empty());
    claimed(seen.claim(id(1), at(0)).unwrap());
    assert!(!seen.is_empty());
}

#[test]
fn a_running_claim_never_makes_room() {
    let mut seen = memory(3);
    let claims: Vec<_> = (0..3).map(|number| claimed(seen.claim(id(number), at(0)).unwrap())).collect();
    assert_eq!(seen.claim(id(3), at(LEASE - 1)), Err(StoreFull));
    assert_eq!(StoreFull.to_string(), "no room for another claim");
    assert_eq!(seen.complete(&claims[1], at(1)), Ok(Completion::Recorded));
    assert!(matches!(seen.claim(id(3), at(1)), Ok(Outcome::Claimed(_))));
    assert_eq!((seen.len(), seen.evictions()), (3, 1));
    // The removed event is handled again; those with a running claim are not.
    assert_eq!(seen.claim(id(1), at(1)), Err(StoreFull));
    assert_eq!(seen.claim(id(0), at(1)), Ok(Outcome::InProgress));
    assert_eq!(seen.claim(id(2), at(1)), Ok(Outcome::InProgress));
    // An expired claim makes room for another, and then there is no room to complete it.
    assert!(matches!(seen.claim(id(1), at(LEASE)), Ok(Outcome::Claimed(_))));
    assert!(matches!(seen.claim(id(4), at(LEASE)), Ok(Outcome::Claimed(_))));
    assert_eq!(seen.evictions(), 1);
    assert_eq!(seen.complete(&claims[0], at(LEASE)), Err(StoreFull));
}

#[test]
fn leases_at_the_end_of_time() {
    let mut seen = MemoryStore::new(2).with_lease(Duration::MAX).unwrap().with_retention(Duration::MAX).unwrap();
    let claim = claimed(seen.claim(id(1), DateTime::<Utc>::MAX_UTC - TimeDelta::days(1)).unwrap());
    assert_eq!(claim.expires_at, DateTime::<Utc>::MAX_UTC);
    assert_eq!(seen.complete(&claim, DateTime::<Utc>::MIN_UTC), Ok(Completion::Recorded));
}

/// A token of another kind of store matches no claim.
#[test]
fn a_token_of_another_store() {
    let mut seen = memory(10);
    let claim = claimed(seen.claim(id(1), at(0)).unwrap());
    let foreign = Claim::new(id(1), claim.token + (1 << 64), at(LEASE));
    assert_eq!(seen.complete(&foreign, at(0)), Ok(Completion::LeaseLost));
    assert_eq!(seen.release(&foreign, at(0)), Completion::LeaseLost);
    assert_eq!(seen.claim(id(1), at(0)), Ok(Outcome::InProgress));
}

#[test]
fn ids_of_two_vendors_never_meet() {
    let event = Event::new("c0ffee00", ConversationClosed::new(Conversation::new(90417)));
    assert_eq!(IdempotencyKey::of::<Dixa>(&event), Some(IdempotencyKey::new("dixa", "c0ffee00")));
    assert_ne!(IdempotencyKey::new("dixa", "c0ffee00"), IdempotencyKey::new("acquire", "c0ffee00"));
    assert_ne!(IdempotencyKey::new("ab", "c"), IdempotencyKey::new("a", "bc"));
    assert_ne!(id(1).in_account("a"), id(1).in_account("b"));
    assert_ne!(id(1).in_account("a"), id(2).in_account("a"));
    assert_eq!(IdempotencyKey::of::<Dixa>(&Event::new("", ConversationClosed::new(Conversation::new(90417)))), None);
    let text = id(1).to_string();
    assert_eq!(text, hex::encode(id(1).to_bytes()));
}

/// 32 threads receive every delivery at once, one in five attempts fails, and each event is handled exactly once.
#[test]
fn threads_share_one_store() {
    const IDS: usize = 500;
    let seen = Arc::new(Mutex::new(MemoryStore::new(IDS)));
    let handled: Arc<Vec<AtomicU64>> = Arc::new((0..IDS).map(|_| AtomicU64::new(0)).collect());
    let working: Arc<Vec<AtomicU64>> = Arc::new((0..IDS).map(|_| AtomicU64::new(0)).collect());
    let threads: Vec<_> = (0..32_usize)
        .map(|thread| {
            let (seen, handled, working) = (Arc::clone(&seen), Arc::clone(&handled), Arc::clone(&working));
            std::thread::spawn(move || {
                let mut attempts = thread;
                for number in 0..IDS {
                    loop {
                        match seen.claim(id(number), at(0)).unwrap() {
                            Outcome::Processed => break,
                            Outcome::InProgress => std::thread::yield_now(),
                            Outcome::Claimed(claim) => {
                                assert_eq!(working[number].fetch_add(1, Ordering::SeqCst), 0, "two at once");
                                std::thread::yield_now();
                                working[number].fetch_sub(1, Ordering::SeqCst);
                                attempts += 1;
                                if attempts.is_multiple_of(5) {
                                    assert_eq!(seen.release(&claim, at(0)), Ok(Completion::Recorded));
                                } else {
                                    handled[number].fetch_add(1, Ordering::SeqCst);
                                    assert_eq!(seen.complete(&claim, at(0)), Ok(Completion::Recorded));
                                }
                            }
                        }
                    }
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert!(handled.iter().all(|count| count.load(Ordering::SeqCst) == 1));
    assert_eq!(seen.lock().unwrap().evictions(), 0);
}

/// The documented memory per key, at different rates of claims and clocks.
#[test]
fn memory_is_bounded() {
    const CAPACITY: usize = 5_000;
    let used = allocation_counter::measure(|| {
        let mut seen = memory(CAPACITY);
        for number in 0..20 * CAPACITY {
            // Slower than entries expire, and then faster. Every third claim is not completed.
            let now = at((number / if number < 5 * CAPACITY { 1 } else { 1_000 }) as u64);
            if let Ok(Outcome::Claimed(claim)) = seen.claim(id(number), now)
                && !number.is_multiple_of(3)
            {
                let _: Result<Completion, StoreFull> = seen.complete(&claim, now);
            }
            assert!(seen.len() <= CAPACITY);
        }
        assert_eq!(seen.len(), CAPACITY);
    });
    let each = used.bytes_max / CAPACITY as u64;
    assert!((60..=256).contains(&each), "{each} bytes for each id");
}

/// An asynchronous store can implement the trait.
#[test]
fn a_store_that_answers_later() {
    use std::pin::{Pin, pin};
    use std::task::{Context, Poll, Waker};

    struct Later(Arc<Mutex<MemoryStore>>);

    impl Store for Later {
        type Output<T: Send + 'static> = Pin<Box<dyn Future<Output = Result<T, StoreFull>> + Send>>;

        fn claim(&self, id: IdempotencyKey, now: DateTime<Utc>) -> Self::Output<Outcome> {
            let store = Arc::clone(&self.0);
            Box::pin(async move { store.claim(id, now) })
        }

        fn complete(&self, claim: &Claim, now: DateTime<Utc>) -> Self::Output<Completion> {
            let (store, claim) = (Arc::clone(&self.0), claim.clone());
            Box::pin(async move { store.complete(&claim, now) })
        }

        fn release(&self, claim: &Claim, now: DateTime<Utc>) -> Self::Output<Completion> {
            let (store, claim) = (Arc::clone(&self.0), claim.clone());
            Box::pin(async move { store.release(&claim, now) })
        }
    }

    async fn once(store: Later) -> Result<(Completion, Completion, Outcome), StoreFull> {
        let Outcome::Claimed(claim) = store.claim(id(1), at(0)).await? else { panic!("not free") };
        let released = store.release(&claim, at(0)).await?;
        let completed = store.complete(&claim, at(0)).await?;
        Ok((released, completed, store.claim(id(1), at(0)).await?))
    }

    let store = Later(Arc::new(Mutex::new(memory(10))));
    let Poll::Ready(answers) = pin!(once(store)).poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("not ready")
    };
    assert_eq!(answers, Ok((Completion::Recorded, Completion::Recorded, Outcome::Processed)));
}

#[test]
fn nothing_is_shown() {
    let mut seen = memory(10);
    let _: Result<Outcome, StoreFull> = seen.claim(id(1), at(0));
    let shown = "MemoryStore { capacity: 10, lease: 10ms, retention: 40ms, len: 1, evictions: 0, .. }";
    assert_eq!(format!("{seen:?}"), shown);
}

/// A lease or a retention of zero is an error.
#[test]
fn a_time_of_zero_is_refused() {
    assert_eq!(MemoryStore::new(1).with_lease(Duration::ZERO).err(), Some(DurationError::Zero));
    assert_eq!(MemoryStore::new(1).with_retention(Duration::ZERO).err(), Some(DurationError::Zero));
    assert_eq!(DurationError::Zero.to_string(), "the duration is zero");
    let shortest = Duration::from_nanos(1);
    let mut seen = MemoryStore::new(1).with_lease(shortest).unwrap().with_retention(shortest).unwrap();
    let claim = claimed(seen.claim(id(0), at(0)).unwrap());
    assert_eq!(seen.claim(id(0), at(0)), Ok(Outcome::InProgress));
    assert_eq!(seen.complete(&claim, at(0)), Ok(Completion::Recorded));
    assert_eq!(seen.claim(id(0), at(0)), Ok(Outcome::Processed));
}

/// A claim of one store changes nothing in another, whatever that has for the key.
#[test]
fn a_claim_of_another_store_is_lost() {
    let (mut own, mut other) = (memory(4), memory(4));
    let claim = claimed(own.claim(id(0), at(0)).unwrap());
    let theirs = claimed(other.claim(id(1), at(0)).unwrap());
    for now in [0, LEASE, LEASE + KEEP] {
        // The store has no entry for one key, and a claim, a processed or an expired entry for the other.
        for foreign in [&claim, &Claim::new(id(1), claim.token, at(LEASE))] {
            assert_eq!(other.complete(foreign, at(now)), Ok(Completion::LeaseLost));
            assert_eq!(other.release(foreign, at(now)), Completion::LeaseLost);
        }
        assert_eq!(other.len(), 1);
        assert_eq!(other.complete(&theirs, at(0)), Ok(Completion::Recorded));
    }
    assert_eq!(own.complete(&claim, at(0)), Ok(Completion::Recorded));
    assert!(matches!(other.claim(id(0), at(0)), Ok(Outcome::Claimed(_))));
}
