//! Copies of a request that are complete at the same moment.

use std::io::{self, Read};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use http::Request;
use ureq::SendBody;

use crate::client::{Answer, CallError, Client};

/// How long the copies wait for each other. A receiver may serve fewer connections than there are copies.
const PATIENCE: Duration = Duration::from_secs(1);

/// Counts the copies of which more than the last byte is still to be sent.
struct Gate {
    missing: Mutex<usize>,
    changed: Condvar,
    /// When the copies no longer wait for each other.
    end: Instant,
}

impl Gate {
    fn new(copies: usize, patience: Duration) -> Self {
        Self { missing: Mutex::new(copies), changed: Condvar::new(), end: Instant::now() + patience }
    }

    fn arrive(&self) {
        let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        *missing = missing.saturating_sub(1);
        self.changed.notify_all();
    }

    fn wait(&self) {
        let missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        let left = self.end.saturating_duration_since(Instant::now());
        let result = self.changed.wait_timeout_while(missing, left, |missing| *missing > 0);
        drop(result.unwrap_or_else(PoisonError::into_inner));
    }
}

/// A body whose last byte is held back until the gate opens.
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

/// Sends copies of a request on connections of their own. Each holds back the last byte of its body until all but the last
/// byte of the others is sent.
pub(super) fn send(client: &Client, request: &Request<Vec<u8>>, copies: usize) -> Vec<Result<Answer, CallError>> {
    let gate = Gate::new(copies, PATIENCE.min(client.timeout() / 2));
    thread::scope(|scope| {
        let copy = |_| {
            let gate = &gate;
            scope.spawn(move || {
                let (mut parts, body) = request.clone().into_parts();
                // The client would send a body of an unknown length in chunks.
                parts.headers.insert(http::header::CONTENT_LENGTH, body.len().into());
                let mut body = Body::new(body, gate);
                match client.send(Request::from_parts(parts, SendBody::from_reader(&mut body))) {
                    // A receiver may answer and close before the body ends. The answer to a whole request is read.
                    Err(CallError::Closed) => client.send(request.clone()),
                    result => result,
                }
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
    use std::sync::mpsc::{RecvTimeoutError, channel};

    use clap::Parser;

    use super::*;
    use crate::api::ConnectionArgs;

    #[derive(Parser)]
    struct Arguments {
        #[command(flatten)]
        connection: ConnectionArgs,
    }

    const BODY: &[u8] = b"{\"event\":1}";

    /// Reads a request, and returns its body.
    fn read(stream: &mut TcpStream) -> Vec<u8> {
        let (mut all, mut buffer) = (Vec::new(), [0; 512]);
        loop {
            let end = all.windows(4).position(|end| end == b"\r\n\r\n").map(|end| end + 4);
            if let Some(body) = end.and_then(|end| all.get(end..)).filter(|body| body.len() >= BODY.len()) {
                return body.to_vec();
            }
            let count = stream.read(&mut buffer).unwrap();
            assert!(count > 0, "it is closed");
            all.extend(&buffer[..count]);
        }
    }

    fn answer(stream: &mut TcpStream, status: &str) {
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        stream.write_all(answer.as_bytes()).unwrap();
    }

    /// Sends three copies to a server, and returns the statuses.
    fn send_to(serve: fn(&TcpListener)) -> Vec<u16> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let client = Client::new(&Arguments::parse_from(["test"]).connection).unwrap();
        let request = Request::post(format!("http://{}/", listener.local_addr().unwrap())).body(BODY.to_vec()).unwrap();
        let server = thread::spawn(move || serve(&listener));
        let statuses = send(&client, &request, 3).into_iter().map(|answer| answer.unwrap().status.as_u16()).collect();
        server.join().unwrap();
        statuses
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
        let (sender, receiver) = channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                let mut rest = Vec::new();
                first.read_to_end(&mut rest).unwrap();
                sender.send(rest).unwrap();
            });
            assert_eq!(receiver.recv_timeout(Duration::from_millis(300)), Err(RecvTimeoutError::Timeout));
            gate.arrive();
            assert_eq!(receiver.recv_timeout(Duration::from_millis(50)), Err(RecvTimeoutError::Timeout));
            // One that fails before its last byte.
            drop(second);
            assert_eq!(receiver.recv_timeout(Duration::from_secs(300)).unwrap(), b"}");
        });
    }

    #[test]
    fn the_others_are_not_waited_for_without_an_end() {
        // Nine copies, of which the last one never comes.
        let gate = Gate::new(9, Duration::from_millis(10));
        for _ in 0..8 {
            let mut all = Vec::new();
            Body::new(BODY.to_vec(), &gate).read_to_end(&mut all).unwrap();
            assert_eq!(all, BODY);
        }
    }

    #[test]
    fn each_copy_is_whole() {
        let statuses = send_to(|listener| {
            for _ in 0..3 {
                let mut stream = listener.accept().unwrap().0;
                assert_eq!(read(&mut stream), BODY);
                answer(&mut stream, "200 OK");
            }
        });
        assert_eq!(statuses, [200; 3]);
    }

    /// A receiver that closes early may have answered before. The request is sent again.
    #[test]
    fn a_copy_that_is_closed_is_sent_again() {
        let statuses = send_to(|listener| {
            // All of them before one is sent again.
            let mut copies: Vec<_> = (0..3).map(|_| listener.accept().unwrap().0).collect();
            for stream in &mut copies {
                assert!(stream.read(&mut [0; 64]).unwrap() > 0);
            }
            drop(copies);
            for _ in 0..3 {
                let mut stream = listener.accept().unwrap().0;
                assert_eq!(read(&mut stream), BODY);
                answer(&mut stream, "503 Service Unavailable");
            }
        });
        assert_eq!(statuses, [503; 3]);
    }
}
