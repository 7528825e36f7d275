//! Reads an event as JSON and prints the signed request for it, as bytes of HTTP that `nc` can send.
//!
//! ```text
//! sign VENDOR [--key TEXT] [--url URL] [--now MS] [--format json|xml|form] < EVENT.json
//! ```
//!
//! VENDOR is `acquire`, `acquire-v1`, `dixa` or `comm100`.
//!
//! - `--key` is required for Acquire and for Dixa, whose key is the secret in hexadecimal digits. The other two sign nothing.
//! - `--now` is the time that Dixa signs, in milliseconds since 1970 UTC; defaults to the system clock.
//! - `--format` defaults to `json`. The others are for Acquire only.
//!
//! The exit status is 0, or 2 with a line `decode: …` if the event does not decode, and 64 for wrong usage.

#[path = "util/arguments.rs"]
mod arguments;
#[path = "util/event.rs"]
mod event;

use std::process::ExitCode;

use arguments::{Arguments, Failure};

fn main() -> ExitCode {
    arguments::exit(run())
}

fn run() -> Result<(), Failure> {
    let arguments = Arguments::read(&event::FLAGS, &[])?;
    let request = event::request(&arguments)?;
    let uri = request.uri();
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let target = format!("{}{query}", uri.path());
    let host = uri.host().ok_or_else(|| Failure::usage("--url has no host"))?;
    let host = uri.port().map_or(host.to_owned(), |port| format!("{host}:{port}"));
    let mut text = format!("POST {target} HTTP/1.1\r\nhost: {host}\r\n").into_bytes();
    for (name, value) in request.headers() {
        text.extend_from_slice(name.as_str().as_bytes());
        text.extend_from_slice(b": ");
        text.extend_from_slice(value.as_bytes());
        text.extend_from_slice(b"\r\n");
    }
    text.extend_from_slice(format!("content-length: {}\r\n\r\n", request.body().len()).as_bytes());
    text.extend_from_slice(request.body());
    arguments::print(&text)
}
