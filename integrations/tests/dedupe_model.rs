//! The stores of `dedupe` under every interleaving of three workers: in memory, over Redis and over PostgreSQL.
//!
//! The steps are whole calls, because a call is one locked section, one script or one statement. The bugs that the search must
//! find are planted here.

#[path = "util/model.rs"]
mod model;
#[path = "util/postgres.rs"]
mod postgres_server;
#[path = "util/redis.rs"]
mod redis_server;
#[path = "util/rows.rs"]
mod rows;

use std::fmt::Debug;
use std::time::{Duration, Instant};

use chathooks::dedupe::{Claim, Completion, MemoryStore, Outcome, Store};
use chathooks_integrations::postgres_pool::PostgresPool;
use chathooks_integrations::postgres_store::{PostgresStore, SCHEMA};
use chathooks_integrations::redis_pool::RedisPool;
use chathooks_integrations::redis_store::RedisStore;
use chrono::{DateTime, TimeDelta, Utc};
use model::{Answer, Entry, Step, Subject, WORKERS, World, explore};
use postgres_server::Postgres;
use redis_server::{IN_MEMORY, Redis};
use rows::{PostgresRow, RedisRow, Rows, UNIT, claim_of, key};
use tokio::runtime::{Builder, Runtime};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bug {
    None,
    /// A release removes the entry of another worker.
    ReleaseWithoutToken,
    /// A claim reads the entry in a step, and writes it in another.
    ReadThenWrite,
}

/// Explores a store, prints how much that was, and the same with each bug, which must be found.
fn check<S: Subject>(name: &str, depth: usize, mut subject: impl FnMut(Bug) -> S) {
    let start = Instant::now();
    let explored = explore(&mut subject(Bug::None), depth).unwrap_or_else(|error| panic!("{name}: {error}"));
    println!(
        "{name}: {} interleavings of {depth} steps, with {} steps of the store, in {:.1?}",
        explored.interleavings,
        explored.steps,
        start.elapsed()
    );
    let planted = [
        (Bug::ReleaseWithoutToken, "a worker has released the claim of another"),
        (Bug::ReadThenWrite, "two workers have the event"),
    ];
    for (bug, what) in planted {
        let mut subject = subject(bug);
        let error = (1..=depth).find_map(|depth| explore(&mut subject, depth).err()).expect("a violation");
        println!("{name}, {bug:?}: {error}");
        assert!(error.starts_with(what), "{error}");
    }
}

/// A `MemoryStore`, whose state cannot be read. So the state is all steps, and they are repeated.
struct Memory(Bug);

/// What the steps did.
struct Replay {
    store: MemoryStore,
    now: DateTime<Utc>,
    claims: [Option<Claim>; WORKERS],
    /// The claim that was made last, for the planted bugs.
    last: Option<Claim>,
    is_free: [bool; WORKERS],
}

impl Replay {
    fn claim(&mut self, worker: usize) -> Answer {
        let outcome = self.store.claim(key(), self.now).unwrap();
        self.claims[worker] = None;
        if let Outcome::Claimed(claim) = &outcome {
            (self.claims[worker], self.last) = (Some(claim.clone()), Some(claim.clone()));
        }
        outcome.into()
    }

    fn step(&mut self, step: Step, bug: Bug) -> Answer {
        let (now, unit) = (self.now, TimeDelta::from_std(UNIT).unwrap());
        match step {
            Step::Forward => self.now += unit,
            Step::Back => self.now -= unit,
            Step::Claim(worker) if bug == Bug::ReadThenWrite => return self.read_then_write(worker),
            Step::Claim(worker) => return self.claim(worker),
            Step::Complete(worker) => {
                return Answer::Ended(self.store.complete(self.claims[worker].as_ref().unwrap(), now).unwrap());
            }
            Step::Release(worker) => {
                let claim = if bug == Bug::ReleaseWithoutToken { &self.last } else { &self.claims[worker] };
                return Answer::Ended(self.store.release(claim.as_ref().unwrap(), now));
            }
        }
        Answer::None
    }

    fn read_then_write(&mut self, worker: usize) -> Answer {
        if !self.is_free[worker] {
            let answer = self.claim(worker);
            if let Some(claim) = self.claims[worker].take() {
                let _ = self.store.release(&claim, self.now);
                self.is_free[worker] = true;
                return Answer::Unfinished;
            }
            return answer;
        }
        self.is_free[worker] = false;
        if let Some(claim) = &self.last {
            let _ = self.store.release(claim, self.now);
        }
        self.claim(worker)
    }
}

impl Subject for Memory {
    type State = Vec<Step>;
    const MERGES: bool = false;
    const FORGETS: bool = false;

    fn empty(&self) -> Vec<Step> {
        Vec::new()
    }

    fn step(&mut self, state: &Vec<Step>, _: &World, step: Step) -> (Answer, Vec<Step>) {
        let store = MemoryStore::new(1).with_lease(UNIT).unwrap().with_retention(UNIT).unwrap();
        let mut replay =
            Replay { store, now: DateTime::UNIX_EPOCH, claims: Default::default(), last: None, is_free: [false; 3] };
        for step in state {
            replay.step(*step, self.0);
        }
        (replay.step(step, self.0), [state.as_slice(), &[step]].concat())
    }
}

/// A store in a server, whose entry can be read and written. Time is passed by writing it with another expiry.
struct Remote<S, R> {
    store: S,
    row: R,
    runtime: Runtime,
    bug: Bug,
}

impl<S, R, E> Subject for Remote<S, R>
where
    S: Store<
            Output<Outcome> = std::pin::Pin<Box<dyn Future<Output = Result<Outcome, E>> + Send>>,
            Output<Completion> = std::pin::Pin<Box<dyn Future<Output = Result<Completion, E>> + Send>>,
        >,
    R: Rows,
    E: Debug,
{
    type State = Option<Entry>;
    const MERGES: bool = true;
    const FORGETS: bool = R::FORGETS;

    fn empty(&self) -> Option<Entry> {
        None
    }

    fn step(&mut self, state: &Option<Entry>, world: &World, step: Step) -> (Answer, Option<Entry>) {
        let (passed, mut claimed) = (i8::from(step == Step::Forward) - i8::from(step == Step::Back), None);
        self.row.write(state.map(|entry| (claim_of(entry.owner).token, entry.is_done, entry.left - passed)));
        let answer = match (step, self.bug) {
            (Step::Forward | Step::Back, _) => Answer::None,
            (Step::Claim(worker), Bug::ReadThenWrite) => match self.row.read().filter(|(_, _, left)| *left > 0) {
                _ if world.claims(worker) => {
                    claimed = Some(99);
                    self.row.write(Some((99, false, 1)));
                    Answer::Claimed
                }
                None => Answer::Unfinished,
                Some((_, false, _)) => Answer::InProgress,
                Some((_, true, _)) => Answer::Processed,
            },
            (Step::Claim(_), _) => {
                // The time of a caller has no effect.
                let now = Utc::now() - TimeDelta::days(state.map_or(0, |entry| entry.left.into()));
                let outcome = self.runtime.block_on(self.store.claim(key(), now)).unwrap();
                if let Outcome::Claimed(claim) = &outcome {
                    claimed = Some(claim.token);
                }
                outcome.into()
            }
            (Step::Complete(worker), _) => {
                Answer::Ended(self.runtime.block_on(self.store.complete(&claim_of(worker), Utc::now())).unwrap())
            }
            (Step::Release(_), Bug::ReleaseWithoutToken) => {
                if self.row.read().is_some_and(|(_, is_done, left)| is_done && left > 0) {
                    Answer::Ended(Completion::LeaseLost)
                } else {
                    self.row.write(None);
                    Answer::Ended(Completion::Recorded)
                }
            }
            (Step::Release(worker), _) => {
                Answer::Ended(self.runtime.block_on(self.store.release(&claim_of(worker), Utc::now())).unwrap())
            }
        };
        let next = self.row.read().map(|(token, is_done, left)| {
            let worker = if let Step::Claim(worker) = step { worker } else { WORKERS };
            let owner = (0..WORKERS).find(|owner| *owner != worker && claim_of(*owner).token == token);
            let owner = if claimed == Some(token) { worker } else { owner.unwrap_or(WORKERS) };
            Entry { owner, is_done, left }
        });
        (answer, next)
    }
}

fn remote<S, R>(store: S, row: R, bug: Bug) -> Remote<S, R> {
    Remote { store, row, runtime: Builder::new_current_thread().enable_all().build().unwrap(), bug }
}

#[test]
fn in_memory() {
    check("memory", 8, Memory);
}

#[test]
fn over_redis() {
    let Some(redis) = Redis::start(IN_MEMORY) else { return };
    check("Redis", 12, |bug| {
        let pool = RedisPool::new(&redis.url, 1, Duration::from_secs(10)).unwrap();
        remote(RedisStore::new(pool, UNIT, UNIT), RedisRow(redis.connection().unwrap()), bug)
    });
}

#[test]
fn over_postgres() {
    let Some(postgres) = Postgres::start_with(&["fsync=off"]) else { return };
    postgres.connect().batch_execute(SCHEMA).unwrap();
    check("PostgreSQL", 12, |bug| {
        let pool = PostgresPool::new(&postgres.url(), 1, Duration::from_secs(10)).unwrap();
        remote(PostgresStore::new(pool, UNIT, UNIT), PostgresRow(postgres.connect()), bug)
    });
}
