//! The parts of a request besides its body.

use std::fmt;

use chrono::{DateTime, Utc};

/// A request without its body, for [`Vendor::receive`](super::Vendor::receive).
///
/// Each vendor's receiver uses the fields that it needs.
///
/// # Examples
///
/// ```
/// use chathooks::RequestContext;
///
/// let headers = [("x-acquire-signature", "302bfa68")];
/// let request = RequestContext::new("/acquire", &headers, std::time::SystemTime::now());
/// assert_eq!(request.target, "/acquire");
/// ```
#[non_exhaustive]
pub struct RequestContext<'r, H: ?Sized> {
    /// The target of the request, or its whole URL. It may contain a secret token.
    pub target: &'r str,
    /// The headers of the request.
    pub headers: &'r H,
    /// The time at which the request was received, for replay windows.
    pub now: DateTime<Utc>,
}

impl<'r, H: ?Sized> RequestContext<'r, H> {
    /// Creates a context from the target and the headers of a request, and the time at which it was received.
    #[must_use]
    pub fn new(target: &'r str, headers: &'r H, now: impl Into<DateTime<Utc>>) -> Self {
        Self { target, headers, now: now.into() }
    }
}

/// Shows only the time, because the target and the headers may contain tokens and signatures.
impl<H: ?Sized> fmt::Debug for RequestContext<'_, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestContext").field("now", &self.now).finish_non_exhaustive()
    }
}
