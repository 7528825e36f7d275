//! The end of a chat at Comm100, and what people write to receive it. Nothing is signed there, so nothing is verified.

#![allow(dead_code, reason = "what is measured is reading them")]

use std::hint::black_box;

use chathooks::Verified;
use chathooks::comm100::{Comm100, Event};
use criterion::{BenchmarkId, Criterion, Throughput};
use serde::Deserialize;
use serde_json::Value;

/// A chat that ended, in the shape that the vendor documents.
const BODY: &[u8] = include_bytes!("../../tests/data/comm100/chat_ended.json");

#[derive(Debug, Deserialize)]
#[serde(tag = "event")]
enum Owned {
    #[serde(rename = "chat_ended")]
    ChatEnded { visitor: OwnedVisitor, chat: OwnedChat },
}

#[derive(Debug, Deserialize)]
struct OwnedVisitor {
    id: String,
    chat_id: String,
    name: String,
    email: String,
    status: u32,
    department: String,
    skill: Option<String>,
    custom_fields: Vec<OwnedField>,
    custom_variables: Vec<OwnedVariable>,
    first_visit_time: String,
    visit_time: String,
    page_views: u32,
    visits: u32,
    chats: u32,
    search_engine: String,
}

#[derive(Debug, Deserialize)]
struct OwnedChat {
    attachment: Vec<OwnedAttachment>,
    chat_transcript: String,
    company: String,
    custom_fields: Vec<OwnedField>,
    custom_variable: Vec<OwnedVariable>,
    department: String,
    email: String,
    end_time: String,
    id: String,
    name: String,
    operator_comment: String,
    operators: String,
    phone: String,
    product_service: String,
    rating: u32,
    rating_comment: String,
    start_time: String,
    waiting_time: String,
    wrap_up: OwnedWrapUp,
}

#[derive(Debug, Deserialize)]
struct OwnedField {
    id: u32,
    name: String,
    value: String,
}

#[derive(Debug, Deserialize)]
struct OwnedVariable {
    name: String,
    value: String,
}

#[derive(Debug, Deserialize)]
struct OwnedAttachment {
    name: String,
    uri: String,
}

#[derive(Debug, Deserialize)]
struct OwnedWrapUp {
    category: String,
    comment: String,
    fields: Vec<Value>,
    time: String,
}

pub(crate) fn receive(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("receive/comm100");
    group.throughput(Throughput::Bytes(BODY.len() as u64));
    group.bench_function(BenchmarkId::from_parameter("chathooks"), |bencher| {
        bencher.iter(|| {
            let verified = Verified::<Comm100, _>::assume_authentic(black_box(BODY));
            black_box(Event::decode(&verified).unwrap());
        });
    });
    group.bench_function(BenchmarkId::from_parameter("usual"), |bencher| {
        bencher.iter(|| black_box(serde_json::from_slice::<Owned>(black_box(BODY)).unwrap()));
    });
    group.bench_function(BenchmarkId::from_parameter("naive"), |bencher| {
        bencher.iter(|| black_box(serde_json::from_slice::<Value>(black_box(BODY)).unwrap()));
    });
    group.finish();
}
