//! The custom headers of a subscription, and the comparison of a received header with the expected one.

use std::fmt;

use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};
use zeroize::Zeroizing;

use crate::auth::headers::{Header, Headers, only};

/// A custom header that a subscription sends with each delivery, in addition to the signature and `Authorization`.
///
/// The vendor's description of its REST API has `customHeaders` since 2026. Custom headers are not signed. `Debug`
/// shows only the name, and the memory of the value is zeroed on drop.
///
/// # Examples
///
/// ```
/// use chathooks::{Key, dixa::{CustomHeader, Receiver, ReplayWindow, Sender}};
///
/// let tenant = CustomHeader::new("X-Tenant", "s3cret")?;
/// assert_eq!(format!("{tenant:?}"), "CustomHeader(x-tenant: ..)");
/// let receiver = Receiver::new(Key::from_hex("0a1b")?, ReplayWindow::Unchecked).with_custom_header(&tenant);
/// let sender = Sender::new(Key::from_hex("0a1b")?).with_custom_header(tenant);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct CustomHeader {
    header: Header,
    value: Zeroizing<String>,
}

/// The error when a [`CustomHeader`] cannot be created from a name and a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CustomHeaderError {
    /// The name is not a token: RFC 9110, section 5.6.2.
    #[error("invalid header name")]
    Name,
    /// The vendor sets this header itself.
    #[error("a header that the vendor sets itself")]
    Reserved,
    /// The value is empty, starts or ends with a space, or contains anything but printable ASCII.
    #[error("invalid header value")]
    Value,
}

/// The headers that, by the vendor's page, cannot be overridden, those that frame a request, and `Authorization`, which is
/// set separately.
const RESERVED: [&str; 7] = [
    "authorization",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
    "x-dixa-signature",
    "x-dixa-subscription-id",
];

impl CustomHeader {
    /// Creates a header from its case-insensitive name and its value.
    ///
    /// # Errors
    ///
    /// - [`CustomHeaderError::Name`] if the name is not a token
    /// - [`CustomHeaderError::Reserved`] if the name is `Authorization`, `Content-Length`, `Content-Type`, `Host`,
    ///   `Transfer-Encoding`, `X-DIXA-SIGNATURE` or `X-DIXA-SUBSCRIPTION-ID`
    /// - [`CustomHeaderError::Value`] if the value is empty, starts or ends with a space, or contains anything but
    ///   printable ASCII
    pub fn new(name: &str, value: &str) -> Result<Self, CustomHeaderError> {
        let header = Header::parse(name).ok_or(CustomHeaderError::Name)?;
        if RESERVED.contains(&header.as_str()) {
            return Err(CustomHeaderError::Reserved);
        }
        if value.is_empty() || value.trim() != value || !is_printable(value) {
            return Err(CustomHeaderError::Value);
        }
        Ok(Self { header, value: value.to_owned().into() })
    }

    pub(super) fn header(&self) -> &Header {
        &self.header
    }

    pub(super) fn value(&self) -> &str {
        &self.value
    }

    /// Returns the header in the form that a receiver compares with.
    pub(super) fn expected(&self) -> Expected {
        Expected::new(self.header.clone(), &self.value)
    }
}

impl fmt::Debug for CustomHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CustomHeader({}: ..)", self.header.as_str())
    }
}

/// Returns whether a text is printable ASCII.
pub(super) fn is_printable(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// A header that a receiver expects, with the SHA-256 digest of its value. All digests have the same length, so a
/// comparison does not reveal the length of the secret. The digest is boxed so that moving a receiver leaves no copy
/// behind.
#[derive(Clone)]
pub(super) struct Expected {
    header: Header,
    digest: Box<Zeroizing<[u8; 32]>>,
}

impl Expected {
    pub(super) fn new(header: Header, value: &str) -> Self {
        Self { header, digest: Box::new(Zeroizing::new(Sha256::digest(value).into())) }
    }

    pub(super) fn is_of(&self, other: &Self) -> bool {
        self.header == other.header
    }

    /// Returns whether exactly one header has this name, and its value is the expected one.
    pub(super) fn matches(&self, headers: &(impl Headers + ?Sized)) -> Choice {
        let Ok(given) = only(headers, &self.header) else { return Choice::from(0) };
        let given: [u8; 32] = Sha256::digest(given).into();
        given.ct_eq(&**self.digest)
    }
}

impl fmt::Debug for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expected({}: ..)", self.header.as_str())
    }
}
