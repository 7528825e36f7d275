//! Bodies that are sent slowly.

use std::io::{self, Read};
use std::thread;
use std::time::{Duration, Instant};

use http::{Request, StatusCode};
use ureq::SendBody;

use crate::client::Client;

/// The announced length of a body, which is never reached.
const LENGTH: usize = 1 << 16;

/// A body of which two bytes are sent each second until a deadline.
struct Trickle {
    body: io::Cursor<Vec<u8>>,
    deadline: Instant,
}

impl Read for Trickle {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if Instant::now() >= self.deadline {
            return Err(io::ErrorKind::TimedOut.into());
        }
        thread::sleep(Duration::from_millis(500));
        let first = buffer.get_mut(..1).unwrap_or_default();
        self.body.read(first)
    }
}

/// How a receiver ended a request that is sent slowly.
pub(super) enum Ended {
    /// It closed the connection, after this time.
    Closed(Duration),
    /// It answered, after this time.
    Answered(StatusCode, Duration),
    /// It was still reading when the time was over.
    Open,
}

/// Sends a request slowly, for a time.
pub(super) fn send(client: &Client, request: Request<Vec<u8>>, time: Duration) -> Ended {
    let (mut parts, mut body) = request.into_parts();
    body.resize(LENGTH, b' ');
    // The client would send a body of an unknown length in chunks.
    parts.headers.insert(http::header::CONTENT_LENGTH, LENGTH.into());
    let start = Instant::now();
    let trickle = Trickle { body: io::Cursor::new(body), deadline: start + time };
    let request = Request::from_parts(parts, SendBody::from_owned_reader(trickle));
    let result = client.send(request);
    let elapsed = start.elapsed();
    match result {
        _ if elapsed >= time => Ended::Open,
        Ok(answer) => Ended::Answered(answer.status, elapsed),
        Err(_) => Ended::Closed(elapsed),
    }
}
