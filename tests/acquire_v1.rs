//! Acquire 1.0.0: every fixture, each of its fields removed or changed, and undocumented input.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may panic")]

mod util;

use chathooks::acquire::v1::{AcquireV1, ChatStatus, Data, Event, EventName, Layout, UserType};
use chathooks::{
    Verified,
    value::{Text, TimestampError},
};
use serde_json::{Value, json};

use self::util::walk::{Step, edit, paths, turned, without_nulls};

fn fixtures() -> Vec<(String, Value)> {
    let files = util::files("acquire-v1", "json");
    files.into_iter().map(|(name, body)| (name, serde_json::from_slice(&body).unwrap())).collect()
}

fn decode(body: &Value) -> Result<Event<'static>, String> {
    let verified = Verified::<AcquireV1, _>::assume_authentic(body.to_string());
    Event::decode(&verified).map(Event::into_owned).map_err(|error| error.to_string())
}

/// Writes the event, and takes out each null: null and absent count alike.
fn written(event: &Event<'_>) -> Value {
    without_nulls(serde_json::from_slice(&event.to_json()).unwrap())
}

/// Takes the data out of a nested body, or puts it into one.
fn in_the_other_layout(body: &Value) -> Value {
    let mut body = body.as_object().unwrap().clone();
    let event = body.remove("event").unwrap();
    match body.remove("data") {
        Some(Value::Object(mut data)) => {
            data.insert("event".into(), event);
            data.into()
        }
        _ => json!({"data": body, "event": event}),
    }
}

/// What a body holds, if it is no document that its model can read.
macro_rules! unread_document {
    () => {
        |json| json.decode().err().map(|_| format!("{:?}", json.raw()))
    };
}

/// The fields that no model knows, and the documents that do not fit theirs.
fn left_over(event: &Event<'_>) -> Vec<String> {
    let mut extras = vec![event.extra.clone().into_owned()];
    let mut unread = Vec::new();
    match &event.data {
        Data::ChatOnStart(start) => {
            extras.push(start.extra.clone().into_owned());
            extras.extend(start.details.as_ref().map(|details| details.extra.clone().into_owned()));
        }
        Data::ChatOnAccept(accept) => {
            extras.push(accept.extra.clone().into_owned());
            extras.extend(accept.user.as_ref().map(|user| user.extra.clone().into_owned()));
        }
        Data::ChatOnMessage(data) => {
            extras.push(data.extra.clone().into_owned());
            unread.extend([
                data.message.as_ref().and_then(unread_document!()),
                data.recording.as_ref().and_then(unread_document!()),
            ]);
            if let Some(message) = data.message.as_ref().and_then(|message| message.decode().ok()) {
                extras.extend(message.user.map(|user| user.extra.into_owned()));
                extras.push(message.extra.into_owned());
            }
        }
        Data::ChatOnClose(close) => {
            extras.push(close.extra.clone().into_owned());
            unread.extend([
                close.users.as_ref().and_then(unread_document!()),
                close.chat_notes.as_ref().and_then(unread_document!()),
            ]);
            let lists = [&close.comments, &close.past_comment, &close.past_chat];
            unread.extend(lists.map(|list| list.as_ref().and_then(unread_document!())));
            if let Some(users) = close.users.as_ref().and_then(|users| users.decode().ok()) {
                extras.push(users.extra.into_owned());
                extras.extend(users.visitor.map(|visitor| visitor.extra.into_owned()));
                if let Some(agent) = users.agent {
                    extras.extend(agent.clients().map(|(_, client)| client.extra.into_owned()));
                    extras.push(agent.extra.into_owned());
                }
            }
        }
        other => panic!("{other:?}"),
    }
    let names = extras.iter().flat_map(chathooks::value::Object::iter).map(|(name, _)| name.to_owned());
    let names: Vec<_> = names.collect();
    names.into_iter().chain(unread.into_iter().flatten()).collect()
}

#[test]
fn every_name_has_a_fixture() {
    let mut names: Vec<_> = fixtures().iter().map(|(_, body)| decode(body).unwrap().name()).collect();
    names.dedup();
    names.sort_by_key(|name| EventName::KNOWN.iter().position(|known| known == name));
    assert_eq!(names, EventName::KNOWN);
}

#[test]
fn every_fixture_is_read_whole_and_written_back() {
    for (file, body) in util::files("acquire-v1", "json") {
        let verified = Verified::<AcquireV1, _>::assume_authentic(&body);
        let event = Event::decode(&verified).unwrap();
        assert!(left_over(&event).is_empty(), "{file}: {event:?}");
        assert_eq!(event.layout, Layout::of(&event.name()), "{file}");
        let text = String::from_utf8(event.to_json()).unwrap();
        assert!(text.ends_with(&format!(",\"event\":\"{}\"}}", event.name())), "{file}: {text}");
        let [written, came]: [Value; 2] = [text.as_bytes(), &body].map(|json| serde_json::from_slice(json).unwrap());
        assert_eq!(written, came, "{file}");
        assert_eq!(event.clone().into_owned(), event);
    }
}

#[test]
fn every_event_is_read_in_both_layouts() {
    for (file, body) in fixtures() {
        let event = decode(&body).unwrap();
        let other_body = in_the_other_layout(&body);
        let other = decode(&other_body).unwrap();
        assert_eq!(other.data, event.data, "{file}");
        assert_ne!(other.layout.is_nested(), event.layout.is_nested(), "{file}");
        assert_eq!(other.layout.has_spaced_id(), event.layout.has_spaced_id(), "{file}");
        assert_eq!(written(&other), without_nulls(other_body), "{file}");
        assert_eq!(other.idempotency_id(), event.idempotency_id(), "{file}");
    }
}

#[test]
fn no_delivery_dies_of_a_field_that_nobody_promised() {
    let mut edits = 0;
    let bodies = fixtures().into_iter().flat_map(|(_, body)| [in_the_other_layout(&body), body]);
    for (body, path) in bodies.flat_map(|body| paths(&body).into_iter().map(move |path| (body.clone(), path))) {
        let known = decode(&body).unwrap().name();
        let names: Vec<_> =
            path.iter().map(|step| if let Step::Name(name) = step { name.trim() } else { "" }).collect();
        // What a delivery cannot do without, by the place that its error names.
        let place = match names[..] {
            ["event"] => "event",
            ["data", "id"] => "data.id",
            ["id" | "data"] => "id",
            [.., ""] | [] => continue,
            _ => "",
        };
        let of_null = if names == ["data"] { "missing field" } else { "expected a string, found null" };
        for (edited, error) in [
            (edit(&body, &path, &|_| None), "missing field"),
            (edit(&body, &path, &|_| Some(Value::Null)), of_null),
            (edit(&body, &path, &|value| Some(turned(value))), ""),
        ] {
            edits += 1;
            let edited = edited.unwrap();
            match decode(&edited) {
                Err(message) => assert_eq!(message, format!("{place}: {error}"), "{edited}"),
                Ok(event) => {
                    assert!(place.is_empty() || error.is_empty(), "{edited}");
                    assert_eq!((event.name(), left_over(&event)), (known.clone(), vec![]), "{edited}");
                    assert_eq!(written(&event), without_nulls(edited));
                }
            }
        }
    }
    assert!(edits > 500, "{edits}");
}

#[test]
fn unknown_events_are_kept_whole_in_either_layout() {
    for body in [
        json!({"event": "AGENT_ON_LOGIN", "agent": {"id": 77}, "at": "now"}),
        json!({"data": {"agent": {"id": 77}, " id": 5, "event": "x"}, "event": "AGENT_ON_LOGIN"}),
        json!({" id": 5, "event": "AGENT_ON_LOGIN"}),
        json!({"data": {"agent": 77}, "more": [1, 2.50], "event": "AGENT_ON_LOGIN"}),
        json!({"data": {"agent": 77}, "id": 5, "event": "AGENT_ON_LOGIN"}),
        json!({"data": [1], "event": "AGENT_ON_LOGIN"}),
        json!({"data": "x", "event": "AGENT_ON_LOGIN"}),
        json!({"data": {}, "event": "AGENT_ON_LOGIN"}),
        json!({"event": "AGENT_ON_LOGIN"}),
        json!({"event": 7, " id": 1, "id": 2}),
        json!({"event": "chat_on_start", "id": 1}),
    ] {
        let event = decode(&body).unwrap();
        let Data::Unknown(unknown) = &event.data else { panic!("{event:?}") };
        assert_eq!(event.name(), unknown.name.as_str());
        let whole = if event.layout.is_nested() {
            body["data"].clone()
        } else {
            edit(&body, &[Step::Name("event".into())], &|_| None).unwrap()
        };
        assert_eq!(serde_json::to_value(&unknown.data).unwrap(), whole);
        assert_eq!(serde_json::from_slice::<Value>(&event.to_json()).unwrap(), body);
        assert_eq!(event.idempotency_id(), None);
    }
}

#[test]
fn unknown_values_and_fields_are_kept_where_they_stood() {
    let sets = ["status", "type", "state", "role", "meta", "translate_to", "by", "thread_id"];
    let (mut values, mut fields) = (0, 0);
    for (file, body) in fixtures() {
        for path in paths(&body) {
            if matches!(path.last(), Some(Step::Name(name)) if sets.contains(&name.as_str())) {
                for strange in [json!("brand new"), json!(7), json!("")] {
                    let edited = edit(&body, &path, &|_| Some(strange.clone())).unwrap();
                    let event = decode(&edited).unwrap();
                    assert!(left_over(&event).is_empty(), "{file}: {event:?}");
                    assert_eq!(written(&event), without_nulls(edited));
                    values += 1;
                }
            }
            let edited = edit(&body, &path, &|value| {
                let mut value = value.clone();
                if let Some(map) = value.as_object_mut() {
                    map.insert("brand_new".into(), json!([1.5, {"event": "x"}]));
                }
                Some(value)
            });
            let edited = edited.unwrap();
            if edited != body {
                let event = decode(&edited).unwrap();
                assert_eq!(event.name(), decode(&body).unwrap().name());
                assert!(left_over(&event).iter().all(|left| left == "brand_new"), "{file}: {event:?}");
                assert_eq!(written(&event), without_nulls(edited));
                fields += 1;
            }
        }
    }
    assert!(values > 30 && fields > 15, "{values} {fields}");
    let event = decode(&json!({"id": 1, "status": "brand new", "event": "CHAT_ON_ACCEPT"})).unwrap();
    let Data::ChatOnAccept(accept) = event.data else { panic!("another event") };
    assert_eq!(accept.status, Some(ChatStatus::from("brand new")));
}

#[test]
fn documents_come_as_texts_and_as_maps() {
    let message = json!({"type": "message", "msg": "hello", "user": {"id": 9077, "type": "agent"}});
    for (value, quoted) in [(json!(message.to_string()), true), (message.clone(), false)] {
        let event = decode(&json!({"id": 1, "message": value, "event": "CHAT_ON_MESSAGE"})).unwrap();
        let Data::ChatOnMessage(data) = &event.data else { panic!("another event") };
        let read = data.message.as_ref().map(|json| json.decode().unwrap()).unwrap();
        assert_eq!(read.msg, Some("hello".into()));
        assert_eq!(read.user.as_ref().unwrap().kind, Some(UserType::Agent));
        assert_eq!(written(&event)["message"].is_string(), quoted);
    }
    for raw in [
        json!("hello"),
        json!("null"),
        json!("false"),
        json!(""),
        json!("{\"msg\":\"hel"),
        json!("{\"msg\":[]}"),
        json!({"msg": []}),
        json!([]),
        json!(5),
        json!(true),
        json!(format!("{}{}", "{\"a\":".repeat(200), "}".repeat(200))),
        json!(format!("{{\"a\":[{}1]}}", "1,".repeat(200_000))),
        json!("x".repeat(1 << 20)),
    ] {
        let body = json!({"id": 1, "message": raw, "event": "CHAT_ON_MESSAGE"});
        let verified = Verified::<AcquireV1, _>::assume_authentic(body.to_string());
        let event = Event::decode(&verified).unwrap();
        let Data::ChatOnMessage(data) = &event.data else { panic!("another event") };
        assert!(data.message.as_ref().unwrap().decode().is_err());
        assert_eq!(written(&event), body);
    }
}

/// A text that is no JSON, `null` or `false` reads as that text, in every field that can hold a document.
#[test]
fn every_document_may_be_any_text() {
    for (file, body) in fixtures() {
        let fields = ["message", "recording", "comments", "chat_notes", "past_comment", "past_chat", "users"];
        for field in fields.into_iter().filter(|field| body.get(field).is_some()) {
            for text in ["null", "false", "hello", "[}", "{}", "[]", "{\"a\":1}", "[[1]]"] {
                let mut edited = body.clone();
                edited[field] = text.into();
                let event = decode(&edited).unwrap_or_else(|error| panic!("{file}: {error}"));
                assert_eq!(written(&event), without_nulls(edited), "{file}");
            }
        }
    }
}

#[test]
fn dates_are_never_taken_for_utc() {
    let event = decode(&serde_json::from_slice(&util::read("acquire-v1/CHAT_ON_CLOSE.json")).unwrap()).unwrap();
    let Data::ChatOnClose(close) = &event.data else { panic!("another event") };
    let picked = close.date_picked.as_ref().unwrap();
    assert_eq!(picked.to_utc(), Err(TimestampError::MissingOffset));
    assert_eq!(picked.to_local().unwrap().to_string(), "2019-04-02 08:30:04");
    assert_eq!(close.chat_wait_time.as_ref().and_then(Text::to_u64), Some(4));
    assert_eq!(close.translation_mode.as_ref().and_then(Text::to_bool), Some(false));
    let users = close.users.as_ref().map(|json| json.decode().unwrap()).unwrap();
    let clients: Vec<_> = users.agent.as_ref().unwrap().clients().collect();
    assert_eq!(clients[0].0, "agent-77-web-1");
    assert_eq!(clients[0].1.online.as_ref().and_then(Text::to_bool), Some(true));
}
