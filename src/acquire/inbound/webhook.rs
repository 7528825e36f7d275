//! The settings of an inbound webhook.

use std::collections::HashSet;
use std::fmt;

use super::Variables;
use crate::{Format, Limits};

/// An inbound webhook: the settings in the vendor's dashboard.
///
/// The "Webhook Flow" of such a webhook is always "Inbound". `Debug` shows no settings, because the URL may contain a
/// secret.
///
/// # Examples
///
/// ```
/// use chathooks::{Limits, acquire::inbound::{Variables, Webhook}};
///
/// let fallback = Variables::decode(br#"{"orderStatus":"unknown"}"#, Limits::default())?;
/// let webhook = Webhook::new("https://shop.example/order").with_fallback(fallback);
/// assert_eq!(webhook.fallback().render("{{orderStatus}}"), "unknown");
/// # Ok::<(), chathooks::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    name: String,
    url: String,
    format: Format,
    is_enabled: bool,
    skips_ssl: bool,
    variables: Vec<String>,
    fallback: Variables<'static>,
    notification_email: Option<String>,
    limits: Limits,
}

impl Webhook {
    /// Creates a webhook that calls a URL and expects JSON. By default it has no name, is enabled, verifies
    /// certificates, and has an empty fallback and no e-mail address for notifications.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            name: String::new(),
            url: url.into(),
            format: Format::Json,
            is_enabled: true,
            skips_ssl: false,
            variables: Vec::new(),
            fallback: Variables::new(),
            notification_email: None,
            limits: Limits::default(),
        }
    }

    /// Sets the name: "Webhook Name". Defaults to an empty string.
    #[must_use]
    pub fn with_name(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// Sets the format of the response. Defaults to JSON.
    #[must_use]
    pub fn with_format(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// Sets the status: whether the webhook is enabled. An [`Exchange`](super::Exchange) does not check it; the caller
    /// must.
    #[must_use]
    pub fn with_enabled(self, is_enabled: bool) -> Self {
        Self { is_enabled, ..self }
    }

    /// Sets whether the caller's HTTP client should skip the verification of the URL's certificate.
    #[must_use]
    pub fn with_skip_ssl(self, skips_ssl: bool) -> Self {
        Self { skips_ssl, ..self }
    }

    /// Adds a variable manually: "Add more variables". A duplicate is ignored.
    #[must_use]
    pub fn with_variable(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        if !self.variables.contains(&name) {
            self.variables.push(name);
        }
        self
    }

    /// Adds the variables of a response, as the dashboard detects them. Reserved variables are skipped.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::acquire::inbound::{Variables, Webhook};
    ///
    /// let answer = Variables::new().with("orderStatus", "shipped").with("gotoBranch", "refunds");
    /// let webhook = Webhook::new("https://shop.example/order")
    ///     .with_detected_variables(&answer)
    ///     .with_variable("orderStatus")
    ///     .with_variable("carrier");
    /// assert_eq!(webhook.available_variables().collect::<Vec<_>>(), ["orderStatus", "carrier"]);
    /// ```
    #[must_use]
    pub fn with_detected_variables(mut self, answer: &Variables<'_>) -> Self {
        // A set, because the answer of a remote server may have many names.
        let mut known: HashSet<String> = self.variables.iter().cloned().collect();
        let new = answer.iter().map(|(name, _)| name.to_owned()).filter(|name| known.insert(name.clone()));
        self.variables.extend(new);
        self
    }

    /// Sets the variables to use if the last attempt fails.
    #[must_use]
    pub fn with_fallback(self, fallback: Variables<'_>) -> Self {
        Self { fallback: fallback.into_owned(), ..self }
    }

    /// Sets the e-mail address that is notified if the last attempt fails.
    #[must_use]
    pub fn with_notification_email(self, address: impl Into<String>) -> Self {
        Self { notification_email: Some(address.into()), ..self }
    }

    /// Sets the limits for decoding a response. Defaults to [`Limits::default`].
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Returns the name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the format of the response.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Returns whether the webhook is enabled.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        self.is_enabled
    }

    /// Returns whether the verification of the URL's certificate is skipped.
    #[must_use]
    pub fn skips_ssl(&self) -> bool {
        self.skips_ssl
    }

    /// Returns an iterator over the names of the variables, detected or added manually: "Available Variables".
    pub fn available_variables(&self) -> impl ExactSizeIterator<Item = &str> {
        self.variables.iter().map(String::as_str)
    }

    /// Returns the URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the variables to use if the last attempt fails.
    #[must_use]
    pub fn fallback(&self) -> &Variables<'static> {
        &self.fallback
    }

    /// Returns the e-mail address that is notified if the last attempt fails, if any.
    #[must_use]
    pub fn notification_email(&self) -> Option<&str> {
        self.notification_email.as_deref()
    }

    /// Returns the limits for decoding a response.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Returns the request of an attempt: a `GET` without a body, and with the format in `Accept`. This request is
    /// inferred.
    ///
    /// # Errors
    ///
    /// If the configured URL is not a valid URI.
    #[cfg(feature = "http")]
    pub fn request(&self) -> Result<http::Request<Vec<u8>>, http::Error> {
        http::Request::get(&self.url).header(http::header::ACCEPT, self.format.content_type()).body(Vec::new())
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook").field("limits", &self.limits).finish_non_exhaustive()
    }
}
