//! Reads an event as JSON and prints the signed request that carries it, ready for `nc`.
//!
//! ```text
//! sign VENDOR [--key TEXT] [--url URL] [--now MS] [--format json|xml|form] < EVENT.json
//! ```
//!
//! VENDOR is `acquire`, `acquire-v1`, `dixa` or `comm100`. Dixa's key is its secret in hexadecimal digits, and `--now` the
//! time that it signs, in milliseconds since 1970 UTC; the two that sign nothing take no key. The format is Acquire's to
//! choose. The exit status is 0; 2 with a line `decode: …` when the event does not fit; 64 for wrong usage.

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
    let host = uri.host().ok_or_else(|| Failure::usage("the address has no host"))?;
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
