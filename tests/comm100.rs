//! Comm100's events: every fixture is decoded and written back, with fields removed or changed.
#![allow(clippy::unwrap_used, reason = "a helper of tests may panic")]

#[path = "comm100/models.rs"]
mod models;
#[path = "comm100/receive.rs"]
mod receive;
#[path = "comm100/robust.rs"]
mod robust;
mod util;

use chathooks::comm100::{Comm100, Data, Event, EventName, SubscriptionEvent};
use chathooks::{DecodeError, Verified, value::Value};
use serde_json::Value as Json;

/// The bodies under `tests/data/comm100`, by the names of their files.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    util::files("comm100", "json")
}

fn decode(body: &[u8]) -> Result<Event<'static>, DecodeError> {
    let verified = Verified::<Comm100, _>::assume_authentic(body);
    Event::decode(&verified).map(Event::into_owned)
}

fn decode_text(body: &str) -> Result<Event<'static>, DecodeError> {
    decode(body.as_bytes())
}

/// The body as a value without its nulls: null and absent count alike.
fn value(body: &[u8]) -> Json {
    let mut value = serde_json::from_slice(body).unwrap();
    strip(&mut value);
    value
}

fn strip(value: &mut Json) {
    match value {
        Json::Object(fields) => {
            fields.retain(|_, field| !field.is_null());
            fields.values_mut().for_each(strip);
        }
        Json::Array(elements) => elements.iter_mut().for_each(strip),
        _ => {}
    }
}

#[test]
fn each_known_event_has_a_fixture() {
    let names: Vec<EventName> = fixtures().iter().map(|(_, body)| decode(body).unwrap().name()).collect();
    for known in EventName::KNOWN {
        assert!(names.contains(known), "no fixture for {known}");
    }
    for ((file, _), name) in fixtures().iter().zip(&names) {
        assert!(name.is_known(), "{file}");
        assert_eq!(file.split('.').next(), Some(name.as_str()), "a fixture is called as its event");
    }
}

/// What has no typed field in a body.
fn leftovers(event: &Event<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let mut note = |extra: &chathooks::value::Object<'_>| found.extend(extra.iter().map(|(name, _)| name.to_owned()));
    let (visitor, chat, offline, wrap_up) = match &event.data {
        Data::ChatRequested(data) => {
            note(&data.extra);
            (Some(&data.visitor), None, None, None)
        }
        Data::ChatStarted(data) => {
            note(&data.extra);
            (Some(&data.visitor), None, None, None)
        }
        Data::ChatTransferred(data) => {
            note(&data.extra);
            (data.visitor.as_ref(), Some(&data.chat), None, data.chat.wrap_up.as_ref())
        }
        Data::ChatEnded(data) => {
            note(&data.extra);
            (data.visitor.as_ref(), Some(&data.chat), None, data.chat.wrap_up.as_ref())
        }
        Data::ChatWrappedUp(data) => {
            note(&data.extra);
            (data.visitor.as_ref(), None, None, Some(&data.wrapup))
        }
        Data::OfflineMessageSubmitted(data) => {
            note(&data.extra);
            (data.visitor.as_ref(), None, Some(&data.offline_message), None)
        }
        Data::Online(data) | Data::Away(data) | Data::Login(data) | Data::Logout(data) => {
            note(&data.extra);
            (None, None, None, None)
        }
        _ => return vec!["all".to_owned()],
    };
    if let Some(visitor) = visitor {
        note(&visitor.extra);
        visitor.custom_fields.iter().for_each(|field| note(&field.extra));
        visitor.custom_variables.iter().for_each(|variable| note(&variable.extra));
    }
    if let Some(chat) = chat {
        note(&chat.extra);
        chat.custom_fields.iter().for_each(|field| note(&field.extra));
        chat.custom_variables.iter().for_each(|variable| note(&variable.extra));
        chat.attachment.iter().chain(chat.note_attachment.iter()).for_each(|file| note(&file.extra));
    }
    if let Some(message) = offline {
        note(&message.extra);
        message.custom_fields.iter().for_each(|field| note(&field.extra));
        message.custom_variables.iter().for_each(|variable| note(&variable.extra));
        message.attachment.iter().for_each(|file| note(&file.extra));
    }
    if let Some(wrap_up) = wrap_up {
        note(&wrap_up.extra);
        wrap_up.fields.iter().for_each(|field| note(&field.extra));
    }
    found
}

#[test]
fn each_fixture_is_read_whole_and_written_back() {
    for (file, body) in fixtures() {
        let event = decode(&body).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(leftovers(&event), Vec::<String>::new(), "{file}");
        assert_eq!(value(&event.to_json()), value(&body), "{file}");
        assert_eq!(decode(&event.to_json()).unwrap(), event, "{file}");
        let by_serde_json = serde_json::to_vec(&event).unwrap();
        assert_eq!(value(&by_serde_json), value(&body), "{file}");
    }
}

#[test]
fn the_status_of_an_agent_is_written_byte_for_byte() {
    for file in ["away.older.json", "online.json", "login.json", "logout.json"] {
        let body = util::read(&format!("comm100/{file}"));
        assert_eq!(decode(&body).unwrap().to_json(), body.trim_ascii(), "{file}");
    }
}

/// The name comes first, so that a receiver has it when it comes to the rest, and the fields of a visitor are in the
/// order of the alphabet, as the vendor prints them.
#[test]
fn a_visitor_is_written_as_the_vendor_does() {
    let written = decode(&util::read("comm100/chat_request.json")).unwrap().to_json();
    assert!(written.starts_with(br#"{"event":"chat_request","visitor":{"browser":"Firefox 128.0","chat_id":"#));
    let tree: Value = serde_json::from_slice(&written).unwrap();
    let names: Vec<_> = tree.get("visitor").and_then(Value::as_object).unwrap().iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), 31);
    assert!(names.is_sorted(), "{names:?}");
}

#[test]
fn aliases_are_read_and_written_in_one_spelling() {
    let spellings = [("chat_requested", "chat_request"), ("chat_request", "chat_request")];
    for (wire, canonical) in spellings {
        let event = decode_text(&format!(r#"{{"event":"{wire}","visitor":{{}}}}"#)).unwrap();
        assert_eq!(event.name(), EventName::ChatRequested);
        assert_eq!(event.to_json(), format!(r#"{{"event":"{canonical}","visitor":{{}}}}"#).as_bytes());
    }
    for wire in ["chat_wrapped_up", "chat_wraped_up"] {
        let event = decode_text(&format!(r#"{{"event":"{wire}","wrapup":{{}}}}"#)).unwrap();
        assert_eq!(event.to_json(), br#"{"event":"chat_wrapped_up","wrapup":{}}"#);
    }
}

#[test]
fn each_name_belongs_to_a_subscription() {
    let table = [
        ("offlineMessageIsSubmitted", &["offline_message_submitted"][..]),
        ("chatStarts", &["chat_started"]),
        ("chatEnds", &["chat_ended"]),
        ("chatIsWrappedUp", &["chat_wrapped_up"]),
        ("agentStatusChanges", &["online", "away", "login", "logout"]),
        ("chatIsRequested", &["chat_request"]),
        ("chatIsTransferred", &["chat_transferred"]),
    ];
    assert_eq!(SubscriptionEvent::KNOWN, table.map(|(name, _)| SubscriptionEvent::from(name)));
    for (subscription, names) in table {
        let events: Vec<_> = SubscriptionEvent::from(subscription).events().map(EventName::as_str).collect();
        assert_eq!(events, names);
    }
    assert!(EventName::KNOWN.iter().all(|name| name.subscription().is_some()));
    assert_eq!(EventName::from("chat_renamed").subscription(), None);
    assert_eq!(SubscriptionEvent::from("chatIsRenamed").events().count(), 0);
}
