//! Why a delivery is not proven to be the vendor's.

/// Why a request could not be proven to come from the vendor.
///
/// A small value for the receiver's own log: it carries no text of the request and nothing of a key. Answer the
/// sender the same empty `401 Unauthorized` whatever the reason; which check failed helps nobody but a forger.
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
    /// The header that carries the signature, or the parameter that carries the token, is not there.
    #[error("no signature or token")]
    Missing,
    /// The signature or token is there more than once. Which of them counts is not this crate's to choose.
    #[error("more than one signature or token")]
    Duplicate,
    /// The signature is not written as the vendor writes it, such as 64 hexadecimal digits, or the query that carries
    /// the token has an escape that is none.
    #[error("malformed signature or token")]
    Malformed,
    /// The signature is well formed and was not made from this body by any of the keys, or the token is none of those
    /// accepted.
    #[error("signature or token mismatch")]
    Mismatch,
    /// The signature is right, and the request was sent longer ago than the receiver's replay window allows.
    #[error("sent too long ago")]
    TooOld,
    /// The signature is right, and the request says that it was sent later than the receiver's replay window allows.
    #[error("sent in the future")]
    TooNew,
    /// The `Authorization` header is not the one that the receiver was given, is missing, or is there more than once.
    #[error("not authorized")]
    Unauthorized,
}
