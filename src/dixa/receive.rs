//! Verification of requests.

use std::time::Duration;

use chrono::{DateTime, Utc};
use subtle::Choice;

use super::custom_header::Expected;
use super::header::SignatureHeader;
use super::{Authorization, CustomHeader, Dixa, SIGNATURE_HEADER};
use crate::auth::headers::{Headers, only};
use crate::{Format, Keys, Limits, Proof, Verified, VerifyError};

/// The maximum difference between the time of sending and the current time.
///
/// The vendor documents no window. Five minutes allow for clock drift and a slow network. The time of sending is
/// covered by the signature; it is not the time of the event.
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
    /// Refuses a request that was sent longer than this before or after the current time. Zero accepts only requests of
    /// the same millisecond.
    Within(Duration),
    /// Accepts a request of any age, so anyone who has seen a request can replay it at any time. Use it only in a
    /// receiver that stores each [`idempotency_id`](super::Event::idempotency_id) permanently, or for recorded
    /// requests.
    Unchecked,
}

impl ReplayWindow {
    /// Creates a window of `minutes` before and after the current time.
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
/// Create one receiver per webhook and share it: it holds the prepared keys and has no mutable state.
///
/// [`new`](Self::new) and [`receive`](Self::receive) have the same form for every vendor, with two differences here.
/// `new` also takes a replay window and `receive` the current time, because only Dixa signs the time of sending.
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
    /// Creates a receiver that accepts one key, or any of several, within a replay window.
    #[must_use]
    pub fn new(keys: impl Into<Keys>, window: impl Into<ReplayWindow>) -> Self {
        Self { keys: keys.into(), window: window.into(), expected: Vec::new(), limits: Limits::default() }
    }

    /// Requires the `Authorization` header of the subscription, in addition to the signature.
    #[must_use]
    pub fn with_authorization(self, authorization: &Authorization) -> Self {
        self.with_expected(authorization.expected())
    }

    /// Requires a custom header of the subscription, in addition to the signature.
    #[must_use]
    pub fn with_custom_header(self, header: &CustomHeader) -> Self {
        self.with_expected(header.expected())
    }

    /// Adds a header, or replaces the one with the same name.
    fn with_expected(mut self, expected: Expected) -> Self {
        self.expected.retain(|own| !own.is_of(&expected));
        self.expected.push(expected);
        self
    }

    /// Sets the limits for decoding. Defaults to [`Limits::default`].
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Verifies that Dixa sent this request, by the signature over its time of sending and its body.
    ///
    /// `body` is the raw body, before any parsing, decompression or re-encoding. `now` is the current time, as a
    /// `SystemTime` or a `DateTime<Utc>`; it is ignored if the replay window is [`Unchecked`](ReplayWindow::Unchecked).
    /// With a single key, nothing is allocated.
    ///
    /// The signature header is a comma-separated list of `key=value` pairs, at most 1,024 bytes long. It has exactly
    /// one `t` of 1 to 19 digits, in milliseconds since 1970 UTC, and at least one `v1` of 64 hexadecimal digits. Pairs
    /// with other keys are ignored. One matching `v1` is sufficient.
    ///
    /// # Errors
    ///
    /// Respond to each of them with the same `401 Unauthorized` and an empty body:
    ///
    /// - [`VerifyError::Missing`] if there is no `X-DIXA-SIGNATURE` header
    /// - [`VerifyError::Duplicate`] if there are several
    /// - [`VerifyError::Malformed`] if its value is not such a list
    /// - [`VerifyError::Mismatch`] if no signature matches the time and the body with any of the keys
    /// - [`VerifyError::Unauthorized`] if a required header is missing, is duplicate or has another value
    /// - [`VerifyError::TooOld`] or [`VerifyError::TooNew`] if the request was sent outside the replay window
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
        // Checked after the signature, so that an unauthenticated sender cannot learn the receiver's time.
        if let ReplayWindow::Within(window) = self.window {
            header.check_time(now.into(), window)?;
        }
        let formats = std::iter::once(Format::Json).collect();
        Ok(Verified::new(body, Proof::Signature { key }).with_settings(formats, self.limits))
    }
}
