//! The `Authorization` header that a subscription can be given beside its signature.

use std::fmt;

use base64ct::{Base64, Encoding as _};
use zeroize::Zeroizing;

use super::custom_header::Expected;
use crate::auth::headers::Header;
use crate::auth::trim;

pub(super) static AUTHORIZATION_HEADER: Header = Header::new("authorization");

/// What a subscription is set up to send as `Authorization`: a user name and a password, or a token.
///
/// `Debug` shows nothing of it, it cannot be compared or printed, and its memory is wiped when it is dropped.
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

/// Why a text cannot be an [`Authorization`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthorizationError {
    /// There is nothing to tell the vendor from anyone else: no token, or neither a user name nor a password.
    #[error("the authorization is empty")]
    Empty,
    /// The user name, the password or the token starts or ends with white space or a byte-order mark, often from the file
    /// that it was read from.
    #[error("the authorization starts or ends with white space or a byte-order mark")]
    WhiteSpace,
    /// The token has a character that is not printable ASCII.
    #[error("the token cannot stand in a header")]
    Unprintable,
    /// The user name has a colon, which ends it: RFC 7617, section 2.
    #[error("a colon in the user name")]
    Colon,
}

impl Authorization {
    /// Makes the header `Basic`, of a user name and a password: RFC 7617.
    ///
    /// # Errors
    ///
    /// - [`AuthorizationError::Empty`] when both are empty
    /// - [`AuthorizationError::WhiteSpace`] when either starts or ends with white space or a byte-order mark
    /// - [`AuthorizationError::Colon`] when the user name has a colon
    pub fn basic(username: &str, password: &str) -> Result<Self, AuthorizationError> {
        if username.is_empty() && password.is_empty() {
            return Err(AuthorizationError::Empty);
        }
        if [username, password].iter().any(|text| trim(text.as_bytes()) != text.as_bytes()) {
            return Err(AuthorizationError::WhiteSpace);
        }
        if username.contains(':') {
            return Err(AuthorizationError::Colon);
        }
        // Each of these is allocated once in full: what grows leaves a copy behind that nothing wipes.
        let credentials = Zeroizing::new([username, ":", password].concat());
        let digits = Zeroizing::new(Base64::encode_string(credentials.as_bytes()));
        Ok(Self(["Basic ", &digits].concat().into()))
    }

    /// Makes the header `Bearer`, of a token: RFC 6750.
    ///
    /// # Errors
    ///
    /// - [`AuthorizationError::Empty`] when the token is empty
    /// - [`AuthorizationError::WhiteSpace`] when it starts or ends with white space or a byte-order mark
    /// - [`AuthorizationError::Unprintable`] when it has anything but printable ASCII
    pub fn bearer(token: &str) -> Result<Self, AuthorizationError> {
        match token.as_bytes() {
            [] => Err(AuthorizationError::Empty),
            bytes if trim(bytes) != bytes => Err(AuthorizationError::WhiteSpace),
            bytes if bytes.iter().all(|byte| matches!(byte, b' '..=b'~')) => {
                Ok(Self(["Bearer ", token].concat().into()))
            }
            _ => Err(AuthorizationError::Unprintable),
        }
    }

    /// Returns the value of the header.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns what a receiver needs to know of it.
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

    /// A text that grows would leave a smaller copy behind that nothing wipes.
    #[test]
    fn room_is_made_once_for_the_whole_header() {
        for length in 0..10 {
            let Authorization(value) = Authorization::basic("hook", &"x".repeat(length)).unwrap();
            assert_eq!(value.capacity(), value.len(), "{length}");
        }
    }
}
