//! Strings, names and lists can be used as `str` and slices.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(clippy::nonminimal_bool, reason = "each comparison is one that is implemented")]

use std::collections::{BTreeSet, HashMap};

use chathooks::acquire::{Case, EventName, Message, Status};
use chathooks::model::RawName;
use chathooks::value::{List, Object, Text, Value};

#[test]
fn a_text_is_compared_with_strings_both_ways() {
    let text = Text::from("72");
    let owned = String::from("72");
    assert!(text == "72" && "72" == text && text == owned && owned == text);
    assert!(*"72" == text && text == *"72" && text != "73" && "73" != text);
    let (name, raw) = (EventName::CaseStatus, RawName::from("case:status"));
    let owned = String::from("case:status");
    assert!(name == "case:status" && "case:status" == name && name == owned && owned == name);
    assert!(raw == "case:status" && "case:status" == raw && raw == owned && owned == raw);
}

#[test]
fn a_map_is_asked_for_a_string() {
    let cases = HashMap::from([(Text::from("72"), "gold")]);
    assert_eq!(cases.get("72"), Some(&"gold"));
    // A number and a string are the same key, as they are equal.
    assert_eq!(cases.get(&Text::from(72)), Some(&"gold"));

    let unknown = EventName::from("agent:away");
    let counts = HashMap::from([(EventName::CaseStatus, 1), (unknown, 2)]);
    assert_eq!((counts.get("case:status"), counts.get("agent:away"), counts.get("")), (Some(&1), Some(&2), None));
}

#[test]
fn names_are_ordered_as_their_strings() {
    let names = ["user:status", "agent:away", "case:status"].map(EventName::from);
    let ordered: Vec<_> = BTreeSet::from(names).into_iter().map(|name| name.to_string()).collect();
    assert_eq!(ordered, ["agent:away", "case:status", "user:status"]);
    let (ten, nine) = (Text::from("10"), Text::from("9"));
    assert!(ten < nine, "not as numbers");
}

#[test]
fn a_list_is_a_slice() {
    let mut list: List<u8> = List::new();
    assert!(list.is_empty() && list.iter_mut().next().is_none());
    list.extend([3, 1, 2]);
    list.sort_unstable();
    for element in &mut list {
        *element *= 2;
    }
    assert_eq!((list.len(), list.last(), list.as_ref()), (3, Some(&6), &[2, 4, 6][..]));
    assert_eq!(list.iter().chain(&list).sum::<u8>(), 24);
    let empty: List<u8> = std::iter::empty().collect();
    assert_eq!(List::<u8>::new(), empty);
}

#[test]
fn a_case_with_two_messages_is_one_expression() {
    let case =
        Case::new("72", Status::Closed).with(|case| case.messages = [Message::new("1"), Message::new("2")].into());
    assert_eq!((case.messages.len(), case.status), (2, Status::Closed));
}

#[test]
fn objects_are_compared_with_and_without_their_order() {
    let read = |json: &str| serde_json::from_str::<Value<'_>>(json).unwrap();
    let (a, b) = (read(r#"{"a":[{"x":1,"y":2}],"b":3}"#), read(r#"{"b":3,"a":[{"y":2,"x":1}]}"#));
    assert!(a != b && a.eq_unordered(&b) && b.eq_unordered(&a));
    for other in
        [r#"{"b":3,"a":[]}"#, r#"{"b":3}"#, r#"{"b":3,"a":[{"y":2,"x":2}]}"#, r#"{"b":3,"c":[{"y":2,"x":1}]}"#, "3"]
    {
        assert!(!a.eq_unordered(&read(other)), "{other}");
    }
    // Of a duplicate field the order counts.
    let twice = |values: [i32; 2]| values.map(|value| ("a", value)).into_iter().collect::<Object<'_>>();
    assert!(twice([1, 2]).eq_unordered(&twice([1, 2])) && !twice([1, 2]).eq_unordered(&twice([2, 1])));
}
