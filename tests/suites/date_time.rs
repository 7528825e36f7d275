//! JSON Schema's cases of `date-time`, which are those of RFC 3339.

use chathooks::value::{Timestamp, TimestampError};
use chrono::DateTime;
use serde_json::Value;

/// The strings of the suite, and whether each is valid.
fn cases() -> Vec<(String, bool)> {
    let groups: Value = serde_json::from_slice(&std::fs::read(crate::data("date_time.json")).unwrap()).unwrap();
    let tests = groups.as_array().unwrap().iter().flat_map(|group| group["tests"].as_array().unwrap());
    let strings = tests.filter_map(|test| Some((test["data"].as_str()?.to_owned(), test["valid"].as_bool().unwrap())));
    let cases: Vec<_> = strings.collect();
    assert_eq!((cases.len(), cases.iter().filter(|(_, valid)| *valid).count()), (27, 8), "the whole suite");
    cases
}

/// No exception: none of the strings that are invalid is in a spelling that a vendor has of its own.
#[test]
fn dates_are_read_as_rfc_3339_says() {
    for (text, valid) in cases() {
        let timestamp = Timestamp::from(&*text);
        match timestamp.to_utc() {
            Ok(time) => {
                assert!(valid, "{text}");
                assert_eq!(Some(time), DateTime::parse_from_rfc3339(&text).ok().map(|time| time.to_utc()), "{text}");
                assert_eq!(timestamp.to_local().is_ok(), valid, "{text}");
            }
            Err(error) => {
                assert!(!valid, "{text}");
                assert_eq!(error, TimestampError::Invalid, "{text}");
                assert_eq!(timestamp.to_local(), Err(error), "{text}");
            }
        }
    }
}

/// What the suite calls invalid before the zone is invalid without one too; without a zone nothing says where the leap
/// seconds are.
#[test]
fn a_date_without_a_zone_is_read_by_the_same_grammar() {
    const IN_THE_ZONE: [&str; 8] = [
        // A leap second in some zone.
        "1998-12-31T23:58:60Z",
        "1998-12-31T22:59:60Z",
        // The zone itself is what is invalid.
        "1990-12-31T15:59:59-24:00",
        "1990-12-31T10:00:00+10:60",
        "1985-04-12T23:20:50+01",
        "1963-06-19T08:30:06.28123+01:00Z",
        // What is cut off with the zone.
        "1985-04-12T23:20:50Z\n",
        "06/19/1963 08:30:06 PST",
    ];
    for (text, valid) in cases() {
        if IN_THE_ZONE.contains(&&*text) {
            continue;
        }
        let end = text.rfind(['Z', 'z', '+']).or_else(|| text.rfind('-').filter(|at| *at > 10));
        let local = &text[..end.filter(|at| *at > 0).unwrap_or(text.len())];
        let timestamp = Timestamp::from(local);
        assert_eq!(timestamp.to_local().is_ok(), valid, "{local}");
        let expected = if valid { TimestampError::MissingOffset } else { TimestampError::Invalid };
        assert_eq!(timestamp.to_utc(), Err(expected), "{local}");
    }
}
