//! The errors of a call.

use std::fmt;

use http::StatusCode;

use crate::delivery::RetryAfter;
use crate::{DecodeError, value::Value};

/// An error from building a request.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// An id of the call is empty, `.` or `..`, which would address another resource.
    #[error("an id that is empty or a dot segment")]
    Id,
    /// The request is not valid HTTP: its URL is too long.
    #[error("invalid HTTP request")]
    Http(#[from] http::Error),
}

/// An error from the response to a call. `P` is the vendor's type for the content of an error response.
///
/// Neither `Display` nor `Debug` shows a value of a body, so the error can be logged. The vendor's message is in the
/// [`ErrorResponse`].
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::{acquire::rest::GetWebhook, delivery::RetryAfter, rest::{Endpoint, RestError}};
///
/// let response = http::Response::builder().status(429).header("retry-after", "30").body("")?;
/// let error = GetWebhook::new("3").answer(&response).err().ok_or("no error")?;
/// assert_eq!(error.to_string(), "the vendor answered 429 Too Many Requests");
/// let RestError::TooManyRequests(error_response) = error else { return Err(error.into()) };
/// assert_eq!(error_response.retry_after, RetryAfter::parse(b"30"));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum RestError<P> {
    /// 400: the request is invalid. Acquire also answers 400 if the record does not exist.
    #[error("the vendor answered {}", .0.status)]
    BadRequest(Box<ErrorResponse<P>>),
    /// 401: the vendor rejects the credential.
    #[error("the vendor answered {}", .0.status)]
    Unauthorized(Box<ErrorResponse<P>>),
    /// 403: the credential does not permit the call.
    #[error("the vendor answered {}", .0.status)]
    Forbidden(Box<ErrorResponse<P>>),
    /// 404: the record does not exist.
    #[error("the vendor answered {}", .0.status)]
    NotFound(Box<ErrorResponse<P>>),
    /// 429: the rate limit is exceeded.
    #[error("the vendor answered {}", .0.status)]
    TooManyRequests(Box<ErrorResponse<P>>),
    /// 500: the vendor's server failed.
    #[error("the vendor answered {}", .0.status)]
    InternalServerError(Box<ErrorResponse<P>>),
    /// Any other status outside of 200 to 299.
    #[error("the vendor answered {}", .0.status)]
    Status(Box<ErrorResponse<P>>),
    /// The content type of the response is not JSON. A response without a content type is read as JSON.
    #[error("the content type of the response is not JSON")]
    ContentType,
    /// The body of the response is not well formed JSON, does not fit the model, or exceeds the limits.
    #[error("the response does not fit: {0}")]
    Decode(DecodeError),
}

impl<P> RestError<P> {
    pub(super) fn refused(error_response: ErrorResponse<P>) -> Self {
        let variant = match error_response.status {
            StatusCode::BAD_REQUEST => Self::BadRequest,
            StatusCode::UNAUTHORIZED => Self::Unauthorized,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::TOO_MANY_REQUESTS => Self::TooManyRequests,
            StatusCode::INTERNAL_SERVER_ERROR => Self::InternalServerError,
            _ => Self::Status,
        };
        variant(Box::new(error_response))
    }

    /// Returns the vendor's error response, if the status was not a success.
    #[must_use]
    pub fn error_response(&self) -> Option<&ErrorResponse<P>> {
        match self {
            Self::BadRequest(error_response)
            | Self::Unauthorized(error_response)
            | Self::Forbidden(error_response)
            | Self::NotFound(error_response)
            | Self::TooManyRequests(error_response)
            | Self::InternalServerError(error_response)
            | Self::Status(error_response) => Some(error_response),
            Self::ContentType | Self::Decode(_) => None,
        }
    }

    /// Returns the status, if it was not a success.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.error_response().map(|error_response| error_response.status)
    }
}

impl<P> fmt::Debug for RestError<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RestError").field(&self.to_string()).finish()
    }
}

/// A response with a status other than 200 to 299.
///
/// `Debug` shows only `status` and `retry_after`, because the body may contain a copy of the request with its secrets.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorResponse<P> {
    /// The status of the response.
    pub status: StatusCode,
    /// The header `Retry-After`, if it is valid.
    pub retry_after: Option<RetryAfter>,
    /// The known content of the error; `None` if the body is not JSON.
    pub error: Option<P>,
    /// The complete body; `None` if it is not JSON.
    pub body: Option<Value<'static>>,
}

impl<P> fmt::Debug for ErrorResponse<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse")
            .field("status", &self.status)
            .field("retry_after", &self.retry_after)
            .finish_non_exhaustive()
    }
}
