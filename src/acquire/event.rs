//! The typed event, and how a proven body becomes one.

use sha2::{Digest as _, Sha256};

use super::{Acquire, Data, EventName};
use crate::codec::read::{absent, set};
use crate::codec::source::Source;
use crate::codec::stringify_value;
use crate::value::write::{Target, Write};
use crate::value::{Object, Text, Value};
use crate::{DecodeError, Verified};

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
///
/// An event does not come out of JSON by itself, and so no framework's extractor gives one:
///
/// ```compile_fail,E0277
/// use chathooks::acquire::Event;
///
/// let event: Event<'static> = serde_json::from_str(r#"{"event":"case:new","data":{}}"#)?;
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// ```compile_fail,E0277
/// use axum::{Json, Router, routing::post};
/// use chathooks::acquire::Event;
///
/// async fn hook(Json(event): Json<Event<'static>>) {}
/// let app: Router = Router::new().route("/hook", post(hook));
/// ```
///
/// The same two are fine with a record of the caller's own queue:
///
/// ```
/// use axum::{Json, Router, routing::post};
/// use chathooks::{Stored, acquire::Event};
///
/// async fn work(Json(Stored(event)): Json<Stored<Event<'static>>>) {}
/// let app: Router = Router::new().route("/work", post(work));
///
/// let record = r#"{"vendor":"acquire","event":{"event":"case:new","data":{}}}"#;
/// let Stored(event): Stored<Event<'static>> = serde_json::from_str(record)?;
/// assert_eq!(serde_json::to_string(&Stored(&event))?, record);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<'a> {
    /// What happened.
    pub data: Data<'a>,
    /// The fields beside `event` and `data`, which are not to be among them. The vendor documents none.
    pub extra: Object<'a>,
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
        verified.contents().read(Self::read)
    }

    pub(super) fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        let name = EventName::from(source.tag("event")?);
        let mut data = None;
        let mut extra = Object::new();
        source.object(|field, source| {
            if field == "data" {
                return set(&mut data, Data::read(&name, source));
            }
            extra.push(field, source.value()?);
            Ok(())
        })?;
        let data = match data {
            Some(data) => data,
            None => absent(|source| Data::read(&name, source)).ok_or_else(|| DecodeError::missing("data"))?,
        };
        Ok(Self { data, extra })
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
    /// messages and of the state, whatever the format of the body. A case without a message or with a message without an id,
    /// and the events whose data nobody has printed, have no such id: two that look alike may be two occurrences.
    #[must_use]
    pub fn idempotency_id(&self) -> Option<String> {
        let Data::CaseStatus(case) = &self.data else { return None };
        if case.messages.is_empty() {
            return None;
        }
        let mut digest = Sha256::new();
        let ids = case.messages.iter().map(|message| message.id.as_ref().map(Text::as_str));
        for text in [Some(case.case_id.as_str()), Some(case.status.as_str())].into_iter().chain(ids) {
            let text = text?;
            // The length in front keeps `1`, `23` apart from `12`, `3`.
            digest.update((text.len() as u64).to_be_bytes());
            digest.update(text);
        }
        Some(hex::encode(digest.finalize()))
    }

    /// Writes the event as the vendor does: in JSON, as JavaScript's `JSON.stringify` prints it. A number that no double
    /// holds keeps its digits. It is the body of [`Sender::parts`](super::Sender::parts) in JSON.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        stringify_value(&self.write(Target::Body))
    }

    /// Converts into an owned value.
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
impl Write for Event<'_> {
    fn write(&self, target: Target) -> Value<'_> {
        let mut object = Object::with_capacity(2 + self.extra.len());
        object.push("event", self.name().write(target).into_owned());
        object.push("data", self.data.write(target));
        for (name, value) in self.extra.iter() {
            object.push(name, value.borrowed());
        }
        object.into()
    }
}
