//! The number of allocations of a delivery.
#![allow(clippy::unwrap_used, reason = "a helper of tests may panic")]

mod util;

use allocation_counter::measure;
use chathooks::acquire::{Event, Receiver, SignedContent};
use chathooks::{Key, Keys, Limits, Signature, codec::stringify, dixa};

#[test]
fn a_verify_allocates_nothing() {
    let keys = Keys::from(Key::new("new").unwrap()).or(Key::new("old").unwrap());
    let body = util::seed_sample();
    let header = Key::new("old").unwrap().sign(&body).to_string();
    let receiver = Receiver::new(keys.clone()).with_signed_content(SignedContent::RawBody);
    let headers = [("content-type", "application/json"), ("X-Acquire-Signature", header.as_str())];
    let forged = [("X-Acquire-Signature", "0".repeat(64))];

    assert_eq!(measure(|| assert!(Signature::from_hex(header.as_bytes()).is_ok())).count_total, 0);
    assert_eq!(measure(|| assert!(receiver.receive(&headers, &body).is_ok())).count_total, 0);
    assert_eq!(measure(|| assert!(receiver.receive(&forged, &body).is_err())).count_total, 0);
    #[cfg(feature = "http")]
    {
        let mut headers = http::HeaderMap::new();
        headers.insert("x-acquire-signature", header.parse().unwrap());
        assert_eq!(measure(|| assert!(receiver.receive(&headers, &body).is_ok())).count_total, 0);
    }
}

/// Dixa signs the time in front of the body, which are never joined.
#[test]
fn a_verify_of_dixa_allocates_nothing() {
    let (key, old) = (Key::from_hex("0a1b").unwrap(), Key::from_hex("2c3d").unwrap());
    let body = br#"{"event":"CONVERSATION_CLOSED"}"#;
    let now = chrono::DateTime::from_timestamp_millis(1_770_715_231_999).unwrap();
    let mut signer = old.signer();
    signer.update(b"1770715231999.");
    signer.update(body);
    let headers = [("X-DIXA-SIGNATURE", format!("t=1770715231999,v1={}", signer.sign()))];
    let receiver = dixa::Receiver::new(Keys::from(key).or(old), std::time::Duration::from_secs(9));

    assert_eq!(measure(|| assert!(receiver.receive(&headers, body, now).is_ok())).count_total, 0);
    assert_eq!(measure(|| assert!(receiver.receive(&headers, b"{}", now).is_err())).count_total, 0);
}

/// The states of each key are in one place, so that they are not copied when the verifier is moved.
#[test]
fn incremental_verification_allocates_once() {
    let key = |name: &str| Key::new(name).unwrap();
    let signature = key("k1").sign(b"a body");
    for keys in [Keys::from(key("k1")), Keys::from(key("k0")).or(key("k1")).or(key("k2"))] {
        let count = measure(|| {
            let mut verifier = keys.verifier();
            verifier.update(b"a ");
            verifier.update(b"body");
            assert!(verifier.verify(&signature).is_ok());
        });
        assert_eq!(count.count_total, 1);
    }
    let key = key("k1");
    let count = measure(|| {
        let mut signer = key.signer();
        signer.update(b"a body");
        assert!(signer.verify(&signature).is_ok());
    });
    assert_eq!(count.count_total, 1);
}

/// What is in order is looked at and not sorted: the text, and the list of a map's members, are all that is asked for.
#[test]
fn what_is_printed_as_it_came_is_not_copied() {
    let few = r#"{"1":-10,"aa":20,"bb":123456789012345}"#.to_owned();
    let names: Vec<String> = (100..200).map(|name| format!("\"a{name}\":0")).collect();
    let print = |json: &str| {
        let mut printed = Vec::new();
        let count = measure(|| printed = stringify(json.as_bytes(), Limits::default()).unwrap());
        assert_eq!(printed, json.as_bytes());
        count.count_total
    };
    assert_eq!(print(&few), 2);
    assert_eq!(print("[0,-1,999999999999999]"), 1);
    // Many members take two lists more, and are in order all the same.
    let many = print(&format!("{{{}}}", names.join(",")));
    assert!(many < 12, "{many}");
}

/// The list of messages grows, the contact's fields grow: nothing else of the sample asks for memory.
#[test]
fn verify_and_decode_of_the_sample_allocate_at_most_six_times() {
    let body = util::seed_sample();
    let key = Key::new("k1").unwrap();
    let headers = [("x-acquire-signature", key.sign(&body).to_string())];
    let receiver = Receiver::new(key);
    let count = measure(|| {
        let verified = receiver.receive(&headers, &body).unwrap();
        drop(Event::decode(&verified).unwrap());
    });
    // benches/README.md says the figure.
    assert_eq!(count.count_total, 4);
}
