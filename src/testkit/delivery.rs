//! What a kit gives: a request, and what it is.

use std::fmt;

use super::{AuthFault, BodyFault};
use crate::Format;

/// A delivery that a receiver must accept: answer 200, whether its event is known or not.
///
/// `Display` says which one it is, for the message of a test that fails. Neither that nor `Debug` shows the request.
#[derive(Clone)]
#[non_exhaustive]
pub struct Delivery {
    /// What the body was made of: the name of a file under the crate's `tests/data`, without its extension, or `unknown`.
    pub sample: &'static str,
    /// The name of the event, as on the wire.
    pub event: String,
    /// The format of the body.
    pub format: Format,
    /// Whether the signature covers what `JSON.stringify` prints of the body, and not the bytes; see
    /// [`acquire::SignedContent`](crate::acquire::SignedContent). Only Acquire 2.0.0 has such.
    pub is_stringified: bool,
    /// The event's own [`idempotency_id`](crate::verified::VendorEvent::idempotency_id), without the vendor's name.
    pub idempotency_id: Option<String>,
    /// The request, with its address, headers and body.
    pub request: http::Request<Vec<u8>>,
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} in {}", self.event, self.sample, self.format)?;
        f.write_str(if self.is_stringified { ", signed as stringified" } else { "" })
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Delivery({self})")
    }
}

/// A request that proves nothing: a receiver must answer 401, and do nothing else with it.
///
/// `Display` says which one it is, for the message of a test that fails. Neither that nor `Debug` shows the request.
#[derive(Clone)]
#[non_exhaustive]
pub struct Forged {
    /// What is wrong with its proof.
    pub fault: AuthFault,
    /// The same delivery before it was spoiled, in words.
    pub of: String,
    /// The request, with its address, headers and body.
    pub request: http::Request<Vec<u8>>,
}

impl fmt::Display for Forged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.fault, self.of)
    }
}

impl fmt::Debug for Forged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Forged({self})")
    }
}

/// A request that is proven, and whose body cannot be read as an event: answer 400.
///
/// `Display` says which one it is, for the message of a test that fails. Neither that nor `Debug` shows the request.
#[derive(Clone)]
#[non_exhaustive]
pub struct Malformed {
    /// What is wrong with its body.
    pub fault: BodyFault,
    /// The request, with its address, headers and body.
    pub request: http::Request<Vec<u8>>,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt(f)
    }
}

impl fmt::Debug for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Malformed({self})")
    }
}
