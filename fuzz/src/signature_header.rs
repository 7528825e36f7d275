//! Acquire's header and Dixa's, against a plain reading of each.

use std::time::Duration;

use chathooks::{Key, Keys, Proof, Signature, VerifyError, acquire, dixa};
use chrono::DateTime;

use crate::{choice, flipped};

const BODY: &[u8] = br#"{"event":"x"}"#;

/// What is a signature prints back as its lower case, and nothing else is one; what each receiver answers is what a plain
/// reading of the header says; and the right signature is found wherever it stands among the pairs.
pub fn signature_header(value: &[u8]) {
    let plain = plain_signature(value);
    match (Signature::from_hex(value), plain) {
        (Ok(signature), Some(bytes)) => {
            let text = signature.to_string();
            assert_eq!(signature.to_bytes(), bytes);
            assert_eq!(text.as_bytes(), value.to_ascii_lowercase());
            assert_eq!(text.to_uppercase().parse(), Ok(signature));
            assert_eq!(format!("{signature:?}"), "Signature(..)");
        }
        (Err(error), None) => assert_eq!(error, VerifyError::Malformed),
        (read, plain) => panic!("{read:?}, and a plain reader says {plain:?}"),
    }
    acquire(value, plain);
    dixa(value);
    in_pieces(value);
}

/// A text in pieces has the signature that it has at once, and is verified by the same key.
fn in_pieces(text: &[u8]) {
    let (key, other) = (Key::new("k1").expect("a key"), Key::new("k2").expect("a key"));
    let keys = Keys::try_from(vec![other, key.clone()]).expect("keys");
    let signature = key.sign(text);
    let (mut signer, mut verifier, mut altered) = (key.signer(), keys.verifier(), keys.verifier());
    let choice = choice(text);
    for piece in text.chunks(1 + choice % 97) {
        signer.update(piece);
        verifier.update(piece);
        altered.update(piece);
    }
    altered.update(&[choice as u8]);
    assert_eq!(signer.clone().sign(), signature);
    assert_eq!(signer.verify(&signature), Ok(()));
    assert_eq!((keys.verify(text, &signature), verifier.verify(&signature)), (Ok(1), Ok(1)));
    assert_eq!(altered.verify(&signature), Err(VerifyError::Mismatch));
}

fn acquire(value: &[u8], plain: Option<[u8; 32]>) {
    let key = Key::new("k1").expect("a key");
    let right = key.sign(BODY);
    let answer = acquire::Receiver::new(key).receive(&[("x-acquire-signature", value)], BODY).map(|it| it.proof());
    match plain {
        None => assert_eq!(answer, Err(VerifyError::Malformed)),
        Some(bytes) if bytes == right.to_bytes() => assert!(answer.is_ok()),
        Some(_) => assert_eq!(answer, Err(VerifyError::Mismatch)),
    }
}

/// Reads sixty-four digits, two by two.
fn plain_signature(value: &[u8]) -> Option<[u8; 32]> {
    let digits: Option<Vec<u8>> =
        value.iter().map(|digit| char::from(*digit).to_digit(16).map(|digit| digit as u8)).collect();
    let bytes: Option<Vec<u8>> = digits?.chunks(2).map(|two| Some(two[0] * 16 + two.get(1)?)).collect();
    bytes?.try_into().ok()
}

/// A header of Dixa's: the digits of its time, and its signatures.
pub(crate) struct Plain {
    pub(crate) time: String,
    pub(crate) signatures: Vec<[u8; 32]>,
}

/// Reads a list of `key=value`, with one `t` of 1 to 19 digits and a `v1` or more.
pub(crate) fn plain_dixa(value: &[u8]) -> Option<Plain> {
    if value.len() > 1024 {
        return None;
    }
    // Latin 1, so that each byte is a letter.
    let value: String = value.iter().map(|byte| char::from(*byte)).collect();
    let (mut times, mut signatures) = (Vec::new(), Vec::new());
    for pair in value.split(',') {
        let (key, value) = pair.split_once('=')?;
        match key {
            "" => return None,
            "t" => times.push(value.to_owned()),
            "v1" => signatures.push(plain_signature(&value.chars().map(|it| it as u8).collect::<Vec<_>>())?),
            _ => {}
        }
    }
    let [time] = &times[..] else { return None };
    let is_time = (1..=19).contains(&time.len()) && time.chars().all(|digit| digit.is_ascii_digit());
    (is_time && !signatures.is_empty()).then(|| Plain { time: time.clone(), signatures })
}

pub(crate) fn sign_dixa(key: &Key, time: &str, body: &[u8]) -> Signature {
    let mut message = format!("{time}.").into_bytes();
    message.extend_from_slice(body);
    key.sign(&message)
}

fn dixa(value: &[u8]) {
    let key = Key::new("k1").expect("a key");
    let choice = choice(value);
    let receiver = dixa::Receiver::new(key.clone(), dixa::ReplayWindow::Unchecked);
    let moment = DateTime::UNIX_EPOCH;
    let receive = |value: &[u8]| {
        receiver.receive(&[("x-dixa-signature", value)], BODY, moment).map(|verified| {
            assert_eq!(verified.as_bytes(), BODY);
            verified.proof()
        })
    };
    let answer = receive(value);
    let Some(plain) = plain_dixa(value) else { return assert_eq!(answer, Err(VerifyError::Malformed)) };
    let right = sign_dixa(&key, &plain.time, BODY);
    let is_right = plain.signatures.contains(&right.to_bytes());
    assert_eq!(answer.is_ok(), is_right);
    assert!(is_right || answer == Err(VerifyError::Mismatch));

    // The right signature beside those that there are, in front or behind.
    let pair = format!("v1={right}");
    let pairs = if choice.is_multiple_of(2) { [value, pair.as_bytes()] } else { [pair.as_bytes(), value] };
    let text = pairs.join(&b',');
    if text.len() > 1024 {
        return assert_eq!(receive(&text), Err(VerifyError::Malformed));
    }
    assert!(matches!(receive(&text), Ok(Proof::Signature { key: 0, .. })));
    let bad = flipped(&text, choice).expect("a header");
    let bad_answer = receive(&bad);
    match plain_dixa(&bad) {
        None => assert_eq!(bad_answer, Err(VerifyError::Malformed)),
        Some(bad) => {
            let right = sign_dixa(&key, &bad.time, BODY);
            assert_eq!(bad_answer.is_ok(), bad.signatures.contains(&right.to_bytes()));
        }
    }

    // The replay window, on both sides, in whole numbers that cannot overflow.
    let now = DateTime::from_timestamp_millis((choice as i64) >> (choice % 32)).unwrap_or(moment);
    let window = Duration::from_millis((choice as u64) >> (choice % 64));
    let receiver = dixa::Receiver::new(key, window);
    let answer = receiver.receive(&[("x-dixa-signature", &text)], BODY, now).map(drop);
    let sent: i128 = plain.time.parse().expect("digits");
    let (now, window) = (i128::from(now.timestamp_millis()), window.as_millis() as i128);
    assert_eq!(
        answer,
        if sent + window < now {
            Err(VerifyError::TooOld)
        } else if sent > now + window {
            Err(VerifyError::TooNew)
        } else {
            Ok(())
        }
    );
}
