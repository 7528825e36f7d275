//! Verification of requests.

use std::time::Duration;

use chrono::{DateTime, Utc};
use subtle::Choice;

use super::custom_header::Expected;
use super::header::SignatureHeader;
use super::{Authorization, CustomHeader, Dixa, SIGNATURE_HEADER};
use crate::auth::headers::{Headers, only};
use crate::{Format, Keys, Limits, Proof, Verified, VerifyError};

/// How far the time of a request may be from the receiver's time.
///
/// The vendor names no window. Five minutes allow for a clock that is off and a slow network. The time is that of sending,
/// which the signature covers, and not the time of the event.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use chathooks::dixa::ReplayWindow;
///
/// assert_eq!(ReplayWindow::minutes(5), Duration::from_secs(300).into());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplayWindow {
    /// A request that says it was sent longer than this before or after the receiver's time is refused. Zero accepts a single
    /// millisecond.
    Within(Duration),
    /// A request is accepted however old it is: anyone who saw it can send it again at any time. For a caller who stores
    /// each [`idempotency_id`](super::Event::idempotency_id) forever, and for reading recorded requests.
    Unchecked,
}

impl ReplayWindow {
    /// Creates a window of so many minutes before and after the receiver's time.
    #[must_use]
    pub const fn minutes(minutes: u32) -> Self {
        Self::Within(Duration::from_secs(minutes as u64 * 60))
    }
}

impl From<Duration> for ReplayWindow {
    fn from(window: Duration) -> Self {
        Self::Within(window)
    }
}

/// Verifies that requests come from Dixa.
///
/// Create one for a webhook and share it: it holds the keys ready for use and has no mutable state.
///
/// # Examples
///
/// ```
/// use std::time::SystemTime;
/// use chathooks::dixa::{Authorization, Conversation, ConversationClosed, Event, Receiver, ReplayWindow, Sender};
/// use chathooks::{Key, Keys};
///
/// let keys = Keys::from(Key::from_hex("4d2e")?).or(Key::from_hex("0a1b")?);
/// let receiver =
///     Receiver::new(keys, ReplayWindow::minutes(5)).with_authorization(&Authorization::bearer("s3cret")?);
///
/// let sender = Sender::new(Key::from_hex("0a1b")?).with_authorization(Authorization::bearer("s3cret")?);
/// let event = Event::new("c0ffee00", ConversationClosed::new(Conversation::new(90417)));
/// let parts = sender.parts(&event, SystemTime::now());
///
/// let verified = receiver.receive(&parts.headers, parts.body, SystemTime::now())?;
/// assert_eq!(Event::decode(&verified)?, event);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Receiver {
    keys: Keys,
    window: ReplayWindow,
    expected: Vec<Expected>,
    limits: Limits,
}

impl Receiver {
    /// Creates a receiver that accepts a key, or any of several, within a replay window.
    #[must_use]
    pub fn new(keys: impl Into<Keys>, window: impl Into<ReplayWindow>) -> Self {
        Self { keys: keys.into(), window: window.into(), expected: Vec::new(), limits: Limits::default() }
    }

    /// Requires the `Authorization` header that the subscription was set up with, in addition to the signature.
    #[must_use]
    pub fn with_authorization(self, authorization: &Authorization) -> Self {
        self.with_expected(authorization.expected())
    }

    /// Requires a custom header that the subscription was set up with, in addition to the signature.
    #[must_use]
    pub fn with_custom_header(self, header: &CustomHeader) -> Self {
        self.with_expected(header.expected())
    }

    /// Adds a header, in place of one with the same name.
    fn with_expected(mut self, expected: Expected) -> Self {
        self.expected.retain(|own| !own.is_of(&expected));
        self.expected.push(expected);
        self
    }

    /// Sets the limits of decoding.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Verifies that Dixa sent this request, by the signature over its time of sending and its body.
    ///
    /// `body` is the raw body, before anything parsed, decompressed or re-encoded it. `now` is the receiver's time, a
    /// `SystemTime` or a `DateTime<Utc>`; it has no effect if the replay window is unchecked. Nothing is allocated for one
    /// key.
    ///
    /// The header is a list of `key=value`: one `t` of 1 to 19 digits, in milliseconds since 1970 UTC, at least one `v1` of 64
    /// hexadecimal digits, and pairs with other keys, which are ignored; at most 1,024 bytes. One right `v1` is enough.
    ///
    /// # Errors
    ///
    /// Answer each of them with the same `401 Unauthorized` without a body:
    ///
    /// - [`VerifyError::Missing`] or [`VerifyError::Duplicate`] if there is not exactly one `X-DIXA-SIGNATURE`
    /// - [`VerifyError::Malformed`] if it is not such a list
    /// - [`VerifyError::Mismatch`] if it was created with none of the keys, or for another time or body
    /// - [`VerifyError::Unauthorized`] if there is not exactly one of each required header, or one has another value
    /// - [`VerifyError::TooOld`] or [`VerifyError::TooNew`] if it was sent outside the replay window
    pub fn receive<B: AsRef<[u8]>>(
        &self,
        headers: &(impl Headers + ?Sized),
        body: B,
        now: impl Into<DateTime<Utc>>,
    ) -> Result<Verified<Dixa, B>, VerifyError> {
        let header = SignatureHeader::read(only(headers, &SIGNATURE_HEADER)?)?;
        let signed = [header.time(), b".", body.as_ref()];
        let key = self.keys.verify_any(&signed, &header.signatures())?;
        let is_right = self.expected.iter().fold(Choice::from(1), |all, expected| all & expected.matches(headers));
        if !bool::from(is_right) {
            return Err(VerifyError::Unauthorized);
        }
        // After the signature, so that a stranger does not learn the receiver's time.
        if let ReplayWindow::Within(window) = self.window {
            header.check_time(now.into(), window)?;
        }
        let formats = std::iter::once(Format::Json).collect();
        Ok(Verified::new(body, Proof::Signature { key }).with_settings(formats, self.limits))
    }
}
