//! Single requests with their descriptions.

use std::fmt;

use super::{AuthFault, BodyFault};
use crate::Format;

/// A delivery that a receiver must answer with 200, whether its event is known or not.
///
/// `Display` describes it for the message of a failed test. Neither `Display` nor `Debug` shows the request.
#[derive(Clone)]
#[non_exhaustive]
pub struct Delivery {
    /// The source of the body: the name of a file under the crate's `tests/data`, without its extension, or `unknown`.
    pub sample: &'static str,
    /// The wire name of the event.
    pub event: String,
    /// The format of the body.
    pub format: Format,
    /// Whether the signature covers the [stringified form](crate::acquire::SignedContent::Stringified) of the body
    /// instead of the raw body. Always `false` except for Acquire 2.0.0.
    pub is_stringified: bool,
    /// The event's [`idempotency_id`](crate::verified::VendorEvent::idempotency_id), if any.
    pub idempotency_id: Option<String>,
    /// The request, with its URL, headers and body.
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

/// A request that is not authentic: a receiver must answer 401 and do nothing else with it.
///
/// `Display` describes it for the message of a failed test. Neither `Display` nor `Debug` shows the request.
#[derive(Clone)]
#[non_exhaustive]
pub struct Forged {
    /// The fault in its authentication.
    pub fault: AuthFault,
    /// The description of the valid delivery that the request was derived from.
    pub of: String,
    /// The request, with its URL, headers and body.
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

/// An authentic request whose body does not decode to an event: a receiver must answer 400, or 200 if it keeps the body
/// as a dead letter.
///
/// `Display` describes it for the message of a failed test. Neither `Display` nor `Debug` shows the request.
#[derive(Clone)]
#[non_exhaustive]
pub struct Malformed {
    /// The fault in its body.
    pub fault: BodyFault,
    /// The request, with its URL, headers and body.
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
