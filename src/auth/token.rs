//! A secret token in the target URL, for the vendors that sign nothing.

use std::borrow::Cow;

use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};
use zeroize::Zeroizing;

use crate::VerifyError;
use crate::auth::hide::hide;
use crate::auth::matching::{first, verdict};
use crate::auth::trim;

/// A secret token that the receiver put into the URL it gave to the vendor, such as the `9f86d081884c7d65` of
/// `https://hooks.example.org/chat?token=9f86d081884c7d65`.
///
/// For a vendor that signs nothing, the token is all that can be checked. It shows that the request was made by someone
/// who knows the URL, and says nothing about the body: keep the URL out of logs, serve it over TLS only, and choose a
/// token that nobody can guess, of 16 random bytes or more.
///
/// Only a digest is kept; the token cannot be read back. `Debug` shows nothing of it, it cannot be compared, printed or
/// serialised, and its memory is wiped when it is dropped.
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
    /// - [`TokenError::Empty`] when the token is empty. A setting that was never filled in ends up here, and must not mean
    ///   "accept".
    /// - [`TokenError::WhiteSpace`] when the token starts or ends with white space or a byte-order mark, such as the line
    ///   feed of the file that it was read from. The receiver chooses the token: choose one without.
    pub fn new(token: impl AsRef<str>) -> Result<Self, TokenError> {
        Ok(Self { parameter: Cow::Borrowed("token"), accepted: vec![Accepted::new(token.as_ref())?] })
    }

    /// Adds a token that is accepted too, while one replaces the other.
    ///
    /// # Errors
    ///
    /// Those of [`new`](Self::new).
    pub fn or(self, token: impl AsRef<str>) -> Result<Self, TokenError> {
        // A vector that grows leaves a copy behind that nothing wipes.
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

    /// Verifies that `target` carries one of the tokens, and returns the index of that token, counted from 0 in the
    /// order they were added.
    ///
    /// The target is the requested URL, or its path and query, as in the first line of a request. The query is decoded as
    /// a form: `+` is a space, and percent-encoding is undone. All tokens are compared, through digests of equal length,
    /// in a time that does not depend on their bytes.
    ///
    /// # Errors
    ///
    /// - [`VerifyError::Missing`] when there is no such parameter, or an empty one
    /// - [`VerifyError::Duplicate`] when there is more than one
    /// - [`VerifyError::Malformed`] when the parameter, or the name of any other, has invalid percent-encoding or is not
    ///   UTF-8
    /// - [`VerifyError::Mismatch`] when the token is none of those accepted
    // Inlined, so that the first branch on the verdict is the caller's.
    #[inline]
    pub fn verify(&self, target: &str) -> Result<usize, VerifyError> {
        self.index(target).and_then(verdict)
    }

    fn index(&self, target: &str) -> Result<u64, VerifyError> {
        let given = Sha256::digest(self.find(target)?);
        Ok(first(self.accepted.iter().map(|accepted| accepted.matches(&given))))
    }

    /// Returns the value of the one parameter of the token's name.
    fn find<'t>(&self, target: &'t str) -> Result<Decoded<'t>, VerifyError> {
        let target = target.split_once('#').map_or(target, |(target, _)| target);
        let query = target.split_once('?').map_or("", |(_, query)| query);
        let mut found = None;
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if decode(name)?.as_ref() == self.parameter.as_bytes() && found.replace(value).is_some() {
                return Err(VerifyError::Duplicate);
            }
        }
        match found {
            Some("") | None => Err(VerifyError::Missing),
            Some(value) => decode(value),
        }
    }
}

hide!(UrlToken);

/// The reason why a string cannot be a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The token is empty, and anyone could guess it.
    #[error("the token is empty")]
    Empty,
    /// The token starts or ends with white space or a byte-order mark, often from the file that it was read from.
    #[error("the token starts or ends with white space or a byte-order mark")]
    WhiteSpace,
}

/// The digest of an accepted token. All digests have one length, so comparing them does not reveal the token's.
#[derive(Clone)]
struct Accepted(Zeroizing<[u8; 32]>);

impl Accepted {
    fn new(token: &str) -> Result<Self, TokenError> {
        match token.as_bytes() {
            [] => Err(TokenError::Empty),
            token if trim(token) != token => Err(TokenError::WhiteSpace),
            token => Ok(Self(Zeroizing::new(Sha256::digest(token).into()))),
        }
    }

    fn matches(&self, digest: &[u8]) -> Choice {
        self.0.as_slice().ct_eq(digest)
    }
}

/// A decoded name or value of a form, which is UTF-8. It may be the right token, so memory of its own is wiped.
enum Decoded<'t> {
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

/// Decodes a name or value of a form. The URL standard keeps invalid percent-encoding verbatim and replaces invalid UTF-8
/// by U+FFFD; two readers of one URL could then disagree on what it says.
fn decode(text: &str) -> Result<Decoded<'_>, VerifyError> {
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
