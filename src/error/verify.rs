//! The error of verifying a request.

/// An error from verifying that a request comes from the vendor.
///
/// It contains no text of the request and no part of a key, so it is safe to log. Respond with the same empty
/// `401 Unauthorized` to every variant: the name of the failed check would help only an attacker.
///
/// # Examples
///
/// ```
/// use chathooks::{Key, Signature, VerifyError};
///
/// let key = Key::new("correct horse")?;
/// let stranger = Key::new("battery staple")?.sign(b"a body");
/// assert_eq!(key.verify(b"a body", &stranger), Err(VerifyError::Mismatch));
/// assert_eq!("sha256=00".parse::<Signature>(), Err(VerifyError::Malformed));
/// # Ok::<(), chathooks::auth::KeyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The signature's header or the token's query parameter is missing.
    #[error("missing signature or token")]
    Missing,
    /// The signature or token occurs more than once.
    #[error("duplicate signature or token")]
    Duplicate,
    /// The signature is not in the vendor's form, such as 64 hexadecimal digits, or the URL's query has invalid
    /// percent-encoding.
    #[error("malformed signature or token")]
    Malformed,
    /// The signature is well formed, but it does not match the body under any of the keys, or the token is not
    /// accepted.
    #[error("signature or token mismatch")]
    Mismatch,
    /// The signature is valid, but the request was sent before the receiver's replay window.
    #[error("sent too long ago")]
    TooOld,
    /// The signature is valid, but the request's timestamp is after the receiver's replay window.
    #[error("sent in the future")]
    TooNew,
    /// The `Authorization` header is missing, occurs more than once, or does not have the configured value.
    #[error("not authorized")]
    Unauthorized,
}
