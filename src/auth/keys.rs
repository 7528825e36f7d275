//! Several keys at once, for key rotation.

use subtle::Choice;

use super::mac::Mac;
use super::matching::matching;
use super::{Key, KeyError, Signature, StreamingVerifier};
use crate::VerifyError;

/// One or more keys that a receiver accepts.
///
/// During key rotation, accept both the new key and the old one. Verification returns the index of the key that
/// matched. Log it to learn when the old key is no longer used.
///
/// # Examples
///
/// ```
/// use chathooks::{Key, Keys};
///
/// let keys = Keys::from(Key::new("new")?).or(Key::new("old")?);
/// let signature = Key::new("old")?.sign(b"a body");
/// assert_eq!(keys.verify(b"a body", &signature), Ok(1));
/// # Ok::<(), chathooks::auth::KeyError>(())
/// ```
// Never empty: see `From` and `TryFrom`.
#[derive(Clone, Debug)]
pub struct Keys(Vec<Key>);

impl Keys {
    /// Adds another accepted key.
    #[must_use]
    pub fn or(mut self, key: Key) -> Self {
        self.0.push(key);
        self
    }

    /// Verifies that `signature` is the signature of `body` under one of the keys, and returns the index of that key.
    ///
    /// Indices start at 0 and follow the order in which the keys were added. All keys are tried, in constant time.
    ///
    /// # Errors
    ///
    /// - [`VerifyError::Mismatch`] if no key matches
    pub fn verify(&self, body: &[u8], signature: &Signature) -> Result<usize, VerifyError> {
        self.verify_any(&[body], &std::iter::once(*signature))
    }

    /// Verifies that one of `signatures` is the signature of the concatenation of `pieces` under one of the keys, and
    /// returns the index of that key.
    pub(crate) fn verify_any(
        &self,
        pieces: &[&[u8]],
        signatures: &(impl Iterator<Item = Signature> + Clone),
    ) -> Result<usize, VerifyError> {
        let right = self.iter().map(|key| key.sign_pieces(pieces));
        matching(right.map(|right| signatures.clone().fold(Choice::from(0), |any, given| any | right.ct_eq(&given))))
    }

    /// Starts incremental verification.
    ///
    /// This allocates once.
    #[must_use]
    pub fn verifier(&self) -> StreamingVerifier {
        StreamingVerifier::new(self.iter().map(|key| Mac::new(&key.0)))
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &Key> {
        self.0.iter()
    }
}

/// Fails with [`KeyError::None`] if the vector is empty.
impl TryFrom<Vec<Key>> for Keys {
    type Error = KeyError;

    fn try_from(keys: Vec<Key>) -> Result<Self, KeyError> {
        if keys.is_empty() { Err(KeyError::None) } else { Ok(Self(keys)) }
    }
}

impl From<Key> for Keys {
    fn from(key: Key) -> Self {
        Self(vec![key])
    }
}
