//! The base URL and the credentials for requests to Comm100.

use http::Method;

use crate::rest::{BaseUrl, Connection, CredentialError, Draft, Secret};

/// An account at Comm100: the base URL of the API, and an access token.
///
/// The base URL is `https://api11.comm100.io` with the number of the account's platform: 11, 12, 13, 15 or 17, as in
/// the host `dash11.comm100.io` of its control panel. Requests use version 4 of the API.
///
/// The token is sent as `Authorization: Bearer`. Its agent needs the permission "Manage Integration". This crate
/// does not obtain a token, which requires OAuth at the control panel's host.
///
/// # Examples
///
/// ```
/// use chathooks::{comm100::rest::Account, rest::Secret};
///
/// let account = Account::new("https://api11.comm100.io".parse()?, Secret::new("an-access-token"))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Account(Connection);

impl Account {
    /// Creates an account from the base URL of the API, without a path, and an access token.
    ///
    /// # Errors
    ///
    /// - [`CredentialError::Empty`] if the token is empty
    /// - [`CredentialError::Unprintable`] if it contains a space, or anything but printable ASCII
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the account takes ownership of the token, and the caller's copy is zeroed"
    )]
    pub fn new(base: BaseUrl, access_token: Secret) -> Result<Self, CredentialError> {
        Connection::new(base, "Bearer", &access_token).map(Self)
    }

    /// Returns the base URL of the API.
    #[must_use]
    pub fn base(&self) -> &BaseUrl {
        self.0.base()
    }

    /// Starts a request to the webhooks.
    pub(super) fn draft(&self, method: Method) -> Draft {
        self.0.draft(method, "/v4/livechat/webhooks")
    }
}
