//! The JSON parser, compared with `serde_json`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may panic")]

use chathooks::acquire::{Acquire, Data};
use chathooks::{Format, Limits, Verified, value::Value};
use proptest::prelude::*;
use serde_json::Value as Json;

/// Reads the text as the one field of a map, as nothing but a map is JSON to a receiver.
fn read(text: &str) -> Option<Json> {
    let body = format!("{{\"a\":{text}}}");
    let verified = Verified::<Acquire, _>::assume_authentic(&body);
    let ours = verified.decode::<Json>().ok();
    // A tree is read from what a model is read from, and skipped by the same grammar.
    let tree = Value::from_body(body.as_bytes(), Format::Json, Limits::default());
    let skipped = verified.decode::<serde::de::IgnoredAny>();
    assert_eq!(tree.is_ok(), skipped.is_ok(), "{text}");
    if ours.is_some() {
        assert!(tree.is_ok(), "{text}");
    }
    if let Ok(tree) = tree {
        assert_eq!(tree.decode::<Json>().ok(), ours, "{text}");
        if let Some(ours) = &ours {
            assert_eq!(&serde_json::to_value(&tree).unwrap(), ours, "{text}");
        }
    }
    ours
}

fn reference(text: &str) -> Option<Json> {
    serde_json::from_str(&format!("{{\"a\":{text}}}")).ok()
}

#[test]
fn the_same_texts_are_json() {
    let texts = [
        "",
        "1",
        "-1",
        "0",
        "-0",
        "01",
        "-",
        "+1",
        "1.",
        ".1",
        "1.0",
        "1e",
        "1e+",
        "1e5",
        "1E-5",
        "1.5e+10",
        "--1",
        "0x1",
        "1_0",
        "NaN",
        "Infinity",
        "1e309",
        "-1e309",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775808",
        "-9223372036854775809",
        "true",
        "false",
        "null",
        "tru",
        "True",
        "nul",
        "nulll",
        "[]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1,2",
        "]",
        "[[[]]]",
        "{}",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":1,}"#,
        r"{a:1}",
        r#"{"a":1"b":2}"#,
        r"{1:2}",
        r#"{"a":1}}"#,
        r#""""#,
        r#"""#,
        r#""\"#,
        r#""\"""#,
        r#""\/\b\f\n\r\t\\""#,
        r#""\x""#,
        r#""\u""#,
        r#""\u12""#,
        r#""\u12g4""#,
        r#""\u+123""#,
        r#""A\u00e9\u20ac\ud83d\udc4b""#,
        "\"\u{7f}\u{80}\u{2028}\"",
        "\"\n\"",
        "\"\u{0}\"",
        "\"\u{1f}\"",
        "'a'",
        "/**/1",
        "1//",
        "\u{feff}1",
        "\u{a0}1",
        " \t\r\n1 ",
        "\u{b}1",
        "1,\"b\":2",
        "1,\"a\":2",
        "aaaaaaa\"",
        "\"aaaaaaa\\",
        "\"aaaaaaaa\\n\"",
        "\"aaaaaaaé\"",
        "\"aaaaaaa\u{1f}\"",
        "\"éééé\\né\"",
    ];
    for text in texts {
        assert_eq!(read(text), reference(text), "{text:?}");
    }
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        ".{0,20}".prop_map(Json::from),
        "[\\x00-\\x7f\"\\\\]{0,20}".prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            proptest::collection::vec((".{0,6}", inner), 0..6).prop_map(|pairs| pairs.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn values_are_read_alike(value in json()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            prop_assert_eq!(read(&text).and_then(|read| read.get("a").cloned()), Some(value.clone()));
        }
    }

    #[test]
    fn broken_values_are_refused_alike(value in json(), place in any::<usize>(), byte in " -~") {
        let mut text = value.to_string();
        let place = place % (text.len() + 1);
        if text.is_char_boundary(place) {
            text.insert_str(place, &byte);
            prop_assert_eq!(read(&text), reference(&text));
        }
    }

    /// A tree keeps every digit and is written back as it stood.
    #[test]
    fn compact_text_is_written_back_byte_for_byte(value in json(), bits in any::<u64>()) {
        let number = f64::from_bits(bits);
        prop_assume!(number.is_finite());
        let body = format!(r#"{{"event":"x","data":[{value},{number:e},{number}]}}"#);
        let verified = Verified::<Acquire, _>::assume_authentic(&body);
        let event = chathooks::acquire::Event::decode(&verified).unwrap();
        let Data::Unknown(unknown) = &event.data else { panic!("a known event") };
        let data = String::from_utf8(unknown.data.to_body(Format::Json)).unwrap();
        prop_assert_eq!(&body, &format!(r#"{{"event":"x","data":{data}}}"#));
    }
}
