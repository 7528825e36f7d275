//! The receiver for vendors that do not sign requests.

use std::fmt;
use std::marker::PhantomData;

use super::{Proof, Vendor, Verified};
use crate::format::Formats;
use crate::{Format, Limits, UrlToken, VerifyError};

/// The receiver for a vendor `V` that does not sign requests. It checks a secret token in the URL.
///
/// Create one for each webhook and share it. The vendor's module has an alias for it, such as `acquire::v1::Receiver`.
///
/// The token shows that the sender knows the URL. It does not authenticate the body. If anything important depends on
/// an event, fetch the data again through the vendor's REST API.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::{UrlToken, VerifyError, acquire::v1::Receiver};
///
/// let receiver = Receiver::new(UrlToken::new("9f86d081884c7d65")?);
/// assert!(receiver.receive("/chat?token=9f86d081884c7d65", b"{}").is_ok());
/// assert_eq!(receiver.receive("/chat?token=guess", b"{}").err(), Some(VerifyError::Mismatch));
/// # }
/// # Ok::<(), chathooks::auth::TokenError>(())
/// ```
pub struct TokenReceiver<V> {
    token: UrlToken,
    formats: Formats,
    limits: Limits,
    vendor: PhantomData<fn() -> V>,
}

impl<V: Vendor> TokenReceiver<V> {
    /// Creates a receiver that accepts `token`, including the tokens added with [`UrlToken::or`].
    #[must_use]
    pub fn new(token: UrlToken) -> Self {
        Self { token, formats: Formats::default(), limits: Limits::default(), vendor: PhantomData }
    }

    /// Sets the formats that may be decoded; defaults to all.
    ///
    /// `receive` also accepts a body in another format, but decoding it is an error.
    #[must_use]
    pub fn with_formats(self, formats: impl IntoIterator<Item = Format>) -> Self {
        Self { formats: formats.into_iter().collect(), ..self }
    }

    /// Sets the limits for decoding; defaults to [`Limits::default`].
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Verifies that the query of `target` contains an accepted token.
    ///
    /// `target` is the requested URL, or its path and query as in the request line. The body is not authenticated.
    ///
    /// # Errors
    ///
    /// Respond to all of them with the same empty `401 Unauthorized`:
    ///
    /// - [`VerifyError::Missing`] if the token's parameter is missing or empty
    /// - [`VerifyError::Duplicate`] if the parameter occurs more than once
    /// - [`VerifyError::Malformed`] if the query has invalid percent-encoding or does not decode to UTF-8
    /// - [`VerifyError::Mismatch`] if the token is not one of those accepted
    pub fn receive<B: AsRef<[u8]>>(&self, target: &str, body: B) -> Result<Verified<V, B>, VerifyError> {
        let token = self.token.verify(target)?;
        Ok(Verified::new(body, Proof::Token { token }).with_settings(self.formats, self.limits))
    }
}

impl<V> Clone for TokenReceiver<V> {
    fn clone(&self) -> Self {
        Self { token: self.token.clone(), ..*self }
    }
}

impl<V> fmt::Debug for TokenReceiver<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("token", &self.token)
            .field("formats", &self.formats)
            .field("limits", &self.limits)
            .finish()
    }
}
