//! What is configured for an inbound webhook.

use std::fmt;

use super::Variables;
use crate::Limits;

/// An inbound webhook: the address that is called, and what happens when it fails.
///
/// `Debug` shows neither: the address may hold a secret.
///
/// # Examples
///
/// ```
/// use chathooks::{Limits, acquire::inbound::{Variables, Webhook}};
///
/// let fallback = Variables::decode(br#"{"orderStatus":"unknown"}"#, Limits::default())?;
/// let webhook = Webhook::new("https://shop.example/order").with_fallback(fallback);
/// assert_eq!(webhook.fallback().replace("{{orderStatus}}"), "unknown");
/// # Ok::<(), chathooks::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    url: String,
    fallback: Variables<'static>,
    notification_email: Option<String>,
    limits: Limits,
}

impl Webhook {
    /// Makes a webhook that calls an address; its fallback is without variables, and nobody is told.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), fallback: Variables::new(), notification_email: None, limits: Limits::default() }
    }

    /// Sets what is used in place of an answer when the last try has failed.
    #[must_use]
    pub fn with_fallback(self, fallback: Variables<'_>) -> Self {
        Self { fallback: fallback.into_owned(), ..self }
    }

    /// Sets the address that is told when the last try has failed.
    #[must_use]
    pub fn with_notification_email(self, address: impl Into<String>) -> Self {
        Self { notification_email: Some(address.into()), ..self }
    }

    /// Sets the bounds that reading an answer keeps to.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Returns the address that is called.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns what is used in place of an answer when the last try has failed.
    #[must_use]
    pub fn fallback(&self) -> &Variables<'static> {
        &self.fallback
    }

    /// Returns the address that is told when the last try has failed.
    #[must_use]
    pub fn notification_email(&self) -> Option<&str> {
        self.notification_email.as_deref()
    }

    /// Returns the bounds that reading an answer keeps to.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Returns the request of a try: a `GET` without a body that asks for JSON, which is inferred.
    ///
    /// # Errors
    ///
    /// When the configured address is not one.
    #[cfg(feature = "http")]
    pub fn request(&self) -> Result<http::Request<Vec<u8>>, http::Error> {
        let accept = crate::Format::Json.content_type();
        http::Request::get(&self.url).header(http::header::ACCEPT, accept).body(Vec::new())
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook").field("limits", &self.limits).finish_non_exhaustive()
    }
}
