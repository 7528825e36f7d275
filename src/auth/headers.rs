//! Header lookup in collections of several types.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use crate::VerifyError;

/// The name of a header, in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    name: Cow<'static, str>,
    // Looking up a `HeaderName` in an `http::HeaderMap` takes a third of the time of a string.
    #[cfg(feature = "http")]
    http: http::HeaderName,
}

impl Header {
    /// Creates a name from a string in lower case.
    pub(crate) const fn new(name: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            #[cfg(feature = "http")]
            http: http::HeaderName::from_static(name),
        }
    }

    /// Parses a header name and converts it to lower case.
    ///
    /// Returns `None` if `name` is not a token as defined in RFC 9110, section 5.6.2.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::auth::Header;
    ///
    /// assert_eq!(Header::parse("X-Tenant").ok_or("not a name")?.as_str(), "x-tenant");
    /// assert_eq!(Header::parse("X-Tenant:"), None);
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        (!name.is_empty() && name.bytes().all(is_token)).then_some(())?;
        Some(Self {
            name: Cow::Owned(name.to_ascii_lowercase()),
            #[cfg(feature = "http")]
            http: name.parse().ok()?,
        })
    }

    /// Returns the name in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.name
    }
}

/// A collection of HTTP headers.
///
/// Implemented for `http::HeaderMap` with the feature `http`, and for slices, arrays, vectors and maps of names and
/// values. Names are case-insensitive. To support another type, implement [`values`](Self::values).
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::{Key, acquire::Receiver};
///
/// let receiver = Receiver::new(Key::new("k1")?);
/// let signature = Key::new("k1")?.sign(b"{}").to_string();
/// assert!(receiver.receive(&[("X-Acquire-Signature", &signature)], b"{}").is_ok());
/// assert!(receiver.receive(&vec![("x-acquire-signature".to_owned(), signature.into_bytes())], b"{}").is_ok());
/// # }
/// # Ok::<(), chathooks::auth::KeyError>(())
/// ```
pub trait Headers {
    /// Returns an iterator over all values of the header `name`.
    ///
    /// An implementation must compare names case-insensitively.
    fn values<'h>(&'h self, name: &'h Header) -> impl Iterator<Item = &'h [u8]>;
}

/// Returns the only value of the header `name`, or an error if there is none or more than one.
pub(crate) fn only<'h, H: Headers + ?Sized>(headers: &'h H, name: &'h Header) -> Result<&'h [u8], VerifyError> {
    let mut values = headers.values(name);
    let value = values.next().ok_or(VerifyError::Missing)?;
    if values.next().is_some() { Err(VerifyError::Duplicate) } else { Ok(value) }
}

fn pairs<'h, N: AsRef<str> + 'h, V: AsRef<[u8]> + 'h>(
    pairs: impl Iterator<Item = (&'h N, &'h V)>,
    name: &'h Header,
) -> impl Iterator<Item = &'h [u8]> {
    pairs.filter(|(own, _)| own.as_ref().eq_ignore_ascii_case(name.as_str())).map(|(_, value)| value.as_ref())
}

impl<H: Headers + ?Sized> Headers for &H {
    fn values<'h>(&'h self, name: &'h Header) -> impl Iterator<Item = &'h [u8]> {
        (**self).values(name)
    }
}

#[cfg(feature = "http")]
impl Headers for http::HeaderMap {
    #[inline]
    fn values<'h>(&'h self, name: &'h Header) -> impl Iterator<Item = &'h [u8]> {
        self.get_all(&name.http).iter().map(http::HeaderValue::as_bytes)
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>> Headers for [(N, V)] {
    fn values<'h>(&'h self, name: &'h Header) -> impl Iterator<Item = &'h [u8]> {
        pairs(self.iter().map(|(name, value)| (name, value)), name)
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>, const LENGTH: usize> Headers for [(N, V); LENGTH] {
    fn values<'h>(&'h self, name: &'h Header) -> impl Iterator<Item = &'h [u8]> {
        self.as_slice().values(name)
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>> Headers for Vec<(N, V)> {
    fn values<'h>(&'h self, name: &'h Header) -> impl Iterator<Item = &'h [u8]> {
        self.as_slice().values(name)
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>, S> Headers for HashMap<N, V, S> {
    fn values<'h>(&'h self, name: &'h Header) -> impl Iterator<Item = &'h [u8]> {
        pairs(self.iter(), name)
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>> Headers for BTreeMap<N, V> {
    fn values<'h>(&'h self, name: &'h Header) -> impl Iterator<Item = &'h [u8]> {
        pairs(self.iter(), name)
    }
}
