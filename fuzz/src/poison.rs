//! No message shows a value of the body.

use chathooks::acquire::Acquire;
use chathooks::{
    DecodeError, Format, Vendor, Verified,
    value::{Object, Value},
};

use crate::{FORMATS, choice};

const TEXT: &str = "s3cret";
const NUMBER: &str = "5318008531800";

/// Checks that an error shows places and nouns, and neither a value nor more than plain names.
pub(crate) fn is_clean(error: &DecodeError, body: &[u8]) {
    let (place, text, debug) = (error.path(), error.to_string(), format!("{error:?}"));
    assert_eq!(debug, format!("DecodeError({text:?})"));
    let message = text.strip_prefix(&place).expect("the place comes first");
    assert_eq!(message.starts_with(": "), !place.is_empty(), "{text}");
    // An error inside of a model in a caller's type has the rest of the path behind what was expected.
    let (expected, inner, found) = match message.split_once(" at ") {
        Some((expected, rest)) if !rest.starts_with("byte ") => match rest.rsplit_once(", found ") {
            Some((inner, found)) => (expected, inner, found),
            None => (message, "", ""),
        },
        _ => (message, "", ""),
    };
    for segment in place.split(['.', '[', ']']).chain(inner.split(['.', '[', ']'])) {
        let is_plain = segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-:".contains(&byte));
        assert!(segment == "*" || (is_plain && segment.len() <= 64), "{text}");
    }
    // The messages are texts of the crate, in which nothing of a body can stand but numbers of bytes and limits.
    let words = [expected, found].concat();
    let are_words = words.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" :,`-".contains(&byte));
    assert!(are_words && words.len() < 120, "{text}");
    assert!(!message.contains(TEXT) && !message.contains(NUMBER), "{text}: {}", crate::shown(body));
}

/// Reads a body in which each value is another one that can be found again, as an event and cut off. The seed says in
/// which format.
pub(crate) fn in_some_format<V: Vendor>(tree: &Value<'_>, seed: &[u8]) {
    let seed = choice(seed);
    let poisoned = poisoned(tree, seed, true);
    let body = poisoned.to_body(FORMATS[seed % 3]);
    for body in [&body[..], &body[..seed % (body.len() + 1)]] {
        let verified = Verified::<V, _>::assume_authentic(body);
        let shown = match V::decode(&verified) {
            Err(error) => {
                is_clean(&error, body);
                format!("{error} {error:?} {verified:?}")
            }
            Ok(_) => format!("{verified:?}"),
        };
        // A name may be shown, and may be such a text already.
        if !has_such_a_name(tree) {
            assert!(!shown.contains(TEXT) && !shown.contains(NUMBER), "{shown}");
        }
    }
    if let Err(error) = poisoned.decode::<chathooks::acquire::Case<'_>>() {
        is_clean(&error, b"");
    }
    let verified = Verified::<Acquire, _>::assume_authentic(poisoned.to_body(Format::Json));
    if let Err(error) = verified.decode::<std::collections::BTreeMap<String, u8>>() {
        is_clean(&error, verified.as_bytes());
    }
}

/// Checks that an error of serde shows none of the values.
pub(crate) fn is_hidden(error: &serde_json::Error, record: &[u8]) {
    let text = format!("{error} {error:?}");
    assert!(!text.contains(TEXT) && !text.contains(NUMBER), "{text}: {}", crate::shown(record));
}

pub(crate) fn has_such_a_name(tree: &Value<'_>) -> bool {
    match tree {
        Value::Array(list) => list.iter().any(has_such_a_name),
        Value::Object(fields) => {
            fields.iter().any(|(name, value)| name.contains(TEXT) || name.contains(NUMBER) || has_such_a_name(value))
        }
        _ => false,
    }
}

/// Puts another value in the place of each, now of the same sort and now of another; the name of the event stays, so
/// that its model is what reads the others.
pub(crate) fn poisoned(tree: &Value<'_>, seed: usize, top: bool) -> Value<'static> {
    let sort = seed.wrapping_mul(0x9E37_79B9) >> 7;
    let text = || Value::from(format!("{TEXT}{sort}"));
    let number = || Value::Number(NUMBER.parse().expect("a number"));
    match tree {
        Value::Array(_) | Value::Object(_) if sort % 16 == 3 && !top => text(),
        Value::Array(list) => {
            let elements = list.iter().zip(1..);
            Value::Array(elements.map(|(element, place)| poisoned(element, sort + place, false)).collect())
        }
        Value::Object(fields) => {
            let mut poisonous = Object::new();
            for ((name, value), place) in fields.iter().zip(1..) {
                let is_name = top && matches!(name, "event" | "event_fqn") && value.as_str().is_some();
                let value = if is_name { value.clone().into_owned() } else { poisoned(value, sort + place, false) };
                poisonous.push(name.to_owned(), value);
            }
            Value::Object(poisonous)
        }
        _ => match sort % 8 {
            0 => Value::Array(vec![text()]),
            1 => [("inner", number())].into_iter().collect::<Object<'_>>().into(),
            2 => number(),
            3 => Value::Bool(true),
            4 => match tree {
                Value::Number(_) => number(),
                _ => text(),
            },
            5 => Value::from(NUMBER),
            6 => Value::from(format!("{{\"inner\":\"{TEXT}\",\"id\":{NUMBER}")),
            _ => text(),
        },
    }
}
