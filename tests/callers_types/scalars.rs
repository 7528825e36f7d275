//! Numbers, strings, bytes, lists and maps.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{CString, OsString};
use std::marker::PhantomData;
use std::net::IpAddr;
use std::num::{NonZeroI128, NonZeroU8};
use std::ops::Range;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::compare::{Case, case, read_only};

#[derive(Debug, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    A,
    #[serde(alias = "bee", alias = "1")]
    B,
}

#[derive(Debug, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id(i64);

/// Tuples and arrays in each other.
type Nested = (u8, (), [(Option<u8>, [i8; 2]); 1]);

pub(crate) const SCALARS: &[Case] = &[
    case!(bool: "true", "false"),
    case!((): "null", "[]"),
    case!(char: r#""x""#, r#""\u00e9""#, r#""\ud83d\ude00""#, r#""xy""#, r#""""#),
    case!(u8: "1", "255", "256", "-0", "-1", "1.0", "1e2"),
    case!(i8: "1", "-128", "-129", "128", "-0"),
    case!(u16: "65535", "65536"),
    case!(i16: "-32768", "-32769"),
    case!(u32: "4294967295", "4294967296"),
    case!(i32: "-2147483648", "-2147483649"),
    case!(u64: "18446744073709551615", "18446744073709551616", "1e2"),
    case!(i64: "-9223372036854775808", "-9223372036854775809", "9223372036854775808"),
    case!(
        u128: "1", "18446744073709551616", "340282366920938463463374607431768211455",
        "340282366920938463463374607431768211456", "-1", "-0", "1.0", "1e2"
    ),
    case!(
        i128: "1", "-1", "18446744073709551616", "-170141183460469231731687303715884105728",
        "-170141183460469231731687303715884105729", "-9223372036854775809", "-0", "1.0", "1e2"
    ),
    case!(f32: "1.5", "-0", "0.1", "16777217", "1e39", "1e-46", "3.4028235677973366e38"),
    case!(f64: "1.5", "-0", "-0.0", "0.1", "1e308", "1e309", "5e-324", "18446744073709551616", "9007199254740993"),
    case!(NonZeroU8: "1", "0"),
    case!(NonZeroI128: "18446744073709551616", "0", "-1"),
    case!(String: r#""x""#, r#""""#, r#""a\"\\\/\b\f\n\r\t\u0000\ud83d\ude00""#, r#""\ud83d""#, r#""\ude00\ud83dx""#),
    case!(&str: r#""x""#, r#""\n""#, r#""\ud83d""#),
    case!(Cow<'_, str>: r#""x""#, r#""\n""#),
    case!(Box<str>: r#""x""#),
    case!(Option<u8>: "1", "null"),
    case!(Option<Option<u8>>: "1", "null"),
    case!(Option<()>: "null", "[]"),
    case!(PhantomData<u8>: "null", "1"),
    case!(IpAddr: r#""::1""#, r#"{"V4":[1,2,3,4]}"#),
    case!(Duration: r#"{"secs":1,"nanos":2}"#, "[1,2]", r#"{"secs":18446744073709551615,"nanos":1000000000}"#),
    case!(Range<u8>: r#"{"start":1,"end":2}"#, "[1,2]"),
    case!(OsString: r#"{"Unix":[97,98]}"#, r#"{"Windows":[97]}"#, r#""Unix""#),
    case!(CString: "[97,98]", r#""ab""#, r#""a\u0000""#, "[0]", r#""\ud83d""#),
    case!(&[u8]: r#""ab""#, r#""\n""#, "[97]", r#""\ud83d""#),
    case!(Cow<'_, [u8]>: "[97]", r#""ab""#),
    case!(Box<[u8]>: "[97]"),
    case!(std::path::PathBuf: r#""a/b""#, "[97]"),
    case!(&std::path::Path: r#""a/b""#, r#""a\\b""#),
    read_only!(serde::de::IgnoredAny: r#"{"a":[1e999,"\ud83d"]}"#, "[]", "1"),
];

pub(crate) const LISTS_AND_MAPS: &[Case] = &[
    case!(Value: r#"{"a":[1,-1,1.5,"x",null,true,{"b":{}}]}"#, "18446744073709551616", "-0", "1e309", r#"{"a":1,"a":2}"#),
    case!(Map<String, Value>: r#"{"a":[1,-1,1.5],"b":{"c":null}}"#),
    case!(Vec<u8>: "[]", "[1,2,3]"),
    case!(Vec<Vec<Option<u8>>>: "[]", "[[1,null],[]]"),
    case!(BTreeSet<String>: r#"["b","a","b"]"#),
    case!([u8; 3]: "[1,2,3]", "[1,2]", "[1,2,3,4]"),
    case!([u8; 0]: "[]", "[1]", "null"),
    case!([[u8; 2]; 2]: "[[1,2],[3,4]]"),
    case!((u8,): "[1]", "1"),
    case!((u8, String, Option<f64>): r#"[1,"x",1.5]"#, r#"[1,"x",null]"#, r#"[1,"x"]"#),
    case!(Nested: "[1,null,[[2,[3,-4]]]]"),
    case!(Vec<()>: "[null,null]"),
    case!(BTreeMap<String, u8>: r#"{"a":1,"b":2}"#, "{}", r#"{"a":1,"a":2}"#),
    case!(BTreeMap<u8, u8>: r#"{"1":1,"255":2}"#, r#"{"256":1}"#, r#"{"01":1}"#, r#"{"1.0":1}"#, r#"{"-0":1}"#, r#"{" 1":1}"#),
    case!(BTreeMap<i64, u8>: r#"{"-1":1}"#, r#"{"-9223372036854775808":1}"#, r#"{"1e2":1}"#, r#"{"+1":1}"#),
    case!(BTreeMap<u128, u8>: r#"{"18446744073709551616":1}"#, r#"{"1":1}"#, r#"{"-0":1}"#),
    case!(BTreeMap<i128, u8>: r#"{"-18446744073709551616":1}"#, r#"{"-0":1}"#),
    case!(BTreeMap<bool, u8>: r#"{"true":1,"false":2}"#, r#"{"1":1}"#, r#"{"True":1}"#, r#"{"true ":1}"#),
    case!(BTreeMap<char, u8>: r#"{"x":1}"#, r#"{"xy":1}"#),
    case!(BTreeMap<Key, u8>: r#"{"A":1,"B":2}"#, r#"{"bee":1}"#, r#"{"0":1}"#, r#"{"1":1}"#),
    case!(BTreeMap<Id, u8>: r#"{"1":1,"-1":2}"#, r#"{"1e0":2}"#),
    case!(BTreeMap<Option<u8>, u8>: r#"{"1":1}"#, r#"{"null":1}"#, r#"{"":1}"#),
    case!(BTreeMap<&str, Cow<'_, str>>: r#"{"a":"b"}"#, r#"{"\n":"b"}"#),
    case!(BTreeMap<(), u8>: r#"{"":1}"#, r#"{"null":1}"#, "{}"),
    case!(BTreeMap<String, BTreeMap<u8, Vec<Option<bool>>>>: r#"{"a":{"1":[true,null]},"b":{}}"#),
    read_only!(Vec<(f64, Vec<serde::de::IgnoredAny>)>: "[[1.5,[1,{}]]]", r#"[[-0,[]],[1e2,["x"]]]"#),
    read_only!(Floats: r#"{"1.5":1,"-0":2,"1":3}"#, r#"{"1e999":1}"#, r#"{"NaN":1}"#, r#"{"1.50":1,"1.5":2}"#),
];

/// A map with floats for names, which no map of the standard library has.
#[derive(Debug)]
pub(crate) struct Floats {
    #[expect(dead_code, reason = "shown alone")]
    pairs: Vec<(f64, u8)>,
}

impl<'de> Deserialize<'de> for Floats {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Floats;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Floats, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Floats { pairs })
            }
        }

        deserializer.deserialize_map(Visitor)
    }
}
