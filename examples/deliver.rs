//! A sender with retries: delivers a signed event to a receiver on loopback that fails twice.
//!
//! Run it with `cargo run --example deliver`. It takes no arguments and prints each attempt. It uses a virtual clock, so it
//! does not wait.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use chathooks::acquire::{Case, Event, Message, Receiver, Sender, Status};
use chathooks::delivery::{AttemptResult, Attempts, Backoff, Jitter, RetryPolicy, Step};
use chathooks::{Key, value::Timestamp};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/acquire", listener.local_addr()?);
    let receiver = thread::spawn(move || receive(&listener));

    let mut case = Case::new("72", Status::Closed);
    case.messages.push(Message::new("323"));
    let event = Event::from(case);
    let sender = Sender::new(Key::new("correct horse")?);
    let agent = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().new_agent();

    // A real sender reads the system clock, draws random numbers, and sleeps until `retry.at`.
    let mut clock = Timestamp::from("2026-03-01T09:00:00Z").to_utc()?;
    let mut random = [7, 1 << 63, u64::MAX].into_iter().cycle();
    let backoff = Backoff::exponential(Duration::from_secs(5), Duration::from_secs(3600)).with_jitter(Jitter::Equal);
    let mut attempts = Attempts::new(RetryPolicy::new(5, backoff));
    for number in 1.. {
        let result = match agent.run(sender.request(&*url, &event)?) {
            Ok(response) => AttemptResult::from(&response),
            Err(ureq::Error::Timeout(_)) => AttemptResult::timeout(),
            Err(_) => AttemptResult::no_response(),
        };
        println!("{clock} attempt {number}: {result}");
        match attempts.record(result, clock, random.next().unwrap_or_default()) {
            Step::Delivered => {
                println!("{clock} received");
                break;
            }
            Step::Fail(failure) => return Err(failure.to_string().into()),
            Step::Retry(retry) => {
                println!("{clock} next attempt at {}", retry.at);
                (attempts, clock) = (retry.attempts, retry.at);
            }
        }
    }
    receiver.join().map_err(|_| "the receiver panicked")??;
    Ok(())
}

/// Answers three requests, the first two with an error, like a receiver that is being restarted.
fn receive(listener: &TcpListener) -> std::io::Result<()> {
    for failure in [Some("503 Service Unavailable"), Some("500 Internal Server Error"), None] {
        let (mut stream, _) = listener.accept()?;
        let (signature, body) = read(&stream)?;
        let key = Key::new("correct horse").map_err(std::io::Error::other)?;
        let verified = Receiver::new(key).receive(&[("x-acquire-signature", signature)], body);
        let status = failure.unwrap_or(if verified.is_ok() { "200 OK" } else { "401 Unauthorized" });
        write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")?;
    }
    Ok(())
}

/// Reads the part of HTTP that this example's client writes.
fn read(stream: &TcpStream) -> std::io::Result<(String, Vec<u8>)> {
    let mut reader = BufReader::new(stream);
    let (mut signature, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("x-acquire-signature") => value.clone_into(&mut signature),
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse().unwrap_or(0),
            _ if line.trim_end().is_empty() => break,
            _ => {}
        }
    }
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body)?;
    Ok((signature, body))
}
