//! The typed event, and how a proven body becomes one.

use super::{Data, Dixa, EventName, Organization, spaced};
use crate::codec::read::{Read, absent, optional, set};
use crate::codec::source::Source;
use crate::value::write::{Target, Write};
use crate::value::{Object, Text, Timestamp, Value};
use crate::{DecodeError, Verified};

/// An event: what happened, in `data`, and what Dixa says of every event.
///
/// It borrows from the body it was decoded from; [`into_owned`](Event::into_owned) lets it outlive that.
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
/// let Data::ConversationRated(rated) = &event.data else { panic!("another event") };
/// assert_eq!(rated.conversation.csid, Some("90417".into()));
/// assert_eq!(rated.score.as_ref().and_then(|score| score.to_u64()), Some(4));
/// assert_eq!(rated.comment, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// The id of what happened, which is the same in each delivery of it: a UUID, but not in the vendor's own
    /// examples, so it is kept as text.
    ///
    /// On the wire: `event_id`.
    pub event_id: Text<'a>,
    /// The version of the event's form: `1` in everything that was seen.
    ///
    /// On the wire: `event_version`.
    pub event_version: Option<Text<'a>>,
    /// When it happened. A delivery may come hours later.
    ///
    /// On the wire: `event_timestamp`.
    pub event_timestamp: Option<Timestamp<'a>>,
    /// The organization whose event it is.
    ///
    /// On the wire: `organization`.
    pub organization: Option<Organization<'a>>,
    /// What happened.
    ///
    /// On the wire: `data`, and its name as `event_fqn`.
    pub data: Data<'a>,
    /// The fields beside those. The vendor documents none.
    pub extra: Object<'a>,
}

impl<'a> Event<'a> {
    /// Makes an event of version `1`, with neither a time nor an organization.
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

    /// Reads the event out of a proven body.
    ///
    /// There are three outcomes: a known event; [`Data::Unknown`], with the name and the whole data of an event that
    /// this version of the crate does not know; or an error. A known event that does not fit is never unknown.
    ///
    /// # Errors
    ///
    /// - when the body is not well formed, is not UTF-8, or goes beyond the [`Limits`](crate::Limits)
    /// - when it is in a format that the receiver does not allow
    /// - when it has no `event_id` or no `event_fqn`, or the data of a known event does not fit, with the place in
    ///   the body
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

    /// Reads the data of an event; null is as good as none, where the event can do without.
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

    /// Returns an id that is the same when the same occurrence is delivered again, and another for any other, or
    /// `None` where nothing in the event tells that.
    ///
    /// It is `event_id`, which the vendor's page names for this purpose, unless that is empty. Reserve it before the
    /// work, in one step for all processes: the same event was seen to come twice or three times at the same moment.
    #[must_use]
    pub fn idempotency_id(&self) -> Option<String> {
        let id = self.event_id.as_str();
        if id.is_empty() { None } else { Some(id.to_owned()) }
    }

    /// Writes the event as the vendor does: in JSON over several lines, with two spaces for each level and a space on
    /// either side of a colon.
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

/// Writes the fields in the vendor's order, and then the rest.
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
        for (name, value) in self.extra.iter() {
            object.push(name, value.borrowed());
        }
        object.into()
    }
}
