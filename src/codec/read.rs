//! What can be read from any source.

use super::source::{self, Source};
use crate::Limits;
use crate::error::DecodeError;
use crate::limits::Meter;
use crate::value::{List, Object, Text, Timestamp, Value};

type Result<T> = std::result::Result<T, DecodeError>;

/// A type that a model is made of, as it is read.
pub(crate) trait Read<'a>: Sized {
    /// Whether a null has a meaning of its own.
    const READS_NULL: bool = false;

    fn read(source: &mut Source<'a>) -> Result<Self>;

    /// Reads into a place that holds a blank, which spares moving a large model.
    fn read_in_place(&mut self, source: &mut Source<'a>) -> Result<()> {
        *self = Self::read(source)?;
        Ok(())
    }
}

/// What a value is before it is read.
pub(crate) trait Blank {
    fn blank() -> Self;
}

impl<T: Default> Blank for T {
    fn blank() -> Self {
        Self::default()
    }
}

/// The place of a value that is read, which holds a blank.
pub(crate) trait Fill<'a> {
    /// Reads the value; where it is `optional`, a null leaves the blank.
    fn fill(&mut self, source: &mut Source<'a>, optional: bool) -> Result<()>;
}

impl<'a, T: Read<'a>> Fill<'a> for T {
    fn fill(&mut self, source: &mut Source<'a>, optional: bool) -> Result<()> {
        if !T::READS_NULL && optional && source.null()? { Ok(()) } else { self.read_in_place(source) }
    }
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

/// Reads an array.
pub(crate) fn array<'a, T: Read<'a> + Blank>(source: &mut Source<'a>) -> Result<Vec<T>> {
    let mut elements = Vec::new();
    // A list that grows takes up to 2.25 times its elements, and 256 bytes are promised for each value.
    let cost = size_of::<T>().div_ceil(112);
    source.array(cost, &mut |source, known| {
        reserve(&mut elements, known);
        elements.push(T::blank());
        match elements.last_mut() {
            Some(element) => element.read_in_place(source),
            None => source.skip(),
        }
    })?;
    Ok(elements)
}

/// From so many elements on a list grows by a quarter.
const MANY: usize = 1024;

/// Makes room for another element. Twice as many, as a vector takes by itself, is more memory than the limits promise for
/// large elements, and so is room for all that are `known` to come: an element is larger than its value, and the first may
/// not fit.
fn reserve<T>(elements: &mut Vec<T>, known: usize) {
    let count = elements.len();
    if count < elements.capacity() {
        return;
    }
    let more = if count < MANY { count.max(16) } else { count / 4 };
    if known > 0 {
        elements.reserve_exact(more.min(known));
    } else if count >= MANY {
        elements.reserve_exact(more);
    }
}

impl<'a> Read<'a> for Text<'a> {
    #[inline]
    fn read(source: &mut Source<'a>) -> Result<Self> {
        source.text()
    }
}

impl Blank for Timestamp<'_> {
    fn blank() -> Self {
        Self::from_text(Text::default())
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
    const READS_NULL: bool = true;

    fn read(source: &mut Source<'a>) -> Result<Self> {
        if source.null()? { Ok(None) } else { T::read(source).map(Some) }
    }
}

impl<'a, T: Read<'a>> Read<'a> for Box<T> {
    fn read(source: &mut Source<'a>) -> Result<Self> {
        T::read(source).map(Self::new)
    }

    fn read_in_place(&mut self, source: &mut Source<'a>) -> Result<()> {
        (**self).read_in_place(source)
    }
}

impl<'a, T: Read<'a> + Blank> Read<'a> for List<T> {
    fn read(source: &mut Source<'a>) -> Result<Self> {
        array(source).map(Self::from)
    }
}
