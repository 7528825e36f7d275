//! What happened, by the name of the event.

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
use super::{Conversation, EventName};
use crate::model::data::data;

/// Declares the events, whose variant, model and name in [`EventName`] are called the same.
macro_rules! events {
    ($($(#[$row:meta])* $name:ident,)+) => {
        data! {
            /// What happened, by the name of the event.
            pub enum Data<'a> for EventName {
                $($(#[$row])* $name($name<'a>),)+
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
            /// assert_eq!(conversation.csid, "90417");
            /// # Ok::<(), &str>(())
            /// ```
            #[must_use]
            pub fn conversation(&self) -> Option<&Conversation<'a>> {
                match self {
                    $(Self::$name(model) => model.conversation.known(),)+
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

events! {
    /// A conversation was created.
    ConversationCreated,
    /// A conversation was opened again after it was closed.
    ConversationOpen,
    /// A conversation was put off until a follow-up.
    ConversationPending,
    /// The time of a follow-up came.
    ConversationPendingExpired,
    /// A conversation was closed.
    ConversationClosed,
    /// A conversation was closed and no agent had ever been assigned to it.
    ConversationAbandoned,
    /// A conversation entered a queue.
    ConversationEnqueued,
    /// A conversation was assigned to an agent.
    ConversationAssigned,
    /// A conversation was taken from its agent.
    ConversationUnassigned,
    /// An internal note was added to a conversation.
    ConversationNoteAdded,
    /// A message was added to a conversation.
    ConversationMessageAdded,
    /// A tag was added to a conversation.
    ConversationTagAdded,
    /// A tag was removed from a conversation.
    ConversationTagRemoved,
    /// A conversation was rated, or a comment was left with the rating.
    ConversationRated,
    /// A conversation was transferred to an agent or to a queue.
    ConversationTransferred,
    /// The end user of a conversation was changed.
    ConversationEndUserReplaced,
    /// An end user was banned.
    AgentBannedEnduser,
    /// The ban of an end user was lifted.
    AgentUnbannedEnduser,
    /// An IP address was banned.
    AgentBannedIp,
    /// The ban of an IP address was lifted.
    AgentUnbannedIp,
    /// The custom attributes of a conversation were changed.
    ConversationCustomAttributeUpdated,
    /// A message was sent on its way.
    ConversationMessageDeliverySent,
    /// A message was delivered.
    ConversationMessageDeliveryDelivered,
    /// A message was seen.
    ConversationMessageDeliverySeen,
    /// A message could not be delivered.
    ConversationMessageDeliveryFailed,
    /// There is news of a message on its way.
    ConversationMessageDeliveryInfo,
    /// A message was reported as spam.
    ConversationMessageDeliverySpamComplaint,
    /// An agent is typing.
    TypingStarted,
    /// The evaluation of a service level agreement was created.
    SlaEvaluationPending,
    /// The deadline of a service level agreement has passed.
    SlaEvaluationBreached,
    /// The target of a service level agreement was met.
    SlaEvaluationAchieved,
    /// A service level agreement no longer applies.
    SlaEvaluationVoided,
}
