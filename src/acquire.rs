//! Acquire 2.0.0: outbound webhooks, signed.
//!
//! | event | data | what is known |
//! |---|---|---|
//! | `case:status` | [`Case`] | printed whole on the vendor's page of March 2021 |
//! | `user:case-invite` | [`UserCaseInvite`] | the name is printed, the data is not |
//! | `user:case-joined` | [`UserCaseJoined`] | the name is printed, the data is not |
//! | `case:message:new` | [`CaseMessageNew`] | the name is printed, the data is not |
//! | `case:new` | [`CaseNew`] | inferred: the vendor names the trigger "Case new" and prints neither name nor data |
//! | `user:status` | [`UserStatus`] | inferred: the trigger is "Agent Status Change" |
//!
//! The legacy version, 1.0.0, has other events and no signature: see [`v1`]. In the other direction Acquire calls an
//! address to fetch data, for bots and chats: see [`inbound`].
//!
//! The facts come from the vendor's developer pages, branch 2.0.0, page "Webhooks", and from a sample of its audit
//! log. Where nobody has printed the data, the event keeps it whole and offers guesses as methods.
//!
//! # Receiving
//!
//! ```
//! use chathooks::{Key, acquire::{Data, Event, Receiver}};
//!
//! # let key = Key::new("correct horse")?;
//! # let body = br#"{"event":"case:status","data":{"caseId":"72","status":"closed"}}"#;
//! # let headers = [("x-acquire-signature", key.sign(body).to_string())];
//! let receiver = Receiver::new(key);
//! let verified = receiver.receive(&headers, body)?;
//! match Event::decode(&verified)?.data {
//!     Data::CaseStatus(case) => println!("case {:?} is {}", case.case_id, case.status),
//!     Data::Unknown(unknown) => println!("an event of another name: {}", unknown.name),
//!     _ => {}
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The signature
//!
//! `x-acquire-signature` is HMAC-SHA256 under the UTF-8 of the webhook's secret key, as 64 hexadecimal digits. It
//! covers the body and nothing else: not the address, not a time, not the other headers.
//!
//! Where the secret comes from, the vendor says in two ways: a key "is generated and given in the webhook response", and
//! "you have to allocate/add" it. Use the `hmacKey` of the answer that created the webhook if it has one, and otherwise
//! the secret that you set.
//!
//! # What the vendor does not say
//!
//! How often a delivery is tried again, and after how long; what answer counts as received; whether deliveries keep
//! their order; what the header is when a customer leaves the secret empty. There is no id of a delivery and no time of
//! sending, so a body that was recorded can be sent again: see [`Event::idempotency_id`].

mod diagnose;
mod event;
mod events;
pub mod inbound;
mod model;
mod receive;
#[cfg(feature = "http")]
pub mod rest;
mod send;
mod signed;
pub mod v1;

pub use self::diagnose::diagnose;
pub use self::event::Event;
pub use self::events::{Data, EventName};
pub use self::model::{
    AgentStatus, Case, CaseMessageNew, CaseNew, Channel, Contact, Message, MessageType, Seen, SenderType, Status,
    UserCaseInvite, UserCaseJoined, UserStatus,
};
pub use self::receive::Receiver;
pub use self::send::Sender;
pub use self::signed::SignedContent;
use crate::auth::headers::Header;
use crate::verified::declare::vendor;

vendor! {
    /// The vendor, as the type parameter of a [`Verified`](crate::Verified) body.
    pub struct Acquire = "acquire";
    receive(receiver, arrival, body) => receiver.receive(arrival.headers, body);
    parts(sender, event, _) => sender.parts(event);
}

/// The header that carries the signature: `x-acquire-signature`.
pub static SIGNATURE_HEADER: Header = Header::new("x-acquire-signature");
