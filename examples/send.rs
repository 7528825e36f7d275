//! Sends a signed event of Acquire to a receiver, and prints the status of the response.
//!
//! `CHATHOOKS_KEY=TEXT cargo run --example send http://127.0.0.1:8080/acquire < event.json`
//!
//! The command `chathooks` of the package `chathooks-cli` sends events of every vendor.

use std::error::Error;
use std::io::Read as _;
use std::time::Duration;

use chathooks::acquire::{Acquire, Event, Sender};
use chathooks::{Key, Verified};

fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("usage: send URL < EVENT.json")?;
    let key = std::env::var("CHATHOOKS_KEY").map_err(|_| "CHATHOOKS_KEY is not set")?;
    let mut json = Vec::new();
    std::io::stdin().read_to_end(&mut json)?;

    // The event is the caller's own, so there is nothing to verify.
    let verified = Verified::<Acquire, _>::assume_authentic(json);
    let request = Sender::new(Key::new(key)?).request(url, &Event::decode(&verified)?)?;

    // The status is printed, so it is not an error of the client. A webhook sender does not follow redirects.
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
    let agent = config.timeout_global(Some(Duration::from_secs(10))).build().new_agent();
    let status = agent.run(request)?.status();
    println!("{status}");
    if status == 200 { Ok(()) } else { Err(format!("the receiver answered {status}").into()) }
}
