//! The test kit: a receiver decodes every valid request, and refuses every forged one with the error of its fault.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a helper of tests may panic")]

mod util;

use std::collections::{BTreeSet, HashSet};
use std::time::Duration;

use chathooks::acquire::v1::{self, AcquireV1};
use chathooks::acquire::{self, Acquire, SignedContent};
use chathooks::comm100::{self, Comm100};
use chathooks::dixa::{self, Authorization, Dixa};
use chathooks::testkit::{self, AuthFault, BodyFault, Kit};
use chathooks::{Format, Key, RequestContext, UrlToken, Vendor, Verified, VerifyError, verified::VendorEvent as _};
use chrono::{DateTime, Utc};

const URL: &str = "https://hooks.example.org/hook?tenant=7";
const TOKEN: &str = "9f86 d081&884c=7d65%";
const WINDOW: Duration = Duration::from_secs(300);

fn now() -> DateTime<Utc> {
    "2026-03-01T09:00:00.250Z".parse().unwrap()
}

fn key() -> Key {
    Key::from_hex("0a1b2c3d").unwrap()
}

fn acquire_kit() -> (Kit<Acquire>, acquire::Receiver) {
    (testkit::acquire(key(), URL).unwrap(), acquire::Receiver::new(key()))
}

fn acquire_v1_kit() -> (Kit<AcquireV1>, v1::Receiver) {
    (testkit::acquire_v1(TOKEN, URL).unwrap(), v1::Receiver::new(UrlToken::new(TOKEN).unwrap()))
}

fn dixa_kit() -> (Kit<Dixa>, dixa::Receiver) {
    (testkit::dixa(key(), URL, now(), WINDOW).unwrap(), dixa::Receiver::new(key(), WINDOW))
}

fn comm100_kit() -> (Kit<Comm100>, comm100::Receiver) {
    (testkit::comm100(TOKEN, URL).unwrap(), comm100::Receiver::new(UrlToken::new(TOKEN).unwrap()))
}

/// Returns the name and the id of the event in a request and whether it is known, `None` if the body does not decode, or the
/// error of the verification.
fn receive<V: Vendor>(
    receiver: &V::Receiver,
    request: &http::Request<Vec<u8>>,
    now: DateTime<Utc>,
) -> Result<Option<(String, Option<String>, bool)>, VerifyError> {
    let target = request.uri().to_string();
    let verified = V::receive(receiver, RequestContext::new(&target, request.headers(), now), request.body())?;
    let read = V::decode(&verified).ok();
    Ok(read.map(|event| (event.name().to_string(), event.idempotency_id(), event.is_known())))
}

fn check<V: Vendor>(kit: &Kit<V>, receiver: &V::Receiver) -> BTreeSet<String> {
    check_at(kit, receiver, now())
}

/// Checks all requests of a kit, and returns the names of its events.
fn check_at<V: Vendor>(kit: &Kit<V>, receiver: &V::Receiver, now: DateTime<Utc>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for delivery in kit.valid() {
        let (name, id, is_known) = receive::<V>(receiver, &delivery.request, now).unwrap().unwrap();
        assert_eq!((&name, &id, is_known), (&delivery.event, &delivery.idempotency_id, true), "{delivery}");
        assert_eq!(Format::detect(delivery.request.body()), delivery.format, "{delivery}");
        assert_eq!(delivery.request.method(), "POST");
        assert!(delivery.request.headers().contains_key("content-type"));
        names.insert(name);
    }
    let mut unknown = 0;
    for delivery in kit.unknown() {
        let (name, _, is_known) = receive::<V>(receiver, &delivery.request, now).unwrap().unwrap();
        assert_eq!((&name, is_known), (&delivery.event, false), "{delivery}");
        unknown += 1;
    }
    assert!(unknown > 0);

    let faults: Vec<AuthFault> = kit.faults().collect();
    let mut forged_ones = 0;
    for forged in kit.forged() {
        assert_eq!(receive::<V>(receiver, &forged.request, now), Err(forged.fault.error()), "{forged}");
        assert!(faults.contains(&forged.fault));
        // The body decodes, so that a receiver without verification answers 200 and is detected.
        let event = Verified::<V, _>::assume_authentic(forged.request.body());
        assert_eq!(V::decode(&event).unwrap().is_known(), forged.fault != AuthFault::BodyChanged, "{forged}");
        forged_ones += 1;
    }
    assert_eq!(forged_ones, kit.valid().count() * faults.len());
    assert_eq!(faults.iter().collect::<HashSet<_>>().len(), faults.len());

    let body_faults: HashSet<BodyFault> = kit.malformed().map(|malformed| malformed.fault).collect();
    assert_eq!(body_faults.len(), 6);
    for malformed in kit.malformed() {
        assert_eq!(receive::<V>(receiver, &malformed.request, now), Ok(None), "{malformed}");
    }

    let mut ids = HashSet::new();
    for scenario in kit.duplicates() {
        let [first, second] = scenario.exchanges.as_slice() else { panic!("{scenario}") };
        let one = receive::<V>(receiver, &first.request, now).unwrap().unwrap();
        assert_eq!(receive::<V>(receiver, &second.request, now), Ok(Some(one.clone())), "{scenario}");
        assert!(ids.insert(one.1.unwrap()), "{scenario} has the id of another");
    }
    let with_id: HashSet<String> = kit.valid().filter_map(|delivery| delivery.idempotency_id).collect();
    assert_eq!(ids, with_id);
    names
}

/// Checks that the kit has every known event, and every body in `tests/data`.
fn is_whole<V: Vendor>(kit: &Kit<V>, names: &BTreeSet<String>, known: &[impl ToString], folder: &str) {
    assert_eq!(names, &known.iter().map(ToString::to_string).collect());
    let samples: BTreeSet<String> = kit.valid().map(|delivery| format!("{}.json", delivery.sample)).collect();
    assert_eq!(samples, util::files(folder, "json").into_iter().map(|(file, _)| file).collect());
}

#[test]
fn acquire() {
    let (kit, receiver) = acquire_kit();
    is_whole(&kit, &check(&kit, &receiver), acquire::EventName::KNOWN, "acquire");
    assert_eq!(kit.faults().count(), 14);

    // Each format is signed in both ways, and a receiver that is restricted to one accepts only that one.
    for (signed, is_stringified) in [(SignedContent::RawBody, false), (SignedContent::Stringified, true)] {
        let receiver = receiver.clone().with_signed_content(signed);
        for format in [Format::Json, Format::Xml, Format::Form] {
            let of =
                |delivery: &testkit::Delivery| (delivery.format, delivery.is_stringified) == (format, is_stringified);
            assert!(kit.valid().any(|delivery| of(&delivery)), "{format} {is_stringified}");
        }
        for delivery in kit.valid() {
            // Compact JSON is its own stringified form.
            let is_both = delivery.format == Format::Json && delivery.sample != "case-status.seed";
            let is_taken = receive::<Acquire>(&receiver, &delivery.request, now()).is_ok();
            assert_eq!(is_taken, is_both || delivery.is_stringified == is_stringified, "{delivery}");
        }
    }
}

/// A kit for an app that accepts some of the formats and signatures sends only these, forged ones included.
#[test]
fn acquire_in_some_formats() {
    for format in [Format::Json, Format::Xml, Format::Form] {
        for signed in [SignedContent::RawBody, SignedContent::Stringified] {
            let (kit, receiver) = acquire_kit();
            let kit = kit.with_formats([format]).with_signed_content(signed);
            let receiver = receiver.with_formats([format]).with_signed_content(signed);
            for delivery in kit.valid().chain(kit.unknown()) {
                assert_eq!(delivery.format, format, "{delivery}");
                assert!(receive::<Acquire>(&receiver, &delivery.request, now()).unwrap().is_some(), "{delivery}");
            }
            for forged in kit.forged() {
                assert_eq!(
                    receive::<Acquire>(&receiver, &forged.request, now()),
                    Err(forged.fault.error()),
                    "{forged}"
                );
            }
            assert_eq!(kit.valid().count(), util::files("acquire", "json").len());
            assert_eq!(kit.forged().count(), kit.valid().count() * kit.faults().count());
        }
    }
}

#[test]
fn acquire_v1() {
    let (kit, receiver) = acquire_v1_kit();
    is_whole(&kit, &check(&kit, &receiver), v1::EventName::KNOWN, "acquire-v1");
    assert_eq!(kit.faults().count(), 9);
}

#[test]
fn dixa() {
    let (kit, receiver) = dixa_kit();
    is_whole(&kit, &check(&kit, &receiver), dixa::EventName::KNOWN, "dixa");
    assert_eq!(kit.faults().count(), 17);
}

#[test]
fn comm100() {
    let (kit, receiver) = comm100_kit();
    is_whole(&kit, &check(&kit, &receiver), comm100::EventName::KNOWN, "comm100");
    assert_eq!(kit.faults().count(), 9);
}

#[test]
fn dixa_with_an_authorization() {
    let (kit, receiver) = dixa_kit();
    let authorization = Authorization::basic("hook", "s3cret").unwrap();
    let receiver = receiver.with_authorization(&authorization);
    assert!(kit.valid().all(|delivery| receive::<Dixa>(&receiver, &delivery.request, now()).is_err()));
    let kit = kit.with_authorization(authorization);
    check(&kit, &receiver);
    assert_eq!(kit.faults().count(), 21);
}

#[test]
fn dixa_with_other_windows_and_times() {
    for (now, window, faults) in [
        (now(), Duration::ZERO, 17),
        // No time is outside of this window.
        (now(), Duration::MAX, 15),
        (DateTime::UNIX_EPOCH, WINDOW, 16),
        (DateTime::<Utc>::MAX_UTC, WINDOW, 17),
        (DateTime::<Utc>::MIN_UTC, WINDOW, 16),
    ] {
        let kit = testkit::dixa(key(), URL, now, window).unwrap();
        let receiver = dixa::Receiver::new(key(), window);
        // The header cannot have a time before 1970.
        check_at(&kit, &receiver, now.max(DateTime::UNIX_EPOCH));
        assert_eq!(kit.faults().count(), faults);
    }
}

/// The second delivery has another signature, so an app that recognises duplicates by the signature fails.
#[test]
fn dixa_signs_the_second_attempt_anew() {
    let (kit, _) = dixa_kit();
    assert_eq!(kit.duplicates().count(), 32);
    for scenario in kit.duplicates() {
        let [first, second] = scenario.exchanges.as_slice() else { panic!("{scenario}") };
        assert_eq!(first.request.body(), second.request.body());
        assert_ne!(first.request.headers()["x-dixa-signature"], second.request.headers()["x-dixa-signature"]);
    }
}

#[test]
fn the_parameter_of_the_token() {
    let kit = testkit::comm100("9f86", "/hook").unwrap().with_parameter("se cret").unwrap();
    let token = UrlToken::new("9f86").unwrap().with_parameter("se cret");
    check(&kit, &comm100::Receiver::new(token));
    assert_eq!(kit.valid().next().unwrap().request.uri(), "/hook?se%20cret=9f86");
    assert_eq!(kit.faults().count(), 9);

    // A token of one character cannot be cut.
    let kit = testkit::acquire_v1("x", "/hook").unwrap();
    check(&kit, &v1::Receiver::new(UrlToken::new("x").unwrap()));
    assert_eq!(kit.faults().count(), 7);
}

/// With an empty token, no request is accepted.
#[test]
fn an_empty_token_is_refused() {
    let kit = testkit::comm100("", "/hook").unwrap();
    let receiver = comm100::Receiver::new(UrlToken::new("x").unwrap());
    assert!(kit.valid().count() > 0);
    assert!(kit.valid().all(|delivery| receive::<Comm100>(&receiver, &delivery.request, now()).is_err()));
}

#[test]
fn an_invalid_url_is_an_error() {
    assert!(testkit::acquire(key(), "not a url").is_err());
    assert!(testkit::dixa(key(), "not a url", now(), WINDOW).is_err());
    assert!(testkit::acquire_v1(TOKEN, "not a url").is_err());
    let long = "a".repeat(65_500);
    assert!(testkit::comm100(long.as_str(), "/hook").is_err());
    assert!(testkit::comm100(TOKEN, "/hook").unwrap().with_parameter(&long).is_err());
}

/// The messages of failed tests show no secret and no customer data.
#[test]
fn nothing_is_shown() {
    let (kit, _) = dixa_kit();
    assert_eq!(format!("{kit:?}"), r#"Kit { vendor: "dixa", .. }"#);
    assert_eq!(format!("{:?}", acquire_v1_kit().0.clone()), r#"Kit { vendor: "acquire-v1", .. }"#);
    let delivery = kit.valid().next().unwrap();
    assert_eq!(format!("{delivery:?}"), "Delivery(CONVERSATION_CREATED of ConversationCreated in JSON)");
    let forged = kit.forged().next().unwrap();
    assert_eq!(format!("{forged:?}"), "Forged(body-changed: CONVERSATION_CREATED of ConversationCreated in JSON)");
    assert_eq!(format!("{:?}", kit.malformed().next().unwrap()), "Malformed(does-not-fit)");
    let stringified = acquire_kit().0.valid().find(|delivery| delivery.is_stringified).unwrap();
    assert!(stringified.to_string().ends_with(", signed as stringified"), "{stringified}");
    for forged in kit.with_authorization(Authorization::bearer("s3cret").unwrap()).forged() {
        let shown = format!("{:?}", forged.request.headers());
        assert!(!shown.contains("s3cret") && !shown.contains("v1="), "{shown}");
    }
}
