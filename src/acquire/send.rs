//! Building the requests that Acquire sends.

use super::{Event, SIGNATURE_HEADER, SignedContent};
use crate::codec::stringify_value;
use crate::value::write::{Target, Write as _};
use crate::{Format, Key, Limits, RequestParts, Signature, codec, value::Value};

/// Builds signed requests that a [`Receiver`](super::Receiver) accepts: for applications that send webhooks, and for
/// tests of those that receive them.
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
    /// Creates a sender that signs with `key`.
    #[must_use]
    pub fn new(key: Key) -> Self {
        Self { key, format: Format::Json, signed: SignedContent::default() }
    }

    /// Sets the format of the bodies. Defaults to JSON.
    ///
    /// The layout of XML and forms is a convention of this crate: see [`Value::to_body`](crate::value::Value::to_body).
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

    /// Sets the form of the body that the signature covers. Defaults to the stringified form, as in the vendor's sample
    /// receiver.
    ///
    /// A JSON body is its own stringified form, so this has no effect on it. For XML and forms, the stringified form is
    /// the output of JavaScript's `JSON.stringify` for the object that npm's `xml2js` or `qs` parses from the body. For
    /// `xml2js`, the options are `explicitArray: false` and `explicitRoot: false`. This is inferred from the sample.
    ///
    /// The raw body is signed anyway if the event has a name or string that the format cannot represent, because those
    /// parsers would then read another value.
    #[must_use]
    pub fn with_signed_content(self, signed: SignedContent) -> Self {
        Self { signed, ..self }
    }

    /// Returns the headers and the body of a request.
    ///
    /// The body is the output of JavaScript's `JSON.stringify`. So the signature still matches after a receiver has
    /// parsed and stringified the body, as the vendor's sample receiver does. The only exception is a number that a
    /// double cannot represent: it keeps its digits, and such a receiver refuses it.
    #[must_use]
    pub fn parts(&self, event: &Event<'_>) -> RequestParts {
        self.raw_parts(match self.format {
            Format::Json => event.to_json(),
            format => event.write(Target::Body).to_body(format),
        })
    }

    /// Returns the headers and the body of a request with this raw body, such as a recorded one that is sent again.
    ///
    /// The body is not decoded, and need not be an event. The content type is that of the sender's
    /// [format](Self::with_format).
    #[must_use]
    pub fn raw_parts(&self, body: impl Into<Vec<u8>>) -> RequestParts {
        let body = body.into();
        let signature = self.sign(&body).to_string();
        RequestParts::new(self.format.content_type(), &[(&SIGNATURE_HEADER, &signature)], body)
    }

    fn sign(&self, body: &[u8]) -> Signature {
        if self.format == Format::Json || self.signed == SignedContent::RawBody {
            return self.key.sign(body);
        }
        let limits = Limits::default().with_depth(Limits::MAX_DEPTH).with_values(usize::MAX);
        let meant = Value::from_body(body, self.format, limits).map(|value| stringify_value(&value));
        match (codec::stringified(body, self.format, limits), meant) {
            (Ok(text), Ok(meant)) if text == meant => self.key.sign(&text),
            // Those parsers would read another value, for example because of a name that the format cannot represent.
            _ => self.key.sign(body),
        }
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
