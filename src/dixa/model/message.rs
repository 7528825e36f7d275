//! A message of a conversation.

use super::{Channel, Conversation, User};
use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::{List, Text, Timestamp, Value};

model! {
    /// A message was added to a conversation: the data of `CONVERSATION_MESSAGE_ADDED`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::dixa::{Conversation, ConversationMessageAdded, MessageDirection};
    ///
    /// let mut message = ConversationMessageAdded::new(Conversation::new(90417), "8e1c5a97");
    /// message.text = Some("Hello".into());
    /// message.direction = Some(MessageDirection::Inbound);
    /// assert_eq!(message.text, Some("Hello".into()));
    /// ```
    pub struct ConversationMessageAdded<'a> {
        /// The conversation.
        pub conversation: Conversation<'a> = "conversation", required;
        /// Who wrote the message.
        pub author: Option<User<'a>> = "author", null;
        /// When it was written.
        pub created_at: Option<Timestamp<'a>> = "created_at";
        /// The id of the message, a UUID.
        pub message_id: Text<'a> = "message_id", required;
        /// What it says.
        pub text: Option<Text<'a>> = "text", null;
        /// Which way it went.
        pub direction: Option<MessageDirection> = "direction";
        /// The way it was sent.
        pub channel: Option<Channel> = "channel";
        /// What it says and where the whole of it is kept.
        pub content: Option<MessageContent<'a>> = "content", null;
        /// What was attached. Empty in each delivery that was seen, so each element is kept verbatim.
        pub attachments: List<Value<'a>> = "attachments", null;
        /// The id of the message in another system.
        pub external_id: Option<Text<'a>> = "external_id", null;
    }
}

model! {
    /// What a message says, and where the whole of it is kept.
    pub struct MessageContent<'a> {
        /// The text.
        pub text: Option<Text<'a>> = "text", null;
        /// What the content is. Null in the deliveries that were seen, and `Text` in a sample that others made.
        pub content_type: Option<Text<'a>> = "content_type", null;
        /// Where the message is as it came: a path at the vendor, which is not a whole address.
        pub original_content_url: Option<Text<'a>> = "original_content_url", null;
        /// Where the message is as the vendor shows it.
        pub processed_content_url: Option<Text<'a>> = "processed_content_url", null;
    }
}

open_enum! {
    /// Which way a message went. In lower case, unlike the direction of a conversation.
    ///
    /// `inbound` was seen in deliveries, `outbound` in a sample that others made; the last is inferred.
    pub enum MessageDirection {
        /// From the end user.
        Inbound = "inbound",
        /// To the end user.
        Outbound = "outbound",
        /// Among the organization's own people.
        Internal = "internal",
    }
}
