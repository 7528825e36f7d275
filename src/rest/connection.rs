//! Where the calls go, and as whom.

use std::fmt;

use http::Method;

use super::draft::Draft;
use super::{BaseUrl, Secret};

/// Why a credential cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CredentialError {
    /// The credential is empty: a setting that was never filled in ends up here.
    #[error("the credential is empty")]
    Empty,
    /// The credential has a character that is not printable ASCII, such as the end of the line it was read from.
    #[error("the credential cannot stand in a header")]
    Unprintable,
}

/// What every vendor's account holds.
#[derive(Clone)]
pub(crate) struct Connection {
    base: BaseUrl,
    authorization: Secret,
}

impl Connection {
    /// Takes the credential for the header `Authorization`, behind `scheme` where there is one.
    pub(crate) fn new(base: BaseUrl, scheme: &str, credential: &Secret) -> Result<Self, CredentialError> {
        let text = credential.expose();
        if text.is_empty() {
            return Err(CredentialError::Empty);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(CredentialError::Unprintable);
        }
        // `concat` asks for the whole memory at once, so that no smaller copy is left behind.
        let authorization = Secret::new(if scheme.is_empty() { text.to_owned() } else { [scheme, " ", text].concat() });
        Ok(Self { base, authorization })
    }

    /// Starts on a request to a path of the vendor's.
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
