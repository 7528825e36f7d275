//! A conversation, which is part of almost every event's data.

use super::{Tag, User};
use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::{List, Text, Timestamp, Value};

model! {
    /// A conversation, in its state at the time of the event.
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
        /// The id of the conversation, which the vendor's other pages call `id`. It is optional because a public
        /// integration of the vendor reads ratings of conversations without one.
        pub csid: Option<Text<'a>> = "csid", sent(Text<'a>);
        /// The channel of the conversation.
        pub channel: Option<Channel> = "channel";
        /// The state of the conversation.
        pub status: Option<Status> = "status";
        /// Which side started the conversation.
        pub direction: Option<Direction> = "direction";
        /// The queue that the conversation is or was in.
        pub queue: Option<Queue<'a>> = "queue", null;
        /// The organization's address in this channel, such as its e-mail address at the vendor.
        pub contact_point: Option<Text<'a>> = "contact_point", null;
        /// The end user who started the conversation or was contacted.
        pub requester: Option<User<'a>> = "requester";
        /// The agent assigned to the conversation.
        pub assignee: Option<User<'a>> = "assignee", null;
        /// The subject, if the channel has one.
        pub subject: Option<Text<'a>> = "subject", null;
        /// The tags.
        pub tags: List<Tag<'a>> = "tags", null;
        /// When the conversation was created.
        pub created_at: Option<Timestamp<'a>> = "created_at";
        /// The organization's custom attributes, sent since 2025. The vendor does not document the elements, so each is
        /// kept verbatim; [`custom_attribute`](Self::custom_attribute) reads them in an inferred format.
        pub custom_attributes: List<Value<'a>> = "custom_attributes";
    }
}

impl Conversation<'_> {
    /// Returns the custom attribute with this identifier, or `None` if no element decodes as such an attribute.
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
    /// A custom attribute of a conversation. The fields are inferred from the vendor's REST API.
    pub struct CustomAttribute<'a> {
        /// The id of the attribute.
        pub id: Option<Text<'a>> = "id";
        /// The display name.
        pub name: Option<Text<'a>> = "name";
        /// The identifier, for use in programs.
        pub identifier: Option<Text<'a>> = "identifier";
        /// The value: a string or an array of strings in the REST API.
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
    /// The channel of a conversation or a message.
    ///
    /// The first five were seen in deliveries and the next two in the vendor's samples. The others are inferred from
    /// the names in the vendor's REST API.
    pub enum Channel {
        /// E-mail.
        Email = "EMAIL",
        /// The older chat widget.
        WidgetChat = "WIDGET_CHAT",
        /// A form on a website.
        ContactForm = "CONTACT_FORM",
        /// Facebook Messenger.
        FacebookMessenger = "FACEBOOK_MESSENGER",
        /// The vendor's own messenger.
        Messenger = "MESSENGER",
        /// A call over the telephone network.
        PstnPhone = "PSTN_PHONE",
        /// A callback.
        Callback = "CALLBACK",
        /// A voicemail.
        Voicemail = "VOICEMAIL",
        /// WhatsApp. It is not known which of the two names the vendor sends.
        WhatsApp = "WHATS_APP" | "WHATSAPP",
        /// Twitter.
        Twitter = "TWITTER",
        /// An SMS.
        Sms = "SMS",
    }
}

open_enum! {
    /// The state of a conversation.
    ///
    /// `OPEN` and `CLOSED` were seen in deliveries and `PENDING` in a third-party sample; `AWAITING_PENDING` is
    /// inferred.
    pub enum Status {
        /// An agent has to act.
        Open = "OPEN",
        /// The conversation is closed.
        Closed = "CLOSED",
        /// The conversation waits for a follow-up.
        Pending = "PENDING",
        /// The conversation is about to be pending.
        AwaitingPending = "AWAITING_PENDING",
    }
}

open_enum! {
    /// Which side started a conversation.
    ///
    /// `INBOUND` was seen in deliveries and `OUTBOUND` in a third-party sample; `INTERNAL` is inferred.
    pub enum Direction {
        /// The end user.
        Inbound = "INBOUND",
        /// The organization.
        Outbound = "OUTBOUND",
        /// The organization, for internal use.
        Internal = "INTERNAL",
    }
}
