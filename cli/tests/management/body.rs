//! The bodies of requests, as the vendors' samples have them.

use serde_json::{Value, json};

use super::api::{Vendor, sample, text};

/// Checks the names and types of the fields against the vendor's sample.
pub(crate) fn check(vendor: Vendor, step: &str, body: &[u8]) -> Result<(), String> {
    let body: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    let body = body.as_object().ok_or("not an object")?;
    let (sample, required): (Value, &[&str]) = match vendor {
        Vendor::Acquire => (sample!("acquire/rest/create.seed.json"), &["name", "url", "events"]),
        Vendor::Dixa => {
            (sample!("dixa/rest/create.json"), &["name", "url", "authorization", "customHeaders", "events"])
        }
        Vendor::Comm100 => (sample!("comm100/rest/create.seed.json"), &["event", "targetUrl"]),
    };
    let is_partial = step == "update" && vendor == Vendor::Dixa;
    for name in required.iter().filter(|_| !is_partial) {
        body.get(*name).ok_or(format!("no {name}"))?;
    }
    for (name, value) in body {
        // A record of Acquire has a direction, which an update sends back.
        let flow = json!("outbound");
        let is_flow = vendor == Vendor::Acquire && step == "update" && name == "flow";
        let like = if is_flow { Some(&flow) } else { sample.get(name) };
        let like = like.ok_or(format!("unknown field {name}"))?;
        if std::mem::discriminant(value) != std::mem::discriminant(like) {
            return Err(format!("the type of {name}"));
        }
        if !allowed(name, value) {
            return Err(format!("the value of {name}"));
        }
    }
    Ok(())
}

/// Returns whether a field has a value that the vendor documents.
fn allowed(name: &str, value: &Value) -> bool {
    let one_of = |texts: &[&str]| value.as_str().is_some_and(|text| texts.contains(&text));
    let is_secret = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty() && !text.contains(' '));
    match name {
        "status" => one_of(&["active", "disabled"]),
        "urlSkipSsl" => one_of(&["yes", "no"]),
        "format" => one_of(&["application/json", "application/xml", "application/x-www-form-urlencoded"]),
        "hmacKey" => is_secret(value),
        "authorization" => match text(&value["_type"]).as_str() {
            "NoAuth" => value.as_object().unwrap().len() == 1,
            // The vendor adds `Bearer`.
            "TokenAuth" => value.as_object().unwrap().len() == 2 && is_secret(&value["value"]),
            "BasicAuth" => value.as_object().unwrap().len() == 3 && is_secret(&value["password"]),
            _ => false,
        },
        _ => true,
    }
}
