//! Finds why a delivery is refused.

use chrono::{DateTime, TimeDelta, Utc};

use super::header::{SignatureHeader, age, is_time, key_and_value};
use super::{ReplayWindow, SIGNATURE_HEADER, spaced};
use crate::Key;
use crate::auth::headers::{Header, Headers};
use crate::diagnose::{
    Claim, Facts, Finding, MAX_VALUES, TimeOf, key_fault, keys, search, signature_fault, signatures,
};

/// Finds why the signature of a delivery does not match.
///
/// Returns everything that has to be fixed, or a finding that [is a mismatch](Finding::is_mismatch) if no known fix
/// helps. For a valid delivery, the vector is empty, or has [`Finding::Compressed`] if the body is compressed.
///
/// `secret` is the `secretKey` as typed, `now` the current time, and `window` the replay window. `Authorization` and the
/// custom headers are not checked.
///
/// Use it while setting up, on a recorded delivery: see [`diagnose`](crate::diagnose).
///
/// # Examples
///
/// ```
/// use chathooks::dixa::{self, ReplayWindow};
/// use chathooks::{Key, diagnose::Finding};
/// use chrono::{DateTime, TimeDelta};
///
/// let mut signer = Key::from_hex("0a1b")?.signer();
/// signer.update(b"1770715231999.{}");
/// let headers = [("X-DIXA-SIGNATURE", format!("t=1770715231999,v1={}", signer.sign()))];
/// let now = DateTime::from_timestamp_millis(1_770_715_231_999 + 3_600_000).ok_or("no time")?;
/// let findings = dixa::diagnose("0a1b", &headers, b"{}", now, ReplayWindow::minutes(5));
/// assert_eq!(findings, [Finding::Clock(TimeDelta::hours(1))]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn diagnose(
    secret: impl AsRef<[u8]>,
    headers: &(impl Headers + ?Sized),
    body: &[u8],
    now: impl Into<DateTime<Utc>>,
    window: impl Into<ReplayWindow>,
) -> Vec<Finding> {
    let (now, window, secret) = (now.into(), window.into(), secret.as_ref());
    let make = |digits: &[u8]| Key::from_hex(digits);
    let values = || headers.values(&SIGNATURE_HEADER);
    let facts = Facts {
        // Without a time, the signature may cover the body alone.
        signature: signature_fault(headers, &SIGNATURE_HEADER, &OTHERS, |value| {
            time(value).is_none() && !signatures(value).is_empty()
        }),
        key: key_fault(secret, make),
        is_repeated: values().nth(1).is_some(),
        body,
    };
    let keys = keys(secret, make);
    let found = values().take(MAX_VALUES).filter_map(|value| {
        let time = time(value)?;
        let prefix = [time, b"."].concat();
        let pairs = value.split(|byte| *byte == b',').filter_map(key_and_value).take(MAX_PAIRS);
        let signatures =
            pairs.filter(|(key, _)| key.ends_with(b"v1")).flat_map(|(_, value)| signatures(value)).collect();
        let mut findings = search(&keys, &Claim { prefix: &prefix, signatures, layout: Some(&spaced::LAYOUT) }, body)?;
        if findings.is_empty() && SignatureHeader::read(value).is_err() {
            findings.push(Finding::HeaderPrefix);
        }
        findings.extend(of_the_time(time, now, window));
        Some(findings)
    });
    facts.outcome(found.min_by_key(Vec::len))
}

/// The signature header of Acquire, whose webhooks may be mistaken for Dixa's.
static OTHERS: [Header; 1] = [Header::new("x-acquire-signature")];

/// The maximum number of pairs that are searched in a header value.
const MAX_PAIRS: usize = 8;

/// Returns the digits of `t`, ignoring all other parts of the value.
fn time(value: &[u8]) -> Option<&[u8]> {
    value.split(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'=')).find_map(|pair| {
        let digits = pair.strip_prefix(b"t=").or_else(|| {
            let at = pair.windows(3).position(|three| three == b"=t=")?;
            pair.get(at + 3..)
        })?;
        is_time(digits).then_some(digits)
    })
}

/// Returns the findings of a time outside the window: that a time is in seconds, and how long before `now` the time of
/// sending is.
fn of_the_time(time: &[u8], now: DateTime<Utc>, window: ReplayWindow) -> Vec<Finding> {
    let ReplayWindow::Within(window) = window else { return vec![] };
    let is_within = |age: i128| age.unsigned_abs() <= window.as_millis();
    let (age, now) = (age(time, now), i128::from(now.timestamp_millis()));
    if is_within(age) {
        return vec![];
    }
    let sent = now - age;
    let readings = [(TimeOf::Sending, now - 1000 * sent), (TimeOf::Receiver, 1000 * now - sent)];
    let in_seconds = readings.into_iter().find(|(_, age)| age.unsigned_abs() < PLAUSIBLE);
    let age = in_seconds.map_or(age, |(_, age)| age);
    let most = i128::from(i64::MAX);
    let clock = i64::try_from(age.clamp(-most, most)).ok().and_then(TimeDelta::try_milliseconds).map(Finding::Clock);
    let of_seconds = in_seconds.map(|(time, _)| Finding::TimeInSeconds(time));
    of_seconds.into_iter().chain(clock.filter(|_| !is_within(age))).collect()
}

/// How far apart two times may be, in milliseconds, if one of them was in seconds: ten years.
const PLAUSIBLE: u128 = 10 * 365 * 86_400_000;
