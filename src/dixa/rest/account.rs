//! Where Dixa's calls go, and as whom.

use http::Method;

use crate::rest::{BaseUrl, Connection, CredentialError, Draft, Secret};

/// An account at Dixa: `https://dev.dixa.io` and an API token.
///
/// The token goes into `Authorization` as it is, without `Bearer`: that is how the vendor's own command line and its
/// description of the API have it, and how other clients send it. A page of the vendor's speaks of bearer tokens:
/// [`bearer`](Account::bearer) makes an account that sends the word too.
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
    /// Makes an account of the address of the API, without the path, and an API token, sent as it is.
    ///
    /// # Errors
    ///
    /// - [`CredentialError::Empty`] when the token is empty
    /// - [`CredentialError::Unprintable`] when it has a space, or anything but printable ASCII
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the account takes the token over, and the caller's copy is wiped"
    )]
    pub fn new(base: BaseUrl, api_token: Secret) -> Result<Self, CredentialError> {
        Connection::new(base, "", &api_token).map(Self)
    }

    /// Makes an account that sends the API token behind the word `Bearer`.
    ///
    /// # Errors
    ///
    /// Those of [`new`](Account::new).
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the account takes the token over, and the caller's copy is wiped"
    )]
    pub fn bearer(base: BaseUrl, api_token: Secret) -> Result<Self, CredentialError> {
        Connection::new(base, "Bearer", &api_token).map(Self)
    }

    /// Returns the address of the API.
    #[must_use]
    pub fn base(&self) -> &BaseUrl {
        self.0.base()
    }

    /// Starts on a request to the subscriptions.
    pub(super) fn draft(&self, method: Method) -> Draft {
        self.0.draft(method, "/v1/webhooks")
    }
}
