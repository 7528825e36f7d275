//! A fleet of 6 receivers that do the work in PostgreSQL themselves, two of which are killed every second, and a PostgreSQL
//! that is restarted three times without a shutdown: what was answered 200 is in the work's table exactly once.
//!
//! `CHATHOOKS_SOAK=100000` sets the number of deliveries, which defaults to 5,000. The figures are printed with `--nocapture`.

#[path = "util/fleet.rs"]
mod fleet;
#[path = "util/postgres.rs"]
mod postgres_server;
#[path = "util/process.rs"]
mod process;
#[path = "util/senders.rs"]
mod senders;
#[path = "util/traffic.rs"]
mod traffic;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use fleet::Process;
use postgres_server::Postgres;
use senders::{Client, Results};
use traffic::{Job, Kind, VARIABLES};

struct Fleet {
    postgres: Postgres,
    receivers: Vec<Process>,
    kills: usize,
    restarts: usize,
}

impl Fleet {
    fn start() -> Option<Self> {
        let postgres = Postgres::start()?;
        let receivers = (0..6).map(|_| Process::exactly_once(&postgres.url(), &VARIABLES)).collect();
        Some(Self { postgres, receivers, kills: 0, restarts: 0 })
    }

    /// Kills two receivers every second, and restarts PostgreSQL after each quarter of the deliveries.
    fn trouble(&mut self, deliveries: usize, done: impl Fn() -> usize, is_over: &AtomicBool) {
        let start = Instant::now();
        let mut next = start + Duration::from_secs(1);
        while !is_over.load(Ordering::Relaxed) {
            assert!(start.elapsed() < Duration::from_secs(1800), "the deliveries do not end");
            if Instant::now() >= next {
                next += Duration::from_secs(1);
                for _ in 0..2 {
                    let receivers = self.receivers.len();
                    let receiver = &mut self.receivers[self.kills % receivers];
                    receiver.kill();
                    std::thread::sleep(Duration::from_millis(50));
                    receiver.start();
                    self.kills += 1;
                }
            }
            if self.restarts < 3 && done() > (self.restarts + 1) * deliveries / 4 {
                self.postgres.stop();
                std::thread::sleep(Duration::from_millis(500));
                self.postgres.restart();
                self.restarts += 1;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn what_was_answered_200_is_handled_exactly_once() {
    let deliveries = std::env::var("CHATHOOKS_SOAK").map_or(5_000, |number| number.parse().unwrap());
    let Some(mut fleet) = Fleet::start() else { return };
    let jobs = traffic::plan(deliveries);
    assert_eq!(jobs.iter().map(|job| job.copies).sum::<usize>(), deliveries);

    let results = Arc::new(Results::default());
    let receivers = fleet.receivers.iter().map(|receiver| receiver.url("")).collect();
    let client = Client::new(receivers, Arc::clone(&results));
    let (is_over, start) = (AtomicBool::new(false), Instant::now());
    std::thread::scope(|scope| {
        scope.spawn(|| fleet.trouble(deliveries, || results.done.load(Ordering::Relaxed), &is_over));
        client.deliver_all(jobs.clone());
        is_over.store(true, Ordering::Relaxed);
    });
    println!("{deliveries} deliveries in {:.1?}", start.elapsed());
    println!("killed: {} receivers; restarts of PostgreSQL: {}", fleet.kills, fleet.restarts);
    println!("attempts: {:?}", results.statuses.lock().unwrap());
    assert_eq!(fleet.restarts, 3);
    assert!(fleet.kills > 0);
    for receiver in &mut fleet.receivers {
        receiver.kill();
    }
    check(&jobs, &results, &fleet.postgres);
}

/// Compares what was answered with the tables.
fn check(jobs: &[Job], results: &Results, postgres: &Postgres) {
    assert_eq!(*results.failed.lock().unwrap(), Vec::<String>::new());
    let answered = results.answered.lock().unwrap();
    assert!(answered.keys().all(|(_, is_forged)| !is_forged));

    let mut rows: HashMap<String, usize> = HashMap::new();
    for row in postgres.connect().query("SELECT key, event FROM work", &[]).unwrap() {
        let (key, event): (String, String) = (row.get(0), row.get(1));
        *rows.entry(if key == "none" { event } else { key }).or_default() += 1;
    }
    let in_work: usize = rows.values().sum();
    let mut letters = dead_letters(postgres);
    let (mut with_key, mut without_key, mut again, mut malformed, mut letters_again) = (0, 0, 0, 0, 0);
    let (mut wrong, mut seen) = (Vec::new(), HashSet::new());
    for job in jobs.iter().filter(|job| seen.insert(job.number)) {
        // Each job was answered with 200 in the end, except the forged ones.
        assert_eq!(answered.contains_key(&(job.number, false)), job.kind != Kind::Forged, "{job:?}");
        match job.kind {
            Kind::Forged => assert!(!rows.contains_key(&traffic::identity(job.number, job.kind)), "{job:?}"),
            Kind::Malformed => {
                let body = String::from_utf8(traffic::request(job.number, job.kind).body).unwrap();
                malformed += 1;
                match letters.remove(&body).unwrap_or_default() {
                    0 => wrong.push((*job, 0)),
                    count => letters_again += count - 1,
                }
            }
            Kind::Event | Kind::Unknown => {
                let identity = traffic::identity(job.number, job.kind);
                let count = rows.remove(&identity).unwrap_or_default();
                if identity.starts_with("soak:") {
                    without_key += 1;
                    again += count.saturating_sub(1);
                    if count == 0 {
                        wrong.push((*job, count));
                    }
                } else {
                    with_key += 1;
                    if count != 1 {
                        wrong.push((*job, count));
                    }
                }
            }
        }
    }
    println!("{with_key} events with a key, {without_key} without, {malformed} malformed");
    println!("not exactly once, or lost: {}", wrong.len());
    println!(
        "events without a key that were handled again: {again}; dead letters that were written again: {letters_again}"
    );
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(rows.is_empty() && letters.is_empty(), "{rows:?} {letters:?}");
    // All statements of the work were committed together, and no claim without its completion.
    assert_eq!(postgres.count("SELECT count(*) FROM outbox"), in_work);
    assert_eq!(postgres.count("SELECT count(*) FROM chathooks_claims WHERE is_done"), with_key);
    assert_eq!(postgres.count("SELECT count(*) FROM chathooks_claims WHERE NOT is_done"), 0);
}

/// Returns how often each body is a dead letter.
fn dead_letters(postgres: &Postgres) -> HashMap<String, usize> {
    let mut letters: HashMap<String, usize> = HashMap::new();
    for row in postgres.connect().query("SELECT record, path FROM dead_letters", &[]).unwrap() {
        let (record, path): (String, String) = (row.get(0), row.get(1));
        let record: serde_json::Value = serde_json::from_str(&record).unwrap();
        assert!(!path.is_empty());
        *letters.entry(record["body"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    letters
}
