//! Building the requests that Dixa sends.

use chrono::{DateTime, Utc};

use super::authorization::AUTHORIZATION_HEADER;
use super::{Authorization, CustomHeader, Event, SIGNATURE_HEADER, SUBSCRIPTION_HEADER, header};
use crate::{Format, Keys, RequestParts};

/// Builds signed requests that a [`Receiver`](super::Receiver) accepts: for applications that send webhooks, and for
/// tests of those that receive them.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use chathooks::{Key, dixa::{Conversation, ConversationClosed, Event, Receiver, Sender}};
///
/// # let now = chrono::DateTime::from_timestamp_millis(1_770_715_231_999).ok_or("no time")?;
/// let key = Key::from_hex("00112233445566778899aabbccddeeff0f1e2d3c4b5a69788796a5b4c3d2e1f0")?;
/// let sender = Sender::new(key.clone()).with_subscription_id("3f9a6c20-5d71-4b8e-a0c4-7e12d9b5f344");
/// let closed = ConversationClosed::new(Conversation::new(90417));
/// let event = Event::new("c0ffee00-0000-4000-8000-000000000005", closed);
/// let parts = sender.parts(&event, now);
///
/// let receiver = Receiver::new(key, Duration::from_secs(300));
/// let verified = receiver.receive(&parts.headers, parts.body, now)?;
/// assert_eq!(Event::decode(&verified)?, event);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sender {
    keys: Keys,
    subscription_id: Option<String>,
    authorization: Option<Authorization>,
    custom_headers: Vec<CustomHeader>,
}

impl Sender {
    /// Creates a sender that signs with one key, or with each of several while a secret is rotated.
    ///
    /// With several keys, the header has one `v1` for each. That the vendor does so is inferred. A
    /// [`Receiver`](super::Receiver) accepts at most 14 signatures in a header.
    #[must_use]
    pub fn new(keys: impl Into<Keys>) -> Self {
        Self { keys: keys.into(), subscription_id: None, authorization: None, custom_headers: Vec::new() }
    }

    /// Sets the id of the subscription, a UUID, for the `X-DIXA-SUBSCRIPTION-ID` header. Without it, the header is not
    /// sent.
    ///
    /// The id is not checked here. `request` fails if it is not a valid header value, and
    /// [`parts`](Self::parts) returns it verbatim: an HTTP client that does not check headers must not send one with a
    /// line end.
    #[must_use]
    pub fn with_subscription_id(self, id: impl Into<String>) -> Self {
        Self { subscription_id: Some(id.into()), ..self }
    }

    /// Sets the `Authorization` header. Without it, the header is not sent.
    #[must_use]
    pub fn with_authorization(self, authorization: Authorization) -> Self {
        Self { authorization: Some(authorization), ..self }
    }

    /// Adds a custom header of the subscription, or replaces the one with the same name.
    #[must_use]
    pub fn with_custom_header(mut self, header: CustomHeader) -> Self {
        self.custom_headers.retain(|own| own.header() != header.header());
        self.custom_headers.push(header);
        self
    }

    /// Returns the headers and the body of a request sent at the time `now`, which is signed. A time before 1970 is
    /// written as zero, because the header cannot represent a negative time.
    #[must_use]
    pub fn parts(&self, event: &Event<'_>, now: impl Into<DateTime<Utc>>) -> RequestParts {
        self.raw_parts(event.to_json(), now)
    }

    /// Returns the headers and the body of a request with this raw body, such as a recorded one that is sent again at
    /// the time `now`. The body is not decoded, and need not be an event.
    #[must_use]
    pub fn raw_parts(&self, body: impl Into<Vec<u8>>, now: impl Into<DateTime<Utc>>) -> RequestParts {
        let body = body.into();
        let time = u64::try_from(now.into().timestamp_millis()).unwrap_or(0);
        let signatures = self.keys.iter().map(|key| header::sign(key, time, &body));
        let signature = header::write(time, signatures);
        let mut headers = vec![(&SIGNATURE_HEADER, signature.as_str())];
        headers.extend(self.subscription_id.as_deref().map(|id| (&SUBSCRIPTION_HEADER, id)));
        headers.extend(self.authorization.as_ref().map(|own| (&AUTHORIZATION_HEADER, own.as_str())));
        headers.extend(self.custom_headers.iter().map(|own| (own.header(), own.value())));
        RequestParts::new(Format::Json.content_type(), &headers, body)
    }

    /// Returns a request to the URL `uri`, sent at the time `now`, which is signed.
    ///
    /// # Errors
    ///
    /// - if `uri` is not a valid URI
    /// - if the subscription's id is not a valid header value
    #[cfg(feature = "http")]
    pub fn request<U>(
        &self,
        uri: U,
        event: &Event<'_>,
        now: impl Into<DateTime<Utc>>,
    ) -> Result<http::Request<Vec<u8>>, http::Error>
    where
        U: TryInto<http::Uri, Error: Into<http::Error>>,
    {
        self.parts(event, now).into_request(uri)
    }
}
