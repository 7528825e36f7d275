//! The record of a subscription.

use super::{Filters, SubscriptionEvent, WebhookHeaders};
use crate::model::model;
use crate::rest::{Secret, WebhookUrl};
use crate::value::{List, Text, Timestamp};

model! {
    /// A webhook subscription, as the vendor keeps it.
    ///
    /// Printed on the vendor's page of 2023, but for `url` and `filters`, which its description of the API has since.
    /// It carries two secrets: the key, and the `Authorization` among its headers.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{Key, dixa::rest::Subscription};
    ///
    /// let json = r#"{"id":"cb45","name":"ERP","secretKey":"0a1b","headers":{"Authorization":"Bearer s3cret"}}"#;
    /// let subscription: Subscription = serde_json::from_str(json)?;
    /// let key = Key::from_hex(subscription.secret_key.as_ref().ok_or("no key")?.expose())?;
    /// assert!(!format!("{subscription:?}").contains("s3cret"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Subscription<'a> as record {
        /// The id: a UUID, kept as text.
        pub id: Text<'a> = "id", required;
        /// The name.
        pub name: Text<'a> = "name", required;
        /// The events that it is sent. A request calls them `events`.
        pub subscribed_events: List<SubscriptionEvent> = "subscribedEvents";
        /// The address that events are sent to.
        pub url: Option<WebhookUrl<'a>> = "url";
        /// The headers that each delivery carries, with the `Authorization` in clear.
        pub headers: WebhookHeaders = "headers";
        /// The key that deliveries are signed with, in hexadecimal: [`Key::from_hex`](crate::Key::from_hex) reads it.
        pub secret_key: Option<Secret> = "secretKey";
        /// Whether it is switched on.
        pub enabled: Option<bool> = "enabled";
        /// When it was created: ISO 8601, without milliseconds in the vendor's sample.
        pub created_at: Option<Timestamp<'a>> = "createdAt";
        /// The id of the user who created it.
        pub created_by: Option<Text<'a>> = "createdBy";
        /// When it was changed last.
        pub updated_at: Option<Timestamp<'a>> = "updatedAt";
        /// The id of the user who changed it last.
        pub updated_by: Option<Text<'a>> = "updatedBy";
        /// What narrows it down.
        pub filters: Option<Filters<'a>> = "filters";
    }
}

model! {
    /// The subscriptions of an organization.
    pub struct Subscriptions<'a> as record {
        /// The subscriptions.
        pub data: List<Subscription<'a>> = "data";
    }
}
