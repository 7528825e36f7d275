//! Several keys at once, so that a secret can be replaced without a lost delivery.

use std::fmt;

use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};

use super::{Key, KeyError, Signature, StreamingSigner};
use crate::VerifyError;

/// The keys that a receiver accepts: one, or the new one and the old ones while a secret is being replaced.
///
/// All of them are tried, whichever matches, and the result tells which one did, by its place: a log of it shows when
/// the old key is no longer used and can be taken out.
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
#[derive(Clone, Debug)]
pub struct Keys {
    first: Key,
    others: Vec<Key>,
}

impl Keys {
    /// Adds a key that is accepted too.
    #[must_use]
    pub fn or(mut self, key: Key) -> Self {
        self.others.push(key);
        self
    }

    /// Verifies that `signature` was made from `body` with one of the keys, and returns the place of that key,
    /// counted from 0 in the order they were added.
    ///
    /// # Errors
    ///
    /// [`VerifyError::Mismatch`] when it was made with none of them.
    pub fn verify(&self, body: &[u8], signature: &Signature) -> Result<usize, VerifyError> {
        let keys = std::iter::once(&self.first).chain(&self.others);
        matching(keys.map(|key| key.sign(body).ct_eq(signature)))
    }

    /// Starts on a body that comes in pieces. It allocates where there is more than one key.
    #[must_use]
    pub fn verifier(&self) -> StreamingVerifier {
        StreamingVerifier { first: self.first.signer(), others: self.others.iter().map(Key::signer).collect() }
    }
}

/// Takes the keys in their order.
impl TryFrom<Vec<Key>> for Keys {
    type Error = KeyError;

    fn try_from(keys: Vec<Key>) -> Result<Self, KeyError> {
        let mut keys = keys.into_iter();
        let first = keys.next().ok_or(KeyError::None)?;
        Ok(Self { first, others: keys.collect() })
    }
}

impl From<Key> for Keys {
    fn from(key: Key) -> Self {
        Self { first: key, others: Vec::new() }
    }
}

/// Verifies a body that comes in pieces, under several keys; [`Keys::verifier`] makes one.
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
#[derive(Clone)]
pub struct StreamingVerifier {
    first: StreamingSigner,
    others: Vec<StreamingSigner>,
}

impl StreamingVerifier {
    /// Takes the next piece of the body.
    pub fn update(&mut self, piece: &[u8]) {
        self.first.update(piece);
        self.others.iter_mut().for_each(|signer| signer.update(piece));
    }

    /// Verifies that `signature` was made from all pieces together with one of the keys, and returns the place of
    /// that key.
    ///
    /// # Errors
    ///
    /// [`VerifyError::Mismatch`] when it was made with none of them.
    pub fn verify(self, signature: &Signature) -> Result<usize, VerifyError> {
        self.verify_any(&std::iter::once(*signature))
    }

    /// Verifies that any of several signatures was made from all pieces together with one of the keys, and returns
    /// the place of that key.
    pub(crate) fn verify_any(
        self,
        signatures: &(impl Iterator<Item = Signature> + Clone),
    ) -> Result<usize, VerifyError> {
        let right = std::iter::once(self.first).chain(self.others).map(StreamingSigner::sign);
        matching(right.map(|right| signatures.clone().fold(Choice::from(0), |any, given| any | right.ct_eq(&given))))
    }
}

impl fmt::Debug for StreamingVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StreamingVerifier(..)")
    }
}

/// Returns the place of the first match. Each of the secrets is compared, whichever matched before.
pub(crate) fn matching(matches: impl Iterator<Item = Choice>) -> Result<usize, VerifyError> {
    verdict(first(matches))
}

/// No place on any target: no list is that long.
const NONE: u64 = u64::MAX;

/// Returns the place of the first match, or what [`verdict`] takes for none.
pub(crate) fn first(matches: impl Iterator<Item = Choice>) -> u64 {
    let mut found = NONE;
    for (place, is_match) in (0..).zip(matches) {
        let first = is_match & found.ct_eq(&NONE);
        found.conditional_assign(&place, first);
    }
    found
}

#[inline]
pub(crate) fn verdict(found: u64) -> Result<usize, VerifyError> {
    if found == NONE { Err(VerifyError::Mismatch) } else { usize::try_from(found).map_err(|_| VerifyError::Mismatch) }
}
