//! What is said of a delivery that is refused.

use std::time::Duration;

use chathooks::acquire::SignedContent;
use chathooks::diagnose::{BodyChange, Covers, Finding};
use chathooks::{Key, acquire, dixa};
use chrono::DateTime;

use crate::signature_header::sign_dixa;
use crate::{choice, first_line, shown};

const KEY: &str = "6b31";
const TIME: i64 = 1_770_715_231_999;
const MARK: &[u8] = "\u{feff}".as_bytes();
const WINDOW: Duration = Duration::from_secs(300);

/// The first line is a header, the rest a body. Nothing is found where the receiver accepts, and something wherever it does
/// not; and what is done to a body, its key and its header is found out, in no more findings than things were done.
pub fn diagnose(input: &[u8]) {
    let (header, body) = first_line(input);
    let mut choice = choice(input);
    let mut pick = |count: usize| {
        let picked = choice % count;
        choice /= count;
        picked
    };

    let headers = [("x-acquire-signature", header), ("x-dixa-signature", header)];
    let key = Key::new(KEY).expect("a key");
    let receiver = acquire::Receiver::new(key.clone()).with_signed_content(SignedContent::RawBody);
    let found = acquire::diagnose(KEY, &headers, body);
    assert_eq!(found.is_empty(), receiver.receive(&headers, body).is_ok(), "{}", shown(input));
    let (key, signed) = (Key::from_hex(KEY).expect("a key"), key);
    let now = DateTime::from_timestamp_millis(TIME).expect("a time");
    let receiver = dixa::Receiver::new(key.clone(), WINDOW);
    let found = dixa::diagnose(KEY, &headers, body, now, WINDOW);
    assert_eq!(found.is_empty(), receiver.receive(&headers, body, now).is_ok(), "{}", shown(input));

    let mut done = Vec::new();
    let (line, marked) = ([body, b"\n"].concat(), [MARK, body].concat());
    let (sent, given, change) = match pick(5) {
        0 => (body, body, None),
        1 => (body, line.as_slice(), Some(Finding::LineFeed(BodyChange::Added))),
        2 => (line.as_slice(), body, Some(Finding::LineFeed(BodyChange::Cut))),
        3 => (body, marked.as_slice(), Some(Finding::ByteOrderMark(BodyChange::Added))),
        // One is put back where there is none.
        _ if body.starts_with(MARK) => (body, body, None),
        _ => (marked.as_slice(), body, Some(Finding::ByteOrderMark(BodyChange::Cut))),
    };
    done.extend(change);
    let typed = [KEY, " 6b31", "6b31\r\n"][pick(3)];
    if typed != KEY {
        done.push(Finding::KeyWhitespace(BodyChange::Added));
    }
    let mut header = header.get(..64).unwrap_or(header).to_vec();
    let signature = signed.sign(sent).to_string();
    match pick(3) {
        0 => header.clear(),
        1 => header.push(b'='),
        _ => header.push(b' '),
    }
    let prefixed = !header.is_empty();
    header.extend_from_slice(signature.as_bytes());
    let mut all = done.clone();
    all.extend(prefixed.then_some(Finding::HeaderPrefix));
    check(&acquire::diagnose(typed, &[("x-acquire-signature", &header)], given), &all, input);

    let signature = sign_dixa(&key, &TIME.to_string(), sent);
    let late = [0, 300_000, 300_001, -300_001][pick(4)];
    let now = DateTime::from_timestamp_millis(TIME + late).expect("a time");
    done.extend((late.abs() > 300_000).then(|| Finding::Clock(chrono::TimeDelta::milliseconds(late))));
    let header = format!("t={TIME},v1={signature}");
    check(&dixa::diagnose(typed, &[("x-dixa-signature", header)], given, now, WINDOW), &done, input);
}

fn check(found: &[Finding], done: &[Finding], input: &[u8]) {
    // Any body may start as a compressed one does.
    let found: Vec<_> =
        found.iter().filter(|finding| **finding != Finding::Compressed(Covers::Compressed)).copied().collect();
    if done.len() < 2 {
        assert_eq!(found, done, "{}", shown(input));
    }
    assert!(found.len() <= done.len(), "{found:?} for {done:?}: {}", shown(input));
    let none =
        [Finding::NoFinding, Finding::OtherScheme, Finding::LostTypes, Finding::Compressed(Covers::NotCompressed)];
    assert!(!found.iter().any(|found| none.contains(found)), "{found:?} for {done:?}: {}", shown(input));
    for finding in &found {
        assert!(!finding.code().is_empty() && !finding.to_string().contains(KEY));
    }
}
