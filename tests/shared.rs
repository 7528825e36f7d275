//! One receiver in several threads: each verdict is correct.
#![allow(clippy::unwrap_used, reason = "a helper of tests may panic")]

mod util;

use std::sync::Barrier;
use std::time::Duration;

use chathooks::acquire::{self, Acquire};
use chathooks::comm100::{self, Comm100};
use chathooks::dixa::{self, Dixa};
use chathooks::{Key, Keys, Proof, RequestContext, UrlToken, Vendor, VerifyError};
use chrono::{DateTime, Utc};

const THREADS: usize = 32;
const ROUNDS: usize = 40;

/// What comes of a delivery: how it was proven and whether it could be decoded, or why it was refused.
type Verdict = Result<(Proof, bool), VerifyError>;

/// A delivery, and what has to come of it.
struct Delivery {
    target: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    wanted: Result<bool, VerifyError>,
}

fn verdict<V: Vendor>(receiver: &V::Receiver, delivery: &Delivery, now: DateTime<Utc>) -> Verdict {
    let arrival = RequestContext::new(&delivery.target, &delivery.headers, now);
    let verified = V::receive(receiver, arrival, delivery.body.as_slice())?;
    Ok((verified.proof(), V::decode(&verified).is_ok()))
}

/// Lets all threads go through all deliveries at once, each from another place on.
fn share<V: Vendor>(receiver: &V::Receiver, deliveries: &[Delivery], now: DateTime<Utc>)
where
    V::Receiver: Sync,
{
    let barrier = Barrier::new(THREADS);
    let verdicts: Vec<Verdict> = deliveries.iter().map(|delivery| verdict::<V>(receiver, delivery, now)).collect();
    for (delivery, verdict) in deliveries.iter().zip(&verdicts) {
        assert_eq!(verdict.map(|(_, fits)| fits), delivery.wanted, "alone");
    }
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (barrier, verdicts) = (&barrier, &verdicts);
            scope.spawn(move || {
                barrier.wait();
                for round in 0..ROUNDS * deliveries.len() {
                    let at = (thread + round) % deliveries.len();
                    let (delivery, wanted) = deliveries.iter().zip(verdicts).nth(at).unwrap();
                    assert_eq!(verdict::<V>(receiver, delivery, now), *wanted, "thread {thread}, round {round}");
                }
            });
        }
    });
}

#[test]
fn acquire() {
    let [new, old, stranger] = ["new", "old", "stranger"].map(|key| Key::new(key).unwrap());
    let sample = util::seed_sample();
    let pretty = util::read("acquire/case-status.seed.json");
    let signed = |key: &Key, signed: &[u8], body: &[u8], wanted| Delivery {
        target: "/acquire".to_owned(),
        headers: vec![("x-acquire-signature", key.sign(signed).to_string())],
        body: body.to_vec(),
        wanted,
    };
    let unsigned = Delivery { headers: Vec::new(), ..signed(&new, &sample, &sample, Err(VerifyError::Missing)) };
    let deliveries = [
        signed(&new, &sample, &sample, Ok(true)),
        signed(&old, &sample, &sample, Ok(true)),
        signed(&new, &sample, &pretty, Ok(true)),
        signed(&stranger, &sample, &sample, Err(VerifyError::Mismatch)),
        signed(&new, &sample, b"{}", Err(VerifyError::Mismatch)),
        signed(&new, b"{", b"{", Ok(false)),
        signed(&old, b"a=%zz", b"a=%zz", Ok(false)),
        unsigned,
    ];
    let receiver = acquire::Receiver::new(Keys::from(new.clone()).or(old.clone()));
    share::<Acquire>(&receiver, &deliveries, DateTime::UNIX_EPOCH);
}

#[test]
fn dixa() {
    let now = DateTime::from_timestamp_millis(1_770_715_231_999).unwrap();
    let [key, stranger] = ["0a1b", "4d2e"].map(|key| Key::from_hex(key).unwrap());
    let sample = util::read("dixa/ConversationClosed.json");
    let signed = |key: &Key, time: i64, signed: &[u8], body: &[u8], wanted| {
        let mut signer = key.signer();
        signer.update(format!("{time}.").as_bytes());
        signer.update(signed);
        let header = format!("t={time},v1={}", signer.sign());
        Delivery {
            target: "/dixa".to_owned(),
            headers: vec![("x-dixa-signature", header)],
            body: body.to_vec(),
            wanted,
        }
    };
    let time = now.timestamp_millis();
    let deliveries = [
        signed(&key, time, &sample, &sample, Ok(true)),
        signed(&key, time - 299_999, &sample, &sample, Ok(true)),
        signed(&key, time - 300_001, &sample, &sample, Err(VerifyError::TooOld)),
        signed(&key, time + 300_001, &sample, &sample, Err(VerifyError::TooNew)),
        signed(&stranger, time, &sample, &sample, Err(VerifyError::Mismatch)),
        signed(&key, time, &sample, b"{}", Err(VerifyError::Mismatch)),
        signed(&key, time, b"{", b"{", Ok(false)),
    ];
    share::<Dixa>(&dixa::Receiver::new(key.clone(), Duration::from_secs(300)), &deliveries, now);
}

#[test]
fn comm100() {
    let sample = util::read("comm100/chat_ended.json");
    let sent = |target: &str, body: &[u8], wanted| Delivery {
        target: target.to_owned(),
        headers: Vec::new(),
        body: body.to_vec(),
        wanted,
    };
    let deliveries = [
        sent("/comm100?token=new", &sample, Ok(true)),
        sent("/comm100?token=old", &sample, Ok(true)),
        sent("/comm100?token=new", b"{", Ok(false)),
        sent("/comm100?token=ne", &sample, Err(VerifyError::Mismatch)),
        sent("/comm100?token=new&token=new", &sample, Err(VerifyError::Duplicate)),
        sent("/comm100?token=%zz", &sample, Err(VerifyError::Malformed)),
        sent("/comm100", &sample, Err(VerifyError::Missing)),
    ];
    let receiver = comm100::Receiver::new(UrlToken::new("new").unwrap().or("old").unwrap());
    share::<Comm100>(&receiver, &deliveries, DateTime::UNIX_EPOCH);
}
