//! A secret key.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::hide::hide;
use super::mac::{self, Mac};
use super::{Signature, StreamingSigner};
use crate::VerifyError;

/// A secret key that is shared with a vendor.
///
/// Only the hash states that are computed from the key are stored. The key cannot be read back, compared, printed or
/// serialized, and `Debug` does not show it. Clones share one allocation, which is wiped when the last clone is
/// dropped.
///
/// # Examples
///
/// ```
/// use chathooks::Key;
///
/// let key = Key::new("correct horse")?;
/// let signature = key.sign(b"{\"event\":\"case:status\"}");
/// assert!(key.verify(b"{\"event\":\"case:status\"}", &signature).is_ok());
/// assert!(key.verify(b"{\"event\":\"case:new\"}", &signature).is_err());
/// assert_eq!(format!("{key:?}"), "Key(..)");
/// # Ok::<(), chathooks::auth::KeyError>(())
/// ```
// Behind a pointer, so that moving a key leaves no copy of the states behind.
#[derive(Clone)]
pub struct Key(pub(super) Arc<mac::State>);

impl Key {
    /// Creates a key from the UTF-8 bytes of a string.
    ///
    /// # Errors
    ///
    /// - [`KeyError::Empty`] if the string is empty, as an unset configuration value often is, or contains only zero
    ///   bytes. Anyone can forge a signature under such a key.
    /// - [`KeyError::Whitespace`] if the string starts or ends with whitespace or a byte-order mark, such as the line
    ///   feed at the end of a file. If the vendor's secret is such a string, use [`from_bytes`](Self::from_bytes).
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{Key, auth::KeyError};
    ///
    /// let file = "correct horse\n";
    /// assert_eq!(Key::new(file).err(), Some(KeyError::Whitespace));
    /// assert!(Key::new(file.trim()).is_ok());
    /// ```
    pub fn new(key: impl AsRef<str>) -> Result<Self, KeyError> {
        let key = key.as_ref().as_bytes();
        if trim(key) == key { Self::from_bytes(key) } else { Err(KeyError::Whitespace) }
    }

    /// Creates a key from bytes, which are used verbatim.
    ///
    /// # Errors
    ///
    /// - [`KeyError::Empty`] if the slice is empty or contains only zero bytes, as a buffer that was never filled does.
    ///   HMAC pads a key with zero bytes, so it signs in the same way with such a key as with an empty one.
    pub fn from_bytes(key: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let key = key.as_ref();
        if key.iter().all(|byte| *byte == 0) { Err(KeyError::Empty) } else { Ok(Self::of(key)) }
    }

    /// Creates a key by decoding hexadecimal digits of either case, two for each byte.
    ///
    /// Use this for a vendor whose secret is the hexadecimal form of its key.
    ///
    /// # Errors
    ///
    /// - [`KeyError::Whitespace`] if the string starts or ends with whitespace or a byte-order mark
    /// - [`KeyError::NotHex`] if it contains anything but hexadecimal digits, or an odd number of them
    /// - [`KeyError::Empty`] if it is empty, or decodes to zero bytes only
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{Key, auth::KeyError};
    ///
    /// let key = Key::from_hex("6b31")?;
    /// assert_eq!(key.sign(b"a body"), Key::new("k1")?.sign(b"a body"));
    /// assert_eq!(Key::from_hex("4g4h").err(), Some(KeyError::NotHex));
    /// # Ok::<(), KeyError>(())
    /// ```
    pub fn from_hex(digits: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let digits = digits.as_ref();
        if trim(digits) != digits {
            return Err(KeyError::Whitespace);
        }
        let mut key = Zeroizing::new(vec![0; digits.len() / 2]);
        // Not `hex::decode`: on an invalid digit, it does not wipe the bytes that it has already decoded.
        let read = ::hex::decode_to_slice(digits, &mut key);
        read.map_err(|_| KeyError::NotHex).and_then(|()| Self::from_bytes(&*key))
    }

    /// Creates an empty key, for a vendor that signs with an empty secret.
    ///
    /// Anyone can create a valid signature under this key.
    #[must_use]
    pub fn empty_and_forgeable() -> Self {
        Self::of(b"")
    }

    fn of(key: &[u8]) -> Self {
        Self(Arc::new(mac::state(key)))
    }

    /// Signs a body.
    #[must_use]
    pub fn sign(&self, body: &[u8]) -> Signature {
        self.sign_pieces(&[body])
    }

    /// Signs the concatenation of `pieces`.
    #[inline]
    pub(crate) fn sign_pieces(&self, pieces: &[&[u8]]) -> Signature {
        let mut mac = Mac::new(&self.0);
        for piece in pieces {
            mac.update(piece);
        }
        Signature(mac.finalize())
    }

    /// Verifies that `signature` is the signature of `body` under this key.
    ///
    /// The comparison takes constant time.
    ///
    /// # Errors
    ///
    /// - [`VerifyError::Mismatch`] if it is not
    pub fn verify(&self, body: &[u8], signature: &Signature) -> Result<(), VerifyError> {
        if self.sign(body) == *signature { Ok(()) } else { Err(VerifyError::Mismatch) }
    }

    /// Starts incremental signing or verification.
    ///
    /// This allocates once.
    #[must_use]
    pub fn signer(&self) -> StreamingSigner {
        StreamingSigner::new(Mac::new(&self.0))
    }
}

hide!(Key);

/// An error from creating a [`Key`] or [`Keys`](crate::Keys).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The key is empty or contains only zero bytes, which is the same for HMAC; see [`Key::empty_and_forgeable`].
    #[error("the key is empty or contains only zero bytes")]
    Empty,
    /// The key starts or ends with whitespace or a byte-order mark; see [`Key::from_bytes`].
    #[error("the key starts or ends with whitespace or a byte-order mark")]
    Whitespace,
    /// The list of keys is empty.
    #[error("no keys")]
    None,
    /// The key is not an even number of hexadecimal digits; see [`Key::from_hex`].
    #[error("the key is not hexadecimal")]
    NotHex,
}

/// Returns a secret without leading and trailing whitespace and byte-order marks.
pub(crate) fn trim(secret: &[u8]) -> &[u8] {
    let is_added = |char: char| char.is_whitespace() || char == '\u{FEFF}';
    str::from_utf8(secret).map_or_else(|_| secret.trim_ascii(), |text| text.trim_matches(is_added).as_bytes())
}
