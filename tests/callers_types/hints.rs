//! Visitors that take whatever they are given, under each hint that a type can give: what `serde_json` gives them is part of
//! its behaviour, and so is what it does with the rest of a list or map that a visitor leaves.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, VariantAccess as _};

use super::compare::{Case, read_only};

/// What a visitor was given.
#[derive(Debug)]
#[expect(dead_code, reason = "shown alone")]
pub(crate) enum Seen {
    Unit,
    None,
    Some(Box<Seen>),
    Newtype(Box<Seen>),
    Bool(bool),
    I64(i64),
    U64(u64),
    I128(i128),
    U128(u128),
    F64(f64),
    Str(String),
    Bytes(Vec<u8>),
    Seq(Vec<Seen>, bool),
    Map(Vec<(Seen, Seen)>, bool),
    Variant(String, Box<Seen>),
}

/// Takes everything, or at most so many elements and fields.
struct Visitor<const MOST: usize>;

impl<'de> Deserialize<'de> for Seen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Visitor::<{ usize::MAX }>)
    }
}

type Given<E> = Result<Seen, E>;

impl<'de, const MOST: usize> de::Visitor<'de> for Visitor<MOST> {
    type Value = Seen;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_bool<E>(self, value: bool) -> Given<E> {
        Ok(Seen::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Given<E> {
        Ok(Seen::I64(value))
    }

    fn visit_u64<E>(self, value: u64) -> Given<E> {
        Ok(Seen::U64(value))
    }

    fn visit_i128<E>(self, value: i128) -> Given<E> {
        Ok(Seen::I128(value))
    }

    fn visit_u128<E>(self, value: u128) -> Given<E> {
        Ok(Seen::U128(value))
    }

    fn visit_f64<E>(self, value: f64) -> Given<E> {
        Ok(Seen::F64(value))
    }

    fn visit_str<E>(self, value: &str) -> Given<E> {
        Ok(Seen::Str(value.to_owned()))
    }

    fn visit_bytes<E>(self, value: &[u8]) -> Given<E> {
        Ok(Seen::Bytes(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Given<E> {
        Ok(Seen::Unit)
    }

    fn visit_none<E>(self) -> Given<E> {
        Ok(Seen::None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Given<D::Error> {
        Ok(Seen::Some(Box::new(Seen::deserialize(deserializer)?)))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Given<D::Error> {
        Ok(Seen::Newtype(Box::new(Seen::deserialize(deserializer)?)))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Given<A::Error> {
        let mut seen = Vec::new();
        while seen.len() < MOST {
            let Some(element) = seq.next_element()? else {
                // Once more, as serde's derived visitors do.
                return Ok(Seen::Seq(seen, seq.next_element::<Seen>()?.is_some()));
            };
            seen.push(element);
        }
        Ok(Seen::Seq(seen, false))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Given<A::Error> {
        let mut seen = Vec::new();
        while seen.len() < MOST {
            let Some(field) = map.next_entry()? else {
                return Ok(Seen::Map(seen, map.next_key::<Seen>()?.is_some()));
            };
            seen.push(field);
        }
        Ok(Seen::Map(seen, false))
    }

    fn visit_enum<A: de::EnumAccess<'de>>(self, data: A) -> Given<A::Error> {
        let (name, variant) = data.variant::<String>()?;
        let seen = match name.as_str() {
            "A" => variant.unit_variant().map(|()| Seen::Unit),
            "New" => variant.newtype_variant(),
            "Tuple" => variant.tuple_variant(2, Self),
            _ => variant.struct_variant(&["a", "b"], Self),
        }?;
        Ok(Seen::Variant(name, Box::new(seen)))
    }
}

/// Names a way to ask a deserializer.
pub(crate) trait Hint {
    fn ask<'de, D: Deserializer<'de>, V: de::Visitor<'de>>(deserializer: D, visitor: V) -> Result<V::Value, D::Error>;
}

/// What a visitor is given under the hint `H`, when it takes at most `MOST` elements.
pub(crate) struct Under<H, const MOST: usize = { usize::MAX }>(Seen, PhantomData<H>);

impl<H, const MOST: usize> fmt::Debug for Under<H, MOST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de, H: Hint, const MOST: usize> Deserialize<'de> for Under<H, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(H::ask(deserializer, Visitor::<MOST>)?, PhantomData))
    }
}

macro_rules! hints {
    ($($name:ident $method:ident $(($($argument:expr),*))?;)+) => {
        $(#[derive(Debug)]
        pub(crate) struct $name;

        impl Hint for $name {
            fn ask<'de, D: Deserializer<'de>, V: de::Visitor<'de>>(de: D, visitor: V) -> Result<V::Value, D::Error> {
                de.$method($($($argument,)*)? visitor)
            }
        })+

        pub(crate) const CASES: &[Case] = &[
            $(anything!(Under<$name>), anything!(Vec<Under<$name, 1>>), anything!(Vec<Under<$name, 0>>),)+
            // Names are read under each hint too.
            $(read_only!(Vec<Named<$name>>: r#"[{"1":1,"true":2,"x":3}]"#, r#"[{"A":1},{"-0":2},{"1.5":3},{"":4},{"null":5}]"#),)+
        ];
    };
}

macro_rules! anything {
    ($type:ty) => {
        read_only!(
            $type:
            "[null,true,7,-7,1.5]", r#"["x","\n","\ud83d",[1,2],{"A":null}]"#, r#"[{"New":1},{"Tuple":[1,2]},{"Struct":{"a":1}}]"#,
            "null", "7", r#""A""#, r#"{"a":1,"b":[2]}"#, "[[],[1],[1,2],[[1]]]", "[{},1e2,18446744073709551616]"
        )
    };
}

hints! {
    Any deserialize_any;
    Bool deserialize_bool;
    I8 deserialize_i8;
    I64 deserialize_i64;
    I128 deserialize_i128;
    U8 deserialize_u8;
    U64 deserialize_u64;
    U128 deserialize_u128;
    F32 deserialize_f32;
    F64 deserialize_f64;
    Char deserialize_char;
    Str deserialize_str;
    OwnedStr deserialize_string;
    Bytes deserialize_bytes;
    ByteBuf deserialize_byte_buf;
    Optional deserialize_option;
    Unit deserialize_unit;
    UnitStruct deserialize_unit_struct("Unit");
    Newtype deserialize_newtype_struct("Newtype");
    Seq deserialize_seq;
    Tuple deserialize_tuple(2);
    TupleStruct deserialize_tuple_struct("Tuple", 2);
    Map deserialize_map;
    Struct deserialize_struct("Struct", &["a", "b"]);
    Enum deserialize_enum("Enum", &["A", "New", "Tuple", "Struct"]);
    Identifier deserialize_identifier;
    Ignored deserialize_ignored_any;
}

/// A map whose names are read under the hint `H`.
#[derive(Debug)]
pub(crate) struct Named<H>(#[expect(dead_code, reason = "shown alone")] Vec<(Under<H>, Seen)>);

impl<'de, H: Hint> Deserialize<'de> for Named<H> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs<H>(PhantomData<H>);

        impl<'de, H: Hint> de::Visitor<'de> for Pairs<H> {
            type Value = Named<H>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Named(pairs))
            }
        }

        deserializer.deserialize_map(Pairs(PhantomData))
    }
}
