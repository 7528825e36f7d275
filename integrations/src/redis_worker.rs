//! A worker of a receiver app for `tests/redis.rs`: one of several processes that share a Redis.
//!
//! `redis-worker URL LEASE-MS MODE` reads deliveries from standard input, one per line: a number, the signature header and
//! the body. For each it writes a line with the number and the status. Its work is to increment a counter of the event in
//! Redis, so that the tests find an event that was handled twice. With the mode `dies` it aborts after its first claim.

use std::error::Error;
use std::io::{BufRead as _, Write as _};
use std::time::Duration;

use chathooks::Key;
use chathooks::dedupe::{Completion, IdempotencyKey, Outcome, Store as _};
use chathooks::dixa::{Dixa, Event, Receiver};
use chathooks_integrations::redis_pool::RedisPool;
use chathooks_integrations::redis_store::RedisStore;
use chrono::Utc;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, lease, mode] = arguments.as_slice() else { return Err("usage: redis-worker URL LEASE-MS MODE".into()) };
    let pool = RedisPool::new(url, 2, Duration::from_secs(10))?;
    let seen = RedisStore::new(pool, Duration::from_millis(lease.parse()?), Duration::from_secs(600));
    let receiver = Receiver::new(Key::from_hex("0a1b2c3d")?, Duration::from_secs(300));
    let mut counts = redis::Client::open(url.as_str())?.get_connection()?;

    for (index, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line?;
        let [number, signature, body] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else {
            return Err("malformed line".into());
        };
        let headers = [("x-dixa-signature", signature)];
        let verified = receiver.receive(&headers, body.as_bytes(), Utc::now())?;
        let event = Event::decode(&verified)?;
        let key = IdempotencyKey::of::<Dixa>(&event).ok_or("no id")?;

        let status = match seen.claim(key, Utc::now()).await? {
            Outcome::Processed => 200,
            Outcome::InProgress => 503,
            Outcome::Claimed(_) if mode == "dies" => std::process::abort(),
            // Some of the work fails, and some is slow, so that the other two copies arrive in the meantime.
            Outcome::Claimed(claim) if index % 50 == 7 => {
                std::thread::sleep(Duration::from_millis(3));
                if seen.release(&claim, Utc::now()).await? == Completion::LeaseLost {
                    return Err("the lease was lost".into());
                }
                500
            }
            Outcome::Claimed(claim) => {
                if index % 10 == 3 {
                    std::thread::sleep(Duration::from_millis(3));
                }
                let _: u64 =
                    redis::cmd("INCR").arg(format!("handled:{}", event.event_id.as_str())).query(&mut counts)?;
                if seen.complete(&claim, Utc::now()).await? == Completion::LeaseLost {
                    return Err("the lease was lost".into());
                }
                200
            }
        };
        writeln!(std::io::stdout(), "{number} {status}")?;
    }
    Ok(())
}
