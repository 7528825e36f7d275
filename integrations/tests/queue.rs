//! The receiver and the worker of the queue: all vendors, dead letters, and workers that die.
//!
//! Without a redis-server the tests are skipped; with `CHATHOOKS_REDIS=1` that is an error.

#[path = "util/client.rs"]
mod client;
#[path = "util/fleet.rs"]
mod fleet;
#[path = "util/process.rs"]
mod process;
#[path = "util/queue.rs"]
mod queue;
#[path = "util/redis.rs"]
mod redis_server;

use std::collections::HashMap;
use std::time::Duration;

use chathooks::acquire::Acquire;
use chathooks::testkit::{self, Kit};
use chathooks::{Key, Stored, Vendor, Verified};
use chathooks_integrations::redis_pool::{Error, RedisPool};
use chathooks_integrations::redis_queue::{Added, Queue};
use chrono::Utc;
use client::send;
use fleet::{Process, wait_until};
use process::{ACQUIRE_KEY, ACQUIRE_V1_TOKEN, COMM100_TOKEN, DIXA_KEY};
use queue::{LEASE, RawEntry, dead, expect_handled, key, request, status};
use redis_server::{DURABLE, Redis};

/// Each event of each vendor arrives with its proof, and a body that does not decode becomes a dead letter.
#[test]
fn all_vendors() {
    let Some(redis) = Redis::start(DURABLE) else { return };
    let receiver = Process::receiver(&redis.url, &[]);
    let acquire = testkit::acquire(Key::new(ACQUIRE_KEY).unwrap(), receiver.url("/acquire")).unwrap();
    let dixa = Key::from_hex(DIXA_KEY).unwrap();
    let dixa = testkit::dixa(dixa, receiver.url("/dixa"), Utc::now(), Duration::from_secs(300)).unwrap();
    let acquire_v1 = testkit::acquire_v1(ACQUIRE_V1_TOKEN, receiver.url("/acquire-v1")).unwrap();
    let comm100 = testkit::comm100(COMM100_TOKEN, receiver.url("/comm100")).unwrap();
    let names = [go_through(&acquire), go_through(&dixa), go_through(&acquire_v1), go_through(&comm100)].concat();
    // Nothing that was refused is in the queue, and the same event in another format is a duplicate.
    let queued = redis.query::<usize>(&["XLEN", "chathooks"]);
    assert!(queued < names.len(), "{queued} of {}", names.len());
    let mut malformed = 0;
    for request in [requests(&acquire), requests(&dixa), requests(&acquire_v1), requests(&comm100)].concat() {
        assert_eq!(send(&request), (200, String::new()));
        malformed += 1;
    }
    assert_eq!(redis.query::<usize>(&["XLEN", "chathooks"]), queued + malformed);

    let worker = Process::worker("a", &redis.url, &[("LEASE_MS", "400"), ("TRIES", "1")]);
    wait_until("an empty stream", || redis.query::<u64>(&["XLEN", "chathooks"]) == 0);
    // An event of Acquire's that was sent in several formats was handled once, with the proof of its first delivery.
    let log = worker.log().lines();
    let handled: Vec<_> = log.iter().filter_map(|line| line.split_once(", entry ").map(|(event, _)| event)).collect();
    for name in &names {
        let event = name.split_once(" by ").unwrap().0;
        let is_exact = !name.starts_with("acquire: case:status");
        let is_handled = |line: &&str| if is_exact { line == name } else { line.starts_with(event) };
        assert!(handled.iter().any(is_handled), "{name}: {handled:?}");
    }
    assert_eq!(dead(&redis).len(), malformed);
}

const POISON: &str = r#"{"event":"case:status","data":{"caseId":"72","status":"closed","messages":[{"seen":[]}]}}"#;

/// Sends all requests of a kit, and returns the names of the valid events.
fn go_through<V: Vendor>(kit: &Kit<V>) -> Vec<String> {
    let mut names = Vec::new();
    for delivery in kit.valid().chain(kit.unknown()) {
        assert_eq!(send(&delivery.request), (200, String::new()), "{delivery}");
        let proof = match (V::NAME, delivery.is_stringified) {
            ("acquire", true) => "stringified",
            ("acquire" | "dixa", _) => "signature",
            _ => "token",
        };
        names.push(format!("{}: {} by {proof}", V::NAME, delivery.event));
    }
    for forged in kit.forged() {
        assert_eq!(send(&forged.request), (401, String::new()), "{forged}");
    }
    names
}

fn requests<V: Vendor>(kit: &Kit<V>) -> Vec<http::Request<Vec<u8>>> {
    kit.malformed().map(|malformed| malformed.request).collect()
}

/// A body that does not decode, a record that cannot be read and an unknown vendor become dead letters after three tries.
#[test]
fn poison_messages_become_dead_letters() {
    let Some(redis) = Redis::start(DURABLE) else { return };
    let receiver = Process::receiver(&redis.url, &[]);
    assert_eq!(send(&request(&receiver, POISON)).0, 200);
    assert_eq!(status(&receiver, 1), 200);
    for vendor in ["acquire", "zulip"] {
        let _: String = redis.query(&["XADD", "chathooks", "*", "vendor", vendor, "key", "", "record", "{}"]);
    }
    let worker = Process::worker("a", &redis.url, LEASE);
    expect_handled(&redis, &worker, [1]);

    let mut dead = dead(&redis);
    dead.sort_by_key(|letter| (letter["vendor"] != "acquire", letter["record"] == "{}"));
    let errors: Vec<_> = dead.iter().map(|letter| (letter["path"].as_str(), letter["error"].as_str())).collect();
    assert_eq!(
        errors,
        [
            ("data.messages[0].seen", "data.messages[0].seen: expected a string, found an array"),
            ("record", "record: missing field `vendor`"),
            ("vendor", "vendor: unknown"),
        ]
    );
    assert!(dead.iter().all(|letter| letter["tries"] == "3"));
    // The dead letter has all that is necessary to try again with a newer version of the crate.
    let Stored(verified): Stored<Verified<Acquire, Vec<u8>>> = serde_json::from_str(&dead[0]["record"]).unwrap();
    assert_eq!((verified.as_bytes(), verified.proof().as_str()), (POISON.as_bytes(), "signature"));
    let failures = |text: &str| worker.log().lines().iter().filter(|line| line.contains(text)).count();
    assert_eq!(failures("expected a string, found an array"), 3);
    // No log contains a value.
    assert_eq!(failures("closed"), 0);
}

/// Another worker handles what a dead worker has left. An event that ends each of its workers becomes a dead letter, whose
/// key is free again.
#[test]
fn workers_die() {
    let Some(redis) = Redis::start(DURABLE) else { return };
    let receiver = Process::receiver(&redis.url, &[]);
    assert_eq!([1, 2].map(|number| status(&receiver, number)), [200; 2]);
    assert_eq!(send(&request(&receiver, POISON)).0, 200);
    let () = redis.query(&["XGROUP", "CREATE", "chathooks", "workers", "0"]);
    let read = ["XREADGROUP", "GROUP", "workers", "dead", "STREAMS", "chathooks", ">"];
    let streams: Vec<(String, Vec<RawEntry>)> = redis.query(&read);
    let [id, malformed] = [1, 2].map(|index| streams[0].1[index].0.as_str());
    // The second and the third entry were assigned to a worker three times.
    let claim = ["XCLAIM", "chathooks", "workers", "dead", "0", id, malformed, "RETRYCOUNT", "3", "JUSTID"];
    let _: Vec<String> = redis.query(&claim);
    assert_eq!(status(&receiver, 3), 200);

    let worker = Process::worker("a", &redis.url, LEASE);
    expect_handled(&redis, &worker, [1, 3]);
    worker.log().wait_for(&format!("key {}, try 2", key(1)));
    worker.log().wait_for(&format!("key {}, try 1", key(3)));
    let mut dead = dead(&redis);
    dead.sort_by_key(|letter| letter["id"] == malformed);
    let [letter, second] =
        [0, 1].map(|index| ["id", "key", "path", "error", "tries"].map(|name| dead[index][name].as_str()));
    let key_2 = key(2).to_string();
    assert_eq!(letter, [id, key_2.as_str(), "", "the last worker ended without a result", "4"]);
    // The path of an error is known even if no worker lived long enough to write it.
    assert_eq!(second[..3], [malformed, "", "data.messages[0].seen"]);
    assert_eq!(status(&receiver, 2), 200);
    expect_handled(&redis, &worker, 1..=3);
}

/// A worker is killed during its work, with SIGKILL.
#[test]
fn a_worker_is_killed_during_its_work() {
    let Some(redis) = Redis::start(DURABLE) else { return };
    let receiver = Process::receiver(&redis.url, &[]);
    let slow = [("LEASE_MS", "60000"), ("WORK_MS", "20000")];
    let mut killed = Process::worker("a", &redis.url, &slow);
    assert_eq!(status(&receiver, 1), 200);
    killed.log().wait_for(&key(1).to_string());
    killed.kill();
    // Not before the lease has expired.
    let worker = Process::worker("b", &redis.url, LEASE);
    worker.log().wait_for(&format!("key {}, try 2", key(1)));
    expect_handled(&redis, &worker, [1]);
}

/// Two entries of one event, as after the retention: one is handled.
#[tokio::test]
async fn two_entries_of_an_event() {
    let Some(redis) = Redis::start(DURABLE) else { return };
    let pool = RedisPool::new(&redis.url, 2, Duration::from_secs(5)).unwrap();
    let queue = Queue::new(pool, "q").with_retention(Duration::from_millis(50));
    assert_eq!(queue.add("acquire", Some(key(1)), "first").await, Ok(Added::Added));
    assert_eq!(queue.add("acquire", Some(key(1)), "second").await, Ok(Added::Duplicate));
    tokio::time::sleep(Duration::from_millis(100)).await;
    let queue = queue.with_retention(Duration::from_secs(60));
    assert_eq!(queue.add("acquire", Some(key(1)), "third").await, Ok(Added::Added));
    assert_eq!(queue.add("acquire", None, "none").await, Ok(Added::Added));
    assert_eq!(queue.add("acquire", None, "none").await, Ok(Added::Added));

    let (mut consumer, mut entries) = (queue.consumer("a"), Vec::new());
    while redis.query::<u64>(&["XLEN", "q"]) > 0 {
        if let Some(entry) = consumer.next().await.unwrap() {
            assert!(queue.finish(&entry).await.unwrap());
            // Another worker has finished it already.
            assert!(!queue.finish(&entry).await.unwrap());
            assert!(!queue.bury(&entry, "", "").await.unwrap());
            entries.push(entry.record);
        }
    }
    assert_eq!(entries, [&b"third"[..], b"none", b"none"]);
    assert_eq!(redis.query::<u64>(&["EXISTS", "q:dead"]), 0);
}

/// A dead letter that cannot be written leaves the entry in the queue, and so does one of a worker whose lease has expired.
#[tokio::test]
async fn a_dead_letter_is_written_before_the_entry_is_deleted() {
    let Some(redis) = Redis::start(DURABLE) else { return };
    let pool = RedisPool::new(&redis.url, 2, Duration::from_secs(5)).unwrap();
    let queue = Queue::new(pool, "q").with_lease(Duration::from_millis(100));
    assert_eq!(queue.add("acquire", Some(key(1)), "record").await, Ok(Added::Added));
    let mut consumers = [queue.consumer("a"), queue.consumer("b")];
    let mut entries = Vec::new();
    for consumer in &mut consumers {
        let entry = loop {
            match consumer.next().await.unwrap() {
                Some(entry) => break entry,
                None => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        };
        entries.push(entry);
    }
    let [first, second] = entries.as_slice() else { panic!() };
    assert_eq!((first.tries, second.tries), (1, 2));
    assert!(!queue.bury(first, "", "too late").await.unwrap());

    redis.query::<String>(&["SET", "q:dead", "x"]);
    assert!(matches!(queue.bury(second, "", "x").await, Err(Error::Refused(code)) if code == "WRONGTYPE"));
    let pending: (u64, Option<String>, Option<String>, redis::Value) = redis.query(&["XPENDING", "q", "workers"]);
    assert_eq!(pending.0, 1);
    redis.query::<u64>(&["DEL", "q:dead"]);
    assert!(queue.bury(second, "", "x").await.unwrap());
    assert_eq!(redis.query::<u64>(&["XLEN", "q:dead"]), 1);
    assert_eq!(redis.query::<u64>(&["XLEN", "q"]), 0);
}

/// What another program has appended is a dead letter in the end, with its bytes, and does not break a line of the log.
#[tokio::test]
async fn an_entry_of_another_program() {
    let Some(redis) = Redis::start(DURABLE) else { return };
    let pool = RedisPool::new(&redis.url, 2, Duration::from_secs(5)).unwrap();
    let (queue, record) = (Queue::new(pool, "q"), b"\xff\0\xfe");
    let mut add = redis::cmd("XADD");
    add.arg("q").arg("*").arg("vendor").arg(b"acquire\xff").arg("key").arg("k\n\x1b[31m").arg("record").arg(record);
    let _: String = add.arg(b"\xff").arg("x").query(&mut redis.connection().unwrap()).unwrap();
    let mut consumer = queue.consumer("a");
    let entry = loop {
        if let Some(entry) = consumer.next().await.unwrap() {
            break entry;
        }
    };
    assert_eq!((entry.record.as_slice(), entry.vendor.as_str()), (&record[..], "acquire\u{fffd}"));
    assert_eq!(entry.to_string(), format!("entry {}, key k\\n\\u{{1b}}[31m, try 1", entry.id));
    assert!(queue.bury(&entry, "record", "record: invalid").await.unwrap());
    let dead: Vec<(String, HashMap<String, Vec<u8>>)> = redis.query(&["XRANGE", "q:dead", "-", "+"]);
    assert_eq!((dead.len(), &dead[0].1["record"]), (1, &record.to_vec()));
    assert_eq!(redis.query::<u64>(&["XLEN", "q"]), 0);
}

/// Redis refuses such a time, but not before the entry is in the stream.
#[tokio::test]
async fn a_retention_that_redis_refuses_is_limited() {
    let Some(redis) = Redis::start(DURABLE) else { return };
    let pool = RedisPool::new(&redis.url, 2, Duration::from_secs(5)).unwrap();
    for (number, retention) in [(1, Duration::ZERO), (2, Duration::from_micros(1)), (3, Duration::MAX)] {
        let queue = Queue::new(pool.clone(), "q").with_retention(retention);
        assert_eq!(queue.add("acquire", Some(key(number)), "record").await, Ok(Added::Added));
        assert_eq!(redis.query::<u64>(&["XLEN", "q"]), u64::from(number));
    }
}
