//! What can be wrong with the body of a request that is proven.

use std::fmt;

use super::samples::Samples;

/// What is wrong with the body of a [`Broken`](super::Broken) request.
///
/// `Display` writes the stable name, such as `cut-off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Flaw {
    /// A known event that lacks a required field.
    DoesNotFit,
    /// JSON without the name of an event.
    Nameless,
    /// JSON without its last byte.
    CutOff,
    /// JSON with a byte that no UTF-8 has.
    NotUtf8,
    /// JSON of 100 levels, where a receiver allows 64 unless told otherwise.
    TooDeep,
    /// No body.
    Empty,
}

impl Flaw {
    pub(super) const ALL: [Self; 6] =
        [Self::DoesNotFit, Self::Nameless, Self::CutOff, Self::NotUtf8, Self::TooDeep, Self::Empty];

    /// Returns the stable name: small letters, digits and hyphens.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DoesNotFit => "does-not-fit",
            Self::Nameless => "nameless",
            Self::CutOff => "cut-off",
            Self::NotUtf8 => "not-utf-8",
            Self::TooDeep => "too-deep",
            Self::Empty => "empty",
        }
    }

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

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
