//! Proving that a request is Dixa's.

use std::time::Duration;

use chrono::{DateTime, Utc};

use subtle::Choice;

use super::custom_header::Expected;
use super::header::SignatureHeader;
use super::{Authorization, CustomHeader, Dixa, SIGNATURE_HEADER};
use crate::auth::headers::{Headers, only};
use crate::{Format, Keys, Limits, Proof, Verified, VerifyError};

/// Proves that requests come from Dixa.
///
/// Make one for a webhook and share it: it holds the keys ready for use, and nothing that a request changes. A replay
/// window must be chosen, or be done without by name.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use chathooks::{Key, Keys, dixa::{Authorization, Receiver}};
///
/// # let now = chrono::DateTime::from_timestamp_millis(1_770_715_231_999).ok_or("no time")?;
/// # let body = b"{}";
/// # let mut signer = Key::from_hex("0a1b")?.signer();
/// # signer.update(b"1770715231999.{}");
/// # let header = format!("t=1770715231999,v1={}", signer.sign());
/// # let headers = [("X-DIXA-SIGNATURE", header.as_str()), ("Authorization", "Bearer s3cret")];
/// let keys = Keys::from(Key::from_hex("4d2e")?).or(Key::from_hex("0a1b")?);
/// let receiver = Receiver::with_replay_window(keys, Duration::from_secs(300))
///     .with_authorization(&Authorization::bearer("s3cret")?);
/// let verified = receiver.receive(&headers, body, now)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Receiver {
    keys: Keys,
    window: Option<Duration>,
    expected: Vec<Expected>,
    limits: Limits,
}

impl Receiver {
    /// Makes a receiver that accepts a key, or any of several, and refuses a request that says it was sent longer
    /// than `window` before or after the receiver's own time.
    ///
    /// The vendor names no window. Five minutes bear two clocks that differ and a slow network; what counts is the
    /// time of sending, which stands in the signature's header, and not the time of the event, hours before as that
    /// may be. A `window` of zero accepts the one millisecond alone.
    #[must_use]
    pub fn with_replay_window(keys: impl Into<Keys>, window: Duration) -> Self {
        Self { window: Some(window), ..Self::without_replay_window(keys) }
    }

    /// Makes a receiver that accepts a key, or any of several, however old the request is.
    ///
    /// Whoever saw a request can then send it again at any time: for a caller who keeps each
    /// [`idempotency_id`](super::Event::idempotency_id) for good, and for reading recorded deliveries.
    #[must_use]
    pub fn without_replay_window(keys: impl Into<Keys>) -> Self {
        Self { keys: keys.into(), window: None, expected: Vec::new(), limits: Limits::default() }
    }

    /// Demands the `Authorization` header that the subscription was set up with, beside the signature.
    #[must_use]
    pub fn with_authorization(self, authorization: &Authorization) -> Self {
        self.with_expected(authorization.expected())
    }

    /// Demands a custom header that the subscription was set up with, beside the signature.
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

    /// Sets the bounds that decoding keeps to.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Proves that Dixa sent this request, by the signature over its time of sending and its body.
    ///
    /// The body must be the bytes as they came, before anything parsed, decompressed or re-encoded them. `now` is the
    /// receiver's own time, and is not looked at without a replay window. Nothing is allocated for one key.
    ///
    /// The header is a list of `key=value`: one `t` of 1 to 19 digits, at least one `v1` of 64 hexadecimal digits, and
    /// pairs with other keys, which are passed over; 1,024 bytes at most. One right `v1` is enough.
    ///
    /// # Errors
    ///
    /// Answer each of them with the same empty `401 Unauthorized`:
    ///
    /// - [`VerifyError::Missing`] and [`VerifyError::Duplicate`] when there is not exactly one `X-DIXA-SIGNATURE`
    /// - [`VerifyError::Malformed`] when it is not such a list
    /// - [`VerifyError::Mismatch`] when it was made with none of the keys, or from another time or body
    /// - [`VerifyError::Unauthorized`] when there is not exactly one of each header that the receiver demands, or one has
    ///   another value
    /// - [`VerifyError::TooOld`] and [`VerifyError::TooNew`] when it was sent outside of the replay window
    pub fn receive<B: AsRef<[u8]>>(
        &self,
        headers: &(impl Headers + ?Sized),
        body: B,
        now: DateTime<Utc>,
    ) -> Result<Verified<Dixa, B>, VerifyError> {
        let header = SignatureHeader::read(only(headers, &SIGNATURE_HEADER)?)?;
        let signed = [header.time(), b".", body.as_ref()];
        let key = self.keys.verify_any(&signed, &header.signatures())?;
        let is_right = self.expected.iter().fold(Choice::from(1), |all, expected| all & expected.matches(headers));
        if !bool::from(is_right) {
            return Err(VerifyError::Unauthorized);
        }
        // Only now, so that a stranger does not learn what the receiver's clock says.
        if let Some(window) = self.window {
            header.check_time(now, window)?;
        }
        let formats = std::iter::once(Format::Json).collect();
        Ok(Verified::new(body, Proof::Signature { key }).with_settings(formats, self.limits))
    }
}
