//! Finds why a delivery is refused.

use chrono::{DateTime, TimeDelta, Utc};

use super::header::{SignatureHeader, age, is_time, key_and_value};
use super::{ReplayWindow, SIGNATURE_HEADER, spaced};
use crate::Key;
use crate::auth::headers::{Header, Headers};
use crate::diagnose::{Claim, Finding, MAX_VALUES, is_of_another_scheme, keys, outcome, search, signatures};

/// Finds why the signature of a delivery does not match.
///
/// Returns everything that has to be fixed, or [`Finding::NoFinding`] alone if no known fix helps. For a valid
/// delivery, the vector is empty, or has [`Finding::Compressed`] if the body is compressed.
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
    let (now, window) = (now.into(), window.into());
    let keys = keys(secret.as_ref(), |digits| Key::from_hex(digits));
    let mut other = is_of_another_scheme(headers, Some(&SIGNATURE_HEADER), &OTHERS);
    let found = headers.values(&SIGNATURE_HEADER).take(MAX_VALUES).find_map(|value| {
        let Some(time) = time(value) else {
            // Without a time, the signature may cover the body alone.
            other |= !signatures(value).is_empty();
            return None;
        };
        let prefix = [time, b"."].concat();
        let values = value.split(|byte| *byte == b',').filter_map(key_and_value).take(MAX_PAIRS);
        let signatures =
            values.filter(|(key, _)| key.ends_with(b"v1")).flat_map(|(_, value)| signatures(value)).collect();
        let mut findings = search(&keys, &Claim { prefix: &prefix, signatures, print: Some(spaced::to_vec) }, body)?;
        if findings.is_empty() && SignatureHeader::read(value).is_err() {
            findings.push(Finding::HeaderPrefix);
        }
        findings.extend(beyond(time, now, window).map(Finding::Clock));
        Some(findings)
    });
    outcome(found, other, headers.values(&SIGNATURE_HEADER).nth(1).is_some(), body)
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

/// Returns how long before `now` the time is, if that is outside the window.
fn beyond(time: &[u8], now: DateTime<Utc>, window: ReplayWindow) -> Option<TimeDelta> {
    let ReplayWindow::Within(window) = window else { return None };
    let age = age(time, now);
    if age.unsigned_abs() <= window.as_millis() {
        return None;
    }
    let most = i128::from(i64::MAX);
    TimeDelta::try_milliseconds(i64::try_from(age.clamp(-most, most)).ok()?)
}
