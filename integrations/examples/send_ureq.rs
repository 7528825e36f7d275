//! Sends an event of Acquire's to a receiver with ureq, a blocking client.
//!
//! `ACQUIRE_KEY=TEXT cargo run --example send_ureq http://127.0.0.1:8080/acquire`
//!
//! For HTTPS, enable the feature `rustls` of ureq. For retries, see `chathooks::delivery`.

use std::{env, error::Error, time::Duration};

use chathooks::Key;
use chathooks::acquire::{Case, Event, Message, Sender, Status};

fn main() -> Result<(), Box<dyn Error>> {
    let url = env::args().nth(1).ok_or("the URL of a receiver is missing")?;
    let sender = Sender::new(Key::new(env::var("ACQUIRE_KEY")?)?);

    let mut case = Case::new("72", Status::Closed);
    case.messages.push(Message::new("323"));
    let request = sender.request(url, &Event::from(case))?;

    // The status is printed, so it is not an error of the client. Webhook senders do not follow redirects.
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(Duration::from_secs(10)))
        .build()
        .new_agent();
    let status = agent.run(request)?.status();
    println!("{status}");
    if status == 200 { Ok(()) } else { Err("not received".into()) }
}
