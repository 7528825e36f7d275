//! An HMAC-SHA256 signature, compared in constant time.

use std::fmt;
use std::str::FromStr;

use subtle::{Choice, ConstantTimeEq as _};

use super::hex;
use crate::VerifyError;

/// An HMAC-SHA256 signature: 32 bytes, written as 64 hexadecimal digits.
///
/// `Display` writes lower-case digits. `Debug` does not show them, because a valid signature must not end up in a log.
/// `==` takes constant time.
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
pub struct Signature(pub(super) [u8; 32]);

impl Signature {
    /// Parses exactly 64 hexadecimal digits of either case.
    ///
    /// # Errors
    ///
    /// - [`VerifyError::Malformed`] for any other length or character, including a sign, a prefix or whitespace
    pub fn from_hex(digits: &[u8]) -> Result<Self, VerifyError> {
        hex::decode(digits).map(Self).ok_or(VerifyError::Malformed)
    }

    /// Returns the 32 bytes.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        self.0
    }

    /// Compares all 32 bytes in constant time, as four words: `subtle` takes six times as long byte by byte.
    pub(super) fn ct_eq(&self, other: &Self) -> Choice {
        let words = |signature: &Self| {
            let (words, _) = signature.0.as_chunks::<8>();
            [0, 1, 2, 3].map(|index| words.get(index).copied().map_or(0, u64::from_ne_bytes))
        };
        words(self).ct_eq(&words(other))
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
