//! A serde `Deserializer` over a tree, and one over a text that may stand for a number or a flag.

use std::borrow::Cow;
use std::vec::IntoIter;

use serde::de::{self, DeserializeSeed, IntoDeserializer as _, Visitor};

use super::{EXACT, Tree};
use crate::DecodeError;
use crate::json;

type Result<T> = std::result::Result<T, DecodeError>;

/// Reads a tree into a model.
pub(crate) struct TreeReader<'de> {
    tree: Tree<'de>,
}

impl<'de> TreeReader<'de> {
    pub(crate) fn new(tree: Tree<'de>) -> Self {
        Self { tree }
    }

    fn read<V: Visitor<'de>>(self, exact: bool, visitor: V) -> Result<V::Value> {
        match self.tree {
            Tree::Null => visitor.visit_unit(),
            Tree::Flag(flag) => visitor.visit_bool(flag),
            Tree::Number(number) => match number.into_digits() {
                digits if !exact => json::visit_number(&digits, visitor),
                Cow::Borrowed(digits) => visitor.visit_borrowed_bytes(digits.as_bytes()),
                Cow::Owned(digits) => visitor.visit_byte_buf(digits.into_bytes()),
            },
            Tree::Text(text) => visit_text(text, visitor),
            Tree::List(list) => {
                let mut elements = Elements { list: list.into_iter(), index: 0 };
                let value = visitor.visit_seq(&mut elements)?;
                if elements.list.len() > 0 {
                    return Err(de::Error::invalid_length(elements.index, &"fewer elements"));
                }
                Ok(value)
            }
            Tree::Map(fields) => visitor.visit_map(Pairs { pairs: fields.into_pairs(), value: None }),
        }
    }
}

fn visit_text<'de, V: Visitor<'de>>(text: Cow<'de, str>, visitor: V) -> Result<V::Value> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}

impl<'de> de::Deserializer<'de> for TreeReader<'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.read(false, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.tree.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if name == EXACT { self.read(true, visitor) } else { visitor.visit_newtype_struct(self) }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.tree {
            Tree::Text(text) => visitor.visit_enum(text.into_deserializer()),
            Tree::Map(fields) if fields.len() == 1 => visitor
                .visit_enum(de::value::MapAccessDeserializer::new(Pairs { pairs: fields.into_pairs(), value: None })),
            tree => Self::new(tree).read(false, visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

struct Elements<'de> {
    list: IntoIter<Tree<'de>>,
    index: usize,
}

impl<'de> de::SeqAccess<'de> for Elements<'de> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(tree) = self.list.next() else { return Ok(None) };
        let value = seed.deserialize(TreeReader::new(tree)).map_err(|error| error.in_index(self.index))?;
        self.index += 1;
        Ok(Some(value))
    }
}

struct Pairs<'de> {
    pairs: IntoIter<(Cow<'de, str>, Tree<'de>)>,
    value: Option<(Cow<'de, str>, Tree<'de>)>,
}

impl<'de> de::MapAccess<'de> for Pairs<'de> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        self.value = self.pairs.next();
        match &self.value {
            Some((name, _)) => seed.deserialize(Loose::new(name.clone())).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        // Serde asks for a value only after its key.
        let (name, tree) = self.value.take().unwrap_or_default();
        seed.deserialize(TreeReader::new(tree)).map_err(|error| error.in_name(&name))
    }
}

/// Reads a text, or the number or flag that it writes where the model wants one: a map's names are always text.
pub(crate) struct Loose<'de>(Cow<'de, str>);

impl<'de> Loose<'de> {
    #[inline]
    pub(crate) fn new(text: Cow<'de, str>) -> Self {
        Self(text)
    }

    fn number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if json::is_number(&self.0) { json::visit_number(&self.0, visitor) } else { visit_text(self.0, visitor) }
    }
}

impl<'de> de::Deserializer<'de> for Loose<'de> {
    type Error = DecodeError;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visit_text(self.0, visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match &*self.0 {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => visit_text(self.0, visitor),
        }
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.number(visitor)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.number(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.number(visitor)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.number(visitor)
    }

    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.number(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.number(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.number(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.number(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.number(visitor)
    }

    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.number(visitor)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.number(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.number(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        if name == EXACT { visit_text(self.0, visitor) } else { visitor.visit_newtype_struct(self) }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    serde::forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
