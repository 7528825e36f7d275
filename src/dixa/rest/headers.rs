//! Headers that a subscription sends with each delivery.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::Member;
use crate::rest::Secret;
use crate::value::owned::IntoOwned;
use crate::value::text::Name;

/// Headers by name, in their order: those that a subscription is given, and those that it sends.
///
/// The `Authorization` among them is a secret, and others may be, so `Debug` shows the names alone. Letter case does
/// not matter to [`get`](WebhookHeaders::get). Headers that are missing in a body read as none.
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
    /// `None` where the body has no such map.
    pairs: Option<Vec<(String, Secret)>>,
}

impl WebhookHeaders {
    /// Makes an empty map.
    #[must_use]
    pub const fn new() -> Self {
        Self { pairs: None }
    }

    /// Adds a header at the end.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<Secret>) {
        self.pairs.get_or_insert_default().push((name.into(), value.into()));
    }

    /// Returns the value of the header `name`, whatever its letter case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Secret> {
        self.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Goes through the headers in their order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Secret)> {
        self.pairs.as_deref().unwrap_or_default().iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Returns whether there is no header.
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

impl Member for WebhookHeaders {
    fn is_unset(&self) -> bool {
        self.pairs.is_none()
    }
}

impl IntoOwned for WebhookHeaders {
    type Owned = Self;

    fn into_owned(self) -> Self {
        self
    }
}

impl Serialize for WebhookHeaders {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.iter().len()))?;
        self.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for WebhookHeaders {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(HeadersVisitor)
    }
}

struct HeadersVisitor;

impl<'de> Visitor<'de> for HeadersVisitor {
    type Value = WebhookHeaders;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<WebhookHeaders, A::Error> {
        let mut pairs = Vec::new();
        while let Some(Name(name)) = map.next_key()? {
            pairs.push((name.into_owned(), map.next_value()?));
        }
        Ok(WebhookHeaders { pairs: Some(pairs) })
    }
}
