//! Verification of requests by the token in the URL.

use super::Comm100;
use crate::verified::TokenReceiver;

/// Verifies that the sender of a request knows the webhook's URL, by the secret token in it.
///
/// Create one receiver per webhook and share it: it has no mutable state.
///
/// [`new`](TokenReceiver::new) and [`receive`](TokenReceiver::receive) have the same form for every vendor, with one
/// difference here. Comm100 does not sign its requests, so `new` takes a token instead of keys, and `receive` takes the
/// request target, which contains the token, instead of the headers.
///
/// The token does not authenticate the body. Before an important action, fetch the chat through the vendor's REST API.
///
/// # Examples
///
/// The webhook's `targetUrl` is `https://hooks.example.com/comm100?token=9f86d081884c7d659a2feaa0c55ad015`:
///
/// ```
/// use chathooks::{UrlToken, VerifyError, comm100::Receiver};
///
/// let receiver = Receiver::new(UrlToken::new("9f86d081884c7d659a2feaa0c55ad015")?);
/// # let body = br#"{"event":"away","operator_id":37}"#;
/// let verified = receiver.receive("/comm100?token=9f86d081884c7d659a2feaa0c55ad015", body)?;
/// assert_eq!(receiver.receive("/comm100?token=", body).err(), Some(VerifyError::Missing));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type Receiver = TokenReceiver<Comm100>;
