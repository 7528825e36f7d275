//! The custom headers that a subscription can be given, and how a receiver checks a header.

use std::fmt;

use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};
use zeroize::Zeroizing;

use crate::auth::headers::{Header, Headers, only};

/// A header that a subscription sends with each delivery, beside the signature and the `Authorization`.
///
/// The vendor's description of the API has had `customHeaders` since 2026. They are not signed. `Debug` shows the name
/// alone, and the value is wiped from memory when it is dropped.
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

/// The reason why a name and a value cannot be a [`CustomHeader`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CustomHeaderError {
    /// The name is not a token: RFC 9110, section 5.6.2.
    #[error("not a header name")]
    Name,
    /// The vendor sets the header itself.
    #[error("a header that the vendor sets itself")]
    Reserved,
    /// The value is empty, starts or ends with a space, or has anything but printable ASCII.
    #[error("not a header value")]
    Value,
}

/// The headers that cannot be overridden, by the vendor's page, and the one that has a setting of its own.
const RESERVED: [&str; 4] = ["authorization", "content-type", "x-dixa-signature", "x-dixa-subscription-id"];

impl CustomHeader {
    /// Creates a header from its name, which is case-insensitive, and its value.
    ///
    /// # Errors
    ///
    /// - [`CustomHeaderError::Name`] when the name is not a token
    /// - [`CustomHeaderError::Reserved`] when the name is `Authorization`, `Content-Type`, `X-DIXA-SIGNATURE` or
    ///   `X-DIXA-SUBSCRIPTION-ID`
    /// - [`CustomHeaderError::Value`] when the value is empty, starts or ends with a space, or has anything but
    ///   printable ASCII
    pub fn new(name: &str, value: &str) -> Result<Self, CustomHeaderError> {
        let header = Header::parse(name).ok_or(CustomHeaderError::Name)?;
        if RESERVED.contains(&header.as_str()) {
            return Err(CustomHeaderError::Reserved);
        }
        let is_printable = value.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if value.is_empty() || value.trim() != value || !is_printable {
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

    /// Returns what a receiver needs to know of it.
    pub(super) fn expected(&self) -> Expected {
        Expected::new(self.header.clone(), &self.value)
    }
}

impl fmt::Debug for CustomHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CustomHeader({}: ..)", self.header.as_str())
    }
}

/// A header that a receiver expects, by the SHA-256 of its value. Digests are all of one length, so that comparing them
/// says nothing of the length of the secret either. In a box, so that a receiver which is moved leaves no copy behind.
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

    /// Returns whether there is exactly one such header, and it has the expected value.
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
