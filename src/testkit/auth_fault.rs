//! What can be wrong with the proof of a request.

use crate::VerifyError;
use crate::error::named::named;

named! {
    /// What is wrong with the proof of a [`Forged`](super::Forged) request.
    ///
    /// Which of them a vendor has is told by [`Kit::faults`](super::Kit::faults). `Display` writes the stable name, such as
    /// `body-changed`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum AuthFault {
        /// A letter of the body is another one than was signed; the body is well formed still. [`VerifyError::Mismatch`].
        BodyChanged = "body-changed",
        /// Signed rightly, with a key that is not the webhook's. [`VerifyError::Mismatch`].
        WrongKey = "wrong-key",
        /// There is no signature. [`VerifyError::Missing`].
        SignatureMissing = "signature-missing",
        /// The signature is an empty text. [`VerifyError::Malformed`].
        SignatureEmpty = "signature-empty",
        /// The signature has lost its last two digits. [`VerifyError::Malformed`].
        SignatureCut = "signature-cut",
        /// A digit of the signature is another one. [`VerifyError::Mismatch`].
        SignatureChanged = "signature-changed",
        /// The right signature is sent twice. [`VerifyError::Duplicate`].
        SignatureDoubled = "signature-doubled",
        /// The time is another one than was signed, within the window. [`VerifyError::Mismatch`].
        TimeChanged = "time-changed",
        /// Signed rightly, a minute longer ago than the window reaches, where that is after 1970. [`VerifyError::TooOld`].
        Stale = "stale",
        /// Signed rightly, a minute later than the window reaches, where 19 digits hold that. [`VerifyError::TooNew`].
        FromFuture = "from-future",
        /// There is no `Authorization`. [`VerifyError::Unauthorized`].
        AuthorizationMissing = "authorization-missing",
        /// The `Authorization` is another one. [`VerifyError::Unauthorized`].
        AuthorizationWrong = "authorization-wrong",
        /// The right `Authorization` is sent twice. [`VerifyError::Unauthorized`].
        AuthorizationDoubled = "authorization-doubled",
        /// There is no token in the address. [`VerifyError::Missing`].
        TokenMissing = "token-missing",
        /// The token is an empty text. [`VerifyError::Missing`].
        TokenEmpty = "token-empty",
        /// The token has lost its last character. [`VerifyError::Mismatch`].
        TokenCut = "token-cut",
        /// The last character of the token is another one. [`VerifyError::Mismatch`].
        TokenWrong = "token-wrong",
        /// The right token is sent twice. [`VerifyError::Duplicate`].
        TokenDoubled = "token-doubled",
        /// The token is an escape that is none: `%zz`. [`VerifyError::Malformed`].
        TokenMalformed = "token-malformed",
        /// The webhook's secret is used, rightly, in the way of another vendor, whose header is there alone: Dixa's for
        /// Acquire 2.0.0, Acquire's for the others. [`VerifyError::Missing`].
        OtherVendor = "other-vendor",
    }
}

impl AuthFault {
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
