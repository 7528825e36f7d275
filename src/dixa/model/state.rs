//! The events that tell the state of a conversation.

use super::{Conversation, Queue, User};
use crate::model::model;

/// Declares the events that carry the conversation and nothing else.
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
    /// A conversation was opened again: the data of `CONVERSATION_OPEN`.
    ConversationOpen;
    /// A conversation was put off: the data of `CONVERSATION_PENDING`.
    ConversationPending;
    /// A conversation was closed: the data of `CONVERSATION_CLOSED`.
    ConversationClosed;
    /// A conversation entered a queue, which is in the conversation: the data of `CONVERSATION_ENQUEUED`.
    ConversationEnqueued;
}

model! {
    /// The time of a follow-up came: the data of `CONVERSATION_PENDING_EXPIRED`.
    pub struct ConversationPendingExpired<'a> {
        /// The conversation.
        pub conversation: Conversation<'a> = "conversation", required;
        /// The agent who had put it off. The vendor's page spells this one name in camel case; the snake case of all
        /// the others is read too.
        pub pending_by_user: Option<User<'a>> = "pendingByUser" | "pending_by_user", null;
    }
}

model! {
    /// A conversation was closed without ever having an agent: the data of `CONVERSATION_ABANDONED`.
    pub struct ConversationAbandoned<'a> {
        /// The conversation.
        pub conversation: Conversation<'a> = "conversation", required;
        /// The queue it was abandoned in.
        pub queue: Option<Queue<'a>> = "queue", null;
    }
}
