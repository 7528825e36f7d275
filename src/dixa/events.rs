//! The events, one row each: the name of a body and of a subscription.

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

/// Declares the events: a row gives the variant, which is its model's name too, the spelling of a body, that of a
/// subscription, and what else is accepted.
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
            /// Returns the name as a subscription spells it, such as `ConversationNoteAdded`.
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
            /// Returns the conversation that the event is about, where it has one that this version of the crate
            /// knows of.
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

/// A conversation, or one that may be missing.
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
    /// The name of an event: what a body calls `event_fqn`, and what a subscription lists in another spelling.
    ///
    /// Both spellings are read; `as_str` and serde write that of a body, and
    /// [`subscription_name`](Self::subscription_name) returns the other. The subscription's spellings are the vendor's
    /// own; six of the body's have been seen, and the others are inferred from the vendor's rule.
    pub enum EventName;
    /// What happened, by the name of the event.
    pub enum Data<'a>;

    /// A conversation was created.
    ConversationCreated = "CONVERSATION_CREATED" | "ConversationCreated";
    /// A conversation was opened again after it was closed.
    ConversationOpen = "CONVERSATION_OPEN" | "ConversationOpen";
    /// A conversation was put off until a follow-up.
    ConversationPending = "CONVERSATION_PENDING" | "ConversationPending";
    /// The time of a follow-up came.
    ConversationPendingExpired = "CONVERSATION_PENDING_EXPIRED" | "ConversationPendingExpired";
    /// A conversation was closed.
    ConversationClosed = "CONVERSATION_CLOSED" | "ConversationClosed";
    /// A conversation was closed and no agent had ever been assigned to it.
    ConversationAbandoned = "CONVERSATION_ABANDONED" | "ConversationAbandoned";
    /// A conversation entered a queue.
    ConversationEnqueued = "CONVERSATION_ENQUEUED" | "ConversationEnqueued";
    /// A conversation was assigned to an agent.
    ConversationAssigned = "CONVERSATION_ASSIGNED" | "ConversationAssigned";
    /// A conversation was taken from its agent.
    ConversationUnassigned = "CONVERSATION_UNASSIGNED" | "ConversationUnassigned";
    /// An internal note was added to a conversation.
    ConversationNoteAdded = "CONVERSATION_NOTE_ADDED" | "ConversationNoteAdded";
    /// A message was added to a conversation.
    ConversationMessageAdded = "CONVERSATION_MESSAGE_ADDED" | "ConversationMessageAdded";
    /// A tag was added to a conversation.
    ConversationTagAdded = "CONVERSATION_TAG_ADDED" | "ConversationTagAdded";
    /// A tag was removed from a conversation.
    ConversationTagRemoved = "CONVERSATION_TAG_REMOVED" | "ConversationTagRemoved";
    /// A conversation was rated, or a comment was left with the rating: one event for each of the two.
    ConversationRated = "CONVERSATION_RATED" | "ConversationRated";
    /// A conversation was transferred to an agent or to a queue.
    ConversationTransferred = "CONVERSATION_TRANSFERRED" | "ConversationTransferred";
    /// The end user of a conversation was changed. The vendor writes "Enduser" as one word elsewhere, so both
    /// guesses are read.
    ConversationEndUserReplaced = "CONVERSATION_END_USER_REPLACED" | "ConversationEndUserReplaced" | "CONVERSATION_ENDUSER_REPLACED";
    /// An end user was banned.
    AgentBannedEnduser = "AGENT_BANNED_ENDUSER" | "AgentBannedEnduser";
    /// The ban of an end user was lifted.
    AgentUnbannedEnduser = "AGENT_UNBANNED_ENDUSER" | "AgentUnbannedEnduser";
    /// An IP address was banned.
    AgentBannedIp = "AGENT_BANNED_IP" | "AgentBannedIp";
    /// The ban of an IP address was lifted.
    AgentUnbannedIp = "AGENT_UNBANNED_IP" | "AgentUnbannedIp";
    /// The custom attributes of a conversation were changed.
    ConversationCustomAttributeUpdated = "CONVERSATION_CUSTOM_ATTRIBUTE_UPDATED" | "ConversationCustomAttributeUpdated";
    /// A message was sent on its way.
    ConversationMessageDeliverySent = "CONVERSATION_MESSAGE_DELIVERY_SENT" | "ConversationMessageDeliverySent";
    /// A message was delivered.
    ConversationMessageDeliveryDelivered = "CONVERSATION_MESSAGE_DELIVERY_DELIVERED" | "ConversationMessageDeliveryDelivered";
    /// A message was seen.
    ConversationMessageDeliverySeen = "CONVERSATION_MESSAGE_DELIVERY_SEEN" | "ConversationMessageDeliverySeen";
    /// A message could not be delivered.
    ConversationMessageDeliveryFailed = "CONVERSATION_MESSAGE_DELIVERY_FAILED" | "ConversationMessageDeliveryFailed";
    /// There is news of a message on its way.
    ConversationMessageDeliveryInfo = "CONVERSATION_MESSAGE_DELIVERY_INFO" | "ConversationMessageDeliveryInfo";
    /// A message was reported as spam.
    ConversationMessageDeliverySpamComplaint = "CONVERSATION_MESSAGE_DELIVERY_SPAM_COMPLAINT" | "ConversationMessageDeliverySpamComplaint";
    /// An agent is typing.
    TypingStarted = "TYPING_STARTED" | "TypingStarted";
    /// The evaluation of a service level agreement was created, and its outcome is awaited.
    SlaEvaluationPending = "SLA_EVALUATION_PENDING" | "SLAEvaluationPending";
    /// The deadline of a service level agreement has passed.
    SlaEvaluationBreached = "SLA_EVALUATION_BREACHED" | "SLAEvaluationBreached";
    /// The target of a service level agreement was met.
    SlaEvaluationAchieved = "SLA_EVALUATION_ACHIEVED" | "SLAEvaluationAchieved";
    /// A service level agreement no longer applies.
    SlaEvaluationVoided = "SLA_EVALUATION_VOIDED" | "SLAEvaluationVoided";
}
