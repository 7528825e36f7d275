//! Where a vendor's management API is.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// The start of the address of a management API: `https://`, a host, and a port where it is not 443.
///
/// A path may follow, for a proxy that puts one in front; a slash at the end makes no difference. `http://` is taken
/// for `localhost` and the loopback addresses alone, for tests: a credential that leaves the machine without TLS is
/// everybody's.
///
/// # Examples
///
/// ```
/// use chathooks::rest::{BaseUrl, BaseUrlError};
///
/// let base: BaseUrl = "https://5mkg3t.acquire.io/".parse()?;
/// assert_eq!(base.as_str(), "https://5mkg3t.acquire.io");
/// assert!("http://127.0.0.1:8080".parse::<BaseUrl>().is_ok());
/// assert_eq!("http://example.com".parse::<BaseUrl>(), Err(BaseUrlError::Insecure));
/// # Ok::<(), BaseUrlError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl(String);

/// Why a text cannot be a [`BaseUrl`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// It is not `https://`, a host of plain ASCII, and perhaps a port and a path of plain segments.
    #[error("not the address of a server")]
    Malformed,
    /// It has a user name or a password: a credential goes into the header.
    #[error("a user name or password in the address")]
    UserInfo,
    /// It has a query or a fragment, which the calls would push out of place.
    #[error("a query or fragment in the address")]
    Query,
    /// It is `http://` to a host that is not this machine.
    #[error("http without TLS to another machine")]
    Insecure,
}

impl BaseUrl {
    /// Returns the text, without a slash at the end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BaseUrl {
    type Err = BaseUrlError;

    fn from_str(text: &str) -> Result<Self, BaseUrlError> {
        let (scheme, rest) = text.split_once("://").ok_or(BaseUrlError::Malformed)?;
        let (scheme, is_secure) = match scheme.to_ascii_lowercase().as_str() {
            "https" => ("https", true),
            "http" => ("http", false),
            _ => return Err(BaseUrlError::Malformed),
        };
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(BaseUrlError::UserInfo);
        }
        if path.contains(['?', '#']) {
            return Err(BaseUrlError::Query);
        }
        let path = path.strip_suffix('/').unwrap_or(path);
        if !path.split('/').skip(1).all(is_plain_segment) || path.contains('\\') {
            return Err(BaseUrlError::Malformed);
        }
        let is_loopback = host(authority).ok_or(BaseUrlError::Malformed)?;
        if !is_secure && !is_loopback {
            return Err(BaseUrlError::Insecure);
        }
        Ok(Self(format!("{scheme}://{authority}{path}")))
    }
}

/// Whether a segment of a path has unreserved characters only, and is no dot segment: RFC 3986 sections 2.3 and 3.3.
fn is_plain_segment(segment: &str) -> bool {
    !matches!(segment, "" | "." | "..") && super::draft::encoded(segment).eq([segment])
}

/// Checks a host and its port, and returns whether the host is this machine by its name or address alone.
fn host(authority: &str) -> Option<bool> {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    if let Some(port) = port {
        port.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
        port.parse::<u16>().ok()?;
    }
    if let Some(address) = host.strip_prefix('[') {
        return Some(address.strip_suffix(']')?.parse::<Ipv6Addr>().ok()?.is_loopback());
    }
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    host.split('.').all(is_label).then(|| {
        host.eq_ignore_ascii_case("localhost") || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
    })
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
