//! The record of a webhook.

use super::{BodyFormat, Flow, SkipSsl, WebhookStatus, WebhookType};
use crate::DecodeError;
use crate::acquire::EventName;
use crate::codec::by_value::serde_by_value;
use crate::codec::read::Read;
use crate::codec::source::Source;
use crate::model::model;
use crate::rest::{Secret, WebhookUrl};
use crate::value::write::{Target, Write};
use crate::value::{List, Object, Text, Timestamp, Value};

model! {
    /// A webhook.
    ///
    /// Every field may be missing, because a request can select fields and the vendor has no complete sample. Most
    /// fields are in the vendor's sample of a create request. `id` is in its URLs. `flow`, `type`, `userId` and
    /// `tenantId` are in a sample of its audit log.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::acquire::rest::{Webhook, WebhookStatus};
    ///
    /// let webhook: Webhook = serde_json::from_str(r#"{"id":3,"status":"active","hmacKey":"s3cret"}"#)?;
    /// assert_eq!(webhook.status, Some(WebhookStatus::Active));
    /// assert!(!format!("{webhook:?}").contains("s3cret"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Webhook<'a> as record {
        /// The id.
        pub id: Option<Text<'a>> = "id";
        /// The name.
        pub name: Option<Text<'a>> = "name";
        /// The URL that events are sent to.
        pub url: Option<WebhookUrl<'a>> = "url";
        /// Whether the verification of the URL's certificate is skipped.
        pub url_skip_ssl: Option<SkipSsl> = "urlSkipSsl";
        /// Whether the webhook is enabled.
        pub status: Option<WebhookStatus> = "status";
        /// The events that the webhook receives.
        pub events: List<Subscription<'a>> = "events";
        /// The e-mail address that is notified when a delivery fails.
        pub notification_email: Option<Text<'a>> = "notificationEmail";
        /// The secret that deliveries are signed with, from which a [`Key`](crate::Key) is created.
        pub hmac_key: Option<Secret> = "hmacKey";
        /// The format of the bodies.
        pub format: Option<BodyFormat> = "format";
        /// When stored deliveries expire: RFC 3339 with milliseconds.
        pub history_expires: Option<Timestamp<'a>> = "historyExpires";
        /// The direction.
        pub flow: Option<Flow> = "flow";
        /// The creator of the webhook.
        pub kind: Option<WebhookType> = "type";
        /// The id of the owner.
        pub user_id: Option<Text<'a>> = "userId";
        /// The id of the account.
        pub tenant_id: Option<Text<'a>> = "tenantId";
        /// The relation `binding`, verbatim, because its format is unknown.
        pub binding: Option<Related<'a>> = "binding";
        /// The relation `hook_log`, verbatim, because its format is unknown.
        pub hook_log: Option<Related<'a>> = "hook_log";
    }
}

model! {
    /// An event that a webhook subscribes to, with its parameters.
    ///
    /// `Debug` does not show `params`, because their contents are unknown.
    pub struct Subscription<'a> as record {
        /// The name of the event.
        pub event: EventName = "event", required;
        /// The filter of the event; empty in the vendor's sample. In its audit log, `user` is the id of the only user
        /// whose events are sent. The parameter that limits `case:status` to one state is unknown.
        pub params: Object<'a> = "params", null as hidden;
    }
}

impl Subscription<'_> {
    /// Limits the event to one user, by `params.user`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::acquire::{EventName, rest::Subscription};
    ///
    /// let subscription = Subscription::new(EventName::UserCaseInvite).with_user(7);
    /// assert_eq!(serde_json::to_string(&subscription)?, r#"{"event":"user:case-invite","params":{"user":7}}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn with_user(mut self, id: u64) -> Self {
        self.params.push("user", crate::value::Number::from(id));
        self
    }
}

/// Creates a subscription without parameters.
impl From<EventName> for Subscription<'_> {
    fn from(event: EventName) -> Self {
        Self::new(event)
    }
}

/// An undocumented relation, verbatim.
///
/// A log of deliveries may contain customers' messages and signatures, so `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Related<'a> {
    /// The relation, verbatim.
    pub data: Value<'a>,
}

impl<'a> Related<'a> {
    /// Creates a relation from its data.
    #[must_use]
    pub fn new(data: impl Into<Value<'a>>) -> Self {
        Self { data: data.into() }
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> Related<'static> {
        Related { data: self.data.into_owned() }
    }
}

impl std::fmt::Debug for Related<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Related(..)")
    }
}

impl crate::value::owned::IntoOwned for Related<'_> {
    type Owned = Related<'static>;

    fn into_owned(self) -> Related<'static> {
        self.into_owned()
    }
}

impl Write for Related<'_> {
    fn write(&self, _: Target) -> Value<'_> {
        self.data.borrowed()
    }
}

impl<'a> Read<'a> for Related<'a> {
    fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        source.value().map(Self::new)
    }
}

serde_by_value!(Related<'a>);
