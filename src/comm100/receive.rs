//! Proving that a request is Comm100's, as far as that goes.

use super::Comm100;
use crate::verified::TokenReceiver;

/// Proves that requests come from someone who knows the URL that was given to Comm100.
///
/// Make one for a webhook and share it: it holds nothing that a request changes.
///
/// Comm100 signs nothing, so a secret token in the target URL is all that can be checked. It says nothing about the
/// body: where more hangs on an event than a notice, read the chat again through the vendor's REST API.
///
/// # Examples
///
/// The webhook's `targetUrl` is `https://hooks.example.org/comm100?token=9f86d081884c7d659a2feaa0c55ad015`:
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
