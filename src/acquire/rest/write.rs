//! The calls that write: create and update.

use http::Method;

use super::{Account, ApiError, BodyFormat, Flow, SkipSsl, Subscription, Webhook, WebhookStatus};
use crate::acquire::inbound;
use crate::model::model;
use crate::rest::{Enveloped, Secret, WebhookUrl, endpoint, setters};
use crate::value::{List, Text, Timestamp};

model! {
    /// Creates a webhook: `POST /api/v1/webhook`.
    ///
    /// The vendor does not say which fields it can do without. A webhook without a name and an address is of no use to
    /// anybody, so those are asked for; the others are sent where they are set. The call is its own body.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::acquire::{EventName, rest::{Account, BodyFormat, CreateWebhook}};
    /// use chathooks::rest::{Endpoint, Secret, WebhookUrl};
    ///
    /// let account = Account::new("https://5mkg3t.acquire.io".parse()?, Secret::new("an-api-key"))?;
    /// let create = CreateWebhook::new("Closed cases", WebhookUrl::new("https://hooks.example.com/chathooks"))
    ///     .with_event(EventName::CaseStatus)
    ///     .with_hmac_key("correct horse")
    ///     .with_format(BodyFormat::Json);
    /// let request = create.request(&account)?;
    /// assert_eq!(request.method(), "POST");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// Without an address there is no call:
    ///
    /// ```compile_fail
    /// use chathooks::acquire::rest::CreateWebhook;
    ///
    /// let create = CreateWebhook::new("Closed cases");
    /// ```
    pub struct CreateWebhook<'a> as record {
        /// The name.
        pub name: Text<'a> = "name", required;
        /// The address that events are to be sent to.
        pub url: WebhookUrl<'a> = "url", required;
        /// Whether the certificate of the address goes unchecked.
        pub url_skip_ssl: Option<SkipSsl> = "urlSkipSsl";
        /// Whether it is switched on.
        pub status: Option<WebhookStatus> = "status";
        /// The events that it is to be sent.
        pub events: List<Subscription<'a>> = "events";
        /// Who is told by e-mail when a delivery fails.
        pub notification_email: Option<Text<'a>> = "notificationEmail";
        /// The key that deliveries are to be signed with; it is what a [`Key`](crate::Key) is made of.
        pub hmac_key: Option<Secret> = "hmacKey";
        /// The format of the bodies.
        pub format: Option<BodyFormat> = "format";
        /// Until when deliveries are kept: ISO 8601 with milliseconds.
        pub history_expires: Option<Timestamp<'a>> = "historyExpires";
        /// The direction. That a call can set it is inferred from the settings and from the record.
        pub flow: Option<Flow> = "flow";
    }
}

model! {
    /// What an update sets: every field that is `Some`, and the events where there are any.
    ///
    /// The vendor does not say whether a field that is left out stays as it is. To be safe, make the changes of the
    /// whole record: there is a `From` for a [`Webhook`].
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::acquire::rest::{Changes, WebhookStatus};
    ///
    /// let changes = Changes::new().with_status(WebhookStatus::Disabled);
    /// assert_eq!(serde_json::to_string(&changes)?, r#"{"status":"disabled"}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Changes<'a> as record {
        /// The name.
        pub name: Option<Text<'a>> = "name";
        /// The address that events are to be sent to.
        pub url: Option<WebhookUrl<'a>> = "url";
        /// Whether the certificate of the address goes unchecked.
        pub url_skip_ssl: Option<SkipSsl> = "urlSkipSsl";
        /// Whether it is switched on.
        pub status: Option<WebhookStatus> = "status";
        /// The events that it is to be sent.
        pub events: List<Subscription<'a>> = "events";
        /// Who is told by e-mail when a delivery fails.
        pub notification_email: Option<Text<'a>> = "notificationEmail";
        /// The key that deliveries are to be signed with; it is what a [`Key`](crate::Key) is made of.
        pub hmac_key: Option<Secret> = "hmacKey";
        /// The format of the bodies.
        pub format: Option<BodyFormat> = "format";
        /// Until when deliveries are kept: ISO 8601 with milliseconds.
        pub history_expires: Option<Timestamp<'a>> = "historyExpires";
        /// The direction. That a call can set it is inferred from the settings and from the record.
        pub flow: Option<Flow> = "flow";
    }
}

/// Takes the fields that can be written; the id, what the vendor keeps for itself, and the fields that this version of
/// the crate does not know stay behind. What of the last is to go along belongs into `extra`.
impl<'a> From<Webhook<'a>> for Changes<'a> {
    fn from(webhook: Webhook<'a>) -> Self {
        Self {
            name: webhook.name,
            url: webhook.url,
            url_skip_ssl: webhook.url_skip_ssl,
            status: webhook.status,
            events: webhook.events,
            notification_email: webhook.notification_email,
            hmac_key: webhook.hmac_key,
            format: webhook.format,
            history_expires: webhook.history_expires,
            flow: webhook.flow,
            extra: crate::value::Object::new(),
        }
    }
}

macro_rules! webhook_setters {
    ($name:ident $($more:tt)*) => {
        setters! { $name {
            $($more)*
            /// Sets whether the certificate of the address goes unchecked.
            with_url_skip_ssl(url_skip_ssl: SkipSsl);
            /// Sets whether it is switched on.
            with_status(status: WebhookStatus);
            /// Sets who is told by e-mail when a delivery fails.
            with_notification_email(notification_email: Text<'a>);
            /// Sets the key that deliveries are to be signed with.
            with_hmac_key(hmac_key: Secret);
            /// Sets the format of the bodies.
            with_format(format: BodyFormat);
            /// Sets until when deliveries are kept.
            with_history_expires(history_expires: Timestamp<'a>);
            /// Sets the direction.
            with_flow(flow: Flow);
        } }

        impl<'a> $name<'a> {
            /// Adds an event: its name alone, or with what narrows it down.
            #[must_use]
            pub fn with_event(mut self, event: impl Into<Subscription<'a>>) -> Self {
                self.events.push(event.into());
                self
            }
        }
    };
}

webhook_setters! { CreateWebhook }
webhook_setters! { Changes
    /// Sets the name.
    with_name(name: Text<'a>);
    /// Sets the address that events are to be sent to.
    with_url(url: WebhookUrl<'a>);
}

impl CreateWebhook<'_> {
    /// Returns the secret that deliveries are signed with: the one in the answer to this call, or else the one that the
    /// call chose.
    ///
    /// The vendor contradicts itself: one page says that a key is generated and returned, and also that you provide
    /// it. Where the answer has a key, that is what the vendor keeps.
    #[must_use]
    pub fn signing_secret<'s>(&'s self, answer: &'s Webhook<'_>) -> Option<&'s Secret> {
        let is_set = |secret: &&Secret| !secret.expose().is_empty();
        answer.hmac_key.as_ref().filter(is_set).or(self.hmac_key.as_ref().filter(is_set))
    }
}

/// Creates an inbound webhook with these settings. Its variables and fallback stay behind: no call is known to set them.
impl<'a> From<&'a inbound::Webhook> for CreateWebhook<'a> {
    fn from(webhook: &'a inbound::Webhook) -> Self {
        let status = if webhook.is_enabled() { WebhookStatus::Active } else { WebhookStatus::Disabled };
        let skip_ssl = if webhook.skips_ssl() { SkipSsl::Yes } else { SkipSsl::No };
        let mut create = Self::new(webhook.name(), WebhookUrl::new(webhook.url()))
            .with_url_skip_ssl(skip_ssl)
            .with_status(status)
            .with_format(webhook.format())
            .with_flow(Flow::Inbound);
        create.notification_email = webhook.notification_email().map(Text::from);
        create
    }
}

endpoint! {
    CreateWebhook<'_> => Webhook<'static>, read as Enveloped<Webhook<'_>>;
    request(self, account) => account.draft(Method::POST).json(self).finish();
}

/// Updates a webhook: `PUT /api/v1/webhook/{id}`.
///
/// # Examples
///
/// ```
/// use chathooks::acquire::rest::{Account, Changes, UpdateWebhook};
/// use chathooks::rest::{Endpoint, Secret};
///
/// let account = Account::new("https://5mkg3t.acquire.io".parse()?, Secret::new("an-api-key"))?;
/// let request = UpdateWebhook::new("10", Changes::new().with_name("Cases")).request(&account)?;
/// assert_eq!(request.body(), br#"{"name":"Cases"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateWebhook<'a> {
    id: Text<'a>,
    changes: Changes<'a>,
}

impl<'a> UpdateWebhook<'a> {
    /// Makes the call for the webhook of this id.
    #[must_use]
    pub fn new(id: impl Into<Text<'a>>, changes: impl Into<Changes<'a>>) -> Self {
        Self { id: id.into(), changes: changes.into() }
    }
}

endpoint! {
    UpdateWebhook<'_> => Webhook<'static>, read as Enveloped<Webhook<'_>>;
    request(self, account) => account.draft(Method::PUT).id(self.id.as_str())?.json(&self.changes).finish();
}
