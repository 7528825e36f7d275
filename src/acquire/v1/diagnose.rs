//! Finds why a delivery is refused.

use crate::auth::headers::{Header, Headers};
use crate::diagnose::{Finding, unsigned};

/// Checks whether a request has the signature header of another vendor. Acquire 1.0.0 does not sign its requests.
///
/// Returns [`Finding::OtherScheme`] if it has, and [`Finding::NoFinding`] otherwise. Use it while setting up, on a
/// recorded delivery: see [`diagnose`](crate::diagnose).
///
/// # Examples
///
/// ```
/// use chathooks::{acquire::v1, diagnose::Finding};
///
/// // The receiver is set up for `acquire::v1`, but the request is from Acquire 2.0.0.
/// let headers = [("x-acquire-signature", "16c5")];
/// assert_eq!(v1::diagnose(&headers), Finding::OtherScheme);
/// ```
#[must_use]
pub fn diagnose(headers: &(impl Headers + ?Sized)) -> Finding {
    unsigned(headers, &OTHERS)
}

/// The signature headers of the vendors whose webhooks may be mistaken for these.
static OTHERS: [Header; 2] = [Header::new("x-acquire-signature"), Header::new("x-dixa-signature")];
