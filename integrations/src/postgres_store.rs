//! A store for `dedupe` over PostgreSQL, whose claims can be part of the work's own transaction.
//!
//! There are two ways to use it:
//!
//! - As a [`Store`]: each call is a transaction of its own. The claim has a lease, as in all stores, so the work may be done
//!   twice if the lease expires.
//! - With [`PostgresStore::claim_in`] and [`PostgresStore::complete_in`]: the claim, the work and the completion are one
//!   transaction, so each event is handled exactly once. The row of the claim is locked until the transaction ends, and other
//!   workers wait for it. The lease has no effect. If the worker dies, PostgreSQL rolls all of it back.
//!
//! Both may be used for the same table. Expiry is by PostgreSQL's clock.

use std::hash::{BuildHasher as _, RandomState};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chathooks::dedupe::{Claim, Completion, IdempotencyKey, Outcome, Store};
use chrono::{DateTime, TimeDelta, Utc};
use deadpool_postgres::GenericClient;

use crate::postgres_pool::{Error, PostgresPool};

/// The table of the store. Several processes may create it at the same moment, also while others use it.
pub const SCHEMA: &str = "
    SELECT pg_advisory_xact_lock(7091833);
    DO $$ BEGIN
        IF to_regclass('chathooks_claims') IS NULL THEN
            CREATE TABLE chathooks_claims (
                key bytea PRIMARY KEY,
                token bytea NOT NULL,
                is_done boolean NOT NULL,
                expires_at timestamptz NOT NULL
            );
            CREATE INDEX ON chathooks_claims (expires_at);
        END IF;
    END $$;";

// Each statement is atomic without a transaction around it: `ON CONFLICT DO UPDATE` and `DELETE` lock the row and then check
// its newest version. `statement_timestamp()` is the same in all of a statement. `$1` is the key, and `$2` the token.

/// Always returns the row, which is a new claim if it has the token. `$3` is the lease in microseconds.
const CLAIM: &str = "
    INSERT INTO chathooks_claims AS has
    VALUES ($1, $2, false, statement_timestamp() + $3::bigint * interval '1 microsecond')
    ON CONFLICT (key) DO UPDATE SET
        token = CASE WHEN has.expires_at <= statement_timestamp() THEN EXCLUDED.token ELSE has.token END,
        is_done = has.is_done AND has.expires_at > statement_timestamp(),
        expires_at = CASE WHEN has.expires_at <= statement_timestamp() THEN EXCLUDED.expires_at ELSE has.expires_at END
    RETURNING token, is_done";
/// `$3` is the retention in microseconds.
const COMPLETE: &str = "
    INSERT INTO chathooks_claims AS has
    VALUES ($1, $2, true, statement_timestamp() + $3::bigint * interval '1 microsecond')
    ON CONFLICT (key) DO UPDATE SET token = EXCLUDED.token, is_done = true, expires_at = EXCLUDED.expires_at
    WHERE has.token = EXCLUDED.token OR has.expires_at <= statement_timestamp()";
/// Returns whether the lease was lost.
const RELEASE: &str = "
    WITH released AS (DELETE FROM chathooks_claims WHERE key = $1 AND token = $2 AND NOT is_done RETURNING key)
    SELECT NOT EXISTS (SELECT FROM released) AND EXISTS (
        SELECT FROM chathooks_claims WHERE key = $1 AND expires_at > statement_timestamp()
    )";
const PURGE: &str = "
    DELETE FROM chathooks_claims WHERE key IN (
        SELECT key FROM chathooks_claims WHERE expires_at <= statement_timestamp() LIMIT 1000 FOR UPDATE SKIP LOCKED
    )";

/// A store over PostgreSQL. A clone shares the connections. Its calls return futures, which need a runtime of tokio.
#[derive(Clone)]
pub struct PostgresStore {
    pool: PostgresPool,
    lease: TimeDelta,
    retention: TimeDelta,
    /// The upper half of each token, which distinguishes the stores of all processes.
    random: u64,
    count: Arc<AtomicU64>,
}

impl PostgresStore {
    /// Creates a store. A claim lasts for `lease`, and a completed event is remembered for `retention`.
    #[must_use]
    pub fn new(pool: PostgresPool, lease: Duration, retention: Duration) -> Self {
        let time = |duration| TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX).min(TimeDelta::days(36_500));
        Self {
            pool,
            lease: time(lease),
            retention: time(retention),
            random: RandomState::new().hash_one(std::process::id()),
            count: Arc::default(),
        }
    }

    /// Returns the connections of the store.
    #[must_use]
    pub fn pool(&self) -> &PostgresPool {
        &self.pool
    }

    /// Claims an event in a transaction, or waits until the transaction that has claimed it ends.
    ///
    /// # Errors
    ///
    /// [`Error::Locked`] if the other transaction takes too long, and the other errors.
    pub async fn claim_in(
        &self,
        transaction: &impl GenericClient,
        key: IdempotencyKey,
        now: DateTime<Utc>,
    ) -> Result<Outcome, Error> {
        let token = u128::from(self.random) << 64 | u128::from(self.count.fetch_add(1, Ordering::Relaxed));
        let statement = transaction.prepare_cached(CLAIM).await?;
        let (id, own) = (key.to_bytes(), token.to_be_bytes());
        let row = transaction.query_one(&statement, &[&&id[..], &&own[..], &microseconds(self.lease)]).await?;
        let (owner, is_done): (&[u8], bool) = (row.try_get(0)?, row.try_get(1)?);
        Ok(match (owner == own, is_done) {
            (true, false) => Outcome::Claimed(Claim::new(key, token, now + self.lease)),
            (_, true) => Outcome::Processed,
            (false, false) => Outcome::InProgress,
        })
    }

    /// Completes a claim in a transaction. If it is the transaction of the claim, the result is [`Completion::Recorded`].
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn complete_in(&self, transaction: &impl GenericClient, claim: &Claim) -> Result<Completion, Error> {
        let statement = transaction.prepare_cached(COMPLETE).await?;
        let (id, own) = (claim.key.to_bytes(), claim.token.to_be_bytes());
        let rows = transaction.execute(&statement, &[&&id[..], &&own[..], &microseconds(self.retention)]).await?;
        Ok(if rows == 1 { Completion::Recorded } else { Completion::LeaseLost })
    }

    /// Releases a claim in a transaction.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn release_in(&self, transaction: &impl GenericClient, claim: &Claim) -> Result<Completion, Error> {
        let statement = transaction.prepare_cached(RELEASE).await?;
        let (id, own) = (claim.key.to_bytes(), claim.token.to_be_bytes());
        let is_lost = transaction.query_one(&statement, &[&&id[..], &&own[..]]).await?.try_get(0)?;
        Ok(if is_lost { Completion::LeaseLost } else { Completion::Recorded })
    }

    /// Deletes up to 1000 entries that have expired, and returns how many it deleted.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn purge(&self) -> Result<u64, Error> {
        self.pool.within(async { Ok(self.pool.get().await?.execute(PURGE, &[]).await?) }).await
    }

    /// Purges for as long as the future is polled, and passes errors to `log`.
    pub async fn purge_every(&self, interval: Duration, log: impl Fn(Error)) {
        loop {
            match self.purge().await {
                Ok(1000) => {}
                other => {
                    let _ = other.map_err(&log);
                    tokio::time::sleep(interval).await;
                }
            }
        }
    }
}

fn microseconds(time: TimeDelta) -> i64 {
    time.num_microseconds().unwrap_or(i64::MAX)
}

type Call<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

impl Store for PostgresStore {
    type Output<T: Send + 'static> = Call<T>;

    fn claim(&self, key: IdempotencyKey, now: DateTime<Utc>) -> Call<Outcome> {
        let store = self.clone();
        Box::pin(
            async move { store.pool.within(async { store.claim_in(&store.pool.get().await?, key, now).await }).await },
        )
    }

    fn complete(&self, claim: &Claim, _: DateTime<Utc>) -> Call<Completion> {
        let (store, claim) = (self.clone(), claim.clone());
        Box::pin(
            async move { store.pool.within(async { store.complete_in(&store.pool.get().await?, &claim).await }).await },
        )
    }

    fn release(&self, claim: &Claim, _: DateTime<Utc>) -> Call<Completion> {
        let (store, claim) = (self.clone(), claim.clone());
        Box::pin(
            async move { store.pool.within(async { store.release_in(&store.pool.get().await?, &claim).await }).await },
        )
    }
}
