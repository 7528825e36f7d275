//! Incremental signing and verification.

use super::mac::Mac;
use super::matching::matching;
use super::signature::Signature;
use crate::VerifyError;

/// Signs or verifies a body incrementally; created by [`Key::signer`](crate::Key::signer).
///
/// # Examples
///
/// ```
/// use chathooks::Key;
///
/// let key = Key::new("correct horse")?;
/// let mut signer = key.signer();
/// for piece in [b"{\"event\":".as_slice(), b"\"case:status\"}"] {
///     signer.update(piece);
/// }
/// assert_eq!(signer.sign(), key.sign(b"{\"event\":\"case:status\"}"));
/// # Ok::<(), chathooks::auth::KeyError>(())
/// ```
// Boxed, so that moving it leaves no copy of the states behind.
#[derive(Clone)]
pub struct StreamingSigner(Box<Mac>);

impl StreamingSigner {
    pub(super) fn new(mac: Mac) -> Self {
        Self(Box::new(mac))
    }

    /// Adds the next piece of the body.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// Returns the signature of the whole body.
    #[must_use]
    pub fn sign(mut self) -> Signature {
        Signature(self.0.finalize())
    }

    /// Verifies that `signature` is the signature of the whole body.
    ///
    /// # Errors
    ///
    /// - [`VerifyError::Mismatch`] if it is not
    pub fn verify(self, signature: &Signature) -> Result<(), VerifyError> {
        if self.sign() == *signature { Ok(()) } else { Err(VerifyError::Mismatch) }
    }
}

/// Verifies a body incrementally under one or more keys; created by [`Keys::verifier`](crate::Keys::verifier).
///
/// # Examples
///
/// ```
/// use chathooks::{Key, Keys};
///
/// let keys = Keys::from(Key::new("correct horse")?);
/// let signature = Key::new("correct horse")?.sign(b"one, two");
/// let mut verifier = keys.verifier();
/// verifier.update(b"one, ");
/// verifier.update(b"two");
/// assert_eq!(verifier.verify(&signature), Ok(0));
/// # Ok::<(), chathooks::auth::KeyError>(())
/// ```
// One for each key, in order. The slice never grows: growing would leave copies behind.
#[derive(Clone)]
pub struct StreamingVerifier(Box<[Mac]>);

impl StreamingVerifier {
    pub(super) fn new(macs: impl Iterator<Item = Mac>) -> Self {
        Self(macs.collect())
    }

    /// Adds the next piece of the body.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.iter_mut().for_each(|mac| mac.update(piece));
    }

    /// Verifies that `signature` is the signature of the whole body under one of the keys, and returns the index of
    /// that key.
    ///
    /// # Errors
    ///
    /// - [`VerifyError::Mismatch`] if no key matches
    pub fn verify(mut self, signature: &Signature) -> Result<usize, VerifyError> {
        matching(self.0.iter_mut().map(|mac| Signature(mac.finalize()).ct_eq(signature)))
    }
}
