//! From the headers of a request to the verdict, and to a typed event, beside other crates through their public APIs.
//!
//! All start from an `http::HeaderMap` of a real request: three of the peers take nothing else. Each verifies the same
//! body with the same key, made once where its API allows that, and under its own scheme (`schemes`). Before anything is
//! measured, each has to accept what is right and refuse what is not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may panic")]

#[path = "../util/bodies.rs"]
mod bodies;
#[path = "../util/request.rs"]
mod request;
mod schemes;

use std::hint::black_box;

use bodies::Owned;
use chathooks::acquire::Event;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use schemes::Peer;

/// Panics where a peer refuses the body that was signed, or accepts another body or another signature.
fn check(peers: &[Peer], body: &[u8]) {
    // It stays ASCII: some peers refuse a body that is not UTF-8 before they look at the signature.
    let mut changed = body.to_vec();
    *changed.last_mut().unwrap() ^= 1;
    for peer in peers {
        assert!(peer.accepts(&peer.headers, body), "{} refuses what is right", peer.name);
        assert!(!peer.accepts(&peer.headers, &changed), "{} accepts a changed body", peer.name);
        for name in ["x-acquire-signature", "x-hub-signature-256", "webhook-signature"] {
            let mut headers = peer.headers.clone();
            let Some(value) = headers.get_mut(name) else { continue };
            let mut signature = value.to_str().unwrap().to_owned();
            // Neither the last character nor a padding: a character in the middle that carries bits of its own.
            let middle = signature.len() - 10;
            let other = if &signature[middle..=middle] == "1" { "2" } else { "1" };
            signature.replace_range(middle..=middle, other);
            *value = signature.parse().unwrap();
            assert!(!peer.accepts(&headers, body), "{} accepts a changed signature", peer.name);
            headers.remove(name);
            assert!(!peer.accepts(&headers, body), "{} accepts no signature", peer.name);
        }
    }
}

fn verify(criterion: &mut Criterion) {
    for size in [64, 1375, 65_536] {
        let body: Vec<u8> = (0..size).map(|index| b' ' + u8::try_from(index % 95).unwrap()).collect();
        // Made for each size: two schemes sign the time and refuse it when it is five minutes old.
        let peers = schemes::peers(&body);
        check(&peers, &body);
        let mut group = criterion.benchmark_group(format!("peers_verify/{size}"));
        group.throughput(Throughput::Bytes(size));
        for peer in &peers {
            group.bench_function(BenchmarkId::from_parameter(peer.name), |bencher| {
                bencher.iter(|| peer.accepts(black_box(&peer.headers), black_box(&body)));
            });
            assert!(peer.accepts(&peer.headers, &body), "{}: too old by now", peer.name);
        }
        group.finish();
    }
}

/// Acquire's sample. Peers have no events: theirs is verify, and an enum that serde derived into owned types.
fn receive(criterion: &mut Criterion) {
    let body = bodies::sample();
    let (receiver, headers) = request::signed(&body);
    let peers = schemes::peers(&body);
    check(&peers, &body);
    let receive = |peer: &Peer, headers: &_, body: &_| -> Option<Owned> {
        peer.accepts(headers, body).then(|| serde_json::from_slice(body).ok())?
    };

    let mut group = criterion.benchmark_group("peers_receive");
    group.throughput(Throughput::Bytes(body.len() as u64));
    for peer in &peers {
        if peer.name == "chathooks" {
            group.bench_function(BenchmarkId::from_parameter(peer.name), |bencher| {
                bencher.iter(|| {
                    let verified = receiver.receive(black_box(&headers), black_box(&body)).unwrap();
                    black_box(Event::decode(&verified).unwrap());
                });
            });
            continue;
        }
        assert!(receive(peer, &peer.headers, &body).is_some());
        group.bench_function(BenchmarkId::from_parameter(peer.name), |bencher| {
            bencher.iter(|| black_box(receive(peer, black_box(&peer.headers), black_box(&body))));
        });
        assert!(receive(peer, &peer.headers, &body).is_some(), "{}: too old by now", peer.name);
    }
    group.finish();
}

criterion_group!(benches, verify, receive);
criterion_main!(benches);
