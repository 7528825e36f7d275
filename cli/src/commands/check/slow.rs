//! Bodies that are sent slowly.

use std::io::{self, Read};
use std::thread;
use std::time::{Duration, Instant};

use http::Request;
use ureq::SendBody;

use crate::client::{CallError, Client};

/// A body of which two bytes are sent each second until a deadline, and the rest after it.
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

/// Sends a request slowly. Returns after which time the receiver closed the connection or answered, or `None` if it had not
/// done so when the time was over.
pub(super) fn send(client: &Client, request: Request<Vec<u8>>, time: Duration) -> Option<Duration> {
    let (mut parts, body) = request.into_parts();
    // The client would send a body of an unknown length in chunks.
    parts.headers.insert(http::header::CONTENT_LENGTH, body.len().into());
    let start = Instant::now();
    let trickle = Trickle { body: io::Cursor::new(body), deadline: start + time };
    let request = Request::from_parts(parts, SendBody::from_owned_reader(trickle));
    match client.send(request) {
        Err(CallError::Timeout(_)) => None,
        Ok(_) | Err(_) => Some(start.elapsed()).filter(|elapsed| *elapsed < time),
    }
}
