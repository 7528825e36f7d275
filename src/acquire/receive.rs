//! Proving that a request is Acquire's.

use super::{Acquire, SIGNATURE_HEADER};
use crate::format::Formats;
use crate::headers::{Headers, only};
use crate::{Format, Keys, Limits, Proof, Signature, Verified, VerifyError};

/// Proves that requests come from Acquire.
///
/// Make one for a webhook and share it: it holds the keys ready for use, and nothing that a request changes.
///
/// # Examples
///
/// ```
/// use chathooks::{Format, Key, Keys, Limits, acquire::Receiver};
///
/// let receiver = Receiver::new(Keys::from(Key::new("new")?).or(Key::new("old")?))
///     .with_formats([Format::Json])
///     .with_limits(Limits::default().with_depth(16));
/// # let body = b"{}";
/// # let headers = [("x-acquire-signature", Key::new("old")?.sign(body).to_string())];
/// let verified = receiver.receive(&headers, body)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Receiver {
    keys: Keys,
    formats: Formats,
    limits: Limits,
}

impl Receiver {
    /// Makes a receiver that accepts a key, or any of several.
    #[must_use]
    pub fn new(keys: impl Into<Keys>) -> Self {
        Self { keys: keys.into(), formats: Formats::default(), limits: Limits::default() }
    }

    /// Sets the formats that may be decoded; all that the crate knows unless set. A delivery in another one is proven
    /// all the same, and then refused by [`Event::decode`](super::Event::decode).
    #[must_use]
    pub fn with_formats(self, formats: impl IntoIterator<Item = Format>) -> Self {
        Self { formats: formats.into_iter().collect(), ..self }
    }

    /// Sets the bounds that decoding keeps to.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Proves that Acquire sent this request, by the signature of its body.
    ///
    /// The body must be the bytes as they came, before anything parsed, decompressed or re-encoded them. Nothing is
    /// allocated.
    ///
    /// # Errors
    ///
    /// Answer each of them with the same empty `401 Unauthorized`:
    ///
    /// - [`VerifyError::Missing`] and [`VerifyError::Repeated`] when there is not exactly one `x-acquire-signature`
    /// - [`VerifyError::Malformed`] when it is not 64 hexadecimal digits
    /// - [`VerifyError::Mismatch`] when it was made with none of the keys, or from another body
    pub fn receive<B: AsRef<[u8]>>(
        &self,
        headers: &(impl Headers + ?Sized),
        body: B,
    ) -> Result<Verified<Acquire, B>, VerifyError> {
        let signature = Signature::from_hex(only(headers, &SIGNATURE_HEADER)?)?;
        let key = self.keys.verify(body.as_ref(), &signature)?;
        Ok(Verified::new(body, Proof::Signature { key }).with_settings(self.formats, self.limits))
    }
}
