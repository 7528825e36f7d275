//! A message of a case.

use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::{Text, Timestamp};

model! {
    /// A message of a case, or a line of its log.
    pub struct Message<'a> {
        /// The id of the message.
        pub id: Option<Text<'a>> = "id", sent(Text<'a>);
        /// The way the message was sent.
        pub channel: Option<Channel> = "channel";
        /// The id of the contact or user who sent it.
        pub sender_id: Option<Text<'a>> = "senderId";
        /// Whether `sender_id` is a contact's or a user's.
        pub sender_type: Option<SenderType> = "senderType";
        /// Whether somebody wrote it or the system did.
        pub kind: Option<MessageType> = "type";
        /// What it says.
        pub message: Option<Text<'a>> = "message";
        /// Whether it was read.
        pub seen: Option<Seen> = "seen";
        /// When it was sent: JavaScript's `Date` text in the vendor's sample, ISO 8601 in its REST API.
        pub date_created: Option<Timestamp<'a>> = "dateCreated";
    }
}

open_enum! {
    /// The way a message was sent.
    ///
    /// `chat` is seen in the vendor's sample body; the others are the ids of its REST API's channels.
    pub enum Channel {
        /// Live chat.
        Chat = "chat",
        /// E-mail.
        Mail = "mail",
        /// A text message.
        Sms = "sms",
        /// A telephone call.
        Voip = "voip",
        /// A call from browser to browser, with sound alone.
        AudioCall = "audio-call",
        /// A call from browser to browser, with video.
        VideoCall = "video-call",
        /// A form that only the agent and the contact see.
        PrivateForm = "private-form",
    }
}

open_enum! {
    /// Who sent a message.
    pub enum SenderType {
        /// The contact.
        Contact = "contact",
        /// An agent, or a bot.
        User = "user",
    }
}

open_enum! {
    /// What a message is.
    ///
    /// `message` and `event` are seen in the vendor's sample body; the others in its REST API.
    pub enum MessageType {
        /// Somebody wrote it.
        Message = "message",
        /// The system wrote it: somebody joined, the case was closed.
        Event = "event",
        /// A note of an agent that the contact does not see.
        Note = "note",
        /// A text message.
        Sms = "sms",
    }
}

open_enum! {
    /// Whether a message was read.
    pub enum Seen {
        /// It was.
        Yes = "yes",
        /// It was not.
        No = "no",
    }
}
