//! `dedupe` with a real redis-server, which each test starts on a free port.
//!
//! Without a redis-server the tests are skipped; with `CHATHOOKS_REDIS=1` that is an error.

#[path = "util/redis.rs"]
mod redis_server;

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use chathooks::Key;
use chathooks::dedupe::{Claim, Completion, IdempotencyKey, Outcome, Store as _};
use chathooks::dixa::{self, Conversation, ConversationClosed, Event};
use chathooks_integrations::redis_pool::{Error, RedisPool};
use chathooks_integrations::redis_store::RedisStore;
use chrono::Utc;
use redis_server::{IN_MEMORY, Redis};

fn pool(redis: &Redis, timeout: Duration) -> RedisPool {
    RedisPool::new(&redis.url, 4, timeout).unwrap()
}

fn store(redis: &Redis, lease: Duration) -> RedisStore {
    RedisStore::new(pool(redis, Duration::from_secs(10)), lease, Duration::from_secs(600))
}

fn start_worker(redis: &Redis, lease: Duration, mode: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_redis-worker"))
        .args([&redis.url, &lease.as_millis().to_string(), mode])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Returns how often each event was handled.
fn handled(redis: &Redis) -> HashMap<String, u64> {
    let keys: Vec<String> = redis.query(&["KEYS", "handled:*"]);
    let mut connection = redis.connection().unwrap();
    let get = |key: String| {
        let count = redis::cmd("GET").arg(&key).query(&mut connection).unwrap();
        (key.replace("handled:", ""), count)
    };
    keys.into_iter().map(get).collect()
}

fn event_id(number: usize) -> String {
    format!("c0ffee00-0000-4000-8000-{number:012}")
}

/// Returns a line for a worker: a signed delivery of Dixa's.
fn line(number: usize) -> String {
    let event = Event::new(event_id(number), ConversationClosed::new(Conversation::new(90417)));
    // The JSON layout has line feeds.
    let body = String::from_utf8(event.to_json()).unwrap().replace('\n', "");
    let time = Utc::now().timestamp_millis();
    let signature = Key::from_hex("0a1b2c3d").unwrap().sign(format!("{time}.{body}").as_bytes());
    format!("{number} t={time},v1={signature} {body}\n")
}

/// Sends 10,000 deliveries to 8 processes, each to three at once, and again after each status but 200.
#[test]
fn each_delivery_is_handled_once() {
    const WORKERS: usize = 8;
    const DELIVERIES: usize = 10_000;
    let Some(redis) = Redis::start(IN_MEMORY) else { return };
    let (answers, answered) = channel();
    let mut workers = Vec::new();
    let mut inputs: Vec<Sender<String>> = Vec::new();
    let mut threads = Vec::new();
    for worker in 0..WORKERS {
        let mut child = start_worker(&redis, Duration::from_secs(60), "works");
        let (mut stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (input, lines) = channel::<String>();
        threads
            .push(std::thread::spawn(move || lines.iter().for_each(|line| stdin.write_all(line.as_bytes()).unwrap())));
        let answers = answers.clone();
        threads.push(std::thread::spawn(move || {
            for answer in BufReader::new(stdout).lines() {
                let answer = answer.unwrap();
                let (number, status) = answer.split_once(' ').unwrap();
                answers.send((worker, number.parse::<usize>().unwrap(), status.parse::<u16>().unwrap())).unwrap();
            }
        }));
        workers.push(child);
        inputs.push(input);
    }
    drop(answers);

    for number in 0..DELIVERIES {
        let line = line(number);
        for copy in 0..3 {
            inputs[(number + copy) % WORKERS].send(line.clone()).unwrap();
        }
    }
    let mut statuses: HashMap<u16, usize> = HashMap::new();
    while statuses.get(&200) != Some(&(3 * DELIVERIES)) {
        let (worker, number, status) = answered.recv_timeout(Duration::from_secs(120)).expect("an answer");
        *statuses.entry(status).or_default() += 1;
        if status != 200 {
            inputs[worker].send(line(number)).unwrap();
        }
    }
    drop(inputs);
    for mut worker in workers {
        assert!(worker.wait().unwrap().success());
    }
    for thread in threads {
        thread.join().unwrap();
    }

    let handled = handled(&redis);
    assert_eq!(handled.len(), DELIVERIES);
    assert!(handled.values().all(|count| *count == 1));
    // Some copies arrived during the work, and some work failed.
    println!("answers: {statuses:?}");
    assert!(statuses[&503] > 0 && statuses[&500] > 0);
}

/// The lease of a dead worker expires, and another worker handles the event.
#[test]
fn a_worker_dies() {
    const LEASE: Duration = Duration::from_millis(700);
    let Some(redis) = Redis::start(IN_MEMORY) else { return };
    let mut dying = start_worker(&redis, LEASE, "dies");
    dying.stdin.take().unwrap().write_all(line(1).as_bytes()).unwrap();
    assert!(!dying.wait().unwrap().success());
    assert_eq!(handled(&redis).len(), 0);

    let mut worker = start_worker(&redis, LEASE, "works");
    let mut stdin = worker.stdin.take().unwrap();
    let mut answers = BufReader::new(worker.stdout.take().unwrap()).lines();
    let mut statuses = Vec::new();
    let start = Instant::now();
    while statuses.last() != Some(&"1 200".to_owned()) {
        assert!(start.elapsed() < Duration::from_secs(30));
        stdin.write_all(line(1).as_bytes()).unwrap();
        statuses.push(answers.next().unwrap().unwrap());
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(stdin);
    assert!(worker.wait().unwrap().success());
    println!("{} answers before it was handled", statuses.len() - 1);
    assert_eq!(handled(&redis), HashMap::from([(event_id(1), 1)]));
}

fn claimed(outcome: Outcome) -> Claim {
    match outcome {
        Outcome::Claimed(claim) => claim,
        other => panic!("{other:?}"),
    }
}

/// A worker whose lease expired cannot complete or release the claim of another worker.
#[tokio::test]
async fn a_worker_is_too_late() {
    const LEASE: Duration = Duration::from_millis(200);
    let Some(redis) = Redis::start(IN_MEMORY) else { return };
    let (slow, quick) = (store(&redis, LEASE), store(&redis, Duration::from_secs(60)));
    let id = IdempotencyKey::new(<dixa::Dixa as chathooks::Vendor>::NAME, "c0ffee00");
    let late = claimed(slow.claim(id, Utc::now()).await.unwrap());
    std::thread::sleep(2 * LEASE);
    let own = claimed(quick.claim(id, Utc::now()).await.unwrap());
    assert_ne!(late.token, own.token);
    assert_eq!(slow.release(&late, Utc::now()).await.unwrap(), Completion::LeaseLost);
    assert_eq!(slow.complete(&late, Utc::now()).await.unwrap(), Completion::LeaseLost);
    assert_eq!(slow.claim(id, Utc::now()).await.unwrap(), Outcome::InProgress);
    assert_eq!(quick.complete(&own, Utc::now()).await.unwrap(), Completion::Recorded);
    assert_eq!(slow.release(&late, Utc::now()).await.unwrap(), Completion::LeaseLost);
    assert_eq!(slow.complete(&late, Utc::now()).await.unwrap(), Completion::LeaseLost);
    assert_eq!(slow.claim(id, Utc::now()).await.unwrap(), Outcome::Processed);
}

/// Each field of the table in the docs of `Store`.
#[tokio::test]
async fn it_does_what_every_store_does() {
    let Some(redis) = Redis::start(IN_MEMORY) else { return };
    let store = store(&redis, Duration::from_secs(60));
    let now = Utc::now();
    let id = |number: u8| IdempotencyKey::new("test", &number.to_string());
    let stranger = |number| Claim::new(id(number), u128::MAX, now);

    // No entry.
    assert_eq!(store.complete(&stranger(1), now).await.unwrap(), Completion::Recorded);
    assert_eq!(store.claim(id(1), now).await.unwrap(), Outcome::Processed);
    assert_eq!(store.release(&stranger(2), now).await.unwrap(), Completion::Recorded);
    // Claimed with another token, and with the same.
    let claim = claimed(store.claim(id(2), now).await.unwrap());
    assert_eq!(claim.expires_at, now + chrono::TimeDelta::seconds(60));
    assert_eq!(store.claim(id(2), now).await.unwrap(), Outcome::InProgress);
    assert_eq!(store.complete(&stranger(2), now).await.unwrap(), Completion::LeaseLost);
    assert_eq!(store.release(&stranger(2), now).await.unwrap(), Completion::LeaseLost);
    assert_eq!(store.release(&claim, now).await.unwrap(), Completion::Recorded);
    let claim = claimed(store.claim(id(2), now).await.unwrap());
    assert_eq!(store.complete(&claim, now).await.unwrap(), Completion::Recorded);
    // Processed with the same token, and with another.
    assert_eq!(store.claim(id(2), now).await.unwrap(), Outcome::Processed);
    assert_eq!(store.complete(&claim, now).await.unwrap(), Completion::Recorded);
    assert_eq!(store.release(&claim, now).await.unwrap(), Completion::LeaseLost);
    assert_eq!(store.complete(&stranger(2), now).await.unwrap(), Completion::LeaseLost);
    assert_eq!(store.release(&stranger(2), now).await.unwrap(), Completion::LeaseLost);
    // A completed event expires after the retention.
    let seconds = Duration::from_secs;
    let forgetful = RedisStore::new(pool(&redis, seconds(10)), seconds(60), Duration::from_millis(50));
    let claim = claimed(forgetful.claim(id(3), now).await.unwrap());
    assert_eq!(forgetful.complete(&claim, now).await.unwrap(), Completion::Recorded);
    std::thread::sleep(Duration::from_millis(200));
    claimed(forgetful.claim(id(3), now).await.unwrap());
}

/// Redis refuses such a time.
#[tokio::test]
async fn times_that_redis_refuses_are_limited() {
    let Some(redis) = Redis::start(IN_MEMORY) else { return };
    for (number, time) in ["1", "2", "3"].into_iter().zip([Duration::ZERO, Duration::from_micros(1), Duration::MAX]) {
        let (now, id) = (Utc::now(), IdempotencyKey::new("test", number));
        let store = RedisStore::new(pool(&redis, Duration::from_secs(10)), time, time);
        let claim = claimed(store.claim(id, now).await.unwrap());
        assert_eq!(store.complete(&claim, now).await.unwrap(), Completion::Recorded);
    }
}

/// Returns the error of each call of the store.
async fn errors(store: &RedisStore, claim: &Claim) -> [Error; 3] {
    let now = Utc::now();
    [
        store.claim(IdempotencyKey::new("test", "2"), now).await.unwrap_err(),
        store.complete(claim, now).await.unwrap_err(),
        store.release(claim, now).await.unwrap_err(),
    ]
}

/// Each call returns an error that says what happened, and the store needs no restart.
#[tokio::test]
async fn errors_tell_a_timeout_from_a_refusal() {
    const TIMEOUT: Duration = Duration::from_millis(300);
    let Some(mut redis) = Redis::start(IN_MEMORY) else { return };
    let store = RedisStore::new(pool(&redis, TIMEOUT), Duration::from_secs(60), Duration::from_secs(600));
    let id = IdempotencyKey::new("test", "1");
    let claim = claimed(store.claim(id, Utc::now()).await.unwrap());

    redis.signal("STOP");
    let all = errors(&store, &claim).await;
    assert_eq!(all, [const { Error::Timeout(TIMEOUT) }; 3]);
    assert_eq!(all[0].to_string(), "Redis did not answer within 300 ms");
    redis.signal("CONT");
    assert_eq!(store.claim(id, Utc::now()).await.unwrap(), Outcome::InProgress);

    let () = redis.query(&["CONFIG", "SET", "maxmemory", "1"]);
    let error = store.claim(IdempotencyKey::new("test", "3"), Utc::now()).await.unwrap_err();
    assert_eq!(error, Error::Refused("OOM".to_owned()));
    assert_eq!(error.to_string(), "Redis refused the command: OOM");
    let () = redis.query(&["CONFIG", "SET", "maxmemory", "0"]);
    assert_eq!(store.claim(id, Utc::now()).await.unwrap(), Outcome::InProgress);

    redis.kill();
    let all = errors(&store, &claim).await;
    assert_eq!(all, [const { Error::Unreachable }; 3]);
    assert_eq!(all[0].to_string(), "no connection to Redis");
    redis.restart();
    // The server has kept nothing on disk.
    claimed(store.claim(id, Utc::now()).await.unwrap());

    let protected = redis.url.replace("redis://", "redis://:wrong@");
    let protected = RedisPool::new(&protected, 1, TIMEOUT).unwrap();
    let () = redis.query(&["CONFIG", "SET", "requirepass", "right"]);
    let error = protected.query::<String>(&redis::cmd("PING")).await.unwrap_err();
    assert_eq!(error.to_string(), "Redis refused the command: NOAUTH");
    assert_eq!(RedisPool::new("not a url", 1, TIMEOUT).err(), Some(Error::Unexpected));
}

/// A call waits for a connection of the pool no longer than its timeout, and a lost answer is an error of its own.
#[tokio::test]
async fn the_pool_is_limited() {
    let Some(mut redis) = Redis::start(IN_MEMORY) else { return };
    let pool = RedisPool::new(&redis.url, 1, Duration::from_millis(300)).unwrap();
    let mut wait = redis::cmd("BLPOP");
    wait.arg("nothing").arg(30);
    let (blocking, second) = (Duration::from_secs(30), pool.clone());
    let first = tokio::spawn(async move { pool.query_blocking::<()>(&wait, blocking).await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let ping = redis::cmd("PING");
    assert_eq!(second.query::<String>(&ping).await, Err(Error::Timeout(Duration::from_millis(300))));
    redis.kill();
    let error = first.await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "the connection to Redis ended before the answer");
    redis.restart();
    assert_eq!(second.query::<String>(&ping).await.unwrap(), "PONG");
}
