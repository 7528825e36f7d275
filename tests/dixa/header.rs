//! The header of the signature, as a stranger may write it.

use chathooks::VerifyError::{self, Duplicate, Malformed, Missing};
use chathooks::dixa::{Receiver, ReplayWindow};
use proptest::prelude::*;

use super::{BODY, DIGITS, TIME, at, header, key};

fn verdict(header: impl AsRef<[u8]>) -> Result<(), VerifyError> {
    let receiver = Receiver::new(key(), ReplayWindow::Unchecked);
    receiver.receive(&[("X-Dixa-Signature", header)], BODY, at(TIME)).map(drop)
}

#[test]
fn there_is_exactly_one() {
    let receiver = Receiver::new(key(), ReplayWindow::Unchecked);
    let right = format!("t={TIME},v1={DIGITS}");
    let none: [(&str, &str); 0] = [];
    assert_eq!(receiver.receive(&none, BODY, at(TIME)).unwrap_err(), Missing);
    assert_eq!(receiver.receive(&[("x-acquire-signature", &right)], BODY, at(TIME)).unwrap_err(), Missing);
    let twice = [("x-dixa-signature", &right), ("X-DIXA-SIGNATURE", &right)];
    assert_eq!(receiver.receive(&twice, BODY, at(TIME)).unwrap_err(), Duplicate);
}

#[cfg(feature = "http")]
#[test]
fn there_is_exactly_one_in_a_header_map() {
    let receiver = Receiver::new(key(), ReplayWindow::Unchecked);
    let right = format!("t={TIME},v1={DIGITS}");
    let mut map = http::HeaderMap::new();
    assert_eq!(receiver.receive(&map, BODY, at(TIME)).unwrap_err(), Missing);
    map.append("x-dixa-signature", right.parse().unwrap());
    assert!(receiver.receive(&map, BODY, at(TIME)).is_ok());
    map.append("x-dixa-signature", right.parse().unwrap());
    assert_eq!(receiver.receive(&map, BODY, at(TIME)).unwrap_err(), Duplicate);
}

#[test]
fn unknown_pairs_are_passed_over_in_any_order() {
    let (t, v1) = (format!("t={TIME}"), format!("v1={DIGITS}"));
    for header in [
        format!("{t},{v1}"),
        format!("{v1},{t}"),
        format!("v0=,{t},v2=zz,{v1},nonce=a=b=c"),
        format!("{v1},T=5,V1=zz,{t}"),
        format!("x=\u{fc},{t},{v1}"),
        format!("t={TIME},v1={}", DIGITS.to_uppercase()),
    ] {
        assert_eq!(verdict(&header), Ok(()), "{header}");
    }
}

#[test]
fn everything_else_is_malformed() {
    let (t, v1) = (format!("t={TIME}"), format!("v1={DIGITS}"));
    let v1_of = |digits: &str| format!("{t},v1={digits}");
    for header in [
        String::new(),
        ",".into(),
        "=".into(),
        t.clone(),
        v1.clone(),
        DIGITS.into(),
        format!("{t}{v1}"),
        format!("{t};{v1}"),
        format!("{t}, {v1}"),
        format!("{t} ,{v1}"),
        format!(" {t},{v1}"),
        format!("{t},{v1} "),
        format!("{t},{v1},"),
        format!(",{t},{v1}"),
        format!("{t},,{v1}"),
        format!("{t},{v1},v2"),
        format!("{t},{v1},=x"),
        format!("{t},{t},{v1}"),
        format!("t=5,{t},{v1}"),
        format!("{t},{v1},t="),
        format!("t,{v1}"),
        format!("T={TIME},{v1}"),
        format!("{t},V1={DIGITS}"),
        format!("{t},v0={DIGITS}"),
        format!("{t},v1"),
        v1_of(""),
        v1_of(&DIGITS[1..]),
        v1_of(&format!("{DIGITS}0")),
        v1_of(&format!("{DIGITS}{DIGITS}")),
        v1_of(&format!("+{}", &DIGITS[1..])),
        v1_of(&format!("{}g", &DIGITS[1..])),
        v1_of(&format!("{}\u{fc}", &DIGITS[2..])),
        format!("{t},{v1},v1=00"),
        format!("{t},v1=00,{v1}"),
    ] {
        assert_eq!(verdict(&header), Err(Malformed), "{header:?}");
    }
}

/// Each is signed with the right key, so nothing but the form of `t` can refuse it.
#[test]
fn the_time_is_1_to_19_digits() {
    for time in ["0", "5", "0005", "1770715231999", "9223372036854775807", "9999999999999999999"] {
        assert_eq!(verdict(header(&key(), time, BODY.as_bytes())), Ok(()), "{time}");
    }
    for time in [
        "",
        "-1",
        "+5",
        " 5",
        "5 ",
        "5.0",
        "5e3",
        "0x5",
        "5_000",
        "٥",
        "99999999999999999999",
        "18446744073709551616",
        "-9223372036854775808",
        "00000000000000000005",
        "5\0",
        "NaN",
    ] {
        assert_eq!(verdict(header(&key(), time, BODY.as_bytes())), Err(Malformed), "{time:?}");
    }
}

#[test]
fn the_length_is_bounded() {
    let right = format!("t={TIME},v1={DIGITS},x=");
    let padded = |length: usize| format!("{right}{}", "y".repeat(length - right.len()));
    assert_eq!(verdict(padded(1024)), Ok(()));
    assert_eq!(verdict(padded(1025)), Err(Malformed));
    assert_eq!(verdict(padded(1_000_000)), Err(Malformed));
    assert_eq!(verdict(",".repeat(1_000_000)), Err(Malformed));
    let many = |count: usize| format!("t={TIME}{}", format!(",v1={DIGITS}").repeat(count));
    assert_eq!(verdict(many(14)), Ok(()));
    assert_eq!(verdict(many(15)), Err(Malformed));
}

proptest! {
    #[test]
    fn no_bytes_are_accepted_or_panic(header in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(verdict(header).is_err());
    }

    #[test]
    fn nothing_that_looks_like_one_is_accepted(header in "(t=[0-9+-]{0,20}|v1=[0-9a-f]{63,65}|v[0-9]=|[=, ]){1,5}") {
        prop_assert!(verdict(header).is_err());
    }

    #[test]
    fn what_is_signed_verifies(body in prop::collection::vec(any::<u8>(), 0..300), time in 0..=u64::MAX / 2) {
        let headers = [("x-dixa-signature", header(&key(), &time.to_string(), &body))];
        let receiver = Receiver::new(key(), ReplayWindow::Unchecked);
        prop_assert!(receiver.receive(&headers, &body, at(TIME)).is_ok());
    }
}
