//! A message of a case.

use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::{Text, Timestamp};

model! {
    /// A message of a case, or an entry of its log.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::acquire::{Channel, Message, SenderType};
    ///
    /// let mut message = Message::new("323");
    /// message.channel = Some(Channel::Chat);
    /// message.sender_type = Some(SenderType::Contact);
    /// message.message = Some("Hello".into());
    /// assert_eq!(serde_json::to_string(&message.channel)?, r#""chat""#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Message<'a> {
        /// The id of the message.
        pub id: Option<Text<'a>> = "id", sent(Text<'a>);
        /// The channel of the message.
        pub channel: Option<Channel> = "channel";
        /// The id of the contact or user who sent it.
        pub sender_id: Option<Text<'a>> = "senderId";
        /// Whether `sender_id` is the id of a contact or a user.
        pub sender_type: Option<SenderType> = "senderType";
        /// The type of the message, such as a message, a log entry or a note.
        pub kind: Option<MessageType> = "type";
        /// The text of the message.
        pub message: Option<Text<'a>> = "message";
        /// Whether the message was read.
        pub seen: Option<Seen> = "seen";
        /// When the message was sent: in the format of JavaScript's `Date` in the vendor's sample, in RFC 3339 in its
        /// REST API.
        pub date_created: Option<Timestamp<'a>> = "dateCreated";
    }
}

open_enum! {
    /// The channel of a message.
    ///
    /// `chat` is seen in the vendor's sample body. The others are the channel ids of its REST API.
    pub enum Channel {
        /// Live chat.
        Chat = "chat",
        /// E-mail.
        Mail = "mail",
        /// An SMS.
        Sms = "sms",
        /// A telephone call.
        Voip = "voip",
        /// An audio call between browsers.
        AudioCall = "audio-call",
        /// A video call between browsers.
        VideoCall = "video-call",
        /// A form that only the agent and the contact see.
        PrivateForm = "private-form",
    }
}

open_enum! {
    /// The sender of a message.
    pub enum SenderType {
        /// The contact.
        Contact = "contact",
        /// An agent, or a bot.
        User = "user",
    }
}

open_enum! {
    /// The type of a message.
    ///
    /// `message` and `event` are seen in the vendor's sample body, the others in its REST API.
    pub enum MessageType {
        /// A message by a person.
        Message = "message",
        /// A log entry by the system: someone joined, the case was closed.
        Event = "event",
        /// A note of an agent that the contact does not see.
        Note = "note",
        /// An SMS.
        Sms = "sms",
    }
}

open_enum! {
    /// Whether a message was read.
    pub enum Seen {
        /// The message was read.
        Yes = "yes",
        /// The message was not read.
        No = "no",
    }
}
