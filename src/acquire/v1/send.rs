//! Building the requests that Acquire 1.0.0 sends.

use super::Event;
use crate::RequestParts;

/// Builds unsigned requests as the vendor describes them: for applications that send webhooks, and for tests of those
/// that receive them. A secret token, if any, is part of the URL.
///
/// # Examples
///
/// ```
/// use chathooks::{UrlToken, acquire::v1::{ChatOnStart, Event, Receiver, Sender}};
///
/// let event = Event::from(ChatOnStart::new("501"));
/// let parts = Sender::new().parts(&event);
///
/// let receiver = Receiver::new(UrlToken::new("9f86d081884c7d65")?);
/// let verified = receiver.receive("/acquire?token=9f86d081884c7d65", parts.body)?;
/// assert_eq!(Event::decode(&verified)?, event);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Sender;

impl Sender {
    /// Creates a sender.
    #[must_use]
    pub const fn new() -> Self {
        Self
    }

    /// Returns the headers and the body of a request. The content type is `application/JSON`, as on the vendor's page.
    #[must_use]
    pub fn parts(&self, event: &Event<'_>) -> RequestParts {
        self.raw_parts(event.to_json())
    }

    /// Returns the headers and the body of a request with this raw body, such as a recorded one that is sent again. The
    /// body is not decoded, and need not be an event.
    #[must_use]
    pub fn raw_parts(&self, body: impl Into<Vec<u8>>) -> RequestParts {
        RequestParts::new("application/JSON", &[], body.into())
    }

    /// Returns a request to the URL `uri`.
    ///
    /// # Errors
    ///
    /// If `uri` is not a valid URI.
    #[cfg(feature = "http")]
    pub fn request<U>(&self, uri: U, event: &Event<'_>) -> Result<http::Request<Vec<u8>>, http::Error>
    where
        U: TryInto<http::Uri, Error: Into<http::Error>>,
    {
        self.parts(event).into_request(uri)
    }
}
