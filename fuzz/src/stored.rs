//! Records of verified bodies and events, as a queue or a database gives them back.

use chathooks::acquire::{Acquire, v1::AcquireV1};
use chathooks::{Format, Stored, Vendor, Verified, comm100::Comm100, dixa::Dixa, value::Value};
use serde::{Serialize, de::DeserializeOwned};

use crate::{choice, poison, shown, wide};

/// A body is the same when it comes back from its record, and so is its event; a record that is read is written
/// identically again, and is that of one vendor; no error shows a value of the record.
pub fn stored(input: &[u8]) {
    let vendors =
        [record::<Acquire>(input), record::<AcquireV1>(input), record::<Dixa>(input), record::<Comm100>(input)];
    let named = Value::from_body(input, Format::Json, wide()).ok();
    let named = named.as_ref().and_then(|record| record.get("vendor")).and_then(Value::as_str);
    let names = [Acquire::NAME, AcquireV1::NAME, Dixa::NAME, Comm100::NAME];
    for (name, is_read) in names.into_iter().zip(vendors) {
        assert!(!is_read || named == Some(name), "the record of another vendor");
    }
    body::<Acquire>(input);
    body::<AcquireV1>(input);
    body::<Dixa>(input);
    body::<Comm100>(input);
}

/// Reads the input as a record, and returns whether it is one.
fn record<V: Vendor>(input: &[u8]) -> bool
where
    Stored<V::Event<'static>>: DeserializeOwned,
{
    let verified = again::<Stored<Verified<V, Vec<u8>>>>(input);
    if let Some(Stored(verified)) = &verified {
        let _ = V::decode(verified);
    }
    let event = again::<Stored<V::Event<'static>>>(input);
    assert!(verified.is_none() || event.is_none(), "a record of both");
    verified.is_some() || event.is_some()
}

/// Reads a record, and checks that it is written identically again, from where on all records are equal.
fn again<T: Serialize + DeserializeOwned>(input: &[u8]) -> Option<T> {
    if let Ok(record) = Value::from_body(input, Format::Json, wide()) {
        let vendor = record.get("vendor").cloned();
        let mut poisoned = poison::poisoned(&record, choice(input), true);
        if let (Value::Object(fields), Some(vendor)) = (&mut poisoned, vendor) {
            *fields = fields
                .iter()
                .filter(|(name, _)| *name != "vendor")
                .map(|(name, value)| (name.to_owned(), value.clone()))
                .collect();
            fields.push("vendor", vendor.into_owned());
        }
        let poisoned = poisoned.to_body(Format::Json);
        if let Err(error) = serde_json::from_slice::<T>(&poisoned)
            && !poison::has_such_a_name(&record)
        {
            poison::is_hidden(&error, &poisoned);
        }
    }
    let read = serde_json::from_slice::<T>(input).ok()?;
    let written = serde_json::to_string(&read).expect("a record can be written");
    let from_text: T = serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
    assert_eq!(serde_json::to_string(&from_text).expect("a record can be written"), written);
    // A value has owned strings, and its fields in another order.
    let value: serde_json::Value = serde_json::from_str(&written).expect("a record is JSON");
    let from_value: T = serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}: {written}"));
    assert_eq!(serde_json::to_value(&from_value).expect("a record can be written"), value);
    Some(read)
}

/// The input as a verified body.
fn body<V: Vendor>(input: &[u8])
where
    Stored<V::Event<'static>>: DeserializeOwned,
{
    let verified = Verified::<V, _>::assume_authentic(input);
    let record = serde_json::to_string(&Stored(&verified)).expect("a record can be written");
    let Stored(back) = again::<Stored<Verified<V, Vec<u8>>>>(record.as_bytes()).expect("a body comes back");
    assert_eq!((back.as_bytes(), back.proof(), back.format()), (input, verified.proof(), verified.format()));
    match (V::decode(&verified), V::decode(&back)) {
        (Ok(event), Ok(decoded)) => {
            let record = serde_json::to_string(&Stored(event)).expect("a record can be written");
            let decoded = serde_json::to_string(&Stored(decoded)).expect("a record can be written");
            assert_eq!(record, decoded);
            let stored = again::<Stored<V::Event<'static>>>(record.as_bytes());
            assert!(stored.is_some(), "{}", shown(record.as_bytes()));
        }
        (Err(one), Err(other)) => assert_eq!(one.to_string(), other.to_string()),
        (one, other) => panic!("{:?} and {:?}", one.is_ok(), other.is_ok()),
    }
}
