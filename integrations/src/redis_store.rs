//! A store for `dedupe` over Redis, shared by all processes of a receiver.
//!
//! The value of each idempotency key is `claim:<token>` or `done:<token>`, and expires by Redis's own clock. Configure Redis
//! so that it does not evict keys (`maxmemory-policy noeviction`). If Redis fails before it has replicated a claim, the claim
//! is lost and the event may be handled twice. If that is not acceptable, claim in the database of the work.

use std::hash::{BuildHasher as _, RandomState};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chathooks::dedupe::{Claim, Completion, IdempotencyKey, Outcome, Store};
use chrono::{DateTime, TimeDelta, Utc};
use redis::Script;

use crate::redis_pool::{Error, RedisPool};

/// `KEYS[1]` is the key; `ARGV` is the token and the lease in milliseconds. Redis runs a script atomically.
const CLAIM: &str = "local has = redis.call('GET', KEYS[1])
    if has then return string.sub(has, 1, 5) end
    redis.call('SET', KEYS[1], 'claim:' .. ARGV[1], 'PX', ARGV[2])
    return 'none'";
/// `ARGV` is the token and the retention in milliseconds.
const COMPLETE: &str = "local has = redis.call('GET', KEYS[1])
    if has and has ~= 'claim:' .. ARGV[1] and has ~= 'done:' .. ARGV[1] then return false end
    redis.call('SET', KEYS[1], 'done:' .. ARGV[1], 'PX', ARGV[2])
    return true";
const RELEASE: &str = "local has = redis.call('GET', KEYS[1])
    if has and has ~= 'claim:' .. ARGV[1] then return false end
    redis.call('DEL', KEYS[1])
    return true";

/// A store over Redis. Its calls return futures, which need a runtime of tokio.
///
/// After [`Error::Timeout`] or a lost connection, the claim may have been made: answer 503, and the event can be claimed
/// when the lease has expired.
pub struct RedisStore {
    pool: RedisPool,
    scripts: Arc<[Script; 3]>,
    lease: TimeDelta,
    retention: TimeDelta,
    /// The upper half of each token, which distinguishes the stores of all processes.
    random: u64,
    count: AtomicU64,
}

impl RedisStore {
    /// Creates a store. A claim lasts for `lease`, and a completed event is remembered for `retention`: each at least a
    /// millisecond, and at most 36,500 days.
    #[must_use]
    pub fn new(pool: RedisPool, lease: Duration, retention: Duration) -> Self {
        let limits = (TimeDelta::milliseconds(1), TimeDelta::days(36_500));
        let time = |duration| TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX).clamp(limits.0, limits.1);
        Self {
            pool,
            scripts: Arc::new([CLAIM, COMPLETE, RELEASE].map(Script::new)),
            lease: time(lease),
            retention: time(retention),
            random: RandomState::new().hash_one(std::process::id()),
            count: AtomicU64::new(0),
        }
    }

    fn end(&self, script: fn(&[Script; 3]) -> &Script, claim: &Claim) -> Call<Completion> {
        let (pool, scripts, retention) = (self.pool.clone(), Arc::clone(&self.scripts), self.retention);
        let (key, token) = (redis_key(claim.key), claim.token.to_string());
        Box::pin(async move {
            let is_ended: bool =
                pool.run(script(&scripts).key(key).arg(token).arg(retention.num_milliseconds())).await?;
            Ok(if is_ended { Completion::Recorded } else { Completion::LeaseLost })
        })
    }
}

fn redis_key(key: IdempotencyKey) -> String {
    format!("chathooks:{key}")
}

type Call<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

impl Store for RedisStore {
    type Output<T: Send + 'static> = Call<T>;

    fn claim(&self, key: IdempotencyKey, now: DateTime<Utc>) -> Call<Outcome> {
        let token = u128::from(self.random) << 64 | u128::from(self.count.fetch_add(1, Ordering::Relaxed));
        let (pool, scripts, lease) = (self.pool.clone(), Arc::clone(&self.scripts), self.lease);
        Box::pin(async move {
            let [script, ..] = &*scripts;
            let mut call = script.key(redis_key(key));
            let has: String = pool.run(call.arg(token.to_string()).arg(lease.num_milliseconds())).await?;
            match has.as_str() {
                "none" => Ok(Outcome::Claimed(Claim::new(key, token, now + lease))),
                "claim" => Ok(Outcome::InProgress),
                "done:" => Ok(Outcome::Processed),
                _ => Err(Error::Unexpected),
            }
        })
    }

    fn complete(&self, claim: &Claim, _: DateTime<Utc>) -> Call<Completion> {
        self.end(|[_, complete, _]| complete, claim)
    }

    fn release(&self, claim: &Claim, _: DateTime<Utc>) -> Call<Completion> {
        self.end(|[_, _, release]| release, claim)
    }
}
