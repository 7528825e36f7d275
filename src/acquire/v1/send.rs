//! Building the requests that Acquire 1.0.0 sends.

use super::Event;
use crate::RequestParts;

/// Builds requests exactly as the vendor describes them: for an app that sends webhooks, and for the tests of one that
/// receives them. Nothing is signed; a secret token is part of the address.
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
    /// Makes a sender.
    #[must_use]
    pub const fn new() -> Self {
        Self
    }

    /// Returns the header and the body of a request. The content type is `application/JSON`, as the vendor prints it.
    #[must_use]
    pub fn parts(&self, event: &Event<'_>) -> RequestParts {
        RequestParts::new("application/JSON", &[], event.to_json())
    }

    /// Returns a request to the address `uri`.
    ///
    /// # Errors
    ///
    /// When `uri` is not one.
    #[cfg(feature = "http")]
    pub fn request<U>(&self, uri: U, event: &Event<'_>) -> Result<http::Request<Vec<u8>>, http::Error>
    where
        U: TryInto<http::Uri, Error: Into<http::Error>>,
    {
        self.parts(event).into_request(uri)
    }
}
