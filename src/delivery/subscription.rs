//! Which events a subscriber wants.

use chrono::{DateTime, Utc};

use super::{GaveUp, Notice};
use crate::value::{Object, Value};

/// Which events a subscriber wants, and who is told when one cannot be delivered.
///
/// `N` is the vendor's type of names, so that an event of another vendor does not compile.
///
/// # Examples
///
/// One event, sent to those who want it:
///
/// ```
/// use chathooks::{acquire::EventName, delivery::Subscription, value::{Object, Number}};
///
/// let of_user_12 = Object::from_iter([("user", Number::from(12))]);
/// let subscribers = [
///     ("crm", Subscription::new().with_event(EventName::CaseStatus)),
///     ("bot", Subscription::new().with_event_of(EventName::CaseStatus, of_user_12)),
///     ("old", Subscription::new().with_event(EventName::CaseStatus).with_enabled(false)),
/// ];
/// let of_user_7 = Object::from_iter([("user", "7")]);
/// let wanted = subscribers.iter().filter(|(_, subscription)| subscription.wants(&EventName::CaseStatus, &of_user_7));
/// assert_eq!(wanted.map(|(name, _)| *name).collect::<Vec<_>>(), ["crm"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription<N> {
    events: Vec<(N, Object<'static>)>,
    enabled: bool,
    notification_email: Option<String>,
    history_expires: Option<DateTime<Utc>>,
}

impl<N> Subscription<N> {
    /// Makes a subscription that is enabled and wants no event yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { events: Vec::new(), enabled: true, notification_email: None, history_expires: None }
    }

    /// Adds an event.
    #[must_use]
    pub fn with_event(self, name: N) -> Self {
        self.with_event_of(name, Object::new())
    }

    /// Adds an event, and what has to be true of an occurrence of it, such as `user` being a certain one.
    #[must_use]
    pub fn with_event_of(mut self, name: N, params: Object<'_>) -> Self {
        self.events.push((name, params.into_owned()));
        self
    }

    /// Sets whether anything is delivered at all.
    #[must_use]
    pub fn with_enabled(self, enabled: bool) -> Self {
        Self { enabled, ..self }
    }

    /// Sets the address that is told when a delivery failed.
    #[must_use]
    pub fn with_notification_email(self, address: impl Into<String>) -> Self {
        Self { notification_email: Some(address.into()), ..self }
    }

    /// Sets until when a log of the deliveries is kept.
    #[must_use]
    pub fn with_history_expires(self, expires: DateTime<Utc>) -> Self {
        Self { history_expires: Some(expires), ..self }
    }

    /// Returns the events, each with what has to be true of an occurrence.
    #[must_use]
    pub fn events(&self) -> impl ExactSizeIterator<Item = (&N, &Object<'static>)> {
        self.events.iter().map(|(name, params)| (name, params))
    }

    /// Returns whether anything is delivered at all.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        self.enabled
    }

    /// Returns whether a delivery at `at` still goes into the log.
    ///
    /// No vendor says what the date `historyExpires` of a subscription is. That it ends the log and not the deliveries
    /// is inferred from its name; without one the log has no end.
    #[must_use]
    pub fn keeps_history(&self, at: DateTime<Utc>) -> bool {
        self.history_expires.is_none_or(|expires| at < expires)
    }

    /// Returns the mail about a delivery that failed, where the subscription has an address for it.
    #[must_use]
    pub fn notice(&self, gave_up: GaveUp) -> Option<Notice> {
        self.notification_email.as_ref().map(|to| Notice::new(to, gave_up))
    }
}

impl<N: PartialEq> Subscription<N> {
    /// Returns whether an occurrence of the event `name` is to be delivered.
    ///
    /// `params` says what is true of the occurrence. The subscription wants it when it lists the name with parameters
    /// that are all among them, or with none; a null asks for nothing. Whether a value comes as text, number or flag
    /// does not matter. This reading of a subscription's parameters is inferred: no vendor prints more than samples of
    /// them.
    #[must_use]
    pub fn wants(&self, name: &N, params: &Object<'_>) -> bool {
        let is_true = |(name, value): (&str, &Value<'_>)| {
            value.is_null() || params.get(name).is_some_and(|other| is_same(value, other))
        };
        self.enabled && self.events().any(|(own, wanted)| own == name && wanted.iter().all(is_true))
    }
}

impl<N> Default for Subscription<N> {
    fn default() -> Self {
        Self::new()
    }
}

fn is_same(one: &Value<'_>, other: &Value<'_>) -> bool {
    match (scalar(one), scalar(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

fn scalar<'t>(tree: &'t Value<'_>) -> Option<&'t str> {
    match tree {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.as_str()),
        Value::Bool(true) => Some("true"),
        Value::Bool(false) => Some("false"),
        _ => None,
    }
}
