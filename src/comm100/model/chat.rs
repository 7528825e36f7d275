//! A chat, as it is told when it ends or is handed on.

use super::custom::customs;
use super::{Attachments, CustomField, CustomVariable, TranscriptLine, WrapUp, transcript};
use crate::model::model;
use crate::value::{List, Text, Timestamp, Value};

model! {
    /// A chat, as it is told when it ends or is handed on.
    ///
    /// What stands from `email` on is from the vendor's first REST API and its Zapier app: its help pages about webhooks
    /// could not be read that far.
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
        /// What was said, in one text; [`lines`](Chat::lines) splits it.
        pub chat_transcript: Option<Text<'a>> = "chat_transcript";
        /// The visitor's company.
        pub company: Option<Text<'a>> = "company";
        /// The fields that the customer added to chats.
        pub custom_fields: List<CustomField<'a>> = "custom_fields";
        /// The variables that the customer's pages set.
        pub custom_variables: List<CustomVariable<'a>> = "custom_variable" | "custom_variables";
        /// The department: a name, although the visitor's in the same body is a GUID; a number in the Zapier app's table.
        pub department: Option<Text<'a>> = "department";
        /// The visitor's e-mail address.
        pub email: Option<Text<'a>> = "email";
        /// When the chat ended.
        pub end_time: Option<Timestamp<'a>> = "end_time";
        /// The id of the chat.
        pub id: Option<Text<'a>> = "id";
        /// The visitor's name.
        pub name: Option<Text<'a>> = "name";
        /// The file that the agent's note carries.
        pub note_attachment: Attachments<'a> = "note_attachment";
        /// The agent's note.
        pub operator_comment: Option<Text<'a>> = "operator_comment";
        /// The agents who took part: in the sources, their names in one text with commas between them. Any value is
        /// kept; [`operator_names`](Chat::operator_names) reads that text, and a list too.
        pub operators: Value<'a> = "operators";
        /// The visitor's telephone number.
        pub phone: Option<Text<'a>> = "phone";
        /// The product or service that the visitor asked about.
        pub product_service: Option<Text<'a>> = "product_service";
        /// The visitor's rating, as a text or a number; the scale is printed nowhere.
        pub rating: Option<Text<'a>> = "rating";
        /// What the visitor wrote to the rating.
        pub rating_comment: Option<Text<'a>> = "rating_comment";
        /// The skill that was asked for. Inferred: the visitor has one on the newer platform.
        pub skill: Option<Text<'a>> = "skill";
        /// When the chat began.
        pub start_time: Option<Timestamp<'a>> = "start_time";
        /// How long the visitor waited, with a unit, such as `8s`.
        pub waiting_time: Option<Text<'a>> = "waiting_time";
        /// What the agent wrote once the chat was over.
        pub wrap_up: Option<WrapUp<'a>> = "wrap_up";
    }
}

customs!(Chat, custom_variables);

impl Chat<'_> {
    /// Goes through the lines of the transcript, with the time and the name of those who wrote where they say so.
    ///
    /// The vendor ends each line with `⊙`; a transcript without one is split where its text is, as in the vendor's first
    /// REST API. Nothing is escaped, so a `⊙` that somebody typed splits a line as well. Lines without text are passed
    /// over.
    pub fn lines(&self) -> impl Iterator<Item = TranscriptLine<'_>> {
        transcript::lines(self.chat_transcript.as_ref().map_or("", Text::as_str))
    }

    /// Goes through the names of the agents who took part. A comma within a name cannot be told from one between two.
    pub fn operator_names(&self) -> impl Iterator<Item = &str> {
        let list = self.operators.as_array().unwrap_or_default().iter().filter_map(Value::as_str);
        let names = self.operators.as_str().unwrap_or_default().split(',');
        names.chain(list).map(str::trim).filter(|name| !name.is_empty())
    }
}
