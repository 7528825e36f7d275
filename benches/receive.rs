//! From the headers and the body to a typed event.
//!
//! `usual` is what people write: a key computed for each call, `hex::decode`, `verify_slice`, and an enum derived by
//! serde into owned types. `naive` compares the hexadecimal text and reads a `serde_json::Value`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may panic")]

#[path = "util/bodies.rs"]
mod bodies;
#[path = "util/comm100.rs"]
mod comm100;
#[path = "util/dixa.rs"]
mod dixa;
#[path = "util/request.rs"]
mod request;

use std::hint::black_box;

use bodies::Owned;
use chathooks::acquire::Event;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hmac::Mac as _;
use http::HeaderMap;
use serde_json::Value;

fn usual(headers: &HeaderMap, body: &[u8]) -> Option<Owned> {
    request::usual_verify(headers, body)?;
    serde_json::from_slice(body).ok()
}

fn naive(headers: &HeaderMap, body: &[u8]) -> Option<Value> {
    let header = headers.get("x-acquire-signature")?.to_str().ok()?;
    (hex::encode(request::mac(body).finalize().into_bytes()) == header).then_some(())?;
    serde_json::from_slice(body).ok()
}

fn receive(criterion: &mut Criterion) {
    for (name, body) in [("acquire", bodies::sample()), ("acquire-500", bodies::sample_of_500())] {
        let (receiver, headers) = request::signed(&body);
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

criterion_group!(benches, receive, dixa::receive, comm100::receive);
criterion_main!(benches);
