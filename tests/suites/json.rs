//! nst/JSONTestSuite on every path that reads JSON.

use std::collections::BTreeMap;

use chathooks::acquire::{Acquire, Data, Event, v1};
use chathooks::{DecodeError, DecodeErrorKind, Format, Limits, Verified, codec::stringify, value::Value};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value as Json;

use crate::base64;

/// Whether each of the bodies that RFC 8259 leaves to the parser is accepted. Those that are refused are not UTF-8.
const LEFT_TO_THE_PARSER: [(&str, bool); 35] = [
    // A number is kept digit by digit, whether or not a double holds it.
    ("i_number_double_huge_neg_exp.json", true),
    ("i_number_huge_exp.json", true),
    ("i_number_neg_int_huge_exp.json", true),
    ("i_number_pos_double_huge_exp.json", true),
    ("i_number_real_neg_overflow.json", true),
    ("i_number_real_pos_overflow.json", true),
    ("i_number_real_underflow.json", true),
    ("i_number_too_big_neg_int.json", true),
    ("i_number_too_big_pos_int.json", true),
    ("i_number_very_big_negative_int.json", true),
    // A lone surrogate reads as U+FFFD.
    ("i_object_key_lone_2nd_surrogate.json", true),
    ("i_string_1st_surrogate_but_2nd_missing.json", true),
    ("i_string_1st_valid_surrogate_2nd_invalid.json", true),
    ("i_string_UTF-16LE_with_BOM.json", false),
    ("i_string_UTF-8_invalid_sequence.json", false),
    ("i_string_UTF8_surrogate_U+D800.json", false),
    ("i_string_incomplete_surrogate_and_escape_valid.json", true),
    ("i_string_incomplete_surrogate_pair.json", true),
    ("i_string_incomplete_surrogates_escape_valid.json", true),
    ("i_string_invalid_lonely_surrogate.json", true),
    ("i_string_invalid_surrogate.json", true),
    ("i_string_invalid_utf-8.json", false),
    ("i_string_inverted_surrogates_U+1D11E.json", true),
    ("i_string_iso_latin_1.json", false),
    ("i_string_lone_second_surrogate.json", true),
    ("i_string_lone_utf8_continuation_byte.json", false),
    ("i_string_not_in_unicode_range.json", false),
    ("i_string_overlong_sequence_2_bytes.json", false),
    ("i_string_overlong_sequence_6_bytes.json", false),
    ("i_string_overlong_sequence_6_bytes_null.json", false),
    ("i_string_truncated-utf-8.json", false),
    ("i_string_utf16BE_no_BOM.json", false),
    ("i_string_utf16LE_no_BOM.json", false),
    // Beyond the default limits, within the deepest that can be set.
    ("i_structure_500_nested_arrays.json", true),
    // The whole body alone may start with a byte-order mark; see `MARKED`.
    ("i_structure_UTF-8_BOM_empty_object.json", true),
];

/// The body that starts with a byte-order mark. RFC 8259 section 8.1 lets a parser ignore one at the start of a text:
/// not in front of a value inside of it. `JSON.parse` refuses it in both places, and so does `stringify`.
const MARKED: &str = "i_structure_UTF-8_BOM_empty_object.json";

/// Numbers beyond all doubles, which a caller's type of doubles cannot hold: an error of the type, not of the syntax.
const BEYOND_DOUBLES: [&str; 5] = [
    "i_number_huge_exp.json",
    "i_number_neg_int_huge_exp.json",
    "i_number_pos_double_huge_exp.json",
    "i_number_real_neg_overflow.json",
    "i_number_real_pos_overflow.json",
];

/// A body of the suite.
struct Case {
    name: String,
    body: Vec<u8>,
    accepted: bool,
}

fn cases() -> Vec<Case> {
    let listed = BTreeMap::from(LEFT_TO_THE_PARSER);
    let lines = std::fs::read_to_string(crate::data("json_test_suite.jsonl")).unwrap();
    let case = |line: &str| {
        let line: Json = serde_json::from_str(line).unwrap();
        let name = line["name"].as_str().unwrap().to_owned();
        let accepted = match name.split_at(2).0 {
            "y_" => true,
            "n_" => false,
            _ => listed[&*name],
        };
        Case { accepted, body: base64::decode(line["body"].as_str().unwrap()), name }
    };
    let cases: Vec<_> = lines.lines().map(case).collect();
    let count = |prefix| cases.iter().filter(|case| case.name.starts_with(prefix)).count();
    assert_eq!((count("y_"), count("n_"), count("i_")), (95, 188, 35), "the whole suite");
    cases
}

fn limits() -> Limits {
    Limits::default().with_depth(Limits::MAX_DEPTH)
}

/// The body between two texts.
fn within(before: &str, body: &[u8], after: &str) -> Vec<u8> {
    [before.as_bytes(), body, after.as_bytes()].concat()
}

/// Decodes a type of the caller's.
fn decode<T: for<'a> Deserialize<'a>>(body: &[u8]) -> Result<T, DecodeError> {
    Verified::<Acquire, _>::assume_authentic(body).with_limits(limits()).decode()
}

fn event(body: &[u8]) -> Result<Event<'static>, DecodeError> {
    let verified = Verified::<Acquire, _>::assume_authentic(body).with_limits(limits());
    Event::decode(&verified).map(Event::into_owned)
}

fn tree(body: &[u8]) -> Result<Value<'_>, DecodeError> {
    Value::from_body(body, Format::Json, limits())
}

/// A caller's type that skips every field but one.
#[derive(Debug, Deserialize)]
struct Skips {
    a: u8,
}

/// Checks the verdict of one path.
#[track_caller]
fn check<T>(case: &Case, path: &str, verdict: Result<T, DecodeError>) -> Option<T> {
    let name = &case.name;
    match verdict {
        Ok(value) => {
            assert!(case.accepted, "{name} is accepted as {path}");
            Some(value)
        }
        Err(error) => {
            assert!(!case.accepted, "{name} is refused as {path}: {error}");
            // What is wrong is the text itself, not the type that is read from it.
            let kinds = [DecodeErrorKind::Syntax, DecodeErrorKind::Encoding, DecodeErrorKind::TooDeep];
            assert!(kinds.contains(&error.kind()), "{name} as {path}: {error}");
            None
        }
    }
}

/// Checks the verdict of a path through serde, which has no number beyond all doubles.
#[track_caller]
fn check_value<T>(case: &Case, path: &str, verdict: Result<T, DecodeError>) -> Option<T> {
    if !BEYOND_DOUBLES.contains(&&*case.name) {
        return check(case, path, verdict);
    }
    assert_eq!(verdict.map(drop).unwrap_err().kind(), DecodeErrorKind::Type, "{} as {path}", case.name);
    None
}

/// The body as a whole: its value, its stringified form, and, where the first byte says that it is JSON, a caller's type.
#[test]
fn the_body_itself() {
    let mut decoded = 0;
    for case in cases() {
        let value = check(&case, "a tree", tree(&case.body));
        // Of the numbers among those left to the parser, serde_json may read one as the double beside the nearest.
        if let (Some(value), true) = (&value, case.name.starts_with("y_")) {
            let theirs: Json = serde_json::from_slice(&case.body).unwrap();
            assert_eq!(serde_json::to_value(value).unwrap(), theirs, "{}", case.name);
        }
        if case.name == MARKED {
            assert_eq!(stringify(&case.body, limits()).unwrap_err().kind(), DecodeErrorKind::Syntax);
        } else {
            check(&case, "a stringified form", stringify(&case.body, limits()));
        }
        if Format::detect(&case.body) == Format::Json {
            check_value(&case, "a caller's value", decode::<OwnedTree>(&case.body).map(drop));
            if case.body.trim_ascii_start().starts_with(b"{") {
                check_value(&case, "a caller's map", decode::<BTreeMap<String, OwnedTree>>(&case.body).map(drop));
            }
            check(&case, "a value that is skipped", decode::<IgnoredAny>(&case.body));
            decoded += 1;
        }
    }
    assert_eq!(decoded, 296, "bodies that start as an object, array or string does");
}

/// Any value, an object or not, where a body has one: in a type of the caller's, as what that type skips, in an event.
#[test]
fn a_value_of_a_body() {
    for case in cases() {
        let accepted = case.accepted && case.name != MARKED;
        let case = Case { accepted, ..case };
        let body = &case.body;
        let value = tree(body).ok();

        let alone = within(r#"{"a":"#, body, "}");
        let map = check_value(&case, "a value of a caller's map", decode::<BTreeMap<String, OwnedTree>>(&alone));
        // Through serde, a number that is no 64-bit integer is the nearest double.
        if let (Some(map), Some(value)) = (map, &value) {
            assert_eq!(
                serde_json::to_value(&map["a"].0).unwrap(),
                serde_json::to_value(value).unwrap(),
                "{}",
                case.name
            );
        }
        let printed = check(&case, "a value of a stringified form", stringify(&alone, limits()));
        if let Some(printed) = printed {
            let own = stringify(body, limits()).unwrap();
            assert_eq!(printed, within(r#"{"a":"#, &own, "}"), "{}", case.name);
            // The stringified form is JSON that reads the same way, but for the numbers and their names' order.
            check(&case, "a stringified form that is read again", tree(&printed));
        }
        // Behind another element, for nothing at all is an element of no list.
        check_value(&case, "an element", decode::<OwnedTree>(&within(r#"{"a":[0,"#, body, "]}")).map(drop));
        check(&case, "a value of a tree", tree(&alone));

        check_value(&case, "a value of serde_json's", decode::<Json>(&alone));

        let skips = decode::<Skips>(&within(r#"{"a":7,"b":"#, body, "}"));
        if let Some(skips) = check(&case, "a field that is skipped", skips) {
            assert_eq!(skips.a, 7);
        }

        let known = within(r#"{"event":"case:status","data":{"caseId":"72","status":"closed","x":"#, body, "}}");
        if let Some(event) = check(&case, "an unknown field of a known event", event(&known)) {
            let Data::CaseStatus(known) = event.data else { panic!("{}: another event", case.name) };
            assert_eq!(known.extra.get("x"), value.as_ref(), "{}", case.name);
        }
        let unknown = within(r#"{"event":"case:archived","data":"#, body, "}");
        let before = event(&within(r#"{"data":"#, body, r#","event":"case:archived"}"#));
        assert_eq!(before.is_ok(), case.accepted, "{} as data before its event", case.name);
        if let Some(event) = check(&case, "the data of an unknown event", event(&unknown)) {
            assert_eq!(before.unwrap(), event, "{}", case.name);
            let Data::Unknown(unknown) = event.data else { panic!("{}: a known event", case.name) };
            assert_eq!(Some(unknown.data), value, "{}", case.name);
        }
    }
}

/// A tree that outlives the body.
#[derive(Debug)]
struct OwnedTree(Value<'static>);

impl<'de> Deserialize<'de> for OwnedTree {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Value::into_owned).map(Self)
    }
}

/// The text of a document where a model wants the document, and where a form's field is wanted as one. A string can
/// hold no body that is not UTF-8, and its text is a document only when it starts with a bracket.
#[test]
fn a_document_in_a_string() {
    let mut documents = 0;
    for case in cases() {
        let Ok(text) = std::str::from_utf8(&case.body) else { continue };
        let quoted = serde_json::to_string(text).unwrap();
        let field = if text.trim_start().starts_with('{') { "chat_notes" } else { "comments" };
        let body = format!(r#"{{"event":"CHAT_ON_CLOSE","data":{{"id":1,"{field}":{quoted}}}}}"#);
        let verified = Verified::<v1::AcquireV1, _>::assume_authentic(&body).with_limits(limits());
        let v1::Data::ChatOnClose(close) = v1::Event::decode(&verified).unwrap().data else { panic!("another event") };
        let (found, raw) = if field == "comments" {
            let comments = close.comments.unwrap();
            let list = comments.decode_within(limits()).map(|list| Value::Array(list.as_slice().to_vec()));
            (list, comments.raw().clone())
        } else {
            let notes = close.chat_notes.unwrap();
            (notes.decode_within(limits()).map(Value::Object), notes.raw().clone())
        };
        assert_eq!(raw, Value::from(text), "{}: the string is kept", case.name);
        let accepted = case.accepted && text.trim_start().starts_with(['{', '[']);
        match found {
            Ok(value) => {
                assert!(accepted, "{} is a document", case.name);
                assert_eq!(value, tree(&case.body).unwrap(), "{}", case.name);
            }
            Err(_) => assert!(!accepted, "{} is no document", case.name),
        }
        if text.trim_start().starts_with(['{', '[']) {
            let form = text.bytes().fold("a=".to_owned(), |form, byte| form + &format!("%{byte:02x}"));
            let value = if field == "comments" {
                decode::<BTreeMap<String, Vec<OwnedTree>>>(form.as_bytes()).map(drop)
            } else {
                decode::<BTreeMap<String, BTreeMap<String, OwnedTree>>>(form.as_bytes()).map(drop)
            };
            check_value(&case, "JSON in a field of a form", value);
            documents += 1;
        }
    }
    assert_eq!(documents, 269, "bodies that start with a bracket");
}

/// The default limits refuse what is nested deeper, which is no verdict on the syntax.
#[test]
fn the_deep_body_is_beyond_the_default_limits() {
    let deep = cases().into_iter().find(|case| case.name == "i_structure_500_nested_arrays.json").unwrap();
    let kind = |error: DecodeError| error.kind();
    let refused = Err(DecodeErrorKind::TooDeep);
    assert_eq!(Value::from_body(&deep.body, Format::Json, Limits::default()).map(drop).map_err(kind), refused);
    assert_eq!(stringify(&deep.body, Limits::default()).map(drop).map_err(kind), refused);
}
