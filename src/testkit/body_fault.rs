//! What can be wrong with the body of a request that is proven.

use super::samples::Samples;
use crate::error::named::named;

named! {
    /// What is wrong with the body of a [`Malformed`](super::Malformed) request.
    ///
    /// `Display` writes the stable name, such as `cut-off`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum BodyFault {
        /// A known event that lacks a required field.
        DoesNotFit = "does-not-fit",
        /// JSON without the name of an event.
        Nameless = "nameless",
        /// JSON without its last byte.
        CutOff = "cut-off",
        /// JSON with a byte that no UTF-8 has.
        NotUtf8 = "not-utf-8",
        /// JSON of 100 levels, where a receiver allows 64 unless told otherwise.
        TooDeep = "too-deep",
        /// No body.
        Empty = "empty",
    }
}

impl BodyFault {
    pub(super) const ALL: [Self; 6] =
        [Self::DoesNotFit, Self::Nameless, Self::CutOff, Self::NotUtf8, Self::TooDeep, Self::Empty];

    /// Makes such a body.
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
