//! A note that the end user does not see.

use super::{Conversation, User};
use crate::model::model;
use crate::value::{Text, Timestamp};

model! {
    /// An internal note was added to a conversation: the data of `CONVERSATION_NOTE_ADDED`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::dixa::{Conversation, ConversationNoteAdded, Event};
    ///
    /// let mut note = ConversationNoteAdded::new(Conversation::new(90417), "2d6f8b13");
    /// note.text = Some("Wants a refund".into());
    /// assert_eq!(Event::new("c0ffee00", note).name().subscription_name(), "ConversationNoteAdded");
    /// ```
    pub struct ConversationNoteAdded<'a> {
        /// The conversation.
        pub conversation: Conversation<'a> = "conversation", required;
        /// The id of the note, a UUID.
        pub note_id: Text<'a> = "note_id", required;
        /// The text of the note.
        pub text: Option<Text<'a>> = "text", null;
        /// When the note was written.
        pub created_at: Option<Timestamp<'a>> = "created_at";
        /// The author of the note.
        pub author: Option<User<'a>> = "author", null;
    }
}
