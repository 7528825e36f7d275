//! `stringify` of random bodies: its properties, and optionally a comparison with Node.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "util/base64.rs"]
mod base64;
#[path = "util/documents.rs"]
mod documents;
#[path = "util/random.rs"]
mod random;

use std::io::Write as _;
use std::process::{Command, Stdio};

use chathooks::{Limits, Verified, acquire::Acquire, codec::stringify, value::Value};
use documents::document;
use proptest::prelude::*;
use random::Random;

fn printed(json: &str) -> String {
    String::from_utf8(stringify(json.as_bytes(), wide()).unwrap()).unwrap()
}

fn wide() -> Limits {
    Limits::default().with_depth(Limits::MAX_DEPTH).with_values(usize::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printing_twice_changes_nothing(seed: u64) {
        let text = printed(&document(&mut Random::new(seed), 5));
        prop_assert_eq!(printed(&text), text);
    }

    #[test]
    fn the_reader_reads_what_is_printed(seed: u64) {
        let body = format!("{{\"data\":{}}}", document(&mut Random::new(seed), 5));
        let text = printed(&body);
        let verified = Verified::<Acquire, _>::assume_authentic(&text);
        let tree: Value<'_> = verified.decode().unwrap();
        prop_assert!(tree.get("data").is_some());
    }

    #[test]
    fn no_bytes_panic(bytes: Vec<u8>) {
        let _ = stringify(&bytes, Limits::default());
    }

    #[test]
    fn no_broken_document_panics(seed: u64, place: prop::sample::Index, byte: u8) {
        let mut body = document(&mut Random::new(seed), 4).into_bytes();
        let place = place.index(body.len());
        body[place] = byte;
        let _ = stringify(&body, Limits::default());
    }

    #[test]
    fn no_tokens_panic(text in r#"[\[\]{}:,"\\/utfnd8c0-9eE+. -]{0,60}"#) {
        if let Ok(printed) = stringify(text.as_bytes(), Limits::default()) {
            prop_assert_eq!(stringify(&printed, Limits::default()).unwrap(), printed);
        }
    }
}

/// Needs `node` on the path and `CHATHOOKS_NODE` in the environment; `CHATHOOKS_NODE=<seed>` runs one seed again.
#[test]
fn ten_thousand_documents_against_node() {
    let Some(seed) = random::seed() else {
        println!("not run: CHATHOOKS_NODE is not set");
        return;
    };
    let mut random = Random::new(seed);
    let bodies: Vec<Vec<u8>> = (0..10_000)
        .map(|index| {
            let mut body = document(&mut random, index % 7).into_bytes();
            // One in ten is broken at one place, so that both must refuse the same texts.
            if index % 10 == 0 {
                let place = random.index(body.len());
                body[place] = b"\"\\{}[],:0-+.eE u\x0b\xff"[random.index(18)];
            }
            body
        })
        .collect();
    let answers = ask_node(&bodies);
    assert_eq!(answers.len(), bodies.len());
    for (body, answer) in bodies.iter().zip(answers) {
        let ours = stringify(body, wide()).ok().map(|text| String::from_utf8(text).unwrap());
        assert_eq!(ours, answer, "seed {seed}, {}", String::from_utf8_lossy(body));
    }
}

fn ask_node(bodies: &[Vec<u8>]) -> Vec<Option<String>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/node/stringify.mjs");
    let mut node = Command::new("node").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let lines: String = bodies.iter().map(|body| base64::encode(body) + "\n").collect();
    let mut stdin = node.stdin.take().unwrap();
    // Written beside the reading, or both sides could wait for each other with full pipes.
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = node.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().lines().map(read_answer).collect()
}

fn read_answer(line: &str) -> Option<String> {
    (line != "refused").then(|| String::from_utf8(base64::decode(line)).unwrap())
}
