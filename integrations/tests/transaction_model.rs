//! Every interleaving of the statements of three workers, each of which claims an event, works and completes it in one
//! transaction of PostgreSQL, and may be killed between any two of them.
//!
//! A statement that would wait for another transaction ends with an error, because its `lock_timeout` is a millisecond. A kill
//! is a `ROLLBACK`, which PostgreSQL executes when the connection of a client ends.

#[path = "util/postgres.rs"]
mod postgres_server;

use std::time::{Duration, Instant};

use chathooks::dedupe::{Claim, Completion, IdempotencyKey, Outcome};
use chathooks_integrations::postgres_pool::{Error, PostgresPool};
use chathooks_integrations::postgres_store::{PostgresStore, SCHEMA};
use chrono::Utc;
use deadpool_postgres::Client;
use postgres_server::Postgres;

const WORKERS: usize = 3;
const DEPTH: usize = 7;
const RESET: &str = "DELETE FROM chathooks_claims; DELETE FROM work";

/// The next statement of a worker, or its death.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Next(usize),
    Kill(usize),
}

/// Where a worker is: what its transaction has done.
#[derive(Clone, Debug, PartialEq, Eq)]
enum At {
    Start,
    Claimed(Claim),
    Worked(Claim),
    Completed,
}

struct Model {
    store: PostgresStore,
    connections: Vec<Client>,
    at: [At; WORKERS],
    is_committed: bool,
    /// How often a claim ended with each result: claimed, processed, locked.
    claims: [u64; 3],
}

impl Model {
    async fn new(postgres: &Postgres) -> Self {
        let pool = PostgresPool::new(&postgres.url(), WORKERS, Duration::from_secs(600)).unwrap();
        pool.execute(&format!("{SCHEMA} CREATE TABLE work (worker int)")).await.unwrap();
        let mut connections = Vec::new();
        for _ in 0..WORKERS {
            let connection = pool.get().await.unwrap();
            connection.batch_execute("SET lock_timeout = '1ms'; SET synchronous_commit = off").await.unwrap();
            connections.push(connection);
        }
        let store = PostgresStore::new(pool, Duration::from_secs(60), Duration::from_secs(60));
        Self { store, connections, at: [const { At::Start }; WORKERS], is_committed: false, claims: [0; 3] }
    }

    async fn reset(&mut self) {
        for worker in 0..WORKERS {
            self.execute(worker, "ROLLBACK").await;
        }
        self.execute(0, RESET).await;
        (self.at, self.is_committed) = ([const { At::Start }; WORKERS], false);
    }

    async fn execute(&self, worker: usize, statement: &str) {
        self.connections[worker].batch_execute(statement).await.unwrap();
    }

    /// Takes a step, and checks its result and the work's table.
    async fn step(&mut self, step: Step) {
        let is_held = self.at.iter().any(|at| *at != At::Start);
        match step {
            Step::Kill(worker) => {
                self.execute(worker, "ROLLBACK").await;
                self.at[worker] = At::Start;
            }
            Step::Next(worker) => {
                self.at[worker] = match self.at[worker].clone() {
                    At::Start => self.claim(worker, is_held).await,
                    At::Claimed(claim) => {
                        self.execute(worker, &format!("INSERT INTO work VALUES ({worker})")).await;
                        At::Worked(claim)
                    }
                    At::Worked(claim) => {
                        let completion = self.store.complete_in(&self.connections[worker], &claim).await;
                        assert_eq!(completion, Ok(Completion::Recorded));
                        At::Completed
                    }
                    At::Completed => {
                        self.execute(worker, "COMMIT").await;
                        self.is_committed = true;
                        At::Start
                    }
                };
            }
        }
    }

    async fn claim(&mut self, worker: usize, is_held: bool) -> At {
        self.execute(worker, "BEGIN").await;
        let key = IdempotencyKey::new("test", "1");
        let outcome = self.store.claim_in(&self.connections[worker], key, Utc::now()).await;
        let (index, at) = match outcome {
            Ok(Outcome::Claimed(claim)) => {
                assert!(!is_held && !self.is_committed, "two workers have the event");
                (0, At::Claimed(claim))
            }
            Ok(Outcome::Processed) => {
                assert!(self.is_committed, "an event that was not handled is processed");
                (1, At::Start)
            }
            Err(Error::Locked) => {
                assert!(is_held, "a rolled back event cannot be claimed");
                (2, At::Start)
            }
            other => panic!("{other:?}"),
        };
        self.claims[index] += 1;
        if at == At::Start {
            self.execute(worker, "ROLLBACK").await;
        }
        at
    }

    /// Returns what can happen next. Because the workers are alike, each starts after the one before it.
    fn next(&self, path: &[Step]) -> Vec<Step> {
        let started = path.iter().map(|step| match step {
            Step::Next(worker) | Step::Kill(worker) => worker + 1,
        });
        let workers = 0..WORKERS.min(started.max().unwrap_or(0) + 1);
        let kills = workers.clone().filter(|worker| self.at[*worker] != At::Start).map(Step::Kill);
        workers.map(Step::Next).chain(kills).collect()
    }
}

#[tokio::test]
async fn three_transactions() {
    let Some(postgres) = Postgres::start_with(&["fsync=off"]) else { return };
    let (mut model, start) = (Model::new(&postgres).await, Instant::now());
    let (mut paths, mut interleavings, mut committed) = (vec![Vec::new()], 0, 0);
    while let Some(mut path) = paths.pop() {
        model.reset().await;
        for step in &path {
            model.step(*step).await;
        }
        // Takes the first choice at each step, and remembers the others.
        while path.len() < DEPTH {
            let next = model.next(&path);
            paths.extend(next[1..].iter().map(|step| [path.as_slice(), &[*step]].concat()));
            path.push(next[0]);
            model.step(next[0]).await;
        }
        let row = model.connections.iter().zip(&model.at).find(|(_, at)| **at == At::Start);
        if let Some((connection, _)) = row {
            let rows: i64 = connection.query_one("SELECT count(*) FROM work", &[]).await.unwrap().get(0);
            assert_eq!(rows, i64::from(model.is_committed), "{path:?}");
        }
        interleavings += 1;
        committed += u64::from(model.is_committed);
    }
    println!("{interleavings} interleavings of {DEPTH} steps in {:.1?}; committed in {committed}", start.elapsed());
    println!("claims: {:?} claimed, processed, locked", model.claims);
    assert!(committed > 0 && model.claims.iter().all(|count| *count > 0));
}
