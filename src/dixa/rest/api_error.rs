//! What Dixa's errors say.

use std::fmt;

use crate::{
    rest,
    value::{Text, Value},
};

/// What an error of Dixa's says: `{"message":"Invalid value in request"}`, by the vendor's page.
///
/// # Examples
///
/// ```
/// use chathooks::{dixa::rest::ListSubscriptions, rest::Endpoint};
///
/// let refused = http::Response::builder().status(400).body(r#"{"message":"Invalid value in request"}"#)?;
/// let error = ListSubscriptions::new().answer(&refused).unwrap_err();
/// let api_error = error.error_response().and_then(|response| response.error.as_ref()).ok_or("no error")?;
/// assert_eq!(api_error.message.as_ref().map(|message| message.as_str()), Some("Invalid value in request"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// What the vendor says about the error. It may repeat what was sent.
    pub message: Option<Text<'static>>,
}

impl rest::ApiError for ApiError {
    fn of(body: &Value<'_>) -> Self {
        Self { message: body.get("message").and_then(Value::as_str).map(|text| text.to_owned().into()) }
    }
}

/// Shows nothing: a message may repeat what was sent.
impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError").finish_non_exhaustive()
    }
}
