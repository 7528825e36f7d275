//! Sends an event of Dixa's to a receiver with reqwest.
//!
//! `DIXA_KEY=HEX cargo run --example send_reqwest http://127.0.0.1:8080/dixa`
//!
//! For HTTPS, enable the feature `rustls` of reqwest. For retries, see `chathooks::delivery`.

use std::{env, error::Error, time::Duration};

use chathooks::Key;
use chathooks::dixa::{Conversation, ConversationClosed, Event, Sender};
use chrono::Utc;
use reqwest::{Client, redirect::Policy};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = env::args().nth(1).ok_or("the URL of a receiver is missing")?;
    let sender = Sender::new(Key::from_hex(env::var("DIXA_KEY")?)?);

    let event = Event::new("c0ffee00", ConversationClosed::new(Conversation::new(90417)));
    // The signature covers the time, so each attempt needs a new request.
    let request = sender.request(url, &event, Utc::now())?;

    // Webhook senders do not follow redirects.
    let client = Client::builder().redirect(Policy::none()).timeout(Duration::from_secs(10)).build()?;
    let status = client.execute(request.try_into()?).await?.status();
    println!("{status}");
    if status == 200 { Ok(()) } else { Err("not received".into()) }
}
