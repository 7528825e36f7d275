//! The request that `sign` prints and `send` sends.

use chathooks::acquire::v1::{self, AcquireV1};
use chathooks::acquire::{self, Acquire};
use chathooks::comm100::{self, Comm100};
use chathooks::dixa::{self, Dixa};
use chathooks::{Format, Key, Vendor, Verified};

use crate::arguments::{self, Arguments, Failure};

/// The flags of both examples.
pub(crate) const FLAGS: [&str; 4] = ["--key", "--url", "--now", "--format"];

/// Builds the request for `VENDOR [--key TEXT] [--url URL] [--now MS] [--format …]` and the event on standard input.
pub(crate) fn request(arguments: &Arguments) -> Result<http::Request<Vec<u8>>, Failure> {
    let vendor = arguments.vendor()?;
    let keys = arguments.texts("--key")?;
    let format = match arguments.formats()?.as_slice() {
        [] => Format::Json,
        [format] if vendor == "acquire" || *format == Format::Json => *format,
        _ => return Err(Failure::usage("at most one --format; xml and form for acquire only")),
    };
    match (vendor, keys.as_slice()) {
        ("acquire", [key]) => {
            let sender = acquire::Sender::new(Key::new(key).map_err(Failure::usage)?);
            build::<Acquire>(&sender.with_format(format), arguments)
        }
        ("dixa", [key]) => build::<Dixa>(&dixa::Sender::new(arguments::hex_key(key.as_bytes())?), arguments),
        ("acquire-v1", []) => build::<AcquireV1>(&v1::Sender::new(), arguments),
        ("comm100", []) => build::<Comm100>(&comm100::Sender::new(), arguments),
        ("acquire" | "dixa", _) => Err(Failure::usage("exactly one --key is required")),
        _ => Err(Failure::usage("this vendor signs nothing and takes no --key")),
    }
}

fn build<V: Vendor>(sender: &V::Sender, arguments: &Arguments) -> Result<http::Request<Vec<u8>>, Failure> {
    let now = arguments.now()?;
    let default = format!("http://127.0.0.1:8080/{}", V::NAME);
    let url = arguments.one("--url")?.unwrap_or(&default);
    let event = Verified::<V, _>::assume_authentic(arguments::input()?).with_formats([Format::Json]);
    let event = V::decode(&event).map_err(Failure::decode)?;
    V::parts(sender, &event, now).into_request(url).map_err(Failure::usage)
}
