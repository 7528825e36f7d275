//! Sends a signed event to a receiver, and prints the status of the response.
//!
//! ```text
//! send VENDOR [--key TEXT] [--url URL] [--now MS] [--format json|xml|form] < EVENT.json
//! ```
//!
//! It sends the request that the `sign` example prints. `--url` defaults to the URL of the `receive` example. The exit status
//! is 0 if the receiver answers 200, 1 with a line on standard error if it answers another status or not at all, 2 if the
//! event does not decode, and 64 for wrong usage.

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
    // The status is printed, so it is not an error of the client. A webhook sender does not follow redirects.
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(Duration::from_secs(10)))
        .build()
        .new_agent();
    let response = agent.run(request).map_err(|error| Failure(1, format!("send: {error}")))?;
    println!("{}", response.status());
    if response.status() == 200 {
        Ok(())
    } else {
        Err(Failure(1, format!("send: the receiver answered {}", response.status())))
    }
}
