//! Comm100 Live Chat: outbound webhooks, unsigned.
//!
//! | event | subscription | variant of [`Data`] and model | what is known |
//! |---|---|---|---|
//! | `chat_request`, `chat_requested` | `chatIsRequested` | [`ChatRequested`] | the first name and the fields from the design document of the vendor's Zapier app; the second name is inferred |
//! | `chat_started` | `chatStarts` | [`ChatStarted`] | seen in the vendor's help pages, of both platforms |
//! | `chat_transferred` | `chatIsTransferred` | [`ChatTransferred`] | from the design document of the Zapier app |
//! | `chat_ended` | `chatEnds` | [`ChatEnded`] | seen in the help pages, of [`Chat`] the fields up to `department`; the rest is from the first REST API and the Zapier app |
//! | `chat_wrapped_up`, `chat_wraped_up` | `chatIsWrappedUp` | [`ChatWrappedUp`] | seen in a help page of the older platform; the second name in the design document of the Zapier app |
//! | `offline_message_submitted` | `offlineMessageIsSubmitted` | [`OfflineMessageSubmitted`] | seen in the help pages |
//! | `online` | `agentStatusChanges` | `Online`([`AgentStatusChanged`]) | seen in the help pages |
//! | `away` | `agentStatusChanges` | `Away`([`AgentStatusChanged`]) | seen in the help pages |
//! | `login` | `agentStatusChanges` | `Login`([`AgentStatusChanged`]) | seen in the help pages, and with a GUID in a notice on the newer platform |
//! | `logout` | `agentStatusChanges` | `Logout`([`AgentStatusChanged`]) | seen in the help pages |
//!
//! The facts come from the vendor's help pages "Reference for webhook event …" (2020 and 2021), its developer page
//! "Webhook" (2022), its first REST API, and its Zapier app. A variant has the name of its model, except for the four of
//! an agent's status. The vendor says of no field that it is always there: beside what an event is about, every field may
//! be missing or null.
//!
//! # Receiving
//!
//! ```
//! use chathooks::{UrlToken, comm100::{Data, Event, Receiver}};
//!
//! # let target = "/comm100?token=9f86d081884c7d659a2feaa0c55ad015";
//! # let body = br#"{"event":"chat_ended","visitor":{"chat_id":"0b8f3d1e"},"chat":{"chat_transcript":""}}"#;
//! let receiver = Receiver::new(UrlToken::new("9f86d081884c7d659a2feaa0c55ad015")?);
//! let verified = receiver.receive(target, body)?;
//! let event = Event::decode(&verified)?;
//! match &event.data {
//!     Data::ChatEnded(ended) => println!("{} lines", ended.chat.lines().count()),
//!     Data::Online(agent) | Data::Login(agent) => println!("agent {:?} is here", agent.operator_id),
//!     Data::Unknown(unknown) => println!("an event of another name: {}", unknown.name),
//!     _ => {}
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How a receiver is protected
//!
//! The vendor signs nothing: a webhook has an event and a target URL, and neither a secret nor headers of its own. So
//! put a secret token into the URL, `https://hooks.example.org/comm100?token=…`, serve it over TLS only, keep it out of
//! logs, and give it to a [`Receiver`]. The token shows that the sender knows the URL. It does not show that the body is
//! the vendor's, nor when it was sent: read the chat again through the REST API before anything that matters hangs on it.
//!
//! Where something else guards the address, such as a list of networks, the loud way in is
//! [`Verified::<Comm100, _>::assume_authentic`](crate::Verified::assume_authentic).
//!
//! # Two platforms
//!
//! Ids of departments and agents are numbers on the older platform and GUIDs on the newer one, where a `skill` is added;
//! a [`Text`](crate::value::Text) holds either, and writes it back as it came. GUIDs are in lower case in bodies and in upper
//! case in answers of the REST API: compare them without regard to it. Times are `/Date(1717405200000)/` or the number
//! alone, in milliseconds since 1970 UTC: see [`Timestamp::to_utc`](crate::value::Timestamp::to_utc). What is empty comes as an
//! empty text more often than as null.
//!
//! # What the vendor does not say
//!
//! How often a delivery is tried again, after how long, and what answer counts as received; whether deliveries keep
//! their order; the method and the headers of a request (`POST` and `application/json` are inferred), and where it comes
//! from. What the numbers of a visitor's status are beyond 11, what the scale of a rating is, how a wrap-up of several
//! categories is written, whether the newer platform renamed `operators` and `operator_comment`, and to whom a chat was
//! transferred. A new webhook, or one that was removed, takes up to about three minutes to have effect: that comes from
//! the vendor's own tests.
//!
//! There is no id of a delivery and no time of sending: see [`Event::idempotency_id`].

mod diagnose;
mod event;
mod events;
mod model;
mod receive;
#[cfg(feature = "http")]
pub mod rest;
mod send;

pub use self::diagnose::diagnose;
pub use self::event::Event;
pub use self::events::{Data, EventName, SubscriptionEvent};
pub use self::model::{
    AgentStatusChanged, Attachment, Attachments, Chat, ChatEnded, ChatRequested, ChatStarted, ChatTransferred,
    ChatWrappedUp, CustomField, CustomVariable, OfflineMessage, OfflineMessageSubmitted, TranscriptLine, Visitor,
    VisitorStatus, WrapUp,
};
pub use self::receive::Receiver;
pub use self::send::Sender;
use crate::verified::declare::vendor;

vendor! {
    /// The vendor, as the type parameter of a [`Verified`](crate::Verified) body.
    pub struct Comm100 = "comm100";
    receive(receiver, arrival, body) => receiver.receive(arrival.target, body);
    parts(sender, event, _) => sender.parts(event);
}
