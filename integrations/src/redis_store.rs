//! A store for `dedupe` over Redis, shared by all processes of a receiver.
//!
//! The value of each idempotency key is `claim:<token>` or `done:<token>`, and expires by Redis's own clock. Configure Redis
//! so that it does not evict keys (`maxmemory-policy noeviction`). If Redis fails before it has replicated a claim, the claim
//! is lost and the event may be handled twice. If that is not acceptable, claim in the database of the work.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chathooks::dedupe::{Claim, Completion, IdempotencyKey, Outcome, Store};
use chrono::{DateTime, TimeDelta, Utc};
use redis::{Client, Connection, RedisResult, Script};

/// `KEYS[1]` is the key; `ARGV` is the token and the retention in milliseconds. Redis runs a script atomically.
const COMPLETE: &str = "local has = redis.call('GET', KEYS[1])
    if has and has ~= 'claim:' .. ARGV[1] and has ~= 'done:' .. ARGV[1] then return false end
    redis.call('SET', KEYS[1], 'done:' .. ARGV[1], 'PX', ARGV[2])
    return true";
const RELEASE: &str = "local has = redis.call('GET', KEYS[1])
    if has and has ~= 'claim:' .. ARGV[1] then return false end
    redis.call('DEL', KEYS[1])
    return true";

/// A store over Redis. Its calls block until Redis answers.
pub struct RedisStore {
    client: Client,
    connection: Mutex<Option<Connection>>,
    lease: TimeDelta,
    retention: TimeDelta,
    /// The upper half of each token, which distinguishes the stores of all processes.
    random: u64,
    count: AtomicU64,
}

impl RedisStore {
    /// Creates a store over the Redis at `url`, such as `redis://127.0.0.1:6379`.
    ///
    /// A claim lasts for `lease`, and a completed event is remembered for `retention`.
    ///
    /// # Errors
    ///
    /// `url` is invalid. No connection is opened yet.
    pub fn new(url: &str, lease: Duration, retention: Duration) -> RedisResult<Self> {
        let time = |duration| TimeDelta::from_std(duration).unwrap_or(TimeDelta::days(365));
        Ok(Self {
            client: Client::open(url)?,
            connection: Mutex::new(None),
            lease: time(lease),
            retention: time(retention),
            random: RandomState::new().hash_one(std::process::id()),
            count: AtomicU64::new(0),
        })
    }

    /// Calls Redis, over a new connection if there is none or the last one failed.
    fn call<T>(&self, call: impl FnOnce(&mut Connection) -> RedisResult<T>) -> RedisResult<T> {
        let mut held = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let mut connection = held.take().map_or_else(|| self.client.get_connection(), Ok)?;
        let result = call(&mut connection)?;
        *held = Some(connection);
        Ok(result)
    }

    fn end(&self, script: &str, claim: &Claim) -> RedisResult<Completion> {
        let (script, token) = (Script::new(script), claim.token.to_string());
        let retention = self.retention.num_milliseconds();
        let is_ended: bool =
            self.call(|redis| script.key(redis_key(claim.key)).arg(token).arg(retention).invoke(redis))?;
        Ok(if is_ended { Completion::Recorded } else { Completion::LeaseLost })
    }
}

fn redis_key(key: IdempotencyKey) -> String {
    format!("chathooks:{key}")
}

impl Store for RedisStore {
    type Output<T: Send + 'static> = RedisResult<T>;

    fn claim(&self, key: IdempotencyKey, now: DateTime<Utc>) -> RedisResult<Outcome> {
        let token = u128::from(self.random) << 64 | u128::from(self.count.fetch_add(1, Ordering::Relaxed));
        let (value, lease) = (format!("claim:{token}"), self.lease.num_milliseconds());
        self.call(|redis| {
            let set = redis::cmd("SET").arg(redis_key(key)).arg(value).arg("NX").arg("PX").arg(lease).query(redis)?;
            if set {
                return Ok(Outcome::Claimed(Claim::new(key, token, now + self.lease)));
            }
            let has: Option<String> = redis::cmd("GET").arg(redis_key(key)).query(redis)?;
            // If the key expired between the two commands, another worker had a claim a moment ago.
            Ok(if has.is_some_and(|has| has.starts_with("done:")) { Outcome::Processed } else { Outcome::InProgress })
        })
    }

    fn complete(&self, claim: &Claim, _: DateTime<Utc>) -> RedisResult<Completion> {
        self.end(COMPLETE, claim)
    }

    fn release(&self, claim: &Claim, _: DateTime<Utc>) -> RedisResult<Completion> {
        self.end(RELEASE, claim)
    }
}
