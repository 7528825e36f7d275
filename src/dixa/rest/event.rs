//! The name of an event in a subscription.

use crate::DecodeError;
use crate::codec::by_value::serde_by_value;
use crate::codec::read::{Blank, Read};
use crate::codec::source::Source;
use crate::dixa::EventName;
use crate::value::Value;
use crate::value::owned::IntoOwned;
use crate::value::write::{Target, Write};

/// An event of a subscription: an [`EventName`] in the spelling of the management API.
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

    /// Returns the name that a subscription uses.
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

impl Write for SubscriptionEvent {
    fn write(&self, target: Target) -> Value<'_> {
        match &self.0 {
            EventName::Unknown(_) => self.0.write(target),
            known => known.subscription_name().into(),
        }
    }
}

impl Blank for SubscriptionEvent {
    fn blank() -> Self {
        Self(Blank::blank())
    }
}

impl<'a> Read<'a> for SubscriptionEvent {
    fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        EventName::read(source).map(Self)
    }
}

serde_by_value!(SubscriptionEvent);
