//! An event as a subscription names it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::dixa::EventName;
use crate::value::owned::IntoOwned;

/// An event that a subscription lists: an [`EventName`] in the spelling of the management API.
///
/// # Examples
///
/// ```
/// use chathooks::dixa::{EventName, rest::SubscriptionEvent};
///
/// let event = SubscriptionEvent::from(EventName::ConversationClosed);
/// assert_eq!(serde_json::to_string(&event)?, r#""ConversationClosed""#);
/// assert_eq!(*event.name(), EventName::ConversationClosed);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SubscriptionEvent(EventName);

impl SubscriptionEvent {
    /// Returns the name of the event.
    #[must_use]
    pub fn name(&self) -> &EventName {
        &self.0
    }

    /// Returns the name as a subscription spells it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.subscription_name()
    }
}

impl From<EventName> for SubscriptionEvent {
    fn from(name: EventName) -> Self {
        Self(name)
    }
}

impl From<SubscriptionEvent> for EventName {
    fn from(event: SubscriptionEvent) -> Self {
        event.0
    }
}

impl IntoOwned for SubscriptionEvent {
    type Owned = Self;

    fn into_owned(self) -> Self {
        self
    }
}

impl Serialize for SubscriptionEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            EventName::Unknown(name) => name.serialize(serializer),
            known => serializer.serialize_str(known.subscription_name()),
        }
    }
}

impl<'de> Deserialize<'de> for SubscriptionEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        EventName::deserialize(deserializer).map(Self)
    }
}
