//! `dedupe` with a real redis-server, which each test starts on a free port.
//!
//! Without a redis-server the tests are skipped; with `CHATHOOKS_REDIS=1` that is an error.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use chathooks::Key;
use chathooks::dedupe::{Claim, Completion, IdempotencyKey, Outcome, Store as _};
use chathooks::dixa::{self, Conversation, ConversationClosed, Event};
use chathooks_integrations::redis_store::RedisStore;
use chrono::Utc;

/// A server that stops on drop.
struct Redis {
    server: Child,
    url: String,
    folder: std::path::PathBuf,
}

impl Redis {
    fn start() -> Option<Self> {
        // Another process may take the port before the server binds it, so this is repeated.
        (0..5).find_map(|_| Self::try_start().transpose()).expect("a server that answers").ok()
    }

    /// Returns `None` if the port is taken, and an error if no server is installed.
    fn try_start() -> Result<Option<Self>, ()> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let folder = std::env::temp_dir().join(format!("chathooks-redis-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut command = Command::new("redis-server");
        command.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
        command.args(["--maxmemory-policy", "noeviction", "--dir"]).arg(&folder).stdout(Stdio::null());
        let Ok(server) = command.spawn() else {
            std::fs::remove_dir_all(&folder).unwrap();
            assert!(std::env::var_os("CHATHOOKS_REDIS").is_none_or(|set| set != "1"), "there is no redis-server");
            println!("there is no redis-server: not run");
            return Err(());
        };
        let mut redis = Self { server, url: format!("redis://127.0.0.1:{port}"), folder };
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(20) {
            if redis.server.try_wait().unwrap().is_some() {
                return Ok(None);
            }
            let pong =
                redis.connection().and_then(|mut connection| redis::cmd("PING").query::<String>(&mut connection));
            if pong.is_ok() {
                return Ok(Some(redis));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(None)
    }

    fn connection(&self) -> redis::RedisResult<redis::Connection> {
        redis::Client::open(self.url.as_str())?.get_connection()
    }

    fn store(&self, lease: Duration) -> RedisStore {
        RedisStore::new(&self.url, lease, Duration::from_secs(600)).unwrap()
    }

    fn worker(&self, lease: Duration, mode: &str) -> Child {
        Command::new(env!("CARGO_BIN_EXE_redis-worker"))
            .args([&self.url, &lease.as_millis().to_string(), mode])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Returns how often each event was handled.
    fn handled(&self) -> HashMap<String, u64> {
        let mut connection = self.connection().unwrap();
        let keys: Vec<String> = redis::cmd("KEYS").arg("handled:*").query(&mut connection).unwrap();
        let get = |key: String| {
            let count = redis::cmd("GET").arg(&key).query(&mut connection).unwrap();
            (key.replace("handled:", ""), count)
        };
        keys.into_iter().map(get).collect()
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
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
    let Some(redis) = Redis::start() else { return };
    let (answers, answered) = channel();
    let mut workers = Vec::new();
    let mut inputs: Vec<Sender<String>> = Vec::new();
    let mut threads = Vec::new();
    for worker in 0..WORKERS {
        let mut child = redis.worker(Duration::from_secs(60), "works");
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

    let handled = redis.handled();
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
    let Some(redis) = Redis::start() else { return };
    let mut dying = redis.worker(LEASE, "dies");
    dying.stdin.take().unwrap().write_all(line(1).as_bytes()).unwrap();
    assert!(!dying.wait().unwrap().success());
    assert_eq!(redis.handled().len(), 0);

    let mut worker = redis.worker(LEASE, "works");
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
    assert_eq!(redis.handled(), HashMap::from([(event_id(1), 1)]));
}

fn claimed(outcome: Outcome) -> Claim {
    match outcome {
        Outcome::Claimed(claim) => claim,
        other => panic!("{other:?}"),
    }
}

/// A worker whose lease expired cannot complete or release the claim of another worker.
#[test]
fn a_worker_is_too_late() {
    const LEASE: Duration = Duration::from_millis(200);
    let Some(redis) = Redis::start() else { return };
    let (slow, quick) = (redis.store(LEASE), redis.store(Duration::from_secs(60)));
    let id = IdempotencyKey::new(<dixa::Dixa as chathooks::Vendor>::NAME, "c0ffee00");
    let late = claimed(slow.claim(id, Utc::now()).unwrap());
    std::thread::sleep(2 * LEASE);
    let own = claimed(quick.claim(id, Utc::now()).unwrap());
    assert_ne!(late.token, own.token);
    assert_eq!(slow.release(&late, Utc::now()).unwrap(), Completion::LeaseLost);
    assert_eq!(slow.complete(&late, Utc::now()).unwrap(), Completion::LeaseLost);
    assert_eq!(slow.claim(id, Utc::now()).unwrap(), Outcome::InProgress);
    assert_eq!(quick.complete(&own, Utc::now()).unwrap(), Completion::Recorded);
    assert_eq!(slow.release(&late, Utc::now()).unwrap(), Completion::LeaseLost);
    assert_eq!(slow.complete(&late, Utc::now()).unwrap(), Completion::LeaseLost);
    assert_eq!(slow.claim(id, Utc::now()).unwrap(), Outcome::Processed);
}

/// Each field of the table in the docs of `Store`.
#[test]
fn it_does_what_every_store_does() {
    let Some(redis) = Redis::start() else { return };
    let store = redis.store(Duration::from_secs(60));
    let now = Utc::now();
    let id = |number: u8| IdempotencyKey::new("test", &number.to_string());
    let stranger = |number| Claim::new(id(number), u128::MAX, now);

    // No entry.
    assert_eq!(store.complete(&stranger(1), now).unwrap(), Completion::Recorded);
    assert_eq!(store.claim(id(1), now).unwrap(), Outcome::Processed);
    assert_eq!(store.release(&stranger(2), now).unwrap(), Completion::Recorded);
    // Claimed with another token, and with the same.
    let claim = claimed(store.claim(id(2), now).unwrap());
    assert_eq!(claim.expires_at, now + chrono::TimeDelta::seconds(60));
    assert_eq!(store.claim(id(2), now).unwrap(), Outcome::InProgress);
    assert_eq!(store.complete(&stranger(2), now).unwrap(), Completion::LeaseLost);
    assert_eq!(store.release(&stranger(2), now).unwrap(), Completion::LeaseLost);
    assert_eq!(store.release(&claim, now).unwrap(), Completion::Recorded);
    let claim = claimed(store.claim(id(2), now).unwrap());
    assert_eq!(store.complete(&claim, now).unwrap(), Completion::Recorded);
    // Processed with the same token, and with another.
    assert_eq!(store.claim(id(2), now).unwrap(), Outcome::Processed);
    assert_eq!(store.complete(&claim, now).unwrap(), Completion::Recorded);
    assert_eq!(store.release(&claim, now).unwrap(), Completion::LeaseLost);
    assert_eq!(store.complete(&stranger(2), now).unwrap(), Completion::LeaseLost);
    assert_eq!(store.release(&stranger(2), now).unwrap(), Completion::LeaseLost);
    // A completed event expires after the retention.
    let forgetful = RedisStore::new(&redis.url, Duration::from_secs(60), Duration::from_millis(50)).unwrap();
    let claim = claimed(forgetful.claim(id(3), now).unwrap());
    assert_eq!(forgetful.complete(&claim, now).unwrap(), Completion::Recorded);
    std::thread::sleep(Duration::from_millis(200));
    claimed(forgetful.claim(id(3), now).unwrap());
}

/// Without a server each call returns an error.
#[test]
fn the_server_goes_away() {
    let Some(redis) = Redis::start() else { return };
    let store = redis.store(Duration::from_secs(60));
    let claim = claimed(store.claim(IdempotencyKey::new("test", "1"), Utc::now()).unwrap());
    drop(redis);
    assert!(store.claim(IdempotencyKey::new("test", "2"), Utc::now()).is_err());
    assert!(store.complete(&claim, Utc::now()).is_err());
    assert!(store.release(&claim, Utc::now()).is_err());
}
