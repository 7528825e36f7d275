//! The settings of a receiver: formats and limits apply to its deliveries, however these were verified.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, HashMap};

use chathooks::acquire::{self, Acquire, SignedContent, v1};
use chathooks::comm100::{self, Comm100};
use chathooks::dixa::{self, Dixa};
use chathooks::{
    DecodeErrorKind, Format, Headers, Key, Limits, RequestContext, Stored, UrlToken, Vendor, Verified, VerifyError,
    value::Value,
};

const BODY: &str = r#"{"event":"x","data":{"a":[1]}}"#;
const TARGET: &str = "/hooks?token=s3cret";

fn refusal<V: Vendor>(verified: &Verified<V, &str>) -> Option<DecodeErrorKind> {
    verified.decode::<Value<'_>>().err().map(|error| error.kind())
}

fn token() -> UrlToken {
    UrlToken::new("s3cret").unwrap()
}

fn depth(depth: usize) -> Limits {
    Limits::default().with_depth(depth)
}

#[test]
fn a_receiver_of_tokens_keeps_to_its_formats_and_limits() {
    let receive = |receiver: v1::Receiver| refusal(&receiver.receive(TARGET, BODY).unwrap());
    assert_eq!(receive(v1::Receiver::new(token())), None);
    assert_eq!(receive(v1::Receiver::new(token()).with_formats([Format::Json])), None);
    let others = [Format::Xml, Format::Form];
    assert_eq!(receive(v1::Receiver::new(token()).with_formats(others)), Some(DecodeErrorKind::Format));
    assert_eq!(receive(v1::Receiver::new(token()).with_limits(depth(3))), None);
    assert_eq!(receive(v1::Receiver::new(token()).with_limits(depth(2))), Some(DecodeErrorKind::TooDeep));
}

#[test]
fn a_receiver_of_signatures_keeps_to_its_limits() {
    let key = Key::new("k1").unwrap();
    let headers = [("x-acquire-signature", key.sign(BODY.as_bytes()).to_string())];
    let spaced = BODY.replace(':', " : ");
    for body in [BODY, &spaced] {
        let receive = |receiver: acquire::Receiver| receiver.receive(&headers, body).map(|verified| refusal(&verified));
        let receiver = || acquire::Receiver::new(key.clone());
        assert_eq!(receive(receiver().with_limits(depth(3))), Ok(None), "{body}");
        assert_eq!(receive(receiver().with_limits(depth(2))), Ok(Some(DecodeErrorKind::TooDeep)), "{body}");
        // What is parsed before the proof has bounds of its own.
        let stringified = || receiver().with_signed_content(SignedContent::Stringified);
        assert_eq!(receive(stringified().with_stringify_limits(depth(3))), Ok(None), "{body}");
        assert_eq!(receive(stringified().with_stringify_limits(depth(2))), Err(VerifyError::Mismatch), "{body}");
    }
}

#[test]
fn formats_are_narrowed_and_never_widened() {
    let assumed = || Verified::<Acquire, _>::assume_authentic(BODY);
    assert_eq!(refusal(&assumed()), None);
    assert_eq!(refusal(&assumed().with_formats([Format::Json, Format::Xml])), None);
    let narrow = assumed().with_formats([Format::Xml]);
    assert_eq!(refusal(&narrow), Some(DecodeErrorKind::Format));
    assert_eq!(refusal(&narrow.with_formats([Format::Json])), Some(DecodeErrorKind::Format));
}

/// Each type of headers gives the value of a name in any case, and a second value of the name is seen.
#[test]
fn every_type_of_headers_is_searched() {
    fn receive(headers: &impl Headers) -> Option<VerifyError> {
        let receiver = acquire::Receiver::new(Key::new("k1").unwrap());
        receiver.receive(headers, BODY).map(drop).err()
    }
    fn check<T: FromIterator<(String, String)> + Headers>() {
        let headers = |names: &[&str]| -> T {
            let value = Key::new("k1").unwrap().sign(BODY.as_bytes()).to_string();
            names.iter().map(|name| ((*name).to_owned(), value.clone())).collect()
        };
        let cased = headers(&["Accept", "X-Acquire-Signature"]);
        assert_eq!(receive(&cased), None);
        assert_eq!(receive(&&cased), None);
        assert_eq!(receive(&headers(&["x-acquire-signature"])), None);
        assert_eq!(receive(&headers(&["accept", "x-acquire-signature2"])), Some(VerifyError::Missing));
        let twice = headers(&["x-acquire-signature", "X-ACQUIRE-SIGNATURE"]);
        assert_eq!(receive(&twice), Some(VerifyError::Duplicate));
    }
    let value = &Key::new("k1").unwrap().sign(BODY.as_bytes()).to_string()[..];
    for (names, error) in [
        (["Accept", "X-Acquire-Signature"], None),
        (["accept", "x-acquire-signature2"], Some(VerifyError::Missing)),
        (["x-acquire-signature", "X-ACQUIRE-SIGNATURE"], Some(VerifyError::Duplicate)),
    ] {
        let array = names.map(|name| (name, value));
        assert_eq!(receive(&array), error);
        assert_eq!(receive(&&array[..]), error);
        #[cfg(feature = "http")]
        {
            let mut map = http::HeaderMap::new();
            for (name, value) in array {
                map.append(http::HeaderName::try_from(name).unwrap(), value.parse().unwrap());
            }
            assert_eq!(receive(&map), error);
        }
    }
    check::<Vec<(String, String)>>();
    check::<HashMap<String, String>>();
    check::<BTreeMap<String, String>>();
}

/// A body that is not UTF-8 comes back from its record, which is base64, and what is not base64 is an error without it.
#[test]
fn a_record_keeps_any_bytes() {
    for body in [b"\xff".as_slice(), b"\xfb\xff\xfe", b"{}\0\xff\xfe\x80"] {
        let verified = Verified::<Acquire, _>::assume_authentic(body.to_vec());
        let record = serde_json::to_string(&Stored(verified)).unwrap();
        assert!(record.contains("body_base64"), "{record}");
        let Stored(read): Stored<Verified<Acquire, Vec<u8>>> = serde_json::from_str(&record).unwrap();
        assert_eq!(read.as_bytes(), body);
    }
    let record = |body: &str| format!(r#"{{"vendor":"acquire","proof":{{"assumed":true}},"body_base64":"{body}"}}"#);
    let read = |body: &str| serde_json::from_str::<Stored<Verified<Acquire, Vec<u8>>>>(&record(body));
    assert_eq!(read("/w==").unwrap().0.as_bytes(), b"\xff");
    for wrong in ["/w", "/w=", "_w==", "/x==", "/w==\\n", "s3cret!"] {
        let error = read(wrong).unwrap_err().to_string();
        assert!(error.starts_with("body_base64: invalid base64"), "{wrong}: {error}");
    }
}

/// A recorded body that is signed again is received verbatim, whether it is an event or not.
#[test]
fn a_raw_body_is_signed_verbatim() {
    fn check<V: Vendor>(sender: &V::Sender, receiver: &V::Receiver) {
        let now = std::time::SystemTime::now().into();
        for body in [&b"{\"event\" : \"\\ud83d\"}"[..], b"{\"cut", b"\xff", b""] {
            let parts = V::raw_parts(sender, body.to_vec(), now);
            assert_eq!(parts.body, body);
            let context = RequestContext::new("/?token=t0ken", &parts.headers, now);
            assert_eq!(V::receive(receiver, context, parts.body).unwrap().as_bytes(), body);
        }
    }

    let (key, token) = (Key::new("k1").unwrap(), UrlToken::new("t0ken").unwrap());
    check::<Acquire>(&acquire::Sender::new(key.clone()), &acquire::Receiver::new(key.clone()));
    check::<Dixa>(&dixa::Sender::new(key.clone()), &dixa::Receiver::new(key, std::time::Duration::from_secs(1)));
    check::<v1::AcquireV1>(&v1::Sender::new(), &v1::Receiver::new(token.clone()));
    check::<Comm100>(&comm100::Sender::new(), &comm100::Receiver::new(token));
}
