//! The events, one row each, and the names that a subscription has for them.

use super::{
    AgentStatusChanged, ChatEnded, ChatRequested, ChatStarted, ChatTransferred, ChatWrappedUp, OfflineMessageSubmitted,
};
use crate::model::events::events;
use crate::model::open_enum::open_enum;

events! {
    /// The name of an event: what a body calls `event`.
    ///
    /// A subscription goes by other names; [`subscription`](EventName::subscription) gives them.
    pub enum EventName;
    /// What happened, by the name of the event.
    ///
    /// The four changes of an agent's status carry the same; which of them it was is told by the variant.
    pub enum Data<'a>;

    /// A visitor asked for a chat. Only the design document of the vendor's Zapier app prints the name; the second
    /// spelling is inferred from the other names.
    ChatRequested(ChatRequested<'a>) = "chat_request" | "chat_requested";
    /// A chat started. Seen in the vendor's help pages.
    ChatStarted(ChatStarted<'a>) = "chat_started";
    /// A chat was handed to another agent or department. Seen in the design document of the vendor's Zapier app.
    ChatTransferred(ChatTransferred<'a>) = "chat_transferred";
    /// A chat ended. Seen in the vendor's help pages.
    ChatEnded(ChatEnded<'a>) = "chat_ended";
    /// An agent submitted the wrap-up of a chat. Seen in the vendor's help pages; the second spelling in the design
    /// document of its Zapier app.
    ChatWrappedUp(ChatWrappedUp<'a>) = "chat_wrapped_up" | "chat_wraped_up";
    /// A visitor left a message while no agent was online. Seen in the vendor's help pages.
    OfflineMessageSubmitted(OfflineMessageSubmitted<'a>) = "offline_message_submitted";
    /// An agent is online. Seen in the vendor's help pages.
    Online(AgentStatusChanged<'a>) as shared = "online";
    /// An agent is away. Seen in the vendor's help pages.
    Away(AgentStatusChanged<'a>) as shared = "away";
    /// An agent logged in. Seen in the vendor's help pages.
    Login(AgentStatusChanged<'a>) as shared = "login";
    /// An agent logged out. Seen in the vendor's help pages.
    Logout(AgentStatusChanged<'a>) as shared = "logout";
}

impl EventName {
    /// Returns the name under which a webhook subscribes to the event, or `None` for an event that this version of the
    /// crate does not know.
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
    /// What a webhook subscribes to: the `event` of the vendor's REST API, version 4.
    ///
    /// All seven are printed on the vendor's developer page "Webhook" of 2022. What a body calls them is an
    /// [`EventName`].
    pub enum SubscriptionEvent {
        /// A visitor leaves a message while no agent is online.
        OfflineMessageIsSubmitted = "offlineMessageIsSubmitted",
        /// A chat starts.
        ChatStarts = "chatStarts",
        /// A chat ends.
        ChatEnds = "chatEnds",
        /// An agent submits the wrap-up of a chat.
        ChatIsWrappedUp = "chatIsWrappedUp",
        /// An agent comes online, goes away, logs in or logs out.
        AgentStatusChanges = "agentStatusChanges",
        /// A visitor asks for a chat.
        ChatIsRequested = "chatIsRequested",
        /// A chat is handed to another agent or department.
        ChatIsTransferred = "chatIsTransferred",
    }
}

impl SubscriptionEvent {
    /// Goes through the events that a webhook with this subscription is sent: four for the status of an agent, one for
    /// the others, none for a subscription that this version of the crate does not know.
    pub fn events(&self) -> impl Iterator<Item = &'static EventName> {
        EventName::KNOWN.iter().filter(|name| name.subscription().as_ref() == Some(self))
    }
}
