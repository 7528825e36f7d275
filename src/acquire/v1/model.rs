//! What an event carries.
//!
//! A set of names is an enum where the vendor prints two or more of them, and a text where it prints one.

mod chat;
mod close;
mod message;
mod user;

pub use self::chat::{ChatOnAccept, ChatOnStart, ChatStatus, Details};
pub use self::close::{Agent, ChatOnClose, Client, Users, Visitor};
pub use self::message::{ChatOnMessage, Message};
pub use self::user::{User, UserType};
