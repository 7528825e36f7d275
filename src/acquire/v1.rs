//! Acquire 1.0.0: the webhooks of the vendor's legacy version. Nothing is signed.
//!
//! | event | data | layout | what is known |
//! |---|---|---|---|
//! | `CHAT_ON_START` | [`ChatOnStart`] | nested, with ` id` for `id` | printed whole |
//! | `CHAT_ON_ACCEPT` | [`ChatOnAccept`] | flat | printed whole |
//! | `CHAT_ON_MESSAGE` | [`ChatOnMessage`] | flat | printed twice, in two shapes, neither of them valid JSON |
//! | `CHAT_ON_CLOSE` | [`ChatOnClose`] | flat | printed whole, and not as valid JSON |
//! | on login, on offline | [`Unknown`](crate::model::UnknownEvent) | unknown | the dashboard has these triggers of an agent; the names on the wire are not printed |
//!
//! The facts come from the vendor's developer pages, version 1.0.0: "Webhook Format" and the four pages under "Webhook
//! Events". A nested body is `{"data":{…},"event":"…"}`, which the first of those pages says in general; a flat one is
//! `{…,"event":"…"}`. Either is read for every event, and an event is written the way it came: see [`Layout`].
//!
//! Ids come as text and as numbers. Documents come as texts of JSON: see [`JsonString`](crate::model::JsonString). Dates are
//! `2019-04-02 08:30:00` with no time zone, so [`to_utc`](crate::value::Timestamp::to_utc) refuses them and
//! [`to_local`](crate::value::Timestamp::to_local) reads them; that UTC is meant is inferred.
//!
//! # Receiving
//!
//! Anyone who knows the URL of a webhook can post to it. So give the vendor a URL with a secret that nobody can guess,
//! over `https`, and have the receiver check it:
//!
//! ```
//! use chathooks::{UrlToken, acquire::v1::{Data, Event, Receiver}};
//!
//! # let target = "/acquire?token=9f86d081884c7d65";
//! # let body = br#"{"id":501,"message":{"msg":"hello"},"event":"CHAT_ON_MESSAGE"}"#;
//! let receiver = Receiver::new(UrlToken::new("9f86d081884c7d65")?);
//! let verified = receiver.receive(target, body)?;
//! match Event::decode(&verified)?.data {
//!     Data::ChatOnStart(start) => println!("chat {:?} waits for an agent", start.id),
//!     Data::ChatOnMessage(event) => match event.message.map(|message| message.decode()) {
//!         Some(Ok(message)) => println!("somebody wrote {:?}", message.msg),
//!         Some(Err(error)) => println!("a message that cannot be read: {error}"),
//!         None => println!("no message"),
//!     },
//!     Data::Unknown(unknown) => println!("an event of another name: {}", unknown.name),
//!     _ => {}
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A receiver that is protected in another way, such as by a network of its own or by a proxy, takes the body with
//! [`Verified::assume_authentic`](crate::Verified::assume_authentic).
//!
//! Answer 200, and no other status of success: after anything else the vendor sends the same delivery again, five times
//! more. So an occurrence may come more than once: see [`Event::idempotency_id`]. A sender does the same with
//! [`retry_policy`](fn@retry_policy).
//!
//! # What the vendor does not say
//!
//! How long it waits for an answer, and between the attempts; whether deliveries keep their order; from which addresses
//! it sends. The developer pages know JSON alone; the help pages let a customer choose XML and print none. What
//! `recording`, `comments`, `chat_notes`, `past_comment` and `past_chat` hold when they are not empty, and which other
//! values a status, a type or a role has, is nowhere printed. The space in ` id` may be an error of the page's.

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
}
