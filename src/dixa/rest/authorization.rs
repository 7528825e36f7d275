//! The `Authorization` header that a subscription is configured with.

use std::fmt;

use crate::DecodeError;
use crate::codec::by_value::serde_by_value;
use crate::codec::read::{Blank, Read};
use crate::codec::source::Source;
use crate::rest::Secret;
use crate::value::owned::IntoOwned;
use crate::value::write::{Target, Write};
use crate::value::{Object, Text, Value};

/// The `Authorization` header that a subscription sends with each delivery.
///
/// A receiver checks it with [`dixa::Authorization`](crate::dixa::Authorization). In JSON, the field `_type` selects
/// the variant. It is written last, as by the vendor, and read at any position. `Debug` shows no secret.
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
    /// A `Basic` header with a user name and a password.
    #[non_exhaustive]
    BasicAuth {
        /// The user name.
        username: Text<'a>,
        /// The password.
        password: Secret,
    },
    /// A `Bearer` header with a token.
    #[non_exhaustive]
    TokenAuth {
        /// The token, without `Bearer`.
        value: Secret,
    },
    /// No such header.
    NoAuth,
    /// A variant that this version of the crate does not know, or one with fields that it does not know, with all of its
    /// fields.
    Unknown(Object<'a>),
}

impl<'a> WebhookAuthorization<'a> {
    /// Creates a `BasicAuth`.
    #[must_use]
    pub fn basic(username: impl Into<Text<'a>>, password: impl Into<Secret>) -> Self {
        Self::BasicAuth { username: username.into(), password: password.into() }
    }

    /// Creates a `TokenAuth`. The vendor adds `Bearer`, so the token must not start with it.
    #[must_use]
    pub fn token(value: impl Into<Secret>) -> Self {
        Self::TokenAuth { value: value.into() }
    }

    /// Converts into an owned value.
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

impl Write for WebhookAuthorization<'_> {
    fn write(&self, target: Target) -> Value<'_> {
        let mut object = Object::with_capacity(3);
        match self {
            Self::BasicAuth { username, password } => {
                object.push("username", username.write(target));
                object.push("password", password.write(target));
                object.push("_type", "BasicAuth");
            }
            Self::TokenAuth { value } => {
                object.push("value", value.write(target));
                object.push("_type", "TokenAuth");
            }
            Self::NoAuth => object.push("_type", "NoAuth"),
            Self::Unknown(fields) => return Value::Object(fields.borrowed()),
        }
        object.into()
    }
}

impl Blank for WebhookAuthorization<'_> {
    fn blank() -> Self {
        Self::NoAuth
    }
}

impl<'a> Read<'a> for WebhookAuthorization<'a> {
    fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        let mut fields = Object::read(source)?;
        let kind = fields.get_single("_type")?.map(|kind| text("_type", kind.borrowed()).map(Text::into_owned));
        let kind = kind.ok_or_else(|| DecodeError::missing("_type"))??;
        let known: &[&str] = match kind.as_str() {
            "BasicAuth" => &["_type", "username", "password"],
            "TokenAuth" => &["_type", "value"],
            "NoAuth" => &["_type"],
            _ => return Ok(Self::Unknown(fields)),
        };
        if fields.iter().any(|(name, _)| !known.contains(&name)) {
            return Ok(Self::Unknown(fields));
        }
        // The values are moved, because a copy of a secret would not be wiped.
        let mut take = |name: &'static str| {
            fields.get_single(name)?;
            fields.take(name).ok_or_else(|| DecodeError::missing(name)).and_then(|value| text(name, value))
        };
        Ok(match kind.as_str() {
            "BasicAuth" => Self::basic(take("username")?, take("password")?.into_cow()),
            "TokenAuth" => Self::token(take("value")?.into_cow()),
            _ => Self::NoAuth,
        })
    }
}

fn text<'a>(name: &'static str, value: Value<'a>) -> Result<Text<'a>, DecodeError> {
    Text::from_value(value).map_err(|value| DecodeError::expected("a string", &value.unexpected()).in_name(name))
}

serde_by_value!(WebhookAuthorization<'a>);
