//! From the text of the signature header to the verdict, over bodies of several sizes.
//!
//! `limit` is the compressions of SHA-256 that no verify with a key computed beforehand can do without: the body with
//! its padding, and one block for the outer hash. `usual` is what people write.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may panic")]

use std::hint::black_box;

use chathooks::{Key, Signature};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use sha2::block_api::compress256;

const SECRET: &[u8] = b"Secret:conversational_bot:2";

fn usual(secret: &[u8], header: &str, body: &[u8]) -> bool {
    let Ok(signature) = hex::decode(header) else { return false };
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
    mac.update(body);
    mac.verify_slice(&signature).is_ok()
}

/// Compresses the body and its padding into `inner`, and one more block into `outer`.
fn limit(mut inner: [u32; 8], mut outer: [u32; 8], body: &[u8]) -> [u32; 8] {
    let (blocks, rest) = body.as_chunks::<64>();
    compress256(&mut inner, blocks);
    let mut last = [[0; 64]; 2];
    last.as_flattened_mut()[..rest.len()].copy_from_slice(rest);
    compress256(&mut inner, &last[..if rest.len() < 56 { 1 } else { 2 }]);
    compress256(&mut outer, &last[..1]);
    outer.iter_mut().zip(inner).for_each(|(outer, inner)| *outer ^= inner);
    outer
}

fn verify(criterion: &mut Criterion) {
    let key = Key::from_bytes(SECRET).unwrap();
    for size in [64, 256, 1024, 1375, 65_536, 1_048_576] {
        let body: Vec<u8> = (0..size).map(|index| b' ' + u8::try_from(index % 95).unwrap()).collect();
        let header = key.sign(&body).to_string();
        let mut group = criterion.benchmark_group(format!("verify/{size}"));
        group.throughput(Throughput::Bytes(size));
        group.bench_function(BenchmarkId::from_parameter("chathooks"), |bencher| {
            bencher.iter(|| {
                let signature = Signature::from_hex(black_box(header.as_bytes()))?;
                key.verify(black_box(&body), &signature)
            });
        });
        group.bench_function(BenchmarkId::from_parameter("limit"), |bencher| {
            bencher.iter(|| limit(black_box([7; 8]), black_box([9; 8]), black_box(&body)));
        });
        group.bench_function(BenchmarkId::from_parameter("usual"), |bencher| {
            bencher.iter(|| usual(black_box(SECRET), black_box(&header), black_box(&body)));
        });
        group.finish();
    }
}

criterion_group!(benches, verify);
criterion_main!(benches);
