//! The bodies that are measured, and the types that people derive for them.
#![allow(dead_code, reason = "each bench uses a part of it")]

use chathooks::value::Value;
use serde::Deserialize;

/// The vendor's own sample, compact: 1,375 bytes.
pub(crate) fn sample() -> Vec<u8> {
    let pretty = include_bytes!("../../tests/data/acquire/case-status.seed.json");
    serde_json::to_vec(&serde_json::from_slice::<Value>(pretty).unwrap()).unwrap()
}

/// The same case with the sample's messages over and over, 500 in all: about 112 KB.
pub(crate) fn sample_of_500() -> Vec<u8> {
    let mut body: serde_json::Value = serde_json::from_slice(&sample()).unwrap();
    let messages = body["data"]["messages"].as_array().unwrap().clone();
    let repeated = (0..500).map(|index| {
        let mut message = messages[index % messages.len()].clone();
        message["id"] = (323 + index).to_string().into();
        message
    });
    body["data"]["messages"] = repeated.collect();
    // The order of the vendor: the name first, which `Json` gives away.
    format!(r#"{{"event":"case:status","data":{}}}"#, body["data"]).into_bytes()
}

#[derive(Debug, Deserialize)]
#[serde(tag = "event", content = "data")]
pub(crate) enum Owned {
    #[serde(rename = "case:status")]
    CaseStatus(OwnedCase),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OwnedCase {
    case_id: String,
    status: String,
    #[serde(default)]
    fields: std::collections::HashMap<String, String>,
    contact: OwnedContact,
    messages: Vec<OwnedMessage>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct OwnedContact {
    id: String,
    fields: std::collections::HashMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OwnedMessage {
    id: String,
    channel: String,
    sender_id: String,
    sender_type: String,
    #[serde(rename = "type")]
    kind: String,
    message: String,
    seen: String,
    date_created: String,
}
