//! The start of a chat.

use super::User;
use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::{Text, Timestamp};

model! {
    /// A visitor requested a chat: the data of `CHAT_ON_START`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::acquire::v1::{ChatOnStart, ChatStatus, Details, Event};
    ///
    /// let mut start = ChatOnStart::new(501);
    /// let mut details = Details::new();
    /// details.name = Some("Ada".into());
    /// start.details = Some(details);
    /// start.status = Some(ChatStatus::Pending);
    /// assert_eq!(Event::from(start).name(), "CHAT_ON_START");
    /// ```
    pub struct ChatOnStart<'a> {
        /// The id of the chat. In the vendor's sample, its name has a leading space: see
        /// [`Layout`](crate::acquire::v1::Layout).
        pub id: Text<'a> = "id", required;
        /// The visitor's answers in the pre-chat survey.
        pub details: Option<Details<'a>> = "details";
        /// The state of the chat.
        pub status: Option<ChatStatus> = "status";
        /// When the chat was created, without a time zone. That it is in UTC is inferred.
        pub date_created: Option<Timestamp<'a>> = "date_created";
        /// When the chat was last changed, in the same format.
        pub date_updated: Option<Timestamp<'a>> = "date_updated";
        /// The id of the department; empty if there is none.
        pub department_id: Option<Text<'a>> = "department_id";
    }
}

model! {
    /// A visitor's answers in the pre-chat survey.
    pub struct Details<'a> {
        /// The visitor's name.
        pub name: Option<Text<'a>> = "name";
        /// The visitor's e-mail address.
        pub email: Option<Text<'a>> = "email";
        /// The visitor's telephone number.
        pub phone: Option<Text<'a>> = "phone", null;
        /// The visitor's remarks.
        pub remarks: Option<Text<'a>> = "remarks";
        /// The creator of the chat: `_by:agent` or `_by:app` in the vendor's samples.
        pub meta: Option<Text<'a>> = "meta";
    }
}

model! {
    /// An agent accepted a chat: the data of `CHAT_ON_ACCEPT`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::acquire::v1::{ChatOnAccept, ChatStatus, User};
    ///
    /// let mut accept = ChatOnAccept::new("501");
    /// accept.status = Some(ChatStatus::Active);
    /// accept.user = Some(User::new());
    /// ```
    pub struct ChatOnAccept<'a> {
        /// The id of the chat.
        pub id: Text<'a> = "id", required;
        /// The state of the chat.
        pub status: Option<ChatStatus> = "status";
        /// How long the visitor waited, in seconds (inferred), or the string `null`.
        pub chat_wait_time: Option<Text<'a>> = "chat_wait_time";
        /// The agent who accepted the chat.
        pub user: Option<User<'a>> = "user";
    }
}

open_enum! {
    /// The state of a chat.
    pub enum ChatStatus {
        /// The chat waits for an agent.
        Pending = "pending",
        /// An agent accepted the chat. The vendor's sample of `CHAT_ON_CLOSE` has this state too.
        Active = "active",
    }
}
