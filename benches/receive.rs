//! From the headers and the body to a typed event.
//!
//! `usual` is what people write: a key computed for each call, `hex::decode`, `verify_slice`, and an enum derived by
//! serde into owned types. `naive` compares the hexadecimal text and reads a `serde_json::Value`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may panic")]

#[path = "util/bodies.rs"]
mod bodies;
#[path = "util/dixa.rs"]
mod dixa;

use std::hint::black_box;

use bodies::Owned;
use chathooks::Key;
use chathooks::acquire::{Event, Receiver};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderMap;
use serde_json::Value;
use sha2::Sha256;

const SECRET: &[u8] = b"Secret:conversational_bot:2";

fn mac(body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(black_box(SECRET)).unwrap();
    mac.update(body);
    mac
}

fn usual(headers: &HeaderMap, body: &[u8]) -> Option<Owned> {
    let signature = hex::decode(headers.get("x-acquire-signature")?).ok()?;
    mac(body).verify_slice(&signature).ok()?;
    serde_json::from_slice(body).ok()
}

fn naive(headers: &HeaderMap, body: &[u8]) -> Option<Value> {
    let header = headers.get("x-acquire-signature")?.to_str().ok()?;
    (hex::encode(mac(body).finalize().into_bytes()) == header).then_some(())?;
    serde_json::from_slice(body).ok()
}

/// The headers of a real request: ten of them.
fn headers(signature: &str) -> HeaderMap {
    let length = signature.len().to_string();
    let pairs = [
        ("host", "hooks.example.com"),
        ("user-agent", "axios/0.21.1"),
        ("accept", "application/json, text/plain, */*"),
        ("accept-encoding", "gzip, deflate"),
        ("connection", "close"),
        ("content-type", "application/json"),
        ("content-length", &length),
        ("x-acquire-signature", signature),
        ("x-forwarded-for", "203.0.113.9"),
        ("x-forwarded-proto", "https"),
    ];
    pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse::<http::HeaderValue>().unwrap())).collect()
}

fn receive(criterion: &mut Criterion) {
    for (name, body) in [("acquire", bodies::sample()), ("acquire-500", bodies::sample_of_500())] {
        let key = Key::new(SECRET).unwrap();
        let headers = headers(&key.sign(&body).to_string());
        let receiver = Receiver::new(key);
        assert!(usual(&headers, &body).is_some() && naive(&headers, &body).is_some());

        let mut group = criterion.benchmark_group(format!("receive/{name}"));
        group.throughput(Throughput::Bytes(body.len() as u64));
        group.bench_function(BenchmarkId::from_parameter("chathooks"), |bencher| {
            bencher.iter(|| {
                let verified = receiver.receive(black_box(&headers), black_box(&body)).unwrap();
                black_box(Event::decode(&verified).unwrap());
            });
        });
        group.bench_function(BenchmarkId::from_parameter("usual"), |bencher| {
            bencher.iter(|| black_box(usual(black_box(&headers), black_box(&body))));
        });
        group.bench_function(BenchmarkId::from_parameter("naive"), |bencher| {
            bencher.iter(|| black_box(naive(black_box(&headers), black_box(&body))));
        });
        group.finish();
    }
}

criterion_group!(benches, receive, dixa::receive);
criterion_main!(benches);
