//! A verified body, and the trait of the vendors.

use std::fmt::{self, Debug};
use std::marker::PhantomData;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::event::sealed;
use super::{RequestContext, RequestParts, VendorEvent};
use crate::codec::source::Source;
use crate::format::Formats;
use crate::{DecodeError, Format, Headers, Limits, VerifyError, codec};

/// A vendor that this crate supports, for code that is generic over vendors.
///
/// This trait is sealed. It is implemented for the vendors' marker types, such as [`Acquire`](crate::acquire::Acquire).
/// Code for a single vendor does not need it: each vendor's module has the same methods on its own types.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::{Key, RequestContext, Vendor, acquire::{Acquire, Receiver}, verified::VendorEvent as _};
///
/// fn handle<V: Vendor>(
///     receiver: &V::Receiver,
///     request: RequestContext<'_, [(&str, String)]>,
///     body: &[u8],
/// ) -> Result<String, Box<dyn std::error::Error>> {
///     let verified = V::receive(receiver, request, body)?;
///     let event = V::decode(&verified)?;
///     Ok(format!("{}: {}", V::NAME, event.name()))
/// }
///
/// # let body = br#"{"event":"case:new","data":{}}"#;
/// let key = Key::new("correct horse")?;
/// let headers = [("x-acquire-signature", key.sign(body).to_string())];
/// let request = RequestContext::new("/acquire", headers.as_slice(), std::time::SystemTime::now());
/// assert_eq!(handle::<Acquire>(&Receiver::new(key), request, body)?, "acquire: case:new");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Vendor: sealed::Sealed + Sized + 'static {
    /// The vendor's name in lower case, such as `acquire`.
    const NAME: &'static str;

    /// The vendor's receiver, which verifies requests.
    type Receiver: Clone + Debug + Send + Sync + 'static;

    /// The vendor's sender, which builds requests.
    type Sender: Clone + Debug + Send + Sync + 'static;

    /// The vendor's typed event.
    type Event<'a>: VendorEvent;

    /// Verifies that a request comes from the vendor, by calling the receiver's own `receive` method.
    ///
    /// # Errors
    ///
    /// The errors of the receiver's `receive` method.
    fn receive<B: AsRef<[u8]>, H: Headers + ?Sized>(
        receiver: &Self::Receiver,
        request: RequestContext<'_, H>,
        body: B,
    ) -> Result<Verified<Self, B>, VerifyError>;

    /// Decodes the event of a verified body, by calling the event's own `decode` method.
    ///
    /// # Errors
    ///
    /// The errors of the event's `decode` method.
    fn decode<B: AsRef<[u8]>>(verified: &Verified<Self, B>) -> Result<Self::Event<'_>, DecodeError>;

    /// Returns the headers and the body of a request, by calling the sender's own `parts` method.
    ///
    /// `now` is ignored unless the vendor signs the time.
    fn parts(sender: &Self::Sender, event: &Self::Event<'_>, now: DateTime<Utc>) -> RequestParts;

    /// Returns the headers and the body of a request with this raw body, by calling the sender's own `raw_parts` method.
    ///
    /// `now` is ignored unless the vendor signs the time.
    fn raw_parts(sender: &Self::Sender, body: Vec<u8>, now: DateTime<Utc>) -> RequestParts;
}

/// A body that was verified to come from the vendor `V`.
///
/// An event can only be decoded from this type. A value is created by the vendor's receiver, or without verification by
/// [`assume_authentic`](Self::assume_authentic). `B` is the type that contains the raw body, such as `&[u8]`, `Vec<u8>`
/// or `Bytes`. If `B` is owned, the verified body can be moved into a task and decoded there.
///
/// # Examples
///
/// Decoding a body into the vendor's event, and into the caller's own type:
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::{Key, acquire::{Event, Receiver}};
///
/// let body = br#"{"event":"case:new","data":{}}"#;
/// let key = Key::new("correct horse")?;
/// let headers = [("x-acquire-signature", key.sign(body).to_string())];
/// let verified = Receiver::new(key).receive(&headers, body)?;
/// assert_eq!(Event::decode(&verified)?.name(), "case:new");
///
/// #[derive(serde::Deserialize)]
/// struct Name<'a> {
///     event: &'a str,
/// }
///
/// let own: Name = verified.decode()?;
/// assert_eq!(own.event, "case:new");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # How events are decoded
///
#[doc = include_str!("../_docs/reading.md")]
///
/// This table does not apply to the caller's own types; see [`decode`](Self::decode).
pub struct Verified<V, B> {
    pub(super) body: Body<B>,
    pub(super) proof: Proof,
    pub(super) formats: Formats,
    pub(super) limits: Limits,
    pub(super) vendor: PhantomData<fn() -> V>,
}

/// The bytes that were verified.
#[derive(Clone)]
pub(super) enum Body<B> {
    Raw(B),
    /// The `JSON.stringify` form of the raw body. The raw body is dropped, because it may have a different meaning.
    Stringified(Vec<u8>),
}

/// How a body was verified.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::{Key, Keys, Proof, acquire::Receiver};
///
/// let (new, old) = (Key::new("battery staple")?, Key::new("correct horse")?);
/// let headers = [("x-acquire-signature", old.sign(b"{}").to_string())];
/// let verified = Receiver::new(Keys::from(new).or(old)).receive(&headers, b"{}")?;
/// assert!(matches!(verified.proof(), Proof::Signature { key: 1, .. }));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Proof {
    /// The signature of the raw body matched.
    #[non_exhaustive]
    Signature {
        /// The index of the key in the receiver's [`Keys`](crate::Keys), starting at 0.
        key: usize,
    },
    /// The signature of the stringified form matched: the text that JavaScript's `JSON.stringify` returns for the
    /// parsed body.
    ///
    /// The stringified form is decoded, and the raw body is dropped. The format of the raw body is not authenticated,
    /// because bodies in several formats can have the same stringified form. Decoding does not depend on that format.
    #[non_exhaustive]
    Stringified {
        /// The index of the key in the receiver's [`Keys`](crate::Keys), starting at 0.
        key: usize,
    },
    /// The token in the URL matched. The body itself is not authenticated.
    #[non_exhaustive]
    Token {
        /// The index of the token in the receiver's [`UrlToken`](crate::UrlToken), starting at 0.
        token: usize,
    },
    /// The body was fetched from the vendor's management API, over the caller's own connection.
    Fetched,
    /// The body was not verified; see [`Verified::assume_authentic`].
    Assumed,
}

impl Proof {
    /// Returns the index of the key or token that matched, starting at 0, if any.
    ///
    /// # Examples
    ///
    /// While a secret is replaced, index 1 is the old one:
    ///
    /// ```
    /// # #[cfg(feature = "acquire")] {
    /// use chathooks::{Key, Keys, acquire::Receiver};
    ///
    /// let (new, old) = (Key::new("battery staple")?, Key::new("correct horse")?);
    /// let headers = [("x-acquire-signature", old.sign(b"{}").to_string())];
    /// let verified = Receiver::new(Keys::from(new).or(old)).receive(&headers, b"{}")?;
    /// assert_eq!(verified.proof().index(), Some(1));
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn index(self) -> Option<usize> {
        match self {
            Self::Signature { key } | Self::Stringified { key } => Some(key),
            Self::Token { token } => Some(token),
            Self::Fetched | Self::Assumed => None,
        }
    }

    /// Returns the name of the proof, such as `signature`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signature { .. } => "signature",
            Self::Stringified { .. } => "stringified",
            Self::Token { .. } => "token",
            Self::Fetched => "fetched",
            Self::Assumed => "assumed",
        }
    }
}

impl<V: Vendor, B: AsRef<[u8]>> Verified<V, B> {
    pub(crate) fn new(body: B, proof: Proof) -> Self {
        Self::of(Body::Raw(body), proof)
    }

    pub(crate) fn stringified(text: Vec<u8>, key: usize) -> Self {
        Self::of(Body::Stringified(text), Proof::Stringified { key })
    }

    pub(super) fn of(body: Body<B>, proof: Proof) -> Self {
        Self { body, proof, formats: Formats::default(), limits: Limits::default(), vendor: PhantomData }
    }

    /// Wraps a body without verifying it.
    ///
    /// Use this for a body that was verified before, such as one from a queue, or for a vendor that signs nothing if
    /// the endpoint is protected in another way. Otherwise, anyone who can send a request can forge the body.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "acquire")] {
    /// use chathooks::{Proof, Verified, acquire::Acquire};
    ///
    /// let verified = Verified::<Acquire, _>::assume_authentic(r#"{"event":"case:new","data":{}}"#);
    /// assert_eq!(verified.proof(), Proof::Assumed);
    /// # }
    /// ```
    #[must_use]
    pub fn assume_authentic(body: B) -> Self {
        Self::new(body, Proof::Assumed)
    }

    /// Restricts the allowed formats to those in `formats`. A format that was not allowed before is still not allowed.
    ///
    /// This has no effect on a stringified form, for which the receiver has already checked the format of the raw body.
    #[must_use]
    pub fn with_formats(self, formats: impl IntoIterator<Item = Format>) -> Self {
        Self { formats: self.formats.and(formats.into_iter().collect()), ..self }
    }

    pub(crate) fn with_settings(self, formats: Formats, limits: Limits) -> Self {
        Self { formats, limits, ..self }
    }

    /// Sets the limits for decoding; defaults to those of the receiver.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Returns the verified bytes: the raw body, or its stringified form if that was verified.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match &self.body {
            Body::Raw(body) => body.as_ref(),
            Body::Stringified(text) => text,
        }
    }

    /// Returns how the body was verified.
    #[must_use]
    pub fn proof(&self) -> Proof {
        self.proof
    }

    /// Returns the format of the verified bytes; see [`Format::detect`]. A stringified form is always JSON.
    #[must_use]
    pub fn format(&self) -> Format {
        match &self.body {
            Body::Raw(body) => Format::detect(body.as_ref()),
            Body::Stringified(_) => Format::Json,
        }
    }

    /// Decodes the body into the caller's own type, in any format.
    ///
    /// JSON is decoded strictly, as by `serde_json`. XML and forms are first parsed into a value, as
    /// [`Value::from_body`](crate::value::Value::from_body) describes. That value contains only strings, arrays and
    /// objects, so its parts are converted to the types that `T` asks for:
    ///
    /// - Number, boolean or variant: a string is parsed as one.
    /// - Array: an empty or blank string is an empty array. A string that starts with `[` is parsed as JSON. An object
    ///   whose names are all indices becomes an array of its values, in the order of the indices. An object with a
    ///   single field is replaced by the array in that field, or by an array of its value if that is an object or the
    ///   field is named `item`. Any other value becomes an array of that value.
    /// - Object: an empty or blank string is an empty object. A string that starts with `{` is parsed as JSON.
    /// - String: an XML element with attributes becomes the text between its tags. A string is never parsed as JSON.
    ///
    /// # Errors
    ///
    /// - if the body is not well formed, is not UTF-8, or exceeds the [`Limits`]
    /// - if the receiver does not allow the format of the body
    /// - if the body does not fit `T`, with the path in the body
    ///
    /// If `T` contains a model of this crate, the path ends at the model. The message contains the rest of the path:
    /// `case: expected a string at messages[0].id, found an array`.
    pub fn decode<'a, T: Deserialize<'a>>(&'a self) -> Result<T, DecodeError> {
        let contents = self.contents();
        codec::decode(contents.bytes, contents.format()?, contents.limits)
    }

    /// Returns the verified bytes and the settings for decoding. Unlike `Verified`, `Contents` has no type parameters,
    /// so the code that decodes it is compiled once.
    pub(crate) fn contents(&self) -> Contents<'_> {
        let is_stringified = matches!(self.body, Body::Stringified(_));
        Contents { bytes: self.as_bytes(), is_stringified, formats: self.formats, limits: self.limits }
    }
}

/// Verified bytes and the settings for decoding them.
#[derive(Clone, Copy)]
pub(crate) struct Contents<'a> {
    bytes: &'a [u8],
    is_stringified: bool,
    formats: Formats,
    limits: Limits,
}

impl<'a> Contents<'a> {
    /// Returns the format, or an error if it is not allowed. A stringified form is JSON; the receiver has checked the
    /// format of the raw body.
    fn format(self) -> Result<Format, DecodeError> {
        if self.is_stringified {
            return Ok(Format::Json);
        }
        let format = Format::detect(self.bytes);
        if self.formats.contains(format) { Ok(format) } else { Err(DecodeError::format(format)) }
    }

    /// Decodes a model of this crate.
    pub(crate) fn read<T>(
        self,
        read: impl FnOnce(&mut Source<'a>) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        codec::read(self.bytes, self.format()?, self.limits, read)
    }
}

impl<V, B: Clone> Clone for Verified<V, B> {
    fn clone(&self) -> Self {
        Self { body: self.body.clone(), ..*self }
    }
}

/// Shows the vendor and the proof, but not the body.
impl<V: Vendor, B> Debug for Verified<V, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified").field("vendor", &V::NAME).field("proof", &self.proof).finish_non_exhaustive()
    }
}
