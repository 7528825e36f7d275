//! The fields of a model, as a table: what its reading, writing and `Debug` have in common is compiled once.

use std::borrow::Cow;
use std::fmt::{self, Debug, Formatter};

use super::read::Fill;
use super::source::{Fields, Source};
use crate::error::DecodeError;
use crate::value::write::{Target, Write};
use crate::value::{Object, Value};

/// A field of a model.
pub(crate) struct Field {
    /// What the field is called in Rust.
    pub(crate) name: &'static str,
    /// What it is called on the wire.
    pub(crate) wire: &'static str,
    /// What else it is called there when it is read.
    pub(crate) aliases: &'static [&'static str],
    pub(crate) mode: Mode,
    /// Whether `Debug` shows nothing of the value.
    pub(crate) is_hidden: bool,
}

/// What it means that a body has no value for a field, and when the field is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The value may be missing or null, and is written where there is one.
    Optional,
    /// The value may be missing or null, and is always written.
    Null,
    /// A value that is missing is an error.
    Required,
    /// A null is not the same as a value that is missing.
    Change,
}

/// The value of a field, as it is written and shown.
pub(crate) trait Part: Write + Debug {}

impl<T: Write + Debug> Part for T {}

/// Reads an object into the places of a model's fields.
pub(crate) fn read<'r, 'a>(
    source: &mut Source<'a>,
    fields: &'static [Field],
    places: &'r mut [&'r mut dyn Fill<'a>],
    extra: &'r mut Object<'a>,
) -> Result<(), DecodeError> {
    let mut reading = Reading { fields, places, extra, seen: 0, next: 0 };
    source.fields(&mut reading)?;
    let missing = |(index, field): &(usize, &Field)| field.mode == Mode::Required && reading.seen & (1 << index) == 0;
    match fields.iter().enumerate().find(missing) {
        Some((_, field)) => Err(DecodeError::missing(field.wire)),
        None => Ok(()),
    }
}

/// A model that is being read.
struct Reading<'r, 'a> {
    fields: &'static [Field],
    places: &'r mut [&'r mut dyn Fill<'a>],
    extra: &'r mut Object<'a>,
    /// One bit for each field that was there.
    seen: u64,
    /// The field that is expected: vendors write theirs in one order.
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
        let (Some(field), Some(place)) = (self.fields.get(index), self.places.get_mut(index)) else {
            return source.skip();
        };
        let bit = 1 << index;
        if self.seen & bit != 0 {
            return Err(DecodeError::duplicate());
        }
        self.seen |= bit;
        self.next = index + 1;
        place.fill(source, matches!(field.mode, Mode::Optional | Mode::Null))
    }
}

/// Writes the fields of a model, and then those that it does not know.
pub(crate) fn write<'m>(fields: &[Field], parts: &[&'m dyn Part], extra: &'m Object<'_>, target: Target) -> Value<'m> {
    let mut object = Object::with_capacity(fields.len() + extra.len());
    for (field, part) in fields.iter().zip(parts) {
        if matches!(field.mode, Mode::Required | Mode::Null) || !part.is_missing() {
            object.push(field.wire, part.write(target));
        }
    }
    for (name, value) in extra.iter() {
        object.push(name, value.borrowed());
    }
    object.into()
}

/// Shows a model. Of a record, the fields that it does not know show their names alone.
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
