//! What the queue costs: `cargo bench --bench queue -- answer 5` and `cargo bench --bench queue -- memory 600`, in seconds.
//!
//! `answer` compares, in one run, the example `hyper`, which verifies, decodes and responds, with `queue_receiver`, which
//! verifies, decodes, appends to Redis and responds, and with `exactly_once`, which verifies, decodes, does the work in a
//! transaction of PostgreSQL and responds. `memory` prints how much memory the processes use under a constant load.

#[path = "../tests/util/fleet.rs"]
mod fleet;
#[path = "../tests/util/postgres.rs"]
mod postgres_server;
#[path = "../tests/util/process.rs"]
mod process;
#[path = "../tests/util/redis.rs"]
mod redis_server;
#[path = "../tests/util/traffic.rs"]
mod traffic;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use fleet::Process;
use postgres_server::Postgres;
use process::Server;
use redis_server::{DURABLE, Redis};
use traffic::{Kind, VARIABLES};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => answer(Duration::from_secs(5)),
        ["answer", seconds] => answer(Duration::from_secs(seconds.parse()?)),
        ["memory", seconds] => memory(Duration::from_secs(seconds.parse()?)),
        _ => Err("usage: answer SECONDS, or memory SECONDS".into()),
    }
}

/// A client that sends events of all vendors with new numbers.
struct Load {
    http: reqwest::Client,
    url: String,
    pause: Duration,
}

static NUMBER: AtomicUsize = AtomicUsize::new(0);
/// How many responses were 503, because the disk did not write within the timeout.
static UNAVAILABLE: AtomicUsize = AtomicUsize::new(0);

impl Load {
    fn new(url: String, pause: Duration) -> Result<Rc<Self>, Failure> {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?;
        Ok(Rc::new(Self { http, url, pause }))
    }

    /// Sends over this many connections until `end`, and returns the sorted times of the responses.
    async fn send(self: Rc<Self>, connections: usize, end: Instant) -> Result<Vec<Duration>, Failure> {
        let times = Rc::new(RefCell::new(Vec::new()));
        let tasks = tokio::task::LocalSet::new();
        for _ in 0..connections {
            let (load, times) = (Rc::clone(&self), Rc::clone(&times));
            tasks.spawn_local(async move {
                while Instant::now() < end {
                    let request = traffic::request(NUMBER.fetch_add(1, Ordering::Relaxed), Kind::Event);
                    let mut post = load.http.post(format!("{}{}", load.url, request.target)).body(request.body);
                    if let Some((name, value)) = request.header {
                        post = post.header(name, value);
                    }
                    let start = Instant::now();
                    let response = post.send().await.expect("a response");
                    times.borrow_mut().push(start.elapsed());
                    if response.status() == 503 {
                        UNAVAILABLE.fetch_add(1, Ordering::Relaxed);
                    } else {
                        assert_eq!(response.status(), 200);
                    }
                    if !load.pause.is_zero() {
                        tokio::time::sleep(load.pause).await;
                    }
                }
            });
        }
        tasks.await;
        let mut times = times.take();
        times.sort_unstable();
        Ok(times)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn answer(duration: Duration) -> Result<(), Failure> {
    let Some(redis) = Redis::start(DURABLE) else { return Ok(()) };
    let queue = Process::receiver(&redis.url, &[&VARIABLES[..], &[("QUEUE_CAPACITY", "100000000")]].concat());
    let postgres = Postgres::start();
    let once = postgres.as_ref().map(|postgres| Process::exactly_once(&postgres.url(), &VARIABLES));
    let plain = Server::start_with("hyper", &["127.0.0.1:0"], &VARIABLES);
    println!("| receiver | connections | responses per second | median | p99 |\n|---|---|---|---|---|");
    for connections in [1, 32] {
        for round in 0..3 {
            let mut receivers = vec![("verify, respond", plain.url("")), ("verify, append, respond", queue.url(""))];
            receivers.extend(once.as_ref().map(|once| ("verify, transaction, respond", once.url(""))));
            for (name, url) in receivers {
                let times = Load::new(url, Duration::ZERO)?.send(connections, Instant::now() + duration).await?;
                if round == 0 {
                    continue; // a warm-up
                }
                let [median, p99] = [times.len() / 2, times.len() * 99 / 100].map(|index| times.get(index));
                let (median, p99) = median.zip(p99).ok_or("no response")?;
                let rate = times.len() as u128 * 1000 / duration.as_millis();
                println!("| {name} | {connections} | {rate} | {median:.2?} | {p99:.2?} |");
            }
        }
    }
    println!("503: {}", UNAVAILABLE.load(Ordering::Relaxed));
    Ok(())
}

/// Returns the resident memory of a process, in KiB.
fn resident(id: u32) -> Result<u64, Failure> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

#[tokio::main(flavor = "current_thread")]
async fn memory(duration: Duration) -> Result<(), Failure> {
    let Some(redis) = Redis::start(DURABLE) else { return Ok(()) };
    let receiver = Process::receiver(&redis.url, &[&VARIABLES[..], &[("RETENTION_S", "30")]].concat());
    let workers = ["a", "b"].map(|name| Process::worker(name, &redis.url, &[]));
    let ids = [receiver.id(), workers[0].id(), workers[1].id(), redis.id()];
    let start = Instant::now();
    println!(
        "about 300 events per second; resident KiB\n| seconds | events | receiver | worker | worker | redis-server | in the stream |"
    );
    println!("|---|---|---|---|---|---|---|");
    while start.elapsed() < duration {
        let part = (duration / 20).max(Duration::from_secs(5));
        Load::new(receiver.url(""), Duration::from_millis(10))?.send(4, Instant::now() + part).await?;
        let [receiver, first, second, server] = ids.map(resident);
        let (seconds, events) = (start.elapsed().as_secs(), NUMBER.load(Ordering::Relaxed));
        let length: u64 = redis.query(&["XLEN", "chathooks"]);
        println!("| {seconds} | {events} | {} | {} | {} | {} | {length} |", receiver?, first?, second?, server?);
    }
    println!("503: {}", UNAVAILABLE.load(Ordering::Relaxed));
    Ok(())
}
