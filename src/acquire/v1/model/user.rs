//! Who takes part in a chat.

use crate::model::model;
use crate::model::open_enum::open_enum;
use crate::value::Text;

model! {
    /// A user: the agent who took a chat, or whoever wrote a message.
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
        /// Whether the account is in use; `active` in the vendor's sample.
        pub status: Option<Text<'a>> = "status";
        /// What the user is.
        pub kind: Option<UserType> = "type";
        /// Whether the user is a bot (inferred), as a flag or its text.
        pub is_virtual: Option<Text<'a>> = "virtual";
        /// Whether the chat is this user's (inferred), as a flag or its text.
        pub owner: Option<Text<'a>> = "owner";
        /// The address of a picture.
        pub photo: Option<Text<'a>> = "photo", null;
        /// Whether the user is there; `online` in the vendor's samples.
        pub state: Option<Text<'a>> = "state";
        /// The user's id as a number, which is another one than that of `id` in the vendor's sample.
        pub id_real: Option<Text<'a>> = "id_real";
        /// The user's name.
        pub name: Option<Text<'a>> = "name";
    }
}

open_enum! {
    /// What a user is.
    ///
    /// `agent` is seen in the vendor's sample bodies, `visitor` in its REST API of the same version.
    pub enum UserType {
        /// An agent.
        Agent = "agent",
        /// A visitor.
        Visitor = "visitor",
    }
}
