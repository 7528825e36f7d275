//! Serde: values survive a round trip through a caller's queue or database, in each self-describing format.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod util;

#[path = "edge/models.rs"]
mod models;
#[path = "edge/stored.rs"]
mod stored;
#[path = "edge/values.rs"]
mod values;

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

fn from_cbor<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    ciborium::from_reader(bytes).map_err(|error| error.to_string())
}

fn to_cbor(value: &impl Serialize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// Writes a value and reads it again, in JSON, `MessagePack` and CBOR.
fn through_each<T: DeserializeOwned>(value: &impl Serialize) -> [Result<T, String>; 3] {
    let text = |error: &dyn std::error::Error| error.to_string();
    [
        serde_json::to_vec(value).and_then(|bytes| serde_json::from_slice(&bytes)).map_err(|error| text(&error)),
        rmp_serde::to_vec(value)
            .map_err(|error| text(&error))
            .and_then(|bytes| rmp_serde::from_slice(&bytes).map_err(|error| text(&error))),
        to_cbor(value).and_then(|bytes| from_cbor(&bytes)),
    ]
}

/// Checks that a value comes back the same.
fn comes_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    for again in through_each::<T>(value) {
        assert_eq!(again.as_ref(), Ok(value));
        // What equality does not see: whether a text has quotes.
        assert_eq!(serde_json::to_string(&again.unwrap()).unwrap(), serde_json::to_string(value).unwrap());
    }
}
