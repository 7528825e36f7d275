//! The shapes that a field can have, and what the models say about them.

use chathooks::comm100::{Attachment, Attachments, ChatEnded, CustomField, Data, Event, OfflineMessage};
use chathooks::comm100::{Chat, ChatWrappedUp, TranscriptLine, Visitor, WrapUp};
use chathooks::{
    model::UnknownEvent,
    value::{Timestamp, TimestampError, Value},
};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use super::{decode_text, util};

#[test]
fn one_value_has_one_meaning_on_both_platforms() {
    let newer = super::decode(&util::read("comm100/chat_started.json")).unwrap();
    let older = super::decode(&util::read("comm100/chat_started.older.json")).unwrap();
    let (Data::ChatStarted(newer), Data::ChatStarted(older)) = (newer.data, older.data) else { panic!("not started") };
    assert_eq!(older.visitor.department.as_ref().and_then(chathooks::value::Text::to_u64), Some(42));
    assert_eq!(newer.visitor.department.unwrap(), "5a0d6c2f-1d0e-4e0b-8a53-6a1f0c9d7711");
    assert_eq!((newer.visitor.skill.is_some(), older.visitor.skill), (true, None));
    assert_eq!(newer.visitor.page_views.as_ref().and_then(chathooks::value::Text::to_u64), Some(5));
    assert_eq!(serde_json::to_string(&older.visitor.department).unwrap(), "42");
}

#[test]
fn times_are_milliseconds_in_every_spelling() {
    let spellings = [
        r#""/Date(1717405260000)/""#,
        r#""\/Date(1717405260000)\/""#,
        r#""\\/Date(1717405260000)\\/""#,
        r#""/Date(1717405260000+0200)/""#,
        r#""\/Date(1717405260000-0800)\/""#,
        "1717405260000",
        r#""1717405260000""#,
    ];
    for spelling in spellings {
        let body = format!(r#"{{"event":"chat_ended","chat":{{"start_time":{spelling}}}}}"#);
        let Data::ChatEnded(ended) = decode_text(&body).unwrap().data else { panic!("another event") };
        let time = ended.chat.start_time.unwrap().to_utc().unwrap();
        assert_eq!(time.to_rfc3339(), "2024-06-03T09:01:00+00:00", "{spelling}");
        assert_eq!(Timestamp::asp_net(time).as_str(), "/Date(1717405260000)/");
    }
    assert_eq!(Timestamp::from("/Date(-86400000)/").to_utc().unwrap().to_rfc3339(), "1969-12-31T00:00:00+00:00");
    for unreadable in ["", "/Date()/", "/Date(1)", "/Date(1+2)/", "/Date(+1)/", r"\/Date(1+02:00)\/", "\\Date(1)/"] {
        assert_eq!(Timestamp::from(unreadable).to_utc(), Err(TimestampError::Invalid), "{unreadable}");
    }
}

#[test]
fn an_attachment_is_a_list_or_a_map_or_empty() {
    let file = || Attachment::of("a.pdf", "https://files.example.com/a");
    let shapes = [
        (r#"[{"name":"a.pdf","uri":"https://files.example.com/a"}]"#, Attachments::from(vec![file()]), 1),
        (r#"{"name":"a.pdf","uri":"https://files.example.com/a"}"#, Attachments::from(file()), 1),
        (r#"{"name":"","uri":""}"#, Attachments::from(Attachment::of("", "")), 0),
        ("{}", Attachments::from(Attachment::new()), 0),
        ("[]", Attachments::from(vec![]), 0),
    ];
    for (json, expected, files) in shapes {
        let read: Attachments = serde_json::from_str(json).unwrap();
        assert_eq!(read, expected, "{json}");
        assert_eq!(read.iter().count(), files, "{json}");
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
        let body = format!(r#"{{"event":"chat_ended","chat":{{"attachment":{json}}}}}"#);
        assert_eq!(String::from_utf8(decode_text(&body).unwrap().to_json()).unwrap(), body);
    }
    let empty: Attachments = serde_json::from_str(r#""""#).unwrap();
    assert_eq!(empty, Attachments::default());
    let draft: Attachments = serde_json::from_str(r#"{"name":"a.pdf","url":"https://files.example.com/a"}"#).unwrap();
    assert_eq!(draft, Attachments::from(file()));
    assert!(serde_json::from_str::<Attachments>(r#""a.pdf""#).is_err());
}

#[test]
fn both_names_of_the_variables_are_read() {
    for name in ["custom_variable", "custom_variables"] {
        let json = format!(r#"{{"{name}":[{{"name":"plan","value":"gold"}},{{"name":"empty","value":""}},{{}}]}}"#);
        let (visitor, chat, message): (Visitor, Chat, OfflineMessage) = (
            serde_json::from_str(&json).unwrap(),
            serde_json::from_str(&json).unwrap(),
            serde_json::from_str(&json).unwrap(),
        );
        assert_eq!(visitor.custom_variable("plan"), Some("gold"));
        assert_eq!(chat.custom_variable("empty"), Some(""));
        assert_eq!(message.custom_variable("other"), None);
    }
}

#[test]
fn a_custom_field_keeps_any_value() {
    let json = r#"{"custom_fields":[
        {"field_id":17,"name":"Order No","value":"A-2041"},
        {"id":"b3c1d6a0","name":"Seats","value":4},
        {"id":19,"name":"Colours","value":["red","blue"]},
        {"id":20,"name":"Empty","value":null}
    ]}"#;
    let chat: Chat = serde_json::from_str(json).unwrap();
    let text = |name| chat.custom_field(name).and_then(CustomField::text).map(|text| text.to_string());
    assert_eq!(text("Order No").as_deref(), Some("A-2041"));
    assert_eq!(text("Seats").as_deref(), Some("4"));
    assert_eq!((text("Colours"), text("Empty"), text("None")), (None, None, None));
    let colours = chat.custom_field("Colours").unwrap();
    assert_eq!(colours.value.as_array().map(<[Value]>::len), Some(2));
    assert_eq!(chat.custom_field("Order No").unwrap().id.as_ref().unwrap(), &"17");
}

#[test]
fn a_rating_is_a_text_or_a_number() {
    for rating in [r#""5""#, "5"] {
        let json = format!(r#"{{"rating":{rating}}}"#);
        let chat: Chat = serde_json::from_str(&json).unwrap();
        assert_eq!(chat.rating.as_ref().and_then(chathooks::value::Text::to_u64), Some(5));
        assert_eq!(serde_json::to_string(&chat).unwrap(), json);
    }
}

#[test]
fn categories_and_agents_are_one_text_or_a_list() {
    for (json, expected) in [
        (r#"{"category":"Refund, partly"}"#, vec!["Refund, partly"]),
        (r#"{"category":["Refund","Sales",""]}"#, vec!["Refund", "Sales"]),
        (r#"{"category":""}"#, vec![]),
        (r#"{"category":{"id":1}}"#, vec![]),
        ("{}", vec![]),
    ] {
        let wrap_up: WrapUp = serde_json::from_str(json).unwrap();
        assert_eq!(wrap_up.categories().collect::<Vec<_>>(), expected);
        assert_eq!(serde_json::to_string(&wrap_up).unwrap(), json);
    }
    for (json, expected) in [
        (r#"{"operators":"Noor, Teun,"}"#, vec!["Noor", "Teun"]),
        (r#"{"operators":["Noor","Teun"]}"#, vec!["Noor", "Teun"]),
        ("{}", vec![]),
    ] {
        let chat: Chat = serde_json::from_str(json).unwrap();
        assert_eq!(chat.operator_names().collect::<Vec<_>>(), expected);
    }
}

fn lines(transcript: &str) -> Vec<(Option<String>, Option<String>, String)> {
    let mut chat = Chat::new();
    chat.chat_transcript = Some(transcript.into());
    let owned =
        |line: TranscriptLine<'_>| (line.time.map(str::to_owned), line.name.map(str::to_owned), line.text.into());
    chat.lines().map(owned).collect()
}

fn line(time: &str, name: &str, text: &str) -> (Option<String>, Option<String>, String) {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (some(time), some(name), text.to_owned())
}

#[test]
fn a_transcript_is_split_into_lines() {
    let Data::ChatEnded(ended) = super::decode(&util::read("comm100/chat_ended.json")).unwrap().data else {
        panic!("another event")
    };
    assert_eq!(
        lines(ended.chat.chat_transcript.as_ref().unwrap().as_str()),
        [
            line("", "", "Agent Noor has joined the chat."),
            line("10:01:12", "Noor", "Good morning"),
            line("10:01:40", "Mira", "My invoice is wrong"),
            line("", "", "The visitor has left the chat."),
            line("10:09:03", "", "The chat is ended."),
        ]
    );
    assert_eq!(lines(""), []);
    assert_eq!(lines("⊙⊙ ⊙"), []);
    // As the vendor's first REST API writes it.
    assert_eq!(lines("[9:01] Noor: Hi\nBye (soon)\n"), [line("9:01", "Noor", "Hi"), line("", "", "Bye (soon)")]);
    // Within a line of a webhook's transcript a line break belongs to the message.
    assert_eq!(lines("[10:01:12] Mira: one\ntwo⊙"), [line("10:01:12", "Mira", "one\ntwo")]);
    let ambiguous = [
        ("[10:01:12] Mira: see: here⊙", line("10:01:12", "Mira", "see: here")),
        ("[10:01:12] Mira:⊙", line("10:01:12", "Mira", "")),
        ("[10:01:12] no name⊙", line("10:01:12", "", "no name")),
        ("[draft] Mira: hello⊙", line("", "", "[draft] Mira: hello")),
        ("[10:01:12 Mira: hello⊙", line("", "", "[10:01:12 Mira: hello")),
        ("Idle (10:01:xx)⊙", line("", "", "Idle (10:01:xx)")),
        ("[::] Mira: hello⊙", line("", "", "[::] Mira: hello")),
    ];
    for (transcript, expected) in ambiguous {
        assert_eq!(lines(transcript), [expected], "{transcript}");
    }
}

#[test]
fn an_idempotency_id_is_there_where_something_tells_the_occurrence() {
    let id = |body: &str| decode_text(body).unwrap().idempotency_id();
    let digest = |occurrence: &str| Some(hex::encode(Sha256::digest(occurrence)));
    let chat = "0b8f3d1e-77aa-4c51-9f0e-2d4c6a1b9e10";
    for event in ["chat_started", "chat_ended"] {
        let with = |id: &str| format!(r#"{{"event":"{event}","visitor":{{"chat_id":"{id}"}},"chat":{{}}}}"#);
        assert_eq!(id(&with(chat)), digest(&format!(r#"["{event}","{chat}",null]"#)));
        assert_eq!(id(&with(chat)), id(&with(&chat.to_uppercase())));
        assert_eq!(id(&with("")), None);
    }
    assert_eq!(id(r#"{"event":"chat_ended","chat":{"id":90417}}"#), digest(r#"["chat_ended","90417",null]"#));
    assert_eq!(
        id(r#"{"event":"offline_message_submitted","offline_message":{"id":"C1"}}"#),
        digest(r#"["offline_message_submitted","c1",null]"#)
    );

    let wrapped = |comment: &str, time: &str| {
        format!(r#"{{"event":"chat_wrapped_up","chat_id":7,"wrapup":{{"comment":"{comment}"{time}}}}}"#)
    };
    let time = r#","time":"/Date(1)/""#;
    let first = id(&wrapped("a", time));
    assert_eq!(first, digest(r#"["chat_wrapped_up","7",{"comment":"a","time":"/Date(1)/"}]"#));
    assert_eq!(first, id(&wrapped("a", time)));
    assert_ne!(first, id(&wrapped("edited", time)));
    assert_eq!(id(&wrapped("a", "")), None);

    for body in [
        r#"{"event":"away","operator_id":37}"#,
        r#"{"event":"chat_request","visitor":{"chat_id":"0b8f"}}"#,
        r#"{"event":"chat_transferred","visitor":{"chat_id":"0b8f"},"chat":{}}"#,
        r#"{"event":"offline_message_submitted","offline_message":{"id":""}}"#,
        r#"{"event":"chat_rated","id":1}"#,
    ] {
        assert_eq!(id(body), None, "{body}");
    }
}

#[test]
fn the_id_of_the_chat_is_found_wherever_it_is() {
    let id = |body: &str| decode_text(body).unwrap().chat_id().map(str::to_owned);
    for body in [
        r#"{"event":"chat_request","visitor":{"chat_id":7}}"#,
        r#"{"event":"chat_started","visitor":{"chat_id":"7"}}"#,
        r#"{"event":"chat_transferred","visitor":{"chat_id":""},"chat":{"id":7}}"#,
        r#"{"event":"chat_ended","chat":{"id":7}}"#,
        r#"{"event":"chat_wrapped_up","chat_id":"7","wrapup":{}}"#,
        r#"{"event":"chat_wrapped_up","visitor":{"chat_id":"7"},"wrapup":{}}"#,
    ] {
        assert_eq!(id(body).as_deref(), Some("7"), "{body}");
    }
    assert_eq!(id(r#"{"event":"away","operator_id":7}"#), None);
}

/// The body of what a sender built is read as what it built, whatever its fields are.
#[test]
fn what_is_built_is_read_back() {
    let mut chat = Chat::new();
    chat.attachment = Attachment::of("a.pdf", "https://files.example.com/a").into();
    chat.custom_fields.push(CustomField::of("Seats", Value::from(true)));
    let mut wrap_up = WrapUp::new();
    wrap_up.category = vec![Value::from("Refund"), Value::from("Sales")].into();
    chat.wrap_up = Some(wrap_up.clone());
    let mut ended = ChatEnded::new(chat);
    ended.visitor = Some(Box::new(Visitor::new()));
    ended.extra.push("seen", true);
    for event in [Event::from(ended), Event::from(ChatWrappedUp::new(wrap_up))] {
        assert_eq!(super::decode(&event.to_json()).unwrap(), event);
    }
    // What came from no body is written as `data`, and nothing where there is nothing.
    let odd = |data: Value<'static>| Event::from(UnknownEvent::new("chat_rated", data)).to_json();
    assert_eq!(odd(Value::from("five")), br#"{"event":"chat_rated","data":"five"}"#);
    assert_eq!(odd(Value::Null), br#"{"event":"chat_rated"}"#);
    // A field that would give the body a second name is left out.
    let mut ended = ChatEnded::new(Chat::new());
    ended.extra.push("event", "chat_started");
    assert_eq!(Event::from(ended).to_json(), br#"{"event":"chat_ended","chat":{}}"#);
}

proptest! {
    #[test]
    fn no_transcript_panics_or_loses_text(transcript: String) {
        let mut chat = Chat::new();
        chat.chat_transcript = Some(transcript.clone().into());
        for line in chat.lines() {
            prop_assert!(transcript.contains(line.text));
        }
    }
}
