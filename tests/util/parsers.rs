//! Node's usual parsers as peers: what they make of a body, and whether a receiver takes the signature of that.
#![allow(clippy::unwrap_used, reason = "a helper of tests may panic")]

use std::io::Write as _;
use std::process::{Command, Stdio};

use chathooks::acquire::{Receiver, SignedContent};
use chathooks::{Format, Key, Limits, value::Value};

use crate::node;

/// Whether a receiver accepts the body under the signature of the text.
pub(crate) fn is_accepted(body: &str, text: &str) -> bool {
    let key = Key::new("correct horse").unwrap();
    let headers = [("x-acquire-signature", key.sign(text.as_bytes()).to_string())];
    Receiver::new(key).with_signed_content(SignedContent::Stringified).receive(&headers, body).is_ok()
}

/// Gives a script of `tests/node` an input, and returns its output.
pub(crate) fn ask(script: &str, input: &Value<'_>) -> Value<'static> {
    let script = format!("{}/tests/node/{script}", env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new("node");
    let node = command.arg(script).arg(node::packages()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut node = node.spawn().unwrap();
    // The script reads all before it writes.
    node.stdin.take().unwrap().write_all(&input.to_body(Format::Json)).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    let limits = Limits::default().with_values(1_000_000);
    Value::from_body(&output.stdout, Format::Json, limits).unwrap().into_owned()
}

/// Asks what `qs` and `xml2js` make of bodies.
pub(crate) fn run(input: &Value<'_>) -> Value<'static> {
    ask("peers.cjs", input)
}

pub(crate) fn list(bodies: &[String]) -> Value<'static> {
    Value::Array(bodies.iter().map(|body| Value::from(body.clone())).collect())
}
