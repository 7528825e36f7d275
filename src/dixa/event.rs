//! The typed event, decoded from a verified body.

use super::{Data, Dixa, EventName, Organization, spaced};
use crate::codec::read::{Read, absent, optional, set};
use crate::codec::source::Source;
use crate::value::write::{Target, Write};
use crate::value::{Object, Text, Timestamp, Value};
use crate::{DecodeError, Verified};

/// An event: what happened, in `data`, and the fields that every event has.
///
/// It borrows from the body it was decoded from. [`into_owned`](Event::into_owned) converts it into an owned value.
///
/// # Examples
///
/// ```
/// use chathooks::{Verified, dixa::{Data, Dixa, Event}};
///
/// let body = r#"{
///   "event_id" : "c0ffee00-0000-4000-8000-000000000014",
///   "event_fqn" : "CONVERSATION_RATED",
///   "data" : { "conversation" : { "csid" : 90417 }, "score" : 4, "comment" : null }
/// }"#;
/// let verified = Verified::<Dixa, _>::assume_authentic(body);
/// let event = Event::decode(&verified)?;
/// let Data::ConversationRated(rated) = &event.data else { return Err("another event".into()) };
/// assert_eq!(rated.conversation.csid, Some("90417".into()));
/// assert_eq!(rated.score.as_ref().and_then(|score| score.to_u64()), Some(4));
/// assert_eq!(rated.comment, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// The id of the event, which is the same in each delivery of it. It is a UUID in deliveries, but not in the
    /// vendor's examples, so it is kept as a string.
    ///
    /// On the wire: `event_id`.
    pub event_id: Text<'a>,
    /// The version of the event's format: `1` in every sample seen.
    ///
    /// On the wire: `event_version`.
    pub event_version: Option<Text<'a>>,
    /// When the event happened. It may be delivered hours later.
    ///
    /// On the wire: `event_timestamp`.
    pub event_timestamp: Option<Timestamp<'a>>,
    /// The organization that the event belongs to.
    ///
    /// On the wire: `organization`.
    pub organization: Option<Organization<'a>>,
    /// The name and the data of the event.
    ///
    /// On the wire: `data`, with its name in `event_fqn`.
    pub data: Data<'a>,
    /// All other fields. The vendor documents none.
    pub extra: Object<'a>,
}

impl<'a> Event<'a> {
    /// Creates an event of version `1`, without a time or an organization.
    #[must_use]
    pub fn new(event_id: impl Into<Text<'a>>, data: impl Into<Data<'a>>) -> Self {
        Self {
            event_id: event_id.into(),
            event_version: Some("1".into()),
            event_timestamp: None,
            organization: None,
            data: data.into(),
            extra: Object::new(),
        }
    }

    /// Decodes an event from a verified body.
    ///
    /// An event whose name is not known to this version of the crate decodes as [`Data::Unknown`], with its name and
    /// all of its data. A known event whose data does not fit its model is an error, never an unknown event.
    ///
    /// # Errors
    ///
    /// - if the body is malformed, is not UTF-8, or exceeds the [`Limits`](crate::Limits)
    /// - if the receiver does not allow its format
    /// - if `event_id` or `event_fqn` is missing
    /// - if the data of a known event does not fit its model; the error has the path
    pub fn decode<B: AsRef<[u8]>>(verified: &'a Verified<Dixa, B>) -> Result<Self, DecodeError> {
        verified.contents().read(Self::read)
    }

    pub(super) fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        let name = EventName::from(source.tag("event_fqn")?);
        let (mut id, mut version, mut timestamp, mut organization, mut data) = (None, None, None, None, None);
        let mut extra = Object::new();
        source.object(|field, source| match &*field {
            "event_id" => set(&mut id, Read::read(source)),
            "event_version" => set(&mut version, optional(source)),
            "event_timestamp" => set(&mut timestamp, optional(source)),
            "organization" => set(&mut organization, optional(source)),
            "data" => set(&mut data, Self::read_data(&name, source)),
            _ => {
                extra.push(field, source.value()?);
                Ok(())
            }
        })?;
        Ok(Self {
            event_id: id.ok_or_else(|| DecodeError::missing("event_id"))?,
            event_version: version.flatten(),
            event_timestamp: timestamp.flatten(),
            organization: organization.flatten(),
            data: match data {
                Some(data) => data,
                None => absent(|source| Data::read(&name, source)).ok_or_else(|| DecodeError::missing("data"))?,
            },
            extra,
        })
    }

    /// Reads the data of an event. Null counts as missing, which is accepted if the event has no required field.
    fn read_data(name: &EventName, source: &mut Source<'a>) -> Result<Data<'a>, DecodeError> {
        if source.null()? {
            let null = DecodeError::expected("an object", &Value::Null.unexpected());
            return absent(|source| Data::read(name, source)).ok_or(null);
        }
        Data::read(name, source)
    }

    /// Returns the name of the event.
    #[must_use]
    pub fn name(&self) -> EventName {
        self.data.name()
    }

    /// Returns an id that is equal in every delivery of the same event and different for any other event, or `None` if
    /// the event has none.
    ///
    /// It is `event_id`, which the vendor's page names for this purpose, or `None` if that is empty. Claim it before
    /// processing the event, atomically across all processes: the same event was seen two or three times at the same
    /// moment.
    #[must_use]
    pub fn idempotency_id(&self) -> Option<String> {
        let id = self.event_id.as_str();
        if id.is_empty() { None } else { Some(id.to_owned()) }
    }

    /// Serializes the event as JSON in the vendor's layout: pretty-printed with two spaces per level and a space on
    /// both sides of a colon.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        spaced::to_vec(&self.write(Target::Body))
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> Event<'static> {
        Event {
            event_id: self.event_id.into_owned(),
            event_version: self.event_version.map(Text::into_owned),
            event_timestamp: self.event_timestamp.map(Timestamp::into_owned),
            organization: self.organization.map(Organization::into_owned),
            data: self.data.into_owned(),
            extra: self.extra.into_owned(),
        }
    }
}

/// Writes the fields in the vendor's order, then the others.
impl Write for Event<'_> {
    fn write(&self, target: Target) -> Value<'_> {
        let mut object = Object::with_capacity(6 + self.extra.len());
        object.push("event_id", self.event_id.write(target));
        object.push("event_fqn", self.name().write(target).into_owned());
        if let Some(version) = &self.event_version {
            object.push("event_version", version.write(target));
        }
        if let Some(timestamp) = &self.event_timestamp {
            object.push("event_timestamp", timestamp.write(target));
        }
        if let Some(organization) = &self.organization {
            object.push("organization", organization.write(target));
        }
        object.push("data", self.data.write(target));
        object.push_all(&self.extra);
        object.into()
    }
}
