//! A body before it is signed.

use crate::Format;

/// A body before it is signed.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) sample: &'static str,
    pub(super) format: Format,
    pub(super) body: Vec<u8>,
    /// The signed content, if it is not the body.
    pub(super) stringified: Option<Vec<u8>>,
}

impl Draft {
    pub(super) fn json(sample: &'static str, body: &[u8]) -> Self {
        Self { sample, format: Format::Json, body: body.to_vec(), stringified: None }
    }
}

/// Whether a request is the first or the second delivery of an event. Dixa signs another time for the second.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempt {
    First,
    Second,
}
