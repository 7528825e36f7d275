//! How many events a receiver has handled, as its own URL answers.

use std::thread;
use std::time::{Duration, Instant};

use http::Uri;

use crate::client::{Client, shown};
use crate::failure::Failure;

/// How long handling may take after the answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a second handling may take to show.
const SETTLE: Duration = Duration::from_millis(300);

pub(super) struct Probe {
    uri: Uri,
    client: Client,
}

impl Probe {
    pub(super) fn new(uri: Uri, client: Client) -> Self {
        Self { uri, client }
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

    /// Waits until a number of events is handled, or for five seconds, and returns how many are handled then.
    pub(super) fn settled(&self, expected: u64) -> Result<u64, Failure> {
        let start = Instant::now();
        while self.count()? < expected && start.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(50));
        }
        thread::sleep(SETTLE);
        self.count()
    }
}
