//! The events on the tags of a conversation.

use super::{Conversation, User};
use crate::model::model;
use crate::value::Value;

/// Declares the events on a tag that was added or removed.
macro_rules! tagged {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        model! {
            $(#[$meta])*
            pub struct $name<'a> {
                /// The conversation, with its tags after the change.
                pub conversation: Conversation<'a> = "conversation", required;
                /// The tag. In the samples seen, it is the name. It is kept verbatim, because the vendor does not
                /// document it and may send a whole [`Tag`](super::Tag).
                pub tag: Value<'a> = "tag", null;
                /// The user who made the change.
                pub author: Option<User<'a>> = "author", null;
            }
        }

        impl $name<'_> {
            /// Returns the name of the tag, whether the tag is a string or an object.
            #[must_use]
            pub fn tag_name(&self) -> Option<&str> {
                self.tag.as_str().or_else(|| self.tag.as_object()?.get_str("name"))
            }
        }
    )+};
}

tagged! {
    /// A tag was added to a conversation: the data of `CONVERSATION_TAG_ADDED`.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::dixa::{Conversation, ConversationTagAdded};
    ///
    /// let mut added = ConversationTagAdded::new(Conversation::new(90417));
    /// added.tag = "refund".into();
    /// assert_eq!(added.tag_name(), Some("refund"));
    /// ```
    ConversationTagAdded;
    /// A tag was removed from a conversation: the data of `CONVERSATION_TAG_REMOVED`, inferred from that of
    /// `CONVERSATION_TAG_ADDED`.
    ConversationTagRemoved;
}
