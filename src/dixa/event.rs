//! The typed event, and how a proven body becomes one.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor};
use serde::{Serialize, Serializer, ser::SerializeMap as _};

use super::data::Data;
use super::{Dixa, EventName, Organization};
use crate::limits::Budget;
use crate::value::TreeReader;
use crate::value::text::Name;
use crate::verified::Source;
use crate::{
    DecodeError, Limits, Verified,
    value::{Object, Text, Timestamp, Value},
};

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
/// assert_eq!(rated.conversation.csid, "90417");
/// assert_eq!(rated.score.as_ref().and_then(|score| score.to_u64()), Some(4));
/// assert_eq!(rated.comment, None);
/// # Ok::<(), chathooks::DecodeError>(())
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
        Self::read(verified.source())
    }

    fn read(source: Source<'a>) -> Result<Self, DecodeError> {
        let mut event = None;
        if let Some(name) = source.read(Envelope { name: None, event: &mut event })? {
            // The name came after the data, so the body is read once more, now that the name is known.
            source.read(Envelope { name: Some(name), event: &mut event })?;
        }
        event.ok_or_else(|| Error::missing_field("data"))
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
        crate::codec::json::encode_indented(self)
    }

    /// Returns the same event with texts of its own, so that it can outlive the body.
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
impl Serialize for Event<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("event_id", &self.event_id)?;
        map.serialize_entry("event_fqn", &self.name())?;
        if let Some(version) = &self.event_version {
            map.serialize_entry("event_version", version)?;
        }
        if let Some(timestamp) = &self.event_timestamp {
            map.serialize_entry("event_timestamp", timestamp)?;
        }
        if let Some(organization) = &self.organization {
            map.serialize_entry("organization", organization)?;
        }
        map.serialize_entry("data", &self.data)?;
        for (name, value) in self.extra.iter() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// Reads the body into `event`. Where the data comes before the name, it is passed over, and the name comes back: the
/// body can be read once more with it.
///
/// The event is put where it belongs, and not returned: it is large, and each return would move it.
struct Envelope<'e, 'de> {
    name: Option<EventName>,
    event: &'e mut Option<Event<'de>>,
}

impl<'de> DeserializeSeed<'de> for Envelope<'_, 'de> {
    type Value = Option<EventName>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Envelope<'_, 'de> {
    type Value = Option<EventName>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut id, mut name, mut version, mut timestamp, mut organization) = (None, None, None, None, None);
        let mut data = None;
        let mut passed_over = false;
        let mut extra = Object::new();
        while let Some(Name(field)) = map.next_key()? {
            match &*field {
                "event_id" => once(&mut id, map.next_value()?, "event_id")?,
                "event_fqn" => once(&mut name, map.next_value()?, "event_fqn")?,
                "event_version" => once(&mut version, map.next_value()?, "event_version")?,
                "event_timestamp" => once(&mut timestamp, map.next_value()?, "event_timestamp")?,
                "organization" => once(&mut organization, map.next_value()?, "organization")?,
                "data" if data.is_some() || passed_over => return Err(Error::duplicate_field("data")),
                "data" => {
                    if let Some(name) = self.name.as_ref().or(name.as_ref()) {
                        data = Some(map.next_value_seed(DataOrNull(name))?);
                    } else {
                        map.next_value::<IgnoredAny>()?;
                        passed_over = true;
                    }
                }
                _ => extra.push(field, map.next_value::<Value<'de>>()?),
            }
        }
        let name = name.ok_or_else(|| Error::missing_field("event_fqn"))?;
        if passed_over {
            return Ok(Some(name));
        }
        *self.event = Some(Event {
            event_id: id.ok_or_else(|| Error::missing_field("event_id"))?,
            event_version: version.flatten(),
            event_timestamp: timestamp.flatten(),
            organization: organization.flatten(),
            data: data.or_else(|| absent(&name)).ok_or_else(|| Error::missing_field("data"))?,
            extra,
        });
        Ok(None)
    }
}

/// Keeps the value of a field that can be there once.
fn once<T, E: Error>(field: &mut Option<T>, value: T, name: &'static str) -> Result<(), E> {
    if field.is_some() {
        return Err(Error::duplicate_field(name));
    }
    *field = Some(value);
    Ok(())
}

/// Returns the data of an event whose body has none, where the event can do without.
fn absent<'de>(name: &EventName) -> Option<Data<'de>> {
    let budget = Budget::new(Limits::default());
    let empty = TreeReader::new(Value::Object(Object::new()), &budget);
    Data::without(name).or_else(|| Data::of(name).deserialize(empty).ok())
}

/// Reads the data of an event; null is as good as none.
struct DataOrNull<'n>(&'n EventName);

impl<'de> DeserializeSeed<'de> for DataOrNull<'_> {
    type Value = Data<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Data<'de>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for DataOrNull<'_> {
    type Value = Data<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_none<E: Error>(self) -> Result<Data<'de>, E> {
        absent(self.0).ok_or_else(|| Error::invalid_type(Unexpected::Unit, &self))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Data<'de>, D::Error> {
        Data::of(self.0).deserialize(deserializer)
    }
}
