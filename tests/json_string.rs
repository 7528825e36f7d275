//! JSON documents in strings.

#![expect(clippy::unwrap_used, reason = "a helper of tests may panic")]

use chathooks::model::JsonString;
use chathooks::value::{List, Object, Text, Value};
use chathooks::{DecodeErrorKind, Limits};
use proptest::prelude::*;

/// Reads from JSON, through `serde_json`.
fn read<T>(json: &str) -> JsonString<'static, T> {
    serde_json::from_str(json).unwrap()
}

fn write<T>(json_string: &JsonString<'_, T>) -> String {
    serde_json::to_string(json_string).unwrap()
}

#[test]
fn a_document_is_read_and_its_string_is_kept() {
    for json in
        [r#""{\"a\":\"b\"}""#, r#"" {\"a\" : \"b\"} ""#, r#""{\"a\":\"\\u0062\"}""#, r#""\n{\"\\u0061\":\"b\"}""#]
    {
        let document = read::<Object>(json);
        assert_eq!(document.decode().unwrap().get_str("a"), Some("b"), "{json}");
        assert_eq!(write(&document), json);
    }
    assert_eq!(read::<Object>(r#""{\"a\":\"b\"}""#), JsonString::new(&[("a", "b")].into_iter().collect()));
}

#[test]
fn the_document_itself_is_read_and_written_verbatim() {
    let document = read::<Object>(r#"{"a":"b"}"#);
    assert_eq!(document.decode().unwrap().get_str("a"), Some("b"));
    assert_eq!(write(&document), r#"{"a":"b"}"#);
    let list = read::<List<Text>>("[1,\"2\",true]");
    assert_eq!(list.decode().unwrap().as_slice(), ["1", "2", "true"]);
    assert_eq!(write(&list), "[1,\"2\",true]");
}

#[test]
fn what_is_no_document_is_kept_verbatim() {
    use DecodeErrorKind::{Syntax, Type};

    for (json, kind) in [
        ("\"\"", Syntax),
        ("\" \"", Syntax),
        ("\"null\"", Type),
        ("\"false\"", Type),
        ("\"4\"", Type),
        ("\"hello\"", Syntax),
        (r#""\"hello\"""#, Type),
        ("\"{\"", Syntax),
        (r#""{\"a\":\"b\"""#, Syntax),
        (r#""{\"a\":\"b\"}}""#, Syntax),
        (r#""{\"a\":\"b\",}""#, Syntax),
        (r#""{a:1}""#, Syntax),
        (r#""{\"a\":\"\u0007\"}""#, Syntax),
        ("\"hello []\"", Syntax),
        ("4", Type),
        ("1.10", Type),
        ("true", Type),
        ("null", Type),
    ] {
        let document = read::<Object>(json);
        assert_eq!(document.decode().unwrap_err().kind(), kind, "{json}");
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(document.raw(), &value, "{json}");
        assert_eq!(serde_json::to_value(&document).unwrap(), serde_json::to_value(&value).unwrap(), "{json}");
    }
    for json in ["\"[]\"", "\"[1,2]\"", "[]"] {
        assert_eq!(read::<Object>(json).decode().unwrap_err().kind(), Type, "{json} is an array");
    }
}

#[test]
fn a_value_is_written_as_a_string_or_as_itself() {
    let mut object = read::<Object>(r#""{ \"a\":1.10}""#).decode().unwrap();
    object.push("b", "\"é\"");
    assert_eq!(write(&JsonString::new(&object)), r#""{\"a\":1.10,\"b\":\"\\\"é\\\"\"}""#);
    let list = List::from(vec![Text::from("a")]);
    assert_eq!(write(&JsonString::new(&list)), r#""[\"a\"]""#);
    assert_eq!(write(&JsonString::plain(&list)), r#"["a"]"#);
    assert_eq!(JsonString::plain(&list).decode().unwrap(), list);
}

#[test]
fn documents_keep_to_their_limits() {
    let deep = |depth: usize| format!("\"{}{}\"", "[".repeat(depth), "]".repeat(depth));
    let limits = Limits::default();
    assert!(read::<Value>(&deep(limits.depth())).decode().is_ok());
    for depth in [limits.depth() + 1, 100_000] {
        let json = deep(depth);
        let document = read::<Value>(&json);
        assert_eq!(document.decode().unwrap_err().kind(), DecodeErrorKind::TooDeep);
        assert_eq!(write(&document), json);
    }
    let wide = |values: usize| format!("\"[{}1]\"", "1,".repeat(values - 2));
    assert!(read::<Value>(&wide(limits.values())).decode().is_ok());
    let beyond = read::<Value>(&wide(limits.values() + 1)).decode();
    assert_eq!(beyond.unwrap_err().kind(), DecodeErrorKind::TooManyValues);
    let few = limits.with_values(10);
    assert!(read::<Value>(&wide(10)).decode_within(few).is_ok());
    assert_eq!(read::<Value>(&wide(11)).decode_within(few).unwrap_err().kind(), DecodeErrorKind::TooManyValues);
}

proptest! {
    /// Whatever a string holds, it is written back byte by byte.
    #[test]
    fn every_string_survives(text in any::<String>(), start in prop::sample::select(vec!["", "{", "[", " [\"", "{\"a\":"])) {
        let json = serde_json::to_string(&format!("{start}{text}")).unwrap();
        prop_assert_eq!(write(&read::<Object>(&json)), json.clone());
        prop_assert_eq!(write(&read::<Value>(&json)), json);
    }

    /// What was made is read back as the same value.
    #[test]
    fn every_value_survives(pairs in prop::collection::vec(any::<(String, String)>(), 0..8)) {
        let object = pairs.into_iter().collect::<Object>();
        let json = write(&JsonString::new(&object));
        prop_assert_eq!(read::<Object>(&json).decode().unwrap(), object);
    }
}

#[test]
fn a_value_that_is_no_string_is_within_the_limits_too() {
    let nulls = JsonString::<List<Value<'_>>>::from_raw(Value::from(vec![Value::Null; 1000]));
    assert_eq!(
        nulls.decode_within(Limits::default().with_values(1000)).unwrap_err().kind(),
        DecodeErrorKind::TooManyValues
    );
    assert!(nulls.decode_within(Limits::default().with_values(1001)).is_ok());
    let deep = JsonString::<Value<'_>>::from_raw(Value::from(vec![Value::from(vec![Value::from(vec![Value::Null])])]));
    assert_eq!(deep.decode_within(Limits::default().with_depth(2)).unwrap_err().kind(), DecodeErrorKind::TooDeep);
    assert!(deep.decode_within(Limits::default().with_depth(3)).is_ok());
    let fields: Object<'_> = [("a", Value::Null), ("b", Value::from(vec![Value::Null]))].into_iter().collect();
    let fields = JsonString::<Value<'_>>::from_raw(Value::Object(fields));
    let within = |limits| fields.decode_within(limits).map(drop).map_err(|error| error.kind());
    assert_eq!(within(Limits::default().with_values(3)), Err(DecodeErrorKind::TooManyValues));
    assert_eq!(within(Limits::default().with_depth(1)), Err(DecodeErrorKind::TooDeep));
    assert_eq!(within(Limits::default().with_depth(2).with_values(4)), Ok(()));
}

#[test]
fn documents_are_compared_and_shown_as_they_were_sent() {
    let document = read::<Value<'_>>(r#""{\"a\":1}""#);
    assert_eq!(document, document.clone());
    assert_ne!(document, read(r#""{\"a\": 1}""#));
    assert_eq!(format!("{document:?}"), format!("{:?}", Value::from(r#"{"a":1}"#)));
}
