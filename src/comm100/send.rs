//! Building the requests that Comm100 sends.

use super::Event;
use crate::{Format, RequestParts};

/// Builds unsigned requests that a [`Receiver`](super::Receiver) accepts: for applications that send webhooks, and for
/// tests of those that receive them.
///
/// The receiver checks the token in its URL. The subscriber gives the sender this URL, including the token.
///
/// # Examples
///
/// ```
/// use chathooks::UrlToken;
/// use chathooks::comm100::{AgentStatusChanged, Data, Event, Receiver, Sender};
///
/// let event = Event::from(Data::Away(AgentStatusChanged::new("01000000-0000-0000-0000-01000000abcd")));
/// let parts = Sender::new().parts(&event);
///
/// let receiver = Receiver::new(UrlToken::new("9f86d081884c7d65")?);
/// let verified = receiver.receive("/comm100?token=9f86d081884c7d65", parts.body)?;
/// assert_eq!(Event::decode(&verified)?, event);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Sender;

impl Sender {
    /// Creates a sender.
    #[must_use]
    pub fn new() -> Self {
        Self
    }

    /// Returns the headers and the body of a request: JSON, with a content type that is inferred.
    #[must_use]
    pub fn parts(&self, event: &Event<'_>) -> RequestParts {
        self.raw_parts(event.to_json())
    }

    /// Returns the headers and the body of a request with this raw body, such as a recorded one that is sent again. The
    /// body is not decoded, and need not be an event.
    #[must_use]
    pub fn raw_parts(&self, body: impl Into<Vec<u8>>) -> RequestParts {
        RequestParts::new(Format::Json.content_type(), &[], body.into())
    }

    /// Returns a request to the URL `uri`, such as `https://hooks.example.com/comm100?token=9f86d081884c7d65`.
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
