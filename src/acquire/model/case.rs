//! A case, which is Acquire's term for a conversation.

use super::{Contact, Message};
use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::{List, Object, Text};

model! {
    /// A case: the data of `case:status`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::acquire::{Case, Contact, Event, Message, Status};
    ///
    /// let reply = Message::new("324").with(|message| message.message = Some("Hi".into()));
    /// let case = Case::new("72", Status::Closed).with(|case| {
    ///     case.contact = Some(Contact::new());
    ///     case.messages = [Message::new("323"), reply].into();
    /// });
    /// assert_eq!(case.messages.len(), 2);
    /// assert_eq!(Event::from(case).name(), "case:status");
    /// ```
    pub struct Case<'a> {
        /// The id of the case.
        pub case_id: Text<'a> = "caseId", required;
        /// The new state of the case.
        pub status: Status = "status", required;
        /// The custom attributes of the case.
        pub fields: Object<'a> = "fields";
        /// The contact that the case belongs to.
        pub contact: Option<Contact<'a>> = "contact";
        /// All messages of the conversation, oldest first.
        pub messages: List<Message<'a>> = "messages";
    }
}

open_enum! {
    /// The state of a case.
    pub enum Status {
        /// The case waits for the contact, or until a point in time.
        Pending = "pending",
        /// An agent works on the case.
        Active = "active",
        /// The case waits for an agent. The spelling is inferred from the vendor's other names.
        Queue = "queue",
        /// The case is closed.
        Closed = "closed",
    }
}
