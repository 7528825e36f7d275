//! The end of a chat.

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
        /// The id of the thread; `-1` if there is none.
        pub thread_id: Option<Text<'a>> = "thread_id";
        /// The id of the customer's account.
        pub account_id: Option<Text<'a>> = "account_id";
        /// The id of the visitor's session.
        pub session_id: Option<Text<'a>> = "session_id";
        /// The id of the room, which is not a number.
        pub room_id: Option<Text<'a>> = "room_id";
        /// The id of the visitor.
        pub visitor_id: Option<Text<'a>> = "visitor_id";
        /// The type of the chat; `text` in the vendor's sample.
        pub kind: Option<Text<'a>> = "type";
        /// The comments, as a string of JSON; an empty array in the vendor's sample.
        pub comments: Option<JsonString<'a, List<Value<'a>>>> = "comments";
        /// The agents' notes, as a string of JSON; an empty object in the vendor's sample.
        pub chat_notes: Option<JsonString<'a, Object<'a>>> = "chat_notes";
        /// How long the visitor waited, in seconds (inferred), or the string `null`.
        pub chat_wait_time: Option<Text<'a>> = "chat_wait_time";
        /// The duration of the chat, in seconds (inferred), or the string `null`.
        pub chat_duration: Option<Text<'a>> = "chat_duration";
        /// The state of the chat: `active` in the vendor's sample, although the chat was closed.
        pub status: Option<ChatStatus> = "status";
        /// The language that the chat is translated to, such as `en`.
        pub translate_to: Option<Text<'a>> = "translate_to";
        /// The language of the account; empty if there is none.
        pub account_translate_language: Option<Text<'a>> = "account_translate_language";
        /// Whether the visitor is asked for a language (inferred), as the string `true` or `false`.
        pub translate_form_show: Option<Text<'a>> = "translate_form_show";
        /// When the chat was created, without a time zone. That it is in UTC is inferred.
        pub date_created: Option<Timestamp<'a>> = "date_created";
        /// When the chat was last changed, in the same format.
        pub date_updated: Option<Timestamp<'a>> = "date_updated";
        /// The id of the department; empty if there is none.
        pub department_id: Option<Text<'a>> = "department_id";
        /// Earlier comments, as a string of JSON; an empty array in the vendor's sample.
        pub past_comment: Option<JsonString<'a, List<Value<'a>>>> = "past_comment";
        /// Earlier chats, as a string of JSON; an empty array in the vendor's sample.
        pub past_chat: Option<JsonString<'a, List<Value<'a>>>> = "past_chat";
        /// Whether the chat is translated (inferred), as the string `true` or `false`.
        pub translation_mode: Option<Text<'a>> = "translation_mode";
        /// The participants, as a string of JSON. The escapes are inferred: the vendor's sample lacks them.
        pub users: Option<JsonString<'a, Users<'a>>> = "users";
        /// The user who closed the chat: `agent-` and a number in the vendor's sample.
        pub by: Option<Text<'a>> = "by";
        /// The number of chats that were waiting before this one (inferred).
        pub ahead_chats: Option<Text<'a>> = "ahead_chats";
        /// The expected duration of those chats (inferred).
        pub ahead_time: Option<Text<'a>> = "ahead_time";
        /// When an agent accepted the chat, in the same format as `date_created`.
        pub date_picked: Option<Timestamp<'a>> = "date_picked";
    }
}

model! {
    /// The participants of a chat.
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
        /// The URL of a picture.
        pub photo: Option<Text<'a>> = "photo", null;
        /// The role of the agent; `Administrator` in the vendor's sample.
        pub role: Option<Text<'a>> = "role";
        /// The agent's connections, by id. [`clients()`](Agent::clients) decodes them.
        pub clients: Value<'a> = "clients";
    }
}

impl Agent<'_> {
    /// Returns an iterator over the agent's connections, each with its id. A connection that does not decode as a
    /// [`Client`] is skipped.
    pub fn clients(&self) -> impl Iterator<Item = (&str, Client<'_>)> {
        let clients = self.clients.as_object().into_iter().flat_map(Object::iter);
        clients.filter_map(|(id, client)| Some((id, client.decode().ok()?)))
    }
}

model! {
    /// A connection of an agent.
    pub struct Client<'a> {
        /// The name of the client; `web` in the vendor's sample.
        pub name: Option<Text<'a>> = "name";
        /// Whether the client is connected, as a boolean or a string.
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
        /// The visitor's remarks.
        pub remarks: Option<Text<'a>> = "remarks";
        /// The creator of the chat: `_by:agent` or `_by:app` in the vendor's samples.
        pub meta: Option<Text<'a>> = "meta";
        /// The visitor's custom attributes; an empty object in the vendor's sample.
        pub fields: Value<'a> = "fields";
        /// The visitor's tags; an empty object in the vendor's sample.
        pub tags: Value<'a> = "tags";
        /// More custom attributes; an empty array in the vendor's sample.
        pub custom_fields: Value<'a> = "custom_fields";
    }
}
