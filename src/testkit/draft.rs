//! What a kit is about to send.

use crate::Format;

/// A body that is to be sent.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) sample: &'static str,
    pub(super) format: Format,
    pub(super) body: Vec<u8>,
    /// What is signed where that is not the body.
    pub(super) stringified: Option<Vec<u8>>,
}

impl Draft {
    pub(super) fn json(sample: &'static str, body: &[u8]) -> Self {
        Self { sample, format: Format::Json, body: body.to_vec(), stringified: None }
    }
}

/// What a delivery is sent again as: for Dixa another time is signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempt {
    First,
    Second,
}
