//! The receiver of the vendors that sign nothing.

use std::fmt;
use std::marker::PhantomData;

use super::{Proof, Vendor, Verified};
use crate::format::Formats;
use crate::{Format, Limits, UrlToken, VerifyError};

/// Verifies that requests carry the secret token of the URL that was given to the vendor `V`, which signs nothing.
///
/// Create one for a webhook and share it: it holds nothing that a request changes. Each such vendor's module has it under
/// the name `Receiver`, such as `acquire::v1::Receiver`, with an example.
///
/// A token in the URL is all that can be checked, and says nothing about the body: if more than a notice depends on an
/// event, read the record again through the vendor's REST API.
pub struct TokenReceiver<V> {
    token: UrlToken,
    formats: Formats,
    limits: Limits,
    vendor: PhantomData<fn() -> V>,
}

impl<V: Vendor> TokenReceiver<V> {
    /// Creates a receiver that accepts a token, or any of several.
    #[must_use]
    pub fn new(token: UrlToken) -> Self {
        Self { token, formats: Formats::default(), limits: Limits::default(), vendor: PhantomData }
    }

    /// Sets the formats that may be decoded; defaults to all that the crate knows. A delivery in another one is accepted
    /// all the same, and then refused by the `decode` of the vendor's `Event`.
    #[must_use]
    pub fn with_formats(self, formats: impl IntoIterator<Item = Format>) -> Self {
        Self { formats: formats.into_iter().collect(), ..self }
    }

    /// Sets the bounds that decoding keeps to.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Verifies that whoever made this request knows the webhook's URL, by the token in `target`.
    ///
    /// The target is the URL that was asked for, or its path and query, as the request's first line has them. The body is
    /// not authenticated: the vendor signs nothing.
    ///
    /// # Errors
    ///
    /// Answer each of them with the same empty `401 Unauthorized`:
    ///
    /// - [`VerifyError::Missing`] and [`VerifyError::Duplicate`] if there is not exactly one parameter of the token's name,
    ///   or it is empty
    /// - [`VerifyError::Malformed`] if the query has invalid percent-encoding
    /// - [`VerifyError::Mismatch`] if the token is none of those accepted
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
