//! The store of `dedupe` over PostgreSQL, which stops, hangs, or has a table that is locked.
//!
//! Without a PostgreSQL the tests are skipped; with `CHATHOOKS_POSTGRES=1` that is an error.

#[path = "util/postgres.rs"]
mod postgres_server;

use std::time::{Duration, Instant};

use chathooks::dedupe::{Claim, IdempotencyKey, Outcome, Store as _};
use chathooks_integrations::postgres_pool::{Error, PostgresPool};
use chathooks_integrations::postgres_store::{PostgresStore, SCHEMA};
use chrono::Utc;
use postgres_server::Postgres;

fn key(number: u32) -> IdempotencyKey {
    IdempotencyKey::new("test", &number.to_string())
}

fn claimed(outcome: Outcome) -> Claim {
    match outcome {
        Outcome::Claimed(claim) => claim,
        other => panic!("{other:?}"),
    }
}

/// Returns the error of each call of the store.
async fn errors(store: &PostgresStore, claim: &Claim) -> [Error; 3] {
    let now = Utc::now();
    [
        store.claim(claim.key, now).await.unwrap_err(),
        store.complete(claim, now).await.unwrap_err(),
        store.release(claim, now).await.unwrap_err(),
    ]
}

/// Each call returns an error that says what happened, and the store needs no restart.
#[tokio::test]
async fn errors_tell_a_timeout_from_a_refusal() {
    const TIMEOUT: Duration = Duration::from_millis(800);
    let Some(mut postgres) = Postgres::start() else { return };
    let pool = PostgresPool::new(&postgres.url(), 4, TIMEOUT).unwrap();
    let store = PostgresStore::new(pool.clone(), Duration::from_secs(60), Duration::from_secs(600));
    assert_eq!(store.claim(key(1), Utc::now()).await, Err(Error::Refused("42P01".to_owned())));
    assert_eq!(
        pool.execute("DO 'no language'").await.unwrap_err().to_string(),
        "PostgreSQL refused the statement: 42601"
    );
    // At the same moment, and again.
    let (first, second) = tokio::join!(pool.execute(SCHEMA), pool.execute(SCHEMA));
    assert_eq!((first, second, pool.execute(SCHEMA).await), (Ok(()), Ok(()), Ok(())));
    let claim = claimed(store.claim(key(1), Utc::now()).await.unwrap());
    assert_eq!(
        claimed(store.claim(key(2), claim.expires_at).await.unwrap()).expires_at - claim.expires_at,
        chrono::TimeDelta::seconds(60)
    );

    let mut other = PostgresPool::new(&postgres.url(), 1, Duration::from_secs(60)).unwrap().get().await.unwrap();
    let transaction = other.transaction().await.unwrap();
    transaction.batch_execute("SELECT FROM chathooks_claims FOR UPDATE").await.unwrap();
    assert_eq!(errors(&store, &claim).await, [const { Error::Locked }; 3]);
    transaction.rollback().await.unwrap();
    assert_eq!(pool.execute("SELECT pg_sleep(30)").await, Err(Error::Cancelled));
    // A client that is silent in a transaction does not hold its locks.
    let silent = pool.get().await.unwrap();
    silent.batch_execute("BEGIN; SELECT FROM chathooks_claims FOR UPDATE").await.unwrap();
    tokio::time::sleep(2 * TIMEOUT).await;
    assert_eq!(store.claim(key(1), Utc::now()).await, Ok(Outcome::InProgress));
    drop(silent);

    postgres.signal("STOP");
    let all = errors(&store, &claim).await;
    assert_eq!(all, [const { Error::Timeout(TIMEOUT) }; 3]);
    assert_eq!(all[0].to_string(), "PostgreSQL did not answer within 800 ms");
    postgres.signal("CONT");
    wait_until_ok(&store).await;

    postgres.stop();
    let all = errors(&store, &claim).await;
    assert!(all.iter().all(|error| [Error::Unreachable, Error::ConnectionLost].contains(error)), "{all:?}");
    assert_eq!(errors(&store, &claim).await, [const { Error::Unreachable }; 3]);
    assert_eq!(Error::Unreachable.to_string(), "no connection to PostgreSQL");
    postgres.restart();
    wait_until_ok(&store).await;
    assert_eq!(PostgresPool::new("not a url", 1, TIMEOUT).err(), Some(Error::Unexpected));
}

async fn wait_until_ok(store: &PostgresStore) {
    let start = Instant::now();
    while store.claim(key(1), Utc::now()).await.is_err() {
        assert!(start.elapsed() < Duration::from_secs(30));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Expired entries are deleted, and no others.
#[tokio::test]
async fn expired_entries_are_deleted() {
    let Some(postgres) = Postgres::start() else { return };
    let pool = PostgresPool::new(&postgres.url(), 2, Duration::from_secs(10)).unwrap();
    pool.execute(SCHEMA).await.unwrap();
    let rows = "INSERT INTO chathooks_claims SELECT decode(lpad(to_hex(n), 64, '0'), 'hex'), '', n % 2 = 0,";
    pool.execute(&format!("{rows} now() - interval '1 s' FROM generate_series(1, 1500) AS n")).await.unwrap();
    pool.execute(&format!("{rows} now() + interval '1 h' FROM generate_series(2001, 2004) AS n")).await.unwrap();
    let store = PostgresStore::new(pool, Duration::from_secs(60), Duration::from_secs(60));
    assert_eq!([store.purge().await, store.purge().await, store.purge().await], [Ok(1000), Ok(500), Ok(0)]);
    assert_eq!(postgres.count("SELECT count(*) FROM chathooks_claims"), 4);
}
