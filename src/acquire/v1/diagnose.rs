//! Why a delivery is refused.

use crate::auth::headers::{Header, Headers};
use crate::diagnose::{Finding, unsigned};

/// Says whether a request, which this vendor does not sign, carries the signature of another scheme:
/// [`Finding::OtherScheme`], or [`Finding::NoFinding`].
///
/// It is for setting up, on a delivery that was kept: see [`diagnose`](crate::diagnose).
///
/// # Examples
///
/// ```
/// use chathooks::{acquire::v1, diagnose::Finding};
///
/// // Set up as `acquire::v1`, but it is Acquire 2.0.0 that calls.
/// let headers = [("x-acquire-signature", "16c5")];
/// assert_eq!(v1::diagnose(&headers), Finding::OtherScheme);
/// ```
#[must_use]
pub fn diagnose(headers: &(impl Headers + ?Sized)) -> Finding {
    unsigned(headers, &OTHERS)
}

/// The headers of the vendors whose webhooks are taken for these.
static OTHERS: [Header; 2] = [Header::new("x-acquire-signature"), Header::new("x-dixa-signature")];
