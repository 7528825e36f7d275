//! The names of fields.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, Visitor};

/// The name of a field, borrowed where it can be.
pub(crate) struct Name<'a>(pub(crate) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }

    fn visit_string<E: Error>(self, name: String) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name)))
    }
}

/// The name of a field that a model may know: `known` tells which it is, and a name that it does not know is kept in
/// `unknown`. What is returned fits in a register, which a name does not.
pub(crate) struct FieldName<'n, 'de, F> {
    known: F,
    unknown: &'n mut Cow<'de, str>,
}

impl<'n, 'de, F> FieldName<'n, 'de, F> {
    #[inline]
    pub(crate) fn new(known: F, unknown: &'n mut Cow<'de, str>) -> Self {
        Self { known, unknown }
    }
}

impl<'de, T, F: FnOnce(&str) -> Option<T>> DeserializeSeed<'de> for FieldName<'_, 'de, F> {
    type Value = Option<T>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de, T, F: FnOnce(&str) -> Option<T>> Visitor<'de> for FieldName<'_, 'de, F> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        NameVisitor.expecting(f)
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Option<T>, E> {
        let field = (self.known)(name);
        if field.is_none() {
            *self.unknown = Cow::Borrowed(name);
        }
        Ok(field)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Option<T>, E> {
        self.visit_string(name.to_owned())
    }

    fn visit_string<E: Error>(self, name: String) -> Result<Option<T>, E> {
        let field = (self.known)(&name);
        if field.is_none() {
            *self.unknown = Cow::Owned(name);
        }
        Ok(field)
    }
}
