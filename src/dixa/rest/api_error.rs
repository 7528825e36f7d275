//! The error responses of Dixa.

use std::fmt;

use crate::{
    rest,
    value::{Text, Value},
};

/// The body of an error response: `{"message":"Invalid value in request"}`, by the vendor's page.
///
/// # Examples
///
/// ```
/// use chathooks::{dixa::rest::ListSubscriptions, rest::Endpoint};
///
/// let refused = http::Response::builder().status(400).body(r#"{"message":"Invalid value in request"}"#)?;
/// let error = ListSubscriptions::new().answer(&refused).err().ok_or("accepted")?;
/// let api_error = error.error_response().and_then(|response| response.error.as_ref()).ok_or("no error")?;
/// assert_eq!(api_error.message.as_ref().map(|message| message.as_str()), Some("Invalid value in request"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The vendor's description of the error. It may repeat parts of the request.
    pub message: Option<Text<'static>>,
}

impl rest::ApiError for ApiError {
    fn of(body: &Value<'_>) -> Self {
        Self { message: body.get("message").and_then(Value::as_str).map(|text| text.to_owned().into()) }
    }
}

/// Shows no message, because it may repeat parts of the request.
impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError").finish_non_exhaustive()
    }
}
