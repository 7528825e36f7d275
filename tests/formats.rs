//! XML and forms: reading, writing, and equal events in all three formats.

#![expect(clippy::unwrap_used, reason = "the helpers of a test fail as the test does")]

#[path = "util/contents.rs"]
mod contents;
#[path = "formats/convert.rs"]
mod convert;
#[path = "formats/form.rs"]
mod form;
#[path = "formats/generated.rs"]
mod generated;
#[path = "formats/hostile.rs"]
mod hostile;
#[path = "formats/loose.rs"]
mod loose;
#[path = "util/node.rs"]
mod node;
#[path = "util/parsers.rs"]
mod parsers;
#[path = "formats/node.rs"]
mod peers;
#[path = "formats/properties.rs"]
mod properties;
#[path = "util/random.rs"]
mod random;
#[path = "formats/xml.rs"]
mod xml;

use chathooks::acquire::{Acquire, Event};
use chathooks::{DecodeError, Format, Limits, Verified, value::Value};

const FORMATS: [Format; 3] = [Format::Json, Format::Xml, Format::Form];

/// Reads a body and writes it as JSON, which shows a tree best.
fn to_json(body: &[u8], format: Format) -> Result<String, DecodeError> {
    let tree = Value::from_body(body, format, Limits::default())?;
    Ok(String::from_utf8(tree.to_body(Format::Json)).unwrap())
}

fn json_tree(text: &str) -> Value<'_> {
    Value::from_body(text.as_bytes(), Format::Json, Limits::default()).unwrap()
}

fn event(body: &[u8]) -> Result<Event<'static>, DecodeError> {
    Event::decode(&Verified::<Acquire, _>::assume_authentic(body)).map(Event::into_owned)
}
