//! The typed event, and how a proven body becomes one.

use std::borrow::Cow;
use std::fmt;
use std::mem;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer as _, MapAccess, Visitor};
use serde::ser::Error as _;
use serde::{Serialize, Serializer, ser::SerializeMap as _};
use sha2::{Digest as _, Sha256};

use super::{
    AgentStatusChanged, ChatEnded, ChatRequested, ChatStarted, ChatTransferred, ChatWrappedUp, Comm100, EventName,
    OfflineMessageSubmitted,
};
use crate::model::data::data;
use crate::value::text::Name;
use crate::value::to_tree;
use crate::verified::Source;
use crate::{
    DecodeError, Verified,
    value::{Text, Value},
};

/// An event: what happened, in `data`.
///
/// Comm100 writes the name of the event and what it carries side by side, so there is nothing beside `data`: a field
/// that this version of the crate does not know is in the `extra` of the data's model.
///
/// It borrows from the body it was decoded from; [`into_owned`](Event::into_owned) lets it outlive that.
///
/// # Examples
///
/// ```
/// use chathooks::{Verified, comm100::{Comm100, Data, Event}};
///
/// let body = r#"{"event":"chat_started","visitor":{"chat_id":"0b8f3d1e","name":"Mira","status":2}}"#;
/// let verified = Verified::<Comm100, _>::assume_authentic(body);
/// let event = Event::decode(&verified)?;
/// let Data::ChatStarted(started) = &event.data else { panic!("another event") };
/// assert_eq!(started.visitor.name.as_ref().map(|name| name.as_str()), Some("Mira"));
/// assert_eq!(event.chat_id(), Some("0b8f3d1e"));
/// # Ok::<(), chathooks::DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// What happened.
    pub data: Data<'a>,
}

data! {
    /// What happened, by the name of the event.
    ///
    /// The four changes of an agent's status carry the same; which of them it was is told by the variant.
    pub enum Data<'a> for EventName {
        /// A visitor asked for a chat.
        ChatRequested(ChatRequested<'a>),
        /// A chat started.
        ChatStarted(ChatStarted<'a>),
        /// A chat was handed to another agent or department.
        ChatTransferred(ChatTransferred<'a>),
        /// A chat ended.
        ChatEnded(ChatEnded<'a>),
        /// An agent submitted the wrap-up of a chat.
        ChatWrappedUp(ChatWrappedUp<'a>),
        /// A visitor left a message while no agent was online.
        OfflineMessageSubmitted(OfflineMessageSubmitted<'a>),
        /// An agent is online.
        Online(AgentStatusChanged<'a>) as shared,
        /// An agent is away.
        Away(AgentStatusChanged<'a>) as shared,
        /// An agent logged in.
        Login(AgentStatusChanged<'a>) as shared,
        /// An agent logged out.
        Logout(AgentStatusChanged<'a>) as shared,
    }
}

impl<'a> Event<'a> {
    /// Reads the event out of a proven body.
    ///
    /// There are three outcomes: a known event; [`Data::Unknown`], with the name of an event that this version of the
    /// crate does not know and all fields beside the name as its data; or an error. A known event that does not fit is
    /// never unknown.
    ///
    /// # Errors
    ///
    /// - when the body is not well formed, is not UTF-8, or goes beyond the [`Limits`](crate::Limits)
    /// - when it is in a format that the receiver does not allow
    /// - when it has no `event`, or what a known event carries does not fit, with the place in the body
    pub fn decode<B: AsRef<[u8]>>(verified: &'a Verified<Comm100, B>) -> Result<Self, DecodeError> {
        Self::read(verified.source())
    }

    fn read(source: Source<'a>) -> Result<Self, DecodeError> {
        let mut late = None;
        let read = source.read(Envelope { name: None, late: &mut late });
        match late.take() {
            // The name came after other fields, so the body is read once more, now that the name is known.
            Some(name) => source.read(Envelope { name: Some(name), late: &mut late }),
            None => read,
        }
    }

    /// Returns the name of the event.
    #[must_use]
    pub fn name(&self) -> EventName {
        self.data.name()
    }

    /// Returns the id of the chat that the event is about, where it is about one and says which.
    ///
    /// Comm100 writes the id in up to three places of a body, depending on the event; an empty one counts as absent.
    /// Ids are GUIDs, in which letter case does not matter, or numbers on the older platform.
    #[must_use]
    pub fn chat_id(&self) -> Option<&str> {
        let (own, visitor) = match &self.data {
            Data::ChatRequested(requested) => (None, requested.visitor.chat_id.as_ref()),
            Data::ChatStarted(started) => (None, started.visitor.chat_id.as_ref()),
            Data::ChatTransferred(transferred) => (
                transferred.chat.id.as_ref(),
                transferred.visitor.as_ref().and_then(|visitor| visitor.chat_id.as_ref()),
            ),
            Data::ChatEnded(ended) => {
                (ended.chat.id.as_ref(), ended.visitor.as_ref().and_then(|visitor| visitor.chat_id.as_ref()))
            }
            Data::ChatWrappedUp(wrapped_up) => {
                (wrapped_up.chat_id.as_ref(), wrapped_up.visitor.as_ref().and_then(|visitor| visitor.chat_id.as_ref()))
            }
            _ => (None, None),
        };
        // All the vendor's pages show the visitor's; that the chat's own is the same is inferred.
        [visitor, own].into_iter().flatten().map(Text::as_str).find(|id| !id.is_empty())
    }

    /// Returns an id that is the same when the same occurrence is delivered again, and another for any other of the
    /// same site, or `None` where nothing in the event tells that.
    ///
    /// Comm100 sends no id of a delivery and no time of it. So the id is the SHA-256, in hexadecimal digits, of the event's
    /// name and of what tells the occurrence, which is inferred:
    ///
    /// | event | told by |
    /// |---|---|
    /// | `chat_started`, `chat_ended` | the id of the chat, which starts and ends once |
    /// | `offline_message_submitted` | the id of the message |
    /// | `chat_wrapped_up` | the id of the chat and all of the wrap-up, where that has a time: it may be edited |
    /// | `chat_request`, `chat_transferred` | `None`: a chat may be queued or handed on more than once, alike each time |
    /// | `online`, `away`, `login`, `logout` | `None`: with an agent's id alone, every later one would look like a repeat |
    #[must_use]
    pub fn idempotency_id(&self) -> Option<String> {
        let (id, wrapup) = match &self.data {
            Data::ChatStarted(_) | Data::ChatEnded(_) => (self.chat_id()?, None),
            Data::OfflineMessageSubmitted(submitted) => (submitted.offline_message.id.as_ref()?.as_str(), None),
            Data::ChatWrappedUp(wrapped_up) => {
                wrapped_up.wrapup.time.as_ref()?;
                (self.chat_id()?, Some(&wrapped_up.wrapup))
            }
            _ => return None,
        };
        // As JSON, so that no two lists run together into one; an id is the same as a number and as a text.
        let occurrence = (self.name(), id.to_ascii_lowercase(), wrapup);
        (!id.is_empty()).then(|| hex::encode(Sha256::digest(crate::codec::encode(&occurrence, crate::Format::Json))))
    }

    /// Writes the event as the vendor does, in JSON.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        crate::codec::encode(self, crate::Format::Json)
    }

    /// Returns the same event with texts of its own, so that it can outlive the body.
    #[must_use]
    pub fn into_owned(self) -> Event<'static> {
        Event { data: self.data.into_owned() }
    }
}

impl<'a, T: Into<Data<'a>>> From<T> for Event<'a> {
    fn from(data: T) -> Self {
        Self { data: data.into() }
    }
}

/// Writes `event`, and then the fields of the data beside it, as the vendor does.
///
/// The data of an unknown event that is no map, and so came from no body, is written as `data`.
impl Serialize for Event<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let data = to_tree(&self.data).map_err(S::Error::custom)?;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("event", &self.name())?;
        match &data {
            Value::Object(fields) => {
                let mut beside = fields.iter().filter(|(name, _)| *name != "event");
                beside.try_for_each(|(name, value)| map.serialize_entry(name, value))?;
            }
            Value::Null => {}
            data => map.serialize_entry("data", data)?,
        }
        map.end()
    }
}

/// Reads the body into an event. Where other fields come before a name that is not known yet, it reads no further than
/// to the name, leaves that in `late`, and fails: the body can be read once more with it.
struct Envelope<'n> {
    name: Option<EventName>,
    late: &'n mut Option<EventName>,
}

impl<'de> DeserializeSeed<'de> for Envelope<'_> {
    type Value = Event<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Event<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Envelope<'_> {
    type Value = Event<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event<'de>, A::Error> {
        if let Some(name) = &self.name {
            return Beside { map, is_named: false }.read(name);
        }
        let mut is_first = true;
        while let Some(Name(field)) = map.next_key()? {
            if field == "event" {
                let name = map.next_value()?;
                if is_first {
                    return Beside { map, is_named: true }.read(&name);
                }
                *self.late = Some(name);
                return Err(Error::custom("the name is late"));
            }
            map.next_value::<IgnoredAny>()?;
            is_first = false;
        }
        Err(Error::missing_field("event"))
    }
}

/// The fields beside the name of the event, which the data is read from.
struct Beside<A> {
    map: A,
    /// Whether the name was passed already.
    is_named: bool,
}

impl<'de, A: MapAccess<'de>> Beside<A> {
    fn read(self, name: &EventName) -> Result<Event<'de>, A::Error> {
        Ok(Event { data: Data::of(name).deserialize(MapAccessDeserializer::new(self))? })
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Beside<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(Name(name)) = self.map.next_key()? {
            if name != "event" {
                return match name {
                    Cow::Borrowed(name) => seed.deserialize(BorrowedStrDeserializer::new(name)),
                    Cow::Owned(name) => seed.deserialize(name.into_deserializer()),
                }
                .map(Some);
            }
            if mem::replace(&mut self.is_named, true) {
                return Err(Error::duplicate_field("event"));
            }
            self.map.next_value::<IgnoredAny>()?;
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}
