//! Diagnosis: each known mistake gives its findings.
#![allow(clippy::unwrap_used, reason = "a helper of tests may panic")]

#[path = "util/base64.rs"]
mod base64;
#[path = "diagnose/bounds.rs"]
mod bounds;
#[path = "diagnose/first_use.rs"]
mod first_use;
#[path = "diagnose/situation.rs"]
mod situation;
#[path = "diagnose/token.rs"]
mod token;
mod util;

use std::collections::BTreeSet;
use std::time::Duration;

use chathooks::diagnose::{BodyChange, Covers, Encoding, Finding, Hash, LineEnd, TimeOf, TokenOf};
use chathooks::{Key, acquire, dixa};
use chrono::TimeDelta;
use situation::{NOW, PRETTY, SECRET, Situation, hex, now};

#[test]
fn a_good_delivery_has_no_finding_at_all() {
    assert_eq!(Situation::good(PRETTY).acquire(), []);
    assert_eq!(Situation { typed: hex(SECRET), ..Situation::good(PRETTY) }.dixa(), []);
    assert_eq!(Situation { typed: hex(SECRET).to_ascii_uppercase(), ..Situation::good(PRETTY) }.dixa(), []);
    let upper = Situation { header: |hex, _| hex.to_uppercase(), ..Situation::good(PRETTY) };
    assert_eq!(upper.acquire(), [], "the vendor's digits may be of either case");
}

#[test]
fn the_body_changed_on_its_way() {
    use BodyChange::{Added, Cut};
    let with = |end: &str| [PRETTY, end.as_bytes()].concat();
    let marked = ["\u{feff}".as_bytes(), PRETTY].concat();
    let cases: [(&[u8], Vec<u8>, &[Finding]); 11] = [
        (PRETTY, with("\n"), &[Finding::LineFeed(Added)]),
        (PRETTY, with("\r\n"), &[Finding::LineFeed(Added)]),
        (&with("\n"), PRETTY.into(), &[Finding::LineFeed(Cut)]),
        (&with("\r\n"), PRETTY.into(), &[Finding::LineFeed(Cut)]),
        (PRETTY, marked.clone(), &[Finding::ByteOrderMark(Added)]),
        (&marked, PRETTY.into(), &[Finding::ByteOrderMark(Cut)]),
        (br#"{"event":"canary"}"#, PRETTY.into(), &[Finding::Stringified]),
        (b"{\n  \"event\" : \"canary\"\n}", PRETTY.into(), &[Finding::Stringified]),
        (PRETTY, b"{\n  \"event\": \"canary!\"\n}".into(), &[Finding::NoFinding]),
        (PRETTY, [marked.as_slice(), b"\r\n"].concat(), &[Finding::ByteOrderMark(Added), Finding::LineFeed(Added)]),
        (br#"{"event":"canary"}"#, marked.clone(), &[Finding::ByteOrderMark(Added), Finding::Stringified]),
    ];
    for (signed, came, findings) in cases {
        let text = String::from_utf8_lossy(&came).into_owned();
        // Dixa's layout has spaces on both sides of a colon.
        let own: &[Finding] = if signed.windows(2).any(|two| two == b" :") { &[Finding::NoFinding] } else { findings };
        assert_eq!(Situation { signed, came: came.clone(), ..Situation::good(b"") }.acquire(), own, "{text:?}");
        assert_eq!(Situation { signed, came, typed: hex(SECRET), ..Situation::good(b"") }.dixa(), findings, "{text:?}");
    }
    // A form. Acquire signs the output of Node's `JSON.stringify`.
    let form = Situation { signed: br#"{"event":"a b"}"#, came: b"event=a+b".into(), ..Situation::good(b"") };
    assert_eq!(form.acquire(), [Finding::Stringified]);
}

#[test]
fn the_key_is_not_what_was_meant() {
    let text = |key: &str| key.as_bytes().to_vec();
    let encoded = base64::encode(SECRET.as_bytes());
    let url_safe = base64::encode(b"\xfb\xff\xfe").replace('+', "-").replace('/', "_");
    let cases = [
        (text(" correct horse battery"), text(SECRET), vec![Finding::KeyWhitespace(BodyChange::Added)]),
        (text("correct horse battery\r\n"), text(SECRET), vec![Finding::KeyWhitespace(BodyChange::Added)]),
        (text(SECRET), text("correct horse battery\n"), vec![Finding::KeyWhitespace(BodyChange::Cut)]),
        (hex(SECRET), text(SECRET), vec![Finding::KeyHex(Encoding::Decode)]),
        (text(SECRET), hex(SECRET), vec![Finding::KeyHex(Encoding::Encode)]),
        (text(SECRET), hex(SECRET).to_ascii_uppercase(), vec![Finding::KeyHex(Encoding::Encode)]),
        (text(&encoded), text(SECRET), vec![Finding::KeyBase64(Encoding::Decode)]),
        (text(encoded.trim_end_matches('=')), text(SECRET), vec![Finding::KeyBase64(Encoding::Decode)]),
        (text(&url_safe), b"\xfb\xff\xfe".to_vec(), vec![Finding::KeyBase64(Encoding::Decode)]),
        (text(SECRET), text(&encoded), vec![Finding::KeyBase64(Encoding::Encode)]),
        (
            [hex(SECRET), text("\n")].concat(),
            text(SECRET),
            vec![Finding::KeyWhitespace(BodyChange::Added), Finding::KeyHex(Encoding::Decode)],
        ),
        (text("correct horse"), text(SECRET), vec![Finding::NoFinding]),
        (text(""), text(SECRET), vec![Finding::KeyEmpty]),
    ];
    for (typed, real, findings) in cases {
        let label = String::from_utf8_lossy(&typed).into_owned();
        assert_eq!(Situation { typed, real, ..Situation::good(PRETTY) }.acquire(), findings, "{label:?}");
    }
}

/// RFC 4648: the vectors of section 10, every byte, both alphabets, and invalid base64.
#[test]
fn the_key_in_base64() {
    let findings = |typed: &[u8], real: &[u8]| {
        let signature = Key::from_bytes(real).unwrap().sign(PRETTY).to_string();
        acquire::diagnose(typed, &[("X-Acquire-Signature", signature)], PRETTY)
    };
    let all: Vec<u8> = (0..=u8::MAX).collect();
    let encoded = base64::encode(&all);
    assert!(encoded.contains('+') && encoded.contains('/'));
    let vectors = [("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")];
    let vectors = vectors.map(|(bytes, text)| (bytes.as_bytes(), text));
    for (bytes, text) in vectors.into_iter().chain([(&*all, &*encoded)]) {
        for text in [text, text.trim_end_matches('=')] {
            let url_safe = text.replace('+', "-").replace('/', "_");
            assert_eq!(findings(text.as_bytes(), bytes), [Finding::KeyBase64(Encoding::Decode)], "{text}");
            assert_eq!(findings(url_safe.as_bytes(), bytes), [Finding::KeyBase64(Encoding::Decode)], "{url_safe}");
            assert_eq!(findings(bytes, text.as_bytes()), [Finding::KeyBase64(Encoding::Encode)], "{text}");
        }
    }
    let not_base64: [(&str, &[u8]); 9] = [
        ("Zg=", b"f"),
        ("Zg===", b"f"),
        ("Zm9vY", b"foo"),
        ("Zm 9v", b"foo"),
        ("Zm9\nv", b"foo"),
        ("Z=g=", b"f"),
        ("Zm9v=", b"foo"),
        ("Zh==", b"f"),
        ("+/-_", b"\xfb\xff\xbf"),
    ];
    for (text, bytes) in not_base64 {
        assert_eq!(findings(text.as_bytes(), bytes), [Finding::NoFinding], "{text}");
    }
}

/// Dixa's secret is normally decoded from hexadecimal digits.
#[test]
fn the_secret_of_dixa_is_not_what_was_meant() {
    let digits = hex(SECRET);
    let cases = [
        ([digits.clone(), b"\n".to_vec()].concat(), SECRET.into(), vec![Finding::KeyWhitespace(BodyChange::Added)]),
        // The sender used the digits as the key, or the entered secret has no hexadecimal digits.
        (digits.clone(), digits.clone(), vec![Finding::KeyHex(Encoding::Encode)]),
        (SECRET.into(), SECRET.into(), vec![Finding::KeyHex(Encoding::Encode)]),
        (hex::encode(&digits).into_bytes(), SECRET.into(), vec![Finding::KeyHex(Encoding::Decode)]),
        (base64::encode(SECRET.as_bytes()).into_bytes(), SECRET.into(), vec![Finding::KeyBase64(Encoding::Decode)]),
        (base64::encode(&digits).into_bytes(), SECRET.into(), vec![Finding::KeyBase64(Encoding::Decode)]),
        (hex("correct horse"), SECRET.into(), vec![Finding::NoFinding]),
        (b"not digits".to_vec(), SECRET.into(), vec![Finding::KeyNotHex]),
    ];
    for (typed, real, findings) in cases {
        let label = String::from_utf8_lossy(&typed).into_owned();
        assert_eq!(Situation { typed, real, ..Situation::good(PRETTY) }.dixa(), findings, "{label:?}");
    }
}

#[test]
fn the_header_is_written_otherwise() {
    type Write = fn(&str, &[u8]) -> String;
    let cases: [(Write, &[Finding]); 11] = [
        (|_, bytes| base64::encode(bytes), &[Finding::HeaderBase64]),
        (|_, bytes| base64::encode(bytes).trim_end_matches('=').to_owned(), &[Finding::HeaderBase64]),
        (|hex, _| format!("sha256={hex}"), &[Finding::HeaderPrefix]),
        (|hex, _| format!("SHA256:{}", hex.to_uppercase()), &[Finding::HeaderPrefix]),
        (|hex, _| format!("\"{hex}\""), &[Finding::HeaderPrefix]),
        (|hex, _| format!("sha256-{hex}"), &[Finding::HeaderPrefix]),
        (|hex, _| format!("0x{hex}"), &[Finding::HeaderPrefix]),
        (|_, bytes| format!("sha256-{}", base64::encode(bytes)), &[Finding::HeaderPrefix, Finding::HeaderBase64]),
        (|_, bytes| format!("sha256={}", base64::encode(bytes)), &[Finding::HeaderPrefix, Finding::HeaderBase64]),
        (|hex, _| hex.get(..63).unwrap_or_default().to_owned(), &[Finding::NoFinding]),
        (|_, _| String::new(), &[Finding::NoFinding]),
    ];
    for (header, findings) in cases {
        assert_eq!(Situation { header, ..Situation::good(PRETTY) }.acquire(), findings);
        assert_eq!(Situation { header, typed: hex(SECRET), ..Situation::good(PRETTY) }.dixa(), findings);
    }
}

#[test]
fn several_things_are_found_together() {
    let situation = Situation {
        typed: b"correct horse battery\n".into(),
        header: |hex, _| format!("sha256={hex}"),
        came: [PRETTY, b"\n"].concat(),
        ..Situation::good(PRETTY)
    };
    let findings =
        [Finding::LineFeed(BodyChange::Added), Finding::KeyWhitespace(BodyChange::Added), Finding::HeaderPrefix];
    assert_eq!(situation.acquire(), findings);
}

#[test]
fn the_signature_is_of_another_scheme() {
    let key = Key::new(SECRET).unwrap();
    let dixa = format!("t={NOW},v1={}", key.sign(b"whatever"));
    let bare = key.sign(PRETTY).to_string();
    for (name, value) in [("x-dixa-signature", &dixa), ("X-Hub-Signature-256", &bare), ("x-acquire-signature", &dixa)] {
        let headers = [(name, value)];
        assert_eq!(acquire::diagnose(SECRET, &headers, PRETTY), [Finding::OtherScheme], "{name}");
    }
    for (name, value) in [("x-dixa-signature", &bare), ("webhook-signature", &bare), ("x-acquire-signature", &bare)] {
        let headers = [(name, value)];
        assert_eq!(
            dixa::diagnose(hex(SECRET), &headers, PRETTY, now(), dixa::ReplayWindow::Unchecked),
            [Finding::OtherScheme],
            "{name}"
        );
    }
}

#[test]
fn the_clock_is_off() {
    let mut signer = Key::new(SECRET).unwrap().signer();
    signer.update(format!("{NOW}.").as_bytes());
    signer.update(PRETTY);
    let headers = [("x-dixa-signature", format!("t={NOW},v1={}", signer.sign()))];
    let findings = |off: TimeDelta, window| {
        dixa::diagnose(hex(SECRET), &headers, PRETTY, now() + off, Duration::from_millis(window))
    };
    assert_eq!(findings(TimeDelta::milliseconds(1000), 1000), []);
    assert_eq!(findings(TimeDelta::milliseconds(-1000), 1000), []);
    let late = findings(TimeDelta::milliseconds(3_600_001), 1000);
    assert_eq!(late, [Finding::Clock(TimeDelta::milliseconds(3_600_001))]);
    let sentence = "the signature is correct, but its time is 3600.001 s before the receiver's time, outside the replay \
                    window: check the clock, and whether requests are delayed or repeated";
    assert_eq!(late[0].to_string(), sentence);
    let early = findings(TimeDelta::milliseconds(-1500), 1000);
    assert!(early[0].to_string().contains("is 1.500 s after the receiver's time"), "{}", early[0]);
    // A time without a correct signature gives no finding about the clock.
    let other = dixa::diagnose("0a", &headers, PRETTY, now() + TimeDelta::days(1), Duration::ZERO);
    assert_eq!(other, [Finding::NoFinding]);
}

#[test]
fn something_around_the_list_of_dixa() {
    let mut signer = Key::new(SECRET).unwrap().signer();
    signer.update(format!("{NOW}.").as_bytes());
    signer.update(PRETTY);
    let signature = signer.sign();
    for value in [
        format!("t={NOW}, v1={signature}"),
        format!("\"t={NOW},v1={signature}\""),
        format!("sha256=t={NOW},v1={signature}"),
        format!("t={NOW},v1=sha256={signature}"),
        format!(" t={NOW},v1={signature} "),
    ] {
        let findings =
            dixa::diagnose(hex(SECRET), &[("x-dixa-signature", &value)], PRETTY, now(), dixa::ReplayWindow::Unchecked);
        assert_eq!(findings, [Finding::HeaderPrefix], "{value:?}");
    }
}

/// A receiver refuses two values even if one is correct, and a correct signature under another name than `v1`.
#[test]
fn a_right_value_that_does_not_count() {
    let key = Key::new(SECRET).unwrap();
    let (right, time) = (key.sign(PRETTY).to_string(), format!("t={NOW},v1={}", "0".repeat(64)));
    let twice = [("x-acquire-signature", &right), ("x-acquire-signature", &right)];
    assert_eq!(acquire::diagnose(SECRET, &twice, PRETTY), [Finding::DuplicateSignature]);
    assert_eq!(acquire::diagnose("k2", &twice, PRETTY), [Finding::DuplicateSignature, Finding::NoFinding]);
    let second = [("x-acquire-signature", &time), ("x-acquire-signature", &right)];
    let findings = [Finding::KeyWhitespace(BodyChange::Added), Finding::DuplicateSignature];
    assert_eq!(acquire::diagnose(format!("{SECRET} "), &second, PRETTY), findings);

    let mut signer = key.signer();
    signer.update(format!("{NOW}.").as_bytes());
    signer.update(PRETTY);
    let other = format!("{time},v0={}", signer.sign());
    assert_eq!(
        dixa::diagnose(hex(SECRET), &[("x-dixa-signature", &other)], PRETTY, now(), dixa::ReplayWindow::Unchecked),
        [Finding::NoFinding]
    );
}

/// Hostile input takes bounded time and does not panic.
#[test]
fn hostile_input_is_bounded() {
    let long = "f".repeat(1_000_000);
    let many: Vec<_> = (0..10_000).map(|_| ("x-acquire-signature", format!("t=1,{}", "0,".repeat(500)))).collect();
    assert_eq!(acquire::diagnose(SECRET, &many, b"{"), [Finding::OtherScheme]);
    for value in [long.clone(), format!("t={long}"), format!("t=1,v1={long}"), "t=1,".repeat(100_000), "=".repeat(99)] {
        let findings =
            dixa::diagnose(hex(SECRET), &[("x-dixa-signature", &value)], b"[[[", now(), dixa::ReplayWindow::Unchecked);
        assert_eq!(findings, [Finding::NoFinding]);
        let findings = acquire::diagnose(SECRET, &[("x-acquire-signature", &value)], &[0xFF; 10]);
        assert_eq!(findings.len(), 1);
    }
    let deep = vec![b'['; 1_000_000];
    assert_eq!(Situation { signed: b"[", came: deep, ..Situation::good(b"") }.acquire(), [Finding::NoFinding]);
}

#[test]
fn every_code_is_stable() {
    use BodyChange::{Added, Cut};
    use TokenOf::{Receiver, Url};
    let codes: [(&str, &[Finding]); 32] = [
        ("stringified", &[Finding::Stringified]),
        ("pretty-printed", &[Finding::PrettyPrinted]),
        ("line-feed", &[Finding::LineFeed(Added), Finding::LineFeed(Cut)]),
        ("line-ends", &[Finding::LineEnds(LineEnd::Lf), Finding::LineEnds(LineEnd::CrLf)]),
        ("byte-order-mark", &[Finding::ByteOrderMark(Added), Finding::ByteOrderMark(Cut)]),
        ("key-white-space", &[Finding::KeyWhitespace(Added), Finding::KeyWhitespace(Cut)]),
        ("key-quotes", &[Finding::KeyQuotes]),
        ("key-hex", &[Finding::KeyHex(Encoding::Decode), Finding::KeyHex(Encoding::Encode)]),
        ("key-base64", &[Finding::KeyBase64(Encoding::Decode), Finding::KeyBase64(Encoding::Encode)]),
        ("key-empty", &[Finding::KeyEmpty]),
        ("key-not-hex", &[Finding::KeyNotHex]),
        ("header-base64", &[Finding::HeaderBase64]),
        ("header-prefix", &[Finding::HeaderPrefix]),
        ("missing-signature", &[Finding::MissingSignature]),
        ("duplicate-signature", &[Finding::DuplicateSignature]),
        ("other-hash", &[Finding::OtherHash(Hash::Sha1), Finding::OtherHash(Hash::Sha512)]),
        ("compressed", &[Finding::Compressed(Covers::Compressed), Finding::Compressed(Covers::NotCompressed)]),
        ("lost-types", &[Finding::LostTypes]),
        ("other-scheme", &[Finding::OtherScheme]),
        ("time-in-seconds", &[Finding::TimeInSeconds(TimeOf::Sending), Finding::TimeInSeconds(TimeOf::Receiver)]),
        ("clock", &[Finding::Clock(TimeDelta::zero())]),
        ("missing-token", &[Finding::MissingToken]),
        ("duplicate-token", &[Finding::DuplicateToken]),
        ("malformed-token", &[Finding::MalformedToken]),
        ("token-parameter", &[Finding::TokenParameter]),
        ("token-empty", &[Finding::TokenEmpty(Receiver), Finding::TokenEmpty(Url)]),
        ("token-white-space", &[Finding::TokenWhitespace(Receiver), Finding::TokenWhitespace(Url)]),
        ("token-quotes", &[Finding::TokenQuotes(Receiver), Finding::TokenQuotes(Url)]),
        ("token-encoding", &[Finding::TokenEncoding(Receiver), Finding::TokenEncoding(Url)]),
        ("token-plus", &[Finding::TokenPlus]),
        ("wrong-token", &[Finding::WrongToken]),
        ("no-finding", &[Finding::NoFinding]),
    ];
    let mut sentences = BTreeSet::new();
    for (code, findings) in codes {
        for finding in findings {
            assert_eq!(finding.code(), code);
            let sentence = finding.to_string();
            assert!(!sentence.contains('\n') && !sentence.ends_with('.') && !sentence.contains("  "), "{sentence}");
            // The reason, and then what to do.
            let (reason, step) = sentence.split_once(": ").unwrap();
            assert!(reason.contains(' ') && step.contains(' ') && !step.contains(": "), "{sentence}");
            assert!(sentences.insert(sentence), "{code}: duplicate sentence");
        }
    }
}

/// Bodies that start like gzip (RFC 1952) and zstd (RFC 8878). Nothing is decompressed, so the rest is irrelevant.
#[test]
fn a_compressed_body_is_recognized() {
    let gzip: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\xae\x05\x00\x43\xbf\xa6\xa3\x02\x00\x00\x00";
    let zstd: &[u8] = b"\x28\xb5\x2f\xfd\x04\x58\x11\x00\x00\x7b\x7d\x4e\x4d\x3d\xd7";
    for body in [gzip, zstd] {
        let (same, before) = (Finding::Compressed(Covers::Compressed), Finding::Compressed(Covers::NotCompressed));
        assert_eq!(Situation::good(body).acquire(), [same]);
        let prefixed = Situation { header: |hex, _| format!("sha256={hex}"), ..Situation::good(body) };
        assert_eq!(prefixed.acquire(), [Finding::HeaderPrefix, same]);
        assert_eq!(Situation { signed: b"{}", came: body.into(), ..Situation::good(b"") }.acquire(), [before]);
        let dixa = Situation { typed: hex(SECRET), ..Situation::good(body) };
        assert_eq!(dixa.dixa(), [same]);
        assert_eq!(Situation { signed: b"{}", ..dixa }.dixa(), [before]);
        assert_eq!(acquire::diagnose(SECRET, &[("x-hub-signature", "x")], body), [Finding::OtherScheme]);
    }
    assert_eq!(
        Situation { signed: b"{}", came: b"\x1f\x8c".into(), ..Situation::good(b"") }.acquire(),
        [Finding::NoFinding]
    );
    let told = Finding::Compressed(Covers::NotCompressed).to_string();
    assert!(told.contains("may cover the uncompressed body, so decompress the body and diagnose it again"), "{told}");
    let told = Finding::Compressed(Covers::Compressed).to_string();
    assert!(told.ends_with(": decompress it after verification"), "{told}");
}

/// XML and forms whose sender signed `JSON.stringify` of an event with types that the body does not show.
#[test]
fn types_that_xml_and_forms_lose_are_named() {
    let data = |data: &str| format!(r#"{{"event":"case:new","data":{data}}}"#);
    let xml = |data: &str| format!("<webhook><event>case:new</event><data>{data}</data></webhook>");
    let message = "<messages><id>a</id></messages>";
    let cases = [
        (data(r#"{"caseId":72}"#), xml("<caseId>72</caseId>"), Finding::LostTypes),
        (data(r#"{"caseId":72}"#), "event=case:new&data[caseId]=72".into(), Finding::LostTypes),
        (data(r#"{"open":true}"#), xml("<open>true</open>"), Finding::LostTypes),
        (data(r#"{"fields":{}}"#), xml("<fields/>"), Finding::LostTypes),
        (data(r#"{"fields":{}}"#), "event=case:new&data[fields]=".into(), Finding::LostTypes),
        (data(r#"{"messages":[{"id":"a"}]}"#), xml(message), Finding::LostTypes),
        (data(r#"{"caseId":"b"}"#), xml("<caseId>a</caseId>"), Finding::NoFinding),
        (data(r#"{"messages":[]}"#), xml(&message.repeat(2)), Finding::NoFinding),
        (data(r#"{"caseId":"b"}"#), "event=case:new&data[messages][0][id]=a".into(), Finding::NoFinding),
        (data(r#"{"caseId":71}"#), data(r#"{"caseId":72,"fields":{}}"#), Finding::NoFinding),
        (data(r#"{"caseId":"a"}"#), xml("<caseId>a</caseId>"), Finding::Stringified),
    ];
    for (signed, came, finding) in cases {
        let situation = Situation { signed: signed.as_bytes(), came: came.clone().into(), ..Situation::good(b"") };
        assert_eq!(situation.acquire(), [finding], "{came}");
        assert!(!finding.code().is_empty() && !finding.to_string().is_empty());
    }
}
