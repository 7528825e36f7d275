//! Verification of requests by the token in the URL.

use super::AcquireV1;
use crate::verified::TokenReceiver;

/// Verifies that the sender of a request knows the webhook's URL, by the secret token in it.
///
/// Create one receiver per webhook and share it: it has no mutable state.
///
/// [`new`](TokenReceiver::new) and [`receive`](TokenReceiver::receive) have the same form for every vendor, with one
/// difference here. Acquire 1.0.0 does not sign its requests, so `new` takes a token instead of keys, and `receive`
/// takes the request target, which contains the token, instead of the headers.
///
/// # Examples
///
/// ```
/// use chathooks::{Format, Limits, UrlToken, acquire::v1::Receiver};
///
/// let receiver = Receiver::new(UrlToken::new("9f86d081884c7d65")?)
///     .with_formats([Format::Json])
///     .with_limits(Limits::default().with_depth(16));
/// # let body = b"{}";
/// let verified = receiver.receive("/acquire?token=9f86d081884c7d65", body)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type Receiver = TokenReceiver<AcquireV1>;
