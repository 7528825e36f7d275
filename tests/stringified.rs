//! Bodies whose signature covers their stringified form, the output of JavaScript's `JSON.stringify`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper of tests may panic")]

mod util;

use chathooks::acquire::{Acquire, Case, Data, Event, Receiver, Sender, SignedContent};
use chathooks::{Format, Key, Keys, Limits, Proof, Verified, VerifyError, codec::stringify, value::Value};

fn key() -> Key {
    Key::new("correct horse").unwrap()
}

/// Receives a body under the signature of another text.
fn receive<'b>(signed: SignedContent, body: &'b str, text: &str) -> Result<Verified<Acquire, &'b str>, VerifyError> {
    let signature = key().sign(text.as_bytes()).to_string();
    let keys = Keys::from(Key::new("another").unwrap()).or(key());
    Receiver::new(keys).with_signed_content(signed).receive(&[("x-acquire-signature", signature)], body)
}

#[test]
fn each_policy_accepts_what_it_says() {
    let body = r#"{ "event" : "x" , "data" : 1.0 }"#;
    let text = r#"{"event":"x","data":1}"#;
    assert!(matches!(receive(SignedContent::RawBody, body, body).unwrap().proof(), Proof::Signature { key: 1, .. }));
    assert!(matches!(receive(SignedContent::Either, body, body).unwrap().proof(), Proof::Signature { key: 1, .. }));
    assert_eq!(receive(SignedContent::Stringified, body, body).unwrap_err(), VerifyError::Mismatch);
    assert_eq!(receive(SignedContent::RawBody, body, text).unwrap_err(), VerifyError::Mismatch);
    for signed in [SignedContent::Either, SignedContent::Stringified] {
        let verified = receive(signed, body, text).unwrap();
        assert!(matches!(verified.proof(), Proof::Stringified { key: 1, .. }));
        assert_eq!(verified.as_bytes(), text.as_bytes());
        assert_eq!(receive(signed, body, "{}").unwrap_err(), VerifyError::Mismatch);
    }
    // A body that is printed so already needs the second form under neither name.
    assert!(matches!(receive(SignedContent::Either, text, text).unwrap().proof(), Proof::Signature { .. }));
    assert!(matches!(receive(SignedContent::Stringified, text, text).unwrap().proof(), Proof::Stringified { .. }));
}

/// What the docs of `Receiver::with_stringify_limits` say that the default holds.
#[test]
fn the_default_limits_hold_a_large_case() {
    let case = |messages: usize| {
        let fields: Vec<String> = (0..20).map(|field| format!(r#""field{field}":"value""#)).collect();
        let message = format!("{{{}}}", fields.join(","));
        let messages = vec![message; messages].join(",");
        format!(r#"{{"event":"case:new","data":{{"caseId":"1","messages":[{messages}]}}}}"#)
    };
    let large = case(4_000);
    assert!(receive(SignedContent::Stringified, &format!("{large}\n"), &large).is_ok());
    let larger = case(5_000);
    assert_eq!(receive(SignedContent::Stringified, &format!("{larger}\n"), &larger).err(), Some(VerifyError::Mismatch));
    assert!(receive(SignedContent::Either, &larger, &larger).is_ok());
}

/// Someone without the key takes a good delivery and adds names that JavaScript drops: what is decoded is what JavaScript
/// would have seen.
#[test]
fn what_was_proven_is_what_is_decoded() {
    let good =
        r#"{"event":"case:status","data":{"caseId":"1","status":"closed","messages":[{"id":"2","message":"yes"}]}}"#;
    let forgeries = [
        good.replacen(r#"{"event""#, r#"{"event":"case:new","event""#, 1),
        good.replacen(r#"{"event""#, r#"{"\u0065vent":"other","event""#, 1),
        good.replacen(r#""data""#, r#""data":{"caseId":"666","status":"active"},"data""#, 1),
        good.replacen(r#"{"caseId""#, r#"{"caseId":"666","caseId""#, 1),
        good.replacen(r#""status""#, r#""status":"active","status""#, 1),
        good.replacen(r#""messages""#, r#""messages":[],"messages""#, 1),
        good.replacen(r#"{"id""#, r#"{"id":"666","id""#, 1),
        good.replacen(r#""message":"#, r#""message":"no","message":"#, 1),
        good.replacen(r#""message":"#, r#""message":{"event":"x"},"mess\u0061ge":"#, 1),
    ];
    let wanted = Verified::<Acquire, _>::assume_authentic(good);
    for body in &forgeries {
        let verified = receive(SignedContent::Either, body, good).unwrap();
        assert_eq!(verified.as_bytes(), good.as_bytes(), "{body}");
        assert_eq!(Event::decode(&verified).unwrap(), Event::decode(&wanted).unwrap(), "{body}");
        assert_eq!(receive(SignedContent::RawBody, body, good).unwrap_err(), VerifyError::Mismatch);
        // Under a signature of its own bytes, such a body is refused and not guessed at.
        assert!(Event::decode(&receive(SignedContent::RawBody, body, body).unwrap()).is_err(), "{body}");
    }
}

#[test]
fn a_body_that_javascript_cannot_parse_is_a_mismatch() {
    for body in ["{", "{}{", "\u{feff}{}", r#"{"a":01}"#, "event=x"] {
        assert_eq!(receive(SignedContent::Either, body, "{}").unwrap_err(), VerifyError::Mismatch, "{body}");
    }
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(64), "]".repeat(64));
    assert_eq!(receive(SignedContent::Stringified, &deep, &deep).unwrap_err(), VerifyError::Mismatch);
    let signature = key().sign(deep.as_bytes()).to_string();
    let receiver = Receiver::new(key()).with_signed_content(SignedContent::Stringified);
    let receiver = receiver.with_stringify_limits(Limits::default().with_depth(65));
    assert!(receiver.receive(&[("x-acquire-signature", signature)], &deep).is_ok());
}

/// A lone surrogate is an escape in the stringified form too, and reads as U+FFFD.
#[test]
fn a_lone_surrogate_is_survived() {
    let body = r#"{"event":"x", "data":"\uD83D"}"#;
    let text = r#"{"event":"x","data":"\ud83d"}"#;
    let verified = receive(SignedContent::Either, body, text).unwrap();
    assert_eq!(verified.as_bytes(), text.as_bytes());
    let Data::Unknown(unknown) = Event::decode(&verified).unwrap().data else { panic!("a known event") };
    assert_eq!(unknown.data.as_str(), Some("\u{fffd}"));
}

/// What a sender writes is its own stringified form, whatever is in the event.
#[test]
fn a_sender_writes_what_javascript_would_print() {
    let body = concat!(
        r#"{"event":"case:status","data":{"caseId":9007199254740992,"status":"active","fields":{"b":1.50,"10":"x","2":2.0e0,"#,
        r#""b":-0,"é":"\u2028\u0001\ud83d\udc4b"},"messages":[]},"extra":1E3}"#
    );
    let verified = Verified::<Acquire, _>::assume_authentic(body);
    let parts = Sender::new(key()).parts(&Event::decode(&verified).unwrap());
    assert_eq!(
        String::from_utf8(parts.body.clone()).unwrap(),
        concat!(
            r#"{"event":"case:status","data":{"caseId":9007199254740992,"status":"active","fields":{"2":2,"10":"x","b":0,"#,
            "\"é\":\"\u{2028}\\u0001👋\"},\"messages\":[]},\"extra\":1000}"
        )
    );
    assert_eq!(stringify(&parts.body, Limits::default()).unwrap(), parts.body);
    for signed in [SignedContent::RawBody, SignedContent::Stringified] {
        assert!(Receiver::new(key()).with_signed_content(signed).receive(&parts.headers, &parts.body).is_ok());
    }
}

/// One writing: the order of `JSON.stringify`, whose array indices come first, wherever an event is written.
#[test]
fn an_event_is_written_in_one_way() {
    let fields = r#"{"caseId":"72","status":"closed","fields":{"b":1,"10":1.50,"2":{"y":0,"1":-0},"c":1e21}}"#;
    let case: Case<'_> = serde_json::from_str(fields).unwrap();
    let mut event = Event::from(case);
    event.extra.push("7", 1_u64);
    let written = concat!(
        r#"{"7":1,"event":"case:status","data":{"caseId":"72","status":"closed","#,
        r#""fields":{"2":{"1":0,"y":0},"10":1.5,"b":1,"c":1e+21}}}"#
    );
    assert_eq!(String::from_utf8(event.to_json()).unwrap(), written);
    assert_eq!(event.to_json(), Sender::new(key()).parts(&event).body);
}

/// A number that no double holds is not changed without a word: its digits stay, and a receiver that stringifies refuses.
#[test]
fn a_sender_keeps_the_digits_that_javascript_would_lose() {
    for digits in ["9007199254740993", "1e400", "0.1000000000000000055511151231257827", "-123456789012345678901"] {
        let body = format!(r#"{{"event":"x","data":{digits}}}"#);
        let verified = Verified::<Acquire, _>::assume_authentic(&body);
        let parts = Sender::new(key()).parts(&Event::decode(&verified).unwrap());
        assert_eq!(parts.body, body.as_bytes());
        assert!(
            Receiver::new(key())
                .with_signed_content(SignedContent::RawBody)
                .receive(&parts.headers, &parts.body)
                .is_ok()
        );
        assert!(
            Receiver::new(key())
                .with_signed_content(SignedContent::Stringified)
                .receive(&parts.headers, &parts.body)
                .is_err()
        );
    }
    for (digits, printed) in
        [("1.50", "1.5"), ("1E3", "1000"), ("-0.0", "0"), ("0e99", "0"), ("100e-2", "1"), ("0.1", "0.1")]
    {
        let body = format!(r#"{{"event":"x","data":{digits}}}"#);
        let verified = Verified::<Acquire, _>::assume_authentic(&body);
        let parts = Sender::new(key()).parts(&Event::decode(&verified).unwrap());
        assert_eq!(parts.body, format!(r#"{{"event":"x","data":{printed}}}"#).into_bytes());
    }
}

/// Who adds a field or element that is there already changes what `JSON.stringify` prints, for the two become a list: the
/// signature of the good body no longer matches, and one of the bad body's own gives no event.
#[test]
fn duplicate_fields_and_elements_prove_nothing_else() {
    let good =
        r#"{"event":"case:status","data":{"caseId":"1","status":"closed","messages":{"id":"2","message":"yes"}}}"#;
    let form = "event=case:status&data[caseId]=1&data[status]=closed&data[messages][id]=2&data[messages][message]=yes";
    let xml = concat!(
        "<w><event>case:status</event><data><caseId>1</caseId><status>closed</status>",
        "<messages><id>2</id><message>yes</message></messages></data></w>"
    );
    let wanted = Verified::<Acquire, _>::assume_authentic(form);
    let wanted = Event::decode(&wanted).unwrap();
    for body in [form, xml] {
        let verified = receive(SignedContent::Either, body, good).unwrap();
        assert_eq!(verified.as_bytes(), good.as_bytes());
        assert_eq!(Event::decode(&verified).unwrap(), wanted, "{body}");
    }
    let forgeries = [
        format!("event=other&{form}"),
        format!("{form}&event=other"),
        format!("{form}&data[caseId]=666"),
        format!("data[status]=active&{form}"),
        format!("{form}&data[messages][id]=666"),
        format!("{form}&data[messages][message]=no"),
        format!("{form}&data=%7B%22caseId%22%3A%22666%22%7D"),
        format!("{form}&data.caseId=666"),
        xml.replacen("<event>", "<event>other</event><event>", 1),
        xml.replacen("</data>", "</data><event>other</event>", 1),
        xml.replacen("</caseId>", "</caseId><caseId>666</caseId>", 1),
        xml.replacen("<status>", "<status>active</status><status>", 1),
        xml.replacen("<id>", "<id>666</id><id>", 1),
        xml.replacen("</message>", "</message><message>no</message>", 1),
        xml.replacen("<caseId>", r#"<field name="caseId">666</field><caseId>"#, 1),
        xml.replacen("<caseId>", "<caseId x='666'>", 1),
        xml.replacen("<data>", "<data caseId='666'>", 1),
    ];
    for body in &forgeries {
        assert_eq!(receive(SignedContent::Either, body, good).unwrap_err(), VerifyError::Mismatch, "{body}");
    }
    for (body, place) in [(&forgeries[0], "event"), (&forgeries[2], "data.caseId"), (&forgeries[10], "data.caseId")] {
        let format = if body.starts_with('<') { Format::Xml } else { Format::Form };
        let own = Value::from_body(body.as_bytes(), format, Limits::default()).unwrap().to_body(Format::Json);
        let verified = receive(SignedContent::Either, body, std::str::from_utf8(&own).unwrap()).unwrap();
        assert_eq!(Event::decode(&verified).unwrap_err().path(), place, "{body}");
    }
}

/// Where a raw body is not read as its stringified form is, as the docs of `Verified` say: what is decoded is always what
/// was signed.
#[test]
fn the_own_conventions_of_forms_and_xml_are_not_those_of_javascript() {
    let decoded = |body: &str, text: &str| {
        let verified = receive(SignedContent::Either, body, text).unwrap();
        Event::decode(&verified)
            .map(|event| String::from_utf8(event.to_json()).unwrap())
            .map_err(|error| error.to_string())
    };
    let rows = [
        (
            "event=case:new&data.caseId=1",
            r#"{"event":"case:new","data":{"caseId":"1"}}"#,
            r#"{"event":"case:new","data.caseId":"1"}"#,
            r#"{"event":"case:new","data":{},"data.caseId":"1"}"#,
        ),
        (
            "event=case:new&data[a%255Bb]=1",
            r#"{"event":"case:new","data":{"a[b":"1"}}"#,
            r#"{"event":"case:new","data":{"a%5Bb":"1"}}"#,
            r#"{"event":"case:new","data":{"a%5Bb":"1"}}"#,
        ),
        (
            r#"<w><event>case:new</event><data><field name="a b">1</field></data></w>"#,
            r#"{"event":"case:new","data":{"a b":"1"}}"#,
            r#"{"event":"case:new","data":{"field":{"_":"1","$":{"name":"a b"}}}}"#,
            r#"{"event":"case:new","data":{"field":{"_":"1","$":{"name":"a b"}}}}"#,
        ),
    ];
    for (body, raw, text, stringified) in rows {
        assert_eq!(decoded(body, body).as_deref(), Ok(raw), "{body}");
        assert_eq!(decoded(body, text).as_deref(), Ok(stringified), "{body}");
    }
}

/// A value that is JSON in a form is a text to `qs`, and reads as the map that it says only where the model wants one.
#[test]
fn a_document_in_a_form_field_is_read_from_what_was_proven() {
    let body = "event=case:status&data=%7B%22caseId%22%3A%221%22%2C%22status%22%3A%22closed%22%7D";
    let text = r#"{"event":"case:status","data":"{\"caseId\":\"1\",\"status\":\"closed\"}"}"#;
    let verified = receive(SignedContent::Either, body, text).unwrap();
    assert_eq!(verified.as_bytes(), text.as_bytes());
    let Data::CaseStatus(case) = Event::decode(&verified).unwrap().data else { panic!("another event") };
    assert_eq!(case.case_id, "1");
}

/// Which format came is not part of what was proven. Whoever can make a form or XML that prints as a signed JSON body does
/// must not have it read as anything else.
#[test]
fn one_proven_text_is_one_event_whatever_it_came_as() {
    let pairs = [
        (
            r#"{"event":"case:new","data":"{\"caseId\":\"666\"}","x%2Ey":"1"}"#,
            r#"event=case:new&data={"caseId":"666"}&x%252Ey=1"#,
        ),
        (r#"{"event":"case:new","data":""}"#, "event=case:new&data="),
        (r#"{"event":"x","data":{"a%2Eb":"1","%":"2"}}"#, "event=x&data[a%252Eb]=1&data[%25]=2"),
        (
            r#"{"event":"x","data":{"field":{"_":"t","$":{"name":"10"}}}}"#,
            r#"<w><event>x</event><data><field name="10">t</field></data></w>"#,
        ),
        (r#"{"event":"x","data":["1","2"]}"#, "event=x&data[7]=2&data[3]=1"),
        (
            r#"{"event":"case:status","data":{"caseId":"1","status":"a","fields":{"b":""}}}"#,
            "event=case:status&data[caseId]=1&data[status]=a&data[fields][b]=",
        ),
    ];
    for (text, body) in pairs {
        let raw = receive(SignedContent::RawBody, text, text).unwrap();
        let raw = Event::decode(&raw).unwrap();
        for came in [text, body] {
            let verified = receive(SignedContent::Stringified, came, text).unwrap();
            assert_eq!(verified.as_bytes(), text.as_bytes(), "{came}");
            assert_eq!(Event::decode(&verified).unwrap(), raw, "{came}");
        }
    }
    // A string that is converted into an array is read the same, whatever was signed and in whatever format.
    let text = r#"{"event":"case:status","data":{"caseId":"1","status":"a","messages":"[{\"id\":\"9\"}]"}}"#;
    let form = r#"event=case:status&data[caseId]=1&data[status]=a&data[messages]=[{"id":"9"}]"#;
    let raw = receive(SignedContent::RawBody, text, text).unwrap();
    let raw = Event::decode(&raw).unwrap();
    let from_form = receive(SignedContent::Either, form, text).unwrap();
    let from_text = receive(SignedContent::Stringified, text, text).unwrap();
    assert_eq!(Event::decode(&from_form).unwrap(), raw);
    assert_eq!(Event::decode(&from_text).unwrap(), raw);
}

/// What Node's usual parsers make of a body is what its stringified form is here: each is accepted under the signature of
/// the text that Node printed, and of no other.
#[test]
fn bodies_are_stringified_as_node_does() {
    #[derive(serde::Deserialize)]
    struct Line {
        body: String,
        text: String,
    }
    let lines = util::read("formats/node.jsonl");
    let lines: Vec<Line> =
        lines.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    assert_eq!(lines.len(), 81);
    for Line { body, text } in lines {
        let verified =
            receive(SignedContent::Stringified, &body, &text).unwrap_or_else(|error| panic!("{body}: {error}"));
        assert_eq!(verified.as_bytes(), text.as_bytes());
        assert!(receive(SignedContent::Stringified, &body, &format!("{text} ")).is_err());
    }
}

/// Printed it would be six times as long as it came: a form with a raw control character has no stringified form.
#[test]
fn a_raw_control_character_in_a_form_is_not_stringified() {
    let form = "event=x&data[a]=\u{1}";
    let text = r#"{"event":"x","data":{"a":"\u0001"}}"#;
    assert_eq!(receive(SignedContent::Either, form, text).err(), Some(VerifyError::Mismatch));
    assert!(receive(SignedContent::Either, form, form).is_ok());
    assert!(receive(SignedContent::Stringified, "event=x&data[a]=%01", text).is_ok());
    assert!(receive(SignedContent::Stringified, "event=x&data[a]=\n", r#"{"event":"x","data":{"a":"\n"}}"#).is_ok());
}

/// A sender prints a tree and a receiver the bytes of a body, as the same text.
#[test]
fn trees_print_as_their_json() {
    let sender = Sender::new(Key::new("correct horse").unwrap());
    for data in [
        "null",
        "[true,false,[],{}]",
        r#"{"b":1.50,"a":-0,"10":"x","2":{"1":1,"0":0},"b":[{"z":1,"0":2}]}"#,
        r#"{"a\u0001\"\\/\b\f\n\r\t\u2028é😀":"a\u001f\"\\/\u007f"}"#,
        "[1e21,1e-7,100,0.000001,5e-1,0.50e1,1.50e3,0e5,-0.0]",
        r#"{"name":"case:status","10":"ten","2":"two","name":"case:new","02":["a\n\"b\"","</c>"]}"#,
    ] {
        let json = format!(r#"{{"event":"case:merged","data":{data}}}"#);
        let verified = Verified::<Acquire, _>::assume_authentic(&json);
        let printed = String::from_utf8(sender.parts(&Event::decode(&verified).unwrap()).body).unwrap();
        assert_eq!(printed.as_bytes(), stringify(json.as_bytes(), Limits::default()).unwrap(), "{printed}");
        if data.contains("ten") {
            let wanted = r#"{"2":"two","10":"ten","name":"case:new","02":["a\n\"b\"","</c>"]}"#;
            assert_eq!(printed, format!(r#"{{"event":"case:merged","data":{wanted}}}"#));
        }
    }
}
