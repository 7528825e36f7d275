//! Building the requests that Acquire sends.

use super::{Event, SIGNATURE_HEADER};
use crate::{Format, Key, Parts, body};

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
    format: Format,
}

impl Sender {
    /// Makes a sender that signs with `key`.
    #[must_use]
    pub fn new(key: Key) -> Self {
        Self { key, format: Format::Json }
    }

    /// Sets the format of the bodies; JSON unless set. The bytes of the body are what is signed, in any format.
    ///
    /// The layout of XML and forms is this crate's own convention: see [`Tree::to_body`](crate::Tree::to_body).
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{Format, Key, acquire::{Case, Event, Sender, Status}};
    ///
    /// let sender = Sender::new(Key::new("correct horse")?).with_format(Format::Xml);
    /// let parts = sender.parts(&Event::from(Case::new("72", Status::Closed)));
    /// let data = "<data><caseId>72</caseId><status>closed</status></data>";
    /// assert_eq!(parts.body, format!("<webhook><event>case:status</event>{data}</webhook>").into_bytes());
    /// # Ok::<(), chathooks::KeyError>(())
    /// ```
    #[must_use]
    pub fn with_format(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// Returns the headers and the body of a request.
    #[must_use]
    pub fn parts(&self, event: &Event<'_>) -> Parts {
        let body = body::encode(event, self.format);
        let signature = self.key.sign(&body).to_string();
        let headers =
            vec![("content-type", self.format.content_type().to_owned()), (SIGNATURE_HEADER.as_str(), signature)];
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
