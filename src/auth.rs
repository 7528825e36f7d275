//! HMAC-SHA256: keys, signatures, and the check of one against the other.
//!
//! The code is by `hmac` and `sha2`, the comparison by `subtle`, over all 32 bytes, and the memory of a key is wiped by
//! `zeroize`.

pub(crate) mod headers;
mod hex;
pub(crate) mod hide;
mod keys;
mod mac;
mod matching;
mod signature;
mod streaming;
pub(crate) mod token;

use std::sync::Arc;

use zeroize::Zeroizing;

pub use self::headers::Header;
pub use self::keys::Keys;
use self::mac::Mac;
pub use self::signature::Signature;
pub use self::streaming::{StreamingSigner, StreamingVerifier};
pub use self::token::TokenError;
use crate::VerifyError;

/// A secret that a vendor and a receiver share.
///
/// Only the states of the hash are kept, computed once; the key cannot be read back. `Debug` shows nothing of it, and it
/// cannot be compared, printed or serialised. Clones share one allocation, which is wiped when the last of them is
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
// Shared, so that moving a key leaves no copy of the states behind.
#[derive(Clone)]
pub struct Key(Arc<mac::State>);

impl Key {
    /// Creates a key from a string, as its UTF-8.
    ///
    /// # Errors
    ///
    /// - [`KeyError::Empty`] when the key is empty: anyone can forge a signature under it. A setting that was never filled
    ///   in ends up here, and must not mean "accept".
    /// - [`KeyError::WhiteSpace`] when the key starts or ends with white space or a byte-order mark, such as the line feed
    ///   of the file that it was read from. Every delivery would be a mismatch. If the vendor's secret is such a string,
    ///   [`from_bytes`](Self::from_bytes) takes it verbatim.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{Key, auth::KeyError};
    ///
    /// let file = "correct horse\n";
    /// assert_eq!(Key::new(file).err(), Some(KeyError::WhiteSpace));
    /// assert!(Key::new(file.trim()).is_ok());
    /// ```
    pub fn new(key: impl AsRef<str>) -> Result<Self, KeyError> {
        let key = key.as_ref().as_bytes();
        if trim(key) == key { Self::from_bytes(key) } else { Err(KeyError::WhiteSpace) }
    }

    /// Creates a key from any bytes, verbatim.
    ///
    /// # Errors
    ///
    /// [`KeyError::Empty`] when there are no bytes.
    pub fn from_bytes(key: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let key = key.as_ref();
        if key.is_empty() { Err(KeyError::Empty) } else { Ok(Self::of(key)) }
    }

    /// Creates a key from hexadecimal digits of either case, two for each byte.
    ///
    /// For a vendor whose secret is such a string and whose key is the bytes that it encodes.
    ///
    /// # Errors
    ///
    /// - [`KeyError::WhiteSpace`] when the string starts or ends with white space or a byte-order mark
    /// - [`KeyError::NotHex`] when it has anything but hexadecimal digits, or an odd number of them
    /// - [`KeyError::Empty`] when it is empty
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
            return Err(KeyError::WhiteSpace);
        }
        let mut key = Zeroizing::new(vec![0; digits.len() / 2]);
        // Not `hex::decode`: it does not wipe what it decoded before an invalid digit.
        let read = ::hex::decode_to_slice(digits, &mut key);
        read.map_err(|_| KeyError::NotHex).and_then(|()| Self::from_bytes(&*key))
    }

    /// Creates the empty key, under which anyone can sign.
    ///
    /// Acquire allows an empty secret and signs with it all the same. A signature under this key says nothing about who
    /// made it.
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

    /// Verifies that `signature` was made from `body` with this key, in a time that does not depend on the bytes of
    /// either signature.
    ///
    /// # Errors
    ///
    /// [`VerifyError::Mismatch`] when it was not.
    pub fn verify(&self, body: &[u8], signature: &Signature) -> Result<(), VerifyError> {
        if self.sign(body) == *signature { Ok(()) } else { Err(VerifyError::Mismatch) }
    }

    /// Starts incremental signing or verification. It allocates once.
    #[must_use]
    pub fn signer(&self) -> StreamingSigner {
        StreamingSigner::new(Mac::new(&self.0))
    }
}

hide::hide!(Key, Signature, StreamingSigner, StreamingVerifier);

/// The reason why a string or bytes cannot be a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The key is empty, and anyone could sign with it; see [`Key::empty_and_forgeable`].
    #[error("the key is empty")]
    Empty,
    /// The key starts or ends with white space or a byte-order mark, often from the file that it was read from; see
    /// [`Key::from_bytes`].
    #[error("the key starts or ends with white space or a byte-order mark")]
    WhiteSpace,
    /// The list of keys is empty, which must not mean "accept".
    #[error("there is no key")]
    None,
    /// The key is not in hexadecimal digits; see [`Key::from_hex`].
    #[error("the key is not hexadecimal")]
    NotHex,
}

/// Returns a secret without the white space and byte-order marks at its ends, which a file or a form may have added.
pub(crate) fn trim(secret: &[u8]) -> &[u8] {
    let is_added = |char: char| char.is_whitespace() || char == '\u{FEFF}';
    str::from_utf8(secret).map_or_else(|_| secret.trim_ascii(), |text| text.trim_matches(is_added).as_bytes())
}
