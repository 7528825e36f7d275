//! Receives the webhooks of Acquire and Dixa with the standard library alone, with a thread for each connection.
//!
//! `ACQUIRE_KEY=TEXT DIXA_KEY=HEX cargo run --example std_net [127.0.0.1:8080]`
//!
//! It reads one request per connection, and only the part of HTTP/1.1 that webhooks need. Run it behind a proxy.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::{env, error::Error, fmt::Display, thread, time::Duration};

use chathooks::{Key, acquire, dixa};

/// The maximum length of a body in bytes. A case with 500 messages has about 112 KB.
const BODY_LIMIT: usize = 1 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let acquire = acquire::Receiver::new(Key::new(env::var("ACQUIRE_KEY")?)?);
    let dixa = dixa::Receiver::new(Key::from_hex(env::var("DIXA_KEY")?)?, Duration::from_secs(300));
    let listener = TcpListener::bind(env::args().nth(1).as_deref().unwrap_or("127.0.0.1:8080"))?;
    println!("listening on http://{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let (acquire, dixa) = (acquire.clone(), dixa.clone());
        let serve = |stream| thread::Builder::new().spawn(move || serve(&acquire, &dixa, &stream));
        if stream.and_then(serve).is_err() {
            thread::sleep(Duration::from_millis(100)); // no file descriptor or no thread is left
        }
    }
    Ok(())
}

fn serve(acquire: &acquire::Receiver, dixa: &dixa::Receiver, mut stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let status = respond(acquire, dixa, stream).err().unwrap_or("200 OK");
    stream.write_all(format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").as_bytes())?;
    stream.shutdown(Shutdown::Write)?;
    // Closing a socket with unread data resets the connection, and the response may be lost. So up to 4 MiB are read.
    io::copy(&mut stream.take(4 << 20), &mut io::sink()).map(drop)
}

fn respond(acquire: &acquire::Receiver, dixa: &dixa::Receiver, stream: &TcpStream) -> Result<(), &'static str> {
    let mut stream = BufReader::new(stream);
    let mut head = String::new();
    let mut limited = stream.by_ref().take(16 << 10);
    while !head.ends_with("\r\n\r\n") {
        limited.read_line(&mut head).ok().filter(|length| *length > 0).ok_or("400 Bad Request")?;
    }
    let headers = head.lines().filter_map(|line| line.split_once(':')).map(|(name, value)| (name, value.trim()));
    let headers: Vec<_> = headers.collect();
    let mut lengths = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let (Some((_, length)), None) = (lengths.next(), lengths.next()) else { return Err("411 Length Required") };
    let length: usize = length.parse().map_err(refuse("400 Bad Request"))?;
    if length > BODY_LIMIT {
        return Err("413 Content Too Large");
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).map_err(refuse("400 Bad Request"))?;
    match head.split(' ').take(2).collect::<Vec<_>>().as_slice() {
        ["POST", "/acquire"] => {
            let verified = acquire.receive(&headers, &body).map_err(refuse("401 Unauthorized"))?;
            let event = acquire::Event::decode(&verified).map_err(refuse("400 Bad Request"))?;
            println!("acquire: {}", event.name()); // log no values, which are customer data
            if let acquire::Data::CaseStatus(case) = &event.data {
                println!("- a case of {} messages", case.messages.len());
            }
        }
        ["POST", "/dixa"] => {
            let verified = dixa.receive(&headers, &body, chrono::Utc::now()).map_err(refuse("401 Unauthorized"))?;
            let event = dixa::Event::decode(&verified).map_err(refuse("400 Bad Request"))?;
            println!("dixa: {}", event.name());
        }
        _ => return Err("404 Not Found"),
    }
    Ok(())
}

/// Logs the reason, and returns the status without it.
fn refuse<E: Display>(status: &'static str) -> impl Fn(E) -> &'static str {
    move |reason| {
        eprintln!("{status}: {reason}");
        status
    }
}
