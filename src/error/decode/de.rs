//! Conversion between `DecodeError` and serde's errors.

use std::fmt;

use serde::de::{Error, Expected, Unexpected};

use super::{DecodeError, DecodeErrorKind, Reason};
use crate::error::noun::{DUPLICATE, NOTHING, noun};

/// Keeps the expectation of a serde error, and drops the value.
impl Error for DecodeError {
    /// Drops the message, because it may contain a value of the body.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::other(DecodeErrorKind::Custom, "rejected by its type")
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(Reason::Type { expected: expected.to_string().into(), found: noun(&found) })
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "another number",
            Unexpected::Str(_) | Unexpected::Char(_) => "another string",
            _ => noun(&found),
        };
        Self::new(Reason::Type { expected: expected.to_string().into(), found })
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::new(Reason::Type { expected: expected.to_string().into(), found: "another number of elements" })
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::other(DecodeErrorKind::Type, "unknown variant")
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self::other(DecodeErrorKind::Type, "unknown field")
    }

    fn missing_field(name: &'static str) -> Self {
        Self::new(Reason::Missing { name }).in_name(name)
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::new(Reason::Duplicate).in_name(name)
    }
}

impl DecodeError {
    /// Converts the error of a model into the error of the deserializer that reads the type around it.
    ///
    /// A serde error has no path, and [`Error::custom`] drops its message. The expectation is kept, so the path is
    /// added to it.
    #[cold]
    pub(crate) fn into_serde<E: Error>(self) -> E {
        let (expected, found): (&str, &str) = match &self.0.reason {
            Reason::Missing { name } if self.0.path.len() == 1 => return E::missing_field(name),
            Reason::Missing { .. } => ("a field", NOTHING),
            Reason::Duplicate => ("a single field", DUPLICATE),
            Reason::Type { expected, found } => (expected, found),
            Reason::Other { .. } => return E::custom(self),
        };
        let path = self.path();
        let inside = if path.is_empty() { expected.to_owned() } else { format!("{expected} at {path}") };
        E::invalid_type(Unexpected::Other(found), &inside.as_str())
    }
}
