//! HMAC-SHA256: keys, signatures, and the check of one against the other.
//!
//! The hash is `sha2`'s, the comparison is `subtle`'s, over all 32 bytes, and the memory of a key is wiped by `zeroize`.

pub(crate) mod base64;
pub(crate) mod headers;
mod hex;
mod hmac;
mod keys;
pub(crate) mod token;

use std::fmt;
use std::str::FromStr;

use subtle::{Choice, ConstantTimeEq as _};
use zeroize::Zeroizing;

pub use self::headers::Header;
pub use self::keys::{Keys, StreamingVerifier};
pub(crate) use self::keys::{first, verdict};
pub use self::token::TokenError;
use crate::VerifyError;

/// A secret that a vendor and a receiver share.
///
/// Only the state of the hash is kept, computed once; the text of the key cannot be read back. `Debug` shows nothing
/// of it, it cannot be compared, printed or serialised. Clones share one place in memory, which is wiped when the last
/// of them is dropped.
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
#[derive(Clone)]
pub struct Key(hmac::State);

impl Key {
    /// Creates a key from a string, as its UTF-8.
    ///
    /// # Errors
    ///
    /// - [`KeyError::Empty`] when the key is empty: whoever knows that can forge every signature. A setting that was never
    ///   filled in ends up here, and must not mean "accept".
    /// - [`KeyError::WhiteSpace`] when the key starts or ends with white space or a byte-order mark, such as the line feed
    ///   of the file that it was read from. Every delivery would be a mismatch. Where the vendor's secret is such a
    ///   string, [`from_bytes`](Self::from_bytes) takes it verbatim.
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
    /// [`KeyError::Empty`] when there are none.
    pub fn from_bytes(key: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let key = key.as_ref();
        if key.is_empty() { Err(KeyError::Empty) } else { Ok(Self(hmac::State::new(key))) }
    }

    /// Makes a key of the bytes that hexadecimal digits write, two digits of either case to a byte.
    ///
    /// For a vendor whose secret is such a text and whose key is what it stands for.
    ///
    /// # Errors
    ///
    /// - [`KeyError::WhiteSpace`] when the string starts or ends with white space or a byte-order mark
    /// - [`KeyError::NotHex`] when there is anything else but digits, or an odd number of them
    /// - [`KeyError::Empty`] when there are none
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
        // Not `hex::decode`: it leaves what it read before a wrong digit behind in memory.
        let read = ::hex::decode_to_slice(digits, &mut key);
        read.map_err(|_| KeyError::NotHex).and_then(|()| Self::from_bytes(&*key))
    }

    /// Makes the empty key, under which anyone can sign.
    ///
    /// Acquire lets a customer leave the secret empty, and signs with it all the same. A signature under this key
    /// proves nothing about who made it.
    #[must_use]
    pub fn empty_and_forgeable() -> Self {
        Self(hmac::State::new(b""))
    }

    /// Signs a body.
    #[must_use]
    pub fn sign(&self, body: &[u8]) -> Signature {
        Signature(self.0.digest(body))
    }

    /// Verifies that `signature` was made from `body` with this key, in a time that does not depend on either
    /// signature.
    ///
    /// # Errors
    ///
    /// [`VerifyError::Mismatch`] when it was not.
    pub fn verify(&self, body: &[u8], signature: &Signature) -> Result<(), VerifyError> {
        if self.sign(body) == *signature { Ok(()) } else { Err(VerifyError::Mismatch) }
    }

    /// Starts on a body that comes in pieces.
    #[must_use]
    pub fn signer(&self) -> StreamingSigner {
        StreamingSigner(self.0.stream())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// Why a text or bytes cannot be a key.
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
    /// There is no key at all, and a list of none must not mean "accept".
    #[error("there is no key")]
    None,
    /// The key is not written in hexadecimal digits; see [`Key::from_hex`].
    #[error("the key is not hexadecimal")]
    NotHex,
}

/// Returns a secret as it was meant, where a file or a form added white space or a byte-order mark to an end of it.
pub(crate) fn trim(secret: &[u8]) -> &[u8] {
    let is_added = |char: char| char.is_whitespace() || char == '\u{FEFF}';
    str::from_utf8(secret).map_or_else(|_| secret.trim_ascii(), |text| text.trim_matches(is_added).as_bytes())
}

/// Signs or verifies a body that comes in pieces; [`Key::signer`] makes one.
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
#[derive(Clone)]
pub struct StreamingSigner(hmac::Stream);

impl StreamingSigner {
    /// Takes the next piece of the body.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// Returns the signature of all pieces together.
    #[must_use]
    pub fn sign(self) -> Signature {
        Signature(self.0.digest())
    }

    /// Verifies that `signature` was made from all pieces together.
    ///
    /// # Errors
    ///
    /// [`VerifyError::Mismatch`] when it was not.
    pub fn verify(self, signature: &Signature) -> Result<(), VerifyError> {
        if self.sign() == *signature { Ok(()) } else { Err(VerifyError::Mismatch) }
    }
}

impl fmt::Debug for StreamingSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StreamingSigner(..)")
    }
}

/// An HMAC-SHA256 signature: 32 bytes, written as 64 hexadecimal digits.
///
/// `Display` writes the digits in lower case, which is what a sender puts into the header; `Debug` shows nothing, so
/// that a right signature does not end up in a log. Comparing takes the same time whatever the bytes are.
///
/// # Examples
///
/// ```
/// use chathooks::{Key, Signature, VerifyError};
///
/// let signature = Key::empty_and_forgeable().sign(b"{\"event\":\"x\"}");
/// let text = signature.to_string();
/// assert_eq!(text, "302bfa68f11085e767d5131514da4b34d6835357be59d071a1cc5691bacc630c");
/// assert_eq!(text.to_uppercase().parse(), Ok(signature));
/// assert_eq!("+f".repeat(32).parse::<Signature>(), Err(VerifyError::Malformed));
/// ```
#[derive(Clone, Copy)]
pub struct Signature([u8; 32]);

impl Signature {
    /// Reads a signature from the value of a header: exactly 64 hexadecimal digits of either case.
    ///
    /// # Errors
    ///
    /// [`VerifyError::Malformed`] for anything else: another length, a sign, a prefix, white space.
    pub fn from_hex(digits: &[u8]) -> Result<Self, VerifyError> {
        hex::decode(digits).map(Self).ok_or(VerifyError::Malformed)
    }

    /// Returns the 32 bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        self.0
    }
}

impl From<[u8; 32]> for Signature {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl FromStr for Signature {
    type Err = VerifyError;

    fn from_str(digits: &str) -> Result<Self, VerifyError> {
        Self::from_hex(digits.as_bytes())
    }
}

impl Signature {
    /// Compares all 32 bytes, as four words: byte by byte, `subtle` takes six times as long.
    fn ct_eq(&self, other: &Self) -> Choice {
        let words = |signature: &Self| {
            let (words, _) = signature.0.as_chunks::<8>();
            [0, 1, 2, 3].map(|index| words.get(index).copied().map_or(0, u64::from_ne_bytes))
        };
        words(self).ct_eq(&words(other))
    }
}

impl PartialEq for Signature {
    fn eq(&self, other: &Self) -> bool {
        self.ct_eq(other).into()
    }
}

impl Eq for Signature {}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature(..)")
    }
}
