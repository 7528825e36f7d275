//! What a delivery survives: fields that are missing, null, new or of another type, in any order.

use chathooks::DecodeErrorKind;
use chathooks::comm100::{Data, EventName, VisitorStatus};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{decode, decode_text, fixtures, leftovers, value};

/// A field of a body, by the names and indices that lead to it.
type Path = Vec<String>;

/// All fields of the maps in a body, and, where `elements` says so, the elements of its lists.
fn paths(value: &Json, elements: bool) -> Vec<Path> {
    let children: Vec<(String, bool, &Json)> = match value {
        Json::Object(fields) => fields.iter().map(|(name, field)| (name.clone(), true, field)).collect(),
        Json::Array(list) => list.iter().enumerate().map(|(at, item)| (at.to_string(), elements, item)).collect(),
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for (name, is_counted, child) in children {
        if is_counted {
            found.push(vec![name.clone()]);
        }
        found.extend(paths(child, elements).into_iter().map(|path| [vec![name.clone()], path].concat()));
    }
    found
}

fn at<'v>(value: &'v mut Json, path: &[String]) -> &'v mut Json {
    value.pointer_mut(&path.iter().flat_map(|name| ["/", name]).collect::<String>()).unwrap()
}

fn remove(value: &mut Json, path: &[String]) {
    let (name, parent) = path.split_last().unwrap();
    at(value, parent).as_object_mut().unwrap().remove(name);
}

/// What each event cannot do without.
fn required(name: &EventName) -> &'static str {
    match name {
        EventName::ChatRequested | EventName::ChatStarted => "visitor",
        EventName::ChatTransferred | EventName::ChatEnded => "chat",
        EventName::ChatWrappedUp => "wrapup",
        EventName::OfflineMessageSubmitted => "offline_message",
        _ => "operator_id",
    }
}

#[test]
fn each_field_but_what_the_event_is_about_may_be_missing_or_null() {
    let mut refused = 0;
    for (file, body) in fixtures() {
        let whole: Json = serde_json::from_slice(&body).unwrap();
        let required = required(&decode(&body).unwrap().name());
        for path in paths(&whole, false) {
            let mut without = whole.clone();
            remove(&mut without, &path);
            let mut null = whole.clone();
            *at(&mut null, &path) = Json::Null;
            let without = decode_text(&without.to_string());
            let null = decode_text(&null.to_string());
            if path == ["event"] || path == [required] {
                refused += 1;
                let (without, null) = (without.unwrap_err(), null.unwrap_err());
                assert_eq!(
                    (without.kind(), without.path().as_str()),
                    (DecodeErrorKind::MissingField, path[0].as_str())
                );
                assert_eq!((null.kind(), null.path().as_str()), (DecodeErrorKind::Type, path[0].as_str()));
            } else {
                let without = without.unwrap_or_else(|error| panic!("{file} without {path:?}: {error}"));
                let null = null.unwrap_or_else(|error| panic!("{file} with null at {path:?}: {error}"));
                assert_eq!(without, null, "{file} at {path:?}");
            }
        }
    }
    assert_eq!(refused, 2 * fixtures().len());
}

#[test]
fn numbers_come_as_text_and_text_as_numbers() {
    for (file, body) in fixtures() {
        let whole: Json = serde_json::from_slice(&body).unwrap();
        for path in paths(&whole, true).into_iter().filter(|path| path != &["event"]) {
            let mut other = whole.clone();
            let field = at(&mut other, &path);
            *field = match &*field {
                Json::Number(number) => number.to_string().into(),
                Json::String(text) => {
                    let digits = text.trim_start_matches("/Date(").split([')', '+']).next().unwrap_or_default();
                    digits.parse::<u64>().unwrap_or(7).into()
                }
                _ => continue,
            };
            let event = decode_text(&other.to_string()).unwrap_or_else(|error| panic!("{file} at {path:?}: {error}"));
            assert_eq!(leftovers(&event), Vec::<String>::new());
            if path.last().is_none_or(|name| name != "status") {
                assert_eq!(value(&event.to_json()), value(other.to_string().as_bytes()), "{file} at {path:?}");
            }
        }
    }
}

#[test]
fn unknown_fields_are_kept_wherever_they_are() {
    let new = json!({"list": [1.50, null, "⊙"], "event": "x"});
    for (file, body) in fixtures() {
        let whole: Json = serde_json::from_slice(&body).unwrap();
        let maps = paths(&whole, true).into_iter().chain([Path::new()]);
        for path in maps {
            let mut other = whole.clone();
            let Some(fields) = at(&mut other, &path).as_object_mut() else { continue };
            fields.insert("zz_new".to_owned(), new.clone());
            let event = decode_text(&other.to_string()).unwrap_or_else(|error| panic!("{file} at {path:?}: {error}"));
            assert_eq!(value(&event.to_json()), value(other.to_string().as_bytes()), "{file} at {path:?}");
        }
    }
}

#[test]
fn an_unknown_event_keeps_its_name_and_all_it_carries() {
    let orders = [
        r#"{"event":"chat_rated","rating":5,"by":{"id":1.0}}"#,
        r#"{"rating":5,"event":"chat_rated","by":{"id":1.0}}"#,
        r#"{"rating":5,"by":{"id":1.0},"event":"chat_rated"}"#,
    ];
    for body in orders {
        let event = decode_text(body).unwrap();
        assert_eq!(event.name(), "chat_rated");
        let Data::Unknown(unknown) = &event.data else { panic!("not unknown") };
        assert_eq!(unknown.name, "chat_rated");
        let names: Vec<_> = unknown.data.as_object().unwrap().iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["rating", "by"]);
        assert_eq!(String::from_utf8(event.to_json()).unwrap(), orders[0]);
        assert_eq!((event.chat_id(), event.idempotency_id()), (None, None));
    }
    let alone = decode_text(r#"{"event":"ping"}"#).unwrap();
    assert_eq!(alone.to_json(), br#"{"event":"ping"}"#);
}

#[test]
fn unknown_values_of_a_set_are_kept_as_they_came() {
    for status in ["12", "-1", "1e3", r#""transferring""#, r#""12""#, "true"] {
        let body = format!(r#"{{"event":"chat_started","visitor":{{"status":{status}}}}}"#);
        let event = decode_text(&body).unwrap();
        let Data::ChatStarted(started) = &event.data else { panic!("another event") };
        let own = started.visitor.status.as_ref().unwrap();
        assert!(!own.is_known(), "{status}");
        assert_eq!(own.as_str(), status.trim_matches('"'));
        assert_eq!(String::from_utf8(event.to_json()).unwrap(), body);
    }
    for known in VisitorStatus::KNOWN {
        assert_eq!(serde_json::to_string(known).unwrap(), known.as_str(), "a number, without quotes");
        assert_eq!(&VisitorStatus::from(known.as_str()), known);
    }
    assert_eq!(VisitorStatus::KNOWN.len(), 12);
}

#[test]
fn the_name_may_stand_anywhere_but_once() {
    for (file, body) in fixtures() {
        let tree: chathooks::value::Value = serde_json::from_slice(&body).unwrap();
        let mut pairs: Vec<_> = tree.as_object().unwrap().iter().collect();
        for _ in 0..pairs.len() {
            pairs.rotate_left(1);
            let rotated: chathooks::value::Object =
                pairs.iter().map(|(name, value)| (*name, (*value).clone())).collect();
            let event = decode(&serde_json::to_vec(&rotated).unwrap());
            assert_eq!(event.unwrap(), decode(&body).unwrap(), "{file}");
        }
    }
    let twice = [
        r#"{"event":"away","event":"away","operator_id":1}"#,
        r#"{"event":"away","operator_id":1,"event":"login"}"#,
        r#"{"operator_id":1,"event":"away","event":"login"}"#,
        r#"{"operator_id":1,"event":"new","\u0065vent":"newer"}"#,
    ];
    for body in twice {
        assert_eq!(decode_text(body).unwrap_err().to_string(), "event: duplicate field", "{body}");
    }
}

#[test]
fn what_does_not_fit_is_an_error_with_its_place() {
    let cases = [
        ("{}", "event: missing field"),
        (r#"{"visitor":{}}"#, "event: missing field"),
        (r#"{"event":null}"#, "event: expected a string, found null"),
        (r#"{"event":{"chat":1},"chat":{}}"#, "event: expected a string, found an object"),
        (r#"{"event":"chat_started"}"#, "visitor: missing field"),
        (r#"{"event":"chat_started","visitor":[]}"#, "visitor: expected an object, found an array"),
        (r#"{"visitor":{"name":{}},"event":"chat_started"}"#, "visitor.name: expected a string, found an object"),
        (r#"{"event":"away"}"#, "operator_id: missing field"),
        (r#"{"operator_id":[1],"event":"away"}"#, "operator_id: expected a string, found an array"),
        (
            r#"{"event":"chat_ended","chat":{"custom_fields":[{},{"id":{}}]}}"#,
            "chat.custom_fields[1].id: expected a string, found an object",
        ),
        (
            r#"{"event":"chat_ended","chat":{"attachment":"x"}}"#,
            "chat.attachment: expected an array or object, found a string",
        ),
        (r#"{"event":"chat_ended","chat":{}"#, "unexpected end of the body at byte 31"),
        (r#"{"chat":{},"event":"chat_ended""#, "unexpected end of the body at byte 31"),
    ];
    for (body, message) in cases {
        assert_eq!(decode_text(body).unwrap_err().to_string(), message, "{body}");
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(body: Vec<u8>) {
        let _ = decode(&body);
        let _ = decode(&[br#"{"event":"chat_ended","chat":"#.as_slice(), &body].concat());
    }

    #[test]
    fn one_changed_byte_does_not_panic(at: prop::sample::Index, fixture: prop::sample::Index, byte: u8) {
        let fixtures = fixtures();
        let (_, mut body) = fixture.get(&fixtures).clone();
        *at.get_mut(&mut body) = byte;
        if let Ok(event) = decode(&body) {
            prop_assert_eq!(decode(&event.to_json()).unwrap(), event);
        }
    }
}

/// White space is what JSON, XML and forms have for it: any other text where attachments belong is not dropped.
#[test]
fn a_text_where_attachments_belong_is_an_error() {
    let body = |text: &str| json!({"event": "chat_ended", "chat": {"attachment": text}}).to_string();
    for text in ["", " ", "\r\n\t"] {
        assert!(decode_text(&body(text)).is_ok(), "{text:?}");
    }
    for text in ["\u{a0}", "\u{3000}", "\u{c}", "none"] {
        assert_eq!(decode_text(&body(text)).unwrap_err().kind(), DecodeErrorKind::Type, "{text:?}");
    }
}
