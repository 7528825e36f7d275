//! The record of a subscription.

use super::{Filters, SubscriptionEvent, WebhookHeaders};
use crate::model::model;
use crate::rest::{Secret, WebhookUrl};
use crate::value::{List, Text, Timestamp};

model! {
    /// A webhook subscription.
    ///
    /// The fields come from the vendor's page of 2023, except `url` and `filters`, which come from its later
    /// description of the API. A subscription has two secrets: the key, and the `Authorization` among its headers.
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
        /// The id: a UUID, kept as a string.
        pub id: Text<'a> = "id", required;
        /// The name.
        pub name: Text<'a> = "name", required;
        /// The events that the subscription receives. A request calls them `events`.
        pub subscribed_events: List<SubscriptionEvent> = "subscribedEvents";
        /// The URL that events are sent to.
        pub url: Option<WebhookUrl<'a>> = "url";
        /// The headers of each delivery, with `Authorization` in plain text.
        pub headers: WebhookHeaders = "headers";
        /// The key that deliveries are signed with, in hexadecimal: see [`Key::from_hex`](crate::Key::from_hex).
        pub secret_key: Option<Secret> = "secretKey";
        /// Whether the subscription is enabled.
        pub enabled: Option<bool> = "enabled";
        /// When the subscription was created: RFC 3339, without a fraction in the vendor's sample.
        pub created_at: Option<Timestamp<'a>> = "createdAt";
        /// The id of the user who created it.
        pub created_by: Option<Text<'a>> = "createdBy";
        /// When the subscription was last changed, in the same format.
        pub updated_at: Option<Timestamp<'a>> = "updatedAt";
        /// The id of the user who last changed it.
        pub updated_by: Option<Text<'a>> = "updatedBy";
        /// The filters.
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
