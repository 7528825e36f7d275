//! The queue with a real redis-server that stops, hangs, or has a full memory, disk or stream.
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

use std::time::Duration;

use chathooks_integrations::redis_pool::{Error, RedisPool};
use chathooks_integrations::redis_queue::{Added, Queue};
use client::send;
use fleet::{Process, wait_until};
use queue::{LEASE, body, dead, expect_handled, expect_unavailable, key, request, status};
use redis_server::{DURABLE, Redis};

/// Redis stops: 503, and no restart of the receiver or the worker is necessary.
#[test]
fn redis_stops() {
    let Some(mut redis) = Redis::start(DURABLE) else { return };
    let (receiver, worker) = (Process::receiver(&redis.url, &[]), Process::worker("a", &redis.url, LEASE));
    assert_eq!(status(&receiver, 1), 200);
    // An event that is being handled now would be handled again after the lease.
    expect_handled(&redis, &worker, [1]);
    redis.kill();
    println!("503 after {:?}", expect_unavailable(&receiver, 2));
    redis.restart();
    assert_eq!([1, 2, 2].map(|number| status(&receiver, number)), [200; 3]);
    expect_handled(&redis, &worker, [1, 2]);
    receiver.log().wait_for("503 Service Unavailable: no connection to Redis");
}

/// Redis hangs: 503 within the timeout. What it does after that is not done twice.
#[test]
fn redis_hangs() {
    let Some(redis) = Redis::start(DURABLE) else { return };
    let (receiver, worker) = (Process::receiver(&redis.url, &[]), Process::worker("a", &redis.url, LEASE));
    assert_eq!(status(&receiver, 1), 200);
    // An event that is being handled now would be handled again after the lease.
    expect_handled(&redis, &worker, [1]);
    redis.signal("STOP");
    for number in 2..5 {
        // The client waits for a minute, so an answer means that the receiver's timeout works.
        println!("503 after {:?}", expect_unavailable(&receiver, number));
    }
    redis.signal("CONT");
    assert_eq!([2, 3, 4, 5].map(|number| status(&receiver, number)), [200; 4]);
    expect_handled(&redis, &worker, 1..=5);
    receiver.log().wait_for("503 Service Unavailable: Redis did not answer within 1000 ms");

    // Redis answers the check of the connection, but not the command.
    let () = redis.query(&["CLIENT", "PAUSE", "600000", "WRITE"]);
    println!("503 after {:?}", expect_unavailable(&receiver, 6));
    let () = redis.query(&["CLIENT", "UNPAUSE"]);
    assert_eq!(status(&receiver, 6), 200);
    expect_handled(&redis, &worker, 1..=6);
}

/// The memory of Redis is full: 503. A worker that starts then makes room, dead letters included.
#[test]
fn the_memory_is_full() {
    let Some(redis) = Redis::start(DURABLE) else { return };
    let receiver = Process::receiver(&redis.url, &[]);
    assert_eq!(send(&request(&receiver, "{}")).0, 200);
    let info: String = redis.query(&["INFO", "memory"]);
    let used = info.lines().find_map(|line| line.strip_prefix("used_memory:")).unwrap();
    let limit = used.trim().parse::<u64>().unwrap() + (1 << 20);
    let () = redis.query(&["CONFIG", "SET", "maxmemory", &limit.to_string()]);
    let mut answered = 0;
    // Large bodies, because the keys take memory until the retention ends, and only the bodies are freed before that.
    let large = |number| body(number).replace("closed\"", &format!("closed\",\"note\":\"{}\"", "x".repeat(4096)));
    while send(&request(&receiver, &large(answered))).0 == 200 {
        answered += 1;
    }
    assert_eq!(send(&request(&receiver, &large(answered))).0, 503);
    receiver.log().wait_for("503 Service Unavailable: Redis refused the command: OOM");
    println!("{answered} events before the memory was full");

    let worker = Process::worker("a", &redis.url, LEASE);
    wait_until("room", || status(&receiver, answered) == 200);
    expect_handled(&redis, &worker, 0..=answered);
    assert_eq!(dead(&redis).len(), 1);
}

/// If `maxmemory` is exceeded, nothing is added, but workers do all that they do otherwise.
#[tokio::test]
async fn workers_need_no_memory() {
    let Some(redis) = Redis::start(DURABLE) else { return };
    let queue = Queue::new(RedisPool::new(&redis.url, 2, Duration::from_secs(5)).unwrap(), "q");
    for number in 1..=2 {
        assert_eq!(queue.add("acquire", Some(key(number)), "record").await, Ok(Added::Added));
    }
    let () = redis.query(&["CONFIG", "SET", "maxmemory", "1"]);
    assert_eq!(queue.add("acquire", Some(key(3)), "record").await, Err(Error::Refused("OOM".to_owned())));
    let mut consumer = queue.consumer("a");
    assert!(consumer.next().await.unwrap().is_none()); // creates the group
    let [first, second] = [consumer.next().await, consumer.next().await].map(|entry| entry.unwrap().unwrap());
    assert!(queue.bury(&first, "path", "error").await.unwrap());
    assert!(queue.finish(&second).await.unwrap());
    assert_eq!(["q", "q:dead"].map(|stream| redis.query::<u64>(&["XLEN", stream])), [0, 1]);
}

/// The disk is full: Redis ends rather than answer without having written. Nothing that was answered 200 is lost.
#[test]
fn the_disk_is_full() {
    let Some(mut redis) = Redis::start(DURABLE) else { return };
    redis.shut_down();
    redis.max_file_kib = Some(256);
    redis.restart();
    let receiver = Process::receiver(&redis.url, &[]);
    let mut answered = 0;
    while status(&receiver, answered) == 200 {
        answered += 1;
    }
    expect_unavailable(&receiver, answered);
    wait_until("the end of redis-server", || redis.has_ended());
    println!("{answered} events before the disk was full");

    redis.max_file_kib = None;
    redis.restart();
    let worker = Process::worker("a", &redis.url, LEASE);
    assert_eq!(status(&receiver, answered), 200);
    expect_handled(&redis, &worker, 0..=answered);
}

/// The stream is full: 503 for a new event, 200 for a duplicate.
#[test]
fn the_stream_is_full() {
    let Some(redis) = Redis::start(DURABLE) else { return };
    let receiver = Process::receiver(&redis.url, &[("QUEUE_CAPACITY", "3")]);
    assert_eq!([1, 2, 3].map(|number| status(&receiver, number)), [200; 3]);
    expect_unavailable(&receiver, 4);
    // What the cookbook says about the memory of a key. The time when it expires takes another 32 bytes or so.
    let bytes: u64 = redis.query(&["MEMORY", "USAGE", &format!("chathooks:key:{}", key(1))]);
    assert!(bytes + 40 < 300, "{bytes}");
    println!("{bytes} bytes per key");
    assert_eq!([1, 2, 3].map(|number| status(&receiver, number)), [200; 3]);
    receiver.log().wait_for("503 Service Unavailable: the queue is full");
    assert_eq!(redis.query::<u64>(&["XLEN", "chathooks"]), 3);
    let worker = Process::worker("a", &redis.url, LEASE);
    wait_until("room", || status(&receiver, 4) == 200);
    expect_handled(&redis, &worker, 1..=4);
}
