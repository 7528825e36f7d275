//! The names of the events.

use crate::model::open_enum::open_enum;

open_enum! {
    /// The name of an event: what a body calls `event`.
    ///
    /// The dashboard has the triggers ON LOGIN and ON OFFLINE of an agent too. Their names on the wire are nowhere
    /// printed, so they are not guessed here.
    pub enum EventName {
        /// A visitor asked for a chat: the trigger ON START. Seen in the vendor's sample body.
        ChatOnStart = "CHAT_ON_START",
        /// An agent took the chat: the trigger ON ACCEPT. Seen in the vendor's sample body.
        ChatOnAccept = "CHAT_ON_ACCEPT",
        /// Somebody wrote into the chat: the trigger ON MESSAGE. Seen in two sample bodies of the vendor's.
        ChatOnMessage = "CHAT_ON_MESSAGE",
        /// The chat was closed: the trigger ON CLOSE. Seen in the vendor's sample body.
        ChatOnClose = "CHAT_ON_CLOSE",
    }
}
