//! What Acquire's errors say.

use super::ErrorType;
use crate::{
    rest,
    value::{Text, Value},
};

/// What an error of Acquire's says, as far as that can be told.
///
/// The vendor lists six types of errors and prints no error, so the names of its fields are unknown: the type is the
/// first text, at any depth, that is one of the six or starts with `ERROR_`, and the message is the first text that is
/// called `message`. Both are inferred; the whole body is in the [`ErrorResponse`](rest::ErrorResponse).
///
/// A webhook that does not exist is [`ErrorType::RecordNotFound`] with the status 400, by the vendor's list.
///
/// # Examples
///
/// ```
/// use chathooks::{acquire::rest::{ErrorType, GetWebhook}, rest::Endpoint};
///
/// let body = r#"{"error":{"type":"ERROR_RECORD_NOT_FOUND","message":"no such webhook"}}"#;
/// let refused = http::Response::builder().status(400).body(body)?;
/// let error = GetWebhook::new("3").answer(&refused).unwrap_err();
/// let api_error = error.error_response().and_then(|response| response.error.as_ref());
/// assert_eq!(api_error.and_then(|api_error| api_error.kind.clone()), Some(ErrorType::RecordNotFound));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// What sort of error it is.
    pub kind: Option<ErrorType>,
    /// What the vendor says about it. It may repeat what was sent.
    pub message: Option<Text<'static>>,
}

impl rest::ApiError for ApiError {
    fn of(body: &Value<'_>) -> Self {
        Self { kind: kind(body), message: message(body) }
    }
}

fn kind(tree: &Value<'_>) -> Option<ErrorType> {
    match tree {
        Value::String(text) => {
            let kind = ErrorType::from(&**text);
            (kind.is_known() || text.starts_with("ERROR_")).then_some(kind)
        }
        Value::Array(list) => list.iter().find_map(kind),
        Value::Object(fields) => fields.iter().find_map(|(_, value)| kind(value)),
        _ => None,
    }
}

fn message(tree: &Value<'_>) -> Option<Text<'static>> {
    match tree {
        Value::Array(list) => list.iter().find_map(message),
        Value::Object(fields) => fields
            .get_str("message")
            .map(|text| text.to_owned().into())
            .or_else(|| fields.iter().find_map(|(_, value)| message(value))),
        _ => None,
    }
}

/// Shows the type of the error, and not the message.
impl std::fmt::Debug for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = self.kind.as_ref().filter(|kind| kind.is_known());
        f.debug_struct("ApiError").field("kind", &kind).finish_non_exhaustive()
    }
}
