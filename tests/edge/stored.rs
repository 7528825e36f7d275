//! Records of events and of verified bodies.

use std::borrow::Cow;
use std::fmt::Debug;

use chathooks::acquire::v1::{self, AcquireV1};
use chathooks::acquire::{self, Acquire};
use chathooks::comm100::{self, Comm100};
use chathooks::dixa::{self, Dixa};
use chathooks::{DecodeErrorKind, Format, Key, Keys, Proof, Stored, UrlToken, Vendor, Verified};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::through_each;
use crate::util;

/// Checks that each event of a folder comes back out of its record, whether the event was moved into it or lent.
fn events<V: Vendor>(folder: &str)
where
    Stored<V::Event<'static>>: Serialize + DeserializeOwned + PartialEq + Debug,
    for<'e> Stored<&'e V::Event<'static>>: Serialize,
    V::Event<'static>: Debug,
{
    for (name, body) in util::files(folder, "json") {
        let body: &'static [u8] = body.leak();
        let verified: &'static _ = Box::leak(Box::new(Verified::<V, _>::assume_authentic(body)));
        let event: V::Event<'static> = V::decode(verified).unwrap_or_else(|error| panic!("{name}: {error}"));
        let lent = serde_json::to_string(&Stored(&event)).unwrap();
        let stored = Stored(event);
        assert_eq!(serde_json::to_string(&stored).unwrap(), lent);
        for again in through_each::<Stored<V::Event<'static>>>(&stored) {
            assert_eq!(again.as_ref(), Ok(&stored), "{name}");
        }
    }
}

#[test]
fn events_of_four_vendors_come_back() {
    events::<Acquire>("acquire");
    events::<AcquireV1>("acquire-v1");
    events::<Dixa>("dixa");
    events::<Comm100>("comm100");
}

/// `event` is what three vendors call the name: another vendor's event would read as an unknown one.
#[test]
fn the_event_of_another_vendor_is_an_error() {
    let body = br#"{"event":"x","event_id":"1","event_fqn":"X","id":"1","data":{}}"#;
    let verified = Verified::<Acquire, _>::assume_authentic(body);
    let record = serde_json::to_string(&Stored(acquire::Event::decode(&verified).unwrap())).unwrap();
    let refused = |error: serde_json::Error| assert_eq!(error.to_string(), "the record belongs to another vendor");
    assert!(serde_json::from_str::<Stored<acquire::Event<'static>>>(&record).is_ok());
    refused(serde_json::from_str::<Stored<v1::Event<'static>>>(&record).unwrap_err());
    refused(serde_json::from_str::<Stored<dixa::Event<'static>>>(&record).unwrap_err());
    refused(serde_json::from_str::<Stored<comm100::Event<'static>>>(&record).unwrap_err());
}

#[test]
fn a_damaged_record_of_an_event_is_an_error() {
    let event = json!({"event": "case:status", "data": {"caseId": "1", "status": "closed"}});
    let error = |record: serde_json::Value| {
        serde_json::from_str::<Stored<acquire::Event<'static>>>(&record.to_string()).unwrap_err().to_string()
    };
    assert_eq!(error(event.clone()), "missing field `vendor`");
    assert_eq!(error(json!({"vendor": "acquire"})), "missing field `event`");
    assert_eq!(error(json!({"vendor": ["acquire"], "event": event})), "missing field `vendor`");
    assert_eq!(error(json!({"vendor": "acquire", "event": event, "x": 1})), "unknown field");
    assert_eq!(error(json!("secret")), "expected an object");
    let misfit = json!({"vendor": "acquire", "event": {"event": "case:status", "data": {"caseId": ["secret"]}}});
    assert_eq!(error(misfit), "invalid type: an array, expected a string at data.caseId");
    let twice = r#"{"vendor":"acquire","event":{"event":"a"},"event":{"event":"b"}}"#;
    let twice = serde_json::from_str::<Stored<acquire::Event<'static>>>(twice).unwrap_err();
    assert_eq!(twice.to_string(), "duplicate field");
}

fn check<V: Vendor, B: AsRef<[u8]>, C: AsRef<[u8]>>(
    verified: &Verified<V, B>,
    again: &Verified<V, C>,
    decoded: &Result<V::Event<'_>, String>,
) {
    assert_eq!((again.proof(), again.format()), (verified.proof(), verified.format()));
    assert_eq!(again.as_bytes(), verified.as_bytes());
    let event = V::decode(again).map_err(|error| error.to_string());
    assert_eq!(format!("{event:?}"), format!("{decoded:?}"));
}

/// Checks that a verified body comes back, into an owned body and into one that may be either, and what it says of itself.
fn bodies_come_back<V: Vendor, B: AsRef<[u8]>>(verified: &Verified<V, B>) {
    let decoded = V::decode(verified).map_err(|error| error.to_string());
    for again in through_each::<Stored<Verified<V, Vec<u8>>>>(&Stored(verified)) {
        check(verified, &again.unwrap().0, &decoded);
    }
    for again in through_each::<Stored<Verified<V, Cow<'static, [u8]>>>>(&Stored(verified)) {
        check(verified, &again.unwrap().0, &decoded);
    }
    // A format that borrows from its input has a record that is owned all the same.
    let record = serde_json::to_value(Stored(verified)).unwrap();
    let Stored(again): Stored<Verified<V, Box<[u8]>>> = serde_json::from_value(record).unwrap();
    check(verified, &again, &decoded);
}

fn key() -> Key {
    Key::new("correct horse").unwrap()
}

#[test]
fn every_proof_comes_back() {
    let pretty = util::read("acquire/case-status.seed.json");
    let printed = util::seed_sample();
    let keys = || Keys::from(Key::new("another").unwrap()).or(key());
    let receiver = acquire::Receiver::new(keys());
    let signed = |body: &[u8]| [("x-acquire-signature", key().sign(body).to_string())];

    let raw = receiver.receive(&signed(&pretty), pretty.as_slice()).unwrap();
    assert!(matches!(raw.proof(), Proof::Signature { key: 1, .. }));
    bodies_come_back(&raw);
    let stringified = receiver.receive(&signed(&printed), pretty.clone()).unwrap();
    assert!(matches!(stringified.proof(), Proof::Stringified { key: 1, .. }));
    bodies_come_back(&stringified);

    let sample = util::read("comm100/chat_ended.json");
    let token = || UrlToken::new("new-token").unwrap().or("old-token").unwrap();
    let by_token = comm100::Receiver::new(token()).receive("/?token=old-token", sample).unwrap();
    assert!(matches!(by_token.proof(), Proof::Token { token: 1, .. }));
    bodies_come_back(&by_token);
    let sample = util::read("acquire-v1/CHAT_ON_START.json");
    bodies_come_back(&v1::Receiver::new(token()).receive("/?token=new-token", sample).unwrap());

    let sample = util::read("dixa/ConversationClosed.json");
    bodies_come_back(&Verified::<Dixa, _>::assume_authentic(sample.clone()));
    let fetched = Verified::<Dixa, _>::from_delivery_log(sample);
    assert_eq!(fetched.proof(), Proof::Fetched);
    bodies_come_back(&fetched);
}

/// The stringified form of a form or of XML is JSON, which no narrowing of formats concerns.
#[test]
fn a_stringified_form_comes_back_as_one() {
    let text = br#"{"event":"case:status","data":{"caseId":"1","status":"closed","messages":{"id":"5"}}}"#;
    let headers = [("x-acquire-signature", key().sign(text).to_string())];
    let body = "event=case:status&data[caseId]=1&data[status]=closed&data[messages][id]=5";
    let receiver = acquire::Receiver::new(key()).with_formats([Format::Form]);
    let verified = receiver.receive(&headers, body).unwrap();
    bodies_come_back(&verified);
    let record = serde_json::to_value(Stored(&verified)).unwrap();
    let text = str::from_utf8(text).unwrap();
    let wanted = json!({"vendor": "acquire", "proof": {"stringified": 0}, "formats": ["form"], "body": text});
    assert_eq!(record, wanted);
    let Stored(again): Stored<Verified<Acquire, Vec<u8>>> = serde_json::from_value(record).unwrap();
    assert!(acquire::Event::decode(&again).is_ok());
}

#[test]
fn narrowed_formats_come_back() {
    let xml = "<x><event>case:new</event></x>";
    for (formats, fits) in [(vec![Format::Json], false), (vec![Format::Xml, Format::Form], true), (vec![], false)] {
        let verified = Verified::<Acquire, _>::assume_authentic(xml).with_formats(formats);
        bodies_come_back(&verified);
        let record = serde_json::to_string(&Stored(verified)).unwrap();
        let Stored(again): Stored<Verified<Acquire, Vec<u8>>> = serde_json::from_str(&record).unwrap();
        let kind = acquire::Event::decode(&again).map(drop).map_err(|error| error.kind());
        assert_eq!(kind, if fits { Ok(()) } else { Err(DecodeErrorKind::Format) });
    }
}

#[test]
fn a_body_that_is_not_utf_8_comes_back() {
    let all: Vec<u8> = (0..=255).collect();
    for body in [b"\xff".as_slice(), b"", b"{", b"\xef\xbb\xbf{}", b"event=%ff", &all, &all[..255], &all[..254]] {
        bodies_come_back(&Verified::<Acquire, _>::assume_authentic(body));
    }
    let record = serde_json::to_value(Stored(Verified::<Acquire, _>::assume_authentic(b"\xff\x00"))).unwrap();
    assert_eq!(record, json!({"vendor": "acquire", "proof": {"assumed": true}, "body_base64": "/wA="}));
}

#[test]
fn a_damaged_record_of_a_body_is_an_error() {
    let error = |record: &str| {
        let read = serde_json::from_str::<Stored<Verified<Acquire, Vec<u8>>>>(record);
        let error = read.map(|stored| panic!("{record}: {stored:?}")).unwrap_err().to_string();
        assert!(!error.contains("secret"), "{error}");
        error
    };
    let good = r#"{"vendor":"acquire","proof":{"signature":0},"body":"secret"}"#;
    assert!(serde_json::from_str::<Stored<Verified<Acquire, Vec<u8>>>>(good).is_ok());
    let no_proof = "proof: unknown to this version";
    let no_body = "expected either `body` or `body_base64`, as a string";
    for (from, to, message) in [
        ("acquire", "dixa", "the record belongs to another vendor"),
        ("acquire", "", "the record belongs to another vendor"),
        ("acquire", "acquire-v1", "the record belongs to another vendor"),
        (r#""vendor":"acquire","#, "", "missing field `vendor`"),
        (r#""proof":{"signature":0},"#, "", "missing field `proof`"),
        (r#"{"signature":0}"#, r#""signature""#, no_proof),
        (r#"{"signature":0}"#, "{}", no_proof),
        ("signature", "secret", no_proof),
        ("signature\":0", "signature\":-1", no_proof),
        ("signature\":0", "signature\":0.0", no_proof),
        ("signature\":0", "signature\":\"0\"", no_proof),
        ("signature\":0", "signature\":18446744073709551616", no_proof),
        ("signature\":0", "signature\":0,\"token\":0", no_proof),
        ("signature\":0", "assumed\":false", no_proof),
        ("signature\":0", "fetched\":1", no_proof),
        (r#""body""#, r#""formats":["yaml"],"body""#, "formats: unknown to this version"),
        (r#""body""#, r#""formats":"json","body""#, "formats: unknown to this version"),
        (r#""body""#, r#""formats":[1],"body""#, "formats: unknown to this version"),
        (r#""body":"secret""#, r#""formats":[]"#, no_body),
        (r#""body":"secret""#, r#""body":["secret"]"#, no_body),
        (r#""body":"secret""#, r#""body":null"#, no_body),
        (r#""body":"secret""#, r#""body":"secret","body_base64":"c2VjcmV0""#, no_body),
        (r#""body":"secret""#, r#""body_base64":"secret!""#, "body_base64: invalid base64"),
        (r#""body":"secret""#, r#""body_base64":7"#, no_body),
        (r#""body":"secret""#, r#""body":"secret","body":"other""#, "duplicate field"),
        (r#""vendor""#, r#""secret":1,"vendor""#, "unknown field"),
        (r#""vendor""#, r#""limits":{},"vendor""#, "unknown field"),
    ] {
        assert!(good.contains(from), "{from}");
        assert_eq!(error(&good.replacen(from, to, 1)), message, "{from} as {to}");
    }
    assert_eq!(error(r#"["acquire"]"#), "expected an object");
    assert_eq!(error(r#""secret""#), "expected an object");
    for end in 0..good.len() {
        error(&good[..end]);
    }
}
