//! Proving that a request is Comm100's, as far as that goes.

use super::Comm100;
use crate::format::Formats;
use crate::{Format, Limits, Proof, UrlToken, Verified, VerifyError};

/// Proves that requests come from someone who knows the URL that was given to Comm100.
///
/// Make one for a webhook and share it: it holds nothing that a request changes.
///
/// Comm100 signs nothing, so a secret token in the target URL is all that can be checked. It says nothing about the
/// body: where more hangs on an event than a notice, read the chat again through the vendor's REST API.
///
/// # Examples
///
/// The webhook's `targetUrl` is `https://hooks.example.org/comm100?token=9f86d081884c7d659a2feaa0c55ad015`:
///
/// ```
/// use chathooks::{UrlToken, VerifyError, comm100::Receiver};
///
/// let receiver = Receiver::new(UrlToken::new("9f86d081884c7d659a2feaa0c55ad015")?);
/// # let body = br#"{"event":"away","operator_id":37}"#;
/// let verified = receiver.receive("/comm100?token=9f86d081884c7d659a2feaa0c55ad015", body)?;
/// assert_eq!(receiver.receive("/comm100?token=", body).err(), Some(VerifyError::Missing));
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

    /// Sets the formats that may be decoded; all that the crate knows unless set, though the vendor's pages show JSON
    /// alone. A delivery in another one is accepted all the same, and then refused by
    /// [`Event::decode`](super::Event::decode).
    #[must_use]
    pub fn with_formats(self, formats: impl IntoIterator<Item = Format>) -> Self {
        Self { formats: formats.into_iter().collect(), ..self }
    }

    /// Sets the bounds that decoding keeps to.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Proves that whoever sent this request knows its URL.
    ///
    /// The target is that URL, or what the first line of the request says of it: the path and the query.
    ///
    /// # Errors
    ///
    /// Answer each of them with the same empty `401 Unauthorized`:
    ///
    /// - [`VerifyError::Missing`] and [`VerifyError::Repeated`] when there is not exactly one parameter of the token's
    ///   name, or it is empty
    /// - [`VerifyError::Malformed`] when the query has an escape that is none
    /// - [`VerifyError::Mismatch`] when the token is none of those accepted
    pub fn receive<B: AsRef<[u8]>>(&self, target: &str, body: B) -> Result<Verified<Comm100, B>, VerifyError> {
        let token = self.token.verify(target)?;
        Ok(Verified::new(body, Proof::Token { token }).with_settings(self.formats, self.limits))
    }
}
