//! What can be wrong with the proof of a request.

use std::fmt;

use crate::VerifyError;

/// What is wrong with the proof of a [`Bad`](super::Bad) request.
///
/// Which of them a vendor has is told by [`Kit::faults`](super::Kit::faults). `Display` writes the stable name, such as
/// `body-changed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// A letter of the body is another one than was signed; the body is well formed still. [`VerifyError::Mismatch`].
    BodyChanged,
    /// Signed rightly, with a key that is not the webhook's. [`VerifyError::Mismatch`].
    WrongKey,
    /// There is no signature. [`VerifyError::Missing`].
    SignatureMissing,
    /// The signature is an empty text. [`VerifyError::Malformed`].
    SignatureEmpty,
    /// The signature has lost its last two digits. [`VerifyError::Malformed`].
    SignatureCut,
    /// A digit of the signature is another one. [`VerifyError::Mismatch`].
    SignatureChanged,
    /// The right signature is sent twice. [`VerifyError::Duplicate`].
    SignatureDoubled,
    /// The time is another one than was signed, within the window. [`VerifyError::Mismatch`].
    TimeChanged,
    /// Signed rightly, a minute longer ago than the window reaches, where that is after 1970. [`VerifyError::TooOld`].
    Stale,
    /// Signed rightly, a minute later than the window reaches, where 19 digits hold that. [`VerifyError::TooNew`].
    FromFuture,
    /// There is no `Authorization`. [`VerifyError::Unauthorized`].
    AuthorizationMissing,
    /// The `Authorization` is another one. [`VerifyError::Unauthorized`].
    AuthorizationWrong,
    /// The right `Authorization` is sent twice. [`VerifyError::Unauthorized`].
    AuthorizationDoubled,
    /// There is no token in the address. [`VerifyError::Missing`].
    TokenMissing,
    /// The token is an empty text. [`VerifyError::Missing`].
    TokenEmpty,
    /// The token has lost its last character. [`VerifyError::Mismatch`].
    TokenCut,
    /// The last character of the token is another one. [`VerifyError::Mismatch`].
    TokenWrong,
    /// The right token is sent twice. [`VerifyError::Duplicate`].
    TokenDoubled,
    /// The token is an escape that is none: `%zz`. [`VerifyError::Malformed`].
    TokenMalformed,
    /// The webhook's secret is used, rightly, in the way of another vendor, whose header is there alone: Dixa's for
    /// Acquire 2.0.0, Acquire's for the others. [`VerifyError::Missing`].
    OtherVendor,
}

impl Fault {
    /// Returns the stable name: small letters and hyphens.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BodyChanged => "body-changed",
            Self::WrongKey => "wrong-key",
            Self::SignatureMissing => "signature-missing",
            Self::SignatureEmpty => "signature-empty",
            Self::SignatureCut => "signature-cut",
            Self::SignatureChanged => "signature-changed",
            Self::SignatureDoubled => "signature-doubled",
            Self::TimeChanged => "time-changed",
            Self::Stale => "stale",
            Self::FromFuture => "from-future",
            Self::AuthorizationMissing => "authorization-missing",
            Self::AuthorizationWrong => "authorization-wrong",
            Self::AuthorizationDoubled => "authorization-doubled",
            Self::TokenMissing => "token-missing",
            Self::TokenEmpty => "token-empty",
            Self::TokenCut => "token-cut",
            Self::TokenWrong => "token-wrong",
            Self::TokenDoubled => "token-doubled",
            Self::TokenMalformed => "token-malformed",
            Self::OtherVendor => "other-vendor",
        }
    }

    /// Returns the error by which a receiver of this crate refuses it; the answer is the same 401 for each.
    #[must_use]
    pub fn error(self) -> VerifyError {
        match self {
            Self::BodyChanged
            | Self::WrongKey
            | Self::SignatureChanged
            | Self::TimeChanged
            | Self::TokenCut
            | Self::TokenWrong => VerifyError::Mismatch,
            Self::SignatureMissing | Self::TokenMissing | Self::TokenEmpty | Self::OtherVendor => VerifyError::Missing,
            Self::SignatureEmpty | Self::SignatureCut | Self::TokenMalformed => VerifyError::Malformed,
            Self::SignatureDoubled | Self::TokenDoubled => VerifyError::Duplicate,
            Self::Stale => VerifyError::TooOld,
            Self::FromFuture => VerifyError::TooNew,
            Self::AuthorizationMissing | Self::AuthorizationWrong | Self::AuthorizationDoubled => {
                VerifyError::Unauthorized
            }
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
