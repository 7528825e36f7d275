//! Lenient reading: each cell of the table in the docs of `Verified`, from raw JSON, the stringified form, XML and a form.
//! Values that a strict reading accepts are read the same.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod util;

#[path = "reading/cells.rs"]
mod cells;
#[path = "reading/monotone.rs"]
mod monotone;
#[path = "util/random.rs"]
mod random;

use chathooks::acquire::{Receiver, SignedContent};
use chathooks::codec::stringify;
use chathooks::{Key, Limits, Proof, Vendor, Verified};

/// The event of a verified body as `Debug` shows it, which is all that a caller sees of it.
fn shown<V: Vendor, B: AsRef<[u8]>>(verified: &Verified<V, B>) -> Result<String, String> {
    V::decode(verified).map(|event| format!("{event:?}")).map_err(|error| error.to_string())
}

/// Reads a raw body.
fn raw<V: Vendor>(body: &[u8]) -> Result<String, String> {
    shown(&Verified::<V, _>::assume_authentic(body))
}

/// Reads a body by its stringified form, which has to be `text`.
fn stringified(body: &str, text: &str) -> Result<String, String> {
    let key = Key::new("correct horse").unwrap();
    let headers = [("x-acquire-signature", key.sign(text.as_bytes()).to_string())];
    let receiver = Receiver::new(key).with_signed_content(SignedContent::Stringified);
    let verified = receiver.receive(&headers, body).unwrap_or_else(|error| panic!("{body} as {text}: {error}"));
    assert!(matches!(verified.proof(), Proof::Stringified { .. }));
    shown(&verified)
}

fn printed(json: &str) -> String {
    String::from_utf8(stringify(json.as_bytes(), Limits::default()).unwrap()).unwrap()
}
