//! The shape of the public surface, and of the house behind it.
#![allow(clippy::unwrap_used, reason = "a helper of tests may panic")]

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
