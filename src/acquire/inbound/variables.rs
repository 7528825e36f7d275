//! The variables of a response.

use std::borrow::Cow;
use std::collections::HashMap;

use super::ReservedVariable;
use super::template::{Piece, Pieces};
use crate::codec::read::Read as _;
use crate::codec::{self, json};
use crate::value::{Object, Value};
use crate::{DecodeError, Format, Limits};

/// The variables of a response, in order, including the four reserved ones.
///
/// Duplicate names are kept, and the last value wins, as in JavaScript.
///
/// # Examples
///
/// ```
/// use chathooks::{Limits, acquire::inbound::{ReservedVariable, Variables}, value::Value};
///
/// let body = br#"{"name":"Ada","orders":3,"gotoBranch":"refunds"}"#;
/// let variables = Variables::decode(body, Limits::default())?;
/// assert_eq!(variables.render("{{name}} has {{orders}} orders"), "Ada has 3 orders");
/// assert_eq!(variables.reserved(ReservedVariable::GotoBranch).and_then(Value::as_str), Some("refunds"));
/// assert_eq!(variables.get("gotoBranch"), None);
/// assert_eq!(variables.to_json(), body);
/// # Ok::<(), chathooks::DecodeError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables<'a>(Object<'a>);

impl<'a> Variables<'a> {
    /// Creates a response without variables: an empty object.
    #[must_use]
    pub const fn new() -> Self {
        Self(Object::new())
    }

    /// Decodes the body of a response: a JSON object. Each top-level field is a variable.
    ///
    /// # Errors
    ///
    /// - if the body is malformed JSON, is not UTF-8, or exceeds the limits
    /// - if it is not an object
    pub fn decode(body: &'a [u8], limits: Limits) -> Result<Self, DecodeError> {
        Self::read(body, Format::Json, limits)
    }

    /// Decodes the body of a response in the format that is configured for the webhook.
    pub(super) fn read(body: &'a [u8], format: Format, limits: Limits) -> Result<Self, DecodeError> {
        codec::read(body, format, limits, Object::read).map(Self)
    }

    /// Adds a variable. With a reserved name, it is the same as [`with_reserved`](Self::with_reserved).
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Value<'a>>) -> Self {
        self.0.push(name, value);
        self
    }

    /// Adds a reserved variable.
    #[must_use]
    pub fn with_reserved(self, reserved: ReservedVariable, value: impl Into<Value<'a>>) -> Self {
        self.with(reserved.as_str(), value)
    }

    /// Returns the value of a variable, or `None` if it is missing or reserved.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value<'a>> {
        if ReservedVariable::from_name(name).is_some() { None } else { self.0.get(name) }
    }

    /// Returns the value of a reserved variable, if any.
    #[must_use]
    pub fn reserved(&self, reserved: ReservedVariable) -> Option<&Value<'a>> {
        self.0.get(reserved.as_str())
    }

    /// Returns an iterator over the variables that are not reserved.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value<'a>)> {
        self.0.iter().filter(|(name, _)| ReservedVariable::from_name(name).is_none())
    }

    /// Replaces each `{{name}}` in a text with the value of that variable.
    ///
    /// - A value is inserted verbatim and is not expanded again. Nothing is escaped, so the caller must escape text for
    ///   HTML.
    /// - A number keeps its digits, a boolean is `true` or `false`, null is empty, and an array or object is JSON.
    /// - A placeholder of a missing or reserved variable is left unchanged.
    ///
    /// The vendor documents only the form `{{name}}`; all of this is inferred.
    ///
    /// The time is linear in the total length of the text, the variables and the result. The result can be much longer
    /// than the text if a long value is inserted repeatedly.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::acquire::inbound::Variables;
    ///
    /// let variables = Variables::new().with("name", "{{secret}}").with("secret", "no");
    /// assert_eq!(variables.render("Hello {{name}}, {{unknown}}"), "Hello {{secret}}, {{unknown}}");
    /// ```
    #[must_use]
    pub fn render<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !text.contains("{{") {
            return Cow::Borrowed(text);
        }
        let values: HashMap<&str, &Value<'_>> = self.iter().collect();
        let mut rendered = String::with_capacity(text.len());
        for piece in Pieces::new(text) {
            match piece {
                Piece::Literal(literal) => rendered.push_str(literal),
                Piece::Name { whole, name } => {
                    rendered.push_str(&values.get(name).map_or(Cow::Borrowed(whole), |value| shown(value)));
                }
            }
        }
        Cow::Owned(rendered)
    }

    /// Serializes the response as JSON without whitespace. It is the body to send, with status 200 and the header
    /// `Content-Type: application/json`.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        json::to_vec(&Value::Object(self.0.borrowed()))
    }

    /// Returns the response to send.
    #[cfg(feature = "http")]
    #[must_use]
    pub fn to_response(&self) -> http::Response<Vec<u8>> {
        let mut response = http::Response::new(self.to_json());
        let content_type = http::HeaderValue::from_static(Format::Json.content_type());
        response.headers_mut().insert(http::header::CONTENT_TYPE, content_type);
        response
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> Variables<'static> {
        Variables(self.0.into_owned())
    }
}

impl<'a> From<Object<'a>> for Variables<'a> {
    fn from(fields: Object<'a>) -> Self {
        Self(fields)
    }
}

impl<'a> From<Variables<'a>> for Object<'a> {
    fn from(variables: Variables<'a>) -> Self {
        variables.0
    }
}

fn shown<'t>(value: &'t Value<'_>) -> Cow<'t, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::Bool(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        Value::Number(number) => Cow::Borrowed(number.as_str()),
        Value::String(text) => Cow::Borrowed(text),
        Value::Array(_) | Value::Object(_) => Cow::Owned(String::from_utf8(json::to_vec(value)).unwrap_or_default()),
    }
}
