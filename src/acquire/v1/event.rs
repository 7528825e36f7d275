//! The typed event, decoded from a verified body.

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

/// An event: what happened, in `data`, and the layout of the body.
///
/// It borrows from the body it was decoded from. [`into_owned`](Event::into_owned) converts it into an owned value.
///
/// # Examples
///
/// ```
/// use chathooks::{Verified, acquire::v1::{AcquireV1, ChatStatus, Data, Event}};
///
/// let body = r#"{"data":{" id":501,"status":"pending"},"event":"CHAT_ON_START"}"#;
/// let verified = Verified::<AcquireV1, _>::assume_authentic(body);
/// let event = Event::decode(&verified)?;
/// let Data::ChatOnStart(start) = &event.data else { return Err("another event".into()) };
/// assert_eq!(start.id, "501");
/// assert_eq!(start.status, Some(ChatStatus::Pending));
/// assert_eq!(event.to_json(), body.as_bytes());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// The name and the data of the event.
    pub data: Data<'a>,
    /// The layout of the body. An event created with `From` has the layout of the vendor's sample.
    pub layout: Layout,
    /// The fields of a nested body other than `event` and `data`. The vendor documents none. The fields of a flat body
    /// belong to the data.
    pub extra: Object<'a>,
}

impl<'a> Event<'a> {
    /// Decodes an event from a verified body, nested or flat.
    ///
    /// An event whose name is not known to this version of the crate decodes as [`Data::Unknown`], with its name and
    /// all of its data. A known event whose data does not fit its model is an error, never an unknown event.
    ///
    /// # Errors
    ///
    /// - if the body is malformed, is not UTF-8, or exceeds the [`Limits`](crate::Limits)
    /// - if the receiver does not allow its format
    /// - if `event` is missing
    /// - if the data of a known event does not fit its model; the error has the path
    pub fn decode<B: AsRef<[u8]>>(verified: &'a Verified<AcquireV1, B>) -> Result<Self, DecodeError> {
        verified.contents().read(Self::read)
    }

    pub(super) fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        // In the vendor's samples the name is the last field, and the data may be the whole body. An incremental reader
        // would have to start over after the name, so the body is parsed once into a borrowed value.
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

    /// Returns an id that is equal in every delivery of the same event and different for any other event of the same
    /// account, or `None` if the event cannot be identified.
    ///
    /// Acquire sends no delivery id. The id is the SHA-256 of the event's name, the chat's id and, for
    /// `CHAT_ON_ACCEPT`, the agent's id. That a chat starts once and closes once is inferred; several agents may accept
    /// it one after another. A receiver of several accounts must combine the id with the account.
    ///
    /// The result is `None` for a `CHAT_ON_ACCEPT` without an agent's id, for an unknown event, and for a
    /// `CHAT_ON_MESSAGE`: a message has no id, and a visitor may send the same text twice.
    #[must_use]
    pub fn idempotency_id(&self) -> Option<String> {
        let (chat, agent) = match &self.data {
            Data::ChatOnStart(start) => (&start.id, None),
            Data::ChatOnAccept(accept) => (&accept.id, Some(accept.user.as_ref()?.id.as_ref()?)),
            Data::ChatOnClose(close) => (&close.id, None),
            Data::ChatOnMessage(_) | Data::Unknown(_) => return None,
        };
        // As JSON, so that different lists of ids never hash alike. An id is the same as a number and as a string.
        let mut occurrence = vec![self.name().as_str().to_owned().into(), chat.as_str().into()];
        occurrence.push(agent.map_or(Value::Null, |agent| agent.as_str().into()));
        Some(hex::encode(Sha256::digest(json::to_vec(&Value::Array(occurrence)))))
    }

    /// Serializes the event as JSON in its [`layout`](Event::layout).
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

/// Detects the layout, and returns it with the data and the remaining fields.
///
/// A flat body may have its own field `data`. So a body is nested only if `data` is an object that contains the chat's
/// id, or if `data` is an object and the id is not next to it either.
fn split(mut fields: Object<'_>) -> Result<(Layout, Object<'_>, Object<'_>), DecodeError> {
    let has_id = |fields: &Object<'_>| fields.get("id").or(fields.get(SPACED_ID)).is_some();
    let nested = fields.get("data").and_then(Value::as_object).is_some_and(|data| has_id(data) || !has_id(&fields));
    if nested && let Some(Value::Object(data)) = only(&mut fields, "data")? {
        return Ok((Layout::nested(), data, fields));
    }
    Ok((Layout::flat(), fields, Object::new()))
}

/// Removes and returns the field `name`, which must not be duplicate.
fn only<'a>(fields: &mut Object<'a>, name: &'static str) -> Result<Option<Value<'a>>, DecodeError> {
    let value = fields.take(name);
    if fields.get(name).is_some() { Err(DecodeError::duplicate().in_name(name)) } else { Ok(value) }
}

/// Creates an event in the layout of the vendor's sample.
impl<'a, T: Into<Data<'a>>> From<T> for Event<'a> {
    fn from(data: T) -> Self {
        let data = data.into();
        let layout = Layout::of(&data.name());
        Self { data, layout, extra: Object::new() }
    }
}

/// Writes the data, then the other fields, then `event`, which is last in the vendor's samples. Data that is not an
/// object is nested.
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
        object.push_all(&self.extra);
        object.push("event", self.name().write(target).into_owned());
        object.into()
    }
}
