//! The table of events.

use super::{ChatOnAccept, ChatOnClose, ChatOnMessage, ChatOnStart};
use crate::model::events::events;

events! {
    /// The name of an event: `event` in a body.
    ///
    /// The dashboard also has the triggers ON LOGIN and ON OFFLINE of an agent. Their names on the wire are unknown, so
    /// they have no variant.
    pub enum EventName;
    /// The data of an event. Each known event has a variant.
    pub enum Data<'a>;

    /// A visitor requested a chat: the trigger ON START. Seen in the vendor's sample body.
    ChatOnStart(ChatOnStart<'a>) = "CHAT_ON_START";
    /// An agent accepted the chat: the trigger ON ACCEPT. Seen in the vendor's sample body.
    ChatOnAccept(ChatOnAccept<'a>) = "CHAT_ON_ACCEPT";
    /// A message was sent in the chat: the trigger ON MESSAGE. Seen in two of the vendor's sample bodies.
    ChatOnMessage(ChatOnMessage<'a>) = "CHAT_ON_MESSAGE";
    /// The chat was closed: the trigger ON CLOSE. Seen in the vendor's sample body.
    ChatOnClose(ChatOnClose<'a>) = "CHAT_ON_CLOSE";
}
