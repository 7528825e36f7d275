//! The base URL and the credentials for requests to Dixa.

use http::Method;

use crate::rest::{BaseUrl, Connection, CredentialError, Draft, Secret};

/// An account at Dixa: the base URL, such as `https://dev.dixa.io`, and an API token.
///
/// The token is sent verbatim in `Authorization`, without `Bearer`, as in the vendor's command-line tool, its
/// description of the API and third-party clients. Another page of the vendor describes bearer tokens:
/// [`bearer`](Account::bearer) creates an account that sends `Bearer` too.
///
/// # Examples
///
/// ```
/// use chathooks::{dixa::rest::Account, rest::Secret};
///
/// let account = Account::new("https://dev.dixa.io".parse()?, Secret::new("an-api-token"))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Account(Connection);

impl Account {
    /// Creates an account from the base URL of the API, without a path, and an API token that is sent verbatim.
    ///
    /// # Errors
    ///
    /// - [`CredentialError::Empty`] if the token is empty
    /// - [`CredentialError::Unprintable`] if it contains a space, or anything but printable ASCII
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the account takes ownership of the token, and the caller's copy is zeroed"
    )]
    pub fn new(base: BaseUrl, api_token: Secret) -> Result<Self, CredentialError> {
        Connection::new(base, "", &api_token).map(Self)
    }

    /// Creates an account that sends `Bearer` before the API token.
    ///
    /// # Errors
    ///
    /// The same as [`new`](Account::new).
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the account takes ownership of the token, and the caller's copy is zeroed"
    )]
    pub fn bearer(base: BaseUrl, api_token: Secret) -> Result<Self, CredentialError> {
        Connection::new(base, "Bearer", &api_token).map(Self)
    }

    /// Returns the base URL of the API.
    #[must_use]
    pub fn base(&self) -> &BaseUrl {
        self.0.base()
    }

    /// Starts a request to the subscriptions.
    pub(super) fn draft(&self, method: Method) -> Draft {
        self.0.draft(method, "/v1/webhooks")
    }
}
