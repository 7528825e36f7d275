//! Servers that misbehave.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// Starts a server that calls a function with each connection and its number, and returns its address. It stops listening
/// after `count` connections.
pub(crate) fn serve(count: usize, answer: impl Fn(TcpStream, usize) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for number in 0..count {
            let Ok((stream, _)) = listener.accept() else { return };
            let answer = Arc::clone(&answer);
            thread::spawn(move || answer(stream, number));
        }
    });
    url
}

/// Returns the URL of a port that nobody listens on.
pub(crate) fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// Reads a whole request with a `Content-Length`.
pub(crate) fn read_request(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16_384];
    loop {
        let Ok(length @ 1..) = stream.read(&mut buffer) else { return bytes };
        bytes.extend_from_slice(&buffer[..length]);
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let body = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
        if bytes.len() >= end + 4 + body.unwrap_or(0) {
            return bytes;
        }
    }
}

/// Starts a server that answers each request with these bytes.
pub(crate) fn answering(bytes: &'static [u8]) -> String {
    serve(usize::MAX, move |mut stream, _| {
        read_request(&mut stream);
        let _ = stream.write_all(bytes);
    })
}

/// Starts a server that answers with these bytes as soon as it has read anything, such as the start of TLS.
pub(crate) fn blurting(bytes: &'static [u8]) -> String {
    serve(usize::MAX, move |mut stream, _| {
        let _ = stream.read(&mut [0; 16_384]);
        let _ = stream.write_all(bytes);
    })
}

/// An answer with a status and no body.
pub(crate) fn status(status: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
}

/// Starts a server that accepts connections and never answers.
pub(crate) fn hanging() -> String {
    serve(usize::MAX, |mut stream, _| {
        read_request(&mut stream);
        thread::sleep(Duration::from_secs(300));
    })
}

/// Starts a server that repeats these bytes in its headers.
pub(crate) fn endless(bytes: &'static [u8]) -> String {
    serve(usize::MAX, move |mut stream, _| {
        read_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        while stream.write_all(bytes).is_ok() {}
    })
}

/// Starts a server that sends one byte of a header from time to time.
pub(crate) fn dripping() -> String {
    serve(usize::MAX, |mut stream, _| {
        read_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nx-more: ");
        while stream.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(100));
        }
    })
}

/// Counts events.
#[derive(Clone, Default)]
pub(crate) struct Counter(Arc<AtomicUsize>);

impl Counter {
    pub(crate) fn add(&self) -> usize {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }

    pub(crate) fn get(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}
