//! Sends an event, signed, to a receiver, and prints its answer.
//!
//! ```text
//! send VENDOR [--key TEXT] [--url URL] [--now MS] [--format json|xml|form] < EVENT.json
//! ```
//!
//! It sends what `sign` prints, to the `receive` example's address unless `--url` says another. The exit status is 0
//! when the answer is 200; 1 with a line on standard error when it is another, or there is none; 2 when the event does
//! not fit; 64 for wrong usage.

#[path = "util/arguments.rs"]
mod arguments;
#[path = "util/event.rs"]
mod event;

use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, Failure};

fn main() -> ExitCode {
    arguments::exit(run())
}

fn run() -> Result<(), Failure> {
    let arguments = Arguments::read(&event::FLAGS, &[])?;
    let request = event::request(&arguments)?;
    // An answer of 401 is an answer, so a status is not an error here; and a webhook does not follow a redirection.
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(Duration::from_secs(10)))
        .build()
        .new_agent();
    let response = agent.run(request).map_err(|error| Failure(1, format!("send: {error}")))?;
    println!("{}", response.status());
    if response.status() == 200 { Ok(()) } else { Err(Failure(1, format!("send: answered {}", response.status()))) }
}
