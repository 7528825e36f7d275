//! Verified bodies, and the traits that all vendors implement.

pub(crate) mod body;
pub(crate) mod declare;
pub(crate) mod event;
pub(crate) mod request_context;
pub(crate) mod request_parts;
pub(crate) mod stored;
mod token_receiver;

pub(crate) use self::body::{Proof, Vendor, Verified};
pub use self::event::VendorEvent;
pub(crate) use self::request_context::RequestContext;
pub(crate) use self::request_parts::RequestParts;
pub use self::token_receiver::TokenReceiver;
