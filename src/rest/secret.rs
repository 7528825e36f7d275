//! A text that nobody is to see.

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

/// A secret of a management API: a credential, the key of a webhook, a password.
///
/// `Debug` shows nothing of it, it cannot be printed, and its memory is wiped when it is dropped.
/// [`expose`](Secret::expose) is the one way to its text; serde is another, because the body of a request has to carry
/// it. Comparing two takes the same time whatever they are.
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
    /// Takes a text for a secret.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// Returns the text. What is done with it from here on is the caller's to guard.
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

/// Digests are all of one length, so the time says nothing of the length of a secret either.
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
