//! Copies of a request that are complete at the same moment.

use std::io::{self, Read};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use http::Request;
use ureq::SendBody;

use crate::client::{Answer, CallError, Client};

/// How long a copy waits for the others. A receiver may serve fewer connections than there are copies.
const PATIENCE: Duration = Duration::from_secs(1);

/// Counts the copies that have yet to be sent but for their last byte.
struct Gate {
    missing: Mutex<usize>,
    changed: Condvar,
    patience: Duration,
}

impl Gate {
    fn new(copies: usize, patience: Duration) -> Self {
        Self { missing: Mutex::new(copies), changed: Condvar::new(), patience }
    }

    fn arrive(&self) {
        let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        *missing = missing.saturating_sub(1);
        self.changed.notify_all();
    }

    fn wait(&self) {
        let missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        let result = self.changed.wait_timeout_while(missing, self.patience, |missing| *missing > 0);
        drop(result.unwrap_or_else(PoisonError::into_inner));
    }
}

/// A body that ends when the other bodies do.
struct Body<'g> {
    rest: io::Cursor<Vec<u8>>,
    length: u64,
    gate: &'g Gate,
    has_arrived: bool,
}

impl<'g> Body<'g> {
    fn new(body: Vec<u8>, gate: &'g Gate) -> Self {
        Self { length: body.len() as u64, rest: io::Cursor::new(body), gate, has_arrived: false }
    }
}

impl Read for Body<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let before_last = self.length.saturating_sub(1).saturating_sub(self.rest.position());
        if before_last > 0 {
            return (&mut self.rest).take(before_last).read(buffer);
        }
        if !self.has_arrived {
            self.has_arrived = true;
            self.gate.arrive();
            self.gate.wait();
        }
        self.rest.read(buffer)
    }
}

impl Drop for Body<'_> {
    // A copy that failed before its last byte is not waited for.
    fn drop(&mut self) {
        if !self.has_arrived {
            self.gate.arrive();
        }
    }
}

/// Sends copies of a request on connections of their own. Each keeps back the last byte of its body until the others are
/// sent as far.
pub(super) fn send(client: &Client, request: &Request<Vec<u8>>, copies: usize) -> Vec<Result<Answer, CallError>> {
    let gate = Gate::new(copies, PATIENCE);
    thread::scope(|scope| {
        let copy = |_| {
            let (mut parts, body) = request.clone().into_parts();
            let gate = &gate;
            scope.spawn(move || {
                // The client would send a body of an unknown length in chunks.
                parts.headers.insert(http::header::CONTENT_LENGTH, body.len().into());
                let mut body = Body::new(body, gate);
                client.send(Request::from_parts(parts, SendBody::from_reader(&mut body)))
            })
        };
        let threads: Vec<_> = (0..copies).map(copy).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::net::{TcpListener, TcpStream};

    use clap::Parser;

    use super::*;
    use crate::api::ConnectionArgs;

    #[derive(Parser)]
    struct Arguments {
        #[command(flatten)]
        connection: ConnectionArgs,
    }

    const BODY: &[u8] = b"{\"event\":1}";

    /// Reads a request up to so many bytes of its body, and returns what comes after the head.
    fn read(stream: &mut TcpStream, length: usize) -> Vec<u8> {
        let (mut all, mut buffer) = (Vec::new(), [0; 512]);
        loop {
            let end = all.windows(4).position(|end| end == b"\r\n\r\n").map(|end| end + 4);
            if let Some(body) = end.and_then(|end| all.get(end..)).filter(|body| body.len() >= length) {
                return body.to_vec();
            }
            let count = stream.read(&mut buffer).unwrap();
            assert!(count > 0, "it is closed");
            all.extend(&buffer[..count]);
        }
    }

    fn answer(mut stream: TcpStream) {
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
    }

    /// Sends three copies to a server.
    fn send_to(serve: impl FnOnce(&TcpListener) + Send) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let client = Client::new(&Arguments::parse_from(["test"]).connection).unwrap();
        let request = Request::post(format!("http://{}/", listener.local_addr().unwrap())).body(BODY.to_vec()).unwrap();
        thread::scope(|scope| {
            scope.spawn(|| serve(&listener));
            let answers = send(&client, &request, 3);
            assert_eq!(answers.into_iter().filter(|answer| answer.as_ref().unwrap().status == 200).count(), 3);
        });
    }

    #[test]
    fn a_last_byte_waits_for_the_other_copies() {
        let gate = Gate::new(3, Duration::from_secs(600));
        let (mut first, mut second) = (Body::new(BODY.to_vec(), &gate), Body::new(BODY.to_vec(), &gate));
        let mut buffer = [0; 512];
        for body in [&mut first, &mut second] {
            assert_eq!(body.read(&mut buffer[..4]).unwrap(), 4);
            assert_eq!(body.read(&mut buffer).unwrap(), BODY.len() - 5);
        }
        let order = Mutex::new(Vec::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                let mut rest = Vec::new();
                first.read_to_end(&mut rest).unwrap();
                order.lock().unwrap().push("complete");
                assert_eq!(rest, b"}");
            });
            while *gate.missing.lock().unwrap() > 2 {
                thread::yield_now();
            }
            gate.arrive();
            order.lock().unwrap().push("the last but one");
            // One that fails before its last byte.
            drop(second);
        });
        assert_eq!(order.into_inner().unwrap(), ["the last but one", "complete"]);
    }

    #[test]
    fn the_others_are_not_waited_for_without_an_end() {
        let gate = Gate::new(2, Duration::from_millis(10));
        let mut all = Vec::new();
        Body::new(BODY.to_vec(), &gate).read_to_end(&mut all).unwrap();
        assert_eq!(all, BODY);
    }

    #[test]
    fn a_receiver_may_serve_one_connection_at_a_time() {
        send_to(|listener| {
            for _ in 0..3 {
                let mut stream = listener.accept().unwrap().0;
                assert_eq!(read(&mut stream, BODY.len()), BODY);
                answer(stream);
            }
        });
    }
}
