//! The events, one row each.

use super::{ChatOnAccept, ChatOnClose, ChatOnMessage, ChatOnStart};
use crate::model::events::events;

events! {
    /// The name of an event: what a body calls `event`.
    ///
    /// The dashboard has the triggers ON LOGIN and ON OFFLINE of an agent too. Their names on the wire are nowhere
    /// printed, so they are not guessed here.
    pub enum EventName;
    /// What happened, by the name of the event.
    pub enum Data<'a>;

    /// A visitor asked for a chat: the trigger ON START. Seen in the vendor's sample body.
    ChatOnStart(ChatOnStart<'a>) = "CHAT_ON_START";
    /// An agent took the chat: the trigger ON ACCEPT. Seen in the vendor's sample body.
    ChatOnAccept(ChatOnAccept<'a>) = "CHAT_ON_ACCEPT";
    /// Somebody wrote into the chat: the trigger ON MESSAGE. Seen in two sample bodies of the vendor's.
    ChatOnMessage(ChatOnMessage<'a>) = "CHAT_ON_MESSAGE";
    /// The chat was closed: the trigger ON CLOSE. Seen in the vendor's sample body.
    ChatOnClose(ChatOnClose<'a>) = "CHAT_ON_CLOSE";
}
