//! Strings of a sender cannot inject lines into a log.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may panic")]

use std::collections::BTreeMap;

use chathooks::acquire::v1::AcquireV1;
use chathooks::acquire::{self, Acquire, Status};
use chathooks::comm100::Comm100;
use chathooks::dixa::Dixa;
use chathooks::model::{RawName, UnknownEvent};
use chathooks::{
    Vendor, Verified,
    value::{Text, Timestamp},
    verified::VendorEvent as _,
};
use serde_json::json;

const NAME: &str = "away\r\nverified: \u{1b}[2J\0\t\u{7f}\u{85}\u{2028}\u{2029}\u{202e}\u{2066}\u{200f}\u{61c}é \"'\\";
const SHOWN: &str =
    "away\\r\\nverified: \\u{1b}[2J\\u{0}\\t\\u{7f}\\u{85}\\u{2028}\\u{2029}\\u{202e}\\u{2066}\\u{200f}\\u{61c}é \"'\\";

/// Reads an event of that name: what `Display` and `as_ref` say of it.
fn name_of<V: Vendor>(body: &serde_json::Value) -> (String, String) {
    let body = body.to_string();
    let verified = Verified::<V, _>::assume_authentic(body.as_str());
    let event = V::decode(&verified).unwrap();
    assert!(!event.is_known(), "{}", V::NAME);
    let name = event.name();
    (name.to_string(), name.as_ref().to_owned())
}

#[test]
fn an_event_of_any_name_is_one_line() {
    let wanted = (SHOWN.to_owned(), NAME.to_owned());
    assert_eq!(name_of::<Acquire>(&json!({"event": NAME, "data": {}})), wanted);
    assert_eq!(name_of::<AcquireV1>(&json!({"event": NAME, "data": {}})), wanted);
    assert_eq!(name_of::<Dixa>(&json!({"event_id": "c0ffee00", "event_fqn": NAME, "data": {}})), wanted);
    assert_eq!(name_of::<Comm100>(&json!({"event": NAME})), wanted);
}

/// What the first example of the README prints.
#[test]
fn the_name_of_an_unknown_event_is_one_line() {
    let body = json!({"event": NAME, "data": {}}).to_string();
    let verified = Verified::<Acquire, _>::assume_authentic(body.as_str());
    let event = acquire::Event::decode(&verified).unwrap();
    let acquire::Data::Unknown(UnknownEvent { name, .. }) = &event.data else { panic!("a known event") };
    assert_eq!((name.to_string().as_str(), name.as_str()), (SHOWN, NAME));
    assert!(*name == NAME && *name == *NAME && name.as_ref() == NAME);
    assert!(format!("{name:?}{event:?}").chars().all(|char| !char.is_control() && char != '\u{202e}'));
    assert_eq!(name.clone().into_owned(), RawName::from(NAME));
    assert_eq!(format!("{:?}", RawName::from("own")), "\"own\"");
    // What is built is what is sent.
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&event.to_json()).unwrap()["event"], NAME);
}

/// The names of every set are tested where they are declared; what else prints a sender's text is this.
#[test]
fn whatever_prints_a_senders_text_is_one_line() {
    let status = Status::from(NAME);
    assert_eq!((status.to_string().as_str(), status.as_str()), (SHOWN, NAME));
    assert!(format!("{:?}", Status::from("own")).contains("\"own\""));
    let Status::Unknown(unlisted) = status else { panic!("a known one") };
    assert_eq!((unlisted.to_string().as_str(), unlisted.as_str()), (SHOWN, NAME));
    let time = Timestamp::from(NAME);
    assert_eq!((time.to_string().as_str(), time.as_str()), (SHOWN, NAME));
    #[cfg(feature = "http")]
    {
        let guid = chathooks::comm100::rest::Guid::from(Text::from(NAME));
        assert_eq!((guid.to_string().as_str(), guid.as_str()), (SHOWN, NAME));
    }
    // A string is a string, and says so.
    assert_eq!(Text::from(NAME).to_string(), NAME);
    assert_eq!(format!("{:?}", Text::from(NAME)), format!("{NAME:?}"));
}

/// A field's name is the sender's choice too, and stands in a path.
#[test]
fn the_path_of_an_error_is_one_line() {
    type Wanted = BTreeMap<String, BTreeMap<String, bool>>;

    let body = json!({ NAME: { "fine": "x" } }).to_string();
    let verified = Verified::<Acquire, _>::assume_authentic(body.as_str());
    let error = verified.decode::<Wanted>().unwrap_err();
    assert_eq!(
        (error.path().as_str(), error.to_string().as_str()),
        ("*.fine", "*.fine: expected a boolean, found a string")
    );
    let body = json!({ NAME: { "b\u{202e}": 1 } }).to_string();
    let verified = Verified::<Acquire, _>::assume_authentic(body.as_str());
    assert_eq!(verified.decode::<Wanted>().unwrap_err().path(), "*.*");
}

/// Every character that Unicode has: either it is escaped, or it is printed as it is.
#[test]
fn what_is_printable_stays_as_it_is() {
    let ends_or_turns = |char: char| matches!(u32::from(char), 0..0x20 | 0x7F..=0x9F | 0x61C | 0x200E | 0x200F | 0x2028..=0x202E | 0x2066..=0x2069);
    for char in '\0'..=char::MAX {
        let wanted = if ends_or_turns(char) { char.escape_default().to_string() } else { char.to_string() };
        assert_eq!(RawName::from(char.to_string()).to_string(), wanted, "{char:?}");
    }
    assert_eq!(
        format!("{:>6}|{:<4}|{:.2}", RawName::from("a\n"), RawName::from("b"), RawName::from("cde")),
        "   a\\n|b   |cd"
    );
}
