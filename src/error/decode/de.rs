//! Errors on their way through serde, which has its own words for them.

use std::fmt;

use serde::de::{Error, Expected, Unexpected};

use super::{DecodeError, DecodeErrorKind, Reason};
use crate::error::noun::{DUPLICATE, NOTHING, noun};

/// Keeps the place and the expectation of each of serde's errors, and leaves out the value.
impl Error for DecodeError {
    /// The message may repeat a value of the body, so it is not kept.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::other(DecodeErrorKind::Custom, "refused by its type")
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
        Self::other(DecodeErrorKind::Type, "not one of the names that its type knows")
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self::other(DecodeErrorKind::Type, "a field that its type does not know")
    }

    fn missing_field(name: &'static str) -> Self {
        Self::new(Reason::Missing { name }).in_name(name)
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::new(Reason::Duplicate).in_name(name)
    }
}

impl DecodeError {
    /// Returns the error of a model inside of a type that serde reads, as one of that type's deserializer.
    ///
    /// A path cannot be handed on, and a message that might hold a value of the body is dropped by [`Error::custom`]. What
    /// was expected can be, so the path is told there.
    #[cold]
    pub(crate) fn into_serde<E: Error>(self) -> E {
        let (expected, found): (&str, &str) = match &self.0.reason {
            Reason::Missing { name } if self.0.place.len() == 1 => return E::missing_field(name),
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
