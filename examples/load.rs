//! A load generator for a receiver of Acquire's deliveries on loopback, with several connections at once.
//!
//! `CHATHOOKS_KEY=TEXT cargo run --release --example load http://127.0.0.1:8080/acquire [SECONDS] [CONNECTIONS]`
//!
//! Of 20 requests, 15 are valid, 4 are forged and 1 is malformed: correctly signed, with a body that does not decode. The
//! receiver must answer 200, 401 and 400. The exit status is 1 if a response is missing or has another status. `tests/load`
//! runs this example against the `receive` example.

use std::error::Error;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use chathooks::acquire::{Case, Event, Message, Sender, Status};
use chathooks::{Format, Key, Signature};

/// The timeout of a response. After it, the request counts as lost.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The kinds of requests, and the expected status of each.
const KINDS: [(&str, &str); 3] = [("valid", "200"), ("forged", "401"), ("malformed", "400")];
const VALID: usize = 0;
const FORGED: usize = 1;
const MALFORMED: usize = 2;

fn main() -> Result<(), Box<dyn Error>> {
    let key = std::env::var("CHATHOOKS_KEY").map_err(|_| "CHATHOOKS_KEY is not set")?;
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().ok_or("usage: load URL [SECONDS] [CONNECTIONS]")?;
    let mut number = |default| arguments.next().map_or(Ok(default), |digits| digits.parse::<u32>());
    let (seconds, connections) = (number(10)?, number(32)?);
    let (address, path) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).unwrap_or_default();
    let address: SocketAddr = address.parse().map_err(|_| "the URL must be http://ADDRESS:PORT/PATH")?;
    if !address.ip().is_loopback() {
        return Err("the URL must have a loopback address".into());
    }

    let requests = requests(&Key::new(key)?, path);
    let start = Instant::now();
    let end = start + Duration::from_secs(seconds.into());
    let (requests, counts) = (&requests, Counts::default());
    let counts = thread::scope(|scope| {
        let threads: Vec<_> =
            (0..connections).map(|first| scope.spawn(move || connection(address, requests, first, end))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).fold(counts, Counts::plus)
    });

    let sent: u64 = counts.sent.iter().sum();
    let kinds = [VALID, FORGED, MALFORMED].map(|kind| {
        let (name, status) = KINDS.get(kind).copied().unwrap_or_default();
        let [correct, sent] = [counts.correct, counts.sent].map(|counts| counts.get(kind).copied().unwrap_or_default());
        format!("{correct} of {sent} {name} answered {status}")
    });
    let rate = sent / u64::from(seconds.max(1));
    println!(
        "{rate} requests a second: {}; {} lost, the slowest took {:?}",
        kinds.join(", "),
        counts.lost,
        counts.slowest
    );
    if counts.sent == counts.correct && counts.lost == 0 && counts.sent.iter().all(|sent| *sent > 0) {
        Ok(())
    } else {
        Err("a response was missing or had an unexpected status".into())
    }
}

#[derive(Clone, Copy, Default)]
struct Counts {
    sent: [u64; 3],
    correct: [u64; 3],
    lost: u64,
    slowest: Duration,
}

impl Counts {
    fn plus(self, other: Self) -> Self {
        let sum = |[a, b, c]: [u64; 3], [d, e, f]: [u64; 3]| [a + d, b + e, c + f];
        Self {
            sent: sum(self.sent, other.sent),
            correct: sum(self.correct, other.correct),
            lost: self.lost + other.lost,
            slowest: self.slowest.max(other.slowest),
        }
    }
}

/// Sends requests on one connection until `end`. Each connection starts at another position of the sequence.
fn connection(address: SocketAddr, requests: &[Vec<Vec<u8>>; 3], first: u32, end: Instant) -> Counts {
    let mut counts = Counts::default();
    let mut stream = None;
    let mut at = first as usize;
    while Instant::now() < end {
        let kind = match at % 20 {
            0..15 => VALID,
            15..19 => FORGED,
            _ => MALFORMED,
        };
        at += 1;
        let Some(request) = requests.get(kind).and_then(|all| all.get(at / 20 % all.len())) else { break };
        let sent = Instant::now();
        let status = exchange(&mut stream, address, request);
        counts.slowest = counts.slowest.max(sent.elapsed());
        let expected = KINDS.get(kind).map(|(_, status)| *status);
        if let (Some(sent), Some(correct)) = (counts.sent.get_mut(kind), counts.correct.get_mut(kind)) {
            *sent += 1;
            *correct += u64::from(status.as_ref().ok().map(String::as_str) == expected);
        }
        if status.is_err() {
            counts.lost += 1;
            stream = None;
        }
    }
    counts
}

/// Writes a request and returns the status of the response. The connection stays open.
fn exchange(stream: &mut Option<BufReader<TcpStream>>, address: SocketAddr, request: &[u8]) -> io::Result<String> {
    if stream.is_none() {
        let new = TcpStream::connect(address)?;
        new.set_nodelay(true)?;
        new.set_read_timeout(Some(TIMEOUT))?;
        *stream = Some(BufReader::new(new));
    }
    let stream = stream.as_mut().ok_or(io::ErrorKind::NotConnected)?;
    stream.get_mut().write_all(request)?;
    let mut status = String::new();
    stream.read_line(&mut status)?;
    let status = status.split(' ').nth(1).ok_or(io::ErrorKind::UnexpectedEof)?.to_owned();
    // The responses have no body, so they end with the empty line.
    let mut line = String::new();
    while stream.read_line(&mut line)? > 2 {
        line.clear();
    }
    Ok(status)
}

/// Returns the requests of each kind, as bytes of HTTP.
fn requests(key: &Key, path: &str) -> [Vec<Vec<u8>>; 3] {
    let post = |signatures: &[String], body: &[u8]| {
        let mut head = format!("POST /{path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n", body.len());
        for signature in signatures {
            head.extend(["x-acquire-signature: ", signature.as_str(), "\r\n"]);
        }
        [head.as_bytes(), b"\r\n", body].concat()
    };
    let signed = |body: &[u8]| post(&[key.sign(body).to_string()], body);
    let body = |messages: u32, format| {
        let mut case = Case::new("72", Status::Closed);
        for id in 0..messages {
            let mut message = Message::new(id.to_string());
            message.message = Some("a customer's message of average length".into());
            case.messages.push(message);
        }
        Sender::new(key.clone()).with_format(format).parts(&Event::from(case)).body
    };
    let bodies = [(0, Format::Json), (7, Format::Json), (7, Format::Xml), (7, Format::Form), (500, Format::Json)];
    let bodies = bodies.map(|(messages, format)| body(messages, format));

    let valid = bodies.iter().map(|body| signed(body)).collect();
    let sample = bodies.first().map(Vec::as_slice).unwrap_or_default();
    let correct = key.sign(sample).to_string();
    let mut forged = vec![
        post(&[], sample),
        post(&["sha256=0".to_owned()], sample),
        post(&[correct.clone(), correct.clone()], sample),
        post(&[correct], &[sample, b" "].concat().repeat(2)),
    ];
    forged.extend(bodies.iter().map(|body| post(&[Signature::from([7; 32]).to_string()], body)));
    let malformed = [
        b"{}".as_slice(),
        sample.get(..sample.len() / 2).unwrap_or_default(),
        br#"{"event":"case:status","data":{"status":"closed"}}"#,
        br#"{"event":"case:status","data":{"caseId":"1","caseId":"2","status":"closed"}}"#,
        b"{\"event\":\"\xff\"}",
        b"<webhook><event>case:status</event>",
        b"event=%zz",
        &b"[".repeat(100_000),
    ];
    [valid, forged, malformed.into_iter().map(signed).collect()]
}
