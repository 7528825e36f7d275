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
        /// The author of the message.
        pub author: Option<User<'a>> = "author", null;
        /// When the message was written.
        pub created_at: Option<Timestamp<'a>> = "created_at";
        /// The id of the message, a UUID.
        pub message_id: Text<'a> = "message_id", required;
        /// The text of the message.
        pub text: Option<Text<'a>> = "text", null;
        /// The direction of the message.
        pub direction: Option<MessageDirection> = "direction";
        /// The channel of the message.
        pub channel: Option<Channel> = "channel";
        /// The text of the message and the paths of its full content.
        pub content: Option<MessageContent<'a>> = "content", null;
        /// The attachments. They were empty in every delivery seen, so each element is kept verbatim.
        pub attachments: List<Value<'a>> = "attachments", null;
        /// The id of the message in another system.
        pub external_id: Option<Text<'a>> = "external_id", null;
    }
}

model! {
    /// The text of a message, and the paths at which the vendor stores its full content.
    pub struct MessageContent<'a> {
        /// The text.
        pub text: Option<Text<'a>> = "text", null;
        /// The type of the content. Null in the deliveries seen, and `Text` in a third-party sample.
        pub content_type: Option<Text<'a>> = "content_type", null;
        /// The path of the original message at the vendor. It is not a complete URL.
        pub original_content_url: Option<Text<'a>> = "original_content_url", null;
        /// The path of the message as the vendor displays it.
        pub processed_content_url: Option<Text<'a>> = "processed_content_url", null;
    }
}

open_enum! {
    /// The direction of a message, in lower case, unlike that of a conversation.
    ///
    /// `inbound` was seen in deliveries and `outbound` in a third-party sample; `internal` is inferred.
    pub enum MessageDirection {
        /// From the end user.
        Inbound = "inbound",
        /// To the end user.
        Outbound = "outbound",
        /// Within the organization.
        Internal = "internal",
    }
}
