//! Building the requests that Acquire sends.

use super::{Event, SIGNATURE_HEADER, SignedContent};
use crate::codec::stringify_value;
use crate::value::write::{Target, Write as _};
use crate::{Format, Key, Limits, RequestParts, Signature, codec, value::Value};

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
    signed: SignedContent,
}

impl Sender {
    /// Makes a sender that signs with `key`.
    #[must_use]
    pub fn new(key: Key) -> Self {
        Self { key, format: Format::Json, signed: SignedContent::default() }
    }

    /// Sets the format of the bodies; JSON unless set.
    ///
    /// The layout of XML and forms is this crate's own convention: see [`Value::to_body`](crate::value::Value::to_body).
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
    /// # Ok::<(), chathooks::auth::KeyError>(())
    /// ```
    #[must_use]
    pub fn with_format(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// Sets what the signature covers: the stringified form unless set, as in the vendor's sample of a receiver.
    ///
    /// In JSON the body is its own stringified form, and this changes nothing. Of XML and forms, the stringified form is
    /// what JavaScript's `JSON.stringify` prints of the object that npm's `xml2js`, without lists of one and without the
    /// root's name, or `qs` makes of the body. That is this crate's reading of the sample, inferred. Where a name or text
    /// is beyond what the format can carry, and those parsers would read something else than was meant, the bytes are
    /// signed all the same.
    #[must_use]
    pub fn with_signed_content(self, signed: SignedContent) -> Self {
        Self { signed, ..self }
    }

    /// Returns the headers and the body of a request.
    ///
    /// The body is what JavaScript's `JSON.stringify` would print, so that a receiver which parses and prints it again,
    /// as the vendor's own sample does, finds the signature right. Only a number that no double holds keeps its digits,
    /// and then such a receiver does not.
    #[must_use]
    pub fn parts(&self, event: &Event<'_>) -> RequestParts {
        let body = match self.format {
            Format::Json => event.to_json(),
            format => event.write(Target::Body).to_body(format),
        };
        let signature = self.sign(&body).to_string();
        RequestParts::new(self.format.content_type(), &[(&SIGNATURE_HEADER, &signature)], body)
    }

    fn sign(&self, body: &[u8]) -> Signature {
        if self.format == Format::Json || self.signed == SignedContent::RawBody {
            return self.key.sign(body);
        }
        let limits = Limits::default().with_depth(Limits::MAX_DEPTH).with_values(usize::MAX);
        let meant = Value::from_body(body, self.format, limits).map(|tree| stringify_value(&tree));
        match (codec::stringified(body, self.format, limits), meant) {
            (Ok(text), Ok(meant)) if text == meant => self.key.sign(&text),
            // To those parsers it says something else, so its bytes are signed: for names that the format cannot carry.
            _ => self.key.sign(body),
        }
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
