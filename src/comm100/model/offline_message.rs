//! A message that a visitor left while no agent was online.

use super::custom::customs;
use super::{Attachments, CustomField, CustomVariable};
use crate::model::model;
use crate::value::{List, Text, Timestamp};

model! {
    /// A message that a visitor left while no agent was online.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::comm100::{Event, OfflineMessage, OfflineMessageSubmitted};
    ///
    /// let mut message = OfflineMessage::new();
    /// message.id = Some("c1a2b3d4-e5f6-4718-92a3-b4c5d6e7f809".into());
    /// message.content = Some("Please call me back.".into());
    /// let event = Event::from(OfflineMessageSubmitted::new(message));
    /// assert!(event.idempotency_id().is_some());
    /// ```
    pub struct OfflineMessage<'a> {
        /// The attached files.
        pub attachment: Attachments<'a> = "attachment";
        /// The visitor's company.
        pub company: Option<Text<'a>> = "company";
        /// The text of the message.
        pub content: Option<Text<'a>> = "content";
        /// The custom fields of the message.
        pub custom_fields: List<CustomField<'a>> = "custom_fields";
        /// The custom variables that the customer's pages set.
        pub custom_variables: List<CustomVariable<'a>> = "custom_variable" | "custom_variables";
        /// The department: a number on the older platform, a GUID on the newer one, and a name in the oldest REST API.
        pub department: Option<Text<'a>> = "department";
        /// The visitor's e-mail address.
        pub email: Option<Text<'a>> = "email";
        /// The id of the message.
        pub id: Option<Text<'a>> = "id";
        /// The visitor's name.
        pub name: Option<Text<'a>> = "name";
        /// The visitor's telephone number.
        pub phone: Option<Text<'a>> = "phone";
        /// The GUID of the skill that the visitor asked for, on the newer platform only.
        pub skill: Option<Text<'a>> = "skill";
        /// The subject.
        pub subject: Option<Text<'a>> = "subject";
        /// When the message was submitted.
        pub time: Option<Timestamp<'a>> = "time";
    }
}

customs!(OfflineMessage, custom_variables);
