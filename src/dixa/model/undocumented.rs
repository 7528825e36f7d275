//! The events without a known sample. The models have the conversation, if any, and keep all other fields verbatim.

use super::Conversation;
use crate::model::model;

macro_rules! undocumented {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        model! {
            $(#[$meta])*
            ///
            /// The vendor publishes no sample of this event. The field `conversation` is inferred; all other fields are
            /// in `extra`.
            pub struct $name<'a> {
                /// The conversation, if the event has one.
                pub conversation: Option<Conversation<'a>> = "conversation";
            }
        }
    )+};
}

undocumented! {
    /// A conversation was assigned to an agent: the data of `CONVERSATION_ASSIGNED`.
    ConversationAssigned;
    /// A conversation was unassigned from its agent: the data of `CONVERSATION_UNASSIGNED`.
    ConversationUnassigned;
    /// A conversation was transferred: the data of `CONVERSATION_TRANSFERRED`.
    ConversationTransferred;
    /// The end user of a conversation was replaced: the data of `CONVERSATION_END_USER_REPLACED`.
    ConversationEndUserReplaced;
    /// The custom attributes of a conversation were changed: the data of `CONVERSATION_CUSTOM_ATTRIBUTE_UPDATED`.
    ConversationCustomAttributeUpdated;
    /// A message was sent: the data of `CONVERSATION_MESSAGE_DELIVERY_SENT`.
    ConversationMessageDeliverySent;
    /// A message was delivered: the data of `CONVERSATION_MESSAGE_DELIVERY_DELIVERED`.
    ConversationMessageDeliveryDelivered;
    /// A message was seen: the data of `CONVERSATION_MESSAGE_DELIVERY_SEEN`.
    ConversationMessageDeliverySeen;
    /// A message could not be delivered: the data of `CONVERSATION_MESSAGE_DELIVERY_FAILED`.
    ConversationMessageDeliveryFailed;
    /// The delivery of a message has additional information: the data of `CONVERSATION_MESSAGE_DELIVERY_INFO`.
    ConversationMessageDeliveryInfo;
    /// A message was reported as spam: the data of `CONVERSATION_MESSAGE_DELIVERY_SPAM_COMPLAINT`.
    ConversationMessageDeliverySpamComplaint;
    /// An agent is typing: the data of `TYPING_STARTED`.
    TypingStarted;
    /// The evaluation of a service level agreement was created: the data of `SLA_EVALUATION_PENDING`.
    SlaEvaluationPending;
    /// The deadline of a service level agreement has passed: the data of `SLA_EVALUATION_BREACHED`.
    SlaEvaluationBreached;
    /// The target of a service level agreement was met: the data of `SLA_EVALUATION_ACHIEVED`.
    SlaEvaluationAchieved;
    /// A service level agreement no longer applies: the data of `SLA_EVALUATION_VOIDED`.
    SlaEvaluationVoided;
    /// An end user was banned: the data of `AGENT_BANNED_ENDUSER`.
    AgentBannedEnduser;
    /// An end user was unbanned: the data of `AGENT_UNBANNED_ENDUSER`.
    AgentUnbannedEnduser;
    /// An IP address was banned: the data of `AGENT_BANNED_IP`.
    AgentBannedIp;
    /// An IP address was unbanned: the data of `AGENT_UNBANNED_IP`.
    AgentUnbannedIp;
}
