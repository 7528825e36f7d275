//! Values, texts, dates and lists.

use chathooks::value::{List, Number, Object, Text, Timestamp, Value};
use chathooks::{Format, Limits};
use chrono::DateTime;

use super::{comes_back, through_each};

fn tree(json: &str) -> Value<'_> {
    Value::from_body(json.as_bytes(), Format::Json, Limits::default()).unwrap()
}

fn bare(digits: &str) -> Text<'static> {
    digits.parse::<Number<'static>>().unwrap().into()
}

#[test]
fn values_come_back() {
    comes_back(&tree(r#"{"b":[null,true,false,"",{"a":[]}],"a":{},"\u0000 \"":"\u2028","10":-1,"":0.1}"#));
    comes_back(&Object::from_iter([("z", "1"), ("a", "2")]));
    comes_back(&Object::new());
    comes_back(&List::from(["a".to_owned(), String::new()]));
    comes_back(&List::<Text<'static>>::new());
    for text in ["", "72", "true", "null", "[1]", "\u{0}"] {
        comes_back(&Text::from(text));
        comes_back(&Value::from(text));
        comes_back(&Timestamp::from(text));
    }
    for text in [Text::from(true), Text::from(false), Text::from(u64::MAX)] {
        comes_back(&text);
    }
    comes_back(&Timestamp::from(DateTime::UNIX_EPOCH));
    comes_back(&Timestamp::javascript(DateTime::UNIX_EPOCH));
    comes_back(&Timestamp::asp_net(DateTime::UNIX_EPOCH));
}

/// What a caller's JSON has that was never written by this crate.
#[test]
fn a_text_comes_out_of_a_number_or_flag() {
    for (json, text) in [("72", "72"), ("-0.5", "-0.5"), ("true", "true"), (r#""x""#, "x")] {
        assert_eq!(serde_json::from_str::<Text<'static>>(json).unwrap(), text);
        assert_eq!(serde_json::from_str::<Timestamp<'static>>(json).unwrap().as_str(), text);
        assert_eq!(serde_json::to_string(&serde_json::from_str::<Text<'static>>(json).unwrap()).unwrap(), json);
    }
    for json in ["null", "[1]", "{}"] {
        assert!(serde_json::from_str::<Text<'static>>(json).is_err(), "{json}");
    }
}

#[test]
fn integers_of_64_bits_come_back_exactly() {
    for digits in ["0", "18446744073709551615", "9007199254740993", "-1", "-9007199254740993", "-9223372036854775808"] {
        comes_back(&tree(digits));
        comes_back(&bare(digits));
        for again in through_each::<Value<'static>>(&tree(digits)) {
            assert_eq!(again.unwrap().as_number().unwrap().as_str(), digits);
        }
        assert_eq!(serde_json::to_string(&bare(digits)).unwrap(), digits, "without quotes");
    }
}

#[test]
fn other_numbers_come_back_as_the_nearest_double() {
    for digits in [
        "-0",
        "0.0",
        "1.0",
        "1.50",
        "1e2",
        "0.1",
        "-2.5e-3",
        "18446744073709551616",
        "-9223372036854775809",
        "5e-324",
        "1e-400",
        "1.7976931348623157e308",
        "0.1000000000000000055511151231257827",
        "9007199254740993.0",
    ] {
        let double: f64 = digits.parse().unwrap();
        for again in through_each::<Value<'static>>(&tree(digits)) {
            assert_eq!(again.unwrap().as_number().unwrap().to_f64().to_bits(), double.to_bits(), "{digits}");
        }
    }
}

/// An id of 20 digits is no number to a model, and no double changes it.
#[test]
fn a_text_that_a_double_would_change_comes_back_as_a_string() {
    for digits in
        ["-0", "1.50", "1e2", "18446744073709551616", "1e400", "-1e400", "0.1000000000000000055511151231257827"]
    {
        for again in through_each::<Text<'static>>(&bare(digits)) {
            assert_eq!(again.unwrap(), digits);
        }
        for again in through_each::<Value<'static>>(&bare(digits)) {
            assert_eq!(again.unwrap().as_str(), Some(digits), "a string");
        }
    }
    for digits in ["0.1", "-2.5", "1.0"] {
        comes_back(&bare(digits));
        assert_eq!(serde_json::to_string(&bare(digits)).unwrap(), digits);
    }
}

#[test]
fn a_number_beyond_doubles_is_an_error() {
    for json in ["1e400", "-1e400", r#"[{"a":1e309}]"#] {
        for again in through_each::<Value<'static>>(&tree(json)) {
            let error = again.unwrap_err();
            assert!(error.contains("number out of range for a double"), "{error}");
        }
    }
}

/// As the docs of `value` say: what a format does not say of a value cannot be asked of it.
#[test]
fn formats_that_do_not_describe_themselves_are_an_error() {
    let value = tree(r#"{"a":[1,"x"]}"#);
    let bytes = postcard::to_stdvec(&value).unwrap();
    assert_eq!(postcard::from_bytes::<Value<'static>>(&bytes), Err(postcard::Error::WontImplement));
    assert!(postcard::from_bytes::<Text<'static>>(&bytes).is_err());
    assert!(postcard::from_bytes::<chathooks::acquire::Case<'static>>(&bytes).is_err());
}

#[test]
fn the_error_of_an_object_shows_no_value() {
    for (other, found) in
        [("\"s3cret\"", "a string"), ("5318008", "a number"), ("[\"s3cret\"]", "an array"), ("null", "null")]
    {
        let error = serde_json::from_str::<Object<'_>>(other).unwrap_err().to_string();
        assert!(error.starts_with(&format!("expected an object, found {found}")), "{error}");
    }
}
