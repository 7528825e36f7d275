//! What can be read from any source.

use super::source::{self, Source};
use crate::Limits;
use crate::error::DecodeError;
use crate::limits::Meter;
use crate::value::{List, Object, Text, Timestamp, Value};

type Result<T> = std::result::Result<T, DecodeError>;

/// A type that a model is made of, as it is read.
pub(crate) trait Read<'a>: Sized {
    fn read(source: &mut Source<'a>) -> Result<Self>;
}

/// Reads a part of a value that an event keeps.
pub(crate) fn read_value<'a, T: Read<'a>>(value: Value<'a>) -> Result<T> {
    source::from_value(value, Meter::new(Limits::default()), T::read)
}

/// Reads a value that came through serde.
pub(crate) fn from_serde<'a, T: Read<'a>>(value: Value<'a>) -> Result<T> {
    source::from_serde(value, T::read)
}

/// Reads the value of a field that a body may lack; null is as good as none.
#[inline]
pub(crate) fn optional<'a, T: Read<'a> + Default>(source: &mut Source<'a>) -> Result<T> {
    if source.null()? { Ok(T::default()) } else { T::read(source) }
}

/// Returns what is read of null, or of an empty object, where a body has nothing, if that is enough.
pub(crate) fn absent<'a, T>(read: impl Fn(&mut Source<'a>) -> Result<T>) -> Option<T> {
    let from = |nothing| source::from_value(nothing, Meter::new(Limits::default()), &read).ok();
    from(Value::Null).or_else(|| from(Value::Object(Object::from_pairs(Vec::new()))))
}

/// Keeps the value of a field that can be there once.
#[inline]
pub(crate) fn set<T>(field: &mut Option<T>, value: Result<T>) -> Result<()> {
    if field.is_some() {
        return Err(DecodeError::duplicate());
    }
    *field = Some(value?);
    Ok(())
}

impl<'a> Read<'a> for Text<'a> {
    #[inline]
    fn read(source: &mut Source<'a>) -> Result<Self> {
        source.text()
    }
}

impl<'a> Read<'a> for Timestamp<'a> {
    #[inline]
    fn read(source: &mut Source<'a>) -> Result<Self> {
        source.text().map(Timestamp::from_text)
    }
}

impl<'a> Read<'a> for Value<'a> {
    fn read(source: &mut Source<'a>) -> Result<Self> {
        source.value()
    }
}

impl<'a> Read<'a> for Object<'a> {
    fn read(source: &mut Source<'a>) -> Result<Self> {
        let value = source.value()?;
        source.take_object(value)
    }
}

impl Read<'_> for bool {
    fn read(source: &mut Source<'_>) -> Result<Self> {
        source.boolean()
    }
}

impl<'a, T: Read<'a>> Read<'a> for Option<T> {
    #[inline]
    fn read(source: &mut Source<'a>) -> Result<Self> {
        if source.null()? { Ok(None) } else { T::read(source).map(Some) }
    }
}

impl<'a, T: Read<'a>> Read<'a> for Box<T> {
    fn read(source: &mut Source<'a>) -> Result<Self> {
        T::read(source).map(Self::new)
    }
}

impl<'a, T: Read<'a>> Read<'a> for List<T> {
    fn read(source: &mut Source<'a>) -> Result<Self> {
        source.array(T::read).map(Self::from)
    }
}
