//! A serde `Serializer` that builds a tree, so that a model writes every format.

use std::cell::Cell;

use serde::ser::{self, Serialize, Serializer};

use super::{EXACT, Number, Object, Value};
use crate::value::EncodeError;

/// Turns a value into a tree.
///
/// # Errors
///
/// When the value is not one of a body: a map whose names are not text, a number that is not finite.
pub(crate) fn to_tree<T: Serialize + ?Sized>(value: &T) -> Result<Value<'static>, EncodeError> {
    value.serialize(TreeWriter { digits: false, asked: Cell::new(false) })
}

/// Turns an event of this crate's own into a tree.
pub(crate) fn tree_of<T: Serialize>(event: &T) -> Value<'static> {
    #[expect(
        clippy::expect_used,
        reason = "each name in a model is a text, and each number was checked when it was made"
    )]
    to_tree(event).expect("an event is a tree")
}

type Result<T, E = EncodeError> = std::result::Result<T, E>;
type Built = Result<Value<'static>>;

struct TreeWriter {
    /// Whether the value is a [`Number`], which gives its digits to a serializer that changes its mind.
    digits: bool,
    asked: Cell<bool>,
}

impl Serializer for TreeWriter {
    type Ok = Value<'static>;
    type Error = EncodeError;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = List;
    type SerializeMap = Map;
    type SerializeStruct = Map;
    type SerializeStructVariant = Map;

    fn is_human_readable(&self) -> bool {
        !self.digits || self.asked.replace(true)
    }

    fn serialize_bool(self, flag: bool) -> Built {
        Ok(Value::Bool(flag))
    }

    fn serialize_i8(self, number: i8) -> Built {
        self.serialize_i64(number.into())
    }

    fn serialize_i16(self, number: i16) -> Built {
        self.serialize_i64(number.into())
    }

    fn serialize_i32(self, number: i32) -> Built {
        self.serialize_i64(number.into())
    }

    fn serialize_i64(self, number: i64) -> Built {
        Ok(Value::Number(number.into()))
    }

    fn serialize_u8(self, number: u8) -> Built {
        self.serialize_u64(number.into())
    }

    fn serialize_u16(self, number: u16) -> Built {
        self.serialize_u64(number.into())
    }

    fn serialize_u32(self, number: u32) -> Built {
        self.serialize_u64(number.into())
    }

    fn serialize_u64(self, number: u64) -> Built {
        Ok(Value::Number(number.into()))
    }

    fn serialize_i128(self, number: i128) -> Built {
        digits(number.to_string())
    }

    fn serialize_u128(self, number: u128) -> Built {
        digits(number.to_string())
    }

    fn serialize_f32(self, number: f32) -> Built {
        digits(serde_json::to_string(&number).unwrap_or_default())
    }

    fn serialize_f64(self, number: f64) -> Built {
        digits(serde_json::to_string(&number).unwrap_or_default())
    }

    fn serialize_char(self, letter: char) -> Built {
        Ok(letter.to_string().into())
    }

    fn serialize_str(self, text: &str) -> Built {
        if self.digits { digits(text.to_owned()) } else { Ok(text.to_owned().into()) }
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Built {
        Ok(Value::Array(bytes.iter().map(|byte| Value::Number(u64::from(*byte).into())).collect()))
    }

    fn serialize_none(self) -> Built {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Built {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Built {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Built {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Built {
        Ok(variant.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Built {
        value.serialize(Self { digits: name == EXACT, ..self })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Built {
        Ok(wrap(variant, to_tree(value)?))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<List> {
        Ok(List { list: Vec::with_capacity(length.unwrap_or(0).min(1024)), variant: None })
    }

    fn serialize_tuple(self, length: usize) -> Result<List> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<List> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<List> {
        Ok(List { list: Vec::new(), variant: Some(variant) })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Map> {
        Ok(Map { fields: Object::new(), name: String::new(), variant: None })
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Map> {
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Map> {
        Ok(Map { fields: Object::new(), name: String::new(), variant: Some(variant) })
    }
}

fn digits(digits: String) -> Built {
    Number::new(digits).map(Value::Number).map_err(|_| EncodeError::new("a number that is not finite"))
}

/// Serde's external tag: a variant that holds data is a map of one field.
fn wrap(variant: &'static str, value: Value<'static>) -> Value<'static> {
    Value::Object(std::iter::once((variant, value)).collect())
}

struct List {
    list: Vec<Value<'static>>,
    variant: Option<&'static str>,
}

impl List {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.list.push(to_tree(value)?);
        Ok(())
    }

    fn finish(self) -> Value<'static> {
        match self.variant {
            Some(variant) => wrap(variant, Value::Array(self.list)),
            None => Value::Array(self.list),
        }
    }
}

struct Map {
    fields: Object<'static>,
    name: String,
    variant: Option<&'static str>,
}

impl Map {
    fn finish(self) -> Value<'static> {
        match self.variant {
            Some(variant) => wrap(variant, Value::Object(self.fields)),
            None => Value::Object(self.fields),
        }
    }
}

/// Serde has a trait for each of its sorts of lists and maps; they differ in nothing but the name of the method.
macro_rules! collect {
    ($type:ty: $($trait:ident::$method:ident($($name:ident: $sort:ty)?)),+) => {$(
        impl ser::$trait for $type {
            type Ok = Value<'static>;
            type Error = EncodeError;

            fn $method<T: Serialize + ?Sized>(&mut self, $($name: $sort,)? value: &T) -> Result<()> {
                self.push($($name,)? value)
            }

            fn end(self) -> Built {
                Ok(self.finish())
            }
        }
    )+};
}

collect!(List: SerializeSeq::serialize_element(), SerializeTuple::serialize_element());
collect!(List: SerializeTupleStruct::serialize_field(), SerializeTupleVariant::serialize_field());
collect!(Map: SerializeStruct::serialize_field(name: &'static str));
collect!(Map: SerializeStructVariant::serialize_field(name: &'static str));

impl Map {
    fn push<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        self.fields.push(name, to_tree(value)?);
        Ok(())
    }
}

impl ser::SerializeMap for Map {
    type Ok = Value<'static>;
    type Error = EncodeError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<()> {
        self.name = match to_tree(name)? {
            Value::String(name) => name.into_owned(),
            Value::Number(number) => number.as_str().to_owned(),
            Value::Bool(flag) => flag.to_string(),
            _ => return Err(EncodeError::new("a map whose names are not text")),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.fields.push(std::mem::take(&mut self.name), to_tree(value)?);
        Ok(())
    }

    fn end(self) -> Built {
        Ok(self.finish())
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Number(number) => number.serialize(serializer),
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(list) => serializer.collect_seq(list),
            Value::Object(fields) => fields.serialize(serializer),
        }
    }
}
