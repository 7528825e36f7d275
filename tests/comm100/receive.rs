//! What a receiver takes for Comm100's, and what a sender builds.

use chathooks::comm100::{AgentStatusChanged, Comm100, Data, Event, Receiver, Sender};
use chathooks::{Format, Limits, Proof, UrlToken, Verified, VerifyError};

const BODY: &str = r#"{"event":"away","operator_id":37}"#;

fn receive(target: &str) -> Result<(), VerifyError> {
    let receiver = Receiver::new(UrlToken::new("9f86 d081+884c").unwrap());
    let verified = receiver.receive(target, BODY)?;
    assert!(matches!(verified.proof(), Proof::Token { token: 0, .. }));
    assert_eq!(verified.as_bytes(), BODY.as_bytes());
    Ok(())
}

#[test]
fn one_right_token_is_needed() {
    for target in [
        "/comm100?token=9f86+d081%2B884c",
        "/comm100?token=9f86%20d081%2b884c",
        "https://hooks.example.org/comm100?site=1&token=%39f86+d081%2B884c&x=%20",
        "?%74oken=9f86+d081%2B884c#token=other",
    ] {
        assert_eq!(receive(target), Ok(()), "{target}");
    }
    for (target, error) in [
        ("/comm100", VerifyError::Missing),
        ("/comm100?", VerifyError::Missing),
        ("/comm100?token", VerifyError::Missing),
        ("/comm100?token=", VerifyError::Missing),
        ("/comm100?Token=9f86+d081%2B884c", VerifyError::Missing),
        ("/comm100#?token=9f86+d081%2B884c", VerifyError::Missing),
        ("/comm100?token=other", VerifyError::Mismatch),
        ("/comm100?token=9f86+d081%2B884", VerifyError::Mismatch),
        ("/comm100?token=9f86+d081%2B884cc", VerifyError::Mismatch),
        ("/comm100?token=9F86+D081%2B884C", VerifyError::Mismatch),
        ("/comm100?token=9f86+d081+884c", VerifyError::Mismatch),
        ("/comm100?token=9f86+d081%2B884c%00", VerifyError::Mismatch),
        ("/comm100?token=9f86+d081%2B884c&token=9f86+d081%2B884c", VerifyError::Duplicate),
        ("/comm100?token=9f86+d081%2B884c&%74oken=", VerifyError::Duplicate),
        ("/comm100?token=9f86+d081%2B884c%", VerifyError::Malformed),
        ("/comm100?token=9f86+d081%2G884c", VerifyError::Malformed),
        ("/comm100?token=%+f", VerifyError::Malformed),
        ("/comm100?token=%ff", VerifyError::Malformed),
    ] {
        assert_eq!(receive(target), Err(error), "{target}");
    }
    assert!(UrlToken::new("").is_err());
}

#[test]
fn the_parameter_has_another_name_where_one_is_set() {
    let token = UrlToken::new("old").unwrap().or("new").unwrap().with_parameter("key");
    let receiver = Receiver::new(token);
    let verified = receiver.receive("/comm100?token=x&key=new", BODY).unwrap();
    assert!(matches!(verified.proof(), Proof::Token { token: 1, .. }));
    assert_eq!(receiver.receive("/comm100?token=new", BODY).err(), Some(VerifyError::Missing));
}

#[test]
fn nothing_secret_is_shown() {
    let receiver = Receiver::new(UrlToken::new("9f86d081").unwrap());
    let verified = receiver.receive("/comm100?token=9f86d081", BODY).unwrap();
    let parts = Sender::new().parts(&Event::decode(&verified).unwrap());
    let shown = format!("{receiver:?} {verified:?} {parts:?}");
    assert!(!shown.contains("9f86") && !shown.contains("37"), "{shown}");
    assert!(shown.contains(r#"vendor: "comm100""#));
}

#[test]
fn settings_hold_for_what_is_received() {
    let token = || UrlToken::new("t").unwrap();
    let no_json = Receiver::new(token()).with_formats([Format::Xml]);
    let verified = no_json.receive("?token=t", BODY).unwrap();
    assert_eq!(Event::decode(&verified).unwrap_err().to_string(), "the receiver does not allow JSON");
    let shallow = Receiver::new(token()).with_limits(Limits::default().with_depth(1));
    let verified = shallow.receive("?token=t", r#"{"visitor":{},"event":"chat_started"}"#).unwrap();
    assert_eq!(Event::decode(&verified).unwrap_err().to_string(), "visitor: nested deeper than 1 levels");
}

/// The one event reads from a body that is the caller's, and borrows from it.
#[test]
fn texts_are_borrowed_from_the_body() {
    for body in [r#"{"event":"login","operator_id":"01ab"}"#, r#"{"operator_id":"01ab","event":"login"}"#] {
        let verified = Verified::<Comm100, _>::assume_authentic(body);
        let Data::Login(login) = Event::decode(&verified).unwrap().data else { panic!("another event") };
        assert!(matches!(login.operator_id.into_cow(), std::borrow::Cow::Borrowed("01ab")));
    }
}

#[test]
fn the_senders_parts_are_the_vendors() {
    let event = Event::from(Data::Away(AgentStatusChanged::new(37_u64)));
    let parts = Sender::new().parts(&event);
    assert_eq!(parts.headers, [("content-type".to_owned(), "application/json".to_owned())]);
    assert_eq!(parts.body, BODY.as_bytes());
}

#[cfg(feature = "http")]
#[test]
fn a_request_is_accepted_as_it_is() {
    for (file, body) in super::fixtures() {
        let event = super::decode(&body).unwrap();
        let request = Sender::new().request("https://hooks.example.org/comm100?token=t%20t", &event).unwrap();
        assert_eq!((request.method(), request.headers().len()), (&http::Method::POST, 1));
        let receiver = Receiver::new(UrlToken::new("t t").unwrap());
        let verified = receiver.receive(&request.uri().to_string(), request.body()).unwrap();
        assert_eq!(Event::decode(&verified).unwrap(), event, "{file}");
    }
    assert!(Sender::new().request("not a uri", &Event::from(Data::Away(AgentStatusChanged::new("1")))).is_err());
}
