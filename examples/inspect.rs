//! Verifies and decodes a delivery, and prints it as one line of JSON.
//!
//! ```text
//! inspect VENDOR [--key TEXT]... [--header 'Name: value']... [--format json|xml|form] [--assume-authentic] < BODY
//! ```
//!
//! VENDOR is `acquire`. The line is `{"verified":"signature","event":"case:status","known":true,"id":"…","data":{…}}`;
//! `verified` is `signature`, `stringified` (the signature of the parsed and printed body) or `assumed`, `id` is the idempotency id or null, and `data` is the typed event's, under
//! the vendor's own names. `--format` narrows what the receiver allows, and may be there several times.
//!
//! The exit status is 0; 1 with a line `verify: …` when the sender is not proven; 2 with `decode: …` when the body does
//! not fit; 64 for wrong usage.

#[path = "util/arguments.rs"]
mod arguments;

use std::process::ExitCode;

use chathooks::acquire::{Acquire, Event, Receiver};
use chathooks::{Format, Proof, Verified};
use serde_json::json;

use arguments::{Arguments, Failure};

fn main() -> ExitCode {
    arguments::exit(run())
}

fn run() -> Result<(), Failure> {
    let arguments = Arguments::read(&["--key", "--header", "--format"], &["--assume-authentic"])?;
    match arguments.words.as_slice() {
        [vendor] if vendor == "acquire" => {}
        [vendor] => return Err(Failure::usage(format!("no such vendor: {vendor}"))),
        _ => return Err(Failure::usage("inspect VENDOR [--key TEXT]... [--header 'Name: value']... < BODY")),
    }
    let headers = arguments.all("--header").map(header).collect::<Result<Vec<_>, _>>()?;
    let formats = arguments.texts("--format")?.into_iter().map(format).collect::<Result<Vec<_>, _>>()?;
    let keys = arguments.keys()?;
    let body = arguments::input()?;

    let verified = if arguments.has("--assume-authentic") {
        Verified::<Acquire, _>::assume_authentic(body)
    } else {
        let keys = keys.ok_or_else(|| Failure::verify("no --key to verify with"))?;
        Receiver::new(keys).receive(&headers, body).map_err(Failure::verify)?
    };
    let verified = if formats.is_empty() { verified } else { verified.with_formats(formats) };
    let event = Event::decode(&verified).map_err(Failure::decode)?;
    let line = json!({
        "verified": match verified.proof() {
            Proof::Signature { .. } => "signature",
            Proof::Stringified { .. } => "stringified",
            _ => "assumed",
        },
        "event": event.name(),
        "known": event.name().is_known(),
        "id": event.idempotency_id(),
        "data": event.data,
    });
    println!("{line}");
    Ok(())
}

/// Splits `Name: value`; the value may be any bytes, the name of a header is a text.
fn header(header: &[u8]) -> Result<(&str, &[u8]), Failure> {
    let wrong = || Failure::usage("a header is 'Name: value'");
    let colon = header.iter().position(|byte| *byte == b':').ok_or_else(wrong)?;
    let (name, value) = header.split_at(colon);
    let value = value.get(1..).unwrap_or_default().trim_ascii();
    Ok((str::from_utf8(name).map_err(|_| wrong())?.trim(), value))
}

fn format(name: &str) -> Result<Format, Failure> {
    match name {
        "json" => Ok(Format::Json),
        "xml" => Ok(Format::Xml),
        "form" => Ok(Format::Form),
        _ => Err(Failure::usage("a format is json, xml or form")),
    }
}
