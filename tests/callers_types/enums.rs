//! Enums in each of serde's four representations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::compare::{Case, case};

#[derive(Debug, Default, Deserialize, Serialize)]
pub(crate) struct Inner {
    a: u8,
    #[serde(default)]
    b: Option<Box<Inner>>,
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Nothing;

#[derive(Debug, Deserialize, Serialize)]
pub(crate) enum External {
    A,
    B,
    New(u8),
    Maybe(Option<u8>),
    Nil(()),
    Boxed(Box<External>),
    Tuple(u8, #[serde(default)] String),
    One(#[serde(default)] u8, #[serde(skip)] u8),
    None(),
    Struct {
        a: u8,
        #[serde(default)]
        b: Option<u8>,
    },
    Empty {},
    #[serde(rename = "re-named", alias = "0")]
    Renamed,
    #[serde(skip)]
    #[expect(dead_code, reason = "never read")]
    Skipped,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(tag = "t")]
pub(crate) enum Internal {
    A,
    B,
    New(Inner),
    Map(BTreeMap<String, u8>),
    Nothing(Nothing),
    Deep(External),
    Struct {
        a: u8,
        #[serde(default)]
        b: Vec<Internal>,
    },
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(tag = "t", rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum InternalOther {
    A,
    Struct {
        a: f32,
    },
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(tag = "t", content = "c")]
pub(crate) enum Adjacent {
    A,
    B,
    New(u8),
    Maybe(Option<u8>),
    Boxed(Box<Adjacent>),
    Tuple(u8, String),
    Struct {
        a: u8,
        #[serde(default)]
        b: Option<u8>,
    },
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(tag = "t", content = "c", deny_unknown_fields)]
pub(crate) enum AdjacentDenied {
    A,
    Tuple(u8, #[serde(default)] String),
    Struct {
        a: u8,
    },
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum Untagged {
    Unit,
    Small(u8),
    SignedContent(i64),
    Big(u64),
    Float(f64),
    Flag(bool),
    Tuple(u8, String),
    Struct { a: u8, b: Box<Untagged> },
    Deep(External),
    Text(String),
    List(Vec<Untagged>),
    Map(BTreeMap<String, Untagged>),
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum UntaggedBorrowing<'a> {
    Letter(char),
    Str(&'a str),
    Owned(String),
    Keys(BTreeMap<u8, Option<u8>>),
    Struct {
        #[serde(borrow)]
        a: std::borrow::Cow<'a, str>,
    },
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Around {
    id: u8,
    #[serde(flatten)]
    external: External,
    #[serde(flatten)]
    internal: Internal,
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct AroundAdjacent {
    #[serde(flatten)]
    adjacent: Option<Adjacent>,
    #[serde(flatten)]
    untagged: Untagged,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(from = "External", into = "u8")]
pub(crate) struct From {
    is_unit: bool,
}

impl Clone for From {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl std::convert::From<External> for From {
    fn from(external: External) -> Self {
        Self { is_unit: matches!(external, External::A) }
    }
}

impl std::convert::From<From> for u8 {
    fn from(from: From) -> Self {
        Self::from(from.is_unit)
    }
}

pub(crate) const CASES: &[Case] = &[
    case!(
        External: r#""A""#, r#"{"A":null}"#, r#"{"New":1}"#, r#"{"Maybe":null}"#, r#"{"Nil":null}"#, r#"{"Boxed":{"New":1}}"#,
        r#"{"Boxed":"A"}"#, r#"{"Tuple":[1,"x"]}"#, r#"{"Tuple":[1]}"#, r#"{"One":[1]}"#, r#"{"One":[]}"#, r#"{"None":[]}"#,
        r#"{"Struct":{"a":1,"b":2}}"#, r#"{"Struct":[1]}"#, r#"{"Empty":{}}"#, r#""re-named""#, r#""0""#, r#""New""#
    ),
    case!(
        Vec<External>: r#"["A",{"New":1},{"A":null}]"#, r#"[{"Tuple":[1,"x"]},{"One":[1]}]"#, r#"[0,"Nil"]"#, r#"["Tuple"]"#
    ),
    case!(
        Internal: r#"{"t":"A"}"#, r#"{"t":"B","x":[1]}"#, r#"{"a":1,"t":"New","b":{"a":2}}"#, r#"{"t":"Map","k":1,"l":2}"#,
        r#"{"t":"Nothing"}"#, r#"{"t":"Deep","New":1}"#, r#"{"b":[{"t":"A"},["A"]],"t":"Struct","a":1}"#, r#"["A"]"#,
        r#"["New",1,null]"#, r#"["Struct",1,[]]"#, r#"{"t":0}"#, "[0]"
    ),
    case!(
        InternalOther: r#"{"t":"a"}"#, r#"{"a":1.5,"t":"struct"}"#, r#"{"t":"zz","a":1}"#, r#"["struct",1]"#, r#"{"t":true}"#
    ),
    case!(
        Adjacent: r#"{"t":"A"}"#, r#"{"t":"A","c":null}"#, r#"{"c":1,"t":"New"}"#, r#"{"t":"Maybe","c":null}"#, r#"{"t":"Maybe"}"#,
        r#"{"t":"Boxed","c":{"c":[1,"x"],"t":"Tuple"}}"#, r#"{"t":"Struct","c":{"a":1}}"#, r#"{"t":"Struct","c":[1,2]}"#,
        r#"["A"]"#, r#"["A",null]"#, r#"["New",1]"#, r#"{"t":0}"#, r#"{"c":1,"t":2}"#, "[2,1]", r#"{"t":{"New":null},"c":1}"#
    ),
    case!(
        AdjacentDenied: r#"{"t":"A"}"#, r#"{"c":[1,"x"],"t":"Tuple"}"#, r#"{"t":"Struct","c":{"a":1}}"#, r#"{"t":"zz"}"#,
        r#"{"t":"zz","c":null}"#, r#"{"t":"A","c":null,"d":1}"#, r#"["Tuple",[1]]"#
    ),
    case!(
        Untagged: "null", "1", "-1", "18446744073709551615", "1.5", "true", r#"[1,"x"]"#, r#"{"a":1,"b":{"a":2,"b":null}}"#,
        r#""A""#, r#"{"New":1}"#, r#""zz""#, r#"[1,null,"x",{}]"#, r#"{"k":[{"l":-0}]}"#, r#"{"A":null}"#, r#"{"A":0}"#
    ),
    case!(
        UntaggedBorrowing<'_>: r#""x""#, r#""xy""#, r#""x\ny""#, r#"{"1":2,"3":null}"#, r#"{"a":"x"}"#, r#"{"a":"\t"}"#, r#"["x"]"#
    ),
    case!(
        Around: r#"{"id":1,"New":2,"t":"A"}"#, r#"{"t":"Struct","a":1,"Struct":{"a":2},"id":1}"#, r#"{"id":1,"A":null,"t":"B"}"#
    ),
    case!(AroundAdjacent: r#"{"t":"New","c":1,"x":"y"}"#, r#"{"a":1,"b":null}"#, r#"{"c":0,"t":"A"}"#),
    case!(From: r#""A""#, r#"{"New":1}"#),
    case!(Option<External>: r#""A""#, "null", r#"{"Maybe":null}"#),
    case!(Result<u8, String>: r#"{"Ok":1}"#, r#"{"Err":"x"}"#),
    case!(std::ops::Bound<u8>: r#""Unbounded""#, r#"{"Included":1}"#, r#"{"Excluded":2}"#, r#"{"Unbounded":null}"#),
];
