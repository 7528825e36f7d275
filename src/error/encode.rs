//! Why a value cannot be written as a body.

use std::fmt;

use serde::ser;

/// Why a value cannot be written as a body.
///
/// This crate's own models always can; a type of the caller's cannot when it has a map whose names are not text or a
/// number that is not finite, or when its own `Serialize` fails.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct EncodeError(&'static str);

impl EncodeError {
    pub(crate) fn new(reason: &'static str) -> Self {
        Self(reason)
    }
}

impl ser::Error for EncodeError {
    /// The message may repeat a value, so it is not kept.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self("refused by its type")
    }
}
