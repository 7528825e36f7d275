//! A serde `Deserializer` over a tree.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::de::{self, Visitor};

use super::access::{Elements, LooseMap, Pairs};
use super::loose::{WHITE_SPACE, into_list, into_text};
use super::{EMBEDDED, EXACT, Loose, MAP, TREE, Value};
use crate::limits::Budget;
use crate::{DecodeError, codec::json};

type Result<T> = std::result::Result<T, DecodeError>;

/// Reads a tree into a model.
///
/// A tree out of JSON is read as strictly as JSON is. Where the format has nothing but text, the model decides: text
/// is read as a number or flag where it wants one, an empty text as an empty list or map, one value as a list of one,
/// and JSON in a text as the list or map that it says.
pub(crate) struct TreeReader<'c, 'de> {
    pub(super) tree: Value<'de>,
    pub(super) context: Context<'c>,
}

#[derive(Clone, Copy)]
pub(super) struct Context<'c> {
    budget: &'c Budget,
    /// How many maps and lists are around the value.
    depth: u32,
    loose: bool,
    /// Whether a value that may be anything is taken for a map where its text says one.
    guess: bool,
}

impl Context<'_> {
    /// Returns the context of what is inside of a map or list.
    fn inside(self, loose: bool) -> Self {
        Self { depth: self.depth + 1, loose, ..self }
    }
}

impl<'c, 'de> TreeReader<'c, 'de> {
    pub(crate) fn new(tree: Value<'de>, budget: &'c Budget) -> Self {
        Self { tree, context: Context { budget, depth: 0, loose: false, guess: false } }
    }

    /// Makes a reader of a tree out of a format whose values are all text.
    pub(crate) fn loose(tree: Value<'de>, budget: &'c Budget) -> Self {
        Self { tree, context: Context { budget, depth: 0, loose: true, guess: true } }
    }

    /// Makes a reader of what `JSON.stringify` printed, of which nobody knows what it was printed from. What a strict
    /// reader of the same text reads, this one reads the same; where that one fails, all may have been text.
    pub(crate) fn stringified(tree: Value<'de>, budget: &'c Budget) -> Self {
        Self { tree, context: Context { budget, depth: 0, loose: true, guess: false } }
    }

    #[inline]
    fn is_loose(&self) -> bool {
        self.context.loose || matches!(&self.tree, Value::Object(fields) if fields.is_loose())
    }

    #[inline]
    pub(super) fn read<V: Visitor<'de>>(self, exact: bool, visitor: V) -> Result<V::Value> {
        let inside = self.inside();
        match self.tree {
            Value::Null => visitor.visit_unit(),
            Value::Bool(flag) => visitor.visit_bool(flag),
            Value::Number(number) => match number.into_digits() {
                digits if !exact => json::visit_number(&digits, visitor),
                Cow::Borrowed(digits) => visitor.visit_borrowed_bytes(digits.as_bytes()),
                Cow::Owned(digits) => visitor.visit_byte_buf(digits.into_bytes()),
            },
            Value::String(text) => visit_text(text, visitor),
            Value::Array(list) => {
                let mut elements = Elements::new(list, inside);
                let value = visitor.visit_seq(&mut elements)?;
                elements.end(value)
            }
            Value::Object(fields) => {
                let mut pairs = Pairs::new(fields, inside);
                let value = visitor.visit_map(&mut pairs)?;
                pairs.end(value)
            }
        }
    }

    /// Returns the context of what is inside of the value.
    pub(super) fn inside(&self) -> Context<'c> {
        self.context.inside(self.is_loose())
    }

    /// Returns the text that the value is, where all is text.
    #[inline]
    fn into_text(self) -> std::result::Result<Cow<'de, str>, Self> {
        if !self.is_loose() {
            return Err(self);
        }
        into_text(self.tree).map_err(|tree| Self { tree, context: self.context })
    }

    /// Returns the list or map that the text of the value stands for, where it is an empty text, or JSON that starts
    /// with `open`.
    fn unfold(self, open: char, empty: Value<'de>) -> Result<Self> {
        let Self { tree, context } = self;
        let Value::String(text) = &tree else { return Ok(Self { tree, context }) };
        let text = text.trim_matches(WHITE_SPACE);
        if text.is_empty() {
            return Ok(Self { tree: empty, context });
        }
        if !text.starts_with(open) {
            return Ok(Self { tree, context });
        }
        let seed = PhantomData::<Value<'_>>;
        let tree = json::from_slice(text.as_bytes(), context.budget.inside(context.depth as usize), seed)
            .map_err(|error| context.budget.outside(error))?
            .into_owned();
        context.budget.take(nodes(&tree))?;
        Ok(Self { tree, context: Context { loose: false, ..context } })
    }

    /// Gives the value, and what it says where it is a text of JSON within what is left of the limits.
    pub(crate) fn read_embedded<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let Self { tree, context } = self;
        let mut list = Vec::with_capacity(2);
        if let Value::String(text) = &tree
            && text.trim_start_matches(WHITE_SPACE).starts_with(['{', '['])
        {
            let limits = context.budget.inside(context.depth as usize);
            let inner = match text {
                Cow::Borrowed(text) => json::from_slice(text.as_bytes(), limits, PhantomData::<Value<'de>>),
                Cow::Owned(text) => {
                    json::from_slice(text.as_bytes(), limits, PhantomData::<Value<'_>>).map(Value::into_owned)
                }
            };
            if let Ok(inner) = inner {
                context.budget.take(nodes(&inner))?;
                list.push(inner);
            }
        }
        list.insert(0, tree);
        visitor.visit_seq(Elements::new(list, context))
    }

    fn read_list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if !self.is_loose() {
            return self.read_compound(false, true, visitor);
        }
        // One value is a list of one, and so is that one: a type that is a list of itself ends at the limit.
        self.context.budget.check_depth(self.context.depth as usize + 1)?;
        let mut reader = self.unfold('[', Value::Array(Vec::new()))?;
        reader.tree = Value::Array(into_list(reader.tree));
        reader.read(false, visitor)
    }

    #[inline]
    fn read_map<V: Visitor<'de>>(self, list: bool, visitor: V) -> Result<V::Value> {
        if !self.context.loose || matches!(self.tree, Value::Object(_)) {
            return self.read_compound(true, list, visitor);
        }
        self.unfold('{', Value::Object(super::Object::loose(Vec::new())))?.read_compound(true, list, visitor)
    }
}

fn nodes(tree: &Value<'_>) -> usize {
    match tree {
        Value::Array(list) => 1 + list.iter().map(nodes).sum::<usize>(),
        Value::Object(fields) => 1 + fields.iter().map(|(_, value)| nodes(value)).sum::<usize>(),
        _ => 1,
    }
}

#[inline]
pub(super) fn visit_text<'de, V: Visitor<'de>>(text: Cow<'de, str>, visitor: V) -> Result<V::Value> {
    match text {
        Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
        Cow::Owned(text) => visitor.visit_string(text),
    }
}

/// Reads a scalar: from a value of the expected kind, or from a text where all is text.
macro_rules! scalars {
    ($($read:ident: $($method:ident)+;)+) => {$($(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            match self.into_text() {
                Ok(text) => Loose::new(text).$method(visitor),
                Err(reader) => reader.$read(visitor),
            }
        }
    )+)+};
}

impl<'de> de::Deserializer<'de> for TreeReader<'_, 'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.read(false, visitor)
    }

    scalars! {
        read_bool: deserialize_bool;
        read_number: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
            deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64;
        read_i128: deserialize_i128;
        read_u128: deserialize_u128;
        read_str: deserialize_char deserialize_str deserialize_string deserialize_identifier;
        read_bytes: deserialize_bytes deserialize_byte_buf;
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.tree.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        match name {
            EXACT | TREE if matches!(self.tree, Value::String(_)) => self.read(true, visitor),
            EXACT => match self.into_text() {
                Ok(text) => visit_text(text, visitor),
                Err(reader) => reader.read(true, visitor),
            },
            MAP if self.context.guess => {
                self.unfold('{', Value::Object(super::Object::loose(Vec::new())))?.read_tree(visitor)
            }
            TREE | MAP => self.read_tree(visitor),
            EMBEDDED => self.read_embedded(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.into_text() {
            Ok(text) if text.is_empty() => visitor.visit_unit(),
            Ok(text) => visit_text(text, visitor),
            Err(reader) => reader.read_unit(visitor),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.read_list(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.read_list(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Result<V::Value> {
        self.read_list(visitor)
    }

    #[inline]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.read_map(false, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.read_map(true, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.read_enum(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }
}

impl<'de> TreeReader<'_, 'de> {
    /// Gives the value to a visitor of trees, and with a map whether its values are all text.
    fn read_tree<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let loose = self.is_loose();
        match self.tree {
            Value::Object(fields) if loose => {
                visitor.visit_enum(LooseMap(Pairs::new(fields, self.context.inside(loose))))
            }
            tree => Self { tree, ..self }.read(true, visitor),
        }
    }
}
