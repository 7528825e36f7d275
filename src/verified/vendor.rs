//! What the vendors have in common, for code that serves several of them.

use std::fmt::{self, Debug, Display};

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{DecodeError, Headers, RequestParts, Verified, VerifyError};

/// A vendor whose webhooks this crate knows, so that one function can serve all of them.
///
/// It is implemented for the vendors' own marker types, such as [`Acquire`](crate::acquire::Acquire), and nothing else.
/// Code for one vendor does without it: its module has the same things under the same names.
///
/// # Examples
///
/// ```
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

/// What the vendors' typed events have in common.
///
/// It is implemented for those events and nothing else:
///
/// ```compile_fail,E0277
/// use chathooks::verified::VendorEvent;
///
/// #[derive(Clone, Debug, PartialEq, serde::Serialize)]
/// struct Own;
///
/// impl VendorEvent for Own {
///     fn name(&self) -> impl std::fmt::Display + AsRef<str> {
///         "own"
///     }
///     fn is_known(&self) -> bool {
///         true
///     }
///     fn idempotency_id(&self) -> Option<String> {
///         None
///     }
///     fn to_json(&self) -> Vec<u8> {
///         Vec::new()
///     }
/// }
/// ```
pub trait VendorEvent: sealed::Sealed + Clone + Debug + PartialEq + Serialize {
    /// Returns the name of the event: verbatim by `as_ref`, and for a log by `Display`, as [`RawName`](crate::model::RawName) has
    /// both.
    fn name(&self) -> impl Display + AsRef<str>;

    /// Returns whether this version of the crate knows the event.
    fn is_known(&self) -> bool;

    /// Returns the id by which a repeated delivery is found out, where there is one: the event's own.
    fn idempotency_id(&self) -> Option<String>;

    /// Writes the event in JSON, as its vendor does: the event's own.
    fn to_json(&self) -> Vec<u8>;
}

/// What came with a body, of which each vendor's receiver looks at what it needs.
///
/// # Examples
///
/// See [`Vendor`].
#[non_exhaustive]
pub struct RequestContext<'r, H: ?Sized> {
    /// The target of the request, or its whole address: a secret token may be in it.
    pub target: &'r str,
    /// The headers of the request.
    pub headers: &'r H,
    /// The receiver's own time: a replay window is laid around it.
    pub now: DateTime<Utc>,
}

impl<'r, H: ?Sized> RequestContext<'r, H> {
    /// Takes the target and the headers of a request, and the time at which it came.
    #[must_use]
    pub fn new(target: &'r str, headers: &'r H, now: DateTime<Utc>) -> Self {
        Self { target, headers, now }
    }
}

/// Shows the time and nothing else: the target and the headers are where tokens and signatures are.
impl<H: ?Sized> fmt::Debug for RequestContext<'_, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestContext").field("now", &self.now).finish_non_exhaustive()
    }
}

pub(crate) mod sealed {
    #[expect(unnameable_types, reason = "nobody outside is to implement Vendor or VendorEvent")]
    pub trait Sealed {}
}

/// Declares a vendor's marker type, and makes it a [`Vendor`] out of the `Receiver`, `Sender` and `Event` beside it.
macro_rules! vendor {
    (
        $(#[$meta:meta])*
        pub struct $vendor:ident = $name:literal;
        receive($receiver:ident, $arrival:ident, $body:ident) => $receive:expr;
        parts($sender:ident, $event:ident, $now:pat) => $parts:expr;
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct $vendor;

        impl $crate::verified::vendor::sealed::Sealed for $vendor {}

        impl $crate::Vendor for $vendor {
            const NAME: &'static str = $name;

            type Receiver = Receiver;
            type Sender = Sender;
            type Event<'a> = Event<'a>;

            fn receive<B: AsRef<[u8]>, H: $crate::Headers + ?Sized>(
                $receiver: &Receiver,
                $arrival: $crate::RequestContext<'_, H>,
                $body: B,
            ) -> Result<$crate::Verified<Self, B>, $crate::VerifyError> {
                $receive
            }

            fn decode<B: AsRef<[u8]>>(
                verified: &$crate::Verified<Self, B>,
            ) -> Result<Event<'_>, $crate::DecodeError> {
                Event::decode(verified)
            }

            fn parts($sender: &Sender, $event: &Event<'_>, $now: chrono::DateTime<chrono::Utc>) -> $crate::RequestParts {
                $parts
            }
        }

        impl $crate::verified::vendor::sealed::Sealed for Event<'_> {}

        impl serde::Serialize for Event<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use $crate::value::write::{Target, Write as _};

                self.write(Target::Serde).serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $crate::Stored<Event<'static>> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <$crate::value::Value<'static> as serde::Deserialize>::deserialize(deserializer)?;
                $crate::codec::source::from_serde_by(value, Event::read)
                    .map($crate::Stored)
                    .map_err(serde::de::Error::custom)
            }
        }

        impl $crate::verified::VendorEvent for Event<'_> {
            fn name(&self) -> impl std::fmt::Display + AsRef<str> {
                self.name()
            }

            fn is_known(&self) -> bool {
                self.name().is_known()
            }

            fn idempotency_id(&self) -> Option<String> {
                self.idempotency_id()
            }

            fn to_json(&self) -> Vec<u8> {
                self.to_json()
            }
        }
    };
}

pub(crate) use vendor;
