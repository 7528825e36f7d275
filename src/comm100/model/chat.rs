//! A chat that ended or was transferred.

use super::custom::customs;
use super::{Attachments, CustomField, CustomVariable, TranscriptLine, WrapUp, transcript};
use crate::model::model;
use crate::value::{List, Text, Timestamp, Value};

model! {
    /// A chat that ended or was transferred.
    ///
    /// The fields from `email` on come from the vendor's first REST API and its Zapier app. The available copies of its
    /// help pages on webhooks end before them.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::comm100::Chat;
    ///
    /// let mut chat = Chat::new();
    /// chat.chat_transcript = Some("Noor has joined.⊙[10:01:12] Noor: Good morning⊙The chat is ended.(10:09:03)⊙".into());
    /// let said: Vec<_> = chat.lines().filter_map(|line| Some((line.time?, line.name?, line.text))).collect();
    /// assert_eq!(said, [("10:01:12", "Noor", "Good morning")]);
    /// ```
    pub struct Chat<'a> {
        /// The files that were sent in the chat.
        pub attachment: Attachments<'a> = "attachment";
        /// The transcript as a single string. [`lines`](Chat::lines) splits it.
        pub chat_transcript: Option<Text<'a>> = "chat_transcript";
        /// The visitor's company.
        pub company: Option<Text<'a>> = "company";
        /// The custom fields of the chat.
        pub custom_fields: List<CustomField<'a>> = "custom_fields";
        /// The custom variables that the customer's pages set.
        pub custom_variables: List<CustomVariable<'a>> = "custom_variable" | "custom_variables";
        /// The name of the department, although the visitor in the same body has its GUID. A number in the Zapier app's
        /// table.
        pub department: Option<Text<'a>> = "department";
        /// The visitor's e-mail address.
        pub email: Option<Text<'a>> = "email";
        /// When the chat ended.
        pub end_time: Option<Timestamp<'a>> = "end_time";
        /// The id of the chat.
        pub id: Option<Text<'a>> = "id";
        /// The visitor's name.
        pub name: Option<Text<'a>> = "name";
        /// The attachment of the agent's note.
        pub note_attachment: Attachments<'a> = "note_attachment";
        /// The agent's note.
        pub operator_comment: Option<Text<'a>> = "operator_comment";
        /// The agents who took part. In the vendor's samples this is a string of names separated by commas, but any
        /// value is kept. [`operator_names`](Chat::operator_names) reads a string or an array.
        pub operators: Value<'a> = "operators";
        /// The visitor's telephone number.
        pub phone: Option<Text<'a>> = "phone";
        /// The product or service that the visitor asked about.
        pub product_service: Option<Text<'a>> = "product_service";
        /// The visitor's rating, as a string or a number. The vendor does not document its scale.
        pub rating: Option<Text<'a>> = "rating";
        /// The visitor's comment on the rating.
        pub rating_comment: Option<Text<'a>> = "rating_comment";
        /// The skill that the visitor asked for. The field is inferred from the visitor's field `skill`.
        pub skill: Option<Text<'a>> = "skill";
        /// When the chat started.
        pub start_time: Option<Timestamp<'a>> = "start_time";
        /// How long the visitor waited, with a unit, such as `8s`.
        pub waiting_time: Option<Text<'a>> = "waiting_time";
        /// The agent's wrap-up.
        pub wrap_up: Option<WrapUp<'a>> = "wrap_up";
    }
}

customs!(Chat, custom_variables);

impl Chat<'_> {
    /// Returns an iterator over the lines of the transcript, each with its time and author, if any.
    ///
    /// The vendor ends each line with `⊙`. A transcript without any `⊙` is split at line breaks, as in the vendor's
    /// first REST API. The vendor escapes nothing, so a `⊙` in a message splits a line too. Empty lines are skipped.
    pub fn lines(&self) -> impl Iterator<Item = TranscriptLine<'_>> {
        transcript::lines(self.chat_transcript.as_ref().map_or("", Text::as_str))
    }

    /// Returns an iterator over the names of the agents who took part. A name with a comma is split, because the vendor
    /// does not escape commas.
    pub fn operator_names(&self) -> impl Iterator<Item = &str> {
        let list = self.operators.as_array().unwrap_or_default().iter().filter_map(Value::as_str);
        let names = self.operators.as_str().unwrap_or_default().split(',');
        names.chain(list).map(str::trim).filter(|name| !name.is_empty())
    }
}
