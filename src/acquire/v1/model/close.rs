//! How a chat ends.

use super::ChatStatus;
use crate::model::model;
use crate::{
    model::JsonString,
    value::{List, Object, Text, Timestamp, Value},
};

model! {
    /// A chat was closed: the data of `CHAT_ON_CLOSE`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{acquire::v1::{ChatOnClose, Users, Visitor}, model::JsonString};
    ///
    /// let mut users = Users::new();
    /// users.visitor = Some(Visitor::new());
    /// let mut close = ChatOnClose::new("501");
    /// close.users = Some(JsonString::new(&users));
    /// close.by = Some("agent-77".into());
    /// ```
    pub struct ChatOnClose<'a> {
        /// The id of the chat.
        pub id: Text<'a> = "id", required;
        /// The id of the thread; `-1` where there is none.
        pub thread_id: Option<Text<'a>> = "thread_id";
        /// The id of the customer's account.
        pub account_id: Option<Text<'a>> = "account_id";
        /// The id of the visitor's session.
        pub session_id: Option<Text<'a>> = "session_id";
        /// The id of the room, a text.
        pub room_id: Option<Text<'a>> = "room_id";
        /// The id of the visitor.
        pub visitor_id: Option<Text<'a>> = "visitor_id";
        /// What the chat is; `text` in the vendor's sample.
        pub kind: Option<Text<'a>> = "type";
        /// Comments, as a text of JSON; an empty list in the vendor's sample.
        pub comments: Option<JsonString<'a, List<Value<'a>>>> = "comments";
        /// The agents' notes, as a text of JSON; an empty map in the vendor's sample.
        pub chat_notes: Option<JsonString<'a, Object<'a>>> = "chat_notes";
        /// How long the visitor waited, in seconds (inferred), or the text `null`.
        pub chat_wait_time: Option<Text<'a>> = "chat_wait_time";
        /// How long the chat took, in seconds (inferred), or the text `null`.
        pub chat_duration: Option<Text<'a>> = "chat_duration";
        /// The state of the chat, which is `active` in the vendor's sample although the chat was closed.
        pub status: Option<ChatStatus> = "status";
        /// The language that the chat is translated to, such as `en`.
        pub translate_to: Option<Text<'a>> = "translate_to";
        /// The language of the account; empty where there is none.
        pub account_translate_language: Option<Text<'a>> = "account_translate_language";
        /// Whether the visitor is asked for a language (inferred), as the text `true` or `false`.
        pub translate_form_show: Option<Text<'a>> = "translate_form_show";
        /// When the chat was opened. The text has no time zone; that UTC is meant is inferred.
        pub date_created: Option<Timestamp<'a>> = "date_created";
        /// When the chat last changed; without a time zone too.
        pub date_updated: Option<Timestamp<'a>> = "date_updated";
        /// The id of the department; empty where there is none.
        pub department_id: Option<Text<'a>> = "department_id";
        /// Earlier comments, as a text of JSON; an empty list in the vendor's sample.
        pub past_comment: Option<JsonString<'a, List<Value<'a>>>> = "past_comment";
        /// Earlier chats, as a text of JSON; an empty list in the vendor's sample.
        pub past_chat: Option<JsonString<'a, List<Value<'a>>>> = "past_chat";
        /// Whether the chat is translated (inferred), as the text `true` or `false`.
        pub translation_mode: Option<Text<'a>> = "translation_mode";
        /// Who took part, as a text of JSON (inferred: the vendor prints it without the escapes).
        pub users: Option<JsonString<'a, Users<'a>>> = "users";
        /// Who closed the chat: `agent-` and a number in the vendor's sample.
        pub by: Option<Text<'a>> = "by";
        /// How many chats were waiting before this one (inferred).
        pub ahead_chats: Option<Text<'a>> = "ahead_chats";
        /// How long those were expected to take (inferred).
        pub ahead_time: Option<Text<'a>> = "ahead_time";
        /// When an agent took the chat; without a time zone too.
        pub date_picked: Option<Timestamp<'a>> = "date_picked";
    }
}

model! {
    /// Who took part in a chat.
    pub struct Users<'a> {
        /// The agent.
        pub agent: Option<Agent<'a>> = "agent";
        /// The visitor.
        pub visitor: Option<Visitor<'a>> = "visitor";
    }
}

model! {
    /// The agent of a chat that was closed.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::acquire::v1::Agent;
    ///
    /// let agent: Agent = serde_json::from_str(r#"{"clients":{"agent-77-web-1":{"name":"web","online":true}}}"#)?;
    /// let names: Vec<_> = agent.clients().filter_map(|(_, client)| client.name).collect();
    /// assert_eq!(names, ["web"]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Agent<'a> {
        /// The agent's name.
        pub name: Option<Text<'a>> = "name";
        /// The agent's e-mail address.
        pub email: Option<Text<'a>> = "email";
        /// The address of a picture.
        pub photo: Option<Text<'a>> = "photo", null;
        /// What the agent may do; `Administrator` in the vendor's sample.
        pub role: Option<Text<'a>> = "role";
        /// Where the agent is signed in, by the id of the connection; [`clients()`](Agent::clients) reads it.
        pub clients: Value<'a> = "clients";
    }
}

impl Agent<'_> {
    /// Goes through the places where the agent is signed in, by the id of the connection. One that does not read as a
    /// [`Client`] is left out.
    pub fn clients(&self) -> impl Iterator<Item = (&str, Client<'_>)> {
        let clients = self.clients.as_object().into_iter().flat_map(Object::iter);
        clients.filter_map(|(id, client)| Some((id, client.decode().ok()?)))
    }
}

model! {
    /// A place where an agent is signed in.
    pub struct Client<'a> {
        /// What it is; `web` in the vendor's sample.
        pub name: Option<Text<'a>> = "name";
        /// Whether it is connected, as a flag or its text.
        pub online: Option<Text<'a>> = "online";
    }
}

model! {
    /// The visitor of a chat that was closed.
    pub struct Visitor<'a> {
        /// The visitor's name.
        pub name: Option<Text<'a>> = "name";
        /// The visitor's e-mail address.
        pub email: Option<Text<'a>> = "email";
        /// The visitor's telephone number.
        pub phone: Option<Text<'a>> = "phone";
        /// What the chat was about.
        pub remarks: Option<Text<'a>> = "remarks";
        /// Who opened the chat: `_by:agent` or `_by:app` in the vendor's samples.
        pub meta: Option<Text<'a>> = "meta";
        /// The customer's own attributes of the visitor; an empty map in the vendor's sample.
        pub fields: Value<'a> = "fields";
        /// Tags; an empty map in the vendor's sample.
        pub tags: Value<'a> = "tags";
        /// More attributes; an empty list in the vendor's sample.
        pub custom_fields: Value<'a> = "custom_fields";
    }
}
