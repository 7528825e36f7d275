//! The models of the events' data.
//!
//! A field for a set of names is an enum if at least two of the names are known, and a string otherwise.

mod chat;
mod close;
mod message;
mod user;

pub use self::chat::{ChatOnAccept, ChatOnStart, ChatStatus, Details};
pub use self::close::{Agent, ChatOnClose, Client, Users, Visitor};
pub use self::message::{ChatOnMessage, Message};
pub use self::user::{User, UserType};
