//! How the vendor shows a receiver who it is, beside the signature.

use std::fmt;

use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::rest::Secret;
use crate::value::owned::IntoOwned;
use crate::value::{Object, Text};

/// What a subscription is to send as `Authorization` with each delivery.
///
/// The receiver's side of it is [`dixa::Authorization`](crate::dixa::Authorization). A body tells the sorts apart by
/// `_type`, which is written last, as the vendor does, and read wherever it stands. `Debug` shows no secret.
///
/// # Examples
///
/// ```
/// use chathooks::dixa::rest::WebhookAuthorization;
///
/// let authorization = WebhookAuthorization::basic("hook", "s3cret");
/// let json = serde_json::to_string(&authorization)?;
/// assert_eq!(json, r#"{"username":"hook","password":"s3cret","_type":"BasicAuth"}"#);
/// assert!(!format!("{authorization:?}").contains("s3cret"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookAuthorization<'a> {
    /// The header `Basic`, of a user name and a password.
    #[non_exhaustive]
    BasicAuth {
        /// The user name.
        username: Text<'a>,
        /// The password.
        password: Secret,
    },
    /// The header `Bearer`, of a token.
    #[non_exhaustive]
    TokenAuth {
        /// The token.
        value: Secret,
    },
    /// No such header.
    NoAuth,
    /// A sort that this version of the crate does not know, with all of its fields.
    Unknown(Object<'a>),
}

impl<'a> WebhookAuthorization<'a> {
    /// Makes the sort `BasicAuth`.
    #[must_use]
    pub fn basic(username: impl Into<Text<'a>>, password: impl Into<Secret>) -> Self {
        Self::BasicAuth { username: username.into(), password: password.into() }
    }

    /// Makes the sort `TokenAuth`.
    #[must_use]
    pub fn token(value: impl Into<Secret>) -> Self {
        Self::TokenAuth { value: value.into() }
    }

    /// Returns the same value with texts of its own.
    #[must_use]
    pub fn into_owned(self) -> WebhookAuthorization<'static> {
        match self {
            Self::BasicAuth { username, password } => WebhookAuthorization::basic(username.into_owned(), password),
            Self::TokenAuth { value } => WebhookAuthorization::token(value),
            Self::NoAuth => WebhookAuthorization::NoAuth,
            Self::Unknown(fields) => WebhookAuthorization::Unknown(fields.into_owned()),
        }
    }
}

impl IntoOwned for WebhookAuthorization<'_> {
    type Owned = WebhookAuthorization<'static>;

    fn into_owned(self) -> WebhookAuthorization<'static> {
        self.into_owned()
    }
}

impl fmt::Debug for WebhookAuthorization<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BasicAuth { username, .. } => {
                f.debug_struct("BasicAuth").field("username", username).finish_non_exhaustive()
            }
            Self::TokenAuth { .. } => f.debug_struct("TokenAuth").finish_non_exhaustive(),
            Self::NoAuth => f.write_str("NoAuth"),
            Self::Unknown(fields) => {
                let names: Vec<_> = fields.iter().map(|(name, _)| name).collect();
                f.debug_tuple("Unknown").field(&names).finish()
            }
        }
    }
}

impl Serialize for WebhookAuthorization<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::BasicAuth { username, password } => {
                map.serialize_entry("username", username)?;
                map.serialize_entry("password", password)?;
                map.serialize_entry("_type", "BasicAuth")?;
            }
            Self::TokenAuth { value } => {
                map.serialize_entry("value", value)?;
                map.serialize_entry("_type", "TokenAuth")?;
            }
            Self::NoAuth => map.serialize_entry("_type", "NoAuth")?,
            Self::Unknown(fields) => fields.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?,
        }
        map.end()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for WebhookAuthorization<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = Object::deserialize(deserializer)?;
        let text = |name: &'static str| {
            let value = fields.get(name).ok_or_else(|| de::Error::missing_field(name))?;
            let text: Result<Text<'_>, _> = value.decode();
            text.map(Text::into_owned).map_err(|_| de::Error::custom("a text is wanted"))
        };
        Ok(match text("_type")?.as_str() {
            "BasicAuth" => Self::basic(text("username")?, text("password")?.into_cow().into_owned()),
            "TokenAuth" => Self::token(text("value")?.into_cow().into_owned()),
            "NoAuth" => Self::NoAuth,
            _ => Self::Unknown(fields),
        })
    }
}
