//! The table of events: a row has the name in a body and the name in a subscription.

use super::Conversation;
use super::model::{
    AgentBannedEnduser, AgentBannedIp, AgentUnbannedEnduser, AgentUnbannedIp, ConversationAbandoned,
    ConversationAssigned, ConversationClosed, ConversationCreated, ConversationCustomAttributeUpdated,
    ConversationEndUserReplaced, ConversationEnqueued, ConversationMessageAdded, ConversationMessageDeliveryDelivered,
    ConversationMessageDeliveryFailed, ConversationMessageDeliveryInfo, ConversationMessageDeliverySeen,
    ConversationMessageDeliverySent, ConversationMessageDeliverySpamComplaint, ConversationNoteAdded, ConversationOpen,
    ConversationPending, ConversationPendingExpired, ConversationRated, ConversationTagAdded, ConversationTagRemoved,
    ConversationTransferred, ConversationUnassigned, SlaEvaluationAchieved, SlaEvaluationBreached,
    SlaEvaluationPending, SlaEvaluationVoided, TypingStarted,
};
use crate::model::events::events;

/// Declares the events. A row gives the variant, which is also the name of its model, the name in a body, the name in a
/// subscription, and any other accepted names.
macro_rules! table {
    (
        $(#[$names_meta:meta])*
        pub enum EventName;
        $(#[$meta:meta])*
        pub enum Data<'a>;

        $($(#[$row:meta])* $variant:ident = $wire:literal | $subscription:literal $(| $alias:literal)*;)+
    ) => {
        events! {
            $(#[$names_meta])*
            pub enum EventName;
            $(#[$meta])*
            pub enum Data<'a>;

            $($(#[$row])* $variant($variant<'a>) = $wire | $subscription $(| $alias)*;)+
        }

        impl EventName {
            /// Returns the name that a subscription uses, such as `ConversationNoteAdded`.
            ///
            /// A name that this version of the crate does not know is returned verbatim.
            ///
            /// # Examples
            ///
            /// ```
            /// use chathooks::dixa::EventName;
            ///
            /// let name = EventName::from("CONVERSATION_NOTE_ADDED");
            /// assert_eq!(name, EventName::from("ConversationNoteAdded"));
            /// assert_eq!(name.as_str(), "CONVERSATION_NOTE_ADDED");
            /// assert_eq!(name.subscription_name(), "ConversationNoteAdded");
            /// ```
            #[must_use]
            pub fn subscription_name(&self) -> &str {
                match self {
                    $(Self::$variant => $subscription,)+
                    Self::Unknown(name) => name.as_str(),
                }
            }
        }

        impl<'a> Data<'a> {
            /// Returns the conversation that the event is about, if its data has one. Returns `None` for an unknown
            /// event.
            ///
            /// # Examples
            ///
            /// ```
            /// use chathooks::dixa::{Conversation, ConversationClosed, Event};
            ///
            /// let event = Event::new("c0ffee00", ConversationClosed::new(Conversation::new(90417)));
            /// let conversation = event.data.conversation().ok_or("no conversation")?;
            /// assert_eq!(conversation.csid, Some("90417".into()));
            /// # Ok::<(), &str>(())
            /// ```
            #[must_use]
            pub fn conversation(&self) -> Option<&Conversation<'a>> {
                match self {
                    $(Self::$variant(model) => model.conversation.known(),)+
                    Self::Unknown(_) => None,
                }
            }
        }
    };
}

/// Returns a conversation from a field that is required or optional.
trait Known<'a> {
    fn known(&self) -> Option<&Conversation<'a>>;
}

impl<'a> Known<'a> for Conversation<'a> {
    fn known(&self) -> Option<&Conversation<'a>> {
        Some(self)
    }
}

impl<'a> Known<'a> for Option<Conversation<'a>> {
    fn known(&self) -> Option<&Conversation<'a>> {
        self.as_ref()
    }
}

table! {
    /// The name of an event: `event_fqn` in a body, spelled differently in a subscription.
    ///
    /// Both spellings are read. `as_str` and serde return the spelling of a body, and
    /// [`subscription_name`](Self::subscription_name) that of a subscription. The subscription spellings come from the
    /// vendor's description of its REST API. Six of the body spellings have been seen; the others are inferred:
    /// they are the subscription's spelling in upper snake case, like these six.
    pub enum EventName;
    /// The data of an event. Each known event has a variant.
    pub enum Data<'a>;

    /// A conversation was created.
    ConversationCreated = "CONVERSATION_CREATED" | "ConversationCreated";
    /// A conversation was reopened after it was closed.
    ConversationOpen = "CONVERSATION_OPEN" | "ConversationOpen";
    /// A conversation was set to pending until a follow-up.
    ConversationPending = "CONVERSATION_PENDING" | "ConversationPending";
    /// The follow-up time of a pending conversation was reached.
    ConversationPendingExpired = "CONVERSATION_PENDING_EXPIRED" | "ConversationPendingExpired";
    /// A conversation was closed.
    ConversationClosed = "CONVERSATION_CLOSED" | "ConversationClosed";
    /// A conversation was closed without ever being assigned to an agent.
    ConversationAbandoned = "CONVERSATION_ABANDONED" | "ConversationAbandoned";
    /// A conversation entered a queue.
    ConversationEnqueued = "CONVERSATION_ENQUEUED" | "ConversationEnqueued";
    /// A conversation was assigned to an agent.
    ConversationAssigned = "CONVERSATION_ASSIGNED" | "ConversationAssigned";
    /// A conversation was unassigned from its agent.
    ConversationUnassigned = "CONVERSATION_UNASSIGNED" | "ConversationUnassigned";
    /// An internal note was added to a conversation.
    ConversationNoteAdded = "CONVERSATION_NOTE_ADDED" | "ConversationNoteAdded";
    /// A message was added to a conversation.
    ConversationMessageAdded = "CONVERSATION_MESSAGE_ADDED" | "ConversationMessageAdded";
    /// A tag was added to a conversation.
    ConversationTagAdded = "CONVERSATION_TAG_ADDED" | "ConversationTagAdded";
    /// A tag was removed from a conversation.
    ConversationTagRemoved = "CONVERSATION_TAG_REMOVED" | "ConversationTagRemoved";
    /// A conversation was rated, or the rating was commented on. A rating and its comment are two events.
    ConversationRated = "CONVERSATION_RATED" | "ConversationRated";
    /// A conversation was transferred to an agent or a queue.
    ConversationTransferred = "CONVERSATION_TRANSFERRED" | "ConversationTransferred";
    /// The end user of a conversation was replaced. The vendor writes "Enduser" as one word in other names, so both
    /// inferred spellings are read.
    ConversationEndUserReplaced = "CONVERSATION_END_USER_REPLACED" | "ConversationEndUserReplaced" | "CONVERSATION_ENDUSER_REPLACED";
    /// An end user was banned.
    AgentBannedEnduser = "AGENT_BANNED_ENDUSER" | "AgentBannedEnduser";
    /// An end user was unbanned.
    AgentUnbannedEnduser = "AGENT_UNBANNED_ENDUSER" | "AgentUnbannedEnduser";
    /// An IP address was banned.
    AgentBannedIp = "AGENT_BANNED_IP" | "AgentBannedIp";
    /// An IP address was unbanned.
    AgentUnbannedIp = "AGENT_UNBANNED_IP" | "AgentUnbannedIp";
    /// The custom attributes of a conversation were changed.
    ConversationCustomAttributeUpdated = "CONVERSATION_CUSTOM_ATTRIBUTE_UPDATED" | "ConversationCustomAttributeUpdated";
    /// A message was sent.
    ConversationMessageDeliverySent = "CONVERSATION_MESSAGE_DELIVERY_SENT" | "ConversationMessageDeliverySent";
    /// A message was delivered.
    ConversationMessageDeliveryDelivered = "CONVERSATION_MESSAGE_DELIVERY_DELIVERED" | "ConversationMessageDeliveryDelivered";
    /// A message was seen.
    ConversationMessageDeliverySeen = "CONVERSATION_MESSAGE_DELIVERY_SEEN" | "ConversationMessageDeliverySeen";
    /// A message could not be delivered.
    ConversationMessageDeliveryFailed = "CONVERSATION_MESSAGE_DELIVERY_FAILED" | "ConversationMessageDeliveryFailed";
    /// The delivery of a message has additional information.
    ConversationMessageDeliveryInfo = "CONVERSATION_MESSAGE_DELIVERY_INFO" | "ConversationMessageDeliveryInfo";
    /// A message was reported as spam.
    ConversationMessageDeliverySpamComplaint = "CONVERSATION_MESSAGE_DELIVERY_SPAM_COMPLAINT" | "ConversationMessageDeliverySpamComplaint";
    /// An agent is typing.
    TypingStarted = "TYPING_STARTED" | "TypingStarted";
    /// The evaluation of a service level agreement was created; its outcome is pending.
    SlaEvaluationPending = "SLA_EVALUATION_PENDING" | "SLAEvaluationPending";
    /// The deadline of a service level agreement has passed.
    SlaEvaluationBreached = "SLA_EVALUATION_BREACHED" | "SLAEvaluationBreached";
    /// The target of a service level agreement was met.
    SlaEvaluationAchieved = "SLA_EVALUATION_ACHIEVED" | "SLAEvaluationAchieved";
    /// A service level agreement no longer applies.
    SlaEvaluationVoided = "SLA_EVALUATION_VOIDED" | "SLAEvaluationVoided";
}
