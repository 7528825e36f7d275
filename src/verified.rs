//! Bytes that are known to be the vendor's.

pub(crate) mod declare;
pub(crate) mod event;
mod request_context;
mod request_parts;
pub(crate) mod stored;
mod token_receiver;

use std::fmt::{self, Debug};
use std::marker::PhantomData;

use chrono::{DateTime, Utc};

use serde::Deserialize;

pub use self::event::VendorEvent;
use self::event::sealed;
pub use self::request_context::RequestContext;
pub use self::request_parts::RequestParts;
pub use self::stored::Stored;
pub use self::token_receiver::TokenReceiver;
use crate::codec::source::Source;
use crate::format::Formats;
use crate::{DecodeError, Format, Headers, Limits, VerifyError, codec};

/// A vendor whose webhooks this crate knows, so that one function can serve all of them.
///
/// It is implemented for the vendors' own marker types, such as [`Acquire`](crate::acquire::Acquire), and nothing else.
/// Code for one vendor does without it: its module has the same things under the same names.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::{RequestContext, Key, Vendor, acquire::{Acquire, Receiver}, verified::VendorEvent as _};
///
/// fn handle<V: Vendor>(
///     receiver: &V::Receiver,
///     arrival: RequestContext<'_, [(&str, String)]>,
///     body: &[u8],
/// ) -> Result<String, Box<dyn std::error::Error>> {
///     let verified = V::receive(receiver, arrival, body)?;
///     let event = V::decode(&verified)?;
///     Ok(format!("{}: {}", V::NAME, event.name()))
/// }
///
/// # let body = br#"{"event":"case:new","data":{}}"#;
/// let key = Key::new("correct horse")?;
/// let headers = [("x-acquire-signature", key.sign(body).to_string())];
/// let arrival = RequestContext::new("/acquire", headers.as_slice(), "2026-01-31T00:00:00Z".parse()?);
/// assert_eq!(handle::<Acquire>(&Receiver::new(key), arrival, body)?, "acquire: case:new");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Vendor: sealed::Sealed + Sized + 'static {
    /// The vendor's name in lower case, such as `acquire`.
    const NAME: &'static str;

    /// What proves that a request is the vendor's.
    type Receiver: Clone + Debug + Send + Sync + 'static;

    /// What builds the vendor's requests.
    type Sender: Clone + Debug + Send + Sync + 'static;

    /// The vendor's typed event.
    type Event<'a>: VendorEvent;

    /// Proves that the vendor sent a request: the receiver's own `receive`, given what it asks for of the arrival.
    ///
    /// # Errors
    ///
    /// Those of the receiver's own `receive`.
    fn receive<B: AsRef<[u8]>, H: Headers + ?Sized>(
        receiver: &Self::Receiver,
        arrival: RequestContext<'_, H>,
        body: B,
    ) -> Result<Verified<Self, B>, VerifyError>;

    /// Reads the event out of a proven body: the event's own `decode`.
    ///
    /// # Errors
    ///
    /// Those of the event's own `decode`.
    fn decode<B: AsRef<[u8]>>(verified: &Verified<Self, B>) -> Result<Self::Event<'_>, DecodeError>;

    /// Returns the headers and the body of a request: the sender's own `parts`; the time counts where it is signed.
    fn parts(sender: &Self::Sender, event: &Self::Event<'_>, now: DateTime<Utc>) -> RequestParts;
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
/// # #[cfg(feature = "acquire")] {
/// use std::collections::HashMap;
/// use chathooks::{Key, acquire::Receiver};
///
/// let body = br#"{"event":"case:status"}"#;
/// let key = Key::new("correct horse")?;
/// let headers = [("x-acquire-signature", key.sign(body).to_string())];
/// let verified = Receiver::new(key).receive(&headers, body)?;
/// let fields: HashMap<&str, &str> = verified.decode()?;
/// assert_eq!(fields["event"], "case:status");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # How events are read
///
#[doc = include_str!("_docs/reading.md")]
///
/// A caller's own type is read strictly out of JSON; see [`decode`](Self::decode).
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
    Raw(B),
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
    /// the place of the bytes that came: it is what is decoded. Which format came is not proven, for bodies of several
    /// formats print the same, and nothing depends on it: a text is read as a number, flag, list of one or document
    /// wherever the model wants one, as if all had been text.
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
        Self::of(Body::Raw(body), proof)
    }

    pub(crate) fn stringified(text: Vec<u8>, key: usize) -> Self {
        Self::of(Body::Stringified(text), Proof::Stringified { key })
    }

    fn of(body: Body<B>, proof: Proof) -> Self {
        Self { body, proof, formats: Formats::default(), limits: Limits::default(), vendor: PhantomData }
    }

    /// Wraps a body without verifying it.
    ///
    /// For a body from the caller's own queue or database that was proven when it came, and for a vendor that signs
    /// nothing. Anyone who can make a request can make such a body.
    #[must_use]
    pub fn assume_authentic(body: B) -> Self {
        Self::new(body, Proof::Assumed)
    }

    /// Narrows the formats that may be decoded: to those that were allowed before and are in `formats` too.
    ///
    /// A stringified form is not narrowed by this: its receiver looked at what came.
    #[must_use]
    pub fn with_formats(self, formats: impl IntoIterator<Item = Format>) -> Self {
        Self { formats: self.formats.and(formats.into_iter().collect()), ..self }
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
            Body::Raw(body) => body.as_ref(),
            Body::Stringified(text) => text,
        }
    }

    /// Returns how the body was proven.
    #[must_use]
    pub fn proof(&self) -> Proof {
        self.proof
    }

    /// Returns the format of the proven bytes; see [`Format::detect`]. A stringified form is JSON, whatever came.
    #[must_use]
    pub fn format(&self) -> Format {
        match &self.body {
            Body::Raw(body) => Format::detect(body.as_ref()),
            Body::Stringified(_) => Format::Json,
        }
    }

    /// Reads the body into a type of the caller's, in whichever format it is.
    ///
    /// XML and forms have nothing but text, so there the type decides, as it does for the events:
    ///
    /// - A text is a number, a flag or a variant where the type wants one.
    /// - An empty text is an empty list or map, and a text that starts with `[` or `{` is the list or map that it says
    ///   in JSON, where the type wants one. A string is never JSON where the type asks for a string.
    /// - Where a list is wanted, a map of one name is a wrapper around it, where its value is a list or map or it is
    ///   called `item`; a map whose names are all numbers is its elements, in that order; anything else is its one
    ///   element.
    /// - Where a text is wanted, an element with attributes is the text between its tags.
    ///
    /// [`Value::from_body`](crate::value::Value::from_body) says what tree a body is to begin with.
    ///
    /// # Errors
    ///
    /// - when the body is not well formed, is not UTF-8, or goes beyond the [`Limits`]
    /// - when it is in a format that the receiver does not allow
    /// - when it does not fit the type, with the place in the body
    ///
    /// A model of this crate inside of the type is read as a whole, so the path ends there, and the rest of it is told with
    /// what was expected: `case: expected a string at messages[0].id, found an array`.
    pub fn decode<'a, T: Deserialize<'a>>(&'a self) -> Result<T, DecodeError> {
        let contents = self.contents();
        codec::decode(contents.bytes, contents.format()?, contents.limits)
    }

    /// Returns the verified bytes and how to read them, without the types that the caller chose: a reader of it is compiled
    /// once.
    pub(crate) fn contents(&self) -> Contents<'_> {
        let is_stringified = matches!(self.body, Body::Stringified(_));
        Contents { bytes: self.as_bytes(), is_stringified, formats: self.formats, limits: self.limits }
    }
}

/// Verified bytes, and how to read them.
#[derive(Clone, Copy)]
pub(crate) struct Contents<'a> {
    bytes: &'a [u8],
    is_stringified: bool,
    formats: Formats,
    limits: Limits,
}

impl<'a> Contents<'a> {
    /// Returns the format, if it is allowed. What was stringified is JSON, whatever format it came in: its receiver looked
    /// at that.
    fn format(self) -> Result<Format, DecodeError> {
        if self.is_stringified {
            return Ok(Format::Json);
        }
        let format = Format::detect(self.bytes);
        if self.formats.contains(format) { Ok(format) } else { Err(DecodeError::format(format)) }
    }

    /// Reads a model of this crate.
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

/// Shows how the body was proven, and nothing of the body.
impl<V: Vendor, B> Debug for Verified<V, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified").field("vendor", &V::NAME).field("proof", &self.proof).finish_non_exhaustive()
    }
}
