//! The data of each event.

use super::{Chat, OfflineMessage, Visitor, WrapUp};
use crate::model::model;
use crate::value::Text;

model! {
    /// A visitor requested a chat: the data of `chat_request`.
    pub struct ChatRequested<'a> {
        /// The visitor who requested the chat.
        pub visitor: Box<Visitor<'a>> = "visitor", required;
    }
}

model! {
    /// A chat started: the data of `chat_started`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::comm100::{ChatStarted, Event, Visitor, VisitorStatus};
    ///
    /// let mut visitor = Visitor::new();
    /// visitor.chat_id = Some("0b8f3d1e-77aa-4c51-9f0e-2d4c6a1b9e10".into());
    /// visitor.status = Some(VisitorStatus::Chatting);
    /// assert_eq!(Event::from(ChatStarted::new(visitor)).name(), "chat_started");
    /// ```
    pub struct ChatStarted<'a> {
        /// The visitor in the chat.
        pub visitor: Box<Visitor<'a>> = "visitor", required;
    }
}

model! {
    /// A chat was transferred to another agent or department: the data of `chat_transferred`.
    ///
    /// No known sample names the agent or department that it was transferred to.
    pub struct ChatTransferred<'a> {
        /// The visitor in the chat.
        pub visitor: Option<Box<Visitor<'a>>> = "visitor";
        /// The chat up to the transfer.
        pub chat: Box<Chat<'a>> = "chat", required;
    }
}

model! {
    /// A chat ended: the data of `chat_ended`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::comm100::{Chat, ChatEnded};
    ///
    /// let mut chat = Chat::new();
    /// chat.chat_transcript = Some("[10:01:12] Noor: Good morning⊙".into());
    /// let ended = ChatEnded::new(chat);
    /// assert_eq!(ended.chat.lines().next().map(|line| line.text), Some("Good morning"));
    /// ```
    pub struct ChatEnded<'a> {
        /// The visitor in the chat.
        pub visitor: Option<Box<Visitor<'a>>> = "visitor";
        /// The complete chat.
        pub chat: Box<Chat<'a>> = "chat", required;
    }
}

model! {
    /// An agent submitted the wrap-up of a chat: the data of `chat_wrapped_up`.
    ///
    /// The event may precede the end of the chat: in the vendor's sample, the visitor is still chatting.
    pub struct ChatWrappedUp<'a> {
        /// The id of the chat.
        pub chat_id: Option<Text<'a>> = "chat_id";
        /// The visitor in the chat.
        pub visitor: Option<Box<Visitor<'a>>> = "visitor";
        /// The wrap-up.
        pub wrapup: WrapUp<'a> = "wrapup", required;
    }
}

model! {
    /// A visitor left a message while no agent was online: the data of `offline_message_submitted`.
    pub struct OfflineMessageSubmitted<'a> {
        /// The message.
        pub offline_message: Box<OfflineMessage<'a>> = "offline_message", required;
        /// The visitor who left the message.
        pub visitor: Option<Box<Visitor<'a>>> = "visitor";
    }
}

model! {
    /// The status of an agent changed: the data of `online`, `away`, `login` and `logout`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::comm100::{AgentStatusChanged, Data, Event};
    ///
    /// let event = Event::from(Data::Away(AgentStatusChanged::new(37_u64)));
    /// assert_eq!(event.to_json(), br#"{"event":"away","operator_id":37}"#);
    /// ```
    pub struct AgentStatusChanged<'a> {
        /// The id of the agent: a number on the older platform, a GUID on the newer one. The spelling `agent_id` is
        /// inferred: the vendor renamed other fields in this way.
        pub operator_id: Text<'a> = "operator_id" | "agent_id", required;
    }
}
