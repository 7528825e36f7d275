//! The typed event, decoded from a verified body.

use sha2::{Digest as _, Sha256};

use super::{Acquire, Data, EventName};
use crate::codec::read::{absent, set};
use crate::codec::source::Source;
use crate::codec::stringify_value;
use crate::value::write::{Target, Write};
use crate::value::{Object, Text, Value};
use crate::{DecodeError, Verified};

/// An event: what happened, in `data`, and all other fields of the body.
///
/// It borrows from the body it was decoded from. [`into_owned`](Event::into_owned) converts it into an owned value.
///
/// # Examples
///
/// ```
/// use chathooks::{Verified, acquire::{Acquire, Data, Event, Status}};
///
/// let body = r#"{"event":"case:status","data":{"caseId":72,"status":"closed"}}"#;
/// let verified = Verified::<Acquire, _>::assume_authentic(body);
/// let event = Event::decode(&verified)?;
/// let Data::CaseStatus(case) = &event.data else { return Err("another event".into()) };
/// assert_eq!(case.case_id, "72");
/// assert_eq!(case.status, Status::Closed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// An event does not implement `Deserialize`, so that no framework's extractor bypasses the verification:
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
/// Both work with a [`Stored`](crate::Stored) event from the application's own queue:
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
    /// The name and the data of the event.
    pub data: Data<'a>,
    /// All fields except `event` and `data`. The vendor documents none. Do not add `event` or `data` here.
    pub extra: Object<'a>,
}

impl<'a> Event<'a> {
    /// Decodes an event from a verified body.
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

    /// Returns the id of the case that the event is about, if any.
    ///
    /// It is documented for `case:status` only; for the other events, the field `caseId` is inferred.
    #[must_use]
    pub fn case_id(&self) -> Option<Text<'_>> {
        match &self.data {
            Data::CaseStatus(case) => Some(Text::from(case.case_id.as_str())),
            Data::UserCaseInvite(invite) => invite.case_id(),
            Data::UserCaseJoined(joined) => joined.case_id(),
            Data::CaseMessageNew(message) => message.case_id(),
            Data::CaseNew(case) => case.case_id(),
            Data::UserStatus(_) | Data::Unknown(_) => None,
        }
    }

    /// Returns an id that is equal in every delivery of the same event and different for any other event, or `None` if
    /// the event cannot be identified.
    ///
    /// Acquire sends no delivery id. A `case:status` event has the whole conversation, and each change of state adds a
    /// message to it. The id is the SHA-256, in hexadecimal, of the case's id, the ids of all its messages and the
    /// state, whatever the format of the body.
    ///
    /// The result is `None` for a case without messages, a case with a message without an id, and the events whose data
    /// is unknown: equal data may then belong to different events.
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
            // Each id is preceded by its length, so that `1`, `23` and `12`, `3` hash differently.
            digest.update((text.len() as u64).to_be_bytes());
            digest.update(text);
        }
        Some(hex::encode(digest.finalize()))
    }

    /// Serializes the event as the JSON that JavaScript's `JSON.stringify` returns. The only exception is a number that
    /// a double cannot represent, which keeps its digits. The result is the JSON body of
    /// [`Sender::parts`](super::Sender::parts).
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

/// Writes `event`, then `data`, then the other fields, as the vendor does.
impl Write for Event<'_> {
    fn write(&self, target: Target) -> Value<'_> {
        let mut object = Object::with_capacity(2 + self.extra.len());
        object.push("event", self.name().write(target).into_owned());
        object.push("data", self.data.write(target));
        object.push_all(&self.extra);
        object.into()
    }
}
