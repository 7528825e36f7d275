//! A fleet of 2 receivers and 4 workers that are killed every second, and a Redis that is restarted three times: what was
//! answered 200 is handled at least once.
//!
//! `CHATHOOKS_SOAK=100000` sets the number of deliveries, which defaults to 5,000. The figures are printed with `--nocapture`.

#[path = "util/fleet.rs"]
mod fleet;
#[path = "util/process.rs"]
mod process;
#[path = "util/redis.rs"]
mod redis_server;
#[path = "util/senders.rs"]
mod senders;
#[path = "util/traffic.rs"]
mod traffic;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use fleet::Process;
use redis_server::{DURABLE, Redis};
use senders::{Client, Results};
use traffic::{Execution, Job, Kind, VARIABLES};

const LEASE_MS: &str = "1000";

struct Fleet {
    redis: Redis,
    receivers: Vec<Process>,
    workers: Vec<Process>,
    kills: usize,
    restarts: usize,
}

impl Fleet {
    fn start() -> Option<Self> {
        let redis = Redis::start(DURABLE)?;
        let receiver = || Process::receiver(&redis.url, &VARIABLES);
        let settings = [("LEASE_MS", LEASE_MS), ("TRIES", "6"), ("WORK_MS", "5")];
        let worker = |name: &&str| Process::worker(name, &redis.url, &settings);
        let (receivers, workers) = (vec![receiver(), receiver()], ["a", "b", "c", "d"].iter().map(worker).collect());
        Some(Self { redis, receivers, workers, kills: 0, restarts: 0 })
    }

    /// Kills a receiver and a worker every second until the stream is empty, and restarts Redis after each quarter of the
    /// deliveries.
    fn trouble(&mut self, deliveries: usize, done: impl Fn() -> usize, is_over: &AtomicBool) {
        let start = Instant::now();
        let mut next = start + Duration::from_secs(1);
        while !is_over.load(Ordering::Relaxed) || self.redis.query::<u64>(&["XLEN", "chathooks"]) > 0 {
            assert!(start.elapsed() < Duration::from_secs(1800), "the stream does not become empty");
            if Instant::now() >= next {
                next += Duration::from_secs(1);
                let (receivers, workers) = (self.receivers.len(), self.workers.len());
                let pair = [&mut self.receivers[self.kills % receivers], &mut self.workers[self.kills % workers]];
                for process in pair {
                    process.kill();
                    std::thread::sleep(Duration::from_millis(50));
                    process.start();
                }
                self.kills += 1;
            }
            if self.restarts < 3 && done() > (self.restarts + 1) * deliveries / 4 {
                if self.restarts == 1 {
                    self.redis.shut_down();
                } else {
                    self.redis.kill();
                }
                std::thread::sleep(Duration::from_millis(500));
                self.redis.restart();
                self.restarts += 1;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn nothing_that_was_answered_200_is_lost() {
    let deliveries = std::env::var("CHATHOOKS_SOAK").map_or(5_000, |number| number.parse().unwrap());
    let Some(mut fleet) = Fleet::start() else { return };
    let jobs = traffic::plan(deliveries);
    assert_eq!(jobs.iter().map(|job| job.copies).sum::<usize>(), deliveries);

    let results = Arc::new(Results::default());
    let receivers = fleet.receivers.iter().map(|receiver| receiver.url("")).collect();
    let client = Client::new(receivers, Arc::clone(&results));
    let (is_over, start) = (AtomicBool::new(false), Instant::now());
    let sent_in = std::thread::scope(|scope| {
        scope.spawn(|| fleet.trouble(deliveries, || results.done.load(Ordering::Relaxed), &is_over));
        client.deliver_all(jobs.clone());
        is_over.store(true, Ordering::Relaxed);
        start.elapsed()
    });
    println!("{deliveries} deliveries in {sent_in:.1?}, all handled after {:.1?}", start.elapsed());
    println!("killed: {} receivers, {0} workers; restarts of Redis: {}", fleet.kills, fleet.restarts);
    println!("attempts: {:?}", results.statuses.lock().unwrap());
    assert_eq!(fleet.restarts, 3);

    for process in &mut fleet.workers {
        process.kill();
    }
    check(&jobs, &results, &fleet);
}

/// Compares what was answered with what was handled.
fn check(jobs: &[Job], results: &Results, fleet: &Fleet) {
    assert_eq!(*results.failed.lock().unwrap(), Vec::<String>::new());
    let answered = results.answered.lock().unwrap();
    assert!(answered.keys().all(|(_, is_forged)| !is_forged));

    let mut handled: HashMap<String, Vec<Execution>> = HashMap::new();
    for line in fleet.workers.iter().flat_map(|worker| worker.log().lines()) {
        if let Some(execution) = traffic::execution(&line) {
            handled.entry(execution.identity.clone()).or_default().push(execution);
        }
    }
    let mut letters: HashMap<String, String> = dead_letters(&fleet.redis);
    let (mut events, mut lost, mut again, mut without_key, mut dead) = (0, Vec::new(), 0, 0, 0);
    let mut seen = HashSet::new();
    for job in jobs.iter().filter(|job| seen.insert(job.number)) {
        match job.kind {
            Kind::Forged => assert!(!handled.contains_key(&traffic::identity(job.number, job.kind)), "{job:?}"),
            Kind::Malformed => {
                let body = String::from_utf8(traffic::request(job.number, job.kind).body).unwrap();
                match letters.remove(&body) {
                    Some(path) => assert!(!path.is_empty(), "{job:?}"),
                    None => lost.push(*job),
                }
                dead += 1;
            }
            Kind::Event | Kind::Unknown => {
                events += 1;
                let identity = traffic::identity(job.number, job.kind);
                let has_key = !identity.starts_with("soak:");
                let executions = handled.remove(&identity).unwrap_or_default();
                if answered.contains_key(&(job.number, false)) && executions.is_empty() {
                    lost.push(*job);
                }
                let entries: HashSet<_> = executions.iter().map(|execution| &execution.entry).collect();
                let tries: HashSet<_> = executions.iter().map(|one| (&one.entry, one.tries)).collect();
                // A second execution is another try of the same entry, so the lease of the first had expired. An event
                // without a key is queued again if its sender did not receive the response.
                assert_eq!(tries.len(), executions.len(), "{job:?}");
                assert!(!has_key || entries.len() <= 1, "{job:?}: {entries:?}");
                again += executions.len().saturating_sub(entries.len().max(1));
                without_key += entries.len().saturating_sub(1);
            }
        }
    }
    println!("{events} events, {dead} malformed, lost: {}", lost.len());
    println!("second executions after an expired lease: {again}");
    println!("events without a key that were queued again because the response was lost: {without_key}");
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(letters.len(), 0, "{letters:?}");
}

/// Returns the path of each dead letter's error, by its body.
fn dead_letters(redis: &Redis) -> HashMap<String, String> {
    let entries: Vec<(String, HashMap<String, String>)> = redis.query(&["XRANGE", "chathooks:dead", "-", "+"]);
    let letter = |(_, fields): (String, HashMap<String, String>)| {
        let record: serde_json::Value = serde_json::from_str(&fields["record"]).unwrap();
        (record["body"].as_str().unwrap().to_owned(), fields["path"].clone())
    };
    entries.into_iter().map(letter).collect()
}
