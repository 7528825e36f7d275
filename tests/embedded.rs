//! JSON documents inside of texts.

#![expect(clippy::unwrap_used, reason = "a helper of tests may panic")]

use chathooks::{
    Limits,
    model::JsonString,
    value::{List, Object, Text, Value},
};
use proptest::prelude::*;

/// Reads from JSON, through `serde_json`, and writes it back.
fn read<'a, T: serde::Deserialize<'a>>(json: &'a str) -> JsonString<'a, T> {
    serde_json::from_str(json).unwrap()
}

fn write<T: serde::Serialize>(embedded: &JsonString<'_, T>) -> String {
    serde_json::to_string(embedded).unwrap()
}

#[test]
fn a_document_is_read_and_its_text_is_kept() {
    for json in
        [r#""{\"a\":\"b\"}""#, r#"" {\"a\" : \"b\"} ""#, r#""{\"a\":\"\\u0062\"}""#, r#""\n{\"\\u0061\":\"b\"}""#]
    {
        let embedded = read::<Object>(json);
        assert_eq!(embedded.value().and_then(|fields| fields.get_str("a")), Some("b"), "{json}");
        assert_eq!((embedded.raw(), write(&embedded)), (None, json.to_owned()));
        assert_eq!(embedded, JsonString::new([("a", "b")].into_iter().collect()));
    }
}

#[test]
fn the_document_itself_is_read_and_written_as_it_came() {
    let embedded = read::<Object>(r#"{"a":"b"}"#);
    assert_eq!(embedded.value().and_then(|fields| fields.get_str("a")), Some("b"));
    assert_eq!(write(&embedded), r#"{"a":"b"}"#);
    let list = read::<List<Text>>("[1,\"2\",true]");
    assert_eq!(list.value().map(List::as_slice), Some(["1".into(), "2".into(), "true".into()].as_slice()));
    assert_eq!(write(&list), "[1,\"2\",true]");
}

#[test]
fn what_is_no_document_stays_as_it_came() {
    for json in [
        "\"\"",
        "\" \"",
        "\"null\"",
        "\"false\"",
        "\"4\"",
        "\"hello\"",
        r#""\"hello\"""#,
        "\"{\"",
        r#""{\"a\":\"b\"""#,
        r#""{\"a\":\"b\"}}""#,
        r#""{\"a\":\"b\",}""#,
        r#""{a:1}""#,
        r#""{\"a\":\"\u0007\"}""#,
        "\"[]\"",
        "\"[1,2]\"",
        "[]",
        "4",
        "1.10",
        "true",
        "null",
    ] {
        let embedded = read::<Object>(json);
        assert_eq!(embedded.value(), None, "{json}");
        let tree: Value = serde_json::from_str(json).unwrap();
        assert_eq!(embedded.raw(), Some(&tree), "{json}");
        assert_eq!(serde_json::to_value(&embedded).unwrap(), serde_json::to_value(&tree).unwrap(), "{json}");
    }
}

#[test]
fn a_change_is_written_in_the_same_way() {
    let mut quoted = read::<Object>(r#""{ \"a\":1.10}""#);
    quoted.value_mut().unwrap().push("b", "\"é\"");
    assert_eq!(write(&quoted), r#""{\"a\":1.10,\"b\":\"\\\"é\\\"\"}""#);
    assert_eq!(read::<Object>(&write(&quoted)), quoted);

    let mut plain = read::<Object>(r#"{"a":1}"#);
    plain.value_mut().unwrap().push("b", "c");
    assert_eq!(write(&plain), r#"{"a":1,"b":"c"}"#);

    assert_eq!(write(&JsonString::new(List::from(vec!["a"]))), r#""[\"a\"]""#);
    assert_eq!(write(&JsonString::plain(List::from(vec!["a"]))), r#"["a"]"#);
    assert_eq!(read::<Object>("\"null\"").value_mut(), None);
    assert_eq!(JsonString::new("a").into_value(), Some("a"));
}

/// A value that cannot be written is the serializer's error.
#[test]
fn a_value_of_the_callers_may_be_no_document() {
    let embedded = JsonString::new(std::collections::HashMap::from([(vec![1], "a")]));
    assert!(serde_json::to_string(&embedded).is_err());
}

#[test]
fn documents_keep_to_the_default_limits() {
    let deep = |depth: usize| format!("\"{}{}\"", "[".repeat(depth), "]".repeat(depth));
    let limits = Limits::default();
    assert!(read::<Value>(&deep(limits.depth())).value().is_some());
    for depth in [limits.depth() + 1, 100_000] {
        let json = deep(depth);
        let embedded = read::<Value>(&json);
        assert_eq!((embedded.value(), write(&embedded)), (None, json.clone()));
    }
    let wide = |nodes: usize| format!("\"[{}1]\"", "1,".repeat(nodes - 2));
    assert!(read::<Value>(&wide(limits.values())).value().is_some());
    assert!(read::<Value>(&wide(limits.values() + 1)).value().is_none());
}

proptest! {
    /// Whatever a text holds, it is written back letter by letter.
    #[test]
    fn every_text_survives(text in any::<String>(), start in prop::sample::select(vec!["", "{", "[", " [\"", "{\"a\":"])) {
        let json = serde_json::to_string(&format!("{start}{text}")).unwrap();
        prop_assert_eq!(write(&read::<Object>(&json)), json.clone());
        prop_assert_eq!(write(&read::<Value>(&json)), json);
    }

    /// What was made is read back as the same value.
    #[test]
    fn every_value_survives(pairs in prop::collection::vec(any::<(String, String)>(), 0..8)) {
        let embedded = JsonString::new(pairs.into_iter().collect::<Object>());
        let json = write(&embedded);
        prop_assert_eq!(read::<Object>(&json), embedded);
    }
}
