//! The typed event, and how a proven body becomes one.

use sha2::{Digest as _, Sha256};

use super::{Comm100, Data, EventName};
use crate::codec::json;
use crate::codec::source::Source;
use crate::value::write::{Target, Write};
use crate::value::{Object, Text, Value};
use crate::{DecodeError, Verified};

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
        verified.contents().read(Self::read)
    }

    /// The data is everything beside the name.
    pub(super) fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        let name = EventName::from(source.tag("event")?);
        Data::read(&name, source).map(|data| Self { data })
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
        if id.is_empty() {
            return None;
        }
        // As JSON, so that no two lists run together into one; an id is the same as a number and as a text.
        let wrapup = wrapup.map_or(Value::Null, |wrapup| wrapup.write(Target::Body));
        let occurrence = vec![self.name().as_str().to_owned().into(), id.to_ascii_lowercase().into(), wrapup];
        Some(hex::encode(Sha256::digest(json::to_vec(&Value::Array(occurrence)))))
    }

    /// Writes the event as the vendor does, in JSON.
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

/// Writes `event`, and then the fields of the data beside it, as the vendor does.
///
/// The data of an unknown event that is no map, and so came from no body, is written as `data`.
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
