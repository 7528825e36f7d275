//! The calls that write: create and patch.

use http::Method;

use super::{Account, ApiError, Filters, Subscription, SubscriptionEvent, WebhookAuthorization, WebhookHeaders};
use crate::model::model;
use crate::rest::{Enveloped, Patch, Secret, WebhookUrl, endpoint, setters};
use crate::value::{List, Text};

model! {
    /// Creates a subscription: `POST /v1/webhooks`.
    ///
    /// The vendor answers 201 and the record. The call is its own body; the name, the address and the authorization are
    /// required by the vendor.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::dixa::{EventName, rest::{Account, CreateSubscription, WebhookAuthorization}};
    /// use chathooks::rest::{Endpoint, Secret, WebhookUrl};
    ///
    /// let account = Account::new("https://dev.dixa.io".parse()?, Secret::new("an-api-token"))?;
    /// let address = WebhookUrl::new("https://hooks.example.com/dixa");
    /// let create = CreateSubscription::new("Dashboard", address, WebhookAuthorization::basic("hook", "s3cret"))
    ///     .with_event(EventName::ConversationClosed)
    ///     .with_event(EventName::ConversationRated)
    ///     .with_enabled(true);
    /// let request = create.request(&account)?;
    /// assert_eq!(request.method(), "POST");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// Without an address there is no call:
    ///
    /// ```compile_fail
    /// use chathooks::dixa::rest::{CreateSubscription, WebhookAuthorization};
    ///
    /// let create = CreateSubscription::new("Dashboard", WebhookAuthorization::NoAuth);
    /// ```
    ///
    /// Another vendor's event is no event here:
    ///
    /// ```compile_fail
    /// use chathooks::{comm100, dixa::rest::{CreateSubscription, WebhookAuthorization}, rest::WebhookUrl};
    ///
    /// let address = WebhookUrl::new("https://hooks.example.com/dixa");
    /// let create = CreateSubscription::new("Dashboard", address, WebhookAuthorization::NoAuth)
    ///     .with_event(comm100::EventName::ChatEnded);
    /// ```
    pub struct CreateSubscription<'a> as record {
        /// The name.
        pub name: Text<'a> = "name", required;
        /// The address that events are to be sent to.
        pub url: WebhookUrl<'a> = "url", required;
        /// The events that it is to be sent. The vendor wants each once, which [`with_event`](Self::with_event) sees to.
        pub events: List<SubscriptionEvent> = "events";
        /// What each delivery is to carry as `Authorization`.
        pub authorization: WebhookAuthorization<'a> = "authorization", required;
        /// Headers that each delivery is to carry. They are sent even where there are none: the vendor's description of
        /// the API has had them as required since 2026.
        pub custom_headers: WebhookHeaders = "customHeaders", null;
        /// Whether it is switched on; the vendor takes it for so unless told.
        pub enabled: Option<bool> = "enabled";
        /// What narrows it down.
        pub filters: Option<Filters<'a>> = "filters";
    }
}

setters! { CreateSubscription {
    /// Sets whether it is switched on.
    with_enabled(enabled: bool);
    /// Sets what narrows it down.
    with_filters(filters: Filters<'a>);
} }

impl CreateSubscription<'_> {
    /// Adds an event, unless it is there already.
    #[must_use]
    pub fn with_event(mut self, event: impl Into<SubscriptionEvent>) -> Self {
        add(&mut self.events, event.into());
        self
    }

    /// Adds a header that each delivery is to carry.
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
    /// What a patch does to each field: nothing, unless it is set or cleared.
    ///
    /// A field that is kept is left out, and one that is cleared is null. That the vendor takes a null for that is
    /// inferred: its description says of every field that it may be missing, and of none that it may be null.
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
        /// The address that events are to be sent to.
        pub url: Patch<WebhookUrl<'a>> = "url", change;
        /// The events that it is to be sent, all of them and each once: see [`with_events`](Self::with_events).
        pub events: Patch<List<SubscriptionEvent>> = "events", change;
        /// What each delivery is to carry as `Authorization`.
        pub authorization: Patch<WebhookAuthorization<'a>> = "authorization", change;
        /// Headers that each delivery is to carry, all of them.
        pub custom_headers: Patch<WebhookHeaders> = "customHeaders", change;
        /// Whether it is switched on.
        pub enabled: Patch<bool> = "enabled", change;
        /// What narrows it down.
        pub filters: Patch<Filters<'a>> = "filters", change;
    }
}

setters! { Changes {
    /// Sets the name.
    with_name(name: Text<'a>) = Patch::Set;
    /// Sets the address that events are to be sent to.
    with_url(url: WebhookUrl<'a>) = Patch::Set;
    /// Sets what each delivery is to carry as `Authorization`.
    with_authorization(authorization: WebhookAuthorization<'a>) = Patch::Set;
    /// Sets all the headers that each delivery is to carry.
    with_custom_headers(custom_headers: WebhookHeaders) = Patch::Set;
    /// Sets whether it is switched on.
    with_enabled(enabled: bool) = Patch::Set;
    /// Sets what narrows it down.
    with_filters(filters: Filters<'a>) = Patch::Set;
} }

impl Changes<'_> {
    /// Sets all the events that it is to be sent; one that is given again is left out.
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
    /// Makes the call for the subscription of this id.
    #[must_use]
    pub fn new(id: impl Into<Text<'a>>, changes: Changes<'a>) -> Self {
        Self { id: id.into(), changes }
    }
}

endpoint! {
    PatchSubscription<'_> => Subscription<'static>, read as Enveloped<Subscription<'_>>;
    request(self, account) => account.draft(Method::PATCH).id(self.id.as_str())?.json(&self.changes).finish();
}
