//! A tag of a conversation.

use crate::model::model;
use crate::value::Text;

model! {
    /// A tag of a conversation.
    pub struct Tag<'a> {
        /// The id of the tag, a UUID.
        pub id: Option<Text<'a>> = "id";
        /// The name of the tag.
        pub name: Option<Text<'a>> = "name", null;
        /// Whether the tag can no longer be added.
        pub is_deactivated: Option<bool> = "is_deactivated";
    }
}
