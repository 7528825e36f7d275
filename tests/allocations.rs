//! The number of allocations of a delivery.
#![allow(clippy::unwrap_used, reason = "a helper of tests may panic")]

mod util;

use allocation_counter::measure;
use chathooks::acquire::{Event, Receiver, SignedContent};
use chathooks::{Format, Key, Keys, Limits, Signature, codec::stringify, dixa, value::Value};

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
fn verify_and_decode_of_the_sample_allocate_four_times() {
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

/// While a list grows, its old and its new elements take 2.25 times what it has, and a little more where it is short.
#[test]
fn a_list_grows_by_a_quarter() {
    use chathooks::comm100::{Comm100, CustomField, Event};

    for count in [1, 17, 255, 256, 257, 321, 400, 513, 641, 1_025, 5_000, 16_385, 40_000] {
        let fields = vec!["{}"; count].join(",");
        let body = format!(r#"{{"event":"chat_ended","chat":{{"custom_fields":[{fields}]}}}}"#);
        let verified = chathooks::Verified::<Comm100, _>::assume_authentic(body);
        let memory = measure(|| drop(Event::decode(&verified).unwrap())).bytes_max;
        let elements = size_of::<CustomField<'_>>() * count;
        assert!(memory <= (elements * 9 / 4 + 12_000) as u64, "{count} elements of {elements} bytes: {memory}");
    }
}

/// The number of elements of a form is known: the list does not grow beyond it.
#[test]
fn a_list_from_a_form_has_no_room_left() {
    use chathooks::comm100::{Comm100, CustomField, Event};

    let bytes = |count: usize| {
        let form = format!("event=chat_ended{}", "&chat[custom_fields][][name]=x".repeat(count));
        let verified = chathooks::Verified::<Comm100, _>::assume_authentic(form);
        measure(|| drop(Event::decode(&verified).unwrap())).bytes_total
    };
    // A list of 17 elements after one of 16, and then of 18, which is one element more.
    let (list, one) = (bytes(17) - bytes(16), bytes(18) - bytes(17));
    assert!(list - one <= 16 * size_of::<CustomField<'_>>() as u64, "{list} and {one}");
}

/// Returns how often reading a body allocates.
fn allocations(body: &str, format: Format) -> u64 {
    measure(|| drop(Value::from_body(body.as_bytes(), format, Limits::default()).unwrap())).count_total
}

/// The nodes of a form are counted before they are made, so that their list does not grow.
#[test]
fn a_form_of_few_fields_allocates_as_often_as_one_of_a_single_field() {
    let count = |form: &str| allocations(form, Format::Form);
    let pairs: Vec<_> = (0..16).map(|name| format!("a{name}=x")).collect();
    assert_eq!(count(&pairs.join("&")), count("a=x"));
}

/// The root and eight names fill the list of nodes.
#[test]
fn the_nodes_of_nested_names_do_not_grow() {
    // The list of names grows with the fourth level, and not after it.
    let levels = |levels: usize| allocations(&format!("a{}=x", "[b]".repeat(levels)), Format::Form);
    for level in 5..7 {
        assert_eq!(levels(level + 1) - levels(level), levels(level) - levels(level - 1), "{level} levels");
    }
}

/// Keys that differ in the last name have the same parent, whose names are read once.
#[test]
fn the_front_of_a_key_that_repeats_is_decoded_once() {
    for (open, close) in [("[", "]"), ("%5B", "%5D"), ("%5b", "%5d")] {
        let count = |pairs: usize| {
            let pair = |name| format!("a{open}x%20y{close}{open}Name_{name}{close}=z");
            allocations(&(0..pairs).map(pair).collect::<Vec<_>>().join("&"), Format::Form)
        };
        assert_eq!(count(12), count(2), "{open}");
    }
}

/// So it is where the form is parsed as `qs` does, for its stringified form.
#[test]
fn the_front_of_a_key_of_qs_is_decoded_once() {
    let receiver = Receiver::new(Key::new("k1").unwrap()).with_signed_content(SignedContent::Stringified);
    let forged = [("x-acquire-signature", "0".repeat(64))];
    for (open, close) in [("[", "]"), ("%5B", "%5D")] {
        let count = |pairs: usize| {
            let pair = |name| format!("a{open}x%20y{close}{open}Name_{name}{close}=z");
            let body = (0..pairs).map(pair).collect::<Vec<_>>().join("&");
            measure(|| assert!(receiver.receive(&forged, &body).is_err())).count_total
        };
        // The text that is printed grows.
        assert!(count(15) < count(2) + 8, "{open}: {} and {}", count(2), count(15));
    }
}

/// Only elements whose indices are out of order are sorted.
#[test]
fn elements_in_order_are_not_sorted() {
    let count = |form: &str| allocations(form, Format::Form);
    assert!(count("a[0]=x&a[1]=x&a[2]=x") < count("a[0]=x&a[2]=x&a[1]=x"));
}

/// An element without attributes has no room for them.
#[test]
fn an_element_of_xml_does_not_allocate_by_itself() {
    let count = |fields: usize| {
        let fields: Vec<_> = (0..fields).map(|name| format!("<b{name}>x</b{name}>")).collect();
        allocations(&format!("<a>{}</a>", fields.concat()), Format::Xml)
    };
    // The lists of fields double.
    assert!(count(16) < count(4) + 10, "{} and {}", count(4), count(16));
}

/// The list of a model's fields does not grow while they are written.
#[test]
fn an_event_is_written_with_few_allocations() {
    let body = util::seed_sample();
    let verified = chathooks::Verified::<chathooks::acquire::Acquire, _>::assume_authentic(body);
    let event = Event::decode(&verified).unwrap();
    let count = measure(|| drop(event.to_json())).count_total;
    assert!(count <= 18, "{count}");
}
