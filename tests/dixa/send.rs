//! The requests of a sender, byte for byte, and back through a receiver.

use std::time::Duration;

use chathooks::dixa::{
    Authorization, Dixa, Event, Receiver, ReplayWindow, SIGNATURE_HEADER, SUBSCRIPTION_HEADER, Sender,
};
use chathooks::{DecodeErrorKind, Format, Key, Keys, Limits, Vendor, VerifyError};

use super::{TIME, at, decode, header, key, samples, util};

const SUBSCRIPTION: &str = "3f9a6c20-5d71-4b8e-a0c4-7e12d9b5f344";

#[test]
fn headers_and_body_are_the_vendors() {
    let body = util::read("dixa/ConversationClosed.json");
    let event = decode(&body).unwrap();
    let sender = Sender::new(key())
        .with_subscription_id(SUBSCRIPTION)
        .with_authorization(Authorization::basic("hook", "s3cret").unwrap());
    let parts = sender.parts(&event, at(TIME));
    assert_eq!(parts.body, body);
    let headers: Vec<_> = parts.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(
        headers,
        [
            ("content-type", "application/json"),
            ("x-dixa-signature", &header(&key(), &TIME.to_string(), &body)),
            ("x-dixa-subscription-id", SUBSCRIPTION),
            ("authorization", "Basic aG9vazpzM2NyZXQ="),
        ]
    );
    assert_eq!(parts.headers[1].1.len(), 83);
    let parts = Sender::new(key()).parts(&event, at(TIME));
    assert_eq!(parts.headers.len(), 2);
    assert_eq!(
        (SIGNATURE_HEADER.as_str(), SUBSCRIPTION_HEADER.as_str(), Dixa::NAME),
        ("x-dixa-signature", "x-dixa-subscription-id", "dixa")
    );
}

#[test]
fn a_receiver_accepts_every_event_that_is_sent() {
    let bearer = Authorization::bearer("s3cret").unwrap();
    let receiver = Receiver::new(key(), Duration::from_secs(1)).with_authorization(&bearer);
    let sender = Sender::new(key()).with_authorization(bearer);
    for (name, body) in samples() {
        let event = decode(&body).unwrap();
        let parts = sender.parts(&event, at(TIME));
        let verified = receiver.receive(&parts.headers, parts.body, at(TIME + 999)).unwrap();
        assert_eq!(Event::decode(&verified).unwrap(), event, "{name}");
    }
}

/// While a secret is rotated, a receiver that knows either of the two accepts what is sent.
#[test]
fn a_sender_signs_with_two_keys() {
    let (old, new, stranger) = (key(), Key::from_hex("aa").unwrap(), Key::from_hex("bb").unwrap());
    let event = decode(util::read("dixa/TypingStarted.json")).unwrap();
    let parts = Sender::new(Keys::from(new.clone()).or(old.clone())).parts(&event, at(TIME));
    let [by_new, by_old] = [&new, &old].map(|key| header(key, &TIME.to_string(), &parts.body));
    let second = by_old.strip_prefix(&format!("t={TIME},")).unwrap();
    assert_eq!(parts.headers[1].1, format!("{by_new},{second}"));
    for key in [old, new] {
        assert!(Receiver::new(key, ReplayWindow::Unchecked).receive(&parts.headers, &parts.body, at(TIME)).is_ok());
    }
    let refused = Receiver::new(stranger, ReplayWindow::Unchecked).receive(&parts.headers, &parts.body, at(TIME));
    assert_eq!(refused.unwrap_err(), VerifyError::Mismatch);
    for (count, accepted) in [(14, Ok(())), (15, Err(VerifyError::Malformed))] {
        let keys = (1..count).fold(Keys::from(key()), |keys, _| keys.or(key()));
        let parts = Sender::new(keys).parts(&event, at(TIME));
        let received = Receiver::new(key(), ReplayWindow::Unchecked).receive(&parts.headers, &parts.body, at(TIME));
        assert_eq!(received.map(drop), accepted, "{count} keys");
    }
}

#[test]
fn a_time_before_1970_counts_as_its_first_millisecond() {
    let event = decode(util::read("dixa/TypingStarted.json")).unwrap();
    let parts = Sender::new(key()).parts(&event, at(-1));
    assert!(parts.headers[1].1.starts_with("t=0,v1="));
    assert!(Receiver::new(key(), Duration::ZERO).receive(&parts.headers, parts.body, at(0)).is_ok());
}

/// What the receiver proves is read as JSON and nothing else, unless the caller says so.
#[test]
fn only_json_is_decoded() {
    for (body, format) in [("<a/>", Format::Xml), ("event_id=1&event_fqn=TYPING_STARTED", Format::Form)] {
        let headers = [("x-dixa-signature", header(&key(), "5", body.as_bytes()))];
        let verified = Receiver::new(key(), ReplayWindow::Unchecked).receive(&headers, body, at(TIME)).unwrap();
        assert_eq!(verified.format(), format);
        assert_eq!(Event::decode(&verified).unwrap_err().kind(), DecodeErrorKind::Format);
    }
}

#[test]
fn the_limits_hold() {
    let body = util::read("dixa/ConversationClosed.json");
    let headers = [("x-dixa-signature", header(&key(), "5", &body))];
    for (depth, kind) in [(3, Some(DecodeErrorKind::TooDeep)), (5, None)] {
        let receiver = Receiver::new(key(), ReplayWindow::Unchecked).with_limits(Limits::default().with_depth(depth));
        let verified = receiver.receive(&headers, &body, at(TIME)).unwrap();
        assert_eq!(Event::decode(&verified).map_err(|error| error.kind()).err(), kind);
    }
}

#[cfg(feature = "http")]
#[test]
fn a_request_carries_the_parts() {
    let event = decode(util::read("dixa/ConversationClosed.json")).unwrap();
    let sender = Sender::new(key()).with_subscription_id(SUBSCRIPTION);
    let request = sender.request("https://hooks.northwind.example/dixa", &event, at(TIME)).unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://hooks.northwind.example/dixa");
    let parts = sender.parts(&event, at(TIME));
    assert_eq!(request.headers().len(), 3);
    for (name, value) in &parts.headers {
        assert_eq!(request.headers()[name.as_str()], value.as_str());
    }
    assert_eq!(*request.body(), parts.body);
    assert!(sender.request("not an address", &event, at(TIME)).is_err());
    let odd = Sender::new(key()).with_subscription_id("a\r\nb: c");
    assert!(odd.request("https://hooks.northwind.example/dixa", &event, at(TIME)).is_err());
}
