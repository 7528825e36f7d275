//! Dixa: outbound webhooks, signed.
//!
//! The data of an event is the model of the same name; the spelling of a subscription is that name too, but for
//! `SLAEvaluation…`.
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
//! | `CONVERSATION_NOTE_ADDED` | [`ConversationNoteAdded`] | printed whole on the vendor's page |
//! | `CONVERSATION_MESSAGE_ADDED` | [`ConversationMessageAdded`] | seen in deliveries |
//! | `CONVERSATION_TAG_ADDED` | [`ConversationTagAdded`] | seen in a sample that others made |
//! | `CONVERSATION_TAG_REMOVED` | [`ConversationTagRemoved`] | inferred from the one before |
//! | `CONVERSATION_RATED` | [`ConversationRated`] | seen in samples that the vendor and others made, which differ |
//! | `CONVERSATION_TRANSFERRED` | [`ConversationTransferred`] | name inferred, and there may be two; data unknown |
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
//! The subscription's spellings stand in the vendor's own description of its REST API, as of August 2026; an inferred
//! name is that spelling by the vendor's rule for the body's. Where the data is unknown, the model has the
//! conversation, which is inferred, and keeps the rest as it came. If an inferred name is wrong, its event comes as
//! [`Data::Unknown`], under the name that it has: look at those before you rely on one that you have not seen.
//!
//! The facts come from the vendor's developer pages on webhooks and from its REST API's description, from what public
//! integrations captured, and from counts over 193 real conversations: which fields are null, and which are missing.
//!
//! # Receiving
//!
//! ```
//! use std::time::Duration;
//! use chathooks::{Key, dixa::{Data, Event, Receiver}};
//!
//! # let now = chrono::DateTime::from_timestamp_millis(1_770_715_231_999).ok_or("no time")?;
//! # let body = r#"{"event_id":"c0ffee00","event_fqn":"CONVERSATION_CLOSED","data":{"conversation":{"csid":90417}}}"#;
//! # let mut signer = Key::from_hex("0a1b")?.signer();
//! # signer.update(format!("1770715231999.{body}").as_bytes());
//! # let headers = [("X-DIXA-SIGNATURE", format!("t=1770715231999,v1={}", signer.sign()))];
//! // `now` is the receiver's time, such as `std::time::SystemTime::now().into()`.
//! let receiver = Receiver::new(Key::from_hex("0a1b")?, Duration::from_secs(300));
//! let verified = receiver.receive(&headers, body, now)?;
//! match Event::decode(&verified)?.data {
//!     Data::ConversationClosed(closed) => println!("conversation {:?} is closed", closed.conversation.csid),
//!     Data::Unknown(unknown) => println!("an event of another name: {}", unknown.name),
//!     _ => {}
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The signature
//!
//! `X-DIXA-SIGNATURE: t=<milliseconds since 1970 UTC>,v1=<64 hexadecimal digits>` is HMAC-SHA256 over the text of `t`,
//! a dot, and the body. The key is what the subscription's `secretKey` stands for in hexadecimal: see
//! [`Key::from_hex`](crate::Key::from_hex). It covers neither the address nor the other headers, so the subscription's
//! id in `X-DIXA-SUBSCRIPTION-ID` and the custom headers are anybody's word. That several `v1` can come, as they would while a secret is being
//! replaced, is a guess, and so is that each attempt has a `t` of its own.
//!
//! The body is printed over several lines. Parsed and printed again it is another text, and its signature another one.
//!
//! # What the vendor does not say
//!
//! How often a delivery is tried again, and after how long; what answer counts as received, and how soon it must come;
//! how old a signature may be; whether and how a secret is replaced. It does say that the order is not kept and that an
//! event may come more than once: see [`Event::idempotency_id`]. One disturbance held deliveries up for two hours.

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
}

/// The header that carries the time of sending and the signature: `x-dixa-signature`.
pub static SIGNATURE_HEADER: Header = Header::new("x-dixa-signature");

/// The header that carries the id of the subscription: `x-dixa-subscription-id`. It is not signed.
pub static SUBSCRIPTION_HEADER: Header = Header::new("x-dixa-subscription-id");
