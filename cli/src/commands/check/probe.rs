//! How many events a receiver has handled, as its own URL answers.

use std::thread;
use std::time::{Duration, Instant};

use http::Uri;

use crate::client::{Client, shown};
use crate::failure::Failure;

/// How long handling may take after the answer, as with a queue and workers.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often the count is asked for.
const INTERVAL: Duration = Duration::from_millis(50);

pub(super) struct Probe {
    uri: Uri,
    client: Client,
    /// How long the count has to stay the same before it counts as settled.
    settle: Duration,
}

impl Probe {
    pub(super) fn new(uri: Uri, client: Client) -> Self {
        Self { uri, client, settle: Duration::from_millis(300) }
    }

    /// Returns the number of events that were handled so far.
    pub(super) fn count(&self) -> Result<u64, Failure> {
        let failed = |reason: String| Failure::server("check", format!("--probe {}: {reason}", shown(&self.uri)));
        let (status, body) = self.client.get(&self.uri).map_err(|error| failed(error.to_string()))?;
        if !status.is_success() {
            return Err(failed(format!("it answered {status}")));
        }
        let count = str::from_utf8(&body).ok().and_then(|text| text.trim().parse().ok());
        count.ok_or_else(|| failed("the answer is not a decimal number".to_owned()))
    }

    /// Measures how long handling takes: waits until the count is more than `before`. A second handling may take several
    /// times as long.
    pub(super) fn calibrate(&mut self, before: u64) -> Result<(), Failure> {
        let start = Instant::now();
        while self.count()? <= before {
            if start.elapsed() > PATIENCE {
                let reason = "a good delivery was answered 2xx, and its handling was not counted within 30 s";
                return Err(Failure::server("check", format!("--probe {}: {reason}", shown(&self.uri))));
            }
            thread::sleep(INTERVAL);
        }
        self.settle = (self.settle + start.elapsed() * 3).min(PATIENCE);
        Ok(())
    }

    /// Waits until at least this many events are handled and the count stays the same, for half a minute at most each, and
    /// returns the count.
    pub(super) fn settled(&self, expected: u64) -> Result<u64, Failure> {
        let start = Instant::now();
        let (mut count, mut since) = (self.count()?, Instant::now());
        loop {
            let is_late = start.elapsed() > PATIENCE;
            if since.elapsed() >= self.settle && (count >= expected || is_late) || start.elapsed() > 2 * PATIENCE {
                return Ok(count);
            }
            thread::sleep(INTERVAL);
            let now = self.count()?;
            if now != count {
                (count, since) = (now, Instant::now());
            }
        }
    }
}
