//! The base URL and the credentials for requests to Acquire.

use http::Method;

use crate::rest::{BaseUrl, Connection, CredentialError, Secret};

/// An account at Acquire: the base URL, which is `https://`, the account's id and `.acquire.io`, and an API key.
///
/// The key is sent as `Authorization: Bearer`. It needs the permission that the vendor calls `settings.webhooks`.
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
    /// Creates an account from the base URL of the API, without a path, and an API key.
    ///
    /// # Errors
    ///
    /// - [`CredentialError::Empty`] if the key is empty
    /// - [`CredentialError::Unprintable`] if it contains a space, or anything but printable ASCII
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the account takes ownership of the key, and the caller's copy is zeroed"
    )]
    pub fn new(base: BaseUrl, api_key: Secret) -> Result<Self, CredentialError> {
        Connection::new(base, "Bearer", &api_key).map(Self)
    }

    /// Returns the base URL of the API.
    #[must_use]
    pub fn base(&self) -> &BaseUrl {
        self.0.base()
    }

    /// Starts a request to the webhooks.
    pub(super) fn draft(&self, method: Method) -> crate::rest::Draft {
        self.0.draft(method, "/api/v1/webhook")
    }
}
