//! The date formats of the vendors, and invalid dates.

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

#[test]
fn a_time_is_written_in_both_spellings_and_read_back() {
    let time: DateTime<Utc> = "2021-03-03T10:19:49Z".parse().unwrap();
    let iso = Timestamp::from(time);
    assert_eq!(iso.as_str(), "2021-03-03T10:19:49.000Z");
    let javascript = Timestamp::javascript(time);
    assert_eq!(javascript.as_str(), "Wed Mar 03 2021 10:19:49 GMT+0000 (Coordinated Universal Time)");
    assert_eq!((iso.to_utc(), javascript.to_utc()), (Ok(time), Ok(time)));
    assert_ne!(iso, javascript);
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
