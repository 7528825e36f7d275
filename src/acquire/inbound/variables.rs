//! What an answer gives.

use std::borrow::Cow;
use std::collections::HashMap;

use super::ReservedVariable;
use super::template::{Piece, Pieces};
use crate::codec::read::Read as _;
use crate::codec::{self, json};
use crate::value::{Object, Value};
use crate::{DecodeError, Format, Limits};

/// The variables of an answer, in their order; the four reserved names are kept apart.
///
/// A name that an answer gives twice is kept twice, and the last value counts, as in JavaScript.
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
    /// Makes an answer without variables: an empty map.
    #[must_use]
    pub const fn new() -> Self {
        Self(Object::new())
    }

    /// Reads the body of an answer: a JSON map, of which each top-level key is a variable.
    ///
    /// # Errors
    ///
    /// - when the body is not well formed JSON, is not UTF-8, or goes beyond the limits
    /// - when it is not a map
    pub fn decode(body: &'a [u8], limits: Limits) -> Result<Self, DecodeError> {
        Self::read(body, Format::Json, limits)
    }

    /// Reads the body of an answer in the format that the webhook is set up with.
    pub(super) fn read(body: &'a [u8], format: Format, limits: Limits) -> Result<Self, DecodeError> {
        codec::read(body, format, limits, Object::read).map(Self)
    }

    /// Adds a variable. With a reserved name it is that [`ReservedVariable`]: on the wire they are the same.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Value<'a>>) -> Self {
        self.0.push(name, value);
        self
    }

    /// Adds the value of a reserved name.
    #[must_use]
    pub fn with_reserved(self, reserved: ReservedVariable, value: impl Into<Value<'a>>) -> Self {
        self.with(reserved.as_str(), value)
    }

    /// Returns the value of a variable, where there is one and its name is not reserved.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value<'a>> {
        if ReservedVariable::from_name(name).is_some() { None } else { self.0.get(name) }
    }

    /// Returns the value of a reserved name.
    #[must_use]
    pub fn reserved(&self, reserved: ReservedVariable) -> Option<&Value<'a>> {
        self.0.get(reserved.as_str())
    }

    /// Goes through the variables whose names are not reserved.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value<'a>)> {
        self.0.iter().filter(|(name, _)| ReservedVariable::from_name(name).is_none())
    }

    /// Replaces each `{{name}}` in a text by the value of that variable.
    ///
    /// A value is put in as it is, once: what looks like a placeholder in it stays, and nothing is escaped, so a text
    /// that becomes HTML is for the caller to escape. Numbers are put in with the digits they came with, flags as
    /// `true` and `false`, a null as nothing, lists and maps as JSON. A name that no variable has stays in the text,
    /// braces and all, and so does a reserved one. The vendor says none of this but `{{name}}`.
    ///
    /// The time it takes grows with the lengths of the text, of the list of variables and of the result, and no faster.
    /// A long value that a text asks for often makes a long result.
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

    /// Writes the answer as JSON, without white space: the body that the app sends, with a status of 200 and
    /// `Content-Type: application/json`.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        json::to_vec(&Value::Object(self.0.borrowed()))
    }

    /// Returns the response that the app sends.
    #[cfg(feature = "http")]
    #[must_use]
    pub fn to_response(&self) -> http::Response<Vec<u8>> {
        let mut response = http::Response::new(self.to_json());
        let content_type = http::HeaderValue::from_static(Format::Json.content_type());
        response.headers_mut().insert(http::header::CONTENT_TYPE, content_type);
        response
    }

    /// Returns the same variables with texts of their own, so that they can outlive the body.
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
