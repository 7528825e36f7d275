//! Faults in the body of an authentic request.

use super::samples::Samples;
use crate::error::named::named;

named! {
    /// The fault in the body of a [`Malformed`](super::Malformed) request.
    ///
    /// `Display` writes a name that does not change between versions, such as `cut-off`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum BodyFault {
        /// A known event that lacks a required field.
        DoesNotFit = "does-not-fit",
        /// JSON without an event name.
        Nameless = "nameless",
        /// JSON without its last byte.
        CutOff = "cut-off",
        /// JSON with invalid UTF-8.
        NotUtf8 = "not-utf-8",
        /// JSON with 100 levels of nesting. A receiver's limit defaults to 64.
        TooDeep = "too-deep",
        /// An empty body.
        Empty = "empty",
    }
}

impl BodyFault {
    /// Returns a body with this fault.
    pub(super) fn body(self, samples: &Samples) -> Vec<u8> {
        let without_brace = samples.unknown.strip_suffix(b"}").unwrap_or_default();
        match self {
            Self::DoesNotFit => samples.misfit.to_vec(),
            Self::Nameless => b"{}".to_vec(),
            Self::CutOff => without_brace.to_vec(),
            Self::NotUtf8 => [without_brace, b",\"extra\":\"\xff\"}"].concat(),
            Self::TooDeep => {
                let (open, close) = ("[".repeat(99), "]".repeat(99));
                [without_brace, b",\"extra\":", open.as_bytes(), close.as_bytes(), b"}"].concat()
            }
            Self::Empty => Vec::new(),
        }
    }
}
