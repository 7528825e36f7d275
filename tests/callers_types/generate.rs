//! Bodies made from a type's samples: other values of the same shape, values of nearly the same shape, and damaged text.

use super::document::Json;
use super::random::Random;

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "7",
    "-1",
    "-0",
    "-0.0",
    "0.0",
    "1.0",
    "1.5",
    "-7.25",
    "1e2",
    "1E+2",
    "1e-2",
    "100",
    "127",
    "128",
    "-128",
    "-129",
    "255",
    "256",
    "65535",
    "65536",
    "4294967295",
    "4294967296",
    "-2147483649",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "-18446744073709551616",
    "170141183460469231731687303715884105727",
    "-170141183460469231731687303715884105728",
    "340282366920938463463374607431768211455",
    "340282366920938463463374607431768211456",
    "1e308",
    "1e309",
    "-1e999",
    "5e-324",
    "1e-400",
    "16777217",
    "1e39",
    "0e999",
];
const STRINGS: &[&str] = &[
    "\"\"",
    "\"x\"",
    "\"xy\"",
    "\"A\"",
    "\"B\"",
    "\"New\"",
    "\"Struct\"",
    "\"Tuple\"",
    "\"0\"",
    "\"1\"",
    "\"-1\"",
    "\"255\"",
    "\"1.0\"",
    "\"true\"",
    "\"null\"",
    "\"a\\nb\"",
    "\"\\u0041\"",
    "\"\\u00e9\"",
    "\"\\u0000\"",
    "\"é😀\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\ude00x\"",
    "\"\\ud83d\\ud83d\\ude00\"",
    "\"\\/\"",
    "\"[]\"",
    "\"[1]\"",
    "\"{}\"",
    "\"{\\\"a\\\":1}\"",
    "\" 1\"",
    "\"t\"",
    "\"item\"",
];
const OTHERS: &[&str] = &[
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "[[]]",
    "[null]",
    "[0]",
    "[[],5]",
    "{\"A\":0}",
    "{\"A\":null}",
    "{\"New\":1}",
    "{\"0\":null}",
    "{\"a\":1}",
    "{\"t\":0}",
    "{\"t\":\"A\",\"c\":null}",
    "[\"A\",null]",
    "[0,1]",
    "{\"_\":\"x\"}",
    "{\"item\":[1]}",
    "{\"0\":1,\"1\":2}",
    "{\"$serde_json::private::Number\":\"1\"}",
    "{\"$chathooks::tree\":1}",
];
const NAMES: &[&str] = &[
    "\"a\"",
    "\"b\"",
    "\"c\"",
    "\"t\"",
    "\"x\"",
    "\"A\"",
    "\"B\"",
    "\"New\"",
    "\"Struct\"",
    "\"0\"",
    "\"1\"",
    "\"-1\"",
    "\"-0\"",
    "\"01\"",
    "\"1.0\"",
    "\"1e2\"",
    "\"256\"",
    "\"true\"",
    "\"false\"",
    "\"null\"",
    "\"\"",
    "\" 1\"",
    "\"\\u0061\"",
    "\"\\u0031\"",
    "\"\\n\"",
    "\"\\ud83d\"",
    "\"é\"",
    "\"18446744073709551616\"",
    "\"Ok\"",
    "\"secs\"",
    "\"start\"",
    "\"V4\"",
    "\"firstOne\"",
    "\"second\"",
    "\"1e999\"",
];

pub(crate) fn scalar(random: &mut Random) -> Json {
    let token = match random.below(4) {
        0 => random.pick(NUMBERS),
        1 => random.pick(STRINGS),
        2 => random.pick(OTHERS),
        _ => return Json::Scalar(number(random)),
    };
    Json::Scalar(token.to_owned())
}

fn number(random: &mut Random) -> String {
    match random.below(6) {
        0 => random.below(256).to_string(),
        1 => random.next().to_string(),
        2 => random.next().cast_signed().to_string(),
        3 => (u128::from(random.next()) << (random.below(64)) | u128::from(random.next())).to_string(),
        4 => (f64::from_bits(random.next()).abs() % 1e9).to_string().replace("NaN", "0.5"),
        _ => format!("{}.{}e{}", random.below(10), random.below(1000), random.below(40).cast_signed() - 20),
    }
}

/// Gives scalars other values of the same sort: the shape stays.
pub(crate) fn revalue(json: &mut Json, random: &mut Random) {
    match json {
        Json::Scalar(token) => {
            if random.below(3) == 0 {
                *token = match token.as_bytes().first() {
                    Some(b'"') => format!("{:?}", random.pick(&["", "x", "y", "é", "😀", "A", "New", "12", "t"])),
                    Some(b't' | b'f') => random.pick(&["true", "false"]).to_owned(),
                    Some(b'n') => random.pick(&["null", "1", "\"x\""]).to_owned(),
                    _ => number(random),
                };
            }
        }
        Json::Array(array) => array.iter_mut().for_each(|element| revalue(element, random)),
        Json::Object(object) => object.iter_mut().for_each(|(_, value)| revalue(value, random)),
    }
}

/// Changes the shape at one place; `other` is a value of the same type or of another.
pub(crate) fn mutate(json: &mut Json, other: &mut Json, random: &mut Random) {
    let place = json.any(random);
    match (random.below(9), &mut *place) {
        (0, _) => *place = other.any(random).clone(),
        (1, _) => *place = Json::Array(vec![place.clone()]),
        (2, _) => *place = Json::Object(vec![(random.pick(NAMES).to_owned(), place.clone())]),
        (3, Json::Object(object)) => *place = Json::Array(object.drain(..).map(|(_, value)| value).collect()),
        (3, Json::Array(array)) if array.len() == 1 => *place = array.remove(0),
        (4..=5, Json::Array(array)) => {
            let (from, to) = (random.index(array.len() + 1), random.index(array.len() + 1));
            if random.below(2) == 0 && from < array.len() {
                array.remove(from);
            } else {
                let element = array.get(from).cloned().unwrap_or_else(|| scalar(random));
                array.insert(to, element);
            }
        }
        (4..=8, Json::Object(object)) => {
            let (from, to) = (random.index(object.len() + 1), random.index(object.len() + 1));
            if from == object.len() {
                object.insert(to, (random.pick(NAMES).to_owned(), scalar(random)));
            } else {
                match random.below(5) {
                    0 => drop(object.remove(from)),
                    1 => object.insert(to, object[from].clone()),
                    2 => object.insert(to, (object[from].0.clone(), scalar(random))),
                    3 => random.pick(NAMES).clone_into(&mut object[from].0),
                    _ => {
                        let field = object.remove(from);
                        object.insert(to.min(object.len()), field);
                    }
                }
            }
        }
        _ => *place = scalar(random),
    }
}

/// Damages the text of a body: its first byte stays, so that it stays JSON.
pub(crate) fn damage(body: &mut Vec<u8>, random: &mut Random) {
    let at = 1 + random.index(body.len());
    let to = (at + random.index(6)).min(body.len());
    match random.below(8) {
        0 => body.truncate(at),
        1 => drop(body.drain(at.min(to)..to)),
        2 => body
            .splice(
                at..at,
                random.pick(&[",", "[", "]", "{", "}", ":", "\"", "\\", "-", "0", "1", ".", "e", " "]).bytes(),
            )
            .for_each(drop),
        3 => body
            .splice(at..at, random.pick(&["null,", "[],", "\"a\":1,", ",5", "]]", "}}", "\u{1}", "\u{feff}"]).bytes())
            .for_each(drop),
        4 => body.extend(random.pick(&["}", "]", ",", "1", " ", "\n", "{}", "x", "\0"]).bytes()),
        5 => {
            let piece = body[at.min(to)..to].to_vec();
            body.splice(at..at, piece);
        }
        6 => {
            // Each bracket for another, from here on to the next one.
            if let Some(bracket) = body[at..].iter().position(|byte| b"[]{},:".contains(byte)) {
                body[at + bracket] = random.pick(&["[", "]", "{", "}", ",", ":"]).as_bytes()[0];
            }
        }
        _ => {
            if let Some(byte) = body.get_mut(at) {
                *byte = u8::try_from(random.below(256)).unwrap_or_default();
            }
        }
    }
}
