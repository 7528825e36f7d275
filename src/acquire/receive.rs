//! Proving that a request is Acquire's.

use super::{Acquire, SIGNATURE_HEADER, SignedContent};
use crate::auth::headers::{Headers, only};
use crate::format::Formats;
use crate::{Format, Keys, Limits, Proof, Signature, Verified, VerifyError, codec};

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
    signed: SignedContent,
    formats: Formats,
    limits: Limits,
    stringify_limits: Limits,
}

impl Receiver {
    /// Makes a receiver that accepts a key, or any of several.
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

    /// Sets which form of a body the signature may cover; either unless set.
    #[must_use]
    pub fn with_signed_content(self, signed: SignedContent) -> Self {
        Self { signed, ..self }
    }

    /// Sets the formats that may be decoded; all that the crate knows unless set.
    ///
    /// A delivery in another one may be proven by the signature of its bytes, and is then refused by
    /// [`Event::decode`](super::Event::decode); its stringified form is not tried.
    #[must_use]
    pub fn with_formats(self, formats: impl IntoIterator<Item = Format>) -> Self {
        Self { formats: formats.into_iter().collect(), ..self }
    }

    /// Sets the bounds that decoding keeps to.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Sets the limits for parsing a body before it is verified, which its stringified form needs.
    ///
    /// Defaults to [`Limits::default`]: 64 levels and 100,000 values, enough for a case of 4,000 messages with 20 fields
    /// each. Within these limits a forged request of 1 MiB costs less than 200 times SHA-256 of its body, whatever it
    /// holds; the section on security in the README has the figures. The cost is bounded by the number of values, so a
    /// lower limit lowers it. A body beyond the limits is a [`VerifyError::Mismatch`], unless the signature covers the
    /// raw body: that is not parsed.
    #[must_use]
    pub fn with_stringify_limits(self, limits: Limits) -> Self {
        Self { stringify_limits: limits, ..self }
    }

    /// Proves that Acquire sent this request, by the signature of its body.
    ///
    /// Give it the bytes as they came, before anything parsed, decompressed or re-encoded them. Nothing is allocated
    /// where the signature covers those. Where it covers the stringified form, [`Verified`] holds that form alone.
    ///
    /// # Errors
    ///
    /// Answer each of them with the same empty `401 Unauthorized`:
    ///
    /// - [`VerifyError::Missing`] and [`VerifyError::Duplicate`] when there is not exactly one `x-acquire-signature`
    /// - [`VerifyError::Malformed`] when it is not 64 hexadecimal digits
    /// - [`VerifyError::Mismatch`] when it was made with none of the keys, or from another body
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

    /// A body that cannot be stringified was not signed in that form: why it cannot is no business of a forger's.
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
