//! Why a delivery is refused: each finding from a situation of its own, and from none beside it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may panic")]

#[path = "util/base64.rs"]
mod base64;
mod util;

use std::time::Duration;

use chathooks::diagnose::{Change, Coding, Finding};
use chathooks::{Key, Signature, VerifyError, acquire, comm100, dixa};
use chrono::{DateTime, Utc};
use proptest::prelude::*;

const KEY: &str = "correct horse";
const SECRET: &str = "00112233445566778899aabbccddeeff0f1e2d3c4b5a69788796a5b4c3d2e1f0";
const TIME: i64 = 1_770_715_231_999;
const BODY: &str = r#"{"event":"x","data":"canary"}"#;
/// As Dixa seems to print it.
const SPACED: &str = "{\n  \"event_id\" : \"canary\",\n  \"tags\" : [\n  ],\n  \"score\" : 1.50\n}";

fn sign(key: impl AsRef<[u8]>, body: impl AsRef<[u8]>) -> Signature {
    Key::new(key).unwrap().sign(body.as_ref())
}

fn bytes_of(digits: &str) -> Vec<u8> {
    let value = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len() / 2).map(|at| value(2 * at)).collect()
}

fn now(milliseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds).unwrap()
}

/// The codes, joined; every sentence is looked at for what must not be in it.
fn codes(findings: &[Finding], secrets: &[&str]) -> String {
    for finding in findings {
        let text = format!("{}: {finding} {finding:?}", finding.code());
        for secret in secrets.iter().chain(&["canary"]) {
            assert!(secret.len() < 4 || !text.contains(secret), "{text}");
        }
    }
    findings.iter().map(Finding::code).collect::<Vec<_>>().join(" ")
}

fn acquire(key: impl AsRef<[u8]>, value: impl AsRef<[u8]>, body: impl AsRef<[u8]>) -> String {
    let right = sign(KEY, BODY);
    let secrets = [KEY, &right.to_string(), &base64::encode(&right.to_bytes())];
    codes(&acquire::diagnose(key, &[("X-Acquire-Signature", value)], body), &secrets)
}

/// The header's value for a key of bytes.
fn timed(key: impl AsRef<[u8]>, body: impl AsRef<[u8]>) -> String {
    let mut signer = Key::new(key).unwrap().signer();
    signer.update(format!("{TIME}.").as_bytes());
    signer.update(body.as_ref());
    format!("t={TIME},v1={}", signer.sign())
}

fn right() -> String {
    timed(bytes_of(SECRET), SPACED)
}

fn dixa_at(secret: impl AsRef<[u8]>, value: impl AsRef<[u8]>, body: impl AsRef<[u8]>, at: i64) -> String {
    let right = right();
    let (_, digits) = right.rsplit_once('=').unwrap();
    let secrets = [SECRET, digits, &base64::encode(&bytes_of(digits))];
    let headers = [("x-dixa-signature", value)];
    codes(&dixa::diagnose(secret, &headers, body, now(at), Duration::from_secs(300)), &secrets)
}

fn dixa(secret: impl AsRef<[u8]>, value: impl AsRef<[u8]>, body: impl AsRef<[u8]>) -> String {
    dixa_at(secret, value, body, TIME)
}

#[test]
fn a_good_delivery_has_no_finding_at_all() {
    let digits = sign(KEY, BODY).to_string();
    assert_eq!(acquire(KEY, &digits, BODY), "");
    assert_eq!(acquire(KEY, digits.to_uppercase(), BODY), "");
    assert_eq!(dixa(SECRET, right(), SPACED), "");
    assert_eq!(dixa(SECRET.to_uppercase(), right(), SPACED), "");
    let (time, digits) = right().split_once(",v1=").map(|(a, b)| (a.to_owned(), b.to_uppercase())).unwrap();
    assert_eq!(dixa(SECRET, format!("{time},v1={digits},v2=x,v1={}", "0".repeat(64)), SPACED), "");
}

#[test]
fn nothing_is_found_where_nothing_explains_it() {
    let other = sign("battery staple", BODY).to_string();
    let changed = BODY.replace("x", "y");
    assert_eq!(acquire(KEY, &other, BODY), "no-finding");
    assert_eq!(acquire(KEY, sign(KEY, BODY).to_string(), changed), "no-finding");
    assert_eq!(dixa("00", right(), SPACED), "no-finding");
    assert_eq!(dixa(SECRET, right(), SPACED.replace("50", "51")), "no-finding");
    let none: [(&str, &str); 0] = [];
    let twice = [("x-acquire-signature", &other), ("X-Acquire-Signature", &other)];
    for (findings, error) in [
        (acquire::diagnose(KEY, &none, BODY), VerifyError::Missing),
        (acquire::diagnose(KEY, &twice, BODY), VerifyError::Repeated),
        (acquire::diagnose(KEY, &[("x-acquire-signature", "")], BODY), VerifyError::Mismatch),
        (dixa::diagnose(SECRET, &none, BODY, now(TIME), Duration::ZERO), VerifyError::Missing),
    ] {
        assert_eq!(findings, [Finding::NoFinding(error)]);
    }
}

#[test]
fn stringified() {
    let spaced = "{ \"event\" : \"x\",\r\n\"data\" : \"\\u0063anary\" }\n";
    assert_eq!(acquire(KEY, sign(KEY, BODY).to_string(), spaced), "stringified");
    let form = "event=x&data=canary";
    assert_eq!(acquire(KEY, sign(KEY, BODY).to_string(), form), "stringified");
    // The order of names is part of what is signed.
    assert_eq!(acquire(KEY, sign(KEY, BODY).to_string(), r#"{"data":"canary","event":"x"}"#), "no-finding");
    // Dixa signs bytes alone: printed again without the spaces, with others, or the other way round.
    let compact = r#"{"event_id":"canary","tags":[],"score":1.50}"#;
    assert_eq!(dixa(SECRET, right(), compact), "stringified");
    assert_eq!(dixa(SECRET, right(), SPACED.replace("  ", "\t")), "stringified");
    let stringified = compact.replace("1.50", "1.5");
    assert_eq!(dixa(SECRET, timed(bytes_of(SECRET), stringified), SPACED), "stringified");
    assert_eq!(dixa(SECRET, right(), compact.replace("event_id", "id")), "no-finding");
}

/// Each end that a body can gain or lose, for both vendors.
#[test]
fn line_feed_and_byte_order_mark() {
    let changes: [(&str, &str, &str); 6] = [
        ("", "\n", "line-feed"),
        ("", "\r\n", "line-feed"),
        ("\u{feff}", "", "byte-order-mark"),
        ("\u{feff}", "\n", "byte-order-mark line-feed"),
        ("", " ", "no-finding"),
        ("\n", "", "no-finding"),
    ];
    // Bodies that are no JSON, so that nothing else explains them; white space is nothing to JavaScript.
    for text in ["{canary", "{\"canary"] {
        for (front, back, wanted) in changes {
            let other = [front, text, back].concat();
            for (signed, came) in [(text, other.as_str()), (other.as_str(), text)] {
                assert_eq!(acquire(KEY, sign(KEY, signed).to_string(), came), wanted, "{signed:?} {came:?}");
                assert_eq!(dixa(SECRET, timed(bytes_of(SECRET), signed), came), wanted, "{signed:?} {came:?}");
            }
        }
    }
    let digits = sign(KEY, BODY).to_string();
    assert_eq!(acquire(KEY, &digits, format!("{BODY}\n")), "line-feed");
    assert_eq!(acquire(KEY, &digits, format!("{BODY}\n\n")), "stringified");
    assert_eq!(acquire(KEY, &digits, format!("\u{feff} {BODY}")), "byte-order-mark stringified");
    let findings = acquire::diagnose(KEY, &[("x-acquire-signature", &digits)], format!("{BODY}\n"));
    assert_eq!(findings, [Finding::LineFeed(Change::Added)]);
    let cut = sign(KEY, format!("{BODY}\n")).to_string();
    assert_eq!(acquire::diagnose(KEY, &[("x-acquire-signature", &cut)], BODY), [Finding::LineFeed(Change::Cut)]);
}

#[test]
fn key_white_space() {
    let digits = sign(KEY, BODY).to_string();
    for key in [format!("{KEY}\n"), format!("{KEY}\r\n"), format!(" {KEY}\t")] {
        let findings = acquire::diagnose(&key, &[("x-acquire-signature", &digits)], BODY);
        assert_eq!(findings, [Finding::KeyWhiteSpace(Change::Added)], "{key:?}");
    }
    for key in [format!("{KEY}\n"), format!("{KEY}\r\n"), format!("{KEY} "), format!(" {KEY}")] {
        let headers = [("x-acquire-signature", sign(&key, BODY).to_string())];
        assert_eq!(acquire::diagnose(KEY, &headers, BODY), [Finding::KeyWhiteSpace(Change::Cut)], "{key:?}");
    }
    assert_eq!(acquire("correct  horse", &digits, BODY), "no-finding");
    for secret in [format!("{SECRET}\n"), format!(" {SECRET}\r\n")] {
        assert_eq!(dixa(secret, right(), SPACED), "key-white-space");
    }
    assert_eq!(dixa(format!("{SECRET}\n00"), right(), SPACED), "no-finding");
}

#[test]
fn key_hex() {
    let hex: String = KEY.bytes().map(|byte| format!("{byte:02x}")).collect();
    let digits = sign(KEY, BODY).to_string();
    for key in [&hex, &hex.to_uppercase()] {
        let findings = acquire::diagnose(key, &[("x-acquire-signature", &digits)], BODY);
        assert_eq!(findings, [Finding::KeyHex(Coding::Encoded)]);
        let findings = acquire::diagnose(KEY, &[("x-acquire-signature", &sign(key, BODY).to_string())], BODY);
        assert_eq!(findings, [Finding::KeyHex(Coding::Decoded)]);
    }
    assert_eq!(acquire(&hex[1..], &digits, BODY), "no-finding");
    assert_eq!(acquire(format!("{hex}\n"), &digits, BODY), "key-white-space key-hex");
    assert_eq!(acquire(format!("{hex}0a"), &digits, BODY), "key-hex key-white-space");
    // The key itself in place of its digits; digits of the digits; and a sender that takes the digits for the key.
    assert_eq!(dixa(bytes_of(SECRET), right(), SPACED), "key-hex");
    let twice: String = SECRET.bytes().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(dixa(twice, right(), SPACED), "key-hex");
    assert_eq!(dixa(SECRET, timed(SECRET, SPACED), SPACED), "key-hex");
    assert_eq!(dixa(&SECRET[2..], right(), SPACED), "no-finding");
}

#[test]
fn key_base64() {
    // Twelve bytes, thirteen and fourteen: each padding; and bytes whose digits differ between the two alphabets.
    for key in [&b"correct hors"[..], b"correct horse", b"correct horses", b"\xfb\xef\xff\xfe\xfb"] {
        let padded = base64::encode(key);
        let url = padded.replace('+', "-").replace('/', "_");
        for text in [padded.clone(), url.clone(), padded.replace('=', ""), url.replace('=', "")] {
            let headers = [("x-acquire-signature", sign(key, BODY).to_string())];
            assert_eq!(acquire::diagnose(&text, &headers, BODY), [Finding::KeyBase64(Coding::Encoded)], "{text}");
            assert_eq!(acquire(format!("whsec_{text}\n"), &headers[0].1, BODY), "key-white-space key-base64");
            let headers = [("x-acquire-signature", sign(&text, BODY).to_string())];
            assert_eq!(acquire::diagnose(key, &headers, BODY), [Finding::KeyBase64(Coding::Decoded)], "{text}");
        }
        assert_eq!(acquire(format!("{padded}="), sign(key, BODY).to_string(), BODY), "no-finding");
    }
    assert_eq!(dixa(base64::encode(SECRET.as_bytes()), right(), SPACED), "key-base64");
    assert_eq!(dixa(base64::encode(&bytes_of(SECRET)), right(), SPACED), "key-base64 key-hex");
    assert_eq!(dixa(base64::encode(b"another"), right(), SPACED), "no-finding");
}

#[test]
fn header_base64_and_header_prefix() {
    let signature = sign(KEY, BODY);
    let (digits, padded) = (signature.to_string(), base64::encode(&signature.to_bytes()));
    let url = padded.replace('+', "-").replace('/', "_");
    let twice = base64::encode(digits.as_bytes());
    for value in [&padded, &url, padded.trim_end_matches('='), url.trim_end_matches('='), &twice] {
        assert_eq!(acquire(KEY, value, BODY), "header-base64", "{value}");
        assert_eq!(acquire(KEY, format!("sha256={value}"), BODY), "header-prefix header-base64", "{value}");
        assert_eq!(acquire("another", value, BODY), "no-finding");
    }
    for value in
        ["sha256=#", "SHA256=#", "v1=#", "0x#", " #", "#\r\n", "\"#\"", "hmac-sha256 #", "X-Acquire-Signature: #"]
    {
        assert_eq!(acquire(KEY, value.replace('#', &digits), BODY), "header-prefix", "{value}");
        assert_ne!(acquire("another", value.replace('#', &digits), BODY), "header-prefix", "{value}");
    }
    for value in [&digits[1..], &format!("{digits}0"), &"a".repeat(33).as_str().to_owned()] {
        assert_eq!(acquire(KEY, value, BODY), "no-finding", "{value}");
    }
    assert_eq!(acquire(KEY, format!("{}{digits}", "a".repeat(33)), BODY), "no-finding");

    let right = right();
    let (time, digits) = right.split_once(",v1=").unwrap();
    let base64 = base64::encode(&bytes_of(digits));
    assert_eq!(
        dixa(SECRET, format!("{time},v1={base64}"), SPACED),
        "header-base64 header-prefix".replace(" header-prefix", "")
    );
    for value in [
        right.to_uppercase(),
        right.replace(',', ", "),
        format!("\"{right}\""),
        format!("X-DIXA-SIGNATURE: {right}"),
        format!("{time},v1=sha256={digits}"),
    ] {
        assert_eq!(dixa(SECRET, &value, SPACED), "header-prefix", "{value}");
        assert_eq!(dixa("00", &value, SPACED), "no-finding", "{value}");
    }
}

#[test]
fn other_scheme() {
    let digits = sign(KEY, BODY).to_string();
    assert_eq!(acquire(KEY, right(), BODY), "other-scheme");
    assert_eq!(acquire(KEY, "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=", BODY), "other-scheme");
    assert_eq!(acquire("another", format!("sha256={digits}"), BODY), "other-scheme");
    assert_eq!(dixa(SECRET, &digits, SPACED), "other-scheme");
    let names = [
        acquire::SIGNATURE_HEADER.as_str(),
        dixa::SIGNATURE_HEADER.as_str(),
        "Stripe-Signature",
        "X-Hub-Signature-256",
        "X-Hub-Signature",
        "webhook-signature",
        "svix-signature",
        "X-Slack-Signature",
        "X-Shopify-Hmac-Sha256",
        "X-Zendesk-Webhook-Signature",
    ];
    for (place, name) in names.into_iter().enumerate() {
        let headers = [(name, "anything"), ("x-other-signature", "")];
        let findings = [
            acquire::diagnose(KEY, &headers, BODY),
            dixa::diagnose(SECRET, &headers, BODY, now(TIME), Duration::ZERO),
            acquire::v1::diagnose("t", &headers, "/?token=x"),
            comm100::diagnose("t", &headers, "/?token=x"),
        ];
        for (vendor, findings) in findings.iter().enumerate() {
            let wanted = if place == vendor { "no-finding" } else { "other-scheme" };
            assert_eq!(codes(findings, &[]), wanted, "{name}");
            let sentence = findings.iter().map(ToString::to_string).collect::<String>();
            assert_eq!(sentence.contains(&name.to_ascii_lowercase()), wanted == "other-scheme", "{sentence}");
        }
        // What matches is told alone, whatever else is there.
        let headers = [("stripe-signature", "t=1,v1=2".to_owned()), ("x-acquire-signature", digits.clone())];
        assert_eq!(acquire::diagnose(KEY, &headers, BODY), []);
    }
    assert_eq!(codes(&acquire::diagnose(KEY, &[("x-other-signature", "t=1,v1=2")], BODY), &[]), "no-finding");
}

#[test]
fn clock() {
    for (at, sentence) in [
        (TIME + 300_001, "it was sent 300.001 seconds earlier than the receiver's time: "),
        (TIME - 300_001, "it was sent 300.001 seconds later than the receiver's time: "),
        (0, "it was sent 1770715231.999 seconds later than the receiver's time: "),
    ] {
        assert_eq!(dixa_at(SECRET, right(), SPACED, at), "clock");
        let headers = [("x-dixa-signature", right())];
        let findings = dixa::diagnose(SECRET, &headers, SPACED, now(at), Duration::from_secs(300));
        assert_eq!(findings.iter().filter(|finding| finding.to_string().starts_with(sentence)).count(), 1);
        assert_eq!(dixa::diagnose(SECRET, &headers, SPACED, now(at), Duration::MAX), []);
        assert_eq!(dixa_at("00", right(), SPACED, at), "no-finding");
        assert_eq!(dixa_at(format!("{SECRET}\n"), right(), SPACED, at), "key-white-space clock");
    }
    for at in [TIME, TIME + 300_000, TIME - 300_000] {
        assert_eq!(dixa_at(SECRET, right(), SPACED, at), "");
    }
    // The latest time that can be written, and the earliest date: the figure stays at the end of its range.
    let time = "9".repeat(19);
    let mut signer = Key::from_hex(SECRET).unwrap().signer();
    signer.update(format!("{time}.").as_bytes());
    let headers = [("x-dixa-signature", format!("t={time},v1={}", signer.sign()))];
    let findings = dixa::diagnose(SECRET, &headers, "", DateTime::<Utc>::MIN_UTC, Duration::ZERO);
    assert!(matches!(findings[..], [Finding::Clock { milliseconds: i64::MIN, .. }]), "{findings:?}");
}

#[test]
fn several_things_at_once() {
    let digits = sign(KEY, BODY).to_string();
    let hex: String = KEY.bytes().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(acquire(format!("{KEY}\n"), &digits, format!(" {BODY}")), "key-white-space stringified");
    assert_eq!(acquire(&hex, format!("sha256={digits}"), format!("{BODY}\n")), "key-hex line-feed header-prefix");
    let base64 = base64::encode(format!("{KEY}\n").as_bytes());
    assert_eq!(acquire(base64, &digits, BODY), "key-base64 key-white-space");
    assert_eq!(dixa(format!("{SECRET}\n"), right(), format!("{SPACED}\n")), "key-white-space line-feed");
}

#[test]
fn a_token_in_the_url() {
    type Diagnose = fn(&str, &[(&str, &str)], &str) -> Vec<Finding>;
    let vendors: [Diagnose; 2] = [
        |token, headers, target| comm100::diagnose(token, headers, target),
        |token, headers, target| acquire::v1::diagnose(token, headers, target),
    ];
    for diagnose in vendors {
        let of = |token: &str, target: &str| codes(&diagnose(token, &[], target), &["s3cret-token"]);
        assert_eq!(of("s3cret-token", "/hook?token=s3cret-token"), "");
        assert_eq!(of("s3cret-token\n", "/hook?token=s3cret-token"), "key-white-space");
        assert_eq!(of("s3cret-token", "/hook?token=s3cret-token%0A"), "key-white-space");
        assert_eq!(of("73", "/hook?token=s"), "key-hex");
        assert_eq!(of(&base64::encode(b"s3cret-token"), "/hook?token=s3cret-token"), "key-base64");
        assert_eq!(of("s3cret-token", "/hook?token=another"), "no-finding");
        assert_eq!(diagnose("", &[], "/hook?token="), [Finding::NoFinding(VerifyError::Mismatch)]);
        assert_eq!(diagnose("t", &[], "/hook"), [Finding::NoFinding(VerifyError::Missing)]);
        assert_eq!(diagnose("t", &[], "/?token=t&token=t"), [Finding::NoFinding(VerifyError::Repeated)]);
    }
}

/// Large bodies are tried with one thing changed at a time; what is deep or wide is no finding and no crash.
#[test]
fn hostile_input_is_bounded() {
    let large = format!("{{\"data\":\"{}\"}}", "x".repeat(300 * 1024));
    let digits = sign(KEY, &large).to_string();
    assert_eq!(acquire(format!("{KEY}\n"), &digits, &large), "key-white-space");
    assert_eq!(acquire(KEY, &digits, format!(" {large}")), "stringified");
    assert_eq!(acquire(format!("{KEY}\n"), &digits, format!("{large}\n")), "no-finding");
    let deep = "[".repeat(10_000_000);
    let wide = format!("{{\"a\":[{}0]}}", "0,".repeat(500_000));
    for body in [deep.as_bytes(), wide.as_bytes(), b"\xff\xfe", b"", b"{", b"\xef\xbb\xbf", b"<!DOCTYPE a>", b"a=%zz"] {
        assert_eq!(acquire(KEY, &digits, body), "no-finding");
    }
    assert_eq!(dixa(SECRET, right(), &wide), "no-finding");
    for value in ["", "=", "t=", "t=1", "v1=", ",,,", "\"", "''", "t=1,v1=", "====", "\u{fffd}"] {
        for value in [value.to_owned(), value.repeat(2000), format!("{value}{digits}"), format!("{digits}{value}")] {
            for code in [acquire(KEY, &value, BODY), dixa(SECRET, &value, BODY)] {
                assert!(["no-finding", "other-scheme"].contains(&code.as_str()), "{value} {code}");
            }
        }
    }
    let many = format!("t={TIME},{}", format!("v1={},", "0".repeat(64)).repeat(1000));
    assert_eq!(dixa(SECRET, many, SPACED), "other-scheme".replace("other-scheme", "no-finding"));
}

proptest! {
    /// Whatever comes, something is said of what is refused, nothing of what is not, and nothing that is secret.
    #[test]
    fn it_agrees_with_the_receivers(
        key in "[ -~]{4,40}",
        other in proptest::option::of("[ -~]{4,40}"),
        value in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..100)),
        body in proptest::collection::vec(any::<u8>(), 0..60),
        end in "[\n\r ]{0,2}",
    ) {
        let right = sign(&key, &body);
        let value = value.unwrap_or_else(|| right.to_string().into_bytes());
        let given = other.unwrap_or_else(|| key.clone()) + &end;
        let headers = [("x-acquire-signature", &value)];
        let receiver = acquire::Receiver::new(Key::new(&given).unwrap()).with_signed(acquire::Signed::Body);
        let findings = acquire::diagnose(&given, &headers, &body);
        prop_assert_eq!(findings.is_empty(), receiver.receive(&headers, &body).is_ok());
        let text = findings.iter().map(|finding| format!("{finding} {finding:?}")).collect::<String>();
        prop_assert!(!text.contains(&right.to_string()) && !text.contains(&base64::encode(&right.to_bytes())));
    }
}
