//! Dixa's scheme, against signatures that others made.

use chathooks::dixa::{Receiver, ReplayWindow};
use chathooks::{Format, Key, Keys, Proof, VerifyError, auth::KeyError};
use serde::Deserialize;

use super::{BODY, DIGITS, SECRET, TIME, at, header, key, util};

fn receiver() -> Receiver {
    Receiver::new(key(), ReplayWindow::Unchecked)
}

/// The vector of the facts about the vendor, which Python's `hmac` made.
#[test]
fn the_vector_verifies() {
    let headers = [("X-DIXA-SIGNATURE", format!("t={TIME},v1={DIGITS}"))];
    assert_eq!(header(&key(), &TIME.to_string(), BODY.as_bytes()), headers[0].1);
    let verified = receiver().receive(&headers, BODY, at(TIME)).unwrap();
    assert_eq!(verified.as_bytes(), BODY.as_bytes());
    assert_eq!(verified.format(), Format::Json);
    assert!(matches!(verified.proof(), Proof::Signature { key: 0, .. }));
}

/// Whoever takes the secret's text for the key makes this one.
#[test]
fn the_text_of_the_secret_is_not_the_key() {
    let wrong = "1a132b97b378b87a98ec0a1b793368e65c56b0a4799db1a9a255b7b605f988d0";
    let ascii = header(&Key::new(SECRET).unwrap(), &TIME.to_string(), BODY.as_bytes());
    assert_eq!(ascii, format!("t={TIME},v1={wrong}"));
    let verdict = receiver().receive(&[("x-dixa-signature", ascii)], BODY, at(TIME));
    assert_eq!(verdict.unwrap_err(), VerifyError::Mismatch);
}

#[test]
fn node_and_python_agree() {
    #[derive(Deserialize)]
    struct Line {
        key: String,
        body: String,
        header: String,
    }
    let lines = util::read("dixa/signed.jsonl");
    let lines: Vec<Line> =
        lines.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    assert_eq!(lines.len(), 325);
    for line in lines {
        let receiver = Receiver::new(Key::from_hex(&line.key).unwrap(), ReplayWindow::Unchecked);
        let body = hex::decode(&line.body).unwrap();
        let headers = [("x-dixa-signature", &line.header)];
        assert!(receiver.receive(&headers, &body, at(0)).is_ok(), "{}", line.header);
        let longer = [&body[..], b" "].concat();
        assert_eq!(receiver.receive(&headers, longer, at(0)).unwrap_err(), VerifyError::Mismatch);
    }
}

#[test]
fn a_secret_that_is_not_hexadecimal_is_refused() {
    // As the vendor's page prints it.
    let printed = "4g4h988p468g785965b780684bde5546c52gge658d76b4q33fb69c526ea4bdbc";
    for secret in [printed, "a", "abc", "+f", "0x", "ü", "ab\0d", &SECRET[1..]] {
        assert_eq!(Key::from_hex(secret).err(), Some(KeyError::NotHex), "{secret:?}");
    }
    for secret in [" ab", "ab ", "ab\n"] {
        assert_eq!(Key::from_hex(secret).err(), Some(KeyError::Whitespace), "{secret:?}");
    }
    assert_eq!(Key::from_hex("").err(), Some(KeyError::Empty));
    assert_eq!(KeyError::NotHex.to_string(), "the key is not hexadecimal");
    let upper = Key::from_hex(SECRET.to_uppercase()).unwrap();
    assert_eq!(upper.sign(b"a body"), key().sign(b"a body"));
    assert_eq!(Key::from_hex(b"0f").unwrap().sign(b"a body"), Key::from_bytes([0x0F]).unwrap().sign(b"a body"));
}

#[test]
fn every_flipped_bit_of_the_body_is_refused() {
    let headers = [("x-dixa-signature", format!("t={TIME},v1={DIGITS}"))];
    for bit in 0..BODY.len() * 8 {
        let mut body = BODY.as_bytes().to_vec();
        body[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(receiver().receive(&headers, body, at(TIME)).unwrap_err(), VerifyError::Mismatch, "bit {bit}");
    }
    for body in [&BODY[..BODY.len() - 1], "", &BODY.replace('\n', "")] {
        assert_eq!(receiver().receive(&headers, body, at(TIME)).unwrap_err(), VerifyError::Mismatch);
    }
}

/// But for the letter case of a hexadecimal digit, which says nothing.
#[test]
fn every_flipped_bit_of_the_header_is_refused() {
    let right = format!("t={TIME},v1={DIGITS}").into_bytes();
    let mut same = 0;
    for bit in 0..right.len() * 8 {
        let mut wrong = right.clone();
        wrong[bit / 8] ^= 1 << (bit % 8);
        if receiver().receive(&[("x-dixa-signature", &wrong)], BODY, at(TIME)).is_ok() {
            assert!(wrong.eq_ignore_ascii_case(&right) && bit / 8 >= right.len() - 64, "bit {bit}");
            same += 1;
        }
    }
    assert_eq!(same, DIGITS.bytes().filter(u8::is_ascii_alphabetic).count());
}

#[test]
fn the_time_and_the_dot_are_signed() {
    // The same bytes, cut elsewhere: "1770715231999." + body against "177071523199" + "9." + body.
    let moved = format!("t=177071523199,v1={DIGITS}");
    let body = format!("9.{BODY}");
    assert_eq!(receiver().receive(&[("x-dixa-signature", moved)], body, at(TIME)).unwrap_err(), VerifyError::Mismatch);
    let zero = format!("t=0{TIME},v1={DIGITS}");
    assert_eq!(receiver().receive(&[("x-dixa-signature", zero)], BODY, at(TIME)).unwrap_err(), VerifyError::Mismatch);
    let bare = format!("t={TIME},v1={}", key().sign(BODY.as_bytes()));
    assert_eq!(receiver().receive(&[("x-dixa-signature", bare)], BODY, at(TIME)).unwrap_err(), VerifyError::Mismatch);
}

#[test]
fn keys_are_rotated_without_a_lost_delivery() {
    let secrets = ["aa", "bb", SECRET, "cc"];
    let keys = || secrets.map(|secret| Key::from_hex(secret).unwrap());
    let [first, others @ ..] = keys();
    let receiver = Receiver::new(others.into_iter().fold(Keys::from(first), Keys::or), ReplayWindow::Unchecked);
    for (place, key) in keys().iter().enumerate() {
        let headers = [("x-dixa-signature", header(key, "5", BODY.as_bytes()))];
        let verified = receiver.receive(&headers, BODY, at(TIME)).unwrap();
        assert!(matches!(verified.proof(), Proof::Signature { key, .. } if key == place));
    }
    let headers = [("x-dixa-signature", header(&Key::from_hex("dd").unwrap(), "5", BODY.as_bytes()))];
    assert_eq!(receiver.receive(&headers, BODY, at(TIME)).unwrap_err(), VerifyError::Mismatch);
}

#[test]
fn any_of_several_signatures_may_match() {
    let digits = |secret: &str| {
        let header = header(&Key::from_hex(secret).unwrap(), "5", BODY.as_bytes());
        header.trim_start_matches("t=5,").to_owned()
    };
    let (right, wrong) = (digits(SECRET), digits("aa"));
    let receive = |pairs: &[&str]| {
        let headers = [("x-dixa-signature", pairs.join(","))];
        receiver().receive(&headers, BODY, at(TIME)).map(drop)
    };
    for pairs in [
        &["t=5", &wrong, &right] as &[&str],
        &["t=5", &right, &wrong],
        &["t=5", &right, &right],
        &[&wrong, "t=5", &wrong, "v0=x", &right],
        &[&right, &wrong, "t=5"],
    ] {
        assert_eq!(receive(pairs), Ok(()), "{pairs:?}");
    }
    for pairs in [&["t=5", &wrong, &wrong] as &[&str], &["t=5", &wrong, "v0=x"], &[&wrong, "t=5", &wrong]] {
        assert_eq!(receive(pairs), Err(VerifyError::Mismatch), "{pairs:?}");
    }
    // Both sides have several: the first of the receiver's keys that made any of them is told.
    let keys = Keys::from(Key::from_hex("bb").unwrap()).or(Key::from_hex("aa").unwrap()).or(key());
    let headers = [("x-dixa-signature", format!("t=5,{right},{wrong}"))];
    let verified = Receiver::new(keys, ReplayWindow::Unchecked).receive(&headers, BODY, at(TIME)).unwrap();
    assert!(matches!(verified.proof(), Proof::Signature { key: 1, .. }));
}

#[test]
fn nothing_is_allocated() {
    let headers = [("x-dixa-signature", format!("t={TIME},v1={DIGITS},v1={DIGITS}"))];
    let receiver = Receiver::new(key(), std::time::Duration::from_secs(300));
    let counted = allocation_counter::measure(|| assert!(receiver.receive(&headers, BODY, at(TIME)).is_ok()));
    assert_eq!(counted.count_total, 0);
}
