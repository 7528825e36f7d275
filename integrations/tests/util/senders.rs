//! A client that sends deliveries, as a vendor that retries does, and counts the responses.

#![allow(dead_code, reason = "not every test uses all of this file")]

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chathooks::delivery::{AttemptResult, Attempts, Backoff, Jitter, RetryPolicy, Step};
use chrono::Utc;

use super::traffic::{self, Job, Kind};

/// How many requests are sent at the same time.
const SENDERS: usize = 64;

/// The results of all deliveries.
#[derive(Default)]
pub struct Results {
    pub statuses: Mutex<BTreeMap<String, usize>>,
    /// The number of each delivery that was answered 200, and how often.
    pub answered: Mutex<HashMap<(usize, bool), usize>>,
    pub failed: Mutex<Vec<String>>,
    pub done: AtomicUsize,
}

pub struct Client {
    http: reqwest::Client,
    receivers: Vec<String>,
    policy: Arc<RetryPolicy>,
    results: Arc<Results>,
}

impl Client {
    /// Creates a client that sends to these receivers in turn.
    pub fn new(receivers: Vec<String>, results: Arc<Results>) -> Self {
        let backoff =
            Backoff::exponential(Duration::from_millis(50), Duration::from_secs(1)).with_jitter(Jitter::Equal);
        let policy = RetryPolicy::new(40, backoff).with_max_retry_after(Duration::from_secs(1));
        let http = reqwest::Client::builder().timeout(Duration::from_secs(5)).build().unwrap();
        Self { http, receivers, policy: Arc::new(policy), results }
    }

    /// Sends a delivery, and again as the policy says, to another receiver each time.
    async fn deliver(&self, job: Job, copy: usize) {
        let mut attempts = Attempts::new(Arc::clone(&self.policy));
        loop {
            let receiver = &self.receivers[(job.number + copy + attempts.made() as usize) % self.receivers.len()];
            let request = traffic::request(job.number, job.kind);
            let mut post = self.http.post(format!("{receiver}{}", request.target)).body(request.body);
            if let Some((name, value)) = request.header {
                post = post.header(name, value);
            }
            let result = match post.send().await {
                Ok(response) => AttemptResult::new(response.status().as_u16()).with_headers(response.headers()),
                Err(error) if error.is_timeout() => AttemptResult::timeout(),
                Err(_) => AttemptResult::no_response(),
            };
            *self.results.statuses.lock().unwrap().entry(result.to_string()).or_default() += 1;
            match attempts.record(result, Utc::now(), RandomState::new().hash_one(job.number)) {
                Step::Delivered => {
                    *self
                        .results
                        .answered
                        .lock()
                        .unwrap()
                        .entry((job.number, job.kind == Kind::Forged))
                        .or_default() += 1;
                    break;
                }
                Step::Retry(retry) => {
                    tokio::time::sleep(retry.wait).await;
                    attempts = retry.attempts;
                }
                Step::Fail(failure) => {
                    let is_expected = job.kind == Kind::Forged && failure.last.status() == Some(401);
                    if !is_expected {
                        self.results.failed.lock().unwrap().push(format!("{job:?}: {failure}"));
                    }
                    break;
                }
            }
        }
        self.results.done.fetch_add(1, Ordering::Relaxed);
    }

    #[tokio::main(flavor = "current_thread")]
    /// Sends all deliveries.
    pub async fn deliver_all(self, jobs: Vec<Job>) {
        let client = Arc::new(self);
        let next = Arc::new((AtomicUsize::new(0), jobs));
        let senders: Vec<_> = (0..SENDERS)
            .map(|_| {
                let (client, next) = (Arc::clone(&client), Arc::clone(&next));
                tokio::spawn(async move {
                    while let Some(job) = next.1.get(next.0.fetch_add(1, Ordering::Relaxed)) {
                        if job.copies == 2 {
                            tokio::join!(client.deliver(*job, 0), client.deliver(*job, 1));
                        } else {
                            client.deliver(*job, 0).await;
                        }
                    }
                })
            })
            .collect();
        for sender in senders {
            sender.await.unwrap();
        }
    }
}
