//! The `Authorization` header that a subscription can send in addition to its signature.

use std::fmt;

use base64ct::{Base64, Encoding as _};
use zeroize::Zeroizing;

use super::custom_header::{Expected, is_printable};
use crate::auth::headers::Header;
use crate::auth::trim;

pub(super) static AUTHORIZATION_HEADER: Header = Header::new("authorization");

/// The `Authorization` header of a subscription: a user name and a password, or a token.
///
/// `Debug` does not show the credentials. The type implements neither `PartialEq` nor `Display`, and its memory is
/// zeroed on drop.
///
/// # Examples
///
/// ```
/// use chathooks::dixa::Authorization;
///
/// let basic = Authorization::basic("hook", "s3cret")?;
/// let bearer = Authorization::bearer("s3cret")?;
/// assert_eq!(format!("{bearer:?}"), "Authorization(..)");
/// # Ok::<(), chathooks::dixa::AuthorizationError>(())
/// ```
#[derive(Clone)]
pub struct Authorization(Zeroizing<String>);

/// The error when an [`Authorization`] cannot be created from the credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthorizationError {
    /// The token is empty, or both the user name and the password are.
    #[error("the authorization is empty")]
    Empty,
    /// The user name, the password or the token starts or ends with whitespace or a byte-order mark, for example
    /// because it was read from a file.
    #[error("the authorization starts or ends with whitespace or a byte-order mark")]
    Whitespace,
    /// The token contains a character that is not printable ASCII.
    #[error("the token contains a character that is not printable ASCII")]
    Unprintable,
    /// The user name contains a colon, which would end it: RFC 7617, section 2.
    #[error("the user name contains a colon")]
    Colon,
}

impl Authorization {
    /// Creates a `Basic` header from a user name and a password: RFC 7617.
    ///
    /// # Errors
    ///
    /// - [`AuthorizationError::Empty`] if both are empty
    /// - [`AuthorizationError::Whitespace`] if either starts or ends with whitespace or a byte-order mark
    /// - [`AuthorizationError::Colon`] if the user name contains a colon
    pub fn basic(username: &str, password: &str) -> Result<Self, AuthorizationError> {
        if username.is_empty() && password.is_empty() {
            return Err(AuthorizationError::Empty);
        }
        if [username, password].iter().any(|text| trim(text.as_bytes()) != text.as_bytes()) {
            return Err(AuthorizationError::Whitespace);
        }
        if username.contains(':') {
            return Err(AuthorizationError::Colon);
        }
        // Allocate the exact size: a string that grows leaves a copy behind that is not zeroed.
        let credentials = Zeroizing::new([username, ":", password].concat());
        let digits = Zeroizing::new(Base64::encode_string(credentials.as_bytes()));
        Ok(Self(["Basic ", &digits].concat().into()))
    }

    /// Creates a `Bearer` header from a token: RFC 6750.
    ///
    /// # Errors
    ///
    /// - [`AuthorizationError::Empty`] if the token is empty
    /// - [`AuthorizationError::Whitespace`] if it starts or ends with whitespace or a byte-order mark
    /// - [`AuthorizationError::Unprintable`] if it contains anything but printable ASCII
    pub fn bearer(token: &str) -> Result<Self, AuthorizationError> {
        match token.as_bytes() {
            [] => Err(AuthorizationError::Empty),
            bytes if trim(bytes) != bytes => Err(AuthorizationError::Whitespace),
            _ if is_printable(token) => Ok(Self(["Bearer ", token].concat().into())),
            _ => Err(AuthorizationError::Unprintable),
        }
    }

    /// Returns the value of the header.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the header in the form that a receiver compares with.
    pub(super) fn expected(&self) -> Expected {
        Expected::new(AUTHORIZATION_HEADER.clone(), &self.0)
    }
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Authorization(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::Authorization;

    /// A string that grows leaves a copy behind that is not zeroed.
    #[test]
    fn room_is_made_once_for_the_whole_header() {
        for length in 0..10 {
            let Authorization(value) = Authorization::basic("hook", &"x".repeat(length)).unwrap();
            assert_eq!(value.capacity(), value.len(), "{length}");
        }
    }
}
