//! `dedupe` for a fleet: a store over Redis, which all processes of a receiver share.
//!
//! An id is a key, which is `claim:<token>` or `done:<token>` and runs out by Redis's own clock. Keep it in a Redis that
//! does not evict keys (`maxmemory-policy noeviction`). A claim that the server had not passed on when it died is
//! forgotten, and the event may then be handled twice: where that must not be, claim in the database that the work is in.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chathooks::dedupe::{Claim, Completion, IdempotencyKey, Outcome, Store};
use chrono::{DateTime, TimeDelta, Utc};
use redis::{Client, Connection, RedisResult, Script};

/// `KEYS[1]`: the id; `ARGV`: the token, what it becomes, for how long in milliseconds. Nothing comes in between.
const COMPLETE: &str = "local has = redis.call('GET', KEYS[1])
    if has and has ~= 'claim:' .. ARGV[1] and has ~= 'done:' .. ARGV[1] then return false end
    redis.call('SET', KEYS[1], 'done:' .. ARGV[1], 'PX', ARGV[2])
    return true";
const RELEASE: &str = "local has = redis.call('GET', KEYS[1])
    if has and has ~= 'claim:' .. ARGV[1] then return false end
    redis.call('DEL', KEYS[1])
    return true";

/// A store that blocks while Redis answers.
pub struct RedisStore {
    client: Client,
    connection: Mutex<Option<Connection>>,
    lease: TimeDelta,
    retention: TimeDelta,
    /// What tells this store's tokens from those of the others, and its claims from each other.
    random: u64,
    count: AtomicU64,
}

impl RedisStore {
    /// Takes an address such as `redis://127.0.0.1:6379`, how long a claim lasts, and how long it is known what was done.
    ///
    /// # Errors
    ///
    /// When the address is not one. Redis is not called yet.
    pub fn new(address: &str, lease: Duration, retention: Duration) -> RedisResult<Self> {
        let time = |duration| TimeDelta::from_std(duration).unwrap_or(TimeDelta::days(365));
        Ok(Self {
            client: Client::open(address)?,
            connection: Mutex::new(None),
            lease: time(lease),
            retention: time(retention),
            random: RandomState::new().hash_one(std::process::id()),
            count: AtomicU64::new(0),
        })
    }

    /// Calls Redis, over a new connection where there is none or the last one broke.
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
        let is_ended: bool = self.call(|redis| script.key(key(claim.key)).arg(token).arg(retention).invoke(redis))?;
        Ok(if is_ended { Completion::Recorded } else { Completion::LeaseLost })
    }
}

fn key(id: IdempotencyKey) -> String {
    format!("chathooks:{id}")
}

impl Store for RedisStore {
    type Output<T: Send + 'static> = RedisResult<T>;

    fn claim(&self, id: IdempotencyKey, now: DateTime<Utc>) -> RedisResult<Outcome> {
        let token = u128::from(self.random) << 64 | u128::from(self.count.fetch_add(1, Ordering::Relaxed));
        let (value, lease) = (format!("claim:{token}"), self.lease.num_milliseconds());
        self.call(|redis| {
            let set = redis::cmd("SET").arg(key(id)).arg(value).arg("NX").arg("PX").arg(lease).query(redis)?;
            if set {
                return Ok(Outcome::Claimed(Claim::new(id, token, now + self.lease)));
            }
            let has: Option<String> = redis::cmd("GET").arg(key(id)).query(redis)?;
            // Where it ran out between the two, somebody had it a moment ago: that is busy too.
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
