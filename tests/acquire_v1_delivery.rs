//! Acquire 1.0.0: errors, layouts, ids, receiving and sending.

#![expect(clippy::unwrap_used, reason = "a helper of tests may panic")]

mod util;

use chathooks::acquire::v1::{
    AcquireV1, ChatOnAccept, ChatOnClose, ChatOnMessage, ChatOnStart, ChatStatus, Data, Details, Event, EventName,
    Message, Receiver, Sender, User, Users,
};
use chathooks::{
    DecodeErrorKind, Limits, Proof, UrlToken, Verified, VerifyError,
    model::JsonString,
    value::{Object, Text, Value},
};
use serde_json::{Value as Json, json};

use self::util::walk::without_nulls;

fn decode(body: &Json) -> Result<Event<'static>, String> {
    let verified = Verified::<AcquireV1, _>::assume_authentic(body.to_string());
    Event::decode(&verified).map(Event::into_owned).map_err(|error| error.to_string())
}

fn written(event: &Event<'_>) -> Json {
    without_nulls(serde_json::from_slice(&event.to_json()).unwrap())
}

#[test]
fn errors_name_the_place_and_no_value() {
    let error = |body: &str| {
        let verified = Verified::<AcquireV1, _>::assume_authentic(body.to_owned());
        Event::decode(&verified).unwrap_err().to_string()
    };
    for (body, wanted) in [
        ("{}", "event: missing field"),
        (r#"{"event":"CHAT_ON_START"}"#, "id: missing field"),
        (r#"{"event":"CHAT_ON_START","data":{}}"#, "data.id: missing field"),
        (r#"{"event":"CHAT_ON_START","data":null}"#, "id: missing field"),
        (r#"{"event":"CHAT_ON_START","data":[{"id":1}]}"#, "id: missing field"),
        (r#"{"event":"CHAT_ON_START","data":{"id":{"s3cret":1}}}"#, "data.id: expected a string, found an object"),
        (r#"{"event":"CHAT_ON_START","data":{" id":[]}}"#, "data.id: expected a string, found an array"),
        (r#"{"event":"CHAT_ON_START","data":{"id":1,"id":2}}"#, "data.id: duplicate field"),
        (r#"{"event":"CHAT_ON_START","data":{" id":1," id":2}}"#, "data.id: duplicate field"),
        (r#"{"event":"CHAT_ON_START","data":{"id":1},"data":{"id":2}}"#, "data: duplicate field"),
        (r#"{"event":"CHAT_ON_START","data":7,"data":{"id":2}}"#, "data: duplicate field"),
        (r#"{"event":"CHAT_ON_START","id":1,"event":"CHAT_ON_CLOSE"}"#, "event: duplicate field"),
        (r#"{"event":["s3cret"],"id":1}"#, "event: expected a string, found an array"),
        (r#"{"event":"CHAT_ON_START","id":1,"details":"s3cret"}"#, "details: expected an object, found a string"),
        (
            r#"{"event":"CHAT_ON_START","id":1,"details":{"name":["s3cret"]}}"#,
            "details.name: expected a string, found an array",
        ),
        (r#"{"event":"CHAT_ON_START","id":1"#, "unexpected end of the body at byte 31"),
    ] {
        assert_eq!(error(body), wanted, "{body}");
    }
}

/// As deep as the limits can be set, a body is read, changed hands and dropped on the stack that a thread has.
#[test]
fn deep_bodies() {
    let body = |field: &str, depth: usize| {
        let lists = depth - 1;
        format!("{{\"id\":1,\"{field}\":{}{},\"event\":\"CHAT_ON_MESSAGE\"}}", "[".repeat(lists), "]".repeat(lists))
    };
    let limits = Limits::default().with_depth(Limits::MAX_DEPTH);
    for field in ["x", "message", "recording"] {
        let deepest = body(field, Limits::MAX_DEPTH);
        let verified = Verified::<AcquireV1, _>::assume_authentic(&deepest).with_limits(limits);
        let event = Event::decode(&verified).unwrap().into_owned();
        assert_eq!(event.clone().to_json(), deepest.as_bytes());
        let verified =
            Verified::<AcquireV1, _>::assume_authentic(body(field, Limits::MAX_DEPTH + 1)).with_limits(limits);
        assert_eq!(Event::decode(&verified).unwrap_err().kind(), DecodeErrorKind::TooDeep);
    }
}

/// An id in both spellings is one id and one field that nobody knows.
#[test]
fn both_spellings_of_the_id() {
    for body in [
        json!({"data": {" id": 1, "id": 2}, "event": "CHAT_ON_START"}),
        json!({" id": 1, "id": 2, "event": "CHAT_ON_START"}),
    ] {
        let event = decode(&body).unwrap();
        let Data::ChatOnStart(start) = &event.data else { panic!("another event") };
        assert_eq!((&start.id, start.extra.get(" id").is_some()), (&Text::from("2"), true));
        assert_eq!(written(&event), body);
    }
    for name in EventName::KNOWN {
        for id in ["id", " id"] {
            let event = decode(&json!({id: 1, "event": name.as_str()})).unwrap();
            assert_eq!((event.layout.has_spaced_id(), written(&event).get(id).is_some()), (id == " id", true));
        }
    }
}

/// A flat body may have a field called `data`, and a nested one other fields.
#[test]
fn a_field_called_data_makes_no_body_nested() {
    for (body, nested) in [
        (json!({"id": 1, "data": {"a": 1}, "event": "CHAT_ON_ACCEPT"}), false),
        (json!({"id": 1, "data": "a", "event": "CHAT_ON_ACCEPT"}), false),
        (json!({"id": 1, "data": {"id": 2}, "event": "CHAT_ON_ACCEPT"}), true),
        (json!({"a": {"b": 1}, "data": {"id": 2}, "event": "CHAT_ON_ACCEPT"}), true),
    ] {
        let event = decode(&body).unwrap();
        assert_eq!(event.layout.is_nested(), nested, "{body}");
        assert_eq!(written(&event), body);
    }
}

#[test]
fn ids_of_occurrences() {
    let id = |body: Json| decode(&body).unwrap().idempotency_id();
    let start = id(json!({"data": {" id": 501}, "event": "CHAT_ON_START"})).unwrap();
    assert_eq!(start.len(), 64);
    assert_eq!(id(json!({"id": "501", "status": "x", "event": "CHAT_ON_START"})), Some(start.clone()));
    assert_ne!(id(json!({"id": "502", "event": "CHAT_ON_START"})), Some(start.clone()));
    assert_ne!(id(json!({"id": "501", "event": "CHAT_ON_CLOSE"})), Some(start));
    assert_eq!(id(json!({"id": "501", "message": {"msg": "yes"}, "event": "CHAT_ON_MESSAGE"})), None);
    assert_eq!(id(json!({"id": "501", "event": "CHAT_ON_ACCEPT"})), None);
    let accept = |agent: Json| id(json!({"id": "501", "user": {"id": agent}, "event": "CHAT_ON_ACCEPT"})).unwrap();
    assert_eq!(accept(json!(77)), accept(json!("77")));
    assert_ne!(accept(json!(77)), accept(json!(78)));
}

#[test]
fn a_receiver_wants_the_token() {
    let receiver = Receiver::new(UrlToken::new("new").unwrap().or("old").unwrap());
    let body = util::read("acquire-v1/CHAT_ON_START.json");
    for (target, place) in [("/hook?token=new", 0), ("https://hooks.example.org/?a=b&token=old", 1)] {
        let verified = receiver.receive(target, &body).unwrap();
        let Proof::Token { token, .. } = verified.proof() else { panic!("another proof") };
        assert_eq!((token, verified.as_bytes()), (place, body.as_slice()));
        assert_eq!(Event::decode(&verified).unwrap().name(), "CHAT_ON_START");
        assert_eq!(
            format!("{verified:?}"),
            format!("Verified {{ vendor: \"acquire-v1\", proof: Token {{ token: {place} }}, .. }}")
        );
    }
    for (target, error) in [
        ("/hook", VerifyError::Missing),
        ("/hook?token=", VerifyError::Missing),
        ("/hook?token=new&token=new", VerifyError::Duplicate),
        ("/hook?token=%n", VerifyError::Malformed),
        ("/hook?token=newer", VerifyError::Mismatch),
    ] {
        assert_eq!(receiver.receive(target, &body).unwrap_err(), error);
    }
    assert_eq!(format!("{receiver:?}").matches("UrlToken(..)").count(), 1);
    let narrow = receiver.with_limits(Limits::default().with_values(5));
    let error = Event::decode(&narrow.receive("/hook?token=new", &body).unwrap()).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::TooManyValues);
}

#[test]
fn a_sender_writes_what_the_vendor_prints() {
    let mut start = ChatOnStart::new(172);
    start.details = Some(Details::new());
    start.status = Some(ChatStatus::Pending);
    start.date_created = Some("2017-09-20 10:17:08".into());
    let mut accept = ChatOnAccept::new("172");
    let mut user = User::new();
    user.is_virtual = Some(false.into());
    accept.user = Some(user);
    let mut message = ChatOnMessage::new("172");
    message.message = Some(JsonString::new(&Message::new()));
    let mut close = ChatOnClose::new("172");
    close.chat_notes = Some(JsonString::new(&Object::new()));
    close.users = Some(JsonString::new(&Users::new()));
    let unknown = chathooks::model::UnknownEvent::new("AGENT_ON_LOGIN", Value::Null);
    let events = [Event::from(start), accept.into(), message.into(), close.into(), unknown.into()];
    let bodies = [
        r#"{"data":{" id":172,"details":{"phone":null},"status":"pending","date_created":"2017-09-20 10:17:08"},"event":"CHAT_ON_START"}"#,
        r#"{"id":"172","user":{"virtual":false,"photo":null},"event":"CHAT_ON_ACCEPT"}"#,
        r#"{"id":"172","message":"{}","event":"CHAT_ON_MESSAGE"}"#,
        r#"{"id":"172","chat_notes":"{}","users":"{}","event":"CHAT_ON_CLOSE"}"#,
        r#"{"data":null,"event":"AGENT_ON_LOGIN"}"#,
    ];
    for (event, body) in events.into_iter().zip(bodies) {
        let parts = Sender::new().parts(&event);
        assert_eq!(parts.headers, [("content-type".to_owned(), "application/JSON".to_owned())]);
        assert_eq!(String::from_utf8(parts.body).unwrap(), body);
        assert_eq!(String::from_utf8(serde_json::to_vec(&event).unwrap()).unwrap(), body);
        if event.name().is_known() {
            let verified = Verified::<AcquireV1, _>::assume_authentic(body);
            assert_eq!(Event::decode(&verified).unwrap(), event);
        }
    }
}

#[cfg(feature = "http")]
#[test]
fn a_request_has_the_token_in_its_address() {
    let event = Event::from(ChatOnStart::new(172));
    let uri = "https://hooks.example.org/acquire?token=s3cret";
    let request = Sender::new().request(uri, &event).unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.headers()["content-type"], "application/JSON");
    let receiver = Receiver::new(UrlToken::new("s3cret").unwrap());
    let verified = receiver.receive(&request.uri().to_string(), request.body()).unwrap();
    assert_eq!(Event::decode(&verified).unwrap(), event);
    assert!(Sender::new().request("not an address", &event).is_err());
}

mod properties {
    use proptest::prelude::*;

    use super::{AcquireV1, Event, Verified};

    proptest! {
        /// No bytes panic, and what is read is written and read again as the same event.
        #[test]
        fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Event::decode(&Verified::<AcquireV1, _>::assume_authentic(bytes));
        }

        #[test]
        fn any_fields(
            name in "CHAT_ON_(START|ACCEPT|MESSAGE|CLOSE)|[A-Z]{3}",
            fields in prop::collection::btree_map("[a-z]{1,3}|id| id|data|message|users|status", value(), 0..5),
        ) {
            let mut body = serde_json::Map::from_iter(fields);
            body.insert("event".into(), name.into());
            let verified = Verified::<AcquireV1, _>::assume_authentic(serde_json::to_vec(&body).unwrap());
            if let Ok(event) = Event::decode(&verified) {
                let again = Verified::<AcquireV1, _>::assume_authentic(event.to_json());
                prop_assert_eq!(Event::decode(&again).unwrap(), event);
            }
        }
    }

    fn value() -> impl Strategy<Value = serde_json::Value> {
        let text = prop::sample::select(vec!["", "null", "{}", "[]", "{\"msg\":\"a\"}", "{\"id\":1}", "{"]);
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            text.prop_map(Into::into),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Into::into),
                prop::collection::btree_map("id| id|data|msg|user", inner, 0..3)
                    .prop_map(|map| serde_json::Map::from_iter(map).into()),
            ]
        })
    }
}
