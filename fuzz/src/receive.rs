//! The whole way of a delivery, from the headers and the body to an event that is written again.

use std::time::Duration;

use chathooks::acquire::SignedContent;
use chathooks::{Format, Key, Keys, Limits, Proof, Signature, UrlToken, Verified, VerifyError, acquire, comm100, dixa};
use chrono::DateTime;

use crate::event::event;
use crate::signature_header::{plain_dixa, sign_dixa};
use crate::{FORMATS, choice, decoded, first_line, flipped, shown, wide};

event!(of_acquire: acquire, "event");
event!(of_acquire_v1: acquire::v1, "event");
event!(of_dixa: dixa, "event_fqn");
event!(of_comm100: comm100, "event");

fn keys() -> (Key, Key) {
    (Key::new("k1").expect("a key"), Key::new("k2").expect("a key"))
}

/// The first line is the signature, the rest the body. What is accepted is what one of the keys signed, and what is
/// decoded is that; a flipped bit, or another key, is a mismatch; the signature of the stringified form proves that form
/// alone; and what a sender builds of the event, in each format, is accepted as the same event.
pub fn receive_acquire(input: &[u8]) {
    let (header, body) = first_line(input);
    let choice = choice(input);
    let (old, new) = keys();
    let receiver = acquire::Receiver::new(Keys::from(new.clone()).or(old.clone()));
    let receive = |signature: &str, body| {
        let answer = receiver.receive(&[("X-Acquire-Signature", signature)], body);
        if let Ok(verified) = &answer {
            let given: Signature = signature.parse().expect("it was read");
            assert!(
                [&new, &old].iter().any(|key| key.verify(verified.as_bytes(), &given).is_ok()),
                "not what was signed"
            );
        }
        answer
    };
    let given = receiver.receive(&[("x-acquire-signature", header)], body).map(|verified| verified.proof());
    if Signature::from_hex(header).is_err() {
        assert_eq!(given, Err(VerifyError::Malformed));
    } else if let Ok(proof) = given {
        // An input can only hold what it was seeded with.
        assert!(matches!(proof, Proof::Signature { .. } | Proof::Stringified { .. }));
    }

    let signature = old.sign(body);
    let verified = receive(&signature.to_string(), body).expect("what is signed is accepted");
    assert!(matches!(verified.proof(), Proof::Signature { key: 1, .. }));
    assert_eq!(verified.as_bytes(), body);
    assert_eq!(verified.format(), Format::detect(body));
    let other = acquire::Receiver::new(Key::new("k3").expect("a key"));
    let refused =
        other.receive(&[("x-acquire-signature", signature.to_string())], body).map(|verified| verified.proof());
    assert_eq!(refused, Err(VerifyError::Mismatch));
    let bad =
        Signature::from(<[u8; 32]>::try_from(flipped(&signature.to_bytes(), choice).expect("32 bytes")).expect("32"));
    assert_eq!(receive(&bad.to_string(), body).map(|verified| verified.proof()), Err(VerifyError::Mismatch));
    if let Some(bad) = flipped(body, choice) {
        let bad: &[u8] = &bad;
        match receiver.receive(&[("x-acquire-signature", signature.to_string())], bad) {
            Err(error) => assert_eq!(error, VerifyError::Mismatch),
            // A number that JavaScript rounds to the one that was signed: what is decoded is what was signed.
            Ok(verified) => {
                assert!(matches!(verified.proof(), Proof::Stringified { key: 1, .. }));
                assert_eq!(verified.as_bytes(), body);
            }
        }
    }

    if let (Format::Json, Ok(text)) = (Format::detect(body), chathooks::codec::stringify(body, Limits::default())) {
        let signature = new.sign(&text).to_string();
        let stringified = receive(&signature, body).expect("the stringified form is accepted");
        assert_eq!(stringified.as_bytes(), text);
        let is_same = text == body;
        assert_eq!(matches!(stringified.proof(), Proof::Signature { key: 0, .. }), is_same);
        assert_eq!(matches!(stringified.proof(), Proof::Stringified { key: 0, .. }), !is_same);
        let strict = acquire::Receiver::new(new.clone()).with_signed_content(SignedContent::RawBody);
        assert_eq!(strict.receive(&[("x-acquire-signature", &signature)], body).is_ok(), is_same);
        of_acquire::event(&stringified);
    }
    if let Some(event) = of_acquire::event(&verified) {
        // Data that the vendor does not document is read as what it probably is.
        match &event.data {
            acquire::Data::CaseNew(new) => drop(new.case()),
            acquire::Data::CaseMessageNew(new) => assert!(new.message().is_none_or(|message| message.id.is_some())),
            _ => {}
        }
        send_acquire(&event, &receiver, new, FORMATS[choice % 3]);
    }
}

/// What a sender writes of an event may have lost what a format cannot say: the order that JavaScript has of its own,
/// numbers, empty maps. What the receiver reads of it is sent and read as the same event from then on.
fn send_acquire(event: &acquire::Event<'_>, receiver: &acquire::Receiver, key: Key, format: Format) {
    let receiver = receiver.clone().with_limits(wide()).with_stringify_limits(wide());
    let sender = acquire::Sender::new(key).with_format(format);
    let proven = send(&sender, &receiver, event);
    assert_eq!(proven.name(), event.name());
    let sender = sender.with_signed_content(SignedContent::RawBody);
    let first = send(&sender, &receiver, event);
    assert_eq!(first.name(), event.name());
    let json = event.to_json();
    if format == Format::Json {
        let written = Verified::<acquire::Acquire, _>::assume_authentic(&json).with_limits(wide());
        let written = acquire::Event::decode(&written).expect("what is written is an event");
        assert_eq!(first, written, "sent as {}", shown(&json));
        if chathooks::codec::stringify(&json, wide()).ok().as_ref() == Some(&json) {
            assert_eq!(proven, written, "sent as {}", shown(&json));
        }
    }
    // Data that is an empty map is left out, no data is a null, and a null an empty text: that is two steps.
    let second = send(&sender, &receiver, &first);
    let third = send(&sender, &receiver, &second);
    assert_eq!(third, second, "sent as {}", shown(&sender.parts(&second).body));
}

/// What a receiver reads of an event that a sender sent.
fn send(sender: &acquire::Sender, receiver: &acquire::Receiver, event: &acquire::Event<'_>) -> acquire::Event<'static> {
    let parts = sender.parts(event);
    let verified = receiver.receive(&parts.headers, &parts.body).expect("a sender's request");
    let event = acquire::Event::decode(&verified);
    event.unwrap_or_else(|error| panic!("{error}: {}", shown(&parts.body))).into_owned()
}

/// The first line is the header, the rest the body. What is accepted was signed with its time; a flipped bit, another key
/// or another time is a mismatch; the window holds on both sides; and what a sender builds is accepted as the same event.
pub fn receive_dixa(input: &[u8]) {
    let (header, body) = first_line(input);
    let choice = choice(input);
    let (key, stranger) = keys();
    let window = Duration::from_millis(choice as u64 % 1_000_000);
    let receiver = dixa::Receiver::new(key.clone(), window);
    let moment = DateTime::UNIX_EPOCH;
    let given = receiver.receive(&[("x-dixa-signature", header)], body, moment).map(|verified| verified.proof());
    let time = match plain_dixa(header) {
        None => {
            assert_eq!(given, Err(VerifyError::Malformed));
            "1770715231999".to_owned()
        }
        Some(plain) => {
            let right = sign_dixa(&key, &plain.time, body).to_bytes();
            assert_eq!(given == Err(VerifyError::Mismatch), !plain.signatures.contains(&right));
            plain.time
        }
    };
    let signed = |key: &Key, time: &str| format!("t={time},v1={}", sign_dixa(key, time, body));
    let right = signed(&key, &time);
    let sent: i64 = time.parse().unwrap_or(i64::MAX);
    let shift = (choice as i64 / 7).rem_euclid(2_000_001) - 1_000_000;
    let Some(now) = sent.checked_add(shift).and_then(DateTime::from_timestamp_millis) else { return };
    let receive = |header: &str, body| {
        receiver.receive(&[("content-type", "application/json"), ("X-DIXA-SIGNATURE", header)], body, now)
    };
    let answer = receive(&right, body);
    let distance = u128::from(shift.unsigned_abs());
    match &answer {
        Ok(verified) => {
            assert!(distance <= window.as_millis());
            assert_eq!((verified.as_bytes(), verified.format()), (body, Format::detect(body)));
        }
        Err(error) => {
            assert!(distance > window.as_millis());
            assert_eq!(*error, if shift > 0 { VerifyError::TooOld } else { VerifyError::TooNew });
        }
    }
    let mismatch = |answer: Result<Verified<dixa::Dixa, _>, VerifyError>| {
        assert_eq!(answer.map(|verified| verified.proof()), Err(VerifyError::Mismatch));
    };
    mismatch(receive(&signed(&stranger, &time), body));
    mismatch(receive(&right.replacen("t=", "t=1", 1), body).map_err(|error| match error {
        // A twentieth digit.
        VerifyError::Malformed if time.len() == 19 => VerifyError::Mismatch,
        error => error,
    }));
    if let Some(bad) = flipped(body, choice) {
        let answer = receiver.receive(&[("x-dixa-signature", &right)], bad, now).map(drop);
        assert_eq!(answer, Err(VerifyError::Mismatch));
    }

    let receiver = dixa::Receiver::new(Keys::from(stranger).or(key.clone()), dixa::ReplayWindow::Unchecked);
    let verified = receiver.receive(&[("x-dixa-signature", right)], body, moment).expect("what is signed is accepted");
    assert!(matches!(verified.proof(), Proof::Signature { key: 1, .. }));
    let Some(event) = of_dixa::event(&verified) else { return };
    assert_eq!(Format::detect(body), Format::Json, "Dixa sends JSON alone");
    let parts = dixa::Sender::new(key).parts(&event, now);
    let receiver = receiver.with_limits(wide());
    let sent = receiver.receive(&parts.headers, &parts.body, now).expect("a sender's request");
    let again = dixa::Event::decode(&sent).unwrap_or_else(|error| panic!("{error}: {}", shown(&parts.body)));
    assert_eq!(again, event, "sent as {}", shown(&parts.body));
}

const TOKENS: [&str; 2] = ["old", "t0k3n +%"];

/// What a plain reader says of the token in a target.
fn plain_token(target: &str) -> Result<usize, VerifyError> {
    let target = target.split('#').next().unwrap_or_default();
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let mut found = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if decoded(name.as_bytes()).ok_or(VerifyError::Malformed)? == "token" {
            found.push(value);
        }
        if found.len() > 1 {
            return Err(VerifyError::Duplicate);
        }
    }
    match found[..] {
        [] | [""] => Err(VerifyError::Missing),
        [value, ..] => {
            let token = decoded(value.as_bytes()).ok_or(VerifyError::Malformed)?;
            TOKENS.iter().position(|own| *own == token).ok_or(VerifyError::Mismatch)
        }
    }
}

fn token() -> UrlToken {
    UrlToken::new(TOKENS[0]).and_then(|token| token.or(TOKENS[1])).expect("a token")
}

/// The place of the token that proved a body.
fn place(proof: Proof) -> usize {
    match proof {
        Proof::Token { token, .. } => token,
        other => panic!("{other:?}"),
    }
}

/// The first line is the target, the rest the body. The token is what a plain reader makes of the target; the event is
/// the same when it was written; and so it is when a sender built it.
pub fn receive_acquire_v1(input: &[u8]) {
    let (target, body) = first_line(input);
    let receiver = acquire::v1::Receiver::new(token());
    if let Ok(target) = str::from_utf8(target) {
        let answer = receiver.receive(target, body).map(|verified| place(verified.proof()));
        assert_eq!(answer, plain_token(target));
    }
    let verified = receiver.receive("/hook?token=t0k3n+%2b%25", body).expect("the token is right");
    assert_eq!(place(verified.proof()), 1);
    let Some(event) = of_acquire_v1::event(&verified) else { return };
    let parts = acquire::v1::Sender::new().parts(&event);
    let sent = receiver.with_limits(wide()).receive("/hook?a=b&token=old", &parts.body).expect("the token is right");
    assert_eq!(acquire::v1::Event::decode(&sent).expect("a sender's request"), event);
}

/// The same as for Acquire 1.0.0.
pub fn receive_comm100(input: &[u8]) {
    let (target, body) = first_line(input);
    let receiver = comm100::Receiver::new(token());
    if let Ok(target) = str::from_utf8(target) {
        let answer = receiver.receive(target, body).map(|verified| place(verified.proof()));
        assert_eq!(answer, plain_token(target));
    }
    let verified = receiver.receive("/hook?token=t0k3n+%2b%25", body).expect("the token is right");
    assert_eq!(place(verified.proof()), 1);
    let Some(event) = of_comm100::event(&verified) else { return };
    let parts = comm100::Sender::new().parts(&event);
    let sent = receiver.with_limits(wide()).receive("/hook?a=b&token=old", &parts.body).expect("the token is right");
    assert_eq!(comm100::Event::decode(&sent).expect("a sender's request"), event);
}
