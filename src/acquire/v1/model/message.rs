//! What is said in a chat.

use super::User;
use crate::model::model;
use crate::{
    model::JsonString,
    value::{List, Text, Timestamp, Value},
};

model! {
    /// Somebody wrote into a chat: the data of `CHAT_ON_MESSAGE`.
    ///
    /// The vendor prints two: one with all of the chat's columns and the message as a text of JSON, and one with the id
    /// and the message as a map, and nothing else.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{acquire::v1::{ChatOnMessage, Event, Message}, model::JsonString};
    ///
    /// let mut message = Message::new();
    /// message.msg = Some("hello".into());
    /// let mut event = ChatOnMessage::new("501");
    /// event.message = Some(JsonString::new(&message));
    /// let short = br#"{"id":"501","message":"{\"msg\":\"hello\"}","event":"CHAT_ON_MESSAGE"}"#;
    /// assert_eq!(Event::from(event.clone()).to_json(), short);
    ///
    /// event.message = Some(JsonString::plain(&message));
    /// let plain = br#"{"id":"501","message":{"msg":"hello"},"event":"CHAT_ON_MESSAGE"}"#;
    /// assert_eq!(Event::from(event).to_json(), plain);
    /// ```
    pub struct ChatOnMessage<'a> {
        /// The id of the chat (inferred: it is the chat's in the vendor's other samples). A message has no id of its own.
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
        /// The message, as a text of JSON (inferred: the vendor prints it without the escapes) or as a map.
        pub message: Option<JsonString<'a, Message<'a>>> = "message";
        /// What was recorded, as a text of JSON; an empty list in the vendor's sample.
        pub recording: Option<JsonString<'a, List<Value<'a>>>> = "recording";
        /// How long the visitor waited, in seconds (inferred), or the text `null`.
        pub chat_wait_time: Option<Text<'a>> = "chat_wait_time";
        /// How long the chat took, in seconds (inferred), or the text `null`.
        pub chat_duration: Option<Text<'a>> = "chat_duration";
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
        /// When an agent took the chat; without a time zone too.
        pub date_picked: Option<Timestamp<'a>> = "date_picked";
    }
}

model! {
    /// A message, and who wrote it.
    pub struct Message<'a> {
        /// What it is; `message` in the vendor's samples.
        pub kind: Option<Text<'a>> = "type";
        /// What it says.
        pub msg: Option<Text<'a>> = "msg";
        /// Who wrote it.
        pub user: Option<User<'a>> = "user";
    }
}
