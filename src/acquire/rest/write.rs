//! The endpoints that create and update webhooks.

use http::Method;

use super::{Account, ApiError, BodyFormat, Flow, SkipSsl, Subscription, Webhook, WebhookStatus};
use crate::acquire::inbound;
use crate::model::model;
use crate::rest::{Enveloped, Secret, WebhookUrl, endpoint, setters};
use crate::value::{List, Text, Timestamp};

model! {
    /// Creates a webhook: `POST /api/v1/webhook`.
    ///
    /// The vendor does not say which fields are required. This type requires the name and the URL, without which a
    /// webhook is useless, and sends all other fields only if they are set. The body of the request is this value.
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
    /// A webhook without a URL does not compile:
    ///
    /// ```compile_fail
    /// use chathooks::acquire::rest::CreateWebhook;
    ///
    /// let create = CreateWebhook::new("Closed cases");
    /// ```
    pub struct CreateWebhook<'a> as record {
        /// The name.
        pub name: Text<'a> = "name", required;
        /// The URL that events are sent to.
        pub url: WebhookUrl<'a> = "url", required;
        /// Whether the verification of the URL's certificate is skipped.
        pub url_skip_ssl: Option<SkipSsl> = "urlSkipSsl";
        /// Whether the webhook is enabled.
        pub status: Option<WebhookStatus> = "status";
        /// The events to receive.
        pub events: List<Subscription<'a>> = "events";
        /// The e-mail address that is notified when a delivery fails.
        pub notification_email: Option<Text<'a>> = "notificationEmail";
        /// The secret that deliveries are signed with, from which a [`Key`](crate::Key) is created.
        pub hmac_key: Option<Secret> = "hmacKey";
        /// The format of the bodies.
        pub format: Option<BodyFormat> = "format";
        /// When stored deliveries expire: RFC 3339 with milliseconds.
        pub history_expires: Option<Timestamp<'a>> = "historyExpires";
        /// The direction. That a request can set it is inferred from the settings and the record.
        pub flow: Option<Flow> = "flow";
    }
}

model! {
    /// The changes of an update. A field that is `None` and an empty list of events are not sent.
    ///
    /// The vendor does not say whether a missing field is left unchanged. To be safe, convert the complete [`Webhook`]
    /// with `Changes::from`, and change the result.
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
        /// The URL that events are sent to.
        pub url: Option<WebhookUrl<'a>> = "url";
        /// Whether the verification of the URL's certificate is skipped.
        pub url_skip_ssl: Option<SkipSsl> = "urlSkipSsl";
        /// Whether the webhook is enabled.
        pub status: Option<WebhookStatus> = "status";
        /// The events to receive.
        pub events: List<Subscription<'a>> = "events";
        /// The e-mail address that is notified when a delivery fails.
        pub notification_email: Option<Text<'a>> = "notificationEmail";
        /// The secret that deliveries are signed with, from which a [`Key`](crate::Key) is created.
        pub hmac_key: Option<Secret> = "hmacKey";
        /// The format of the bodies.
        pub format: Option<BodyFormat> = "format";
        /// When stored deliveries expire: RFC 3339 with milliseconds.
        pub history_expires: Option<Timestamp<'a>> = "historyExpires";
        /// The direction. That a request can set it is inferred from the settings and the record.
        pub flow: Option<Flow> = "flow";
    }
}

/// Copies the writable fields. The id, the fields that only the vendor sets, and the unknown fields in `extra` are not
/// copied; add unknown fields to `extra` as needed.
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
            /// Sets whether the verification of the URL's certificate is skipped.
            with_url_skip_ssl(url_skip_ssl: SkipSsl);
            /// Sets whether the webhook is enabled.
            with_status(status: WebhookStatus);
            /// Sets the e-mail address that is notified when a delivery fails.
            with_notification_email(notification_email: Text<'a>);
            /// Sets the secret that deliveries are signed with.
            with_hmac_key(hmac_key: Secret);
            /// Sets the format of the bodies.
            with_format(format: BodyFormat);
            /// Sets when stored deliveries expire.
            with_history_expires(history_expires: Timestamp<'a>);
            /// Sets the direction.
            with_flow(flow: Flow);
        } }

        impl<'a> $name<'a> {
            /// Adds an event: a name, or a subscription with parameters.
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
    /// Sets the URL that events are sent to.
    with_url(url: WebhookUrl<'a>);
}

impl CreateWebhook<'_> {
    /// Returns the secret that deliveries are signed with: the one in the response or, if that has none, the one in the
    /// request.
    ///
    /// The vendor contradicts itself: one page says that a key is generated and returned, and also that you provide it.
    /// If the response has a key, that is the one the vendor stores.
    #[must_use]
    pub fn signing_secret<'s>(&'s self, answer: &'s Webhook<'_>) -> Option<&'s Secret> {
        let is_set = |secret: &&Secret| !secret.expose().is_empty();
        answer.hmac_key.as_ref().filter(is_set).or(self.hmac_key.as_ref().filter(is_set))
    }
}

/// Creates an inbound webhook with these settings. The variables and the fallback are not sent, because no known
/// request sets them.
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
    /// Creates an update of the webhook with this id.
    #[must_use]
    pub fn new(id: impl Into<Text<'a>>, changes: impl Into<Changes<'a>>) -> Self {
        Self { id: id.into(), changes: changes.into() }
    }
}

endpoint! {
    UpdateWebhook<'_> => Webhook<'static>, read as Enveloped<Webhook<'_>>;
    request(self, account) => account.draft(Method::PUT).id(self.id.as_str())?.json(&self.changes).finish();
}
