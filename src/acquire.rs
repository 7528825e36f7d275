//! Acquire 2.0.0: outbound webhooks, signed with HMAC-SHA256.
//!
//! | event | data | what is known |
//! |---|---|---|
//! | `case:status` | [`Case`] | complete sample on the vendor's page of March 2021 |
//! | `user:case-invite` | [`UserCaseInvite`] | name in a sample, data unknown |
//! | `user:case-joined` | [`UserCaseJoined`] | name in a sample, data unknown |
//! | `case:message:new` | [`CaseMessageNew`] | name in a sample, data unknown |
//! | `case:new` | [`CaseNew`] | inferred: name from the trigger "Case new", data unknown |
//! | `user:status` | [`UserStatus`] | inferred: name from the trigger "Agent Status Change", data unknown |
//!
//! The legacy version 1.0.0 has other events and no signature: see [`v1`]. Acquire also calls URLs to fetch data for
//! bots and chats: see [`inbound`].
//!
//! The facts in this module come from the vendor's developer pages, branch 2.0.0, page "Webhooks", and from a sample of
//! its audit log. If the data of an event is unknown, its model keeps the data verbatim and has methods that read it in
//! an inferred format.
//!
//! # Examples
//!
//! ## Receiving
//!
//! ```
//! use chathooks::{Key, acquire::{Data, Event, Receiver}};
//!
//! # let key = Key::new("correct horse")?;
//! # let body = br#"{"event":"case:status","data":{"caseId":"72","status":"closed"}}"#;
//! # let headers = [("x-acquire-signature", key.sign(body).to_string())];
//! let receiver = Receiver::new(key);
//! let verified = receiver.receive(&headers, body)?;
//! let event = Event::decode(&verified)?;
//! match &event.data {
//!     Data::CaseStatus(case) => println!("case {} is {}", case.case_id, case.status),
//!     Data::Unknown(unknown) => println!("unknown event {}", unknown.name),
//!     _ => {}
//! }
//! println!("idempotency id {:?}", event.idempotency_id());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! ## Sending
//!
//! ```
//! use chathooks::{Key, acquire::{Case, Event, Sender, Status}};
//!
//! let sender = Sender::new(Key::new("correct horse")?);
//! let parts = sender.parts(&Event::from(Case::new("72", Status::Closed)));
//! // Send `parts.headers` and `parts.body` with any HTTP client.
//! # Ok::<(), chathooks::auth::KeyError>(())
//! ```
//!
//! ## Testing
//!
//! ```
//! # #[cfg(feature = "testkit")] {
//! use chathooks::{Key, acquire::{Event, Receiver}, testkit};
//!
//! let key = Key::new("correct horse")?;
//! let receiver = Receiver::new(key.clone());
//! let kit = testkit::acquire(key, "https://hooks.example.com/acquire")?;
//! for delivery in kit.valid() {
//!     let verified = receiver.receive(delivery.request.headers(), delivery.request.body())?;
//!     Event::decode(&verified)?;
//! }
//! for forged in kit.forged() {
//!     assert!(receiver.receive(forged.request.headers(), forged.request.body()).is_err(), "{forged}");
//! }
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Signature
//!
//! `x-acquire-signature` is the HMAC-SHA256 of the body or of its stringified form, as 64 hexadecimal digits: see
//! [`SignedContent`]. The key is the webhook's secret in UTF-8. The signature covers neither the URL, nor a time, nor
//! any other header.
//!
//! The vendor contradicts itself on the origin of the secret: a key "is generated and given in the webhook response",
//! and "you have to allocate/add" it. Use the `hmacKey` in the response that created the webhook, if any, and otherwise
//! the secret that you set.
//!
//! # What the vendor does not say
//!
//! - how often a delivery is retried, and at which intervals
//! - which responses count as success
//! - whether deliveries arrive in order
//! - the header's value if the secret is empty
//!
//! A request has neither a delivery id nor a time of sending, so a recorded request can be replayed: see
//! [`Event::idempotency_id`].

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
    raw_parts(sender, body, _) => sender.raw_parts(body);
}

/// The header with the signature: `x-acquire-signature`.
pub static SIGNATURE_HEADER: Header = Header::new("x-acquire-signature");
