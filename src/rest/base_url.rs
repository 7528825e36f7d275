//! The base URL of a management API.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// The base URL of a management API: `https://`, a host, and optionally a port and a path.
///
/// A path is needed for an API behind a proxy. A trailing slash is removed. `http://` is accepted only for `localhost`
/// and loopback addresses, for tests, because a credential must not leave the machine without TLS.
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

/// An error from parsing a [`BaseUrl`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// The URL does not consist of `https://`, an ASCII host, an optional port and an optional path. A path segment may
    /// contain ASCII letters, digits, `-`, `.`, `_` and `~`, and must not be empty, `.` or `..`.
    #[error("invalid base URL")]
    Malformed,
    /// The URL has a user name or a password. The credential is sent in a header instead.
    #[error("a user name or password in the base URL")]
    UserInfo,
    /// The URL has a query or a fragment. A call appends its own path to the URL.
    #[error("a query or fragment in the base URL")]
    Query,
    /// The URL is `http://` with a host other than `localhost` or a loopback address.
    #[error("http without TLS to another machine")]
    Insecure,
}

impl BaseUrl {
    /// Returns the URL without a trailing slash.
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

/// Returns whether a path segment has unreserved characters only and is not a dot segment: RFC 3986 sections 2.3 and
/// 3.3.
fn is_plain_segment(segment: &str) -> bool {
    !matches!(segment, "" | "." | "..") && super::draft::encoded(segment).eq([segment])
}

/// Checks a host and its port, and returns whether the host is `localhost` or a loopback address. The host is not
/// resolved.
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
