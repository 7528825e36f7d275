//! Reading, writing and `Debug` of models, driven by tables of their fields. This code is compiled once for all models.

use std::borrow::Cow;
use std::fmt::{self, Debug, Formatter};

use super::read::Fill;
use super::source::{Fields, Source};
use crate::error::DecodeError;
use crate::value::write::{Target, Write};
use crate::value::{Object, Value};

/// A field of a model.
pub(crate) struct Field {
    /// The name of the field in Rust.
    pub(crate) name: &'static str,
    /// The name of the field on the wire.
    pub(crate) wire: &'static str,
    /// Other wire names that are accepted.
    pub(crate) aliases: &'static [&'static str],
    pub(crate) mode: Mode,
    /// Whether `Debug` hides the value.
    pub(crate) is_hidden: bool,
}

/// How a missing value is read and written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The value may be missing or null. A missing value is not written.
    Optional,
    /// The value may be missing or null. It is always written.
    Null,
    /// A missing value is an error.
    Required,
    /// The value may be missing. The field's type decodes null.
    #[cfg(feature = "http")]
    Change,
}

/// A field of a model, as a trait object for writing and `Debug`.
pub(crate) trait Part: Write + Debug {}

impl<T: Write + Debug> Part for T {}

/// Reads an object into the fields of a model.
pub(crate) fn read<'r, 'a>(
    source: &mut Source<'a>,
    fields: &'static [Field],
    slots: &'r mut [&'r mut dyn Fill<'a>],
    extra: &'r mut Object<'a>,
) -> Result<(), DecodeError> {
    let mut reading = Reading { fields, slots, extra, seen: 0, next: 0 };
    source.fields(&mut reading)?;
    let missing = |(index, field): &(usize, &Field)| field.mode == Mode::Required && reading.seen & (1 << index) == 0;
    match fields.iter().enumerate().find(missing) {
        Some((_, field)) => Err(DecodeError::missing(field.wire)),
        None => Ok(()),
    }
}

/// The state of reading a model.
struct Reading<'r, 'a> {
    fields: &'static [Field],
    slots: &'r mut [&'r mut dyn Fill<'a>],
    extra: &'r mut Object<'a>,
    /// A bit for each field that was read.
    seen: u64,
    /// The index of the field that is expected next, because vendors write fields in a fixed order.
    next: usize,
}

impl<'a> Fields<'a> for Reading<'_, 'a> {
    #[inline]
    fn expected(&self) -> Option<&'static str> {
        self.fields.get(self.next).map(|field| field.wire)
    }

    #[inline]
    fn read_expected(&mut self, source: &mut Source<'a>) -> Result<(), DecodeError> {
        self.read_known(self.next, source)
    }

    fn read(&mut self, name: Cow<'a, str>, source: &mut Source<'a>) -> Result<(), DecodeError> {
        let is_named = |field: &Field| field.wire == name || field.aliases.contains(&&*name);
        let Some(index) = self.fields.iter().position(is_named) else {
            self.extra.push(name, source.value()?);
            return Ok(());
        };
        self.read_known(index, source)
    }
}

impl<'a> Reading<'_, 'a> {
    #[inline]
    fn read_known(&mut self, index: usize, source: &mut Source<'a>) -> Result<(), DecodeError> {
        let (Some(field), Some(slot)) = (self.fields.get(index), self.slots.get_mut(index)) else {
            return source.skip();
        };
        let bit = 1 << index;
        if self.seen & bit != 0 {
            return Err(DecodeError::duplicate());
        }
        self.seen |= bit;
        self.next = index + 1;
        slot.fill(source, matches!(field.mode, Mode::Optional | Mode::Null))
    }
}

/// Writes the fields of a model, and then its unknown fields.
pub(crate) fn write<'m>(fields: &[Field], parts: &[&'m dyn Part], extra: &'m Object<'_>, target: Target) -> Value<'m> {
    let mut object = Object::with_capacity(fields.len() + extra.len());
    for (field, part) in fields.iter().zip(parts) {
        if matches!(field.mode, Mode::Required | Mode::Null) || !part.is_missing() {
            object.push(field.wire, part.write(target));
        }
    }
    object.push_all(extra);
    object.into()
}

/// Implements `Debug` for a model. For a record, the values of unknown fields are hidden.
pub(crate) fn debug(
    f: &mut Formatter<'_>,
    name: &str,
    fields: &[Field],
    parts: &[&dyn Part],
    extra: &Object<'_>,
    is_record: bool,
) -> fmt::Result {
    let mut debug = f.debug_struct(name);
    for (field, part) in fields.iter().zip(parts) {
        if field.is_hidden {
            debug.field(field.name, &format_args!(".."));
        } else {
            debug.field(field.name, part);
        }
    }
    if is_record {
        debug.field("extra", &extra.iter().map(|(name, _)| name).collect::<Vec<_>>());
    } else {
        debug.field("extra", extra);
    }
    debug.finish()
}
