//! The error responses of Comm100.

use std::fmt;

use crate::{
    rest,
    value::{Text, Value},
};

/// The error in a response of Comm100, as far as its format is known.
///
/// The pages on older versions have a numeric `code` and a `message`. The vendor's own tests of version 4 read
/// `message` and `error`, and its Zapier app `Message` or `ErrorMessage`. All of these are read, at the top level or in
/// `error`. The whole body is in the [`ErrorResponse`](rest::ErrorResponse).
///
/// # Examples
///
/// ```
/// use chathooks::{comm100::rest::ListWebhooks, rest::Endpoint};
///
/// let refused = http::Response::builder().status(403).body(r#"{"code":403001,"message":"no permission"}"#)?;
/// let error = ListWebhooks::new().answer(&refused).err().ok_or("accepted")?;
/// let api_error = error.error_response().and_then(|response| response.error.as_ref()).ok_or("no error")?;
/// assert_eq!(api_error.code.as_ref().and_then(|code| code.to_u64()), Some(403_001));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The number or name of the error. On the pages on older versions, it has six digits and starts with the status.
    pub code: Option<Text<'static>>,
    /// The vendor's description of the error. It may repeat parts of the request.
    pub message: Option<Text<'static>>,
}

impl rest::ApiError for ApiError {
    fn of(body: &Value<'_>) -> Self {
        Self {
            code: first(body, &["code", "errorCode", "error"]),
            message: first(body, &["message", "Message", "ErrorMessage", "errorMessage"]),
        }
    }
}

/// Returns the first field with one of these names that is a string or a number, in the body or in its `error`.
fn first(body: &Value<'_>, names: &[&str]) -> Option<Text<'static>> {
    let of = |value: &Value<'_>| {
        let mut fields = names.iter().filter_map(|name| value.get(name));
        fields.find_map(|value| value.decode::<Text<'_>>().ok().map(Text::into_owned))
    };
    of(body).or_else(|| body.get("error").and_then(of))
}

/// Shows neither field, because the message may repeat parts of the request, and the code is the vendor's text too.
impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError").finish_non_exhaustive()
    }
}
