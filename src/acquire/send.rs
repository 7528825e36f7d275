//! Building the requests that Acquire sends.

use super::{Event, SIGNATURE_HEADER};
use crate::stringify::stringify_tree;
use crate::tree::tree_of;
use crate::{Format, Key, Parts};

/// Builds signed requests, exactly as a [`Receiver`](super::Receiver) accepts them: for an app that sends webhooks,
/// and for the tests of one that receives them.
///
/// # Examples
///
/// ```
/// use chathooks::{Key, acquire::{Case, Event, Receiver, Sender, Status}};
///
/// let sender = Sender::new(Key::new("correct horse")?);
/// let event = Event::from(Case::new("72", Status::Closed));
/// let parts = sender.parts(&event);
///
/// let receiver = Receiver::new(Key::new("correct horse")?);
/// let verified = receiver.receive(&parts.headers, parts.body)?;
/// assert_eq!(Event::decode(&verified)?, event);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sender {
    key: Key,
}

impl Sender {
    /// Makes a sender that signs with `key`.
    #[must_use]
    pub fn new(key: Key) -> Self {
        Self { key }
    }

    /// Returns the headers and the body of a request.
    ///
    /// The body is what JavaScript's `JSON.stringify` would print, so that a receiver which parses and prints it again,
    /// as the vendor's own sample does, finds the signature right. A number that no double holds is rounded by that:
    /// [`Event::to_json`] keeps its digits.
    #[must_use]
    pub fn parts(&self, event: &Event<'_>) -> Parts {
        let body = stringify_tree(&tree_of(event));
        let signature = self.key.sign(&body).to_string();
        let headers =
            vec![("content-type", Format::Json.content_type().to_owned()), (SIGNATURE_HEADER.as_str(), signature)];
        Parts { headers, body }
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
