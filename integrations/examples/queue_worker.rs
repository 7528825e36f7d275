//! Handles the events in the queue of `queue_receiver`. Start as many of these processes as the work requires.
//!
//! `[REDIS_URL=redis://127.0.0.1:6379] [LEASE_MS=30000] [TRIES=5] [WORK_MS=0] cargo run --example queue_worker NAME`
//!
//! NAME is unique among the running processes, and the same after a restart. Work is cancelled after half of the lease. An event
//! is handled again after the lease if the work failed or the process died, and moved to the stream `chathooks:dead` when all
//! tries have failed.

use std::{env, error::Error, time::Duration};

use chathooks::acquire::{self, Acquire, v1::AcquireV1};
use chathooks::{Stored, Vendor, Verified, comm100::Comm100, dixa::Dixa, verified::VendorEvent as _};
use chathooks_integrations::redis_pool::{self, RedisPool};
use chathooks_integrations::redis_queue::{Entry, Queue};

/// How many events a process handles at the same time.
const TASKS: usize = 8;
const REDIS_TIMEOUT: Duration = Duration::from_secs(1);

#[derive(Clone, Copy)]
struct Settings {
    lease: Duration,
    tries: u64,
    /// How long the work takes, which is only simulated here.
    work: Duration,
}

/// Why the work failed, and the path of the error in the body if the body did not decode. Neither contains customer data.
struct Failure {
    path: String,
    message: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let name = env::args().nth(1).ok_or("usage: queue_worker NAME")?;
    let redis = env::var("REDIS_URL").unwrap_or("redis://127.0.0.1:6379".to_owned());
    let number = |name, default| env::var(name).map_or(Ok(default), |number| number.parse());
    let lease = Duration::from_millis(number("LEASE_MS", 30_000)?);
    let work = Duration::from_millis(number("WORK_MS", 0)?);
    let settings = Settings { lease, tries: number("TRIES", 5)?, work };
    // Each task uses one connection at a time.
    let queue = Queue::new(RedisPool::new(&redis, TASKS, REDIS_TIMEOUT)?, "chathooks").with_lease(lease);
    let tasks: Vec<_> = (0..TASKS).map(|_| tokio::spawn(run(queue.clone(), name.clone(), settings))).collect();
    for task in tasks {
        task.await?;
    }
    Ok(())
}

async fn run(queue: Queue, name: String, settings: Settings) {
    let mut consumer = queue.consumer(&name);
    loop {
        let result = match consumer.next().await {
            Ok(Some(entry)) => handle(&queue, &entry, settings).await,
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = result {
            eprintln!("{error}");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}

async fn handle(queue: &Queue, entry: &Entry, settings: Settings) -> Result<(), redis_pool::Error> {
    // Work that takes too long is cancelled before another worker starts it. This holds for code that awaits, not for code
    // that blocks.
    let failure = match tokio::time::timeout(settings.lease / 2, dispatch(entry, settings)).await {
        Ok(Ok(())) => {
            if !queue.finish(entry).await? {
                eprintln!("{entry}: may have been handled twice, because the lease had expired");
            }
            return Ok(());
        }
        Ok(Err(failure)) => failure,
        Err(_) => Failure { path: String::new(), message: "the work took too long".to_owned() },
    };
    eprintln!("{entry}: {}", failure.message);
    if entry.tries >= settings.tries {
        queue.bury(entry, &failure.path, &failure.message).await?;
    }
    Ok(()) // the entry is assigned again when the lease has expired
}

async fn dispatch(entry: &Entry, settings: Settings) -> Result<(), Failure> {
    match entry.vendor.as_str() {
        Acquire::NAME => {
            let work = |event: &acquire::Event<'_>| match &event.data {
                acquire::Data::CaseStatus(case) => println!("- a case of {} messages", case.messages.len()),
                _ => println!("- nothing to do"),
            };
            decode::<Acquire>(entry, settings, work).await
        }
        Dixa::NAME => decode::<Dixa>(entry, settings, |_| ()).await,
        AcquireV1::NAME => decode::<AcquireV1>(entry, settings, |_| ()).await,
        Comm100::NAME => decode::<Comm100>(entry, settings, |_| ()).await,
        _ => Err(Failure { path: "vendor".to_owned(), message: "vendor: unknown".to_owned() }),
    }
}

async fn decode<V: Vendor>(entry: &Entry, settings: Settings, work: impl Fn(&V::Event<'_>)) -> Result<(), Failure> {
    let Stored(verified): Stored<Verified<V, Vec<u8>>> = serde_json::from_slice(&entry.record)
        .map_err(|error| Failure { path: "record".to_owned(), message: format!("record: {error}") })?;
    let event = V::decode(&verified).map_err(|error| Failure { path: error.path(), message: error.to_string() })?;
    // The work may be what ended the last worker, so it is not tried again. Decoding cannot be, and knows the path of an error.
    if entry.tries > settings.tries {
        return Err(Failure { path: String::new(), message: "the last worker ended without a result".to_owned() });
    }
    println!("{}: {} by {}, {entry}", V::NAME, event.name(), verified.proof().as_str());
    work(&event);
    tokio::time::sleep(settings.work).await;
    Ok(())
}
