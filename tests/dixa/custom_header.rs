//! The custom headers that a subscription may have.

use chathooks::VerifyError;
use chathooks::dixa::{Authorization, CustomHeader, CustomHeaderError, Receiver, ReplayWindow, Sender};

use super::{BODY, TIME, at, decode, header, key, util};

fn custom(name: &str, value: &str) -> CustomHeader {
    CustomHeader::new(name, value).unwrap()
}

#[test]
fn what_is_sent_is_accepted() {
    let event = decode(util::read("dixa/TypingStarted.json")).unwrap();
    let bearer = Authorization::bearer("t0k3n").unwrap();
    let sender = Sender::new(key())
        .with_authorization(bearer.clone())
        .with_custom_header(custom("X-Tenant", "another"))
        .with_custom_header(custom("X-Api-Key", "s3cret"))
        .with_custom_header(custom("x-tenant", "a b"));
    let parts = sender.parts(&event, at(TIME));
    let names: Vec<_> = parts.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["content-type", "x-dixa-signature", "authorization", "x-api-key", "x-tenant"]);
    let receiver = Receiver::new(key(), ReplayWindow::Unchecked)
        .with_custom_header(&custom("x-api-key", "s3cret"))
        .with_authorization(&bearer)
        .with_custom_header(&custom("X-TENANT", "a b"));
    assert!(receiver.receive(&parts.headers, &parts.body, at(TIME)).is_ok());
    #[cfg(feature = "http")]
    {
        let request = sender.request("https://hooks.northwind.example/dixa", &event, at(TIME)).unwrap();
        assert!(receiver.receive(request.headers(), request.body(), at(TIME)).is_ok());
        assert!(request.headers()["x-api-key"].is_sensitive());
    }
}

#[test]
fn anything_else_is_refused() {
    let signature = header(&key(), &TIME.to_string(), BODY.as_bytes());
    let receiver = Receiver::new(key(), ReplayWindow::Unchecked)
        .with_custom_header(&custom("x-a", "other"))
        .with_custom_header(&custom("x-a", "one"))
        .with_custom_header(&custom("x-b", "two"));
    let verdict = |headers: &[(&str, &str)]| {
        let headers = [&[("x-dixa-signature", signature.as_str())], headers].concat();
        receiver.receive(&headers, BODY, at(TIME)).map(drop)
    };
    assert_eq!(verdict(&[("X-A", "one"), ("X-B", "two"), ("X-C", "three")]), Ok(()));
    let long = "one".repeat(100_000);
    for headers in [
        &[] as &[(&str, &str)],
        &[("x-a", "one")],
        &[("x-b", "two")],
        &[("x-a", "two"), ("x-b", "one")],
        &[("x-a", "one"), ("x-b", "tw")],
        &[("x-a", "one"), ("x-b", "two ")],
        &[("x-a", "ONE"), ("x-b", "two")],
        &[("x-a", ""), ("x-b", "two")],
        &[("x-a", &long), ("x-b", "two")],
        &[("x-a", "one"), ("x-a", "one"), ("x-b", "two")],
        &[("x-a", "one"), ("x-b", "other"), ("x-b", "two")],
    ] {
        assert_eq!(verdict(headers), Err(VerifyError::Unauthorized), "{headers:?}");
    }
    let forged = [("x-dixa-signature", header(&key(), "5", b"another body")), ("x-a", "one".to_owned())];
    assert_eq!(receiver.receive(&forged, BODY, at(TIME)).unwrap_err(), VerifyError::Mismatch);
}

#[test]
fn names_and_values_fit_into_a_header() {
    for (name, error) in [
        ("", CustomHeaderError::Name),
        ("x tenant", CustomHeaderError::Name),
        ("x-tenant:", CustomHeaderError::Name),
        ("x-\u{e9}", CustomHeaderError::Name),
        ("x\r\ny", CustomHeaderError::Name),
        ("Authorization", CustomHeaderError::Reserved),
        ("content-TYPE", CustomHeaderError::Reserved),
        ("X-DIXA-SIGNATURE", CustomHeaderError::Reserved),
        ("X-DIXA-SUBSCRIPTION-ID", CustomHeaderError::Reserved),
    ] {
        assert_eq!(CustomHeader::new(name, "x").err(), Some(error), "{name:?}");
    }
    for value in ["", " x", "x ", "x\n", "x\ty", "\u{e9}", "a\r\nb: c"] {
        assert_eq!(CustomHeader::new("x-tenant", value).err(), Some(CustomHeaderError::Value), "{value:?}");
    }
    assert!(CustomHeader::new("!#$%&'*+-.^_`|~09azAZ", "~ !").is_ok());
}

#[test]
fn nothing_secret_is_shown() {
    let own = custom("X-Api-Key", "s3cret");
    let receiver = Receiver::new(key(), ReplayWindow::Unchecked).with_custom_header(&own);
    let sender = Sender::new(key()).with_custom_header(own.clone());
    let parts = sender.parts(&decode(util::read("dixa/TypingStarted.json")).unwrap(), at(TIME));
    assert_eq!(format!("{own:?}"), "CustomHeader(x-api-key: ..)");
    for shown in [format!("{receiver:?}"), format!("{sender:?}"), format!("{parts:?}")] {
        assert!(shown.contains("x-api-key") && !shown.contains("s3cret"), "{shown}");
    }
}
