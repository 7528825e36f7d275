//! Finds why a delivery is refused.

use crate::auth::headers::{Header, Headers};
use crate::diagnose::{EnteredToken, Finding, unsigned};

/// Finds why the token in the URL of a delivery is not accepted. Comm100 does not sign its requests.
///
/// Returns everything that has to be fixed, or a finding that [is a mismatch](Finding::is_mismatch) if no known fix
/// helps. For a request that a [`Receiver`](super::Receiver) accepts, the vector is empty.
///
/// `token` is the token as typed. Its query parameter has the name `token`, unless
/// [`EnteredToken::with_parameter`] sets another one. `target` is the requested URL, or its path and query. The headers
/// show whether another vendor sent the request.
///
/// Use it while setting up, on a recorded delivery: see [`diagnose`](crate::diagnose).
///
/// # Examples
///
/// ```
/// use chathooks::{comm100, diagnose::{EnteredToken, Finding}};
///
/// let headers = [("content-type", "application/json")];
/// assert_eq!(comm100::diagnose("9f86d081884c7d65", &headers, "/chat?token=9f86d081884c7d65"), []);
/// assert_eq!(comm100::diagnose("9f86d081884c7d65", &headers, "/chat?token=9f86"), [Finding::WrongToken]);
/// let token = EnteredToken::from("9f86d081884c7d65").with_parameter("key");
/// assert_eq!(comm100::diagnose(token, &headers, "/chat"), [Finding::MissingToken]);
///
/// // The receiver is set up for this vendor, but the request is from Acquire 2.0.0.
/// let headers = [("x-acquire-signature", "16c5")];
/// assert_eq!(comm100::diagnose(token, &headers, "/chat"), [Finding::OtherScheme]);
/// ```
#[must_use]
pub fn diagnose<'t>(
    token: impl Into<EnteredToken<'t>>,
    headers: &(impl Headers + ?Sized),
    target: &str,
) -> Vec<Finding> {
    unsigned(token.into(), headers, target, &OTHERS)
}

/// The signature headers of the vendors whose webhooks may be mistaken for Comm100's.
static OTHERS: [Header; 2] = [Header::new("x-acquire-signature"), Header::new("x-dixa-signature")];
