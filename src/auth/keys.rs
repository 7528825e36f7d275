//! Several keys at once, so that a secret can be replaced without a lost delivery.

use subtle::Choice;

use super::mac::Mac;
use super::matching::matching;
use super::{Key, KeyError, Signature, StreamingVerifier};
use crate::VerifyError;

/// The keys that a receiver accepts: one, or the new one and the old ones while a secret is being replaced.
///
/// All of them are tried, whichever matches, and the result is the index of the one that did: a log of it shows when the
/// old key is no longer used and can be removed.
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
    /// Adds a key that is accepted too.
    #[must_use]
    pub fn or(mut self, key: Key) -> Self {
        self.0.push(key);
        self
    }

    /// Verifies that `signature` was made from `body` with one of the keys, and returns the index of that key, counted
    /// from 0 in the order they were added.
    ///
    /// # Errors
    ///
    /// [`VerifyError::Mismatch`] when it was made with none of them.
    pub fn verify(&self, body: &[u8], signature: &Signature) -> Result<usize, VerifyError> {
        self.verify_any(&[body], &std::iter::once(*signature))
    }

    /// Verifies that any of several signatures was made from the concatenation of `pieces` with one of the keys, and
    /// returns the index of that key.
    pub(crate) fn verify_any(
        &self,
        pieces: &[&[u8]],
        signatures: &(impl Iterator<Item = Signature> + Clone),
    ) -> Result<usize, VerifyError> {
        let right = self.iter().map(|key| key.sign_pieces(pieces));
        matching(right.map(|right| signatures.clone().fold(Choice::from(0), |any, given| any | right.ct_eq(&given))))
    }

    /// Starts incremental verification. It allocates once.
    #[must_use]
    pub fn verifier(&self) -> StreamingVerifier {
        StreamingVerifier::new(self.iter().map(|key| Mac::new(&key.0)))
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &Key> {
        self.0.iter()
    }
}

/// Accepts each key of the list.
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
