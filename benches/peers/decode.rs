//! A body without its signature, to a typed event, beside the JSON crates that people take for it.
//!
//! Both bodies are Acquire's, compact: its sample, and the same case with 500 messages.
//!
//! | | `chathooks` | the peers |
//! |---|---|---|
//! | reads | any of Acquire's events, chosen by its name, before or after `data` | a `case:status` alone ([`Delivery`]) |
//! | strings | borrowed | borrowed, `&str` where the vendor's words have no escape |
//! | states, channels, senders | open enums | strings |
//! | times | parsed when they are asked for | strings |
//! | a number for an id | read | an error |
//! | half of a surrogate pair | U+FFFD | an error, but U+0000 from `simd-json` |
//! | fields that the type does not have | kept, in order, duplicates included | skipped |
//! | the customer's attributes, of a contact too | an ordered object | a struct of the sample's seven, the rest skipped |
//! | a duplicate field of the type | an error | an error |
//! | depth, number of values | limits | none, or the crate's own on the depth |
//! | an error | names the path, and repeats no value | line and column or less, and may repeat a value |
//! | UTF-8 | checked | checked |
//!
//! The peers' type is what serde derives for a struct, with neither `Option` nor `default`, which is the fastest
//! of what people write. Each peer is run in its fastest safe way too:
//!
//! - `serde_json` by `from_slice`, which checks the strings one by one, and `serde_json-str`, which checks the whole
//!   body once
//! - `sonic-rs` by `from_slice`
//! - `simd-json` by `from_slice`, which allocates what it works in, and `simd-json-buffers`, which keeps that from one
//!   body to the next
//!
//! `simd-json` writes into the body, so each iteration has a copy of its own. It is made before the time is taken, in
//! batches that stay in the processor's cache, so the copy costs `simd-json` nothing here. Dropping what was read is
//! measured for all.
//!
//! `simd-json` chooses its instructions at run time, the others at compile time: `sonic-rs` asks for
//! `RUSTFLAGS='-C target-cpu=native'`, which is a run of its own for all of them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may panic")]

#[path = "../util/bodies.rs"]
mod bodies;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hint::black_box;

use chathooks::Verified;
use chathooks::acquire::{Acquire, Event};
use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A delivery of `case:status`. It is `Serialize` to compare what was read with the body.
#[derive(Deserialize, Serialize)]
struct Delivery<'a> {
    event: &'a str,
    #[serde(borrow)]
    data: Case<'a>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Case<'a> {
    #[serde(borrow)]
    case_id: Cow<'a, str>,
    status: &'a str,
    /// There are none in the sample.
    #[serde(borrow)]
    fields: BTreeMap<Cow<'a, str>, Cow<'a, str>>,
    #[serde(borrow)]
    contact: Contact<'a>,
    #[serde(borrow)]
    messages: Vec<Message<'a>>,
}

#[derive(Deserialize, Serialize)]
struct Contact<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    fields: ContactFields<'a>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct ContactFields<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    email: Cow<'a, str>,
    #[serde(borrow)]
    phone: Cow<'a, str>,
    #[serde(borrow)]
    city: Cow<'a, str>,
    #[serde(borrow)]
    state: Cow<'a, str>,
    #[serde(borrow)]
    country_id: Cow<'a, str>,
    #[serde(borrow)]
    ip: Cow<'a, str>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    channel: &'a str,
    #[serde(borrow)]
    sender_id: Cow<'a, str>,
    sender_type: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(borrow)]
    message: Cow<'a, str>,
    seen: &'a str,
    #[serde(borrow)]
    date_created: Cow<'a, str>,
}

fn serde_json_str(body: &[u8]) -> Option<Delivery<'_>> {
    serde_json::from_str(std::str::from_utf8(body).ok()?).ok()
}

/// Gives what each peer reads.
fn each(body: &[u8], mut take: impl FnMut(&str, Option<Delivery>)) {
    take("serde_json", serde_json::from_slice(body).ok());
    take("serde_json-str", serde_json_str(body));
    take("sonic-rs", sonic_rs::from_slice(body).ok());
    take("simd-json", simd_json::from_slice(&mut body.to_vec()).ok());
    let (mut copy, mut buffers) = (body.to_vec(), simd_json::Buffers::default());
    let read = simd_json::serde::from_slice_with_buffers(&mut copy, &mut buffers).ok();
    take("simd-json-buffers", read);
}

/// Panics unless each reads all that the body has, and the peers borrow the strings, which have no escape.
fn check(body: &[u8]) {
    let value: Value = serde_json::from_slice(body).unwrap();
    each(body, |name, read| {
        let read = read.unwrap_or_else(|| panic!("{name} refuses the body"));
        assert_eq!(serde_json::to_value(&read).unwrap(), value, "{name} reads something else");
        let messages = read.data.messages.iter();
        let messages = messages.flat_map(|message| [&message.id, &message.message, &message.date_created]);
        for text in messages.chain([&read.data.case_id, &read.data.contact.fields.email]) {
            assert!(matches!(text, Cow::Borrowed(_)), "{name} copies {text:?}");
        }
    });
    let verified = Verified::<Acquire, _>::assume_authentic(body);
    let written = Event::decode(&verified).unwrap().to_json();
    assert_eq!(serde_json::from_slice::<Value>(&written).unwrap(), value, "chathooks reads something else");
}

/// Panics unless the table above says what is so.
fn check_table(sample: &str) {
    let cases = [
        ("a number for an id", r#""caseId":"72""#, r#""caseId":72"#, true, false),
        ("half of a surrogate pair", "dasdas", r"\ud83d", true, false),
        ("a field of the type twice", r#""status":"closed""#, r#""status":"closed","status":"closed""#, false, false),
        ("another field twice", r#""caseId""#, r#""new":1,"new":1,"caseId""#, true, true),
        ("another attribute", r#""city""#, r#""colour":"red","city""#, true, true),
        ("the data first", r#"{"event":"case:status","data":"#, r#"{"new":1,"data":"#, true, true),
    ];
    for (what, from, to, chathooks_reads, peers_read) in cases {
        let mut body = sample.replacen(from, to, 1);
        assert_ne!(body, sample, "{what}");
        if what == "the data first" {
            body.insert_str(body.len() - 1, r#","event":"case:status""#);
        }
        let verified = Verified::<Acquire, _>::assume_authentic(&body);
        assert_eq!(Event::decode(&verified).is_ok(), chathooks_reads, "chathooks: {what}");
        each(body.as_bytes(), |name, read| {
            // `simd-json` reads it as another character.
            if what == "half of a surrogate pair" && name.starts_with("simd-json") {
                assert_eq!(read.unwrap().data.messages[1].message, "\0", "{name}");
            } else {
                assert_eq!(read.is_some(), peers_read, "{name}: {what}");
            }
        });
    }
    let not_utf8: Vec<u8> = sample.bytes().map(|byte| if byte == b'@' { 0xFF } else { byte }).collect();
    assert!(Event::decode(&Verified::<Acquire, _>::assume_authentic(&not_utf8)).is_err());
    each(&not_utf8, |name, read| assert!(read.is_none(), "{name} takes what is not UTF-8"));
}

/// The three that read the body as it is.
fn shared(group: &mut BenchmarkGroup<WallTime>, body: &[u8]) {
    let verified = Verified::<Acquire, _>::assume_authentic(body);
    group.bench_function("chathooks", |bencher| {
        bencher.iter(|| {
            black_box(Event::decode(black_box(&verified)).unwrap());
        });
    });
    group.bench_function("serde_json", |bencher| {
        bencher.iter(|| {
            black_box(serde_json::from_slice::<Delivery>(black_box(body)).unwrap());
        });
    });
    group.bench_function("serde_json-str", |bencher| {
        bencher.iter(|| {
            black_box(serde_json_str(black_box(body)).unwrap());
        });
    });
    group.bench_function("sonic-rs", |bencher| {
        bencher.iter(|| {
            black_box(sonic_rs::from_slice::<Delivery>(black_box(body)).unwrap());
        });
    });
}

/// The one that writes into the body. `copies` of it are made at once.
fn in_place(group: &mut BenchmarkGroup<WallTime>, body: &[u8], copies: u64) {
    let batch = BatchSize::NumIterations(copies);
    group.bench_function("simd-json", |bencher| {
        bencher.iter_batched_ref(
            || body.to_vec(),
            |body| {
                black_box(simd_json::from_slice::<Delivery>(black_box(body)).unwrap());
            },
            batch,
        );
    });
    let mut buffers = simd_json::Buffers::new(body.len());
    group.bench_function("simd-json-buffers", |bencher| {
        bencher.iter_batched_ref(
            || body.to_vec(),
            |body| {
                let read = simd_json::serde::from_slice_with_buffers::<Delivery>(black_box(body), &mut buffers);
                black_box(read.unwrap());
            },
            batch,
        );
    });
}

fn decode(criterion: &mut Criterion) {
    check_table(std::str::from_utf8(&bodies::sample()).unwrap());
    // 16 copies of the sample are 22 KB, one of the other body is 112 KB.
    for (name, body, copies) in [("sample", bodies::sample(), 16), ("500", bodies::sample_of_500(), 1)] {
        check(&body);
        let mut group = criterion.benchmark_group(format!("peers_decode/{name}"));
        group.throughput(Throughput::Bytes(body.len() as u64));
        shared(&mut group, &body);
        in_place(&mut group, &body, copies);
        group.finish();
    }
}

criterion_group!(benches, decode);
criterion_main!(benches);
