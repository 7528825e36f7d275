//! The value of `X-DIXA-SIGNATURE`: `t=1770715231999,v1=16c5…`.

use std::slice::Split;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::{Key, Signature, VerifyError};

/// The maximum length of the value in bytes; the vendor's values have 83. It bounds the number of signatures.
const MAX_LENGTH: usize = 1024;

/// Signs the time of sending and a body.
pub(crate) fn sign(key: &Key, milliseconds: u64, body: &[u8]) -> Signature {
    key.sign_pieces(&[milliseconds.to_string().as_bytes(), b".", body])
}

/// Writes the header value for a time and its signatures.
pub(crate) fn write(milliseconds: u64, signatures: impl IntoIterator<Item = Signature>) -> String {
    let time = format!("t={milliseconds}");
    signatures.into_iter().fold(time, |value, signature| format!("{value},v1={signature}"))
}

/// A header value in the right format, with signatures that are not verified yet.
pub(super) struct SignatureHeader<'h> {
    /// The digits of `t`, verbatim, because they are signed.
    time: &'h [u8],
    first: Signature,
    /// The pairs after the first signature.
    others: Pairs<'h>,
}

type Pairs<'h> = Split<'h, u8, fn(&u8) -> bool>;

impl<'h> SignatureHeader<'h> {
    /// Parses `t` exactly once, `v1` at least once, and pairs with other keys, in any order.
    pub(super) fn read(value: &'h [u8]) -> Result<Self, VerifyError> {
        if value.len() > MAX_LENGTH {
            return Err(VerifyError::Malformed);
        }
        let (mut time, mut signature) = (None, None);
        let mut pairs: Pairs<'h> = value.split(|byte| *byte == b',');
        while let Some(pair) = pairs.next() {
            match key_and_value(pair).ok_or(VerifyError::Malformed)? {
                (b"t", digits) if time.is_none() && is_time(digits) => time = Some(digits),
                (b"t" | b"", _) => return Err(VerifyError::Malformed),
                (b"v1", digits) => {
                    let read = Signature::from_hex(digits)?;
                    signature.get_or_insert_with(|| (read, pairs.clone()));
                }
                _ => {}
            }
        }
        match (time, signature) {
            (Some(time), Some((first, others))) => Ok(Self { time, first, others }),
            _ => Err(VerifyError::Malformed),
        }
    }

    /// Returns the digits of `t`, which are signed before the body.
    pub(super) fn time(&self) -> &'h [u8] {
        self.time
    }

    /// Returns an iterator over the signatures.
    pub(super) fn signatures(&self) -> impl Iterator<Item = Signature> + Clone + 'h {
        let others = self.others.clone().filter_map(|pair| match key_and_value(pair)? {
            (b"v1", digits) => Signature::from_hex(digits).ok(),
            _ => None,
        });
        std::iter::once(self.first).chain(others)
    }

    /// Checks that the request was sent within `window` before or after `now`.
    pub(super) fn check_time(&self, now: DateTime<Utc>, window: Duration) -> Result<(), VerifyError> {
        let age = age(self.time, now);
        if age.unsigned_abs() <= window.as_millis() {
            Ok(())
        } else if age.is_positive() {
            Err(VerifyError::TooOld)
        } else {
            Err(VerifyError::TooNew)
        }
    }
}

pub(super) fn key_and_value(pair: &[u8]) -> Option<(&[u8], &[u8])> {
    let (key, value) = pair.split_at_checked(pair.iter().position(|byte| *byte == b'=')?)?;
    Some((key, value.get(1..)?))
}

/// Returns the time from the digits to `now`, in milliseconds. `i128` cannot overflow here, neither with 19 digits, nor
/// with the earliest date, nor with the longest window.
pub(super) fn age(time: &[u8], now: DateTime<Utc>) -> i128 {
    let sent = time.iter().fold(0, |sent, digit| sent * 10 + i128::from(digit - b'0'));
    i128::from(now.timestamp_millis()) - sent
}

/// Returns whether `digits` is 1 to 19 ASCII digits, which fit a 64-bit integer.
pub(super) fn is_time(digits: &[u8]) -> bool {
    (1..=19).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
}
