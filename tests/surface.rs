//! The public API, and the structure of the repository.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper of tests may panic")]

#[path = "surface/names.rs"]
mod names;

use std::error::Error;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

use chathooks::acquire::{Acquire, Case, Data, Event, EventName, Message, Receiver, Sender};
use chathooks::dedupe::{Claim, Completion, DurationError, IdempotencyKey, MemoryStore, Outcome, StoreFull};
use chathooks::{
    DecodeError, Format, Key, Keys, Limits, Proof, RequestParts, Signature, Verified, VerifyError,
    auth::{Header, KeyError, StreamingSigner, StreamingVerifier},
    model::{RawName, UnknownEvent, UnknownName},
    value::{List, Number, NumberError, Object, Text, Timestamp, TimestampError, Value},
};

#[test]
fn every_type_goes_where_its_user_does() {
    fn everywhere<T: Send + Sync + Unpin + Debug + 'static>() {}
    everywhere::<Verified<Acquire, Vec<u8>>>();
    everywhere::<Event<'_>>();
    everywhere::<(Data<'_>, Case<'_>, Message<'_>, EventName)>();
    everywhere::<(Receiver, Sender, Key, Keys, StreamingSigner, StreamingVerifier, Signature)>();
    everywhere::<(Value<'_>, Object<'_>, Number<'_>, Text<'_>, Timestamp<'_>, List<Text<'_>>)>();
    everywhere::<(Format, Limits, Header, RequestParts, Proof, RawName<'_>, UnknownEvent<'_>, UnknownName)>();
    everywhere::<(IdempotencyKey, Claim, Outcome, Completion, MemoryStore)>();
}

#[test]
fn every_error_is_one() {
    fn error<T: Error + Send + Sync + Clone + 'static>() {}
    fn copy<T: Copy>() {}
    fn error_that_moves<T: Error + Send + Sync + 'static>() {}
    error::<VerifyError>();
    error::<KeyError>();
    error::<TimestampError>();
    error::<NumberError>();
    error::<StoreFull>();
    error::<DurationError>();
    error_that_moves::<DecodeError>();
    copy::<VerifyError>();
    assert!(std::mem::size_of::<VerifyError>() <= 8);
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// A hint, not a limit: two halves of one recursion belong in one file.
#[test]
fn long_files_are_named() {
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        if lines > 300 {
            println!("warning: {} has {lines} lines", path.display());
        }
    }
}

/// A change of the public names shows in the diff of `tests/data/surface.txt`; `CHATHOOKS_SURFACE=1` writes it anew.
#[test]
fn the_public_names_are_those_of_the_snapshot() {
    let names = names::names();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/surface.txt");
    if std::env::var_os("CHATHOOKS_SURFACE").is_some() {
        std::fs::write(&path, names.join("\n") + "\n").unwrap();
    }
    let snapshot = std::fs::read_to_string(path).unwrap();
    assert_eq!(names, snapshot.lines().collect::<Vec<_>>());
    let root: Vec<&str> = names.iter().filter_map(|name| name.strip_prefix("chathooks::")).collect();
    let types = root.iter().filter(|name| name.starts_with(char::is_uppercase)).count();
    assert!(types <= 16, "{types} names at the root");
}

/// No item is reachable by two paths, apart from vendors that have the same names.
#[test]
fn each_name_has_one_path() {
    let names = names::names();
    for name in names.iter().filter_map(|name| name.strip_prefix("chathooks::")).filter(|name| !name.contains("::")) {
        let kernel = ["auth", "codec", "model", "value", "verified"].map(|room| format!("chathooks::{room}::{name}"));
        assert!(!names.iter().any(|path| kernel.contains(path)), "{name} has another path");
    }
}

/// What is read as a file has no hidden lines, and no links that only rustdoc resolves.
#[test]
fn guides_can_be_read_as_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    for path in ["README.md", "SECURITY.md", "src/_docs/guide.md", "src/_docs/cookbook.md"] {
        let text = read(path);
        let mut in_rust = false;
        for (number, line) in text.lines().enumerate() {
            if line.starts_with("```") {
                in_rust = line.starts_with("```rust");
            }
            assert!(!(in_rust && (line.starts_with("# ") || line == "#")), "{path}:{}: a hidden line", number + 1);
            assert!(in_rust || !line.contains("`]"), "{path}:{}: a link for rustdoc", number + 1);
            assert!(!line.contains("](crate") && !line.contains("](src/"), "{path}:{}: a relative link", number + 1);
        }
    }
    assert!(read("README.md").lines().count() <= 150);
}
