//! The record of a webhook, and the calls that write one.

use http::Method;

use super::{Account, ApiError, Guid};
use crate::comm100::SubscriptionEvent;
use crate::model::model;
use crate::rest::{WebhookUrl, endpoint};

model! {
    /// A webhook, as the vendor keeps it: printed whole on the vendor's page.
    ///
    /// The address is all that a receiver can check, so `Debug` shows its host alone.
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
        /// What it subscribes to.
        pub event: SubscriptionEvent = "event", required;
        /// The address that events are sent to.
        pub target_url: WebhookUrl<'a> = "targetUrl", required;
    }
}

model! {
    /// Creates a webhook: `POST /v4/livechat/webhooks`.
    ///
    /// The vendor answers 201 and the record. The call is its own body; both of its fields are required by the vendor.
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
    /// Without an address there is no call:
    ///
    /// ```compile_fail
    /// use chathooks::comm100::{SubscriptionEvent, rest::CreateWebhook};
    ///
    /// let create = CreateWebhook::new(SubscriptionEvent::ChatEnds);
    /// ```
    ///
    /// What a body calls an event is no subscription:
    ///
    /// ```compile_fail
    /// use chathooks::{comm100::{EventName, rest::CreateWebhook}, rest::WebhookUrl};
    ///
    /// let create = CreateWebhook::new(EventName::ChatEnded, WebhookUrl::new("https://hooks.example.com"));
    /// ```
    pub struct CreateWebhook<'a> as record {
        /// What it is to subscribe to.
        pub event: SubscriptionEvent = "event", required;
        /// The address that events are to be sent to.
        pub target_url: WebhookUrl<'a> = "targetUrl", required;
    }
}

endpoint! {
    CreateWebhook<'_> => Webhook<'static>, read as Webhook<'_>;
    request(self, account) => account.draft(Method::POST).json(self).finish();
}

/// Updates a webhook: `PUT /v4/livechat/webhooks/{id}`.
///
/// The vendor requires both fields, so both are named.
///
/// # Examples
///
/// ```
/// use chathooks::comm100::{SubscriptionEvent, rest::{Account, UpdateWebhook}};
/// use chathooks::rest::{Endpoint, Secret, WebhookUrl};
///
/// let account = Account::new("https://api11.comm100.io".parse()?, Secret::new("an-access-token"))?;
/// let address = WebhookUrl::new("https://hooks.example.com/new");
/// let request = UpdateWebhook::new("69FAB2B6", SubscriptionEvent::ChatStarts, address).request(&account)?;
/// assert_eq!(request.method(), "PUT");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateWebhook<'a> {
    id: Guid<'a>,
    body: CreateWebhook<'a>,
}

impl<'a> UpdateWebhook<'a> {
    /// Makes the call for the webhook of this id.
    #[must_use]
    pub fn new(id: impl Into<Guid<'a>>, event: SubscriptionEvent, target_url: WebhookUrl<'a>) -> Self {
        Self { id: id.into(), body: CreateWebhook::new(event, target_url) }
    }
}

endpoint! {
    UpdateWebhook<'_> => Webhook<'static>, read as Webhook<'_>;
    request(self, account) => account.draft(Method::PUT).id(self.id.as_str())?.json(&self.body).finish();
}
