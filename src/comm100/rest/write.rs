//! The record of a webhook, and the endpoints that create and update one.

use http::Method;

use super::{Account, ApiError, Guid};
use crate::comm100::SubscriptionEvent;
use crate::model::model;
use crate::rest::{WebhookUrl, endpoint};

model! {
    /// A webhook. The vendor's page has a complete sample.
    ///
    /// `Debug` shows only the host of the URL, because the rest may contain the token.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::comm100::{SubscriptionEvent, rest::Webhook};
    ///
    /// let json = r#"{"id":"69FAB2B6","event":"chatStarts","targetUrl":"https://hooks.example.com/?token=s3cret"}"#;
    /// let webhook: Webhook = serde_json::from_str(json)?;
    /// assert_eq!(webhook.event, SubscriptionEvent::ChatStarts);
    /// assert!(!format!("{webhook:?}").contains("s3cret"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Webhook<'a> as record {
        /// The id.
        pub id: Guid<'a> = "id", required;
        /// The event that the webhook subscribes to.
        pub event: SubscriptionEvent = "event", required;
        /// The URL that events are sent to.
        pub target_url: WebhookUrl<'a> = "targetUrl", required;
    }
}

model! {
    /// Creates a webhook: `POST /v4/livechat/webhooks`.
    ///
    /// The vendor responds with 201 and the record. The body of the request is this value. The vendor requires both
    /// fields.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::comm100::{SubscriptionEvent, rest::{Account, CreateWebhook}};
    /// use chathooks::rest::{Endpoint, Secret, WebhookUrl};
    ///
    /// let account = Account::new("https://api11.comm100.io".parse()?, Secret::new("an-access-token"))?;
    /// let url = WebhookUrl::new("https://hooks.example.com/?token=s3cret");
    /// let create = CreateWebhook::new(SubscriptionEvent::ChatEnds, url);
    /// let request = create.request(&account)?;
    /// assert_eq!(request.body(), br#"{"event":"chatEnds","targetUrl":"https://hooks.example.com/?token=s3cret"}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// A webhook without a URL does not compile:
    ///
    /// ```compile_fail
    /// use chathooks::comm100::{SubscriptionEvent, rest::CreateWebhook};
    ///
    /// let create = CreateWebhook::new(SubscriptionEvent::ChatEnds);
    /// ```
    ///
    /// Nor does the name of an event in a body:
    ///
    /// ```compile_fail
    /// use chathooks::{comm100::{EventName, rest::CreateWebhook}, rest::WebhookUrl};
    ///
    /// let create = CreateWebhook::new(EventName::ChatEnded, WebhookUrl::new("https://hooks.example.com"));
    /// ```
    pub struct CreateWebhook<'a> as record {
        /// The event to subscribe to.
        pub event: SubscriptionEvent = "event", required;
        /// The URL that events are sent to.
        pub target_url: WebhookUrl<'a> = "targetUrl", required;
    }
}

endpoint! {
    CreateWebhook<'_> => Webhook<'static>, read as Webhook<'_>;
    request(self, account) => account.draft(Method::POST).json(self).finish();
}

/// Updates a webhook: `PUT /v4/livechat/webhooks/{id}`.
///
/// The vendor requires both fields, even if only one changes.
///
/// # Examples
///
/// ```
/// use chathooks::comm100::{SubscriptionEvent, rest::{Account, UpdateWebhook}};
/// use chathooks::rest::{Endpoint, Secret, WebhookUrl};
///
/// let account = Account::new("https://api11.comm100.io".parse()?, Secret::new("an-access-token"))?;
/// let url = WebhookUrl::new("https://hooks.example.com/new");
/// let request = UpdateWebhook::new("69FAB2B6", SubscriptionEvent::ChatStarts, url).request(&account)?;
/// assert_eq!(request.method(), "PUT");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateWebhook<'a> {
    id: Guid<'a>,
    body: CreateWebhook<'a>,
}

impl<'a> UpdateWebhook<'a> {
    /// Creates an update of the webhook with this id.
    #[must_use]
    pub fn new(id: impl Into<Guid<'a>>, event: SubscriptionEvent, target_url: WebhookUrl<'a>) -> Self {
        Self { id: id.into(), body: CreateWebhook::new(event, target_url) }
    }
}

endpoint! {
    UpdateWebhook<'_> => Webhook<'static>, read as Webhook<'_>;
    request(self, account) => account.draft(Method::PUT).id(self.id.as_str())?.json(&self.body).finish();
}
