//! The typed event, decoded from a verified body.

use sha2::{Digest as _, Sha256};

use super::{Comm100, Data, EventName};
use crate::codec::json;
use crate::codec::source::Source;
use crate::value::write::{Target, Write};
use crate::value::{Object, Text, Value};
use crate::{DecodeError, Verified};

/// An event: what happened, in `data`.
///
/// In the body, the fields of the data are next to the name of the event. So an event has no `extra`: a field that this
/// version of the crate does not know is in the `extra` of the data's model.
///
/// It borrows from the body it was decoded from. [`into_owned`](Event::into_owned) converts it into an owned value.
///
/// # Examples
///
/// ```
/// use chathooks::{Verified, comm100::{Comm100, Data, Event}};
///
/// let body = r#"{"event":"chat_started","visitor":{"chat_id":"0b8f3d1e","name":"Mira","status":2}}"#;
/// let verified = Verified::<Comm100, _>::assume_authentic(body);
/// let event = Event::decode(&verified)?;
/// let Data::ChatStarted(started) = &event.data else { return Err("another event".into()) };
/// assert_eq!(started.visitor.name.as_ref().map(|name| name.as_str()), Some("Mira"));
/// assert_eq!(event.chat_id(), Some("0b8f3d1e"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// The name and the data of the event.
    pub data: Data<'a>,
}

impl<'a> Event<'a> {
    /// Decodes an event from a verified body.
    ///
    /// An event whose name is not known to this version of the crate decodes as [`Data::Unknown`], with its name and
    /// all other fields as its data. A known event whose data does not fit its model is an error, never an unknown
    /// event.
    ///
    /// # Errors
    ///
    /// - if the body is malformed, is not UTF-8, or exceeds the [`Limits`](crate::Limits)
    /// - if the receiver does not allow its format
    /// - if `event` is missing
    /// - if the data of a known event does not fit its model; the error has the path
    pub fn decode<B: AsRef<[u8]>>(verified: &'a Verified<Comm100, B>) -> Result<Self, DecodeError> {
        verified.contents().read(Self::read)
    }

    /// The data is all fields except the name.
    pub(super) fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        let name = EventName::from(source.tag("event")?);
        Data::read(&name, source).map(|data| Self { data })
    }

    /// Returns the name of the event.
    #[must_use]
    pub fn name(&self) -> EventName {
        self.data.name()
    }

    /// Returns the id of the chat that the event is about, or `None` if the event has none.
    ///
    /// A body may have the id in two fields: in the visitor, and in the chat or next to the wrap-up. An empty id counts
    /// as missing. Ids are GUIDs, which are case-insensitive, or numbers on the older platform.
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
        // The vendor's pages describe the visitor's field. That the other field has the same id is inferred.
        [visitor, own].into_iter().flatten().map(Text::as_str).find(|id| !id.is_empty())
    }

    /// Returns an id that is equal in every delivery of the same event and different for any other event of the same
    /// site, or `None` if the event cannot be identified.
    ///
    /// Comm100 sends neither a delivery id nor a time of sending. The id is the SHA-256, in hexadecimal, of the event's
    /// name and of the fields that identify the event. Which these are is inferred:
    ///
    /// | event | identified by |
    /// |---|---|
    /// | `chat_started`, `chat_ended` | the id of the chat, which starts and ends once |
    /// | `offline_message_submitted` | the id of the message |
    /// | `chat_wrapped_up` | the id of the chat and the whole wrap-up, if that has a time: a wrap-up may be edited |
    /// | `chat_request`, `chat_transferred` | `None`: a chat may be queued or transferred repeatedly, with equal data each time |
    /// | `online`, `away`, `login`, `logout` | `None`: the data is only the agent's id, so every later event would look like a duplicate |
    /// | an unknown event | `None`: its fields are unknown |
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
        if id.is_empty() {
            return None;
        }
        // As JSON, so that different lists of fields never hash alike. An id is the same as a number and as a string.
        let wrapup = wrapup.map_or(Value::Null, |wrapup| wrapup.write(Target::Body));
        let occurrence = vec![self.name().as_str().to_owned().into(), id.to_ascii_lowercase().into(), wrapup];
        Some(hex::encode(Sha256::digest(json::to_vec(&Value::Array(occurrence)))))
    }

    /// Serializes the event as JSON in the vendor's layout.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        json::to_vec(&self.write(Target::Body))
    }

    /// Converts into an owned value.
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

/// Writes `event` and then the fields of the data next to it, as the vendor does.
///
/// Data of an unknown event that is neither an object nor null is written as `data`. No decoded event has such data.
impl Write for Event<'_> {
    fn write(&self, target: Target) -> Value<'_> {
        let mut object = Object::with_capacity(8);
        object.push("event", self.name().write(target).into_owned());
        match self.data.write(target) {
            Value::Object(data) => {
                data.into_pairs()
                    .filter(|(name, _)| name != "event")
                    .for_each(|(name, value)| object.push(name, value));
            }
            Value::Null => {}
            data => object.push("data", data),
        }
        object.into()
    }
}
