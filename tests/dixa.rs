//! Dixa: verifying, decoding and sending.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may panic")]

mod util;

#[path = "dixa/authorization.rs"]
mod authorization;
#[path = "dixa/custom_header.rs"]
mod custom_header;
#[path = "dixa/event.rs"]
mod event;
#[path = "dixa/header.rs"]
mod header;
#[path = "dixa/mutation.rs"]
mod mutation;
#[path = "dixa/send.rs"]
mod send;
#[path = "dixa/signature.rs"]
mod signature;
#[path = "dixa/unknown.rs"]
mod unknown;
#[path = "dixa/window.rs"]
mod window;

use chathooks::dixa::{Dixa, Event};
use chathooks::{DecodeError, Key, Verified};
use chrono::{DateTime, Utc};

/// The key, the time and the body of the vector in the facts about the vendor.
const SECRET: &str = "00112233445566778899aabbccddeeff0f1e2d3c4b5a69788796a5b4c3d2e1f0";
const TIME: i64 = 1_770_715_231_999;
const BODY: &str =
    "{\n  \"event_id\" : \"c0ffee00-0000-4000-8000-000000000001\",\n  \"tags\" : [\n  ],\n  \"text\" : \"Grüße\"\n}";
const DIGITS: &str = "16c5085a39ff6a97229cd4f228b271d9e0d854ca01a8cbd421242726acfc2f6f";

fn key() -> Key {
    Key::from_hex(SECRET).unwrap()
}

fn at(milliseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds).unwrap()
}

/// A header as the vendor writes it, for any text as the time.
fn header(key: &Key, time: &str, body: &[u8]) -> String {
    let mut signer = key.signer();
    signer.update(time.as_bytes());
    signer.update(b".");
    signer.update(body);
    format!("t={time},v1={}", signer.sign())
}

/// Decodes a body into an event that does not borrow from it.
fn decode(body: impl AsRef<[u8]>) -> Result<Event<'static>, DecodeError> {
    let verified = Verified::<Dixa, _>::assume_authentic(body);
    Event::decode(&verified).map(Event::into_owned)
}

/// The bodies, one for each event, by the name that a subscription gives it.
fn samples() -> Vec<(String, Vec<u8>)> {
    let name = |file: String| file.trim_end_matches(".json").to_owned();
    util::files("dixa", "json").into_iter().map(|(file, body)| (name(file), body)).collect()
}

fn sample(name: &str) -> String {
    String::from_utf8(util::read(&format!("dixa/{name}.json"))).unwrap()
}
