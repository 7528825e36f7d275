//! XML, forms and stringified JSON: from the headers and the body to a typed event.
//!
//! `usual` is what people write: a key computed for each call, `hex::decode`, `verify_slice`, and the serde support of
//! quick-xml or `serde_qs` into owned types. `floor` is quick-xml's tokenizer run over the same bytes, and the verify.
//! `raw` is the same JSON under the signature of its bytes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a bench may panic")]

#[path = "util/bodies.rs"]
mod bodies;
#[path = "util/request.rs"]
mod request;

use std::hint::black_box;

use bodies::OwnedCase;
use chathooks::acquire::{Event, Receiver};
use chathooks::{Format, Limits, value::Value};
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use http::HeaderMap;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "what is measured is reading it")]
struct Owned {
    event: String,
    data: OwnedCase,
}

fn convert(json: &[u8], format: Format) -> Vec<u8> {
    Value::from_body(json, Format::Json, Limits::default()).unwrap().to_body(format)
}

fn samples() -> [(&'static str, Vec<u8>); 2] {
    [("acquire", bodies::sample()), ("acquire-500", bodies::sample_of_500())]
}

fn group<'c>(criterion: &'c mut Criterion, name: &str, body: &[u8]) -> BenchmarkGroup<'c, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(body.len() as u64));
    group
}

fn chathooks(receiver: &Receiver, headers: &HeaderMap, body: &[u8]) {
    let verified = receiver.receive(black_box(headers), black_box(body)).unwrap();
    black_box(Event::decode(&verified).unwrap());
}

fn xml(criterion: &mut Criterion) {
    for (name, json) in samples() {
        let body = convert(&json, Format::Xml);
        let (receiver, headers) = request::signed(&body);
        let mut group = group(criterion, &format!("formats_xml/{name}"), &body);
        group.bench_function(BenchmarkId::from_parameter("chathooks"), |bencher| {
            bencher.iter(|| chathooks(&receiver, &headers, &body));
        });
        group.bench_function(BenchmarkId::from_parameter("usual"), |bencher| {
            bencher.iter(|| {
                request::usual_verify(black_box(&headers), black_box(&body)).unwrap();
                let text = std::str::from_utf8(&body).unwrap();
                black_box(quick_xml::de::from_str::<Owned>(text).unwrap());
            });
        });
        group.bench_function(BenchmarkId::from_parameter("floor"), |bencher| {
            bencher.iter(|| {
                receiver.receive(black_box(&headers), black_box(&body)).unwrap();
                let mut reader = quick_xml::Reader::from_str(std::str::from_utf8(&body).unwrap());
                while black_box(reader.read_event().unwrap()) != quick_xml::events::Event::Eof {}
            });
        });
        group.finish();
    }
}

fn form(criterion: &mut Criterion) {
    for (name, json) in samples() {
        let encoded = convert(&json, Format::Form);
        let plain = String::from_utf8(encoded.clone()).unwrap().replace("%5B", "[").replace("%5D", "]").into_bytes();
        for (brackets, body) in [("plain", plain), ("encoded", encoded)] {
            let (receiver, headers) = request::signed(&body);
            let config = serde_qs::Config::new().max_depth(10).use_form_encoding(brackets == "encoded");
            let mut group = group(criterion, &format!("formats_form/{name}-{brackets}"), &body);
            group.bench_function(BenchmarkId::from_parameter("chathooks"), |bencher| {
                bencher.iter(|| chathooks(&receiver, &headers, &body));
            });
            group.bench_function(BenchmarkId::from_parameter("usual"), |bencher| {
                bencher.iter(|| {
                    request::usual_verify(black_box(&headers), black_box(&body)).unwrap();
                    black_box(config.deserialize_bytes::<Owned>(&body).unwrap());
                });
            });
            group.finish();
        }
    }
}

fn stringified(criterion: &mut Criterion) {
    for (name, json) in samples() {
        // One space more than `JSON.stringify` prints: the bytes do not match, the stringified form does.
        let body = [b" ".as_slice(), &json].concat();
        let (receiver, headers) = request::signed(&json);
        let mut group = group(criterion, &format!("formats_stringify/{name}"), &body);
        group.bench_function(BenchmarkId::from_parameter("chathooks"), |bencher| {
            bencher.iter(|| chathooks(&receiver, &headers, &body));
        });
        group.bench_function(BenchmarkId::from_parameter("raw"), |bencher| {
            bencher.iter(|| chathooks(&receiver, &headers, &json));
        });
        group.finish();
    }
}

criterion_group!(benches, xml, form, stringified);
criterion_main!(benches);
