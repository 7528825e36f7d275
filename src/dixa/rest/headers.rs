//! The headers that a subscription sends with each delivery.

use std::fmt;

use crate::DecodeError;
use crate::codec::by_value::serde_by_value;
use crate::codec::read::Read;
use crate::codec::source::Source;
use crate::rest::Secret;
use crate::value::owned::IntoOwned;
use crate::value::write::{Target, Write};
use crate::value::{Object, Value};

/// Headers by name, in order: the custom headers in a request, and all headers in a subscription's record.
///
/// The values of `Authorization` and other headers may be secret, so `Debug` shows only the names.
/// [`get`](WebhookHeaders::get) is case-insensitive. A missing field is decoded as an empty list.
///
/// # Examples
///
/// ```
/// use chathooks::dixa::rest::WebhookHeaders;
///
/// let headers = WebhookHeaders::from_iter([("X-Api-Key", "s3cret")]);
/// assert_eq!(headers.get("x-api-key").map(|value| value.expose()), Some("s3cret"));
/// assert_eq!(format!("{headers:?}"), r#"["X-Api-Key"]"#);
/// ```
#[derive(Clone, Default)]
pub struct WebhookHeaders {
    /// `None` if the body has no such object.
    pairs: Option<Vec<(String, Secret)>>,
}

impl WebhookHeaders {
    /// Creates an empty list of headers.
    #[must_use]
    pub const fn new() -> Self {
        Self { pairs: None }
    }

    /// Appends a header.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<Secret>) {
        self.pairs.get_or_insert_default().push((name.into(), value.into()));
    }

    /// Returns the value of the header `name`, which is case-insensitive.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Secret> {
        self.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Returns an iterator over the headers, in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Secret)> {
        self.pairs.as_deref().unwrap_or_default().iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Returns `true` if there are no headers.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().len() == 0
    }
}

impl<N: Into<String>, V: Into<Secret>> FromIterator<(N, V)> for WebhookHeaders {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        Self { pairs: Some(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect()) }
    }
}

impl PartialEq for WebhookHeaders {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for WebhookHeaders {}

impl fmt::Debug for WebhookHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}

impl IntoOwned for WebhookHeaders {
    type Owned = Self;

    fn into_owned(self) -> Self {
        self
    }
}

impl Write for WebhookHeaders {
    fn write(&self, _: Target) -> Value<'_> {
        let mut object = Object::with_capacity(self.iter().len());
        self.iter().for_each(|(name, value)| object.push(name, value.expose()));
        object.into()
    }

    fn is_missing(&self) -> bool {
        self.pairs.is_none()
    }
}

impl<'a> Read<'a> for WebhookHeaders {
    fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        let mut pairs = Vec::new();
        source.object(|name, source| {
            pairs.push((name.into_owned(), Secret::read(source)?));
            Ok(())
        })?;
        Ok(Self { pairs: Some(pairs) })
    }
}

serde_by_value!(WebhookHeaders);
