//! The typed event, and how a proven body becomes one.

use sha2::{Digest as _, Sha256};

use super::{AcquireV1, Data, EventName, Layout};
use crate::codec::json;
use crate::codec::read::Read;
use crate::codec::source::Source;
use crate::value::write::{Target, Write};
use crate::value::{Object, Value};
use crate::{DecodeError, Verified};

/// The spelling of `id` in the vendor's sample of `CHAT_ON_START`.
const SPACED_ID: &str = " id";

/// An event: what happened, in `data`, and how the body was laid out.
///
/// It borrows from the body it was decoded from; [`into_owned`](Event::into_owned) lets it outlive that.
///
/// # Examples
///
/// ```
/// use chathooks::{Verified, acquire::v1::{AcquireV1, ChatStatus, Data, Event}};
///
/// let body = r#"{"data":{" id":501,"status":"pending"},"event":"CHAT_ON_START"}"#;
/// let verified = Verified::<AcquireV1, _>::assume_authentic(body);
/// let event = Event::decode(&verified)?;
/// let Data::ChatOnStart(start) = &event.data else { panic!("another event") };
/// assert_eq!(start.id, "501");
/// assert_eq!(start.status, Some(ChatStatus::Pending));
/// assert_eq!(event.to_json(), body.as_bytes());
/// # Ok::<(), chathooks::DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// What happened.
    pub data: Data<'a>,
    /// How the body is laid out: as it came, or as the vendor prints it for an event that was made.
    pub layout: Layout,
    /// The fields beside `event` and `data` of a nested body. The vendor documents none; those that a flat body has
    /// are the data's own.
    pub extra: Object<'a>,
}

impl<'a> Event<'a> {
    /// Reads the event out of a proven body, nested or flat.
    ///
    /// There are three outcomes: a known event; [`Data::Unknown`], with the name and the whole data of an event that
    /// this version of the crate does not know; or an error. A known event that does not fit is never unknown.
    ///
    /// # Errors
    ///
    /// - when the body is not well formed, is not UTF-8, or goes beyond the [`Limits`](crate::Limits)
    /// - when it is in a format that the receiver does not allow
    /// - when it has no `event`, or the data of a known event does not fit, with the place in the body
    pub fn decode<B: AsRef<[u8]>>(verified: &'a Verified<AcquireV1, B>) -> Result<Self, DecodeError> {
        verified.contents().read(Self::read)
    }

    pub(super) fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        // The name comes last in every body that the vendor prints, and what it names may be the whole body. A value
        // that borrows from the body is read once, where a reader of the body would have to start over.
        let mut fields = Object::read(source)?;
        let name = only(&mut fields, "event")?.ok_or_else(|| DecodeError::missing("event"))?;
        let name = source.reread(name, EventName::read).map_err(|error| error.in_name("event"))?;
        let (mut layout, mut data, extra) = split(fields)?;
        if name.is_known() && data.get("id").is_none() && data.get(SPACED_ID).is_some() {
            layout = layout.with_spaced_id();
            data.rename(SPACED_ID, "id");
        }
        let data = source.reread(Value::Object(data), |source| Data::read(&name, source));
        let data = data.map_err(|error| if layout.is_nested() { error.in_name("data") } else { error })?;
        Ok(Self { data, layout, extra })
    }

    /// Returns the name of the event.
    #[must_use]
    pub fn name(&self) -> EventName {
        self.data.name()
    }

    /// Returns an id that is the same when the same occurrence is delivered again, and another for any other, or
    /// `None` where nothing in the event tells that.
    ///
    /// Acquire sends no id of a delivery. That a chat starts once and closes once is inferred; it may be taken by one
    /// agent after another. So the id is the SHA-256 of the event's name, the chat's id and, for `CHAT_ON_ACCEPT`, the
    /// agent's id, without which that event has none. It tells the chats of one account apart; a receiver of several
    /// accounts has to put theirs beside it.
    ///
    /// A `CHAT_ON_MESSAGE` has the id of its chat and none of the message, and a visitor who writes "yes" twice has
    /// written two messages. Of an unknown event nothing is known.
    #[must_use]
    pub fn idempotency_id(&self) -> Option<String> {
        let (chat, agent) = match &self.data {
            Data::ChatOnStart(start) => (&start.id, None),
            Data::ChatOnAccept(accept) => (&accept.id, Some(accept.user.as_ref()?.id.as_ref()?)),
            Data::ChatOnClose(close) => (&close.id, None),
            Data::ChatOnMessage(_) | Data::Unknown(_) => return None,
        };
        // As JSON, so that no two lists of ids run together into one; an id is the same as number and as text.
        let mut occurrence = vec![self.name().as_str().to_owned().into(), chat.as_str().into()];
        occurrence.push(agent.map_or(Value::Null, |agent| agent.as_str().into()));
        Some(hex::encode(Sha256::digest(json::to_vec(&Value::Array(occurrence)))))
    }

    /// Writes the event as the vendor does, in JSON, in its [`layout`](Event::layout).
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        json::to_vec(&self.write(Target::Body))
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> Event<'static> {
        Event { data: self.data.into_owned(), layout: self.layout, extra: self.extra.into_owned() }
    }
}

/// Tells a nested body, of which it takes the data out, from a flat one, which is the data. What is left comes last.
///
/// A flat body may have a field called `data` of its own: it is nested only where `data` is a map, and the chat's id is
/// not beside it.
fn split(mut fields: Object<'_>) -> Result<(Layout, Object<'_>, Object<'_>), DecodeError> {
    let has_id = |fields: &Object<'_>| fields.get("id").or(fields.get(SPACED_ID)).is_some();
    let nested = fields.get("data").and_then(Value::as_object).is_some_and(|data| has_id(data) || !has_id(&fields));
    if nested && let Some(Value::Object(data)) = only(&mut fields, "data")? {
        return Ok((Layout::nested(), data, fields));
    }
    Ok((Layout::flat(), fields, Object::new()))
}

/// Takes the one field `name` out.
fn only<'a>(fields: &mut Object<'a>, name: &'static str) -> Result<Option<Value<'a>>, DecodeError> {
    let value = fields.take(name);
    if fields.get(name).is_some() { Err(DecodeError::duplicate().in_name(name)) } else { Ok(value) }
}

/// Lays the event out as the vendor prints it.
impl<'a, T: Into<Data<'a>>> From<T> for Event<'a> {
    fn from(data: T) -> Self {
        let data = data.into();
        let layout = Layout::of(&data.name());
        Self { data, layout, extra: Object::new() }
    }
}

/// Writes the data, then the rest, then `event`, which the vendor writes last. Data that is no map is nested.
impl Write for Event<'_> {
    fn write(&self, target: Target) -> Value<'_> {
        let mut object = Object::with_capacity(2 + self.extra.len());
        match self.data.write(target) {
            Value::Object(mut data) => {
                if self.layout.has_spaced_id() {
                    data.rename("id", SPACED_ID);
                }
                if self.layout.is_nested() {
                    object.push("data", data);
                } else {
                    object = data;
                }
            }
            data => object.push("data", data),
        }
        for (name, value) in self.extra.iter() {
            object.push(name, value.borrowed());
        }
        object.push("event", self.name().write(target).into_owned());
        object.into()
    }
}
