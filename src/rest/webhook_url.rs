//! The URL that a vendor sends events to.

use std::fmt;

use crate::DecodeError;
use crate::codec::by_value::serde_by_value;
use crate::codec::read::{Blank, Read};
use crate::codec::source::Source;
use crate::value::owned::into_owned;
use crate::value::write::{Target, Write};
use crate::value::{Text, Value};

/// The URL that a webhook's events are sent to, as stored by the vendor.
///
/// `Debug` shows only the scheme and the host, followed by `..`, because the rest may contain a secret token. The URL
/// is not validated.
///
/// # Examples
///
/// ```
/// use chathooks::rest::WebhookUrl;
///
/// let url = WebhookUrl::new("https://hooks.example.com/chathooks?token=s3cret");
/// assert_eq!(format!("{url:?}"), r#""https://hooks.example.com/..""#);
/// assert_eq!(url.as_str(), "https://hooks.example.com/chathooks?token=s3cret");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct WebhookUrl<'a>(Text<'a>);

impl<'a> WebhookUrl<'a> {
    /// Wraps a string, without validating it.
    #[must_use]
    pub fn new(text: impl Into<Text<'a>>) -> Self {
        Self(text.into())
    }

    /// Returns the URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> WebhookUrl<'static> {
        WebhookUrl(self.0.into_owned())
    }

    /// Returns the scheme and the host followed by `/..`, if the string has both.
    fn origin(&self) -> Option<String> {
        let (scheme, rest) = self.as_str().split_once("://")?;
        let authority = rest.split(['/', '?', '#', '\\']).next()?;
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let is_plain = |text: &str, others: &[u8]| {
            !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || others.contains(&byte))
        };
        (is_plain(scheme, b"+-.") && is_plain(host, b"-._:[]")).then(|| format!("{scheme}://{host}/.."))
    }
}

impl fmt::Debug for WebhookUrl<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.origin().as_deref().unwrap_or(".."), f)
    }
}

into_owned!(WebhookUrl);

impl Write for WebhookUrl<'_> {
    fn write(&self, target: Target) -> Value<'_> {
        self.0.write(target)
    }
}

impl Blank for WebhookUrl<'_> {
    fn blank() -> Self {
        Self(Text::default())
    }
}

impl<'a> Read<'a> for WebhookUrl<'a> {
    fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        Text::read(source).map(Self)
    }
}

serde_by_value!(WebhookUrl<'a>);
