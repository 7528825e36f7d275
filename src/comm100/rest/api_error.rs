//! What Comm100's errors say.

use std::fmt;

use crate::{
    rest,
    value::{Text, Value},
};

/// What an error of Comm100's says, as far as that is known.
///
/// The pages of the older versions print a numeric `code` and a `message`; the vendor's own tests of version 4 read
/// `message` and `error`, and its Zapier app `Message` or `ErrorMessage`. Each of them is read, at the top of the body
/// or inside of `error`; the whole body is in the [`ErrorResponse`](rest::ErrorResponse).
///
/// # Examples
///
/// ```
/// use chathooks::{comm100::rest::ListWebhooks, rest::Endpoint};
///
/// let refused = http::Response::builder().status(403).body(r#"{"code":403001,"message":"no permission"}"#)?;
/// let error = ListWebhooks::new().answer(&refused).unwrap_err();
/// let api_error = error.error_response().and_then(|response| response.error.as_ref()).ok_or("no error")?;
/// assert_eq!(api_error.code.as_ref().and_then(|code| code.to_u64()), Some(403_001));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The number or name of the error: six digits that start with the status, on the pages of the older versions.
    pub code: Option<Text<'static>>,
    /// What the vendor says about it. It may repeat what was sent.
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

/// Returns the first field of these names that is a text or a number, in the body or in its `error`.
fn first(body: &Value<'_>, names: &[&str]) -> Option<Text<'static>> {
    let of = |tree: &Value<'_>| {
        let mut fields = names.iter().filter_map(|name| tree.get(name));
        fields.find_map(|value| value.decode::<Text<'_>>().ok().map(Text::into_owned))
    };
    of(body).or_else(|| body.get("error").and_then(of))
}

/// Shows nothing: a message may repeat what was sent, and a code is the vendor's text as well.
impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError").finish_non_exhaustive()
    }
}
