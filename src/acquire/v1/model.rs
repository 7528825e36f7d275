//! The models of the events' data.
//!
//! A set of names is an enum if the vendor's samples have at least two of them, and a string otherwise.

mod chat;
mod close;
mod message;
mod user;

pub use self::chat::{ChatOnAccept, ChatOnStart, ChatStatus, Details};
pub use self::close::{Agent, ChatOnClose, Client, Users, Visitor};
pub use self::message::{ChatOnMessage, Message};
pub use self::user::{User, UserType};
