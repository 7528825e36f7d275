//! The request that `sign` prints and `send` sends.

use std::io::{self, Read as _};

use chathooks::acquire::{Acquire, Event, Sender};
use chathooks::{Format, Key, Verified};

use crate::arguments::{Arguments, Failure};

/// Builds the request for `VENDOR --key TEXT [--url URL]` and the event on standard input.
pub(crate) fn request(arguments: &Arguments) -> Result<http::Request<Vec<u8>>, Failure> {
    match arguments.words.as_slice() {
        [vendor] if vendor == "acquire" => {}
        [vendor] => return Err(Failure::usage(format!("no such vendor: {vendor}"))),
        _ => return Err(Failure::usage("VENDOR --key TEXT [--url URL] < EVENT.json")),
    }
    let key = arguments.one("--key")?.ok_or_else(|| Failure::usage("--key is missing"))?;
    let key = Key::new(key).map_err(Failure::usage)?;
    let url = arguments.one("--url")?.unwrap_or("http://127.0.0.1:8080/acquire");
    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body).map_err(Failure::usage)?;
    let event = Verified::<Acquire, _>::assume_authentic(body).with_formats([Format::Json]);
    let event = Event::decode(&event).map_err(Failure::decode)?;
    Sender::new(key).request(url, &event).map_err(Failure::usage)
}
