//! The date formats of the vendors, and invalid dates.

use std::time::{Duration, SystemTime};

use chathooks::value::{Timestamp, TimestampError};
use chrono::{DateTime, Utc};

fn utc(text: &str) -> Result<String, TimestampError> {
    Timestamp::from(text).to_utc().map(|time| time.to_rfc3339())
}

fn local(text: &str) -> Result<String, TimestampError> {
    Timestamp::from(text).to_local().map(|time| time.to_string())
}

#[test]
fn every_spelling_is_read() {
    let cases = [
        (
            "Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)",
            "2021-03-03T10:19:49+00:00",
            "2021-03-03 10:19:49",
        ),
        ("Wed Mar 03 2021 15:49:49 GMT+0530 (India Standard Time)", "2021-03-03T10:19:49+00:00", "2021-03-03 15:49:49"),
        ("Wed Mar 03 2021 02:19:49 GMT-0800 (PST)", "2021-03-03T10:19:49+00:00", "2021-03-03 02:19:49"),
        ("Wed Mar 03 2021 10:19:49 GMT+0000", "2021-03-03T10:19:49+00:00", "2021-03-03 10:19:49"),
        ("2021-03-30T16:05:46.000Z", "2021-03-30T16:05:46+00:00", "2021-03-30 16:05:46"),
        ("2021-03-30T16:05:46Z", "2021-03-30T16:05:46+00:00", "2021-03-30 16:05:46"),
        ("2021-03-30T16:05:46.123+02:00", "2021-03-30T14:05:46.123+00:00", "2021-03-30 16:05:46.123"),
        ("2021-03-30 16:05:46Z", "2021-03-30T16:05:46+00:00", "2021-03-30 16:05:46"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60+00:00", "2016-12-31 23:59:60"),
        ("2017-01-01T05:29:60.5+05:30", "2016-12-31T23:59:60.500+00:00", "2017-01-01 05:29:60.500"),
        ("/Date(1614766789000)/", "2021-03-03T10:19:49+00:00", "2021-03-03 10:19:49"),
        ("/Date(1614766789123+0800)/", "2021-03-03T10:19:49.123+00:00", "2021-03-03 10:19:49.123"),
        ("/Date(-1000)/", "1969-12-31T23:59:59+00:00", "1969-12-31 23:59:59"),
        ("/Date(-1000-0500)/", "1969-12-31T23:59:59+00:00", "1969-12-31 23:59:59"),
        ("1614766789000", "2021-03-03T10:19:49+00:00", "2021-03-03 10:19:49"),
    ];
    for (text, in_utc, in_place) in cases {
        assert_eq!(utc(text).as_deref(), Ok(in_utc), "{text}");
        assert_eq!(local(text).as_deref(), Ok(in_place), "{text}");
    }
}

#[test]
fn a_text_without_a_zone_is_not_taken_for_utc() {
    for text in ["2019-04-02 08:30:00", "2019-04-02T08:30:00", "2019-04-02 08:30:00.5"] {
        assert_eq!(utc(text), Err(TimestampError::MissingOffset), "{text}");
        assert!(local(text).is_ok_and(|local| local.starts_with("2019-04-02 08:30:00")), "{text}");
    }
}

#[test]
fn anything_else_is_unreadable() {
    let texts = [
        "",
        " ",
        "null",
        "Invalid Date",
        "yesterday",
        "2021-02-30T00:00:00Z",
        "2021-13-01 00:00:00",
        "2021-03-30",
        "10:19:49",
        "Thu Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)",
        "Wed Mar 03 2021 10:19:49",
        "/Date()/",
        "/Date(1/",
        "/Date(1+08)/",
        "/Date(1+0x80)/",
        "/Date(+1)/",
        "/Date(1)/ ",
        "/Date(--1)/",
        "+1614766789000",
        "1614766789.5",
        "-",
        "99999999999999999999",
        "9223372036854775807",
        "/Date(9223372036854775807)/",
        "2021-03-30T16:05:46.000Z junk",
        "2021-03-30T16:05:60Z",
        "2021-03-30T23:59:60-00:01",
        "2021-03-30T23:59:61Z",
        "Wed Mar 03 2021 10:19:60 GMT+0000",
        "2021-03-30T16:05:46−08:00",
        "2019-4-02 08:30:00",
        "2019-04-02 8:30:00",
        " 2019-04-02 08:30:00",
        "2019-04-02\t08:30:00",
        "2019-04-02  08:30:00",
        "+2019-04-02 08:30:00",
        "-2019-04-02 08:30:00",
        "2019-04-02 08:30:00.",
        "2019-04-02 08:30:00\n",
        "1e12",
        "٢٠٢١-٠٣-٣٠T١٦:٠٥:٤٦Z",
    ];
    for text in texts {
        assert_eq!(utc(text), Err(TimestampError::Invalid), "{text}");
        assert_eq!(local(text), Err(TimestampError::Invalid), "{text}");
    }
    assert_eq!(TimestampError::Invalid.to_string(), "unrecognized date format");
    assert_eq!(TimestampError::MissingOffset.to_string(), "missing UTC offset");
}

/// Each constructor writes a timestamp of a fixture as that fixture spells it, quotes included.
#[test]
fn each_constructor_writes_the_spelling_of_a_sample_and_is_read_back() {
    type Constructor = fn(DateTime<Utc>) -> Timestamp<'static>;
    let cases: [(Constructor, &str, &str, &str, &str); 6] = [
        (
            Timestamp::javascript,
            "2021-03-03T10:19:49Z",
            include_str!("data/acquire/case-status.seed.json"),
            "dateCreated",
            r#""Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)""#,
        ),
        (
            Timestamp::asp_net,
            "2024-06-03T09:01:00Z",
            include_str!("data/comm100/chat_ended.json"),
            "start_time",
            r#""/Date(1717405260000)/""#,
        ),
        (
            Timestamp::unix_millis,
            "2020-04-01T10:35:00Z",
            include_str!("data/comm100/chat_ended.older.json"),
            "start_time",
            "1585737300000",
        ),
        (
            Timestamp::rfc3339_millis,
            "2023-09-15T08:00:00Z",
            include_str!("data/dixa/page/note-added-first.json"),
            "event_timestamp",
            r#""2023-09-15T08:00:00.000Z""#,
        ),
        (
            Timestamp::rfc3339_seconds,
            "2023-08-01T09:30:15Z",
            include_str!("data/dixa/rest/page.txt"),
            "createdAt",
            r#""2023-08-01T09:30:15Z""#,
        ),
        (
            Timestamp::without_offset,
            "2019-04-02T08:30:00Z",
            include_str!("data/acquire-v1/CHAT_ON_START.json"),
            "date_created",
            r#""2019-04-02 08:30:00""#,
        ),
    ];
    for (constructor, time, sample, field, spelling) in cases {
        let time: DateTime<Utc> = time.parse().unwrap();
        let timestamp = constructor(time);
        assert_eq!(serde_json::to_string(&timestamp).unwrap(), spelling);
        let is_spelled_so = |separator| sample.contains(&format!("\"{field}\"{separator}{spelling}"));
        assert!([":", ": ", " : "].into_iter().any(is_spelled_so), "{field}: {spelling}");
        let read: Timestamp<'_> = serde_json::from_str(spelling).unwrap();
        assert_eq!(read, timestamp);
        let expected = if field == "date_created" { Err(TimestampError::MissingOffset) } else { Ok(time) };
        assert_eq!(read.to_utc(), expected, "{spelling}");
        assert_eq!(read.to_local(), Ok(time.naive_utc()), "{spelling}");
    }
}

#[test]
fn a_fraction_of_a_second_is_kept_in_milliseconds_or_cut_off() {
    let time = SystemTime::UNIX_EPOCH + Duration::from_micros(1_614_766_789_987_654);
    assert_eq!(Timestamp::javascript(time).as_str(), "Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)");
    assert_eq!(Timestamp::asp_net(time).as_str(), "/Date(1614766789987)/");
    assert_eq!(Timestamp::unix_millis(time).as_str(), "1614766789987");
    assert_eq!(Timestamp::rfc3339_millis(time).as_str(), "2021-03-03T10:19:49.987Z");
    assert_eq!(Timestamp::rfc3339_seconds(time).as_str(), "2021-03-03T10:19:49Z");
    assert_eq!(Timestamp::without_offset(time).as_str(), "2021-03-03 10:19:49");
    assert_eq!(Timestamp::from(DateTime::<Utc>::from(time)), Timestamp::rfc3339_millis(time));

    let before = DateTime::UNIX_EPOCH - Duration::from_millis(1);
    assert_eq!(Timestamp::unix_millis(before).as_str(), "-1");
    assert_eq!(Timestamp::unix_millis(before).to_utc(), Ok(before));
}

#[test]
fn the_text_is_kept_whatever_it_is() {
    for json in [r#""soon""#, "1614766789000", r#""2019-04-02 08:30:00""#] {
        let timestamp: Timestamp<'_> = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&timestamp).unwrap(), json);
        assert_eq!(timestamp.to_string(), json.trim_matches('"'));
    }
    assert!(serde_json::from_str::<Timestamp<'_>>("{}").is_err());
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in ".{0,40}") {
        let _ = (utc(&text), local(&text));
    }
}
