//! Single events for a receiver of the queue, and what the workers and Redis have of them.

#![allow(dead_code, reason = "not every test uses all of this file")]

use std::collections::HashMap;
use std::time::{Duration, Instant};

use chathooks::acquire::{self, Acquire};
use chathooks::dedupe::IdempotencyKey;
use chathooks::{Key, Vendor as _, Verified};

use super::client::{response, send};
use super::fleet::{Process, wait_until};
use super::process::ACQUIRE_KEY;
use super::redis_server::Redis;

pub const LEASE: &[(&str, &str)] = &[("LEASE_MS", "400"), ("TRIES", "3")];

/// Returns a request of Acquire's with a body.
pub fn request(receiver: &Process, body: &str) -> http::Request<Vec<u8>> {
    let signature = Key::new(ACQUIRE_KEY).unwrap().sign(body.as_bytes());
    let request = http::Request::post(receiver.url("/acquire"));
    request.header(acquire::SIGNATURE_HEADER.as_str(), signature.to_string()).body(body.into()).unwrap()
}

/// Returns the body of an event that has an idempotency key.
pub fn body(number: u32) -> String {
    let case = r#"{"event":"case:status","data":{"caseId":"72","status":"closed","messages":[{"id":"NUMBER"}]}}"#;
    case.replace("NUMBER", &number.to_string())
}

pub fn key(number: u32) -> IdempotencyKey {
    let verified = Verified::<Acquire, _>::assume_authentic(body(number));
    IdempotencyKey::of::<Acquire>(&Acquire::decode(&verified).unwrap()).unwrap()
}

pub fn status(receiver: &Process, number: u32) -> u16 {
    send(&request(receiver, &body(number))).0
}

/// Sends an event, expects a 503 that asks to retry later, and returns how long that took.
pub fn expect_unavailable(receiver: &Process, number: u32) -> Duration {
    let start = Instant::now();
    let response = response(&request(receiver, &body(number)));
    assert_eq!(response.status(), 503);
    assert_eq!(response.headers()["retry-after"], "5");
    start.elapsed()
}

/// Returns how often each event was handled, by its key.
pub fn handled(worker: &Process) -> HashMap<String, usize> {
    let mut all = HashMap::new();
    for line in worker.log().lines() {
        if let Some((_, rest)) = line.split_once(", key ").filter(|_| line.contains(" by ")) {
            *all.entry(rest.split_once(',').unwrap().0.to_owned()).or_default() += 1;
        }
    }
    all
}

/// Waits until the events with these numbers were handled, each once.
pub fn expect_handled(redis: &Redis, worker: &Process, numbers: impl IntoIterator<Item = u32>) {
    wait_until("an empty stream", || redis.query::<u64>(&["XLEN", "chathooks"]) == 0);
    let expected: HashMap<_, _> = numbers.into_iter().map(|number| (key(number).to_string(), 1)).collect();
    // The log is read by another thread.
    for _ in 0..500 {
        if handled(worker).len() >= expected.len() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(handled(worker), expected);
}

pub type RawEntry = (String, HashMap<String, String>);

pub fn dead(redis: &Redis) -> Vec<HashMap<String, String>> {
    let entries: Vec<RawEntry> = redis.query(&["XRANGE", "chathooks:dead", "-", "+"]);
    entries.into_iter().map(|(_, fields)| fields).collect()
}
