//! The status of deliveries.

use std::fmt;

use super::{LogEntry, SubscriptionEvent};
use crate::codec::by_value::serde_by_value;
use crate::codec::read::{Blank, Read};
use crate::codec::source::Source;
use crate::dixa::{Dixa, Event};
use crate::model::model;
use crate::value::owned::IntoOwned;
use crate::value::write::{Target, Write};
use crate::{
    DecodeError, Format, Proof, Verified,
    value::{List, Object, Text, Value},
};

/// The status of the last delivery of an event.
///
/// In JSON, the field `_type` selects the variant. It is written last, as by the vendor, and read at any position.
/// `Debug` shows the field names of an unknown variant, but not their values.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeliveryStatus<'a> {
    /// An attempt, whether successful or not.
    DeliveryDetail(LogEntry<'a>),
    /// No recent delivery. The vendor documents no fields for it.
    NoRecentDelivery,
    /// A variant that this version of the crate does not know, or a `NoRecentDelivery` with fields, with all of its fields.
    Unknown(Object<'a>),
}

model! {
    /// The status of the last delivery of one event of a subscription.
    pub struct EventDeliveryStatus<'a> as record {
        /// The event.
        pub event: SubscriptionEvent = "event", required;
        /// The status of its last delivery.
        pub delivery_status: DeliveryStatus<'a> = "deliveryStatus", required;
    }
}

model! {
    /// The status of the last delivery of each event of a subscription.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::dixa::rest::{DeliveryStatus, DeliveryStatuses};
    ///
    /// let json = r#"{"data":[{"event":"ConversationClosed","deliveryStatus":{"_type":"NoRecentDelivery"}}]}"#;
    /// let statuses: DeliveryStatuses = serde_json::from_str(json)?;
    /// for status in &statuses.data {
    ///     assert_eq!(status.event.as_str(), "ConversationClosed");
    ///     assert_eq!(status.delivery_status, DeliveryStatus::NoRecentDelivery);
    /// }
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct DeliveryStatuses<'a> as record {
        /// One entry for each event.
        pub data: List<EventDeliveryStatus<'a>> = "data";
    }
}

model! {
    /// A delivery: the body and the receiver's response.
    ///
    /// `Debug` does not show the payload, which contains a customer's conversation.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::dixa::{EventName, rest::EventDeliveryLog};
    ///
    /// let json = r#"{
    ///     "deliveryDetail": {"deliveryTimestamp":"2026-02-10T09:20:32.014Z","success":true,"responseCode":200},
    ///     "payload": "{ \"event_id\" : \"c0ffee00\", \"event_fqn\" : \"CONVERSATION_CLOSED\", \"data\" : { \"conversation\" : { \"csid\" : 7 } } }"
    /// }"#;
    /// let log: EventDeliveryLog = serde_json::from_str(json)?;
    /// assert_eq!(log.event()?.name(), EventName::ConversationClosed);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct EventDeliveryLog<'a> as record {
        /// The receiver's response.
        pub delivery_detail: LogEntry<'a> = "deliveryDetail", required;
        /// The body that was sent, as a string.
        pub payload: Text<'a> = "payload", required as hidden;
    }
}

impl EventDeliveryLog<'_> {
    /// Decodes the event in the payload.
    ///
    /// A log has no signature. The payload is trusted because of the connection that it was fetched over: see
    /// [`Verified::from_delivery_log`].
    ///
    /// # Errors
    ///
    /// The same as [`Event::decode`], with the path in the payload.
    pub fn event(&self) -> Result<Event<'static>, DecodeError> {
        Event::decode(&Verified::from_delivery_log(self.payload.as_str())).map(Event::into_owned)
    }
}

impl<B: AsRef<[u8]>> Verified<Dixa, B> {
    /// Wraps the payload of a delivery log that was fetched from Dixa's API.
    ///
    /// Its [`proof`](Verified::proof) is [`Proof::Fetched`]: the payload is as trustworthy as the connection to the
    /// API, which must use TLS with a verified certificate. Do not use it for a payload from another source. Only JSON is
    /// decoded, as from a delivery.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{Proof, Verified, dixa::{Dixa, Event}};
    ///
    /// let payload = r#"{"event_id":"c0ffee00","event_fqn":"CONVERSATION_CLOSED","data":{"conversation":{"csid":7}}}"#;
    /// let verified = Verified::<Dixa, _>::from_delivery_log(payload);
    /// assert_eq!(verified.proof(), Proof::Fetched);
    /// let event = Event::decode(&verified)?;
    /// # Ok::<(), chathooks::DecodeError>(())
    /// ```
    #[must_use]
    pub fn from_delivery_log(payload: B) -> Self {
        Self::new(payload, Proof::Fetched).with_formats([Format::Json])
    }
}

model! {
    /// The latest deliveries of one event of a subscription.
    ///
    /// In the vendor's sample, the newest is first. It is not known how many there are, nor how long they are kept.
    pub struct DeliveryLogs<'a> as record {
        /// The deliveries.
        pub data: List<EventDeliveryLog<'a>> = "data";
    }
}

impl DeliveryStatus<'_> {
    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> DeliveryStatus<'static> {
        match self {
            Self::DeliveryDetail(detail) => DeliveryStatus::DeliveryDetail(detail.into_owned()),
            Self::NoRecentDelivery => DeliveryStatus::NoRecentDelivery,
            Self::Unknown(fields) => DeliveryStatus::Unknown(fields.into_owned()),
        }
    }
}

impl fmt::Debug for DeliveryStatus<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DeliveryDetail(detail) => f.debug_tuple("DeliveryDetail").field(detail).finish(),
            Self::NoRecentDelivery => f.write_str("NoRecentDelivery"),
            Self::Unknown(fields) => {
                let names: Vec<_> = fields.iter().map(|(name, _)| name).collect();
                f.debug_tuple("Unknown").field(&names).finish()
            }
        }
    }
}

impl IntoOwned for DeliveryStatus<'_> {
    type Owned = DeliveryStatus<'static>;

    fn into_owned(self) -> DeliveryStatus<'static> {
        self.into_owned()
    }
}

impl Write for DeliveryStatus<'_> {
    fn write(&self, target: Target) -> Value<'_> {
        let mut object = match self {
            Self::DeliveryDetail(detail) => match detail.write(target) {
                Value::Object(fields) => fields,
                _ => Object::new(),
            },
            Self::NoRecentDelivery => Object::new(),
            Self::Unknown(fields) => return Value::Object(fields.borrowed()),
        };
        let is_detail = matches!(self, Self::DeliveryDetail(_));
        object.push("_type", if is_detail { "DeliveryDetail" } else { "NoRecentDelivery" });
        object.into()
    }
}

impl Blank for DeliveryStatus<'_> {
    fn blank() -> Self {
        Self::NoRecentDelivery
    }
}

impl<'a> Read<'a> for DeliveryStatus<'a> {
    fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        let mut fields = Object::read(source)?;
        let kind = fields.get_single("_type")?.ok_or_else(|| DecodeError::missing("_type"))?;
        match kind.as_str() {
            Some("DeliveryDetail") => {
                fields.take("_type");
                source.reread(fields.into(), LogEntry::read).map(Self::DeliveryDetail)
            }
            Some("NoRecentDelivery") if fields.len() == 1 => Ok(Self::NoRecentDelivery),
            Some(_) => Ok(Self::Unknown(fields)),
            None => Err(DecodeError::expected("a string", &kind.unexpected()).in_name("_type")),
        }
    }
}

serde_by_value!(DeliveryStatus<'a>);
