//! Mistakes of a first use.

use std::time::Duration;

use chathooks::diagnose::{BodyChange, Encoding, Finding, Hash, LineEnd, TimeOf};
use chathooks::dixa::ReplayWindow;
use chathooks::{Key, acquire, dixa};
use chrono::{DateTime, TimeDelta};

use crate::base64;
use crate::situation::{NOW, PRETTY, SECRET, Situation, hex, now};
use crate::util;

#[test]
fn the_key_is_in_quotes() {
    let whitespace = Finding::KeyWhitespace(BodyChange::Added);
    let cases: [(String, &[Finding]); 7] = [
        (format!("\"{SECRET}\""), &[Finding::KeyQuotes]),
        (format!("'{SECRET}'"), &[Finding::KeyQuotes]),
        (format!("\"{SECRET}\"\r\n"), &[whitespace, Finding::KeyQuotes]),
        (format!("' {SECRET}'"), &[whitespace, Finding::KeyQuotes]),
        (format!("' {SECRET}'\n"), &[whitespace, Finding::KeyQuotes]),
        (format!("\"{SECRET}'"), &[Finding::NoFinding]),
        ("\"".to_owned(), &[Finding::NoFinding]),
    ];
    for (typed, findings) in cases {
        assert_eq!(
            Situation { typed: typed.clone().into(), ..Situation::good(PRETTY) }.acquire(),
            findings,
            "{typed:?}"
        );
    }
    let digits = String::from_utf8(hex(SECRET)).unwrap();
    let quoted = Situation { typed: format!("\"{digits}\"").into(), ..Situation::good(PRETTY) };
    assert_eq!(quoted.dixa(), [Finding::KeyQuotes]);
    assert_eq!(quoted.acquire(), [Finding::KeyQuotes, Finding::KeyHex(Encoding::Decode)]);
    // A key that has quotes.
    let real = format!("\"{SECRET}\"").into_bytes();
    assert_eq!(Situation { typed: real.clone(), real, ..Situation::good(PRETTY) }.acquire(), []);
}

#[test]
fn the_key_is_empty_or_not_in_digits() {
    for typed in ["", " ", "\n", "\"\"", "'' ", "' '", "\u{feff}"] {
        let situation = Situation { typed: typed.into(), ..Situation::good(PRETTY) };
        assert_eq!(situation.acquire(), [Finding::KeyEmpty], "{typed:?}");
        assert_eq!(situation.dixa(), [Finding::KeyEmpty], "{typed:?}");
    }
    for (typed, finding) in [
        ("0a1", Finding::KeyNotHex),
        ("0a1g", Finding::KeyNotHex),
        ("0x0a1b", Finding::KeyNotHex),
        ("'0a1g'\n", Finding::KeyNotHex),
        ("0a1b", Finding::NoFinding),
        ("'0a1b'\n", Finding::NoFinding),
    ] {
        let situation = Situation { typed: typed.into(), ..Situation::good(PRETTY) };
        assert_eq!(situation.dixa(), [finding], "{typed:?}");
        assert_eq!(situation.acquire(), [Finding::NoFinding], "{typed:?}: a key is any text");
    }
}

#[test]
fn the_signature_is_missing() {
    let headers = [("content-type", "application/json")];
    let acquire = |key: &str| acquire::diagnose(key, &headers, PRETTY);
    let dixa = |key: &str| dixa::diagnose(key, &headers, PRETTY, now(), ReplayWindow::Unchecked);
    assert_eq!(acquire(SECRET), [Finding::MissingSignature]);
    assert_eq!(dixa("0a1b"), [Finding::MissingSignature]);
    // All of what is known has to be fixed.
    assert_eq!(acquire("\n"), [Finding::MissingSignature, Finding::KeyEmpty]);
    assert_eq!(dixa(SECRET), [Finding::MissingSignature, Finding::KeyNotHex]);
    let other = [("x-hub-signature-256", "sha256=00")];
    assert_eq!(acquire::diagnose("", &other, PRETTY), [Finding::OtherScheme], "the key may be of that scheme too");
}

#[test]
fn the_header_occurs_twice() {
    let key = Key::new(SECRET).unwrap();
    let right = format!("t={NOW},v1={}", sign(&key, &NOW.to_string(), PRETTY));
    let wrong = format!("t={NOW},v1={}", "0".repeat(64));
    let dixa = |values: [&str; 2]| {
        let headers = values.map(|value| ("x-dixa-signature", value));
        dixa::diagnose(hex(SECRET), &headers, PRETTY, now(), ReplayWindow::Unchecked)
    };
    assert_eq!(dixa([&right, &right]), [Finding::DuplicateSignature]);
    assert_eq!(dixa([&wrong, &right]), [Finding::DuplicateSignature]);
    assert_eq!(dixa([&wrong, &wrong]), [Finding::DuplicateSignature, Finding::NoFinding]);
    // The value that is closest to a match counts.
    let prefixed = format!("sha256={right}");
    assert_eq!(dixa([&prefixed, &right]), [Finding::DuplicateSignature]);
    assert_eq!(dixa([&right, &prefixed]), [Finding::DuplicateSignature]);
}

/// Recognized by the length alone, so the digits are not signatures.
#[test]
fn the_hash_is_another_one() {
    let (sha1, sha512) = (Finding::OtherHash(Hash::Sha1), Finding::OtherHash(Hash::Sha512));
    let (short, long) = (base64::encode(&[7; 20]), base64::encode(&[7; 64]));
    let values = [
        ("0a".repeat(20), sha1),
        ("0A".repeat(20), sha1),
        (format!("sha1={}", "0a".repeat(20)), sha1),
        (format!("0x{}", "0a".repeat(20)), sha1),
        (short.clone(), sha1),
        (short.trim_end_matches('=').to_owned(), sha1),
        (format!("sha1-{short}"), sha1),
        ("0a".repeat(64), sha512),
        (format!("sha512={}", "0a".repeat(64)), sha512),
        (long.clone(), sha512),
        (long.trim_end_matches('=').to_owned(), sha512),
        (format!("sha512-{long}"), sha512),
        ("0a".repeat(19), Finding::NoFinding),
        ("0a".repeat(63), Finding::NoFinding),
        (format!("{},{}", "0a".repeat(20), "0a".repeat(32)), Finding::NoFinding),
    ];
    for (value, finding) in values {
        assert_eq!(acquire::diagnose(SECRET, &[("x-acquire-signature", &value)], PRETTY), [finding], "{value}");
        let list = [("x-dixa-signature", format!("t={NOW},v1={value}"))];
        assert_eq!(dixa::diagnose("0a", &list, PRETTY, now(), ReplayWindow::Unchecked), [finding], "{value}");
    }
    let (one, other) = (sha1.to_string(), sha512.to_string());
    assert!(one.contains("SHA-1,") && other.contains("SHA-512,"), "{one}; {other}");
}

#[test]
fn a_time_is_in_seconds() {
    let (key, seconds) = (Key::new(SECRET).unwrap(), NOW / 1000);
    let findings = |time: i64, now: i64, window: ReplayWindow| {
        let headers = [("x-dixa-signature", format!("t={time},v1={}", sign(&key, &time.to_string(), PRETTY)))];
        dixa::diagnose(hex(SECRET), &headers, PRETTY, DateTime::from_timestamp_millis(now).unwrap(), window)
    };
    let minutes = ReplayWindow::minutes(5);
    let clock = |milliseconds| Finding::Clock(TimeDelta::milliseconds(milliseconds));
    let (sending, receiver) = (Finding::TimeInSeconds(TimeOf::Sending), Finding::TimeInSeconds(TimeOf::Receiver));
    assert_eq!(findings(seconds, NOW, minutes), [sending]);
    assert_eq!(findings(NOW, seconds, minutes), [receiver]);
    // A recorded delivery is late as well.
    assert_eq!(findings(seconds, seconds * 1000 + 300_001, minutes), [sending, clock(300_001)]);
    assert_eq!(findings(seconds * 1000, seconds - 301, minutes), [receiver, clock(-301_000)]);
    // A receiver accepts these.
    assert_eq!(findings(seconds, NOW, ReplayWindow::Unchecked), []);
    assert_eq!(findings(seconds, seconds, minutes), []);
    // A clock that starts in 1970, and a time that is no time.
    let start = 60_000;
    assert_eq!(findings(NOW, start, minutes), [clock(start - NOW)]);
    assert_eq!(findings(1, NOW, minutes), [clock(NOW - 1)]);
    assert_eq!(findings(i64::MAX, NOW, minutes), [clock(NOW - i64::MAX)]);
    let far = ReplayWindow::Within(Duration::MAX);
    assert_eq!(findings(seconds, NOW, far), []);
}

#[test]
fn the_line_ends_were_changed() {
    let (lf, cr_lf) = (Finding::LineEnds(LineEnd::Lf), Finding::LineEnds(LineEnd::CrLf));
    let (unix, windows) = (PRETTY.to_vec(), String::from_utf8_lossy(PRETTY).replace('\n', "\r\n").into_bytes());
    let with = |body: &[u8], end: &str| [body, end.as_bytes()].concat();
    let added = Finding::LineFeed(BodyChange::Added);
    let cases: [(Vec<u8>, Vec<u8>, &[Finding]); 9] = [
        (windows.clone(), unix.clone(), &[cr_lf]),
        (unix.clone(), windows.clone(), &[lf]),
        (with(&windows, "\r\n"), with(&unix, "\n"), &[cr_lf]),
        (with(&unix, "\n"), with(&windows, "\r\n"), &[lf]),
        (windows.clone(), with(&unix, "\n"), &[cr_lf, added]),
        (
            windows.clone(),
            with(b"\xef\xbb\xbf", "{\n  \"event\": \"canary\"\n}"),
            &[cr_lf, Finding::ByteOrderMark(BodyChange::Added)],
        ),
        (b"a\r\nb".to_vec(), b"a\nb".to_vec(), &[cr_lf]),
        // One of both was changed.
        (b"a\nb\nc".to_vec(), b"a\r\nb\nc".to_vec(), &[lf]),
        (b"a\r\nb\r\nc".to_vec(), b"a\r\nb\nc".to_vec(), &[cr_lf]),
    ];
    for (signed, came, findings) in cases {
        let label = String::from_utf8_lossy(&came).into_owned();
        let situation = Situation { signed: &signed, came, ..Situation::good(b"") };
        assert_eq!(situation.acquire(), findings, "{label:?}");
        assert_eq!(Situation { typed: hex(SECRET), ..situation }.dixa(), findings, "{label:?}");
    }
    assert!(lf.to_string().contains("from LF to CR LF") && cr_lf.to_string().contains("from CR LF to LF"));
}

/// Printed by Node's `JSON.stringify(value, null, indent)` and Python's `json.dumps`.
#[test]
fn the_body_was_pretty_printed_when_it_was_signed() {
    let compact =
        r#"{"event":"canary","n":[1.50,null,true],"none":[],"empty":{},"text":"caf\u00e9 \ud83d\ude00\u007f"}"#;
    let came = "{\"event\":\"canary\",\"n\":[1.50,null,true],\"none\":[],\"empty\":{},\"text\":\"café 😀\u{7f}\"}";
    let lines = |indent: &str, number: &str, text: &str| {
        let lines =
            ["\"event\": \"canary\",", "\"n\": [", number, "null,", "true", "],", "\"none\": [],", "\"empty\": {},"];
        let levels = [1, 1, 2, 2, 2, 1, 1, 1];
        let lines = lines.iter().zip(levels).map(|(line, level)| format!("{}{line}\n", indent.repeat(level)));
        format!("{{\n{}{indent}\"text\": \"{text}\"\n}}", lines.collect::<String>())
    };
    let (raw, ascii) = ("café 😀\u{7f}", r"caf\u00e9 \ud83d\ude00\u007f");
    let spaced = |text: &str| {
        format!(r#"{{"event": "canary", "n": [1.50, null, true], "none": [], "empty": {{}}, "text": "{text}"}}"#)
    };
    let pretty = Finding::PrettyPrinted;
    let cases = [
        (lines("  ", "1.5,", raw), pretty),
        (lines("    ", "1.5,", raw), pretty),
        (lines("\t", "1.5,", raw), pretty),
        // Without JavaScript's numbers.
        (lines("  ", "1.50,", raw), pretty),
        (lines("    ", "1.50,", ascii), pretty),
        (spaced(ascii), pretty),
        (spaced(raw), pretty),
        (compact.to_owned(), Finding::Stringified),
        (lines("   ", "1.5,", raw), Finding::NoFinding),
    ];
    for (signed, finding) in cases {
        for came in [came, compact] {
            if signed == came {
                continue;
            }
            let situation = Situation { signed: signed.as_bytes(), came: came.into(), ..Situation::good(b"") };
            assert_eq!(situation.acquire(), [finding], "{signed}");
            assert_eq!(Situation { typed: hex(SECRET), ..situation }.dixa(), [finding], "{signed}");
        }
    }
    // Dixa's own layout, with empty arrays and objects.
    let own = b"{\n  \"none\" : [\n  ],\n  \"empty\" : {\n  },\n  \"n\" : [\n    1.50\n  ]\n}";
    let situation =
        Situation { signed: own, came: br#"{"none":[],"empty":{},"n":[1.50]}"#.to_vec(), ..Situation::good(b"") };
    assert_eq!(Situation { typed: hex(SECRET), ..situation }.dixa(), [Finding::Stringified]);
    let situation = Situation {
        signed: b"{\n\t\"a\": 1\n}",
        came: b"\xef\xbb\xbf{\"a\":1}".to_vec(),
        typed: format!("{SECRET}\n").into(),
        ..Situation::good(b"")
    };
    let findings =
        [Finding::ByteOrderMark(BodyChange::Added), Finding::PrettyPrinted, Finding::KeyWhitespace(BodyChange::Added)];
    assert_eq!(situation.acquire(), findings);
    // Strings and names in two pieces of the buffer.
    let long = "é".repeat(5000);
    let situation = Situation {
        signed: &format!("{{\n  \"{long}\": \"{long}\"\n}}").into_bytes(),
        came: format!("{{\"{long}\":\"{long}\"}}").into(),
        ..Situation::good(b"")
    };
    assert_eq!(situation.acquire(), [Finding::PrettyPrinted]);
}

fn sign(key: &Key, time: &str, body: &[u8]) -> String {
    let mut signer = key.signer();
    signer.update(format!("{time}.").as_bytes());
    signer.update(body);
    signer.sign().to_string()
}

/// Each fixture, as `serde_json` indents it.
#[test]
fn indentation_is_that_of_serde_json() {
    use serde::Serialize as _;
    use serde_json::ser::{PrettyFormatter, Serializer};

    for vendor in ["acquire", "acquire-v1", "comm100", "dixa"] {
        for (name, body) in util::files(vendor, "json") {
            let value: serde_json::Value = serde_json::from_slice(&body).unwrap();
            for indent in [&b"  "[..], b"    ", b"\t"] {
                let mut signed = Vec::new();
                let formatter = PrettyFormatter::with_indent(indent);
                value.serialize(&mut Serializer::with_formatter(&mut signed, formatter)).unwrap();
                let headers = [("x-acquire-signature", Key::new("k1").unwrap().sign(&signed).to_string())];
                let findings = acquire::diagnose("k1", &headers, value.to_string().as_bytes());
                assert_eq!(findings, [Finding::PrettyPrinted], "{name}");
            }
        }
    }
}
