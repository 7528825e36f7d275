//! Bytes that are known to be the vendor's.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::DeserializeSeed;

use crate::format::Formats;
use crate::{DecodeError, Format, Limits, json};

/// A vendor whose webhooks this crate knows. It is implemented for the vendors' own marker types and nothing else.
pub trait Vendor: sealed::Sealed {
    /// The vendor's name in lower case, such as `acquire`.
    const NAME: &'static str;
}

pub(crate) mod sealed {
    #[expect(unnameable_types, reason = "nobody outside is to implement Vendor")]
    pub trait Sealed {}
}

/// A body that was proven to come from the vendor `V`.
///
/// Only that vendor's receiver makes one, and events are decoded from nothing else: what was proven is what is
/// decoded. `B` is what the caller had the body in, owned or borrowed; a `Bytes` can be moved into a task and decoded
/// there.
///
/// # Examples
///
/// The caller's own type reads the same body, in any format:
///
/// ```
/// use std::collections::HashMap;
/// use chathooks::{Key, acquire::Receiver};
///
/// let body = br#"{"event":"case:status"}"#;
/// let key = Key::new("correct horse")?;
/// let headers = [("x-acquire-signature", key.sign(body).to_string())];
/// let verified = Receiver::new(key).receive(&headers, body)?;
/// let fields: HashMap<&str, &str> = verified.decode()?;
/// assert_eq!(fields["event"], "case:status");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Verified<V, B> {
    body: Body<B>,
    proof: Proof,
    formats: Formats,
    limits: Limits,
    vendor: PhantomData<fn() -> V>,
}

/// What was proven.
#[derive(Clone)]
enum Body<B> {
    /// The bytes that came.
    Came(B),
    /// What `JSON.stringify` prints of them; the bytes that came are gone, for they may say something else.
    Stringified(Vec<u8>),
}

/// How a body was proven to be the vendor's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Proof {
    /// By its signature under the key at this place of the receiver's [`Keys`](crate::Keys), counted from 0.
    #[non_exhaustive]
    Signature {
        /// The place of the key.
        key: usize,
    },
    /// By the signature of what JavaScript's `JSON.stringify` prints of it, under the key at this place. That text took
    /// the place of the bytes that came: it is what is decoded.
    #[non_exhaustive]
    Stringified {
        /// The place of the key.
        key: usize,
    },
    /// By the token at this place of the receiver's [`UrlToken`](crate::UrlToken), counted from 0: whoever sent it knows
    /// the URL.
    #[non_exhaustive]
    Token {
        /// The place of the token.
        token: usize,
    },
    /// By nothing of its own: it came out of the vendor's management API, over the caller's connection to it.
    Fetched,
    /// Not at all: the caller said so.
    Assumed,
}

impl<V: Vendor, B: AsRef<[u8]>> Verified<V, B> {
    pub(crate) fn new(body: B, proof: Proof) -> Self {
        Self::of(Body::Came(body), proof)
    }

    pub(crate) fn stringified(text: Vec<u8>, key: usize) -> Self {
        Self::of(Body::Stringified(text), Proof::Stringified { key })
    }

    fn of(body: Body<B>, proof: Proof) -> Self {
        Self { body, proof, formats: Formats::default(), limits: Limits::default(), vendor: PhantomData }
    }

    /// Takes a body for the vendor's without any proof.
    ///
    /// For a body from the caller's own queue or database that was proven when it came, and for a vendor that signs
    /// nothing. Anyone who can make a request can make such a body.
    #[must_use]
    pub fn assume_authentic(body: B) -> Self {
        Self::new(body, Proof::Assumed)
    }

    /// Sets the formats that may be decoded; all that the crate knows unless set.
    #[must_use]
    pub fn with_formats(self, formats: impl IntoIterator<Item = Format>) -> Self {
        Self { formats: formats.into_iter().collect(), ..self }
    }

    pub(crate) fn with_settings(self, formats: Formats, limits: Limits) -> Self {
        Self { formats, limits, ..self }
    }

    /// Sets the bounds that decoding keeps to.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Returns the proven bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match &self.body {
            Body::Came(body) => body.as_ref(),
            Body::Stringified(text) => text,
        }
    }

    /// Returns how the body was proven.
    #[must_use]
    pub fn proof(&self) -> Proof {
        self.proof
    }

    /// Returns the format of the proven bytes; see [`Format::of`].
    #[must_use]
    pub fn format(&self) -> Format {
        Format::of(self.as_bytes())
    }

    /// Reads the body into a type of the caller's, in whichever format it is.
    ///
    /// # Errors
    ///
    /// - when the body is not well formed, is not UTF-8, or goes beyond the [`Limits`]
    /// - when it is in a format that the receiver does not allow
    /// - when it does not fit the type, with the place in the body
    pub fn decode<'a, T: Deserialize<'a>>(&'a self) -> Result<T, DecodeError> {
        self.read(PhantomData)
    }

    pub(crate) fn read<'a, S: DeserializeSeed<'a>>(&'a self, seed: S) -> Result<S::Value, DecodeError> {
        let format = self.format();
        if !self.formats.contains(format) {
            return Err(DecodeError::format(format));
        }
        match format {
            Format::Json => json::from_slice(self.as_bytes(), self.limits, seed),
            Format::Xml | Format::Form => Err(DecodeError::format(format)),
        }
    }
}

impl<V, B: Clone> Clone for Verified<V, B> {
    fn clone(&self) -> Self {
        Self { body: self.body.clone(), ..*self }
    }
}

/// Shows how the body was proven, and nothing of the body.
impl<V: Vendor, B> fmt::Debug for Verified<V, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified").field("vendor", &V::NAME).field("proof", &self.proof).finish_non_exhaustive()
    }
}
