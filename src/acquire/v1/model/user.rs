//! The users in a chat.

use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::Text;

model! {
    /// A user: the agent who accepted a chat, or the author of a message.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{acquire::v1::{User, UserType}, value::Text};
    ///
    /// let user: User = serde_json::from_str(r#"{"id":"agent-77","type":"agent","virtual":false,"name":"Grace"}"#)?;
    /// assert_eq!(user.kind, Some(UserType::Agent));
    /// assert_eq!(user.is_virtual.as_ref().and_then(Text::to_bool), Some(false));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct User<'a> {
        /// The id of the user: `agent-` and a number in `CHAT_ON_ACCEPT`, a number in a message.
        pub id: Option<Text<'a>> = "id";
        /// The status of the account; `active` in the vendor's sample.
        pub status: Option<Text<'a>> = "status";
        /// The type of the user.
        pub kind: Option<UserType> = "type";
        /// Whether the user is a bot (inferred), as a boolean or a string.
        pub is_virtual: Option<Text<'a>> = "virtual";
        /// Whether the user owns the chat (inferred), as a boolean or a string.
        pub owner: Option<Text<'a>> = "owner";
        /// The URL of a picture.
        pub photo: Option<Text<'a>> = "photo", null;
        /// The presence of the user; `online` in the vendor's samples.
        pub state: Option<Text<'a>> = "state";
        /// The numeric id of the user. In the vendor's sample, it differs from the number in `id`.
        pub id_real: Option<Text<'a>> = "id_real";
        /// The user's name.
        pub name: Option<Text<'a>> = "name";
    }
}

open_enum! {
    /// The type of a user.
    ///
    /// `agent` is seen in the vendor's sample bodies, and `visitor` in its REST API of the same version.
    pub enum UserType {
        /// An agent.
        Agent = "agent",
        /// A visitor.
        Visitor = "visitor",
    }
}
