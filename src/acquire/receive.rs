//! Verification of requests.

use super::{Acquire, SIGNATURE_HEADER, SignedContent};
use crate::auth::headers::{Headers, only};
use crate::format::Formats;
use crate::{Format, Keys, Limits, Proof, Signature, Verified, VerifyError, codec};

/// Verifies that requests come from Acquire.
///
/// Create one receiver per webhook and share it: it holds the prepared keys and has no mutable state.
///
/// [`new`](Self::new) and [`receive`](Self::receive) have the same form for every vendor. Here, they take neither a
/// replay window nor the current time, because the signature covers no time.
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
    signed: SignedContent,
    formats: Formats,
    limits: Limits,
    stringify_limits: Limits,
}

impl Receiver {
    /// Creates a receiver that accepts one key, or any of several.
    #[must_use]
    pub fn new(keys: impl Into<Keys>) -> Self {
        Self {
            keys: keys.into(),
            signed: SignedContent::default(),
            formats: Formats::default(),
            limits: Limits::default(),
            stringify_limits: Limits::default(),
        }
    }

    /// Sets the form of the body that the signature may cover. Defaults to [`SignedContent::Either`].
    #[must_use]
    pub fn with_signed_content(self, signed: SignedContent) -> Self {
        Self { signed, ..self }
    }

    /// Sets the formats that may be decoded. Defaults to all formats that the crate supports.
    ///
    /// A delivery in another format is verified if the signature covers its raw body, and is then refused by
    /// [`Event::decode`](super::Event::decode). Its stringified form is not tried.
    #[must_use]
    pub fn with_formats(self, formats: impl IntoIterator<Item = Format>) -> Self {
        Self { formats: formats.into_iter().collect(), ..self }
    }

    /// Sets the limits for decoding. Defaults to [`Limits::default`].
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Sets the limits for parsing a body before it is verified, which its stringified form requires.
    ///
    /// Defaults to [`Limits::default`]: 64 levels and 100,000 values, enough for a case of 4,000 messages with 20
    /// fields each. With these limits, refusing a forged request of 1 MiB takes less than 200 times as long as SHA-256
    /// of its body; see [`security`](crate::_docs::security) for the figures. A lower limit on values reduces this
    /// time. A body beyond the limits is a [`VerifyError::Mismatch`], unless the signature covers the raw body, which
    /// is not parsed.
    #[must_use]
    pub fn with_stringify_limits(self, limits: Limits) -> Self {
        Self { stringify_limits: limits, ..self }
    }

    /// Verifies that Acquire sent this request, by the signature of its body.
    ///
    /// `body` is the raw body, before any parsing, decompression or re-encoding. Nothing is allocated if the signature
    /// covers the raw body. If it covers the stringified form, [`Verified`] holds only that form.
    ///
    /// # Errors
    ///
    /// Respond to each of them with the same `401 Unauthorized` and an empty body:
    ///
    /// - [`VerifyError::Missing`] if there is no `x-acquire-signature` header
    /// - [`VerifyError::Duplicate`] if there are several
    /// - [`VerifyError::Malformed`] if its value is not 64 hexadecimal digits
    /// - [`VerifyError::Mismatch`] if the signature does not match the body with any of the keys
    pub fn receive<B: AsRef<[u8]>>(
        &self,
        headers: &(impl Headers + ?Sized),
        body: B,
    ) -> Result<Verified<Acquire, B>, VerifyError> {
        let signature = Signature::from_hex(only(headers, &SIGNATURE_HEADER)?)?;
        let matching = match self.signed {
            SignedContent::Stringified => Err(VerifyError::Mismatch),
            SignedContent::RawBody | SignedContent::Either => self.keys.verify(body.as_ref(), &signature),
        };
        let verified = match matching {
            Ok(key) => Verified::new(body, Proof::Signature { key }),
            Err(error) if self.signed == SignedContent::RawBody => return Err(error),
            Err(_) => self.stringified(body.as_ref(), &signature)?,
        };
        Ok(verified.with_settings(self.formats, self.limits))
    }

    /// A body that cannot be stringified is a mismatch. The reason is not reported, because the body is not
    /// authenticated.
    fn stringified<B: AsRef<[u8]>>(
        &self,
        body: &[u8],
        signature: &Signature,
    ) -> Result<Verified<Acquire, B>, VerifyError> {
        let format = Format::detect(body);
        if !self.formats.contains(format) {
            return Err(VerifyError::Mismatch);
        }
        let text = codec::stringified(body, format, self.stringify_limits).map_err(|_| VerifyError::Mismatch)?;
        let key = self.keys.verify(&text, signature)?;
        Ok(Verified::stringified(text, key))
    }
}
