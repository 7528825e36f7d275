//! Faults in the authentication of a request.

use crate::VerifyError;
use crate::error::named::named;

named! {
    /// The fault in the authentication of a [`Forged`](super::Forged) request.
    ///
    /// [`Kit::faults`](super::Kit::faults) returns those that apply to a vendor. `Display` writes a name that does not
    /// change between versions, such as `body-changed`. The docs of each variant say which error a
    /// [receiver](crate::Vendor::Receiver) returns.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum AuthFault {
        /// One letter of the body was changed after signing; the body is still well formed. [`VerifyError::Mismatch`].
        BodyChanged = "body-changed",
        /// Signed with another key. [`VerifyError::Mismatch`].
        WrongKey = "wrong-key",
        /// Signed with an empty key, as by an attacker who hopes that the receiver's key was never set.
        /// [`VerifyError::Mismatch`].
        EmptyKey = "empty-key",
        /// The signature header is missing. [`VerifyError::Missing`].
        SignatureMissing = "signature-missing",
        /// The signature header is empty. [`VerifyError::Malformed`].
        SignatureEmpty = "signature-empty",
        /// The last two digits of the signature are missing. [`VerifyError::Malformed`].
        SignatureCut = "signature-cut",
        /// The first two digits of the signature are missing. [`VerifyError::Malformed`].
        SignatureCutAtStart = "signature-cut-at-start",
        /// Only the first digit of the signature is there. [`VerifyError::Malformed`].
        SignatureFirstDigit = "signature-first-digit",
        /// Only the last digit of the signature is there. [`VerifyError::Malformed`].
        SignatureLastDigit = "signature-last-digit",
        /// The last digit of the signature was changed. [`VerifyError::Mismatch`].
        SignatureChanged = "signature-changed",
        /// The first digit of the signature was changed. [`VerifyError::Mismatch`].
        SignatureFirstChanged = "signature-first-changed",
        /// A digit in the middle of the signature was changed. [`VerifyError::Mismatch`].
        SignatureMiddleChanged = "signature-middle-changed",
        /// The correct signature header is sent twice. [`VerifyError::Duplicate`].
        SignatureDoubled = "signature-doubled",
        /// The time was changed after signing; it is still in the window. [`VerifyError::Mismatch`].
        TimeChanged = "time-changed",
        /// Correctly signed, with a time one minute before the window. Omitted if that is before 1970.
        /// [`VerifyError::TooOld`].
        TooOld = "too-old",
        /// Correctly signed, with a time one minute after the window. Omitted if that has more than 19 digits.
        /// [`VerifyError::TooNew`].
        TooNew = "too-new",
        /// The `Authorization` header is missing. [`VerifyError::Unauthorized`].
        AuthorizationMissing = "authorization-missing",
        /// The last character of the `Authorization` header is missing. [`VerifyError::Unauthorized`].
        AuthorizationCut = "authorization-cut",
        /// The `Authorization` header has another value. [`VerifyError::Unauthorized`].
        AuthorizationWrong = "authorization-wrong",
        /// The correct `Authorization` header is sent twice. [`VerifyError::Unauthorized`].
        AuthorizationDoubled = "authorization-doubled",
        /// The URL has no token. [`VerifyError::Missing`].
        TokenMissing = "token-missing",
        /// The token is empty. [`VerifyError::Missing`].
        TokenEmpty = "token-empty",
        /// The last character of the token is missing. Omitted for a token of one character.
        /// [`VerifyError::Mismatch`].
        TokenCut = "token-cut",
        /// The first character of the token is missing. Omitted for a token of one character.
        /// [`VerifyError::Mismatch`].
        TokenCutAtStart = "token-cut-at-start",
        /// The first character of the token was changed. [`VerifyError::Mismatch`].
        TokenFirstChanged = "token-first-changed",
        /// The last character of the token was changed. [`VerifyError::Mismatch`].
        TokenWrong = "token-wrong",
        /// The correct token is sent twice. [`VerifyError::Duplicate`].
        TokenDoubled = "token-doubled",
        /// The token is the invalid percent-encoding `%zz`. [`VerifyError::Malformed`].
        TokenMalformed = "token-malformed",
        /// Correctly signed with the webhook's secret, but in the scheme of another vendor: Dixa's for Acquire 2.0.0,
        /// Acquire's for the others. [`VerifyError::Missing`].
        OtherVendor = "other-vendor",
    }
}

impl AuthFault {
    /// Returns the error of this crate's receivers for this fault. The HTTP status is 401 for each.
    #[must_use]
    pub fn error(self) -> VerifyError {
        match self {
            Self::BodyChanged
            | Self::WrongKey
            | Self::EmptyKey
            | Self::SignatureChanged
            | Self::SignatureFirstChanged
            | Self::SignatureMiddleChanged
            | Self::TimeChanged
            | Self::TokenCut
            | Self::TokenCutAtStart
            | Self::TokenFirstChanged
            | Self::TokenWrong => VerifyError::Mismatch,
            Self::SignatureMissing | Self::TokenMissing | Self::TokenEmpty | Self::OtherVendor => VerifyError::Missing,
            Self::SignatureEmpty
            | Self::SignatureCut
            | Self::SignatureCutAtStart
            | Self::SignatureFirstDigit
            | Self::SignatureLastDigit
            | Self::TokenMalformed => VerifyError::Malformed,
            Self::SignatureDoubled | Self::TokenDoubled => VerifyError::Duplicate,
            Self::TooOld => VerifyError::TooOld,
            Self::TooNew => VerifyError::TooNew,
            Self::AuthorizationMissing
            | Self::AuthorizationCut
            | Self::AuthorizationWrong
            | Self::AuthorizationDoubled => VerifyError::Unauthorized,
        }
    }
}
