//! Finds why a delivery is refused.

use crate::auth::headers::{Header, Headers};
use crate::diagnose::{Finding, unsigned};

/// Checks whether a request has the signature header of another vendor. Comm100 does not sign its requests.
///
/// Returns [`Finding::OtherScheme`] if it has, and [`Finding::NoFinding`] otherwise. Use it while setting up, on a
/// recorded delivery: see [`diagnose`](crate::diagnose).
///
/// # Examples
///
/// ```
/// use chathooks::{comm100, diagnose::Finding};
///
/// // The receiver is set up for `comm100`, but the request is from Acquire 2.0.0.
/// let headers = [("x-acquire-signature", "16c5")];
/// assert_eq!(comm100::diagnose(&headers), Finding::OtherScheme);
/// ```
#[must_use]
pub fn diagnose(headers: &(impl Headers + ?Sized)) -> Finding {
    unsigned(headers, &OTHERS)
}

/// The signature headers of the vendors whose webhooks may be mistaken for Comm100's.
static OTHERS: [Header; 2] = [Header::new("x-acquire-signature"), Header::new("x-dixa-signature")];
