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
    /// A webhook, as the vendor keeps it.
    ///
    /// A call can select fields, and the vendor prints no record whole, so any of them may be missing. Most are in the
    /// vendor's sample of a create; `id` is in its addresses; `flow`, `type`, `userId` and `tenantId` are in a sample
    /// of its audit log.
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
        /// The address that events are sent to.
        pub url: Option<WebhookUrl<'a>> = "url";
        /// Whether the certificate of the address goes unchecked.
        pub url_skip_ssl: Option<SkipSsl> = "urlSkipSsl";
        /// Whether it is switched on.
        pub status: Option<WebhookStatus> = "status";
        /// The events that it is sent.
        pub events: List<Subscription<'a>> = "events";
        /// Who is told by e-mail when a delivery fails.
        pub notification_email: Option<Text<'a>> = "notificationEmail";
        /// The key that deliveries are signed with; it is what a [`Key`](crate::Key) is made of.
        pub hmac_key: Option<Secret> = "hmacKey";
        /// The format of the bodies.
        pub format: Option<BodyFormat> = "format";
        /// Until when deliveries are kept: ISO 8601 with milliseconds.
        pub history_expires: Option<Timestamp<'a>> = "historyExpires";
        /// The direction.
        pub flow: Option<Flow> = "flow";
        /// Who made it.
        pub kind: Option<WebhookType> = "type";
        /// The id of its owner.
        pub user_id: Option<Text<'a>> = "userId";
        /// The id of the account.
        pub tenant_id: Option<Text<'a>> = "tenantId";
        /// The relation `binding`, whole: its shape is unknown.
        pub binding: Option<Related<'a>> = "binding";
        /// The relation `hook_log`, whole: its shape is unknown.
        pub hook_log: Option<Related<'a>> = "hook_log";
    }
}

model! {
    /// An event that a webhook is sent, and for whom.
    ///
    /// `Debug` does not show `params`: what may be in them is unknown.
    pub struct Subscription<'a> as record {
        /// The name of the event.
        pub event: EventName = "event", required;
        /// What narrows the event down; empty in the vendor's sample. In its audit log, `user` is the id of the one
        /// user whose events are sent. What narrows `case:status` down to one state is unknown.
        pub params: Object<'a> = "params", null as hidden;
    }
}

impl Subscription<'_> {
    /// Narrows the event down to one user, by `params.user`.
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

/// An event without anything that narrows it down.
impl From<EventName> for Subscription<'_> {
    fn from(event: EventName) -> Self {
        Self::new(event)
    }
}

/// A relation that the vendor describes nowhere, kept verbatim.
///
/// A log of deliveries may hold what customers wrote and what proves a delivery, so `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Related<'a> {
    /// All that came.
    pub data: Value<'a>,
}

impl<'a> Related<'a> {
    /// Makes one that holds `data`.
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
