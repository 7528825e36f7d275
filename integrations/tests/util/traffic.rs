//! Deliveries of all vendors: events, duplicates, forged and malformed requests, each with a number of its own.

#![allow(dead_code, reason = "not every test uses all of this file")]

use chathooks::acquire::v1::AcquireV1;
use chathooks::acquire::{self, Acquire};
use chathooks::comm100::Comm100;
use chathooks::dedupe::IdempotencyKey;
use chathooks::dixa::{self, Conversation, ConversationClosed, Dixa};
use chathooks::{Key, Vendor, Verified};
use chrono::Utc;

/// Tokens that need no percent-encoding, for [`Request::target`].
pub const VARIABLES: [(&str, &str); 4] = [
    ("ACQUIRE_KEY", "correct horse"),
    ("DIXA_KEY", "0a1b2c3d4e5f"),
    ("ACQUIRE_V1_TOKEN", "9f86d081884c7d65"),
    ("COMM100_TOKEN", "e3b0c442"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A known event with an idempotency key.
    Event,
    /// An unknown event, which has no key unless it is Dixa's. Its name contains the number.
    Unknown,
    Forged,
    /// A known event that does not fit.
    Malformed,
}

/// A delivery, which is sent `copies` times at the same moment.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    pub number: usize,
    pub kind: Kind,
    pub copies: usize,
}

/// Returns jobs of this many deliveries: 20% duplicates, half of them at the same moment, 5% forged, 1% malformed.
pub fn plan(deliveries: usize) -> Vec<Job> {
    let (mut jobs, mut late) = (Vec::new(), Vec::new());
    for block in 0..deliveries / 100 {
        let job = |index: usize, kind| Job { number: 100 * block + index, kind, copies: 1 };
        // A late duplicate follows about 300 deliveries after the first.
        if block >= 3 {
            jobs.extend(late.drain(..10));
        }
        jobs.extend((0..10).map(|index| Job { copies: 2, ..job(index, Kind::Event) }));
        jobs.extend((10..64).map(|index| job(index, Kind::Event)));
        jobs.extend((64..74).map(|index| job(index, Kind::Unknown)));
        jobs.extend((74..79).map(|index| job(index, Kind::Forged)));
        jobs.push(job(79, Kind::Malformed));
        late.extend((10..20).map(|index| job(index, Kind::Event)));
    }
    jobs.extend(late);
    jobs
}

/// The parts of a request.
pub struct Request {
    pub target: String,
    pub header: Option<(&'static str, String)>,
    pub body: Vec<u8>,
}

/// Returns the request of a delivery, which Dixa signs at the current time.
pub fn request(number: usize, kind: Kind) -> Request {
    let body = body(number, kind);
    let mut request = match number % 4 {
        0 => {
            let signature = Key::new(VARIABLES[0].1).unwrap().sign(&body).to_string();
            let header = Some((acquire::SIGNATURE_HEADER.as_str(), signature));
            Request { target: "/acquire".to_owned(), header, body }
        }
        1 => {
            let time = Utc::now().timestamp_millis();
            let signed = [format!("{time}.").as_bytes(), &body].concat();
            let signature = Key::from_hex(VARIABLES[1].1).unwrap().sign(&signed);
            let header = Some((dixa::SIGNATURE_HEADER.as_str(), format!("t={time},v1={signature}")));
            Request { target: "/dixa".to_owned(), header, body }
        }
        2 => Request { target: format!("/acquire-v1?token={}", VARIABLES[2].1), header: None, body },
        _ => Request { target: format!("/comm100?token={}", VARIABLES[3].1), header: None, body },
    };
    if kind == Kind::Forged {
        let forged = request.header.as_mut().map_or(&mut request.target, |(_, value)| value);
        let last = forged.pop().unwrap();
        forged.push(if last == '0' { '1' } else { '0' });
    }
    request
}

fn body(number: usize, kind: Kind) -> Vec<u8> {
    let template = match (number % 4, kind) {
        (0, Kind::Unknown) => r#"{"event":"soak:NUMBER","data":{}}"#,
        (0, Kind::Malformed) => {
            r#"{"event":"case:status","data":{"caseId":"NUMBER","status":"closed","messages":[{"seen":[]}]}}"#
        }
        (0, _) => r#"{"event":"case:status","data":{"caseId":"72","status":"closed","messages":[{"id":"NUMBER"}]}}"#,
        (1, Kind::Unknown) => r#"{"event_id":"u-NUMBER","event_fqn":"soak:NUMBER","data":{}}"#,
        (1, Kind::Malformed) => r#"{"event_id":"NUMBER","event_fqn":"CONVERSATION_CLOSED","data":{}}"#,
        (1, _) => {
            let id = format!("c0ffee00-0000-4000-8000-{number:012}");
            return dixa::Event::new(id, ConversationClosed::new(Conversation::new(90417))).to_json();
        }
        (2, Kind::Unknown) => r#"{"id":"501","event":"soak:NUMBER"}"#,
        (2, Kind::Malformed) => r#"{"status":"NUMBER","event":"CHAT_ON_START"}"#,
        (2, _) => r#"{"data":{" id":NUMBER,"status":"pending"},"event":"CHAT_ON_START"}"#,
        (_, Kind::Unknown) => r#"{"event":"soak:NUMBER","visitor":{"chat_id":"0b8f3d1e"}}"#,
        (_, Kind::Malformed) => r#"{"event":"chat_started","visitor":[NUMBER]}"#,
        (_, _) => r#"{"event":"chat_started","visitor":{"chat_id":"NUMBER","name":"Mira"}}"#,
    };
    template.replace("NUMBER", &number.to_string()).into_bytes()
}

/// Returns what a worker logs to identify the event: its key, or its name if it has no key.
pub fn identity(number: usize, kind: Kind) -> String {
    fn key<V: Vendor>(body: Vec<u8>) -> Option<IdempotencyKey> {
        IdempotencyKey::of::<V>(&V::decode(&Verified::<V, _>::assume_authentic(body)).unwrap())
    }
    let body = body(number, kind);
    let key = match number % 4 {
        0 => key::<Acquire>(body),
        1 => key::<Dixa>(body),
        2 => key::<AcquireV1>(body),
        _ => key::<Comm100>(body),
    };
    key.map_or_else(|| format!("soak:{number}"), |key| key.to_string())
}

/// What a worker wrote about one execution.
pub struct Execution {
    pub identity: String,
    pub entry: String,
    pub tries: u64,
}

/// Reads a line such as `dixa: CONVERSATION_CLOSED by signature, entry 1-0, key 00ff, try 1`.
pub fn execution(line: &str) -> Option<Execution> {
    let (event, rest) = line.split_once(" by ")?;
    let rest = rest.split_once(", entry ")?.1;
    let [entry, key, tries] = rest.split(", ").collect::<Vec<_>>()[..] else { return None };
    let identity = match key.strip_prefix("key ")? {
        "none" => event.split_once(": ")?.1,
        key => key,
    };
    let tries = tries.strip_prefix("try ")?.parse().ok()?;
    Some(Execution { identity: identity.to_owned(), entry: entry.to_owned(), tries })
}
