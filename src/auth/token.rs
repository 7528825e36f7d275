//! A secret token in the webhook URL, for vendors that do not sign requests.

use std::borrow::Cow;

use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};
use zeroize::Zeroizing;

use crate::VerifyError;
use crate::auth::hide::hide;
use crate::auth::matching::{first, verdict};
use crate::auth::trim;

/// A secret token in the query of a webhook URL, such as `9f86d081884c7d65` in
/// `https://hooks.example.org/chat?token=9f86d081884c7d65`.
///
/// Use this for a vendor that does not sign its requests. The token shows that the sender knows the URL. It does not
/// authenticate the body. Use at least 16 random bytes, serve the URL over TLS only, and keep the query out of logs.
///
/// Only a SHA-256 digest of the token is stored, and it is wiped when it is dropped. The token cannot be read back,
/// compared, printed or serialized, and `Debug` does not show it.
///
/// # Examples
///
/// ```
/// use chathooks::{UrlToken, VerifyError};
///
/// let token = UrlToken::new("9f86d081884c7d65")?.or("the old one")?;
/// assert_eq!(token.verify("/chat?token=9f86d081884c7d65"), Ok(0));
/// assert_eq!(token.verify("https://hooks.example.org/chat?token=the+old%20one"), Ok(1));
/// assert_eq!(token.verify("/chat?token=9f86d081"), Err(VerifyError::Mismatch));
/// assert_eq!(token.verify("/chat"), Err(VerifyError::Missing));
/// # Ok::<(), chathooks::auth::TokenError>(())
/// ```
#[derive(Clone)]
pub struct UrlToken {
    parameter: Cow<'static, str>,
    accepted: Vec<Accepted>,
}

impl UrlToken {
    /// Creates a token that is expected in the query parameter `token`.
    ///
    /// # Errors
    ///
    /// - [`TokenError::Empty`] if the token is empty, as an unset configuration value often is
    /// - [`TokenError::Whitespace`] if the token starts or ends with whitespace or a byte-order mark, such as the line
    ///   feed at the end of a file
    pub fn new(token: impl AsRef<str>) -> Result<Self, TokenError> {
        Ok(Self { parameter: Cow::Borrowed("token"), accepted: vec![Accepted::new(token.as_ref())?] })
    }

    /// Adds another accepted token, for token rotation.
    ///
    /// # Errors
    ///
    /// Those of [`new`](Self::new).
    pub fn or(self, token: impl AsRef<str>) -> Result<Self, TokenError> {
        // A growing vector would leave an unwiped copy behind.
        let mut accepted = Vec::with_capacity(self.accepted.len() + 1);
        accepted.extend_from_slice(&self.accepted);
        accepted.push(Accepted::new(token.as_ref())?);
        Ok(Self { accepted, ..self })
    }

    /// Sets the name of the query parameter; defaults to `token`.
    #[must_use]
    pub fn with_parameter(self, name: impl Into<Cow<'static, str>>) -> Self {
        Self { parameter: name.into(), ..self }
    }

    /// Verifies that the query of `target` contains one of the tokens, and returns the index of that token.
    ///
    /// Indices start at 0 and follow the order in which the tokens were added. `target` is the requested URL, or its
    /// path and query as in the request line. The query is decoded as a form: `+` is a space, and percent-encoding is
    /// decoded. All tokens are compared in constant time, through digests of equal length.
    ///
    /// # Errors
    ///
    /// - [`VerifyError::Missing`] if the parameter is missing or empty
    /// - [`VerifyError::Duplicate`] if the parameter occurs more than once
    /// - [`VerifyError::Malformed`] if the parameter, or the name of any parameter, has invalid percent-encoding or
    ///   does not decode to UTF-8
    /// - [`VerifyError::Mismatch`] if the token is not one of those accepted
    // Inlined, so that the first branch on the result is in the caller's code.
    #[inline]
    pub fn verify(&self, target: &str) -> Result<usize, VerifyError> {
        self.index(target).and_then(verdict)
    }

    fn index(&self, target: &str) -> Result<u64, VerifyError> {
        let given = Sha256::digest(self.find(target)?);
        Ok(first(self.accepted.iter().map(|accepted| accepted.matches(&given))))
    }

    /// Returns the decoded value of the token's parameter.
    fn find<'t>(&self, target: &'t str) -> Result<Decoded<'t>, VerifyError> {
        match find(&self.parameter, target)? {
            Some("") | None => Err(VerifyError::Missing),
            Some(value) => decode(value),
        }
    }
}

/// Returns the value of a query parameter, which is still encoded.
pub(crate) fn find<'t>(parameter: &str, target: &'t str) -> Result<Option<&'t str>, VerifyError> {
    let mut found = None;
    for (name, value) in pairs(target) {
        if decode(name)?.as_ref() == parameter.as_bytes() && found.replace(value).is_some() {
            return Err(VerifyError::Duplicate);
        }
    }
    Ok(found)
}

/// Returns the names and values in the query of a URL, which are still encoded.
pub(crate) fn pairs(target: &str) -> impl Iterator<Item = (&str, &str)> {
    let target = target.split_once('#').map_or(target, |(target, _)| target);
    let query = target.split_once('?').map_or("", |(_, query)| query);
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

hide!(UrlToken);

/// An error from creating a [`UrlToken`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The token is empty.
    #[error("the token is empty")]
    Empty,
    /// The token starts or ends with whitespace or a byte-order mark.
    #[error("the token starts or ends with whitespace or a byte-order mark")]
    Whitespace,
}

/// The digest of an accepted token. Digests have equal length, so the comparison does not reveal the token's length.
#[derive(Clone)]
struct Accepted(Zeroizing<[u8; 32]>);

impl Accepted {
    fn new(token: &str) -> Result<Self, TokenError> {
        match token.as_bytes() {
            [] => Err(TokenError::Empty),
            token if trim(token) != token => Err(TokenError::Whitespace),
            token => Ok(Self(Zeroizing::new(Sha256::digest(token).into()))),
        }
    }

    fn matches(&self, digest: &[u8]) -> Choice {
        self.0.as_slice().ct_eq(digest)
    }
}

/// A decoded name or value of a form, in UTF-8. It may be a valid token, so the owned variant is wiped.
pub(crate) enum Decoded<'t> {
    Plain(&'t str),
    Owned(Zeroizing<Vec<u8>>),
}

impl AsRef<[u8]> for Decoded<'_> {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Plain(text) => text.as_bytes(),
            Self::Owned(bytes) => bytes,
        }
    }
}

/// Decodes a name or value of a form.
///
/// The URL standard keeps invalid percent-encoding verbatim and replaces invalid UTF-8 by U+FFFD. Here both are errors,
/// so that no two parsers of a URL can disagree about its token.
pub(crate) fn decode(text: &str) -> Result<Decoded<'_>, VerifyError> {
    if !text.contains(['%', '+']) {
        return Ok(Decoded::Plain(text));
    }
    let mut decoded = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = bytes.next().zip(bytes.next()).ok_or(VerifyError::Malformed)?;
                let mut byte = 0;
                hex::decode_to_slice([digits.0, digits.1], std::slice::from_mut(&mut byte))
                    .map_err(|_| VerifyError::Malformed)?;
                byte
            }
            plain => plain,
        });
    }
    if str::from_utf8(&decoded).is_ok() { Ok(Decoded::Owned(decoded)) } else { Err(VerifyError::Malformed) }
}
