//! The models of the events' data.

mod case;
mod contact;
mod message;
mod undocumented;

pub use self::case::{Case, Status};
pub use self::contact::Contact;
pub use self::message::{Channel, Message, MessageType, Seen, SenderType};
pub use self::undocumented::{AgentStatus, CaseMessageNew, CaseNew, UserCaseInvite, UserCaseJoined, UserStatus};
