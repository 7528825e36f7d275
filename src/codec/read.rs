//! Reading of models and their fields from a source.

use super::source::{self, Source};
use crate::Limits;
use crate::error::DecodeError;
use crate::limits::Meter;
use crate::value::{List, Object, Text, Timestamp, Value};

type Result<T> = std::result::Result<T, DecodeError>;

/// A model, or the type of a model's field.
pub(crate) trait Read<'a>: Sized {
    /// Whether `read` decodes null itself. Otherwise, null leaves the default of an optional field.
    const READS_NULL: bool = false;

    fn read(source: &mut Source<'a>) -> Result<Self>;

    /// Reads into a blank value, so that a large model does not have to be moved.
    fn read_in_place(&mut self, source: &mut Source<'a>) -> Result<()> {
        *self = Self::read(source)?;
        Ok(())
    }
}

/// A placeholder for a value that is not read yet.
pub(crate) trait Blank {
    fn blank() -> Self;
}

impl<T: Default> Blank for T {
    fn blank() -> Self {
        Self::default()
    }
}

/// A blank field of a model, as a trait object.
pub(crate) trait Fill<'a> {
    /// Reads the value. If it is `optional`, null leaves the blank.
    fn fill(&mut self, source: &mut Source<'a>, optional: bool) -> Result<()>;
}

impl<'a, T: Read<'a>> Fill<'a> for T {
    fn fill(&mut self, source: &mut Source<'a>, optional: bool) -> Result<()> {
        if !T::READS_NULL && optional && source.null()? { Ok(()) } else { self.read_in_place(source) }
    }
}

/// Reads a type from a value that an event contains.
pub(crate) fn read_value<'a, T: Read<'a>>(value: Value<'a>) -> Result<T> {
    source::from_value(value, Meter::new(Limits::default()), T::read)
}

/// Reads a type from a value that was deserialized by serde.
pub(crate) fn from_serde<'a, T: Read<'a>>(value: Value<'a>) -> Result<T> {
    source::from_serde(value, T::read)
}

/// Reads the value of an optional field. Null is decoded as the default.
#[inline]
pub(crate) fn optional<'a, T: Read<'a> + Default>(source: &mut Source<'a>) -> Result<T> {
    if source.null()? { Ok(T::default()) } else { T::read(source) }
}

/// Reads a missing value as null or, if that fails, as an empty object. Returns `None` if both fail.
pub(crate) fn absent<'a, T>(read: impl Fn(&mut Source<'a>) -> Result<T>) -> Option<T> {
    let from = |value| source::from_value(value, Meter::new(Limits::default()), &read).ok();
    from(Value::Null).or_else(|| from(Value::Object(Object::from_pairs(Vec::new()))))
}

/// Sets a field, or fails if it is already set.
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
    let cost = size_of::<T>().div_ceil(112).saturating_sub(1);
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

/// From this length on, an array grows by a quarter.
const MANY: usize = 256;

/// Reserves capacity for another element.
///
/// Doubling, as a vector does by itself, would exceed the memory that [`Limits`] documents for large elements. So would
/// reserving capacity for all `known` elements at once: an element is larger than its value, and the first may be an
/// error.
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
