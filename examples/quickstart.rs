//! Builds a signed delivery, verifies and decodes it, and shows that a forged one is refused.
//!
//! Run it with `cargo run --example quickstart`.

use chathooks::acquire::{Acquire, Data, Event, Receiver, Sender};
use chathooks::{Key, Verified};

/// The sample body of Acquire's documentation.
const SAMPLE: &str = include_str!("../tests/data/acquire/case-status.seed.json");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The sender builds the request that Acquire would send.
    let sample = Verified::<Acquire, _>::assume_authentic(SAMPLE);
    let sender = Sender::new(Key::new("correct horse")?);
    let request = sender.request("https://hooks.example.com/acquire", &Event::decode(&sample)?)?;
    println!("{} {} with {} bytes", request.method(), request.uri(), request.body().len());

    // The receiver verifies the request, decodes the event and matches on it.
    let receiver = Receiver::new(Key::new("correct horse")?);
    let verified = receiver.receive(request.headers(), request.body())?;
    println!("verified: {:?}", verified.proof());
    match Event::decode(&verified)?.data {
        Data::CaseStatus(case) => {
            println!("case {:?} is now {}", case.case_id, case.status);
            if let Some(contact) = &case.contact {
                println!("contact: {:?}", contact.fields.get_str("name").unwrap_or("no name"));
            }
            for message in &case.messages {
                let time = message.date_created.as_ref().and_then(|date| date.to_utc().ok());
                let text = message.message.as_ref().map_or("", |text| text.as_str());
                println!("  {} {text:?}", time.map(|time| time.to_rfc3339()).unwrap_or_default());
            }
        }
        Data::Unknown(unknown) => println!("an unknown event: {}", unknown.name),
        other => println!("another event: {}", other.name()),
    }

    // A body with one changed byte is refused.
    let mut forged = request.body().clone();
    if let Some(byte) = forged.last_mut() {
        *byte ^= 1;
    }
    match receiver.receive(request.headers(), &forged) {
        Ok(_) => Err("a forgery was accepted".into()),
        Err(error) => {
            println!("one changed byte: refused, {error}");
            Ok(())
        }
    }
}
