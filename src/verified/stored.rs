//! Records of verified bodies and events, for queues and databases.

use std::borrow::Cow;

use base64ct::{Base64, Encoding as _};
use serde::de::Error as _;
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::body::Body;
use super::{Proof, Vendor, VendorEvent, Verified};
use crate::Format;
use crate::format::Formats;
use crate::value::{Number, Object, Value};

/// A record of an event or a [`Verified`] body, for a queue or database.
///
/// An event does not implement `Deserialize`, so that no web framework can create one from an unverified request.
/// `Stored` of an event or a verified body does implement it. Anyone who can write to the queue or database can forge a
/// record, so restrict access to it.
///
/// `Stored(&event)` and `Stored(&verified)` can be serialized without cloning. An event is deserialized as
/// `Stored<Event<'static>>`, and a verified body as `Stored<Verified<V, B>>` with any `B` that implements `AsRef<[u8]>`
/// and `From<Vec<u8>>`, such as `Vec<u8>` or `Bytes`.
///
/// If possible, store the verified body: a later version of this crate may decode more fields from it. The record of a
/// verified body contains:
///
/// - the name of the vendor; reading the record of another vendor is an error
/// - the [`Proof`]
/// - the formats that the receiver allows, unless it allows all
/// - the verified bytes, as a string, or in base64 if they are not UTF-8
///
/// [`Limits`](crate::Limits) are not stored: a deserialized body has the default limits. A record with a field that
/// this version of the crate does not know is an error.
///
/// The record of an event contains the vendor's name and the event. Numbers in unknown fields are stored as 64-bit
/// integers or doubles; see [`value`](crate::value#serde). A format's reader may limit the nesting: `serde_json` cannot
/// read the event of a body nested deeper than about 120 levels, which only exceeds the default limits.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::acquire::{Acquire, Event, Receiver};
/// use chathooks::{Key, Stored, Verified};
///
/// # let body = br#"{"event":"case:status","data":{"caseId":"72","status":"closed"}}"#.to_vec();
/// let key = Key::new("correct horse")?;
/// let headers = [("x-acquire-signature", key.sign(&body).to_string())];
/// let verified = Receiver::new(key).receive(&headers, body)?;
///
/// // The receiver stores the record, and a worker reads it.
/// let record = serde_json::to_string(&Stored(&verified))?;
/// let Stored(verified): Stored<Verified<Acquire, Vec<u8>>> = serde_json::from_str(&record)?;
/// assert_eq!(Event::decode(&verified)?.name(), "case:status");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a newtype with a public field")]
pub struct Stored<T>(pub T);

impl<T: VendorEvent> Serialize for Stored<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_event(&self.0, serializer)
    }
}

impl<V: Vendor, B: AsRef<[u8]>> Serialize for Stored<Verified<V, B>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_verified(&self.0, serializer)
    }
}

impl<V: Vendor, B: AsRef<[u8]>> Serialize for Stored<&Verified<V, B>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_verified(self.0, serializer)
    }
}

impl<'de, V: Vendor, B: AsRef<[u8]> + From<Vec<u8>>> Deserialize<'de> for Stored<Verified<V, B>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut record = read_record(deserializer, V::NAME, &["proof", "formats", "body", "body_base64"])?;
        let proof = record.get("proof").ok_or_else(|| D::Error::missing_field("proof"))?;
        let proof = read_proof(proof).ok_or_else(|| D::Error::custom("proof: unknown to this version"))?;
        let formats = match record.get("formats") {
            None => Formats::default(),
            Some(formats) => {
                read_formats(formats).ok_or_else(|| D::Error::custom("formats: unknown to this version"))?
            }
        };
        let body = match (record.take("body"), record.take("body_base64")) {
            (Some(Value::String(body)), None) => body.into_owned().into_bytes(),
            (None, Some(Value::String(body))) => {
                Base64::decode_vec(&body).map_err(|_| D::Error::custom("body_base64: invalid base64"))?
            }
            _ => return Err(D::Error::custom("expected either `body` or `body_base64`, as a string")),
        };
        let body = match proof {
            Proof::Stringified { .. } => Body::Stringified(body),
            _ => Body::Raw(B::from(body)),
        };
        Ok(Self(Verified { formats, ..Verified::of(body, proof) }))
    }
}

const ALL: [(Format, &str); 3] = [(Format::Json, "json"), (Format::Xml, "xml"), (Format::Form, "form")];

pub(crate) fn write_event<T: VendorEvent, S: Serializer>(event: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut record = serializer.serialize_map(Some(2))?;
    record.serialize_entry("vendor", T::VENDOR)?;
    record.serialize_entry("event", event)?;
    record.end()
}

/// Reads the record of an event, and returns the event as a value.
pub(crate) fn read_event<'de, D: Deserializer<'de>>(
    deserializer: D,
    vendor: &'static str,
) -> Result<Value<'static>, D::Error> {
    let mut record = read_record(deserializer, vendor, &["event"])?;
    record.take("event").ok_or_else(|| D::Error::missing_field("event"))
}

fn write_verified<V: Vendor, B: AsRef<[u8]>, S: Serializer>(
    verified: &Verified<V, B>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut record = Object::new();
    record.push("vendor", V::NAME);
    record.push("proof", write_proof(verified.proof));
    if verified.formats != Formats::default() {
        let formats = ALL.iter().filter(|(format, _)| verified.formats.contains(*format));
        record.push("formats", formats.map(|(_, name)| Value::from(*name)).collect::<Vec<_>>());
    }
    match str::from_utf8(verified.as_bytes()) {
        Ok(body) => record.push("body", body),
        Err(_) => record.push("body_base64", Base64::encode_string(verified.as_bytes())),
    }
    record.serialize(serializer)
}

/// Reads a record of the vendor with these fields, each at most once, and no others.
fn read_record<'de, D: Deserializer<'de>>(
    deserializer: D,
    vendor: &str,
    fields: &[&str],
) -> Result<Object<'static>, D::Error> {
    // Through a `Value`, because the errors of a derived `Deserialize` may contain values.
    let Value::Object(record) = Value::deserialize(deserializer)? else {
        return Err(D::Error::custom("expected an object"));
    };
    if record.get_str("vendor").ok_or_else(|| D::Error::missing_field("vendor"))? != vendor {
        return Err(D::Error::custom("the record belongs to another vendor"));
    }
    for (name, _) in record.iter() {
        if name != "vendor" && !fields.contains(&name) {
            return Err(D::Error::custom("unknown field"));
        }
        if record.iter().filter(|(other, _)| *other == name).count() > 1 {
            return Err(D::Error::custom("duplicate field"));
        }
    }
    Ok(record)
}

fn write_proof(proof: Proof) -> Value<'static> {
    let index = proof.index().map(|index| Number::from_checked(Cow::Owned(index.to_string())));
    std::iter::once((proof.as_str(), index.map_or(Value::Bool(true), Value::Number))).collect::<Object<'_>>().into()
}

fn read_proof(proof: &Value<'_>) -> Option<Proof> {
    let mut fields = proof.as_object()?.iter();
    let (name, value) = fields.next()?;
    let index = || value.as_number()?.as_str().parse().ok();
    let proof = match name {
        "signature" => Proof::Signature { key: index()? },
        "stringified" => Proof::Stringified { key: index()? },
        "token" => Proof::Token { token: index()? },
        "fetched" if *value == Value::Bool(true) => Proof::Fetched,
        "assumed" if *value == Value::Bool(true) => Proof::Assumed,
        _ => return None,
    };
    fields.next().is_none().then_some(proof)
}

fn read_formats(formats: &Value<'_>) -> Option<Formats> {
    let names = formats.as_array()?.iter().map(Value::as_str);
    names.map(|name| ALL.iter().find(|(_, own)| Some(*own) == name).map(|(format, _)| *format)).collect()
}
