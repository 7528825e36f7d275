//! A message in a chat.

use super::User;
use crate::model::model;
use crate::{
    model::JsonString,
    value::{List, Text, Timestamp, Value},
};

model! {
    /// A message was sent in a chat: the data of `CHAT_ON_MESSAGE`.
    ///
    /// The vendor has two samples. One has all fields of the chat and the message as a string of JSON. The other has
    /// only the id and the message as an object.
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
        /// The id of the chat. This is inferred from the vendor's other samples; a message has no id of its own.
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
        /// The message, as a string of JSON or an object. The escapes in the string are inferred: the vendor's sample
        /// lacks them.
        pub message: Option<JsonString<'a, Message<'a>>> = "message";
        /// The recordings, as a string of JSON; an empty array in the vendor's sample.
        pub recording: Option<JsonString<'a, List<Value<'a>>>> = "recording";
        /// How long the visitor waited, in seconds (inferred), or the string `null`.
        pub chat_wait_time: Option<Text<'a>> = "chat_wait_time";
        /// The duration of the chat, in seconds (inferred), or the string `null`.
        pub chat_duration: Option<Text<'a>> = "chat_duration";
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
        /// When an agent accepted the chat, in the same format.
        pub date_picked: Option<Timestamp<'a>> = "date_picked";
    }
}

model! {
    /// A message and its author.
    pub struct Message<'a> {
        /// The type of the message; `message` in the vendor's samples.
        pub kind: Option<Text<'a>> = "type";
        /// The text of the message.
        pub msg: Option<Text<'a>> = "msg";
        /// The author of the message.
        pub user: Option<User<'a>> = "user";
    }
}
