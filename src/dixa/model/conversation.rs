//! A conversation, which nearly every event is about.

use super::{Tag, User};
use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::{List, Text, Timestamp, Value};

model! {
    /// A conversation, in the state that it was in when the event happened.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::dixa::{Channel, Conversation, ConversationCreated, Event};
    ///
    /// let mut conversation = Conversation::new(90417);
    /// conversation.channel = Some(Channel::Messenger);
    /// let event = Event::new("c0ffee00-0000-4000-8000-000000000001", ConversationCreated::new(conversation));
    /// assert_eq!(event.name(), "CONVERSATION_CREATED");
    /// ```
    pub struct Conversation<'a> {
        /// The id of the conversation, which the vendor's other pages call `id`. A public integration of the vendor's reads a
        /// rating of a conversation without one.
        pub csid: Option<Text<'a>> = "csid", sent(Text<'a>);
        /// The way the conversation is held.
        pub channel: Option<Channel> = "channel";
        /// The state of the conversation.
        pub status: Option<Status> = "status";
        /// Who began it.
        pub direction: Option<Direction> = "direction";
        /// The queue it is or was in.
        pub queue: Option<Queue<'a>> = "queue", null;
        /// The organization's own end of the conversation: for e-mail its address at the vendor.
        pub contact_point: Option<Text<'a>> = "contact_point", null;
        /// The person who asks.
        pub requester: Option<User<'a>> = "requester";
        /// The agent who answers.
        pub assignee: Option<User<'a>> = "assignee", null;
        /// The subject, where the channel has one.
        pub subject: Option<Text<'a>> = "subject", null;
        /// The tags.
        pub tags: List<Tag<'a>> = "tags", null;
        /// When the conversation was created.
        pub created_at: Option<Timestamp<'a>> = "created_at";
        /// The organization's own attributes, sent since 2025. What an element looks like is not documented, so each
        /// is kept whole; [`custom_attribute`](Self::custom_attribute) offers a guess.
        pub custom_attributes: List<Value<'a>> = "custom_attributes";
    }
}

impl Conversation<'_> {
    /// Returns the custom attribute of this identifier, where its element reads as one.
    ///
    /// # Examples
    ///
    /// ```
    /// # use chathooks::dixa::Conversation;
    /// let conversation: Conversation = serde_json::from_str(
    ///     r#"{"csid":90417,"custom_attributes":[{"identifier":"order_number","value":"NW-20417"}]}"#,
    /// )?;
    /// let order = conversation.custom_attribute("order_number").ok_or("no order number")?;
    /// assert_eq!(order.value.as_str(), Some("NW-20417"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn custom_attribute(&self, identifier: &str) -> Option<CustomAttribute<'_>> {
        self.custom_attributes
            .iter()
            .filter_map(|element| element.decode::<CustomAttribute<'_>>().ok())
            .find(|attribute| attribute.identifier.as_ref().is_some_and(|own| own == identifier))
    }
}

model! {
    /// A custom attribute of a conversation. Its fields are inferred from the vendor's REST API.
    pub struct CustomAttribute<'a> {
        /// The id of the attribute.
        pub id: Option<Text<'a>> = "id";
        /// What people call it.
        pub name: Option<Text<'a>> = "name";
        /// What programs call it.
        pub identifier: Option<Text<'a>> = "identifier";
        /// The value: in the REST API a text, or a list of texts.
        pub value: Value<'a> = "value";
    }
}

model! {
    /// A queue of conversations.
    pub struct Queue<'a> {
        /// The id of the queue, a UUID.
        pub id: Option<Text<'a>> = "id";
        /// The name of the queue.
        pub name: Option<Text<'a>> = "name", null;
    }
}

open_enum! {
    /// The way a conversation is held or a message was sent.
    ///
    /// The first five were seen in deliveries, the next two in the vendor's samples; the others are inferred from the
    /// names of the vendor's REST API.
    pub enum Channel {
        /// E-mail.
        Email = "EMAIL",
        /// The older chat widget.
        WidgetChat = "WIDGET_CHAT",
        /// A form on a web site.
        ContactForm = "CONTACT_FORM",
        /// Facebook Messenger.
        FacebookMessenger = "FACEBOOK_MESSENGER",
        /// The vendor's own messenger.
        Messenger = "MESSENGER",
        /// The telephone network.
        PstnPhone = "PSTN_PHONE",
        /// A call back.
        Callback = "CALLBACK",
        /// A message left on the telephone.
        Voicemail = "VOICEMAIL",
        /// WhatsApp; which of the spellings the vendor writes is not known.
        WhatsApp = "WHATS_APP" | "WHATSAPP",
        /// Twitter.
        Twitter = "TWITTER",
        /// A text message.
        Sms = "SMS",
    }
}

open_enum! {
    /// The state of a conversation.
    ///
    /// `OPEN` and `CLOSED` were seen in deliveries, `PENDING` in a sample that others made; the last is inferred.
    pub enum Status {
        /// Somebody is to act on it.
        Open = "OPEN",
        /// It is closed.
        Closed = "CLOSED",
        /// It is put off until a follow-up.
        Pending = "PENDING",
        /// It is about to be put off.
        AwaitingPending = "AWAITING_PENDING",
    }
}

open_enum! {
    /// Who began a conversation.
    ///
    /// `INBOUND` was seen in deliveries, `OUTBOUND` in a sample that others made; the last is inferred.
    pub enum Direction {
        /// The end user.
        Inbound = "INBOUND",
        /// The organization.
        Outbound = "OUTBOUND",
        /// The organization, among its own people.
        Internal = "INTERNAL",
    }
}
