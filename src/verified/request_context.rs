//! What came with a body.

use std::fmt;

use chrono::{DateTime, Utc};

/// What came with a body, of which each vendor's receiver looks at what it needs.
///
/// # Examples
///
/// See [`Vendor`](super::Vendor).
#[non_exhaustive]
pub struct RequestContext<'r, H: ?Sized> {
    /// The target of the request, or its whole address: a secret token may be in it.
    pub target: &'r str,
    /// The headers of the request.
    pub headers: &'r H,
    /// The receiver's own time: a replay window is laid around it.
    pub now: DateTime<Utc>,
}

impl<'r, H: ?Sized> RequestContext<'r, H> {
    /// Takes the target and the headers of a request, and the time at which it came.
    #[must_use]
    pub fn new(target: &'r str, headers: &'r H, now: DateTime<Utc>) -> Self {
        Self { target, headers, now }
    }
}

/// Shows the time and nothing else: the target and the headers are where tokens and signatures are.
impl<H: ?Sized> fmt::Debug for RequestContext<'_, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestContext").field("now", &self.now).finish_non_exhaustive()
    }
}
