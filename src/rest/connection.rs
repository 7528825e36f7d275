//! The base URL and the credential of an account.

use std::fmt;

use http::Method;

use super::draft::Draft;
use super::{BaseUrl, Secret};

/// An error from a credential that cannot be sent in a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialError {
    /// The credential is empty, as an unset configuration value often is.
    #[error("the credential is empty")]
    Empty,
    /// The credential has a space or another character that is not printable ASCII, such as the line feed at the end of
    /// a file.
    #[error("the credential has a character that is not printable ASCII")]
    Unprintable,
}

/// The content that the accounts of all vendors share.
#[derive(Clone)]
pub(crate) struct Connection {
    base: BaseUrl,
    authorization: Secret,
}

impl Connection {
    /// Creates a connection that sends `credential` in the header `Authorization`, after `scheme` if that is not empty.
    pub(crate) fn new(base: BaseUrl, scheme: &str, credential: &Secret) -> Result<Self, CredentialError> {
        let text = credential.expose();
        if text.is_empty() {
            return Err(CredentialError::Empty);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(CredentialError::Unprintable);
        }
        // `concat` allocates once, so no smaller copy of the secret remains in freed memory.
        let authorization = Secret::new(if scheme.is_empty() { text.to_owned() } else { [scheme, " ", text].concat() });
        Ok(Self { base, authorization })
    }

    /// Creates a draft of a request to `path`.
    pub(crate) fn draft(&self, method: Method, path: &str) -> Draft {
        Draft::new(method, [self.base.as_str(), path].concat(), self.authorization.clone())
    }

    pub(crate) fn base(&self) -> &BaseUrl {
        &self.base
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}
