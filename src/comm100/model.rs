//! The models of the events' data.

mod attachment;
mod chat;
mod custom;
mod offline_message;
mod payload;
mod transcript;
mod visitor;
mod wrap_up;

pub use self::attachment::{Attachment, Attachments};
pub use self::chat::Chat;
pub use self::custom::{CustomField, CustomVariable};
pub use self::offline_message::OfflineMessage;
pub use self::payload::{
    AgentStatusChanged, ChatEnded, ChatRequested, ChatStarted, ChatTransferred, ChatWrappedUp, OfflineMessageSubmitted,
};
pub use self::transcript::TranscriptLine;
pub use self::visitor::{Visitor, VisitorStatus};
pub use self::wrap_up::WrapUp;
