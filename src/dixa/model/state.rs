//! The events on the state of a conversation.

use super::{Conversation, Queue, User};
use crate::model::model;

/// Declares the events whose data is only the conversation.
macro_rules! conversation_alone {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        model! {
            $(#[$meta])*
            pub struct $name<'a> {
                /// The conversation.
                pub conversation: Conversation<'a> = "conversation", required;
            }
        }
    )+};
}

conversation_alone! {
    /// A conversation was created: the data of `CONVERSATION_CREATED`.
    ConversationCreated;
    /// A conversation was reopened: the data of `CONVERSATION_OPEN`.
    ConversationOpen;
    /// A conversation was set to pending: the data of `CONVERSATION_PENDING`.
    ConversationPending;
    /// A conversation was closed: the data of `CONVERSATION_CLOSED`.
    ConversationClosed;
    /// A conversation entered the queue that its field `queue` names: the data of `CONVERSATION_ENQUEUED`.
    ConversationEnqueued;
}

model! {
    /// The follow-up time of a pending conversation was reached: the data of `CONVERSATION_PENDING_EXPIRED`.
    pub struct ConversationPendingExpired<'a> {
        /// The conversation.
        pub conversation: Conversation<'a> = "conversation", required;
        /// The agent who set the conversation to pending. The vendor's page spells this one field in camel case. The
        /// snake case of all other fields is read too.
        pub pending_by_user: Option<User<'a>> = "pendingByUser" | "pending_by_user", null;
    }
}

model! {
    /// A conversation was closed without ever being assigned to an agent: the data of `CONVERSATION_ABANDONED`.
    pub struct ConversationAbandoned<'a> {
        /// The conversation.
        pub conversation: Conversation<'a> = "conversation", required;
        /// The queue that the conversation was abandoned in.
        pub queue: Option<Queue<'a>> = "queue", null;
    }
}
