//! The table of events, and the names that a subscription has for them.

use super::{
    AgentStatusChanged, ChatEnded, ChatRequested, ChatStarted, ChatTransferred, ChatWrappedUp, OfflineMessageSubmitted,
};
use crate::model::events::events;
use crate::model::open_enum::open_enum;

events! {
    /// The name of an event: `event` in a body.
    ///
    /// A subscription has other names; [`subscription`](EventName::subscription) returns them.
    pub enum EventName;
    /// The data of an event. Each known event has a variant.
    ///
    /// The four events on an agent's status have the same data; only the variant tells them apart.
    pub enum Data<'a>;

    /// A visitor requested a chat. Only the design document of the vendor's Zapier app has the name; the second
    /// spelling is inferred from the other names.
    ChatRequested(ChatRequested<'a>) = "chat_request" | "chat_requested";
    /// A chat started. Seen in the vendor's help pages.
    ChatStarted(ChatStarted<'a>) = "chat_started";
    /// A chat was transferred to another agent or department. Seen in the design document of the vendor's Zapier app.
    ChatTransferred(ChatTransferred<'a>) = "chat_transferred";
    /// A chat ended. Seen in the vendor's help pages.
    ChatEnded(ChatEnded<'a>) = "chat_ended";
    /// An agent submitted the wrap-up of a chat. Seen in the vendor's help pages. The second spelling is from the
    /// design document of its Zapier app.
    ChatWrappedUp(ChatWrappedUp<'a>) = "chat_wrapped_up" | "chat_wraped_up";
    /// A visitor left a message while no agent was online. Seen in the vendor's help pages.
    OfflineMessageSubmitted(OfflineMessageSubmitted<'a>) = "offline_message_submitted";
    /// An agent went online. Seen in the vendor's help pages.
    Online(AgentStatusChanged<'a>) as shared = "online";
    /// An agent went away. Seen in the vendor's help pages.
    Away(AgentStatusChanged<'a>) as shared = "away";
    /// An agent logged in. Seen in the vendor's help pages.
    Login(AgentStatusChanged<'a>) as shared = "login";
    /// An agent logged out. Seen in the vendor's help pages.
    Logout(AgentStatusChanged<'a>) as shared = "logout";
}

impl EventName {
    /// Returns the subscription that has this event, or `None` for an event that this version of the crate does not
    /// know.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::comm100::{EventName, SubscriptionEvent};
    ///
    /// assert_eq!(EventName::from("away").subscription(), Some(SubscriptionEvent::AgentStatusChanges));
    /// assert_eq!(EventName::from("chat_ended").subscription(), Some(SubscriptionEvent::ChatEnds));
    /// ```
    #[must_use]
    pub fn subscription(&self) -> Option<SubscriptionEvent> {
        Some(match self {
            Self::ChatRequested => SubscriptionEvent::ChatIsRequested,
            Self::ChatStarted => SubscriptionEvent::ChatStarts,
            Self::ChatTransferred => SubscriptionEvent::ChatIsTransferred,
            Self::ChatEnded => SubscriptionEvent::ChatEnds,
            Self::ChatWrappedUp => SubscriptionEvent::ChatIsWrappedUp,
            Self::OfflineMessageSubmitted => SubscriptionEvent::OfflineMessageIsSubmitted,
            Self::Online | Self::Away | Self::Login | Self::Logout => SubscriptionEvent::AgentStatusChanges,
            Self::Unknown(_) => return None,
        })
    }
}

open_enum! {
    /// An event that a webhook subscribes to: `event` in the vendor's REST API, version 4.
    ///
    /// All seven are on the vendor's developer page "Webhook" of 2022. A body has other names: see [`EventName`].
    pub enum SubscriptionEvent {
        /// A visitor leaves a message while no agent is online.
        OfflineMessageIsSubmitted = "offlineMessageIsSubmitted",
        /// A chat starts.
        ChatStarts = "chatStarts",
        /// A chat ends.
        ChatEnds = "chatEnds",
        /// An agent submits the wrap-up of a chat.
        ChatIsWrappedUp = "chatIsWrappedUp",
        /// An agent goes online or away, logs in or logs out.
        AgentStatusChanges = "agentStatusChanges",
        /// A visitor requests a chat.
        ChatIsRequested = "chatIsRequested",
        /// A chat is transferred to another agent or department.
        ChatIsTransferred = "chatIsTransferred",
    }
}

impl SubscriptionEvent {
    /// Returns an iterator over the events of this subscription: four for the status of an agent, one for each other
    /// subscription, and none for a subscription that this version of the crate does not know.
    pub fn events(&self) -> impl Iterator<Item = &'static EventName> {
        EventName::KNOWN.iter().filter(|name| name.subscription().as_ref() == Some(self))
    }
}
