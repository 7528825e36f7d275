//! Comm100 Live Chat: outbound webhooks, unsigned.
//!
//! | event | subscription | variant of [`Data`] and model | what is known |
//! |---|---|---|---|
//! | `chat_request`, `chat_requested` | `chatIsRequested` | [`ChatRequested`] | the first name and the fields from the design document of the vendor's Zapier app; the second name is inferred |
//! | `chat_started` | `chatStarts` | [`ChatStarted`] | seen in the vendor's help pages, of both platforms |
//! | `chat_transferred` | `chatIsTransferred` | [`ChatTransferred`] | from the design document of the Zapier app |
//! | `chat_ended` | `chatEnds` | [`ChatEnded`] | seen in the help pages, except the fields of [`Chat`] after `department`, which are from the first REST API and the Zapier app |
//! | `chat_wrapped_up`, `chat_wraped_up` | `chatIsWrappedUp` | [`ChatWrappedUp`] | seen in a help page of the older platform; the second name in the design document of the Zapier app |
//! | `offline_message_submitted` | `offlineMessageIsSubmitted` | [`OfflineMessageSubmitted`] | seen in the help pages |
//! | `online` | `agentStatusChanges` | `Online`([`AgentStatusChanged`]) | seen in the help pages |
//! | `away` | `agentStatusChanges` | `Away`([`AgentStatusChanged`]) | seen in the help pages |
//! | `login` | `agentStatusChanges` | `Login`([`AgentStatusChanged`]) | seen in the help pages, and with a GUID in a notice on the newer platform |
//! | `logout` | `agentStatusChanges` | `Logout`([`AgentStatusChanged`]) | seen in the help pages |
//!
//! The facts in this module come from the vendor's help pages "Reference for webhook event …" (2020 and 2021), its
//! developer page "Webhook" (2022), its first REST API, and its Zapier app. A variant has the name of its model, except
//! for the four variants of an agent's status. The vendor does not guarantee any field: all fields except the main
//! object of an event may be missing or null.
//!
//! # Examples
//!
//! ## Receiving
//!
//! ```
//! use chathooks::{UrlToken, comm100::{Data, Event, Receiver}};
//!
//! # let target = "/comm100?token=9f86d081884c7d659a2feaa0c55ad015";
//! # let body = br#"{"event":"chat_ended","visitor":{"chat_id":"0b8f3d1e"},"chat":{"chat_transcript":""}}"#;
//! let receiver = Receiver::new(UrlToken::new("9f86d081884c7d659a2feaa0c55ad015")?);
//! // `target` is the path and the query of the request.
//! let verified = receiver.receive(target, body)?;
//! let event = Event::decode(&verified)?;
//! match &event.data {
//!     Data::ChatEnded(ended) => println!("{} lines", ended.chat.lines().count()),
//!     Data::Online(agent) | Data::Login(agent) => println!("agent {:?} is online", agent.operator_id),
//!     Data::Unknown(unknown) => println!("unknown event {}", unknown.name),
//!     _ => {}
//! }
//! println!("chat id {:?}", event.chat_id());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! ## Sending
//!
//! ```
//! use chathooks::comm100::{AgentStatusChanged, Data, Event, Sender};
//!
//! let event = Event::from(Data::Away(AgentStatusChanged::new(37)));
//! let parts = Sender::new().parts(&event);
//! assert_eq!(parts.body, br#"{"event":"away","operator_id":37}"#);
//! // Send `parts.headers` and `parts.body` with any HTTP client, to the URL that contains the token.
//! ```
//!
//! ## Testing
//!
//! ```
//! # #[cfg(feature = "testkit")] {
//! use chathooks::{UrlToken, comm100::{Event, Receiver}, testkit};
//!
//! let token = "9f86d081884c7d659a2feaa0c55ad015";
//! let receiver = Receiver::new(UrlToken::new(token)?);
//! let kit = testkit::comm100(token, "https://hooks.example.com/comm100")?;
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
//! The vendor signs nothing: a webhook has an event and a target URL, but no secret and no custom headers. Add a secret
//! token to the URL, such as `https://hooks.example.com/comm100?token=…`, and pass the token to a [`Receiver`]. Serve
//! the URL over TLS only, and keep it out of logs.
//!
//! The token shows that the sender knows the URL. It authenticates neither the body nor the time of sending. Before an
//! important action, fetch the chat through the vendor's REST API.
//!
//! If requests are authenticated in another way, such as by an allowlist of networks, wrap the body with
//! [`Verified::<Comm100, _>::assume_authentic`](crate::Verified::assume_authentic).
//!
//! # Two platforms
//!
//! - Ids of departments and agents are numbers on the older platform and GUIDs on the newer one, which also has a
//!   `skill`. A [`Text`](crate::value::Text) holds either and is written back verbatim.
//! - GUIDs are in lower case in bodies and in upper case in responses of the REST API. Compare them case-insensitively.
//! - Times are `/Date(1717405200000)/` or the number alone, in milliseconds since 1970 UTC: see
//!   [`Timestamp::to_utc`](crate::value::Timestamp::to_utc).
//! - An empty value is usually an empty string, and sometimes null.
//!
//! # What the vendor does not say
//!
//! - how often a delivery is retried, and at which intervals
//! - which responses count as success
//! - whether deliveries arrive in order
//! - the method and the headers of a request; `POST` and `application/json` are inferred
//! - the IP addresses that requests come from
//! - the numbers of a visitor's status after 11, and the scale of a rating
//! - the format of a wrap-up with several categories
//! - whether the newer platform renames `operators` and `operator_comment`
//! - the agent or department that a chat is transferred to
//!
//! Creating or deleting a webhook takes up to about three minutes to have an effect, according to the vendor's own
//! tests. A request has neither a delivery id nor a time of sending: see [`Event::idempotency_id`].

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
    raw_parts(sender, body, _) => sender.raw_parts(body);
}
