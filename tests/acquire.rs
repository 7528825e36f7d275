//! Acquire 2.0.0: decoding and writing events.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a helper of tests may panic")]

mod util;

use chathooks::acquire::{
    Acquire, AgentStatus, Case, CaseMessageNew, CaseNew, Channel, Contact, Data, Event, EventName, Message,
    MessageType, Receiver, Seen, Sender, SenderType, Status, UserCaseInvite, UserStatus,
};
use chathooks::{
    DecodeErrorKind, Format, Key, Keys, Limits, Proof, Verified, VerifyError,
    value::{Object, Text, Timestamp, Value},
};

/// Turns an event into one that owns its texts, or the message of its error.
fn decode(body: &str) -> Result<Event<'static>, String> {
    let verified = Verified::<Acquire, _>::assume_authentic(body);
    Event::decode(&verified).map(Event::into_owned).map_err(|error| error.to_string())
}

fn tree(json: &[u8]) -> Value<'_> {
    serde_json::from_slice(json).unwrap()
}

fn case(event: Event<'_>) -> Case<'_> {
    match event.data {
        Data::CaseStatus(case) => case,
        other => panic!("{} instead of a case", other.name()),
    }
}

/// No map of the tree, at any depth, has a field that the models left over.
fn assert_no_extra(event: &Event<'_>) {
    let Data::CaseStatus(case) = &event.data else { return };
    assert!(event.extra.is_empty() && case.extra.is_empty());
    assert!(case.contact.as_ref().is_none_or(|contact| contact.extra.is_empty()));
    assert!(case.messages.iter().all(|message| message.extra.is_empty()));
}

#[test]
fn every_fixture_is_written_back_as_it_came() {
    let mut seen = Vec::new();
    for (name, body) in util::files("acquire", "json") {
        let verified = Verified::<Acquire, _>::assume_authentic(&body);
        let event = Event::decode(&verified).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(event.name().is_known(), "{name}");
        assert_no_extra(&event);
        assert_eq!(tree(&event.to_json()), tree(&body), "{name}");
        assert_eq!(event.clone().into_owned(), event, "{name}");
        seen.push(event.name());
    }
    for name in EventName::KNOWN {
        assert!(seen.contains(name), "{name} has no fixture");
    }
}

#[test]
fn the_seed_sample_has_a_typed_home_for_each_field() {
    let body = util::read("acquire/case-status.seed.json");
    let verified = Verified::<Acquire, _>::assume_authentic(&body);
    let case = case(Event::decode(&verified).unwrap());
    assert_eq!((case.case_id.as_str(), &case.status), ("72", &Status::Closed));
    let contact = case.contact.as_ref().unwrap();
    assert_eq!(contact.id.as_ref().and_then(Text::to_u64), Some(5));
    let names: Vec<_> = contact.fields.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["name", "email", "phone", "city", "state", "countryId", "ip"]);
    assert_eq!(contact.fields.get_str("ip"), Some("103.156.142.2"));
    assert_eq!(case.messages.len(), 5);
    let first = &case.messages.as_slice()[0];
    assert_eq!(first.id.as_ref().unwrap(), "323");
    assert_eq!(first.channel, Some(Channel::Chat));
    assert_eq!(first.sender_id.as_ref().unwrap(), "5");
    assert_eq!(first.sender_type, Some(SenderType::Contact));
    assert_eq!(first.kind, Some(MessageType::Event));
    assert_eq!(first.message.as_ref().unwrap(), "This thread has been reactivated.");
    assert_eq!(first.seen, Some(Seen::Yes));
    assert_eq!(first.date_created.as_ref().unwrap().to_utc().unwrap().timestamp(), 1_614_766_789);
}

#[test]
fn data_may_come_before_the_name() {
    let first = decode(r#"{"event":"case:status","data":{"caseId":"1","status":"queue"}}"#).unwrap();
    let last = decode(r#"{"data":{"caseId":"1","status":"queue"},"event":"case:status"}"#).unwrap();
    assert_eq!(first, last);
    assert_eq!(
        decode(r#"{"data":{"caseId":"1","status":"queue","messages":[{"id":"2"},{"id":[]}]},"event":"case:status"}"#),
        Err("data.messages[1].id: expected a string, found an array".to_owned())
    );
    assert_eq!(decode(r#"{"data":{},"event":"case:next"}"#).unwrap().name(), "case:next");
}

#[test]
fn ids_come_as_text_or_number_and_go_back_as_they_came() {
    let body = r#"{"event":"case:status","data":{"caseId":72,"status":"active","contact":{"id":5},"messages":[{"id":9007199254740993,"senderId":1.50}]}}"#;
    let event = decode(body).unwrap();
    // Written as JavaScript writes it, but for the number that no double holds.
    assert_eq!(event.to_json(), body.replace("1.50", "1.5").as_bytes());
    let case = case(event);
    assert_eq!(case.case_id, "72");
    assert_eq!(case.case_id, Text::from("72"));
    assert_eq!(case.messages.as_slice()[0].id.as_ref().unwrap().to_u64(), Some(9_007_199_254_740_993));
    assert_eq!(case.messages.as_slice()[0].sender_id.as_ref().unwrap(), "1.50");
}

#[test]
fn what_is_new_is_kept() {
    let body = concat!(
        r#"{"event":"case:status","data":{"caseId":"1","status":"snoozed","fields":{"tier":{"gold":[1.0,null,true]}},"#,
        r#""contact":{"id":"5","fields":{},"avatar":"x.png"},"messages":[{"id":"2","channel":"telex","senderType":7,"#,
        r#""type":"poll","seen":"maybe","meta":{"a":[]}}],"queue":{"id":3}},"tenant":"5mkg3t"}"#
    );
    let event = decode(body).unwrap();
    assert_eq!(event.to_json(), body.replace("1.0", "1").as_bytes());
    assert_eq!(event.extra.get_str("tenant"), Some("5mkg3t"));
    let case = case(event);
    assert_eq!(case.fields.get("tier").unwrap().to_body(Format::Json), br#"{"gold":[1.0,null,true]}"#);
    assert!(!case.status.is_known() && case.status == "snoozed");
    assert_eq!(case.messages.as_slice()[0].channel.as_ref().unwrap(), "telex");
    assert_eq!(case.messages.as_slice()[0].sender_type.as_ref().unwrap(), "7");
    assert_eq!(case.extra.get("queue").unwrap().get("id").unwrap().as_number().unwrap().to_u64(), Some(3));
}

#[test]
fn an_unknown_event_is_kept_whole() {
    for body in [
        r#"{"event":"case:merged","data":{"caseId":"1","into":[2,3.0,{"x":null}]}}"#,
        r#"{"event":"case:merged","data":"text"}"#,
        r#"{"event":"case:merged","data":null}"#,
        r#"{"event":17,"data":{"a":1}}"#,
        r#"{"event":"","data":{}}"#,
    ] {
        let event = decode(body).unwrap();
        let Data::Unknown(unknown) = &event.data else { panic!("{body}") };
        let data = String::from_utf8(unknown.data.to_body(Format::Json)).unwrap();
        assert!(body.ends_with(&format!(r#""data":{data}}}"#)), "{body}");
        assert!(!event.name().is_known());
        assert_eq!(event.to_json(), body.replace("3.0", "3").as_bytes());
        assert_eq!(event.idempotency_id(), None);
    }
    let flat = decode(r#"{"event":"case:merged","caseId":"1"}"#).unwrap();
    assert_eq!(flat.extra.get_str("caseId"), Some("1"));
}

#[test]
fn errors_name_the_place_and_never_a_value() {
    let event = |data: &str| format!(r#"{{"event":"case:status","data":{data}}}"#);
    let cases = [
        (r#"{"data":{}}"#.to_owned(), "event: missing field"),
        (r#"{"event":"case:status"}"#.to_owned(), "data: missing field"),
        (r#"{"event":"case:status","event":"case:new","data":{}}"#.to_owned(), "event: duplicate field"),
        (r#"{"event":"x","data":{},"data":{}}"#.to_owned(), "data: duplicate field"),
        (r#"{"event":{"secret":1}}"#.to_owned(), "event: expected a string, found an object"),
        (r#"{"event":null}"#.to_owned(), "event: expected a string, found null"),
        (event("null"), "data: expected an object, found null"),
        (event("[]"), "data: expected an object, found an array"),
        (event("{}"), "data.caseId: missing field"),
        (event(r#"{"caseId":"1"}"#), "data.status: missing field"),
        (event(r#"{"caseId":null,"status":"active"}"#), "data.caseId: expected a string, found null"),
        (event(r#"{"caseId":"1","caseId":"2","status":"active"}"#), "data.caseId: duplicate field"),
        (event(r#"{"caseId":"1","status":["secret"]}"#), "data.status: expected a string, found an array"),
        (
            event(r#"{"caseId":"1","status":"active","messages":"secret"}"#),
            "data.messages[0]: expected an object, found a string",
        ),
        (
            event(r#"{"caseId":"1","status":"active","messages":[{"id":1},{"id":2},{"id":3},{"id":{}}]}"#),
            "data.messages[3].id: expected a string, found an object",
        ),
        (
            event(r#"{"caseId":"1","status":"active","messages":[null]}"#),
            "data.messages[0]: expected an object, found null",
        ),
        (
            event(r#"{"caseId":"1","status":"active","contact":{"fields":"secret"}}"#),
            "data.contact.fields: expected an object, found a string",
        ),
        (event(r#"{"caseId":"1","status":"active"}"#) + "x", "expected the end of the body at byte 63"),
        (event(r#"{"caseId":"1","status":truth}"#), "data.status: expected a value at byte 53"),
        (format!("\u{feff}{}", event(r#"{"caseId":"1","status":truth}"#)), "data.status: expected a value at byte 56"),
        (event(r#"{"caseId":"1","sta\qtus":"active"}"#), "data: invalid escape at byte 48"),
        (event("{\"caseId\":\"1\n\"}"), "data.caseId: control character in a string at byte 42"),
        (event(r#"{"caseId":01}"#), "data: expected a comma or the end of the array or object at byte 41"),
        (event(r#"{"caseId":-}"#), "data.caseId: invalid number at byte 41"),
        (event(r#"{"caseId":"1","x@y.z\n":tru}"#), "data.*: expected a value at byte 54"),
        ("{\"event\":\"case:status\"".to_owned(), "unexpected end of the body at byte 22"),
        (String::from("{"), "unexpected end of the body at byte 1"),
    ];
    for (body, message) in cases {
        assert_eq!(decode(&body), Err(message.to_owned()), "{body}");
    }
}

/// A known event never dies of a field that the vendor does not promise, and always of one it cannot do without.
#[test]
fn only_the_required_fields_are_required() {
    let body = util::read("acquire/case-status.seed.json");
    let required = ["event", "data", "caseId", "status"];
    for (path, without, null) in util::each_field_changed(&tree(&body)) {
        let name = path.rsplit('.').next().unwrap();
        let needed = required.contains(&name);
        for changed in [without, null] {
            let changed = serde_json::to_string(&changed).unwrap();
            match decode(&changed) {
                Ok(event) => assert!(!needed && event.name() == "case:status", "{path}"),
                Err(error) => assert!(needed && error.starts_with(&path), "{path}: {error}"),
            }
        }
    }
}

/// The words of the vendor's two pages, in the letter case of the pages and in lower case.
#[test]
fn every_status_of_an_agent_on_the_pages_is_known() {
    let page = "active/inactive available unavailable Chat Email VOIP chat email voip";
    let known = page.split([' ', '/']).map(AgentStatus::from);
    assert_eq!(
        known.collect::<Vec<_>>(),
        [
            AgentStatus::Active,
            AgentStatus::Inactive,
            AgentStatus::Available,
            AgentStatus::Unavailable,
            AgentStatus::Chat,
            AgentStatus::Email,
            AgentStatus::Voip,
            AgentStatus::Chat,
            AgentStatus::Email,
            AgentStatus::Voip,
        ]
    );
    let status = UserStatus::new(tree(br#"{"status":"Chat"}"#)).status();
    assert_eq!(status, Some(AgentStatus::Chat));
}

#[test]
fn undocumented_data_is_kept_and_guessed_at() {
    let new = CaseNew::new(tree(br#"{"caseId":"9","status":"pending","messages":[{"id":"1"}]}"#));
    assert_eq!(new.case().unwrap().messages.len(), 1);
    assert_eq!(CaseNew::new("a text").case(), None);
    let status = UserStatus::new(tree(br#"{"userId":3,"status":"VOIP"}"#));
    assert_eq!(status.user_id().unwrap(), "3");
    assert_eq!(UserStatus::default().status(), None);
    let message = CaseMessageNew::new(tree(br#"{"caseId":"9","message":{"id":"1","message":"hello"}}"#));
    assert_eq!(message.message().unwrap().message.unwrap(), "hello");
    let message = CaseMessageNew::new(tree(br#"{"caseId":"9","id":"1","message":"hello"}"#));
    assert_eq!(message.message().unwrap().id.unwrap(), "1");
    let invite = UserCaseInvite::new(tree(br#"{"caseId":"9","userId":{"id":4}}"#));
    assert_eq!((invite.case_id().unwrap().as_str(), invite.user_id()), ("9", None));
    for body in [
        r#"{"event":"case:new","data":[1,"two"]}"#,
        r#"{"event":"user:status","data":"away"}"#,
        r#"{"event":"user:case-joined"}"#,
    ] {
        let event = decode(body).unwrap();
        assert!(event.name().is_known(), "{body}");
        assert_eq!(event.idempotency_id(), None);
    }
}

#[test]
fn idempotency_ids_tell_occurrences_apart() {
    let id = |body: &str| decode(body).unwrap().idempotency_id();
    let body = r#"{"event":"case:status","data":{"caseId":"1","status":"closed","messages":[{"id":"2"}]}}"#;
    let spaced =
        r#"{ "data": {"messages": [{"id": "2"}], "status": "closed", "caseId": "1"}, "event": "case:status" }"#;
    assert!(id(body).is_some_and(|id| id.len() == 64));
    assert_eq!(id(body), id(spaced));
    assert_ne!(id(body), id(&body.replace(r#""id":"2""#, r#""id":"3""#)));
    assert_ne!(id(body), id(&body.replace("closed", "active")));
    assert_eq!(id(body), id(&body.replace(r#""2""#, "2")), "events that are equal");
    // Printed once and kept: it must not change with the version of the crate.
    assert_eq!(id(body).as_deref(), Some("9136af9d6d54b4077965297a777c48d40d7332d486460ef4c7ef06680f615447"));
    assert_eq!(id(r#"{"event":"case:status","data":{"caseId":"1","status":"closed"}}"#), None);
}

#[test]
fn a_sender_builds_what_a_receiver_accepts() {
    let mut case = Case::new(72, Status::Closed);
    let mut contact = Contact::new();
    contact.fields.push("name", "Grüße \u{2028} 👋");
    case.contact = Some(contact);
    let mut message = Message::new("323");
    message.kind = Some(MessageType::Message);
    message.date_created =
        Some(Timestamp::javascript("2021-03-03T10:19:49Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap()));
    case.messages.push(message);
    let event = Event::from(case);

    let sender = Sender::new(Key::new("correct horse").unwrap());
    let parts = sender.parts(&event);
    assert_eq!(
        String::from_utf8(parts.body.clone()).unwrap(),
        concat!(
            r#"{"event":"case:status","data":{"caseId":72,"status":"closed","contact":{"fields":{"name":"Grüße "#,
            "\u{2028}",
            r#" 👋"}},"messages":[{"id":"323","type":"message","#,
            r#""dateCreated":"Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)"}]}}"#
        )
    );
    assert_eq!(parts.headers[0], ("content-type".to_owned(), "application/json".to_owned()));
    assert_eq!(parts.headers[1].0, "x-acquire-signature");
    assert_eq!(format!("{parts:?}"), r#"RequestParts { headers: ["content-type", "x-acquire-signature"], .. }"#);

    let keys = Keys::from(Key::new("new").unwrap()).or(Key::new("correct horse").unwrap());
    let verified = Receiver::new(keys).receive(&parts.headers, parts.body).unwrap();
    assert!(matches!(verified.proof(), Proof::Signature { key: 1, .. }));
    assert_eq!(Event::decode(&verified).unwrap(), event);
    assert_eq!(format!("{verified:?}"), r#"Verified { vendor: "acquire", proof: Signature { key: 1 }, .. }"#);
}

#[test]
fn an_arrival_shows_neither_token_nor_signature() {
    let headers = [("authorization", "Bearer s3cret")];
    let arrival = chathooks::RequestContext::new("/x?token=s3cret", headers.as_slice(), chrono::DateTime::UNIX_EPOCH);
    assert_eq!(format!("{arrival:?}"), "RequestContext { now: 1970-01-01T00:00:00Z, .. }");
}

#[cfg(feature = "http")]
#[test]
fn a_request_is_ready_to_be_sent() {
    let sender = Sender::new(Key::new("k1").unwrap());
    let event = Event::from(Case::new("72", Status::Closed));
    let request = sender.request("https://hooks.example.com/a?b=c", &event).unwrap();
    assert_eq!(request.method(), http::Method::POST);
    assert_eq!(request.uri(), "https://hooks.example.com/a?b=c");
    assert_eq!(request.headers()["content-type"], "application/json");
    let receiver = Receiver::new(Key::new("k1").unwrap());
    assert!(receiver.receive(request.headers(), request.body()).is_ok());
    let signature = request.headers()["x-acquire-signature"].to_str().unwrap();
    assert!(!format!("{request:?}").contains(signature));
    assert!(sender.request("not an address", &event).is_err());
}

#[test]
fn the_vendors_vector_holds() {
    let body = br#"{"event":"case:status","data":{"caseId":"901","status":"closed","fields":{},"contact":{"id":"44","fields":{"name":"Ada","email":"ada@example.org"}},"messages":[]}}"#;
    let hex = "0ff8bab4d860f3cc33ea1a0341fc09a0d338f57ff4190e673c9dbf30793075d7";
    let verified = Receiver::new(Key::new("k1").unwrap()).receive(&[("X-ACQUIRE-SIGNATURE", hex)], body).unwrap();
    assert_eq!(Sender::new(Key::new("k1").unwrap()).parts(&Event::decode(&verified).unwrap()).body, body);
}

#[test]
fn reasons_for_a_refusal() {
    let receiver = Receiver::new(Key::new("k1").unwrap());
    let good = Key::new("k1").unwrap().sign(b"{}").to_string();
    let other = Key::new("k2").unwrap().sign(b"{}").to_string();
    let receive = |headers: &[(&str, &str)]| receiver.receive(headers, b"{}").map(drop);
    assert_eq!(receive(&[("x-acquire-signature", &good)]), Ok(()));
    assert_eq!(receive(&[]), Err(VerifyError::Missing));
    assert_eq!(receive(&[("x-signature", &good)]), Err(VerifyError::Missing));
    assert_eq!(receive(&[("x-acquire-signature", "")]), Err(VerifyError::Malformed));
    assert_eq!(receive(&[("x-acquire-signature", &good[..63])]), Err(VerifyError::Malformed));
    assert_eq!(receive(&[("x-acquire-signature", &other)]), Err(VerifyError::Mismatch));
    let twice = [("x-acquire-signature", good.as_str()), ("X-Acquire-Signature", &good)];
    assert_eq!(receive(&twice), Err(VerifyError::Duplicate));
    assert_eq!(receiver.receive(&[("x-acquire-signature", &good)], b"{}x").map(drop), Err(VerifyError::Mismatch));
}

/// A header is not signed, so it does not decide how the body is read.
#[test]
fn a_content_type_cannot_turn_a_signed_body_into_a_form() {
    let body = r#"{"event":"case:new","data":{"messages":[{"id":"1","message":"&event=case:status&data[caseId]=1"}]}}"#;
    let key = Key::new("k1").unwrap();
    let signature = key.sign(body.as_bytes()).to_string();
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("x-acquire-signature", &signature)];
    let verified = Receiver::new(key).receive(&headers, body).unwrap();
    assert_eq!(verified.format(), Format::Json);
    assert_eq!(Event::decode(&verified).unwrap().name(), EventName::CaseNew);
}

#[test]
fn a_format_that_is_not_allowed_is_refused_after_the_proof() {
    let key = Key::new("k1").unwrap();
    let signature = key.sign(b"{}").to_string();
    let receiver = Receiver::new(key).with_formats([Format::Xml]);
    let verified = receiver.receive(&[("x-acquire-signature", signature)], b"{}").unwrap();
    let error = Event::decode(&verified).unwrap_err();
    assert_eq!(
        (error.kind(), error.to_string().as_str()),
        (DecodeErrorKind::Format, "the receiver does not allow JSON")
    );
}

#[test]
fn limits_are_the_callers_to_change() {
    let body = r#"{"event":"x","data":[[[[1]]]]}"#;
    let kind = |limits| {
        let verified = Verified::<Acquire, _>::assume_authentic(body).with_limits(limits);
        Event::decode(&verified).map(drop).map_err(|error| (error.kind(), error.to_string()))
    };
    assert_eq!(kind(Limits::default().with_depth(5).with_values(7)), Ok(()));
    let deep = "data[0][0][0]: nested deeper than 4 levels".to_owned();
    assert_eq!(kind(Limits::default().with_depth(4)), Err((DecodeErrorKind::TooDeep, deep)));
    let many = "data[0][0][0][0]: more than 6 values in the body".to_owned();
    assert_eq!(kind(Limits::default().with_values(6)), Err((DecodeErrorKind::TooManyValues, many)));
}

#[test]
fn the_callers_own_type_reads_the_same_body() {
    #[derive(serde::Deserialize)]
    struct Own<'a> {
        event: &'a str,
        data: OwnData,
    }
    #[derive(serde::Deserialize)]
    struct OwnData {
        #[serde(rename = "caseId")]
        case_id: String,
        count: Option<u8>,
        state: State,
        pair: (i8, f64),
        by_number: std::collections::BTreeMap<u32, bool>,
    }
    #[derive(Debug, PartialEq, serde::Deserialize)]
    enum State {
        Open,
        Closed { by: String },
        Moved(u8),
    }
    let body = r#"{"event":"x","data":{"caseId":"a\u00e9\ud83d\udc4b","count":null,"state":{"Closed":{"by":"me"}},"pair":[-1,1.5e3],"by_number":{"7":true}}}"#;
    let verified = Verified::<Acquire, _>::assume_authentic(body);
    let own: Own<'_> = verified.decode().unwrap();
    assert_eq!((own.event, own.data.case_id.as_str(), own.data.count), ("x", "aé👋", None));
    assert_eq!(own.data.state, State::Closed { by: "me".to_owned() });
    assert_eq!((own.data.pair, own.data.by_number[&7]), ((-1, 1500.0), true));
    let error = |body: &str| {
        let verified = Verified::<Acquire, _>::assume_authentic(body);
        verified.decode::<Own<'_>>().map(drop).map_err(|error| error.to_string())
    };
    let with = |from: &str, to: &str| error(&body.replace(from, to));
    assert_eq!(with(r#"{"Closed":{"by":"me"}}"#, r#""Open""#), Ok(()));
    assert_eq!(with(r#"{"Closed":{"by":"me"}}"#, r#"{"Moved":3}"#), Ok(()));
    assert_eq!(with("null", "300"), Err("data.count: expected u8, found another number".to_owned()));
    assert_eq!(
        with("[-1,1.5e3]", "[-1,1.5e3,2]"),
        Err("data.pair: expected fewer elements, found another number of elements".to_owned())
    );
    assert_eq!(
        with("1.5e3", "1e400"),
        Err("data.pair[1]: expected a number in range, found another number".to_owned())
    );
    assert_eq!(with("Closed", "secret"), Err("data.state: unknown variant".to_owned()));
}

#[test]
fn fields_hold_an_open_map() {
    let mut fields: Object<'_> = [("a", "1"), ("b", "2")].into_iter().collect();
    fields.push("a", true);
    assert_eq!((fields.len(), fields.get_str("b"), fields.get("a")), (3, Some("2"), Some(&Value::Bool(true))));
    assert_eq!(format!("{fields:?}"), r#"{"a": String("1"), "b": String("2"), "a": Bool(true)}"#);
    assert_eq!(Object::new(), Object::from_iter(Vec::<(&str, &str)>::new()));
}

#[test]
fn an_event_says_which_case_it_is_about() {
    for name in ["case:status", "user:case-invite", "user:case-joined", "case:message:new", "case:new"] {
        let event = decode(&format!(r#"{{"event":"{name}","data":{{"caseId":72,"status":"closed"}}}}"#)).unwrap();
        assert_eq!(event.case_id().unwrap(), "72", "{name}");
    }
    let event = decode(r#"{"event":"user:case-invite","data":{"caseId":[]}}"#).unwrap();
    assert_eq!(event.case_id(), None);
    assert_eq!(decode(r#"{"event":"user:status","data":{"caseId":"72"}}"#).unwrap().case_id(), None);
}
