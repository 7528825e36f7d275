//! The error responses of Acquire.

use super::ErrorType;
use crate::{
    rest,
    value::{Text, Value},
};

/// The error in a response of Acquire, as far as it can be read.
///
/// The vendor lists six types of errors but has no sample, so the names of the fields are unknown. The type is the
/// first string at any depth that is one of the six or starts with `ERROR_`. The message is the first string in a field
/// called `message`. Both are inferred. The whole body is in the [`ErrorResponse`](rest::ErrorResponse).
///
/// By the vendor's list, a webhook that does not exist is [`ErrorType::RecordNotFound`] with status 400.
///
/// # Examples
///
/// ```
/// use chathooks::{acquire::rest::{ErrorType, GetWebhook}, rest::Endpoint};
///
/// let body = r#"{"error":{"type":"ERROR_RECORD_NOT_FOUND","message":"no such webhook"}}"#;
/// let refused = http::Response::builder().status(400).body(body)?;
/// let error = GetWebhook::new("3").answer(&refused).err().ok_or("accepted")?;
/// let api_error = error.error_response().and_then(|response| response.error.as_ref());
/// assert_eq!(api_error.and_then(|api_error| api_error.kind.clone()), Some(ErrorType::RecordNotFound));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The type of the error.
    pub kind: Option<ErrorType>,
    /// The vendor's description of the error. It may repeat parts of the request.
    pub message: Option<Text<'static>>,
}

impl rest::ApiError for ApiError {
    fn of(body: &Value<'_>) -> Self {
        Self { kind: kind(body), message: message(body) }
    }
}

fn kind(value: &Value<'_>) -> Option<ErrorType> {
    match value {
        Value::String(text) => {
            let kind = ErrorType::from(&**text);
            (kind.is_known() || text.starts_with("ERROR_")).then_some(kind)
        }
        Value::Array(list) => list.iter().find_map(kind),
        Value::Object(fields) => fields.iter().find_map(|(_, value)| kind(value)),
        _ => None,
    }
}

fn message(value: &Value<'_>) -> Option<Text<'static>> {
    match value {
        Value::Array(list) => list.iter().find_map(message),
        Value::Object(fields) => fields
            .get_str("message")
            .map(|text| text.to_owned().into())
            .or_else(|| fields.iter().find_map(|(_, value)| message(value))),
        _ => None,
    }
}

/// Shows only the type of the error, because the message may repeat parts of the request.
impl std::fmt::Debug for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = self.kind.as_ref().filter(|kind| kind.is_known());
        f.debug_struct("ApiError").field("kind", &kind).finish_non_exhaustive()
    }
}
