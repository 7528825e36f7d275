//! `Value`: its construction, its readers and its sources outside of this crate's bodies.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt;

use chathooks::{
    Format, Limits,
    value::{List, Number, Object, Text, Value},
};
use serde::de::value::{BytesDeserializer, Error};
use serde::de::{Deserializer, IntoDeserializer as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

fn number(digits: &str) -> Number<'static> {
    digits.parse().unwrap()
}

#[test]
fn a_tree_holds_what_it_is_made_of() {
    for (tree, digits) in [
        (Value::from(u64::MAX), "18446744073709551615"),
        (Value::from(i64::MIN), "-9223372036854775808"),
        (Value::from(-7), "-7"),
        (Value::from(number("1.50")), "1.50"),
        (serde_json::from_str("-5").unwrap(), "-5"),
        (serde_json::from_str("1.5").unwrap(), "1.5"),
        (serde_json::from_str("5").unwrap(), "5"),
    ] {
        assert_eq!(tree.as_number().map(Number::as_str), Some(digits));
    }
    assert_eq!(Value::from(vec![Value::from(true)]).as_array(), Some([Value::Bool(true)].as_slice()));
    assert_eq!(Value::from(Object::from_iter([("a", "b")])).get("a").and_then(Value::as_str), Some("b"));
    assert!(Value::from("a").as_number().is_none() && Value::from("a").as_array().is_none());
}

#[test]
fn fields_are_equal_when_they_hold_the_same_in_the_same_order() {
    let fields = Object::from_iter([("a", "b"), ("c", "d")]);
    assert_eq!(fields, fields.clone());
    assert_eq!(Object::new(), Object::from_iter(Vec::<(String, String)>::new()));
    for other in [vec![], vec![("a", "b")], vec![("c", "d"), ("a", "b")], vec![("a", "b"), ("c", "e")]] {
        assert_ne!(fields, other.into_iter().collect());
    }
}

#[test]
fn a_number_is_read_as_what_the_caller_wants() {
    let table = [
        ("0", Some(0), Some(0), 0.0),
        ("7", Some(7), Some(7), 7.0),
        ("-7", None, Some(-7), -7.0),
        ("1.5", None, None, 1.5),
        ("18446744073709551615", Some(u64::MAX), None, 18_446_744_073_709_551_615.0),
        ("1e400", None, None, f64::INFINITY),
    ];
    for (digits, unsigned, signed, float) in table {
        let number = number(digits);
        assert_eq!((number.to_u64(), number.to_i64()), (unsigned, signed), "{digits}");
        assert_eq!(number.to_f64().to_bits(), float.to_bits(), "{digits}");
        assert_eq!((number.to_string(), format!("{number:?}")), (digits.to_owned(), digits.to_owned()));
    }
    assert_eq!(Number::try_from(1.5).unwrap().as_str(), "1.5");
    for float in [f64::NAN, f64::INFINITY] {
        assert!(Number::try_from(float).is_err());
    }
}

/// Another serializer would write infinity, or null.
#[test]
fn a_number_beyond_all_doubles_is_not_written_as_another() {
    assert_eq!(serde_json::to_string(&number("1e300")).unwrap(), "1e+300");
    let error = serde_json::to_string(&number("1e400")).unwrap_err();
    assert_eq!(error.to_string(), "number out of range for a double");
}

/// Says that it has something, or a newtype, and then what: not every format does.
enum Wrapped {
    Optional,
    Newtype,
}

impl<'de> Deserializer<'de> for Wrapped {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Optional => visitor.visit_some(7_u64.into_deserializer()),
            Self::Newtype => visitor.visit_newtype_struct(7_u64.into_deserializer()),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[test]
fn a_tree_is_read_from_other_formats() {
    assert_eq!(Value::deserialize(Wrapped::Optional), Ok(Value::from(7)));
    assert_eq!(Value::deserialize(Wrapped::Newtype), Ok(Value::from(7)));
    let digits = |value: Result<Value<'_>, Error>| value.unwrap().as_number().unwrap().to_string();
    assert_eq!(digits(Value::deserialize(u128::MAX.into_deserializer())), u128::MAX.to_string());
    assert_eq!(digits(Value::deserialize(i128::MIN.into_deserializer())), i128::MIN.to_string());
    let error = Value::deserialize(BytesDeserializer::<Error>::new(b"x")).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: byte array, expected a value");
}

/// How many elements or fields there are, as far as the deserializer says so beforehand.
#[derive(Debug, PartialEq)]
struct Hint(Option<usize>);

impl<'de> Deserialize<'de> for Hint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(HintVisitor)
    }
}

struct HintVisitor;

impl<'de> Visitor<'de> for HintVisitor {
    type Value = Hint;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or map")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Hint, A::Error> {
        let hint = Hint(seq.size_hint());
        while seq.next_element::<Value<'_>>()?.is_some() {}
        Ok(hint)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Hint, A::Error> {
        let hint = Hint(map.size_hint());
        while map.next_entry::<String, Value<'_>>()?.is_some() {}
        Ok(hint)
    }
}

#[test]
fn a_reader_is_told_how_much_comes() {
    for (json, count) in [("[]", 0), ("[1]", 1), ("[1,[2],3]", 3), ("{}", 0), (r#"{"a":1,"b":{"c":2},"d":3}"#, 3)] {
        let tree: Value<'_> = serde_json::from_str(json).unwrap();
        assert_eq!(tree.decode::<Hint>().unwrap(), Hint(Some(count)), "{json}");
    }
}

#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Name(String);

#[test]
fn a_name_may_be_of_a_type_of_its_own() {
    let tree = Value::from_body(br#"{"a":1,"b":2}"#, Format::Json, Limits::default()).unwrap();
    let wanted = BTreeMap::from([(Name("a".into()), 1), (Name("b".into()), 2)]);
    assert_eq!(tree.decode::<BTreeMap<Name, u8>>().unwrap(), wanted);
}

#[derive(Serialize)]
enum Shape {
    Empty,
    One(u8),
    Pair(u8, u8),
    Named { a: u8, b: Option<u8> },
}

/// What `serde_json` makes of a value, as a value of this crate and back.
fn document(value: impl Serialize) -> String {
    let theirs = serde_json::to_value(value).unwrap();
    let value = Value::from(theirs.clone());
    assert_eq!(serde_json::Value::try_from(value.clone()).unwrap(), theirs);
    String::from_utf8(value.to_body(Format::Json)).unwrap()
}

#[test]
fn whatever_serde_writes_is_a_tree() {
    let shapes = [Shape::Empty, Shape::One(1), Shape::Pair(1, 2), Shape::Named { a: 1, b: None }];
    assert_eq!(document(shapes), r#"["Empty",{"One":1},{"Pair":[1,2]},{"Named":{"a":1,"b":null}}]"#);
    assert_eq!(document(BTreeMap::from([(1, "a"), (2, "b")])), r#"{"1":"a","2":"b"}"#);
    assert_eq!(document(BTreeMap::from([(false, 0), (true, 1)])), r#"{"false":0,"true":1}"#);
    assert_eq!(document((u64::MAX, i64::MIN, 0.1, 1e300)), "[18446744073709551615,-9223372036854775808,0.1,1e+300]");
    let beyond = Value::from("1e400".parse::<Number<'_>>().unwrap());
    assert!(serde_json::Value::try_from(beyond).is_err());
}

/// Where the one element cannot be taken for anything else, it needs no name of its own.
#[test]
fn a_list_of_one_is_written_as_its_element_where_that_is_clear() {
    let xml = |element: Value<'static>| {
        let list = Value::from(vec![element]);
        let tree = Value::from(Object::from_iter([("list", list)]));
        String::from_utf8(tree.to_body(Format::Xml)).unwrap().contains("<item>")
    };
    assert!(!xml(Object::from_iter([("a", "1"), ("b", "2")]).into()));
    assert!(!xml("a".into()));
    assert!(xml(Object::from_iter([("a", vec![Value::from("1"), Value::from("2")])]).into()), "a wrapper");
    assert!(xml(Object::from_iter([("0", "1"), ("1", "2")]).into()), "a list with indices");
    assert!(xml("[1]".into()), "a document");
}

#[test]
fn lists_and_texts_are_compared_and_taken_apart() {
    assert_eq!(Text::from("a"), Text::from("a".to_owned()));
    assert_ne!(Text::from("a"), Text::from("b"));
    let list = List::from(vec![1, 2]);
    assert_eq!(list, List::from([1, 2]));
    assert_ne!(list, List::from([1, 3]));
    assert_eq!(Vec::from(list.clone()), [1, 2]);
    assert_eq!(list.into_iter().rev().collect::<Vec<_>>(), [2, 1]);
}
