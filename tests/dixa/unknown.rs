//! What this version of the crate does not know is survived, kept, and printed back as it came.

use chathooks::dixa::Data;
use chathooks::value::{Object, Value};
use serde_json::Value as Json;

use super::{decode, sample, samples};

#[test]
fn an_unknown_event_keeps_its_name_and_its_whole_data() {
    let body = sample("ConversationRated").replace("CONVERSATION_RATED", "CONVERSATION_PRAISED");
    let event = decode(&body).unwrap();
    assert!(!event.name().is_known());
    assert_eq!(event.name(), "CONVERSATION_PRAISED");
    assert_eq!(String::from_utf8(event.to_json()).unwrap(), body);
    assert!(event.data.conversation().is_none());
    let Data::Unknown(unknown) = &event.data else { panic!("a known event") };
    assert_eq!(unknown.name, "CONVERSATION_PRAISED");
    assert_eq!(unknown.data.get("comment").and_then(Value::as_str), Some("Quick answer"));
}

#[test]
fn an_unknown_value_in_any_set_is_kept() {
    let sets = [
        ("ConversationMessageAdded", "\"channel\" : \"EMAIL\""),
        ("ConversationMessageAdded", "\"status\" : \"OPEN\""),
        ("ConversationMessageAdded", "\"direction\" : \"INBOUND\""),
        ("ConversationMessageAdded", "\"direction\" : \"inbound\""),
        ("ConversationMessageAdded", "\"user_type\" : \"Contact\""),
        ("ConversationRated", "\"type\" : \"Csat\""),
    ];
    for (name, known) in sets {
        let body = sample(name);
        let (field, _) = known.split_once(" : ").unwrap();
        for value in ["\"brand new\"", "\"\"", "\"ünknöwn\"", "7", "-1.50", "true"] {
            let changed = body.replace(known, &format!("{field} : {value}"));
            assert_ne!(changed, body, "{known}");
            let event = decode(&changed).unwrap();
            assert_eq!(String::from_utf8(event.to_json()).unwrap(), changed, "{known}");
        }
    }
    let body = sample("ConversationNoteAdded");
    let roles = "\"roles\" : [\n          \"Robot\",\n          \"Agent\"\n        ]";
    let changed = body.replace("\"roles\" : [\n        ]", roles);
    assert_ne!(changed, body);
    assert_eq!(String::from_utf8(decode(&changed).unwrap().to_json()).unwrap(), changed);
}

/// Adds a field to each map of a tree, and says how many there were.
fn add_fields(tree: &mut Json) -> usize {
    match tree {
        Json::Array(list) => list.iter_mut().map(add_fields).sum(),
        Json::Object(map) => {
            let count = map.values_mut().map(add_fields).sum::<usize>();
            map.insert("zz_new".into(), serde_json::json!({"list": [1, null, true, "ü"], "empty": {}}));
            count + 1
        }
        _ => 0,
    }
}

#[test]
fn unknown_fields_are_kept_in_every_model() {
    for (name, body) in samples() {
        let mut tree: Json = serde_json::from_slice(&body).unwrap();
        let maps = add_fields(&mut tree);
        let event = decode(tree.to_string()).unwrap();
        assert_eq!(serde_json::from_slice::<Json>(&event.to_json()).unwrap(), tree, "{name}");
        // A map inside of a tree keeps its fields too, but has no `extra`: here a custom attribute.
        let shown = format!("{event:?}").matches("extra: {\"zz_new\"").count();
        assert_eq!(shown, maps - usize::from(name == "ConversationCustomAttributeUpdated"), "{name}");
    }
}

#[test]
fn digits_and_order_are_kept() {
    let body = r#"{"event_id":"1","event_fqn":"TYPING_STARTED","data":{"z":1.10,"a":12345678901234567890123,"m":-0}}"#;
    let event = decode(body).unwrap();
    let Data::TypingStarted(typing) = &event.data else { panic!("another event") };
    let digits: Vec<_> = typing.extra.iter().map(|(name, value)| (name, value.as_number().unwrap().as_str())).collect();
    assert_eq!(digits, [("z", "1.10"), ("a", "12345678901234567890123"), ("m", "-0")]);
    let written = String::from_utf8(event.to_json()).unwrap();
    assert!(written.ends_with("{\n    \"z\" : 1.10,\n    \"a\" : 12345678901234567890123,\n    \"m\" : -0\n  }\n}"));
}

/// JavaScript's half of an emoji, an escaped slash, and what JSON writes with a backslash.
#[test]
fn awkward_texts_are_survived() {
    let body = r#"{"event_id":"1","event_fqn":"CONVERSATION_NOTE_ADDED","event_version":"1","data":
        {"conversation":{"csid":1},"note_id":"n","text":"\ud83d \u00fc \/ \" \\ \n \u0001"}}"#;
    let event = decode(body).unwrap();
    let Data::ConversationNoteAdded(note) = &event.data else { panic!("another event") };
    assert_eq!(note.text.as_ref().unwrap(), &"\u{fffd} ü / \" \\ \n \u{1}");
    let written = String::from_utf8(event.to_json()).unwrap();
    assert!(written.contains(r#""text" : "� ü / \" \\ \n \u0001""#), "{written}");
}

#[test]
fn empty_lists_and_maps_have_a_line_of_their_own_at_any_depth() {
    let body = r#"{"event_id":"1","event_fqn":"AGENT_BANNED_IP","data":{"list":[[],{}],"map":{"inner":[{}]}}}"#;
    let mut event = decode(body).unwrap();
    event.extra = Object::from_iter([("beside", Value::Array(Vec::new()))]);
    let wanted = "{
  \"event_id\" : \"1\",
  \"event_fqn\" : \"AGENT_BANNED_IP\",
  \"data\" : {
    \"list\" : [
      [
      ],
      {
      }
    ],
    \"map\" : {
      \"inner\" : [
        {
        }
      ]
    }
  },
  \"beside\" : [
  ]
}";
    assert_eq!(String::from_utf8(event.to_json()).unwrap(), wanted);
}
