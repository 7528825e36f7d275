//! A secret string.

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::DecodeError;
use crate::auth::hide::hide;
use crate::codec::by_value::serde_by_value;
use crate::codec::read::Read;
use crate::codec::source::Source;
use crate::value::Value;
use crate::value::owned::IntoOwned;
use crate::value::write::{Target, Write};

/// A secret string of a management API: a credential, the key of a webhook, or a password.
///
/// `Debug` does not show it, there is no `Display`, and its memory is wiped when it is dropped. Only
/// [`expose`](Secret::expose) and `Serialize` give access to the string; the latter is needed because request bodies
/// contain secrets. Two secrets of equal length are compared in constant time.
///
/// # Examples
///
/// ```
/// use chathooks::rest::Secret;
///
/// let secret = Secret::new("correct horse");
/// assert_eq!(format!("{secret:?}"), "Secret(..)");
/// assert_eq!(secret.expose(), "correct horse");
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps a string.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// Returns the string. The caller is responsible for copies of it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for Secret {
    fn from(text: T) -> Self {
        Self::new(text)
    }
}

/// Compares digests, so that the position of the first difference does not affect the time.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let [own, other] = [self, other].map(|secret| <[u8; 32]>::from(Sha256::digest(secret.expose())));
        own.ct_eq(&other).into()
    }
}

impl Eq for Secret {}

impl IntoOwned for Secret {
    type Owned = Self;

    fn into_owned(self) -> Self {
        self
    }
}

impl Write for Secret {
    fn write(&self, _: Target) -> Value<'_> {
        self.expose().into()
    }
}

impl<'a> Read<'a> for Secret {
    fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        source.text().map(|text| Self::new(text.into_cow()))
    }
}

serde_by_value!(Secret);
hide!(Secret);
