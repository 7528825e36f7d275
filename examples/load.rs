//! A load generator for a receiver of Acquire's deliveries on this machine: good, forged and broken ones, over many
//! connections at once.
//!
//! ```text
//! load --key TEXT [--url http://127.0.0.1:8080/acquire] [--seconds 10] [--connections 32]
//! ```
//!
//! Of 20 requests 4 are forged and 1 is broken: it is signed by the key and does not fit. Each has to be answered, a
//! good one with 200, a forged one with 401 and a broken one with 400; the exit status is 1 where one is not. `tests/load`
//! runs it against the `receive` example.

#[path = "util/arguments.rs"]
mod arguments;

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use arguments::{Arguments, Failure};
use chathooks::acquire::{Case, Event, Message, Sender, Status};
use chathooks::{Format, Key, Signature};

/// How long an answer is waited for before the request counts as lost.
const PATIENCE: Duration = Duration::from_secs(10);

/// A kind of request, and the status that it has to be answered with.
const KINDS: [(&str, &str); 3] = [("good", "200"), ("forged", "401"), ("broken", "400")];
const GOOD: usize = 0;
const FORGED: usize = 1;
const BROKEN: usize = 2;

fn main() -> ExitCode {
    arguments::exit(run())
}

fn run() -> Result<(), Failure> {
    let arguments = Arguments::read(&["--key", "--url", "--seconds", "--connections"], &[])?;
    let key = arguments.one("--key")?.ok_or_else(|| Failure::usage("--key is needed"))?;
    let url = arguments.one("--url")?.unwrap_or("http://127.0.0.1:8080/acquire");
    let number = |flag, usual| {
        let number = arguments.one(flag)?.map_or(Ok(usual), str::parse::<u32>);
        number.map_err(|_| Failure::usage(format!("{flag} is a number")))
    };
    let (seconds, connections) = (number("--seconds", 10)?, number("--connections", 32)?);
    let (address, path) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).unwrap_or_default();
    let address: SocketAddr = address.parse().map_err(|_| Failure::usage("the URL is http://ADDRESS:PORT/PATH"))?;
    if !address.ip().is_loopback() {
        return Err(Failure::usage("another machine is not put under load"));
    }

    let requests = requests(&Key::new(key).map_err(Failure::usage)?, path);
    let start = Instant::now();
    let end = start + Duration::from_secs(seconds.into());
    let (requests, counts) = (&requests, Counts::default());
    let counts = thread::scope(|scope| {
        let threads: Vec<_> =
            (0..connections).map(|first| scope.spawn(move || connection(address, requests, first, end))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).fold(counts, Counts::plus)
    });

    let sent: u64 = counts.sent.iter().sum();
    let kinds = [GOOD, FORGED, BROKEN].map(|kind| {
        let (name, status) = KINDS.get(kind).copied().unwrap_or_default();
        let [right, sent] = [counts.right, counts.sent].map(|counts| counts.get(kind).copied().unwrap_or_default());
        format!("{right} of {sent} {name} answered {status}")
    });
    let rate = sent / u64::from(seconds.max(1));
    println!(
        "{rate} requests a second: {}; {} lost, the slowest took {:?}",
        kinds.join(", "),
        counts.lost,
        counts.slowest
    );
    if counts.sent == counts.right && counts.lost == 0 && counts.sent.iter().all(|sent| *sent > 0) {
        Ok(())
    } else {
        Err(Failure(1, "load: not every request was answered as it has to be".to_owned()))
    }
}

#[derive(Clone, Copy, Default)]
struct Counts {
    sent: [u64; 3],
    right: [u64; 3],
    lost: u64,
    slowest: Duration,
}

impl Counts {
    fn plus(self, other: Self) -> Self {
        let sum = |[a, b, c]: [u64; 3], [d, e, f]: [u64; 3]| [a + d, b + e, c + f];
        Self {
            sent: sum(self.sent, other.sent),
            right: sum(self.right, other.right),
            lost: self.lost + other.lost,
            slowest: self.slowest.max(other.slowest),
        }
    }
}

/// Sends one request after the other until `end`, beginning in the order at a place of its own.
fn connection(address: SocketAddr, requests: &[Vec<Vec<u8>>; 3], first: u32, end: Instant) -> Counts {
    let mut counts = Counts::default();
    let mut stream = None;
    let mut at = first as usize;
    while Instant::now() < end {
        let kind = match at % 20 {
            0..15 => GOOD,
            15..19 => FORGED,
            _ => BROKEN,
        };
        at += 1;
        let Some(request) = requests.get(kind).and_then(|all| all.get(at / 20 % all.len())) else { break };
        let sent = Instant::now();
        let answer = exchange(&mut stream, address, request);
        counts.slowest = counts.slowest.max(sent.elapsed());
        let wanted = KINDS.get(kind).map(|(_, status)| *status);
        if let (Some(sent), Some(right)) = (counts.sent.get_mut(kind), counts.right.get_mut(kind)) {
            *sent += 1;
            *right += u64::from(answer.as_ref().ok().map(String::as_str) == wanted);
        }
        if answer.is_err() {
            counts.lost += 1;
            stream = None;
        }
    }
    counts
}

/// Writes a request and returns the status that it was answered with. The connection stays open.
fn exchange(stream: &mut Option<BufReader<TcpStream>>, address: SocketAddr, request: &[u8]) -> io::Result<String> {
    if stream.is_none() {
        let new = TcpStream::connect(address)?;
        new.set_nodelay(true)?;
        new.set_read_timeout(Some(PATIENCE))?;
        *stream = Some(BufReader::new(new));
    }
    let stream = stream.as_mut().ok_or(io::ErrorKind::NotConnected)?;
    stream.get_mut().write_all(request)?;
    let mut status = String::new();
    stream.read_line(&mut status)?;
    let status = status.split(' ').nth(1).ok_or(io::ErrorKind::UnexpectedEof)?.to_owned();
    // The receiver's answers have no body: the empty line ends them.
    let mut line = String::new();
    while stream.read_line(&mut line)? > 2 {
        line.clear();
    }
    Ok(status)
}

/// Makes the requests of each kind, as the bytes of HTTP.
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
            message.message = Some("a message of a customer, as long as most are".into());
            case.messages.push(message);
        }
        Sender::new(key.clone()).with_format(format).parts(&Event::from(case)).body
    };
    let bodies = [(0, Format::Json), (7, Format::Json), (7, Format::Xml), (7, Format::Form), (500, Format::Json)];
    let bodies = bodies.map(|(messages, format)| body(messages, format));

    let good = bodies.iter().map(|body| signed(body)).collect();
    let sample = bodies.first().map(Vec::as_slice).unwrap_or_default();
    let right = key.sign(sample).to_string();
    let mut forged = vec![
        post(&[], sample),
        post(&["sha256=0".to_owned()], sample),
        post(&[right.clone(), right.clone()], sample),
        post(&[right], &[sample, b" "].concat().repeat(2)),
    ];
    forged.extend(bodies.iter().map(|body| post(&[Signature::from([7; 32]).to_string()], body)));
    let broken = [
        b"{}".as_slice(),
        sample.get(..sample.len() / 2).unwrap_or_default(),
        br#"{"event":"case:status","data":{"status":"closed"}}"#,
        br#"{"event":"case:status","data":{"caseId":"1","caseId":"2","status":"closed"}}"#,
        b"{\"event\":\"\xff\"}",
        b"<webhook><event>case:status</event>",
        b"event=%zz",
        &b"[".repeat(100_000),
    ];
    [good, forged, broken.into_iter().map(signed).collect()]
}
