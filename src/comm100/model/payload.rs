//! What stands beside the name of each event.

use super::{Chat, OfflineMessage, Visitor, WrapUp};
use crate::model::model;
use crate::value::Text;

model! {
    /// A visitor asked for a chat: what `chat_request` carries.
    pub struct ChatRequested<'a> {
        /// The visitor who asked.
        pub visitor: Box<Visitor<'a>> = "visitor", required;
    }
}

model! {
    /// A chat started: what `chat_started` carries.
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
        /// The visitor whose chat it is.
        pub visitor: Box<Visitor<'a>> = "visitor", required;
    }
}

model! {
    /// A chat was handed to another agent or department: what `chat_transferred` carries.
    ///
    /// No source has a field that says who it was handed to.
    pub struct ChatTransferred<'a> {
        /// The visitor whose chat it is.
        pub visitor: Option<Box<Visitor<'a>>> = "visitor";
        /// The chat as it is so far.
        pub chat: Box<Chat<'a>> = "chat", required;
    }
}

model! {
    /// A chat ended: what `chat_ended` carries.
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
        /// The visitor whose chat it was.
        pub visitor: Option<Box<Visitor<'a>>> = "visitor";
        /// The chat, whole.
        pub chat: Box<Chat<'a>> = "chat", required;
    }
}

model! {
    /// An agent submitted the wrap-up of a chat: what `chat_wrapped_up` carries.
    ///
    /// It may come before the chat's end: in the vendor's sample the visitor is still chatting.
    pub struct ChatWrappedUp<'a> {
        /// The id of the chat.
        pub chat_id: Option<Text<'a>> = "chat_id";
        /// The visitor whose chat it is.
        pub visitor: Option<Box<Visitor<'a>>> = "visitor";
        /// What the agent wrote.
        pub wrapup: WrapUp<'a> = "wrapup", required;
    }
}

model! {
    /// A visitor left a message while no agent was online: what `offline_message_submitted` carries.
    pub struct OfflineMessageSubmitted<'a> {
        /// The message.
        pub offline_message: Box<OfflineMessage<'a>> = "offline_message", required;
        /// The visitor who left it.
        pub visitor: Option<Box<Visitor<'a>>> = "visitor";
    }
}

model! {
    /// The status of an agent changed: what `online`, `away`, `login` and `logout` carry.
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
        /// The id of the agent: a number on the older platform, a GUID on the newer one. `agent_id` is inferred: other
        /// fields of the vendor were renamed so.
        pub operator_id: Text<'a> = "operator_id" | "agent_id", required;
    }
}
