//! JSON, against a plain reader of it and against serde_json.

use chathooks::acquire::Acquire;
use chathooks::{DecodeErrorKind, Format, Limits, Verified, value::Value};
use serde::de::IgnoredAny;

use crate::reference::{self, Document};
use crate::{contents, numbers, poison, reread, wide};

/// What serde_json allows, and this crate where it is asked to.
const DEPTH: usize = 127;

/// A body is read exactly where a plain reader reads it, as the same tree; where serde_json does, and otherwise for a
/// documented reason; it is passed over where it is read; and what is read is the same again when it was written.
pub fn json(body: &[u8]) {
    let limits = wide().with_depth(DEPTH);
    let tree = Value::from_body(body, Format::Json, limits);
    let text = str::from_utf8(body).ok();
    let document = text.and_then(|text| reference::read(text.strip_prefix('\u{feff}').unwrap_or(text), DEPTH));
    assert_eq!(tree.is_ok(), document.is_some(), "read: {:?}", tree.err());
    let peer = serde_json::from_slice::<serde_json::Value>(body);
    match (&document, &peer) {
        (Some(document), Err(error)) => {
            assert!(document.is_beyond_serde_json() || body.starts_with(b"\xef\xbb\xbf"), "serde_json: {error}");
        }
        (None, Ok(_)) => panic!("serde_json reads it: {tree:?}"),
        _ => {}
    }

    let verified = Verified::<Acquire, _>::assume_authentic(body).with_limits(limits);
    if Format::detect(body) == Format::Json {
        let passed = verified.decode::<IgnoredAny>().map(drop).map_err(|error| error.kind());
        assert_eq!(passed, tree.as_ref().map(drop).map_err(|error| error.kind()), "passed over");
        let decoded = verified.decode::<Value<'_>>();
        match &tree {
            Ok(tree) => numbers::is_nearest(&decoded, tree),
            Err(error) => assert_eq!(decoded.err().map(|error| error.kind()), Some(error.kind()), "decoded"),
        }
    }
    within_narrow_limits(body);

    match (tree, document) {
        (Ok(tree), Some(document)) => {
            assert!(is_same(&document, &tree), "another tree: {tree:?}");
            let written = tree.to_body(Format::Json);
            let again = reread(&written, Format::Json);
            assert_eq!(again, tree);
            assert_eq!(again.to_body(Format::Json), written);
            contents::survive(&tree);
            poison::in_some_format::<Acquire>(&tree, body);
        }
        (Err(error), _) => poison::is_clean(&error, body),
        _ => {}
    }
}

/// Less is read within narrower limits, and what is read is the same.
fn within_narrow_limits(body: &[u8]) {
    let narrow = Value::from_body(body, Format::Json, Limits::default().with_depth(3).with_values(9));
    match (narrow, Value::from_body(body, Format::Json, wide())) {
        (Ok(narrow), wide) => assert_eq!(Some(narrow), wide.ok()),
        (Err(error), Ok(_)) => {
            assert!(matches!(error.kind(), DecodeErrorKind::TooDeep | DecodeErrorKind::TooManyValues), "{error}");
        }
        _ => {}
    }
}

fn is_same(document: &Document, tree: &Value<'_>) -> bool {
    match (document, tree) {
        (Document::Word("null"), Value::Null) => true,
        (Document::Word(word), Value::Bool(flag)) => *word == flag.to_string(),
        (Document::Number(digits), Value::Number(number)) => digits == number.as_str(),
        (Document::Text(units), Value::String(text)) => String::from_utf16_lossy(units) == *text,
        (Document::List(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Document::Map(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other.iter())
                    .all(|((name, value), (own, other))| String::from_utf16_lossy(name) == own && is_same(value, other))
        }
        _ => false,
    }
}
