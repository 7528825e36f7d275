//! The endpoints that create and patch subscriptions.

use http::Method;

use super::{Account, ApiError, Filters, Subscription, SubscriptionEvent, WebhookAuthorization, WebhookHeaders};
use crate::model::model;
use crate::rest::{Enveloped, Patch, Secret, WebhookUrl, endpoint, setters};
use crate::value::{List, Text};

model! {
    /// Creates a subscription: `POST /v1/webhooks`.
    ///
    /// The vendor responds with 201 and the record. The body of the request is this value. The vendor requires the
    /// name, the URL and the authorization.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::dixa::{EventName, rest::{Account, CreateSubscription, WebhookAuthorization}};
    /// use chathooks::rest::{Endpoint, Secret, WebhookUrl};
    ///
    /// let account = Account::new("https://dev.dixa.io".parse()?, Secret::new("an-api-token"))?;
    /// let url = WebhookUrl::new("https://hooks.example.com/dixa");
    /// let create = CreateSubscription::new("Dashboard", url, WebhookAuthorization::basic("hook", "s3cret"))
    ///     .with_event(EventName::ConversationClosed)
    ///     .with_event(EventName::ConversationRated)
    ///     .with_enabled(true);
    /// let request = create.request(&account)?;
    /// assert_eq!(request.method(), "POST");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// A subscription without a URL does not compile:
    ///
    /// ```compile_fail
    /// use chathooks::dixa::rest::{CreateSubscription, WebhookAuthorization};
    ///
    /// let create = CreateSubscription::new("Dashboard", WebhookAuthorization::NoAuth);
    /// ```
    ///
    /// Nor does an event of another vendor:
    ///
    /// ```compile_fail
    /// use chathooks::{comm100, dixa::rest::{CreateSubscription, WebhookAuthorization}, rest::WebhookUrl};
    ///
    /// let url = WebhookUrl::new("https://hooks.example.com/dixa");
    /// let create = CreateSubscription::new("Dashboard", url, WebhookAuthorization::NoAuth)
    ///     .with_event(comm100::EventName::ChatEnded);
    /// ```
    pub struct CreateSubscription<'a> as record {
        /// The name.
        pub name: Text<'a> = "name", required;
        /// The URL that events are sent to.
        pub url: WebhookUrl<'a> = "url", required;
        /// The events to receive. The vendor requires that each is listed once, which [`with_event`](Self::with_event)
        /// ensures.
        pub events: List<SubscriptionEvent> = "events";
        /// The `Authorization` header that each delivery has.
        pub authorization: WebhookAuthorization<'a> = "authorization", required;
        /// The custom headers that each delivery has. They are sent even if empty, because the vendor's description of
        /// the API has required them since 2026.
        pub custom_headers: WebhookHeaders = "customHeaders", null;
        /// Whether the subscription is enabled; the vendor defaults to true.
        pub enabled: Option<bool> = "enabled";
        /// The filters.
        pub filters: Option<Filters<'a>> = "filters";
    }
}

setters! { CreateSubscription {
    /// Sets whether the subscription is enabled.
    with_enabled(enabled: bool);
    /// Sets the filters.
    with_filters(filters: Filters<'a>);
} }

impl CreateSubscription<'_> {
    /// Adds an event, unless it is already listed.
    #[must_use]
    pub fn with_event(mut self, event: impl Into<SubscriptionEvent>) -> Self {
        add(&mut self.events, event.into());
        self
    }

    /// Adds a custom header that each delivery has.
    #[must_use]
    pub fn with_custom_header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.custom_headers.push(name, value);
        self
    }
}

endpoint! {
    CreateSubscription<'_> => Subscription<'static>, read as Enveloped<Subscription<'_>>;
    request(self, account) => account.draft(Method::POST).json(self).finish();
}

model! {
    /// The changes of a patch. A field that is neither set nor cleared is left unchanged.
    ///
    /// An unchanged field is omitted, and a cleared one is null. That the vendor accepts null is inferred: its
    /// description of the API marks each field as optional, and none as nullable.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{dixa::rest::Changes, rest::Patch};
    ///
    /// let mut changes = Changes::new().with_name("New name");
    /// changes.filters = Patch::Null;
    /// assert_eq!(serde_json::to_string(&changes)?, r#"{"name":"New name","filters":null}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Changes<'a> as record {
        /// The name.
        pub name: Patch<Text<'a>> = "name", change;
        /// The URL that events are sent to.
        pub url: Patch<WebhookUrl<'a>> = "url", change;
        /// All events to receive, each once: see [`with_events`](Self::with_events).
        pub events: Patch<List<SubscriptionEvent>> = "events", change;
        /// The `Authorization` header that each delivery has.
        pub authorization: Patch<WebhookAuthorization<'a>> = "authorization", change;
        /// All custom headers that each delivery has.
        pub custom_headers: Patch<WebhookHeaders> = "customHeaders", change;
        /// Whether the subscription is enabled.
        pub enabled: Patch<bool> = "enabled", change;
        /// The filters.
        pub filters: Patch<Filters<'a>> = "filters", change;
    }
}

setters! { Changes {
    /// Sets the name.
    with_name(name: Text<'a>) = Patch::Set;
    /// Sets the URL that events are sent to.
    with_url(url: WebhookUrl<'a>) = Patch::Set;
    /// Sets the `Authorization` header that each delivery has.
    with_authorization(authorization: WebhookAuthorization<'a>) = Patch::Set;
    /// Sets all custom headers that each delivery has.
    with_custom_headers(custom_headers: WebhookHeaders) = Patch::Set;
    /// Sets whether the subscription is enabled.
    with_enabled(enabled: bool) = Patch::Set;
    /// Sets the filters.
    with_filters(filters: Filters<'a>) = Patch::Set;
} }

impl Changes<'_> {
    /// Sets all events to receive and removes duplicates.
    #[must_use]
    pub fn with_events<E: Into<SubscriptionEvent>>(mut self, events: impl IntoIterator<Item = E>) -> Self {
        let mut unique = List::default();
        events.into_iter().for_each(|event| add(&mut unique, event.into()));
        self.events = Patch::Set(unique);
        self
    }
}

fn add(events: &mut List<SubscriptionEvent>, event: SubscriptionEvent) {
    if !events.as_slice().contains(&event) {
        events.push(event);
    }
}

/// Patches a subscription: `PATCH /v1/webhooks/{webhookSubscriptionId}`.
///
/// # Examples
///
/// ```
/// use chathooks::dixa::rest::{Account, Changes, PatchSubscription};
/// use chathooks::rest::{Endpoint, Secret};
///
/// let account = Account::new("https://dev.dixa.io".parse()?, Secret::new("an-api-token"))?;
/// let request = PatchSubscription::new("cb452b81", Changes::new().with_name("New name")).request(&account)?;
/// assert_eq!(request.body(), br#"{"name":"New name"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchSubscription<'a> {
    id: Text<'a>,
    changes: Changes<'a>,
}

impl<'a> PatchSubscription<'a> {
    /// Creates a patch of the subscription with this id.
    #[must_use]
    pub fn new(id: impl Into<Text<'a>>, changes: Changes<'a>) -> Self {
        Self { id: id.into(), changes }
    }
}

endpoint! {
    PatchSubscription<'_> => Subscription<'static>, read as Enveloped<Subscription<'_>>;
    request(self, account) => account.draft(Method::PATCH).id(self.id.as_str())?.json(&self.changes).finish();
}
