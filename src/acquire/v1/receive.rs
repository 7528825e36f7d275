//! Proving that a request was made by somebody who knows the URL, which is all that can be proven.

use super::AcquireV1;
use crate::format::Formats;
use crate::{Format, Limits, Proof, UrlToken, Verified, VerifyError};

/// Proves that requests carry the secret token of the webhook's URL.
///
/// Make one for a webhook and share it: it holds nothing that a request changes.
///
/// # Examples
///
/// ```
/// use chathooks::{Format, Limits, UrlToken, acquire::v1::Receiver};
///
/// let receiver = Receiver::new(UrlToken::new("9f86d081884c7d65")?)
///     .with_formats([Format::Json])
///     .with_limits(Limits::default().with_depth(16));
/// # let body = b"{}";
/// let verified = receiver.receive("/acquire?token=9f86d081884c7d65", body)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Receiver {
    token: UrlToken,
    formats: Formats,
    limits: Limits,
}

impl Receiver {
    /// Makes a receiver that accepts a token, or any of several.
    #[must_use]
    pub fn new(token: UrlToken) -> Self {
        Self { token, formats: Formats::default(), limits: Limits::default() }
    }

    /// Sets the formats that may be decoded; all that the crate knows unless set. A delivery in another one is accepted
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

    /// Proves that whoever made this request knows the webhook's URL, by the token in `target`.
    ///
    /// The target is the URL that was asked for, or its path and query, as the request's first line has them. The body
    /// is not proven: the vendor signs nothing.
    ///
    /// # Errors
    ///
    /// Answer each of them with the same empty `401 Unauthorized`:
    ///
    /// - [`VerifyError::Missing`] and [`VerifyError::Repeated`] when there is not exactly one token in the query
    /// - [`VerifyError::Malformed`] when the query cannot be read
    /// - [`VerifyError::Mismatch`] when the token is none of those accepted
    pub fn receive<B: AsRef<[u8]>>(&self, target: &str, body: B) -> Result<Verified<AcquireV1, B>, VerifyError> {
        let token = self.token.verify(target)?;
        Ok(Verified::new(body, Proof::Token { token }).with_settings(self.formats, self.limits))
    }
}
