//! Each event, as it is decoded and written back.

use chathooks::dixa::{
    Channel, Conversation, ConversationClosed, Data, Direction, Event, EventName, MessageDirection, RatingType, Role,
    Status, UserType,
};
use chathooks::value::{Text, Timestamp};
use serde_json::Value;

use super::{at, decode, sample, samples, util};

/// Whether no model anywhere in the event kept a field that it does not know.
fn is_known_whole(event: &Event<'_>) -> bool {
    let shown = format!("{event:?}");
    shown.matches("extra: {").count() == shown.matches("extra: {}").count()
}

/// The same tree without the fields that are null.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            Value::Object(map.into_iter().filter(|(_, v)| !v.is_null()).map(|(n, v)| (n, without_nulls(v))).collect())
        }
        Value::Array(list) => Value::Array(list.into_iter().map(without_nulls).collect()),
        scalar => scalar,
    }
}

#[test]
fn every_event_has_a_sample_and_every_sample_its_event() {
    let mut named: Vec<_> = EventName::KNOWN.iter().map(|name| name.subscription_name().to_owned()).collect();
    named.sort();
    assert_eq!(named, samples().into_iter().map(|(name, _)| name).collect::<Vec<_>>());
    assert_eq!(named.len(), 32);
}

#[test]
fn every_sample_is_known_whole_and_written_back_byte_for_byte() {
    for (name, body) in samples() {
        let event = decode(&body).unwrap();
        assert_eq!(event.name().subscription_name(), name);
        assert!(event.name().is_known() && is_known_whole(&event), "{name}: {event:?}");
        assert_eq!(event.idempotency_id().as_deref(), Some(event.event_id.as_str()));
        assert_eq!(String::from_utf8(event.to_json()).unwrap(), String::from_utf8(body).unwrap(), "{name}");
        assert_eq!(decode(event.to_json()).unwrap(), event, "{name}");
        let compact = serde_json::to_vec(&event).unwrap();
        assert_eq!(decode(compact).unwrap(), event, "{name}");
    }
}

#[test]
fn the_vendors_own_payloads_are_known_whole_and_written_back_as_equal_trees() {
    for (file, body) in util::files("dixa/page", "json") {
        let event = decode(&body).unwrap();
        assert!(is_known_whole(&event), "{file}: {event:?}");
        let [came, went] = [body, event.to_json()].map(|body| without_nulls(serde_json::from_slice(&body).unwrap()));
        assert_eq!(went, came, "{file}");
        let Data::ConversationNoteAdded(note) = event.data else { panic!("another event") };
        let author = note.author.unwrap();
        assert_eq!(author.roles.as_slice(), [Role::Admin, Role::TeamLead, Role::SystemAdmin, Role::Agent]);
        assert_eq!(author.user_type, None);
        assert_eq!(note.conversation.channel, Some(Channel::WidgetChat));
    }
}

#[test]
fn the_name_may_come_after_the_data() {
    for (name, body) in samples() {
        // serde_json sorts the names of a map, which puts `data` first.
        let tree: Value = serde_json::from_slice(&body).unwrap();
        let sorted = serde_json::to_vec(&tree).unwrap();
        assert!(sorted.starts_with(b"{\"data\":"));
        let event = decode(sorted).unwrap();
        assert_eq!(event.name().subscription_name(), name);
        assert_eq!(serde_json::from_slice::<Value>(&event.to_json()).unwrap(), tree, "{name}");
    }
}

#[test]
fn a_message_is_read_in_full() {
    let event = decode(sample("ConversationMessageAdded")).unwrap();
    assert_eq!(event.name(), EventName::ConversationMessageAdded);
    assert_eq!(event.event_version, Some("1".into()));
    assert_eq!(event.event_timestamp.unwrap().to_utc(), Ok(at(1_770_715_231_845)));
    assert_eq!(event.organization.unwrap().name, Some("Northwind Outfitters".into()));
    let conversation = event.data.conversation().unwrap();
    assert_eq!(conversation.csid.as_ref().unwrap(), "90417");
    assert_eq!(conversation.status, Some(Status::Open));
    assert_eq!(conversation.direction, Some(Direction::Inbound));
    assert_eq!((&conversation.queue, &conversation.assignee), (&None, &None));
    let Data::ConversationMessageAdded(message) = event.data else { panic!("another event") };
    assert_eq!(message.message_id, "8e1c5a97-3d62-4f04-b7d8-2a9c6e0f51cc");
    assert_eq!(message.direction, Some(MessageDirection::Inbound));
    assert_eq!(message.channel, Some(Channel::Email));
    assert_eq!(message.author.unwrap().user_type, Some(UserType::Contact));
    let content = message.content.unwrap();
    assert_eq!(content.text, message.text);
    assert_eq!((content.content_type, content.processed_content_url), (None, None));
    assert!(content.original_content_url.unwrap().as_str().starts_with("/private/"));
}

#[test]
fn the_score_and_the_comment_of_a_rating_come_apart() {
    let body = sample("ConversationRated");
    for (line, score, comment) in [
        ("    \"comment\" : \"Quick answer\",\n", Some("4"), None),
        ("    \"score\" : 4,\n", None, Some("Quick answer")),
    ] {
        let event = decode(body.replace(line, "")).unwrap();
        let Data::ConversationRated(rated) = event.data else { panic!("another event") };
        assert_eq!(rated.score.as_ref().map(Text::as_str), score);
        assert_eq!(rated.comment.as_ref().map(Text::as_str), comment);
        assert_eq!(rated.kind, Some(RatingType::Csat));
    }
}

/// The shape of a public integration of the vendor's: a conversation without an id, and no organization.
#[test]
fn a_rating_without_the_id_of_its_conversation_is_read() {
    let body = util::read("dixa/others/rated-without-id.json");
    let event = decode(&body).unwrap();
    assert_eq!(decode(event.to_json()).unwrap(), event);
    let Data::ConversationRated(rated) = event.data else { panic!("another event") };
    assert_eq!((&rated.conversation.csid, &rated.conversation.subject), (&None, &Some("Refund".into())));
    assert_eq!(rated.conversation.requester.as_ref().unwrap().email.as_ref().unwrap(), "ada.holm@example.com");
    assert_eq!(rated.score().unwrap().to_u64(), Some(3));
}

/// A sample that others made has the score and the type inside of the conversation.
#[test]
fn a_score_is_found_beside_the_conversation_and_inside_of_it() {
    for (data, score, kind) in [
        (r#""conversation":{"csid":2,"score":4,"type":"Csat"}"#, Some(4), Some(RatingType::Csat)),
        (r#""conversation":{"csid":2,"score":"4","type":"Stars"},"score":null"#, Some(4), Some("Stars".into())),
        (r#""conversation":{"csid":2,"score":4,"type":"Csat"},"score":9,"type":"Nps""#, Some(9), Some(RatingType::Nps)),
        (r#""conversation":{"csid":2,"score":{"value":4},"type":7},"comment":"Fine""#, None, None),
    ] {
        let body = format!(r#"{{"event_id":"1","event_fqn":"CONVERSATION_RATED","data":{{{data}}}}}"#);
        let Data::ConversationRated(rated) = decode(&body).unwrap().data else { panic!("another event") };
        assert_eq!((rated.score().and_then(|score| score.to_u64()), rated.kind()), (score, kind), "{body}");
    }
}

#[test]
fn a_score_inside_of_the_conversation_is_kept() {
    let body = r#"{"event_id":"1","event_fqn":"CONVERSATION_RATED","event_version":"1","data":{"conversation":
        {"csid":1,"score":{"value":4},"type":"Csat"},"score":null}}"#;
    let Data::ConversationRated(rated) = decode(body).unwrap().data else { panic!("another event") };
    assert_eq!(rated.score, None);
    let conversation = rated.conversation;
    assert_eq!(conversation.extra.get_str("type"), Some("Csat"));
    assert!(conversation.extra.get("score").unwrap().as_object().is_some());
}

#[test]
fn who_put_it_off_is_read_in_both_spellings() {
    let body = sample("ConversationPendingExpired");
    let snake = body.replace("pendingByUser", "pending_by_user");
    assert_ne!(body, snake);
    let event = decode(&snake).unwrap();
    assert_eq!(event, decode(&body).unwrap());
    assert_eq!(event.to_json(), body.into_bytes());
    let Data::ConversationPendingExpired(expired) = event.data else { panic!("another event") };
    assert_eq!(expired.pending_by_user.unwrap().name, Some("Signe Holm".into()));
}

#[test]
fn a_tag_may_be_a_name_or_a_whole_tag() {
    let body = sample("ConversationTagAdded");
    let whole = body.replace("\"tag\" : \"refund\"", "\"tag\" : {\"id\":\"6f2b\",\"name\":\"refund\"}");
    assert_ne!(body, whole);
    for body in [body, whole] {
        let Data::ConversationTagAdded(tagged) = decode(body).unwrap().data else { panic!("another event") };
        assert_eq!(tagged.tag_name(), Some("refund"));
        assert_eq!(tagged.conversation.tags.as_slice()[0].is_deactivated, Some(false));
    }
}

#[test]
fn custom_attributes_of_any_shape_are_kept() {
    let event = decode(sample("ConversationCustomAttributeUpdated")).unwrap();
    let attribute = event.data.conversation().unwrap().custom_attribute("order_number").unwrap();
    assert_eq!(attribute.value.as_str(), Some("NW-20417"));
    let body = r#"{"event_id":"1","event_fqn":"CONVERSATION_OPEN","data":{"conversation":{"csid":1,
        "custom_attributes":["a",null,[],{"identifier":"b","value":["c","d"]}]}}}"#;
    let event = decode(body).unwrap();
    let conversation = event.data.conversation().unwrap();
    assert_eq!(conversation.custom_attributes.len(), 4);
    assert_eq!(conversation.custom_attribute("b").unwrap().value.as_array().map(<[_]>::len), Some(2));
    assert_eq!(conversation.custom_attribute("a"), None);
}

/// What the vendor always sends is there without asking, and what it leaves out is not.
#[test]
fn an_event_of_ones_own_is_written_as_the_vendor_does() {
    let mut event = Event::new("c0ffee00", ConversationClosed::new(Conversation::new(90417)));
    event.event_timestamp = Some(Timestamp::from(at(1_770_715_231_845)));
    let wanted = r#"{
  "event_id" : "c0ffee00",
  "event_fqn" : "CONVERSATION_CLOSED",
  "event_version" : "1",
  "event_timestamp" : "2026-02-10T09:20:31.845Z",
  "data" : {
    "conversation" : {
      "csid" : 90417,
      "queue" : null,
      "contact_point" : null,
      "assignee" : null,
      "subject" : null,
      "tags" : [
      ]
    }
  }
}"#;
    assert_eq!(String::from_utf8(event.to_json()).unwrap(), wanted);
    assert_eq!(decode(wanted).unwrap(), event);
}

#[test]
fn an_empty_id_identifies_nothing() {
    let event = Event::new("", ConversationClosed::new(Conversation::new(1)));
    assert_eq!(event.idempotency_id(), None);
}

#[test]
fn names_have_two_spellings_and_no_third() {
    for name in EventName::KNOWN {
        let (wire, subscription) = (name.as_str(), name.subscription_name());
        assert_eq!(wire.replace('_', ""), subscription.to_uppercase());
        assert_eq!(EventName::from(subscription), *name);
        assert!(!EventName::from(wire.to_lowercase()).is_known());
    }
    let guess = EventName::from("CONVERSATION_ENDUSER_REPLACED");
    assert_eq!(guess, EventName::ConversationEndUserReplaced);
    assert_eq!(EventName::from("AgentPromoted").subscription_name(), "AgentPromoted");
}
