//! Dixa: outbound webhooks, signed with HMAC-SHA256.
//!
//! Each event has a model of the same name, which is the type of its data. A subscription uses that name too, except
//! for the `SLAEvaluation…` events.
//!
//! | event | data | what is known |
//! |---|---|---|
//! | `CONVERSATION_CREATED` | [`ConversationCreated`] | name seen, data on the vendor's page |
//! | `CONVERSATION_OPEN` | [`ConversationOpen`] | name inferred, data on the vendor's page |
//! | `CONVERSATION_PENDING` | [`ConversationPending`] | name seen, data on the vendor's page |
//! | `CONVERSATION_PENDING_EXPIRED` | [`ConversationPendingExpired`] | name inferred, data on the vendor's page |
//! | `CONVERSATION_CLOSED` | [`ConversationClosed`] | name inferred, data seen in deliveries |
//! | `CONVERSATION_ABANDONED` | [`ConversationAbandoned`] | name inferred, data on the vendor's page |
//! | `CONVERSATION_ENQUEUED` | [`ConversationEnqueued`] | name inferred, data on the vendor's page |
//! | `CONVERSATION_ASSIGNED` | [`ConversationAssigned`] | name inferred, data unknown |
//! | `CONVERSATION_UNASSIGNED` | [`ConversationUnassigned`] | name inferred, data unknown |
//! | `CONVERSATION_NOTE_ADDED` | [`ConversationNoteAdded`] | complete sample on the vendor's page |
//! | `CONVERSATION_MESSAGE_ADDED` | [`ConversationMessageAdded`] | seen in deliveries |
//! | `CONVERSATION_TAG_ADDED` | [`ConversationTagAdded`] | seen in a third-party sample |
//! | `CONVERSATION_TAG_REMOVED` | [`ConversationTagRemoved`] | inferred from `CONVERSATION_TAG_ADDED` |
//! | `CONVERSATION_RATED` | [`ConversationRated`] | seen in a vendor's and a third-party sample, which differ |
//! | `CONVERSATION_TRANSFERRED` | [`ConversationTransferred`] | name inferred, there may be two; data unknown |
//! | `CONVERSATION_END_USER_REPLACED` | [`ConversationEndUserReplaced`] | name inferred, data unknown |
//! | `AGENT_BANNED_ENDUSER` | [`AgentBannedEnduser`] | name inferred, data unknown |
//! | `AGENT_UNBANNED_ENDUSER` | [`AgentUnbannedEnduser`] | name inferred, data unknown |
//! | `AGENT_BANNED_IP` | [`AgentBannedIp`] | name inferred, data unknown |
//! | `AGENT_UNBANNED_IP` | [`AgentUnbannedIp`] | name inferred, data unknown |
//! | `CONVERSATION_CUSTOM_ATTRIBUTE_UPDATED` | [`ConversationCustomAttributeUpdated`] | name inferred, data unknown |
//! | `CONVERSATION_MESSAGE_DELIVERY_SENT` | [`ConversationMessageDeliverySent`] | name inferred, data unknown |
//! | `CONVERSATION_MESSAGE_DELIVERY_DELIVERED` | [`ConversationMessageDeliveryDelivered`] | name inferred, data unknown |
//! | `CONVERSATION_MESSAGE_DELIVERY_SEEN` | [`ConversationMessageDeliverySeen`] | name inferred, data unknown |
//! | `CONVERSATION_MESSAGE_DELIVERY_FAILED` | [`ConversationMessageDeliveryFailed`] | name inferred, data unknown |
//! | `CONVERSATION_MESSAGE_DELIVERY_INFO` | [`ConversationMessageDeliveryInfo`] | name inferred, data unknown |
//! | `CONVERSATION_MESSAGE_DELIVERY_SPAM_COMPLAINT` | [`ConversationMessageDeliverySpamComplaint`] | name inferred, data unknown |
//! | `TYPING_STARTED` | [`TypingStarted`] | name inferred, data unknown |
//! | `SLA_EVALUATION_PENDING` | [`SlaEvaluationPending`] | name inferred, data unknown |
//! | `SLA_EVALUATION_BREACHED` | [`SlaEvaluationBreached`] | name inferred, data unknown |
//! | `SLA_EVALUATION_ACHIEVED` | [`SlaEvaluationAchieved`] | name inferred, data unknown |
//! | `SLA_EVALUATION_VOIDED` | [`SlaEvaluationVoided`] | name inferred, data unknown |
//!
//! The names that a subscription uses come from the vendor's description of its REST API, as of August 2026. An inferred
//! name in a body is the subscription's name in upper snake case, like the names seen so far. If an inferred name is
//! wrong, its event decodes as [`Data::Unknown`] with the actual name, so check the unknown events before relying on an
//! inferred name. If the data is unknown, the model has only the conversation, which is inferred, and keeps all other
//! fields verbatim in `extra`.
//!
//! The facts in this module come from the vendor's developer pages on webhooks, from its description of the REST API,
//! from deliveries that public integrations captured, and from 193 real conversations, which show the fields that are
//! null or missing.
//!
//! # Examples
//!
//! ## Receiving
//!
//! ```
//! use chathooks::{Key, dixa::{Data, Event, Receiver, ReplayWindow}};
//!
//! # let now = chrono::DateTime::from_timestamp_millis(1_770_715_231_999).ok_or("no time")?;
//! # let body = r#"{"event_id":"c0ffee00","event_fqn":"CONVERSATION_CLOSED","data":{"conversation":{"csid":90417}}}"#;
//! # let mut signer = Key::from_hex("0a1b")?.signer();
//! # signer.update(format!("1770715231999.{body}").as_bytes());
//! # let headers = [("X-DIXA-SIGNATURE", format!("t=1770715231999,v1={}", signer.sign()))];
//! // `now` is the current time, such as `std::time::SystemTime::now()`.
//! let receiver = Receiver::new(Key::from_hex("0a1b")?, ReplayWindow::minutes(5));
//! let verified = receiver.receive(&headers, body, now)?;
//! let event = Event::decode(&verified)?;
//! match &event.data {
//!     Data::ConversationClosed(closed) => println!("conversation {:?} is closed", closed.conversation.csid),
//!     Data::Unknown(unknown) => println!("unknown event {}", unknown.name),
//!     _ => {}
//! }
//! println!("event id {}", event.event_id);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! ## Sending
//!
//! ```
//! use std::time::SystemTime;
//! use chathooks::{Key, dixa::{Conversation, ConversationClosed, Event, Sender}};
//!
//! let sender = Sender::new(Key::from_hex("0a1b")?);
//! let event = Event::new("c0ffee00", ConversationClosed::new(Conversation::new(90417)));
//! let parts = sender.parts(&event, SystemTime::now());
//! // Send `parts.headers` and `parts.body` with any HTTP client.
//! # Ok::<(), chathooks::auth::KeyError>(())
//! ```
//!
//! ## Testing
//!
//! ```
//! # #[cfg(feature = "testkit")] {
//! use std::time::{Duration, SystemTime};
//! use chathooks::{Key, dixa::{Event, Receiver}, testkit};
//!
//! let (key, window, now) = (Key::from_hex("0a1b")?, Duration::from_secs(300), SystemTime::now());
//! let receiver = Receiver::new(key.clone(), window);
//! let kit = testkit::dixa(key, "https://hooks.example.com/dixa", now, window)?;
//! for delivery in kit.valid() {
//!     let verified = receiver.receive(delivery.request.headers(), delivery.request.body(), now)?;
//!     Event::decode(&verified)?;
//! }
//! for forged in kit.forged() {
//!     assert!(receiver.receive(forged.request.headers(), forged.request.body(), now).is_err(), "{forged}");
//! }
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Signature
//!
//! The header is `X-DIXA-SIGNATURE: t=<milliseconds since 1970 UTC>,v1=<64 hexadecimal digits>`. The signature is the
//! HMAC-SHA256 of the digits of `t`, a dot and the raw body. The subscription's `secretKey` is the key in hexadecimal,
//! which [`Key::from_hex`](crate::Key::from_hex) decodes.
//!
//! The signature covers neither the URL nor any other header: anyone can set `X-DIXA-SUBSCRIPTION-ID` and the custom
//! headers of a request. Two points are inferred: that a header may have several `v1`, for example while a secret is
//! rotated, and that each attempt has its own `t`.
//!
//! The vendor pretty-prints the body. Parsing and serializing it again yields different bytes, and so a different
//! signature.
//!
//! # What the vendor does not say
//!
//! - how often a delivery is retried, and at which intervals
//! - which responses count as success, and how soon the receiver must respond
//! - how old a signature may be
//! - whether and how a secret is rotated
//!
//! It does say that events may arrive out of order and more than once: see [`Event::idempotency_id`]. One incident
//! delayed deliveries by two hours.

mod authorization;
mod custom_header;
mod diagnose;
mod event;
mod events;
pub(crate) mod header;
mod model;
mod receive;
#[cfg(feature = "http")]
pub mod rest;
mod send;
mod spaced;

pub use self::authorization::{Authorization, AuthorizationError};
pub use self::custom_header::{CustomHeader, CustomHeaderError};
pub use self::diagnose::diagnose;
pub use self::event::Event;
pub use self::events::{Data, EventName};
pub use self::model::{
    AgentBannedEnduser, AgentBannedIp, AgentUnbannedEnduser, AgentUnbannedIp, Channel, Conversation,
    ConversationAbandoned, ConversationAssigned, ConversationClosed, ConversationCreated,
    ConversationCustomAttributeUpdated, ConversationEndUserReplaced, ConversationEnqueued, ConversationMessageAdded,
    ConversationMessageDeliveryDelivered, ConversationMessageDeliveryFailed, ConversationMessageDeliveryInfo,
    ConversationMessageDeliverySeen, ConversationMessageDeliverySent, ConversationMessageDeliverySpamComplaint,
    ConversationNoteAdded, ConversationOpen, ConversationPending, ConversationPendingExpired, ConversationRated,
    ConversationTagAdded, ConversationTagRemoved, ConversationTransferred, ConversationUnassigned, CustomAttribute,
    Direction, MessageContent, MessageDirection, Organization, Queue, RatingType, Role, SlaEvaluationAchieved,
    SlaEvaluationBreached, SlaEvaluationPending, SlaEvaluationVoided, Status, Tag, TypingStarted, User, UserType,
};
pub use self::receive::{Receiver, ReplayWindow};
pub use self::send::Sender;
use crate::auth::headers::Header;

use crate::verified::declare::vendor;

vendor! {
    /// The vendor, as the type parameter of a [`Verified`](crate::Verified) body.
    pub struct Dixa = "dixa";
    receive(receiver, arrival, body) => receiver.receive(arrival.headers, body, arrival.now);
    parts(sender, event, now) => sender.parts(event, now);
    raw_parts(sender, body, now) => sender.raw_parts(body, now);
}

/// The header with the time of sending and the signature: `x-dixa-signature`.
pub static SIGNATURE_HEADER: Header = Header::new("x-dixa-signature");

/// The header with the subscription's id: `x-dixa-subscription-id`. It is not signed.
pub static SUBSCRIPTION_HEADER: Header = Header::new("x-dixa-subscription-id");
