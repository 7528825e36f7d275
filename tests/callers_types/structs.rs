//! Structs.
#![allow(dead_code, reason = "some fields are shown alone")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use super::compare::{Case, case, read_only};

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Plain {
    a: u8,
    b: String,
    c: Option<bool>,
}

/// Its derived `visit_seq` asks for another element after the last one.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Defaults {
    #[serde(default)]
    a: u8,
    #[serde(default)]
    b: String,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Node {
    text: Option<u8>,
    parent: Option<Box<Node>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    children: Vec<Node>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Preset {
    port: u16,
    host: String,
    rest: Vec<Defaults>,
}

impl Default for Preset {
    fn default() -> Self {
        Self { port: 443, host: "h".into(), rest: Vec::new() }
    }
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Pair(u8, #[serde(default)] String);

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Three(u8, (i8, Option<u8>), Vec<Pair>);

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Unit;

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Empty {}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Newtype(Plain);

#[derive(Debug, Deserialize, Serialize)]
#[serde(transparent)]
pub(crate) struct Transparent {
    inner: Vec<Option<u8>>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Denied {
    first_one: u8,
    #[serde(alias = "second", alias = "2")]
    second_one: Option<Box<Denied>>,
    #[serde(rename = "third-one", default)]
    third_one: (),
    #[serde(skip)]
    skipped: u8,
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Flat {
    a: u8,
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Flatter {
    x: Option<u8>,
    #[serde(flatten)]
    plain: Plain,
    #[serde(flatten)]
    preset: Preset,
    #[serde(flatten)]
    maybe: Option<Coordinates>,
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Coordinates {
    lat: f64,
    lon: f32,
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Skipped {
    #[serde(skip, default = "seven")]
    unread: u8,
    #[serde(skip_deserializing)]
    written: Vec<u8>,
    #[serde(with = "text_or_number")]
    id: u64,
    #[serde(default, with = "text_or_number")]
    other: u64,
    kind: PhantomData<u8>,
}

fn seven() -> u8 {
    7
}

/// A number, written as one or as a string: what callers write for ids, through `deserialize_any`.
mod text_or_number {
    use serde::{Deserializer, Serializer, de};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
    pub(crate) fn serialize<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
        if number.is_multiple_of(2) { serializer.serialize_u64(*number) } else { serializer.collect_str(number) }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = u64;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number or its digits")
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<u64, E> {
                Ok(number)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<u64, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Borrowing<'a> {
    plain: &'a str,
    #[serde(borrow)]
    cow: Cow<'a, str>,
    #[serde(borrow, default)]
    maybe: Option<&'a str>,
    #[serde(borrow, default)]
    map: BTreeMap<&'a str, &'a str>,
    #[serde(default)]
    owned: Cow<'a, str>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Ignoring {
    a: u8,
    #[serde(rename = "rest")]
    _rest: serde::de::IgnoredAny,
}

pub(crate) const CASES: &[Case] = &[
    case!(Plain: r#"{"a":1,"b":"x","c":true}"#, r#"{"a":255,"b":"\u00e9\n"}"#, r#"[1,"x",null]"#),
    case!(Defaults: r#"{"a":1,"b":"x"}"#, "{}", "[]", "[1]", r#"[1,"x"]"#),
    case!(Vec<Defaults>: r#"[{"a":1},{"b":"x"}]"#, "[[]]", r#"[[1,"x"],[1],[]]"#, "[[],5]"),
    case!(Node: r#"{"text":1,"parent":{"parent":{"text":2}}}"#, "[1,[2,[],[]],[[3],[],{}]]", "[[[[]]]]", r#"{"children":[{},[]]}"#),
    case!(Preset: r#"{"port":80,"host":"x","rest":[{"a":2}]}"#, r#"[80,"x",[[1,"x"],[1]]]"#, "[80]", "{}"),
    case!(Pair: r#"[1,"x"]"#, "[1]"),
    case!(Three: r#"[1,[-1,null],[[1,"x"],[2]]]"#, "[1,[-1,7],[]]"),
    case!(Unit: "null", "[]", "{}"),
    case!(Empty: "{}", "[]", r#"{"a":[1]}"#, "null"),
    case!(Newtype: r#"{"a":1,"b":"x","c":null}"#, r#"[1,"x",true]"#, r#"[[1,"x",true]]"#),
    case!(Transparent: "[1,null,2]", "[]", r#"{"inner":[1]}"#),
    case!(
        Denied: r#"{"firstOne":1,"secondOne":{"firstOne":2},"third-one":null}"#, r#"{"firstOne":1,"second":null}"#,
        r#"{"firstOne":1,"2":{"firstOne":2}}"#, "[1,null,null]", r#"{"firstOne":1,"skipped":2}"#
    ),
    case!(Flat: r#"{"a":1,"b":{"c":[1.5,"x"]},"d":null}"#, r#"{"a":1}"#, "[1]"),
    case!(
        Flatter: r#"{"x":1,"a":1,"b":"x","c":null,"port":80,"host":"y","lat":1.5,"lon":-0.1}"#, r#"{"a":1,"b":"x"}"#,
        r#"{"a":1,"b":"x","lat":"1"}"#
    ),
    case!(Coordinates: r#"{"lat":1.25,"lon":1}"#, "[1e2,-0]"),
    case!(
        Skipped: r#"{"written":[1],"id":"7","other":8,"kind":null}"#, r#"{"id":8,"kind":null}"#, r#"["7",8,null]"#,
        r#"{"id":8,"unread":9,"kind":null}"#
    ),
    case!(
        Borrowing<'_>: r#"{"plain":"x","cow":"a\nb","maybe":"z","map":{"k":"v"},"owned":"o"}"#,
        r#"{"plain":"x","cow":"y","maybe":null}"#, r#"["x","y"]"#, r#"{"plain":"\u0041","cow":"y"}"#
    ),
    read_only!(Ignoring: r#"{"a":1,"rest":{"b":["\ud83d",1e999]}}"#, r#"{"a":1}"#, "[1,[[]]]", "[1]"),
    case!(Option<Box<Plain>>: r#"{"a":1,"b":"x"}"#, "null"),
];
