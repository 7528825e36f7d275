//! Each field of each sample removed, nulled or of another type: only what an event cannot do without may be missed.

use chathooks::DecodeErrorKind;
use chathooks::dixa::EventName;
use serde_json::Value;

use super::{decode, sample, samples};

/// The fields without which there is no such event. The conversation is one where the vendor documents it.
const REQUIRED: [&str; 6] = ["event_id", "event_fqn", "data", "data.conversation", "data.note_id", "data.message_id"];

fn is_required(name: &str, place: &str) -> bool {
    let documented = [
        "Created",
        "Open",
        "Pending",
        "PendingExpired",
        "Closed",
        "Abandoned",
        "Enqueued",
        "NoteAdded",
        "MessageAdded",
        "TagAdded",
        "TagRemoved",
        "Rated",
    ];
    let documented = name.strip_prefix("Conversation").is_some_and(|rest| documented.contains(&rest));
    REQUIRED.contains(&place) && (documented || !matches!(place, "data" | "data.conversation"))
}

/// Calls `each` with the body as it is once the field at each place was changed by `change`, where that returns true.
fn with_each(body: &Value, change: &dyn Fn(&mut Value, &str) -> bool, each: &mut dyn FnMut(&str, &Value)) {
    fn walk(
        root: &Value,
        pointer: &str,
        place: &str,
        change: &dyn Fn(&mut Value, &str) -> bool,
        each: &mut dyn FnMut(&str, &Value),
    ) {
        let children: Vec<(String, String, String)> = match root.pointer(pointer) {
            Some(Value::Object(map)) => {
                map.keys().map(|name| (name.clone(), format!("{pointer}/{name}"), format!("{place}.{name}"))).collect()
            }
            Some(Value::Array(list)) => (0..list.len())
                .map(|index| (String::new(), format!("{pointer}/{index}"), format!("{place}[{index}]")))
                .collect(),
            _ => return,
        };
        for (name, inner, place) in children {
            if !name.is_empty() {
                let mut changed = root.clone();
                if change(changed.pointer_mut(pointer).unwrap(), &name) {
                    each(place.trim_start_matches('.'), &changed);
                }
            }
            walk(root, &inner, &place, change, each);
        }
    }
    walk(body, "", "", change, each);
}

fn remove(parent: &mut Value, name: &str) -> bool {
    parent.as_object_mut().unwrap().remove(name).is_some()
}

fn set_null(parent: &mut Value, name: &str) -> bool {
    !parent[name].take().is_null()
}

fn swap_number_and_text(parent: &mut Value, name: &str) -> bool {
    let swapped = match &parent[name] {
        Value::Number(number) => Value::from(number.to_string()),
        Value::String(_) => Value::from(7),
        _ => return false,
    };
    parent[name] = swapped;
    true
}

fn check(what: &str, change: &dyn Fn(&mut Value, &str) -> bool, kind: DecodeErrorKind) {
    for (name, body) in samples() {
        let body: Value = serde_json::from_slice(&body).unwrap();
        let (mut changed, mut refused) = (0, 0);
        with_each(&body, change, &mut |place, body| {
            changed += 1;
            let result = decode(body.to_string());
            if is_required(&name, place) {
                refused += 1;
                let error = result.unwrap_err();
                assert_eq!((error.kind(), error.path().as_str()), (kind, place), "{name}: {place} {what}");
            } else {
                let event = result.unwrap_or_else(|error| panic!("{name}: {place} {what}: {error}"));
                assert_eq!(event.name().subscription_name(), name, "{place} {what}");
                assert_eq!(decode(event.to_json()).unwrap(), event, "{name}: {place} {what}");
            }
        });
        assert!(changed >= 8 && refused >= 2, "{name}: {changed} and {refused}");
    }
}

#[test]
fn a_field_may_be_missing() {
    check("missing", &remove, DecodeErrorKind::MissingField);
}

#[test]
fn a_field_may_be_null() {
    check("null", &set_null, DecodeErrorKind::Type);
}

#[test]
fn a_number_may_be_a_text_and_a_text_a_number() {
    for (name, body) in samples() {
        let body: Value = serde_json::from_slice(&body).unwrap();
        with_each(&body, &swap_number_and_text, &mut |place, changed| {
            let event = decode(changed.to_string()).unwrap_or_else(|error| panic!("{name}: {error}"));
            let written: Value = serde_json::from_slice(&event.to_json()).unwrap();
            assert_eq!(&written, changed, "{name}: {place}");
            let known = place != "event_fqn";
            assert_eq!(event.name().is_known(), known);
        });
    }
}

#[test]
fn an_event_without_data_is_known_where_nothing_is_known_of_its_data() {
    for (body, data) in [
        (r#"{"event_id":"1","event_fqn":"AGENT_BANNED_IP"}"#, "{}"),
        (r#"{"event_id":"1","event_fqn":"AGENT_BANNED_IP","data":null}"#, "{}"),
        (r#"{"event_id":"1","event_fqn":"AGENT_PROMOTED"}"#, "null"),
    ] {
        let event = decode(body).unwrap();
        assert_eq!(event.name().is_known(), event.name() == EventName::AgentBannedIp);
        assert_eq!(serde_json::to_string(&event.data).unwrap(), data);
    }
}

#[test]
fn errors_name_the_place_and_show_no_value() {
    let sample = sample("ConversationMessageAdded");
    for (from, to, message) in [
        ("\"csid\" : 90417", "\"csid\" : {}", "data.conversation.csid: expected a string, found an object"),
        (
            "\"tags\" : [\n",
            "\"tags\" : [ \"s3cret\"\n",
            "data.conversation.tags[0]: expected an object, found a string",
        ),
        (
            "\"tags\" : [\n",
            "\"tags\" : 5,\n\"more\" : [\n",
            "data.conversation.tags[0]: expected an object, found a number",
        ),
        ("\"event_version\"", "\"event_id\"", "event_id: duplicate field"),
        ("\"event_version\"", "\"data\"", "data: expected an object, found a string"),
        ("\"organization\"", "\"event_fqn\"", "event_fqn: duplicate field"),
        ("\"subject\"", "\"csid\"", "data.conversation.csid: duplicate field"),
        ("\"data\" : {", "\"data\" : [],\n\"more\" : {", "data: expected an object, found an array"),
    ] {
        let body = sample.replacen(from, to, 1);
        assert_ne!(body, sample);
        assert_eq!(decode(body).unwrap_err().to_string(), message);
    }
    assert_eq!(decode("[]").unwrap_err().to_string(), "expected an object, found an array");
    assert_eq!(decode("{}").unwrap_err().to_string(), "event_fqn: missing field");
    let twice = r#"{"data":{"conversation":{"csid":1}},"data":{},"event_fqn":"CONVERSATION_OPEN","event_id":"1"}"#;
    assert_eq!(decode(twice).unwrap_err().to_string(), "data: duplicate field");
    let twice = r#"{"event_fqn":"AGENT_BANNED_IP","data":null,"data":{},"event_id":"1"}"#;
    assert_eq!(decode(twice).unwrap_err().to_string(), "data: duplicate field");
    let none = r#"{"event_fqn":"CONVERSATION_OPEN","event_id":"1"}"#;
    assert_eq!(decode(none).unwrap_err().to_string(), "data: missing field");
}
