//! The replay window, by the receiver's own time.

use std::time::Duration;

use chathooks::dixa::{Receiver, ReplayWindow};
use chathooks::{Key, VerifyError};
use chrono::{DateTime, Utc};

use super::{BODY, TIME, at, header, key};

fn verdict(window: Duration, time: &str, now: DateTime<Utc>) -> Result<(), VerifyError> {
    let headers = [("x-dixa-signature", header(&key(), time, BODY.as_bytes()))];
    Receiver::new(key(), window).receive(&headers, BODY, now).map(drop)
}

#[test]
fn both_edges_are_inside() {
    for milliseconds in [0, 1, 300_000, 86_400_000] {
        let window = Duration::from_millis(milliseconds);
        let edge = i64::try_from(milliseconds).unwrap();
        let time = TIME.to_string();
        assert_eq!(verdict(window, &time, at(TIME)), Ok(()));
        assert_eq!(verdict(window, &time, at(TIME + edge)), Ok(()));
        assert_eq!(verdict(window, &time, at(TIME - edge)), Ok(()));
        assert_eq!(verdict(window, &time, at(TIME + edge + 1)), Err(VerifyError::TooOld));
        assert_eq!(verdict(window, &time, at(TIME - edge - 1)), Err(VerifyError::TooNew));
    }
}

#[test]
fn a_minute_is_sixty_seconds() {
    for minutes in [0, 1, 5, u32::MAX] {
        let seconds = u64::from(minutes) * 60;
        assert_eq!(ReplayWindow::minutes(minutes), ReplayWindow::Within(Duration::from_secs(seconds)));
    }
}

#[test]
fn seconds_are_not_milliseconds() {
    let seconds = (TIME / 1000).to_string();
    assert_eq!(verdict(Duration::from_secs(300), &seconds, at(TIME)), Err(VerifyError::TooOld));
}

#[test]
fn nothing_overflows() {
    let nows = [DateTime::<Utc>::MIN_UTC, at(-1), at(0), at(1), at(TIME), DateTime::<Utc>::MAX_UTC];
    for time in ["0", "9223372036854775807", "9999999999999999999"] {
        for now in nows {
            assert_eq!(verdict(Duration::MAX, time, now), Ok(()), "{time} at {now}");
        }
    }
    let window = Duration::from_secs(300);
    for now in nows {
        for time in ["9223372036854775807", "9999999999999999999"] {
            assert_eq!(verdict(window, time, now), Err(VerifyError::TooNew), "{time} at {now}");
        }
    }
    assert_eq!(verdict(window, "0", DateTime::<Utc>::MAX_UTC), Err(VerifyError::TooOld));
    assert_eq!(verdict(window, "0", DateTime::<Utc>::MIN_UTC), Err(VerifyError::TooNew));
    assert_eq!(verdict(window, "0", at(-1)), Ok(()));
}

/// Who cannot sign does not learn what the receiver's clock says.
#[test]
fn the_signature_is_looked_at_first() {
    let stranger = Key::from_hex("aa").unwrap();
    let receiver = Receiver::new(key(), Duration::from_secs(300));
    for time in ["0", "1770715231999", "9999999999999999999"] {
        let headers = [("x-dixa-signature", header(&stranger, time, BODY.as_bytes()))];
        assert_eq!(receiver.receive(&headers, BODY, at(TIME)).unwrap_err(), VerifyError::Mismatch);
    }
}

#[test]
fn the_time_of_the_event_does_not_count() {
    let body = super::sample("ConversationClosed");
    assert!(body.contains("2026-02-10T09:20:31.845Z"));
    let late = TIME + 7_200_000;
    let headers = [("x-dixa-signature", header(&key(), &late.to_string(), body.as_bytes()))];
    let receiver = Receiver::new(key(), Duration::from_secs(300));
    assert!(receiver.receive(&headers, &body, at(late)).is_ok());
}

#[test]
fn without_a_window_any_time_will_do() {
    let receiver = Receiver::new(key(), ReplayWindow::Unchecked);
    for time in ["0", "1770715231999", "9223372036854775807"] {
        let headers = [("x-dixa-signature", header(&key(), time, BODY.as_bytes()))];
        assert!(receiver.receive(&headers, BODY, DateTime::<Utc>::MAX_UTC).is_ok());
    }
}

#[test]
fn the_messages_say_which() {
    assert_eq!(VerifyError::TooOld.to_string(), "sent too long ago");
    assert_eq!(VerifyError::TooNew.to_string(), "sent in the future");
}
