//! Types of any shape: a type that is not chosen before the test runs. Its parts are serde's representations, as the derive
//! macro writes them.
#![expect(dead_code, reason = "the values are only shown")]

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

use super::compare::{Case, read_only};
use super::document::{Json, parse};
use super::hints::Seen;
use super::random::Random;

/// A type: its representation, and the types of its parts.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) representation: usize,
    pub(crate) parts: Vec<Rc<Shape>>,
}

impl Shape {
    /// Reads a shape from bytes: each is a representation, and is followed by the types of its parts. What is missing, or
    /// deeper than this, is an integer.
    pub(crate) fn of(bytes: &mut impl Iterator<Item = u8>, depth: usize) -> Rc<Self> {
        let representation =
            if depth == 0 { 0 } else { usize::from(bytes.next().unwrap_or(0)) % REPRESENTATIONS.len() };
        let count = REPRESENTATIONS.get(representation).map_or(0, |(parts, _)| *parts);
        Rc::new(Self { representation, parts: (0..count).map(|_| Self::of(bytes, depth.saturating_sub(1))).collect() })
    }

    /// Returns a value of this type, or one next to it.
    pub(crate) fn value(&self, random: &mut Random) -> Json {
        let samples = REPRESENTATIONS.get(self.representation).map_or(&["0"][..], |(_, samples)| samples);
        let mut value = parse(random.pick(samples));
        self.fill(&mut value, random);
        value
    }

    /// Puts values of the parts in the places of their indexes.
    fn fill(&self, value: &mut Json, random: &mut Random) {
        match value {
            Json::Scalar(token) => {
                if let Some(part) = token.parse().ok().and_then(|index: usize| self.parts.get(index)) {
                    *value = part.value(random);
                }
            }
            Json::Array(array) => array.iter_mut().for_each(|element| self.fill(element, random)),
            Json::Object(object) => object.iter_mut().for_each(|(_, value)| self.fill(value, random)),
        }
    }

    /// Reads the bodies of a closure as this type.
    pub(crate) fn with<T>(self: &Rc<Self>, read: impl FnOnce(&Case) -> T) -> T {
        let root = Rc::new(Self { representation: 0, parts: vec![Rc::clone(self)] });
        let _entered = Entered::new(root);
        read(&ANY_SHAPE)
    }
}

thread_local! {
    /// The types that are being read, the innermost last.
    static READING: RefCell<Vec<Rc<Shape>>> = const { RefCell::new(Vec::new()) };
}

/// Leaves a type where it is dropped.
struct Entered;

impl Entered {
    fn new(shape: Rc<Shape>) -> Self {
        READING.with_borrow_mut(|reading| reading.push(shape));
        Self
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        READING.with_borrow_mut(Vec::pop);
    }
}

/// The type of the part with this index of the type that is being read. It contains what `Debug` shows of the value.
struct Part<const INDEX: usize>(String);

impl<const INDEX: usize> fmt::Debug for Part<INDEX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de, const INDEX: usize> Deserialize<'de> for Part<INDEX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let part =
            READING.with_borrow(|reading| reading.last().and_then(|shape| shape.parts.get(INDEX)).map(Rc::clone));
        let shape = part.unwrap_or_else(|| Rc::new(Shape { representation: 0, parts: Vec::new() }));
        let representation = shape.representation;
        let _entered = Entered::new(shape);
        read(representation, deserializer).map(Self)
    }
}

#[derive(Debug, Deserialize)]
struct Newtype(Part<0>);

#[derive(Debug, Deserialize)]
struct Unit;

#[derive(Debug, Deserialize)]
struct Pair(Part<0>, #[serde(default = "absent")] Part<1>);

fn absent<const INDEX: usize>() -> Part<INDEX> {
    Part("absent".to_owned())
}

#[derive(Debug, Deserialize)]
struct Fields {
    a: Part<0>,
    #[serde(default = "absent", alias = "B")]
    b: Part<1>,
    c: Option<Part<2>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Denied {
    a: Part<0>,
    b: Option<Part<1>>,
}

#[derive(Debug, Deserialize)]
struct Flat {
    a: Part<0>,
    #[serde(flatten)]
    rest: BTreeMap<String, Part<1>>,
}

#[derive(Debug, Deserialize)]
struct Flatter {
    a: Option<Part<0>>,
    #[serde(flatten)]
    inner: Inner,
}

#[derive(Debug, Deserialize)]
struct Inner {
    b: Part<1>,
    c: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
struct FlatPart {
    a: IgnoredAny,
    #[serde(flatten)]
    part: Part<0>,
}

#[derive(Debug, Deserialize)]
enum External {
    A,
    New(Part<0>),
    Tuple(Part<0>, Part<1>),
    Struct { a: Part<0>, b: Option<Part<1>> },
}

#[derive(Debug, Deserialize)]
#[serde(tag = "t")]
enum Internal {
    A,
    New(Part<0>),
    Struct { a: Part<1>, b: Option<Part<0>> },
}

#[derive(Debug, Deserialize)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    A,
    New(Part<0>),
    Tuple(Part<0>, Part<1>),
    Struct { a: Part<1> },
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Struct { a: Part<0> },
    Tuple(Part<0>, Part<1>),
    New(Part<1>),
    Any(IgnoredAny),
}

macro_rules! representations {
    ($($parts:literal $type:ty, $sample:expr;)+) => {
        /// How many parts each representation has, and samples of its values, in which the index of a part is replaced by a value of it.
        pub(crate) const REPRESENTATIONS: &[(usize, &[&str])] = &[$(($parts, &$sample)),+];

        fn read<'de, D: Deserializer<'de>>(representation: usize, deserializer: D) -> Result<String, D::Error> {
            const READERS: usize = REPRESENTATIONS.len();
            let mut index = 0..READERS;
            $(if index.next() == Some(representation) {
                return <$type>::deserialize(deserializer).map(|value| format!("{value:?}"));
            })+
            Ok(String::new())
        }
    };
}

representations! {
    0 i64, ["7", "-7", "9223372036854775808"];
    0 u8, ["7", "255", "256", "-1"];
    0 i8, ["-128", "-129", "1.0"];
    0 u64, ["18446744073709551615", "18446744073709551616"];
    0 i128, ["-170141183460469231731687303715884105728", "1e2"];
    0 f64, ["1.5", "-0", "1e400", "1e-400", "9007199254740993"];
    0 f32, ["16777217", "0.1", "null"];
    0 bool, ["true", "false", "1"];
    0 char, [r#""x""#, r#""xy""#, r#""\ud83d\ude00""#, r#""""#];
    0 String, [r#""x""#, r#""a\nb""#, r#""\ud83d""#, r#""\u0041""#];
    0 Cow<'de, str>, [r#""x""#, r#""\\""#];
    0 (), ["null", "{}"];
    0 Unit, ["null", "[]"];
    0 IgnoredAny, ["[1,{}]", r#"{"a":[null]}"#];
    0 serde_json::Value, ["[1.5,{\"a\":\"\\n\"}]", "18446744073709551616"];
    0 Seen, [r#"[true,{"a":-7}]"#, "1e2"];
    1 Option<Part<0>>, ["null", "0", "0"];
    1 Newtype, ["0"];
    1 Vec<Part<0>>, ["[]", "[0]", "[0,0]"];
    1 (Part<0>,), ["[0]", "[]", "[0,0]"];
    1 [Part<0>; 2], ["[0,0]", "[0]"];
    1 BTreeMap<String, Part<0>>, ["{}", r#"{"x":0}"#, r#"{"x":0,"\u0079":0,"x":0}"#];
    1 BTreeMap<u8, Part<0>>, [r#"{"1":0}"#, r#"{"256":0}"#, r#"{"01":0}"#, r#"{"-0":0}"#];
    1 FlatPart, [r#"{"a":1,"b":0}"#, r#"{"a":1,"New":0}"#, r#"{"t":"New","a":0}"#];
    2 (Part<0>, Part<1>), ["[0,1]", "[0]"];
    2 Pair, ["[0,1]", "[0]"];
    3 Fields, [r#"{"a":0,"b":1}"#, r#"{"a":0}"#, r#"{"B":1,"a":0,"x":[1]}"#, "[0,1]", "[0,1,2]", r#"{"c":2,"a":0,"a":0}"#];
    2 Denied, [r#"{"a":0,"b":1}"#, r#"{"b":null,"a":0}"#, r#"{"a":0,"x":1}"#, "[0,1]"];
    2 Flat, [r#"{"a":0,"x":1,"y":1}"#, r#"{"x":1,"a":0}"#];
    2 Flatter, [r#"{"a":0,"b":1}"#, r#"{"b":1,"c":[],"x":null}"#];
    2 External, [r#""A""#, r#"{"New":0}"#, r#"{"Tuple":[0,1]}"#, r#"{"Struct":{"a":0}}"#, r#"{"A":null}"#, r#"{"Struct":[0,1]}"#];
    2 Internal, [r#"{"t":"A"}"#, r#"{"t":"Struct","a":1}"#, r#"{"a":1,"b":0,"t":"Struct"}"#, r#"["Struct",1]"#, r#"{"t":"New"}"#];
    2 Adjacent, [r#"{"t":"A"}"#, r#"{"t":"New","c":0}"#, r#"{"c":[0,1],"t":"Tuple"}"#, r#"{"t":"Struct","c":{"a":1}}"#];
    2 Untagged, [r#"{"a":0}"#, "[0,1]", "1", "0", "null"];
}

/// The case of the type that a test has chosen.
const ANY_SHAPE: Case = read_only!(Part<0>: "null");
