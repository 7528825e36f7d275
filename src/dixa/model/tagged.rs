//! A tag that was added to a conversation, or removed.

use super::{Conversation, User};
use crate::model::model;
use crate::value::Value;

/// Declares the events that a tag was added or removed.
macro_rules! tagged {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        model! {
            $(#[$meta])*
            pub struct $name<'a> {
                /// The conversation, with the tags that it has now.
                pub conversation: Conversation<'a> = "conversation", required;
                /// The tag: its name, as far as was seen. Kept as it came, because the vendor documents neither that
                /// nor whether a whole [`Tag`](super::Tag) may stand here.
                pub tag: Value<'a> = "tag", null;
                /// Who did it.
                pub author: Option<User<'a>> = "author", null;
            }
        }

        impl $name<'_> {
            /// Returns the name of the tag, be it given alone or as a field of the tag.
            #[must_use]
            pub fn tag_name(&self) -> Option<&str> {
                self.tag.as_str().or_else(|| self.tag.as_object()?.get_str("name"))
            }
        }
    )+};
}

tagged! {
    /// A tag was added to a conversation: the data of `CONVERSATION_TAG_ADDED`.
    ConversationTagAdded;
    /// A tag was removed from a conversation: the data of `CONVERSATION_TAG_REMOVED`, inferred from that of
    /// `CONVERSATION_TAG_ADDED`.
    ConversationTagRemoved;
}
