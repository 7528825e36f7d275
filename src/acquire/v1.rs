//! Acquire 1.0.0: the webhooks of the vendor's legacy version, unsigned.
//!
//! | event | data | layout | what is known |
//! |---|---|---|---|
//! | `CHAT_ON_START` | [`ChatOnStart`] | nested, with ` id` for `id` | complete sample |
//! | `CHAT_ON_ACCEPT` | [`ChatOnAccept`] | flat | complete sample |
//! | `CHAT_ON_MESSAGE` | [`ChatOnMessage`] | flat | two samples in different formats, both invalid JSON |
//! | `CHAT_ON_CLOSE` | [`ChatOnClose`] | flat | complete sample, which is invalid JSON |
//! | on login, on offline | [`Unknown`](crate::model::UnknownEvent) | unknown | triggers of an agent in the dashboard; names on the wire unknown |
//!
//! The facts in this module come from the vendor's developer pages, version 1.0.0: "Webhook Format" and the four pages
//! under "Webhook Events". A nested body is `{"data":{…},"event":"…"}`, which the first of those pages describes as the
//! general format. A flat body is `{…,"event":"…"}`. Both are read for every event, and an event is written in the
//! layout that it was read in: see [`Layout`].
//!
//! - Ids are strings or numbers.
//! - Nested documents are strings of JSON: see [`JsonString`](crate::model::JsonString).
//! - Times are `2019-04-02 08:30:00` without a time zone, so [`to_utc`](crate::value::Timestamp::to_utc) returns an
//!   error, and [`to_local`](crate::value::Timestamp::to_local) reads them. That they are in UTC is inferred.
//!
//! # Examples
//!
//! ## Receiving
//!
//! ```
//! use chathooks::{UrlToken, acquire::v1::{Data, Event, Receiver}};
//!
//! # let target = "/acquire?token=9f86d081884c7d65";
//! # let body = br#"{"id":501,"message":{"msg":"hello"},"event":"CHAT_ON_MESSAGE"}"#;
//! let receiver = Receiver::new(UrlToken::new("9f86d081884c7d65")?);
//! // `target` is the path and the query of the request.
//! let verified = receiver.receive(target, body)?;
//! let event = Event::decode(&verified)?;
//! match &event.data {
//!     Data::ChatOnStart(start) => println!("chat {} waits for an agent", start.id),
//!     Data::ChatOnMessage(chat) => {
//!         if let Some(message) = &chat.message {
//!             println!("message {:?}", message.decode()?.msg);
//!         }
//!     }
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
//! use chathooks::acquire::v1::{ChatOnStart, Event, Sender};
//!
//! let parts = Sender::new().parts(&Event::from(ChatOnStart::new("501")));
//! assert_eq!(parts.body, br#"{"data":{" id":"501"},"event":"CHAT_ON_START"}"#);
//! // Send `parts.headers` and `parts.body` with any HTTP client, to the URL that contains the token.
//! ```
//!
//! ## Testing
//!
//! ```
//! # #[cfg(feature = "testkit")] {
//! use chathooks::{UrlToken, acquire::v1::{Event, Receiver}, testkit};
//!
//! let token = "9f86d081884c7d65";
//! let receiver = Receiver::new(UrlToken::new(token)?);
//! let kit = testkit::acquire_v1(token, "https://hooks.example.com/acquire")?;
//! for delivery in kit.valid() {
//!     let verified = receiver.receive(&delivery.request.uri().to_string(), delivery.request.body())?;
//!     Event::decode(&verified)?;
//! }
//! for forged in kit.forged() {
//!     assert!(receiver.receive(&forged.request.uri().to_string(), forged.request.body()).is_err(), "{forged}");
//! }
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Authentication
//!
//! The vendor signs nothing, so anyone who knows the URL of a webhook can forge requests. Add a secret token to the
//! URL, use `https`, and pass the token to a [`Receiver`]. The token does not authenticate the body.
//!
//! If requests are authenticated in another way, such as by a private network or a proxy, wrap the body with
//! [`Verified::assume_authentic`](crate::Verified::assume_authentic).
//!
//! # Retries
//!
//! Respond with 200 and no other status: after any other response, the vendor repeats the delivery up to five times. So
//! an event may arrive more than once: see [`Event::idempotency_id`]. A sender does the same with
//! [`retry_policy`](fn@retry_policy).
//!
//! # What the vendor does not say
//!
//! - the timeout of a request, and the interval between attempts
//! - whether deliveries arrive in order
//! - the IP addresses that requests come from
//! - the format of XML bodies, which the help pages offer and the developer pages do not mention
//! - the contents of `recording`, `comments`, `chat_notes`, `past_comment` and `past_chat` if they are not empty
//! - all values of a status, a type or a role
//! - whether the space in ` id` is an error on the page

mod diagnose;
mod event;
mod events;
mod layout;
mod model;
mod receive;
mod retry_policy;
mod send;

pub use self::diagnose::diagnose;
pub use self::event::Event;
pub use self::events::{Data, EventName};
pub use self::layout::Layout;
pub use self::model::{
    Agent, ChatOnAccept, ChatOnClose, ChatOnMessage, ChatOnStart, ChatStatus, Client, Details, Message, User, UserType,
    Users, Visitor,
};
pub use self::receive::Receiver;
pub use self::retry_policy::retry_policy;
pub use self::send::Sender;
use crate::verified::declare::vendor;

vendor! {
    /// The vendor, as the type parameter of a [`Verified`](crate::Verified) body.
    pub struct AcquireV1 = "acquire-v1";
    receive(receiver, arrival, body) => receiver.receive(arrival.target, body);
    parts(sender, event, _) => sender.parts(event);
    raw_parts(sender, body, _) => sender.raw_parts(body);
}
