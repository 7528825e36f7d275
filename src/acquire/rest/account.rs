//! Where Acquire's calls go, and as whom.

use http::Method;

use crate::rest::{BaseUrl, Connection, CredentialError, Secret};

/// An account at Acquire: `https://`, the account's id, `.acquire.io`, and an API key.
///
/// The key goes into `Authorization: Bearer`. The vendor calls the permission that it needs `settings.webhooks`.
///
/// # Examples
///
/// ```
/// use chathooks::{acquire::rest::Account, rest::Secret};
///
/// let account = Account::new("https://5mkg3t.acquire.io".parse()?, Secret::new("an-api-key"))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Account(Connection);

impl Account {
    /// Makes an account of the address of its API, without the path, and an API key.
    ///
    /// # Errors
    ///
    /// - [`CredentialError::Empty`] when the key is empty
    /// - [`CredentialError::Unprintable`] when it has a space, or anything but printable ASCII
    #[expect(clippy::needless_pass_by_value, reason = "the account takes the key over, and the caller's copy is wiped")]
    pub fn new(base: BaseUrl, api_key: Secret) -> Result<Self, CredentialError> {
        Connection::new(base, "Bearer", &api_key).map(Self)
    }

    /// Returns the address of the API.
    #[must_use]
    pub fn base(&self) -> &BaseUrl {
        self.0.base()
    }

    /// Starts on a request to the webhooks.
    pub(super) fn draft(&self, method: Method) -> crate::rest::Draft {
        self.0.draft(method, "/api/v1/webhook")
    }
}
