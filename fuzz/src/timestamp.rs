//! Timestamps, and the `Retry-After` of an answer.

use chathooks::delivery::RetryAfter;
use chathooks::value::{Timestamp, TimestampError};
use chrono::{DateTime, Datelike as _, Utc};

/// The text stays as it came; what is read as a time is the same time when it was printed in each spelling; a local
/// time differs from it by less than a day; and digits and ISO 8601 are read as a plain reader reads them.
pub fn timestamp(text: &[u8]) {
    retry_after(text);
    let Ok(text) = str::from_utf8(text) else { return };
    let own = Timestamp::from(text);
    assert_eq!(own.as_str(), text);
    let json = serde_json::to_string(&own).expect("a text");
    assert_eq!(serde_json::from_str::<Timestamp<'_>>(&json).expect("a text"), own);
    assert_eq!(own.clone().into_owned(), own);

    let (utc, local) = (own.to_utc(), own.to_local());
    match (utc, local) {
        (Ok(utc), Ok(local)) => {
            let apart = local.signed_duration_since(utc.naive_utc());
            assert!(apart.abs() < chrono::TimeDelta::days(1), "{utc} and {local}");
            printed(utc);
        }
        (Err(TimestampError::MissingOffset), Ok(local)) => {
            // The same text with a zone is that time.
            let zoned = format!("{}Z", text.replacen(' ', "T", 1));
            if local.year() >= 0 && text.len() >= 19 && text.as_bytes()[10] != b'+' {
                let read = Timestamp::from(&*zoned).to_utc();
                assert!(read.is_err() || read == Ok(local.and_utc()), "{zoned}");
            }
        }
        (Err(TimestampError::Invalid), Err(TimestampError::Invalid)) => {}
        other => panic!("{other:?}"),
    }
    if let Some(milliseconds) = plain_milliseconds(text).or_else(|| plain_iso(text)) {
        assert_eq!(utc.map(|utc| utc.timestamp_millis()), Ok(milliseconds));
    }
}

fn printed(time: DateTime<Utc>) {
    let millis = |text: &Timestamp<'_>| text.to_utc().map(|time| time.timestamp_millis());
    let own = time.timestamp_millis();
    assert_eq!(millis(&Timestamp::asp_net(time)), Ok(own));
    assert_eq!(millis(&Timestamp::from(&*own.to_string())), Ok(own));
    // Beyond these years there is no text of ISO 8601 that the two sides have not agreed upon.
    if (0..=9999).contains(&time.year()) {
        assert_eq!(millis(&Timestamp::from(time)), Ok(own));
        let seconds = millis(&Timestamp::javascript(time)).expect("JavaScript's own");
        assert_eq!(seconds.div_euclid(1000), time.timestamp() + i64::from(time.timestamp_subsec_millis() >= 1000));
    }
}

/// Up to fifteen digits, alone or as ASP.NET prints them.
fn plain_milliseconds(text: &str) -> Option<i64> {
    let inner = text.strip_prefix("/Date(").and_then(|text| text.strip_suffix(")/")).unwrap_or(text);
    let digits = inner.strip_prefix('-').unwrap_or(inner);
    let is_number = (1..=15).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| inner.parse().expect("digits")).filter(|number: &i64| number.abs() < 8_000_000_000_000_000 / 1000)
}

/// `2021-03-30T16:05:46Z`, by the count of days since 1970.
fn plain_iso(text: &str) -> Option<i64> {
    let shape: String = text.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    if shape != "0000-00-00T00:00:00Z" {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse::<i64>().expect("digits");
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = |month: i64| match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let (hour, minute, second) = (number(11, 13), number(14, 16), number(17, 19));
    let fits = (1..=12).contains(&month) && (1..=length(month)).contains(&day) && hour < 24 && minute < 60;
    if !fits || second > 59 {
        return None;
    }
    let year_days = |year: i64| if is_leap(year) { 366 } else { 365 };
    let years: i64 = (1970..year).map(year_days).sum::<i64>() - (year..1970).map(year_days).sum::<i64>();
    let days = years + (1..month).map(length).sum::<i64>() + day - 1;
    Some((((days * 24 + hour) * 60 + minute) * 60 + second) * 1000)
}

/// Digits are seconds; a date is one that can be waited for; anything else is nothing.
fn retry_after(value: &[u8]) {
    let read = RetryAfter::parse(value);
    let text: String = value.iter().map(|byte| char::from(*byte)).collect();
    let text = text.trim_matches([' ', '\t']);
    let digits = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    match read {
        Some(RetryAfter::Wait(wait)) => {
            assert!(digits);
            assert_eq!(wait.as_secs(), text.parse().unwrap_or(u64::MAX));
        }
        Some(until @ RetryAfter::Until(date)) => {
            assert!(!digits);
            assert!(until.wait(date).is_zero());
            assert!(until.wait(DateTime::<Utc>::MAX_UTC).is_zero());
            let before = date.checked_sub_signed(chrono::TimeDelta::seconds(7));
            assert!(before.is_none_or(|before| until.wait(before).as_secs() == 7));
        }
        _ => assert!(!digits),
    }
}
