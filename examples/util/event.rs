//! The request that `sign` prints and `send` sends.

use chathooks::acquire::{Acquire, Event, Sender};
use chathooks::{Format, Key, Verified};

use crate::arguments::{self, Arguments, Failure};

/// Builds the request for `VENDOR --key TEXT [--url URL]` and the event on standard input.
pub(crate) fn request(arguments: &Arguments) -> Result<http::Request<Vec<u8>>, Failure> {
    match arguments.words.as_slice() {
        [vendor] if vendor == "acquire" => {}
        [vendor] => return Err(Failure::usage(format!("no such vendor: {vendor}"))),
        _ => return Err(Failure::usage("VENDOR --key TEXT [--url URL] < EVENT.json")),
    }
    let mut keys = arguments.all("--key");
    let (Some(key), None) = (keys.next(), keys.next()) else { return Err(Failure::usage("one --key is needed")) };
    let key = Key::new(key).map_err(Failure::usage)?;
    let url = arguments.one("--url")?.unwrap_or("http://127.0.0.1:8080/acquire");
    let event = Verified::<Acquire, _>::assume_authentic(arguments::input()?).with_formats([Format::Json]);
    let event = Event::decode(&event).map_err(Failure::decode)?;
    Sender::new(key).request(url, &event).map_err(Failure::usage)
}
