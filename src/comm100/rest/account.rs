//! Where Comm100's calls go, and as whom.

use http::Method;

use crate::rest::{BaseUrl, Connection, CredentialError, Draft, Secret};

/// An account at Comm100: the address of its platform's API, and an access token.
///
/// The address is `https://api11.comm100.io`, with the number of the account's own platform: 11, 12, 13, 15 or 17, the
/// same as in the `dash11.comm100.io` of its control panel. Version 4 of the API is what the calls ask for. The token
/// goes into `Authorization: Bearer`; its agent needs the permission "Manage Integration". How a token is got, by OAuth
/// at the control panel's host, is not part of this crate.
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
    /// Makes an account of the address of its API, without the path, and an access token.
    ///
    /// # Errors
    ///
    /// - [`CredentialError::Empty`] when the token is empty
    /// - [`CredentialError::Unprintable`] when it has a space, or anything but printable ASCII
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the account takes the token over, and the caller's copy is wiped"
    )]
    pub fn new(base: BaseUrl, access_token: Secret) -> Result<Self, CredentialError> {
        Connection::new(base, "Bearer", &access_token).map(Self)
    }

    /// Returns the address of the API.
    #[must_use]
    pub fn base(&self) -> &BaseUrl {
        self.0.base()
    }

    /// Starts on a request to the webhooks.
    pub(super) fn draft(&self, method: Method) -> Draft {
        self.0.draft(method, "/v4/livechat/webhooks")
    }
}
