//! The typed event, and how a proven body becomes one.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Serialize, Serializer, ser::SerializeMap as _};
use sha2::{Digest as _, Sha256};

use super::{Acquire, Case, CaseMessageNew, CaseNew, EventName, UserCaseInvite, UserCaseJoined, UserStatus};
use crate::model::data::data;
use crate::value::text::Name;
use crate::verified::Source;
use crate::{
    DecodeError, Format, Verified, codec,
    value::{Object, Value},
};

/// An event: what happened, in `data`, and whatever stood beside it.
///
/// It borrows from the body it was decoded from; [`into_owned`](Event::into_owned) lets it outlive that.
///
/// # Examples
///
/// ```
/// use chathooks::{Verified, acquire::{Acquire, Data, Event, Status}};
///
/// let body = r#"{"event":"case:status","data":{"caseId":72,"status":"closed"}}"#;
/// let verified = Verified::<Acquire, _>::assume_authentic(body);
/// let event = Event::decode(&verified)?;
/// let Data::CaseStatus(case) = &event.data else { panic!("another event") };
/// assert_eq!(case.case_id, "72");
/// assert_eq!(case.status, Status::Closed);
/// # Ok::<(), chathooks::DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// What happened.
    pub data: Data<'a>,
    /// The fields beside `event` and `data`, which are not to be among them. The vendor documents none.
    pub extra: Object<'a>,
}

data! {
    /// What happened, by the name of the event.
    pub enum Data<'a> for EventName {
        /// The state of a case changed.
        CaseStatus(Case<'a>),
        /// A user was invited to a case.
        UserCaseInvite(UserCaseInvite<'a>),
        /// A user joined a case.
        UserCaseJoined(UserCaseJoined<'a>),
        /// A message was added to a case.
        CaseMessageNew(CaseMessageNew<'a>),
        /// A case was opened.
        CaseNew(CaseNew<'a>),
        /// The status of an agent changed.
        UserStatus(UserStatus<'a>),
    }
}

impl<'a> Event<'a> {
    /// Reads the event out of a proven body.
    ///
    /// There are three outcomes: a known event; [`Data::Unknown`], with the name and the whole data of an event that
    /// this version of the crate does not know; or an error. A known event that does not fit is never unknown.
    ///
    /// # Errors
    ///
    /// - when the body is not well formed, is not UTF-8, or goes beyond the [`Limits`](crate::Limits)
    /// - when it is in a format that the receiver does not allow
    /// - when it has no `event`, or the data of a known event does not fit, with the place in the body
    pub fn decode<B: AsRef<[u8]>>(verified: &'a Verified<Acquire, B>) -> Result<Self, DecodeError> {
        Self::read(verified.source())
    }

    fn read(source: Source<'a>) -> Result<Self, DecodeError> {
        match source.read(Envelope { name: None })? {
            Ok(event) => Ok(event),
            // The name came after the data, so the body is read once more, now that the name is known.
            Err(name) => source.read(Envelope { name: Some(name) })?.map_err(|_| Error::missing_field("data")),
        }
    }

    /// Returns the name of the event.
    #[must_use]
    pub fn name(&self) -> EventName {
        self.data.name()
    }

    /// Returns an id that is the same when the same occurrence is delivered again, and another for any other, or
    /// `None` where nothing in the event tells that.
    ///
    /// Acquire sends no id of a delivery. A `case:status` carries the whole conversation, to which each change of
    /// state adds a line, so the id is the SHA-256, in hexadecimal digits, of the ids of the case and of all its
    /// messages and of the state, whatever the format of the body. A case without a message, and the events whose data
    /// nobody has printed, have nothing of the sort: two that look alike may be two occurrences.
    #[must_use]
    pub fn idempotency_id(&self) -> Option<String> {
        let Data::CaseStatus(case) = &self.data else { return None };
        if case.messages.is_empty() {
            return None;
        }
        let mut digest = Sha256::new();
        let ids = case.messages.iter().map(|message| message.id.as_str());
        for text in [case.case_id.as_str(), case.status.as_str()].into_iter().chain(ids) {
            // The length in front keeps `1`, `23` apart from `12`, `3`.
            digest.update((text.len() as u64).to_be_bytes());
            digest.update(text);
        }
        Some(hex::encode(digest.finalize()))
    }

    /// Writes the event as the vendor does, in JSON.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        codec::encode(self, Format::Json)
    }

    /// Returns the same event with texts of its own, so that it can outlive the body.
    #[must_use]
    pub fn into_owned(self) -> Event<'static> {
        Event { data: self.data.into_owned(), extra: self.extra.into_owned() }
    }
}

impl<'a, T: Into<Data<'a>>> From<T> for Event<'a> {
    fn from(data: T) -> Self {
        Self { data: data.into(), extra: Object::new() }
    }
}

/// Writes `event`, then `data`, then the rest, as the vendor does.
impl Serialize for Event<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("event", &self.name())?;
        map.serialize_entry("data", &self.data)?;
        for (name, value) in self.extra.iter() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// Reads the body into an event. Where the data comes before the name, it is passed over, and the name comes back: the
/// body can be read once more with it.
struct Envelope {
    name: Option<EventName>,
}

impl<'de> DeserializeSeed<'de> for Envelope {
    type Value = Result<Event<'de>, EventName>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Envelope {
    type Value = Result<Event<'de>, EventName>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut name = None;
        let mut data = None;
        let mut passed_over = false;
        let mut extra = Object::new();
        while let Some(Name(field)) = map.next_key()? {
            match &*field {
                "event" if name.is_some() => return Err(Error::duplicate_field("event")),
                "event" => name = Some(map.next_value()?),
                "data" if data.is_some() || passed_over => return Err(Error::duplicate_field("data")),
                "data" => {
                    if let Some(name) = self.name.as_ref().or(name.as_ref()) {
                        data = Some(map.next_value_seed(Data::of(name))?);
                    } else {
                        map.next_value::<IgnoredAny>()?;
                        passed_over = true;
                    }
                }
                _ => extra.push(field, map.next_value::<Value<'de>>()?),
            }
        }
        let name = name.ok_or_else(|| Error::missing_field("event"))?;
        if passed_over {
            return Ok(Err(name));
        }
        let data = match data {
            Some(data) => data,
            None => Data::without(&name).ok_or_else(|| Error::missing_field("data"))?,
        };
        Ok(Ok(Event { data, extra }))
    }
}
