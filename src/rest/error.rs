//! What can go wrong with a call.

use std::fmt;

use http::StatusCode;

use crate::delivery::RetryAfter;
use crate::{DecodeError, value::Value};

/// Why a call cannot be made into a request.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// An id of the call is empty, `.` or `..`, and would lead to another address.
    #[error("an id that is empty or a dot segment")]
    Id,
    /// HTTP cannot carry the request: its address is too long.
    #[error("not a request that HTTP can carry")]
    Http(#[from] http::Error),
}

/// Why a call did not give what was asked for; `P` is what the vendor's errors say.
///
/// Neither `Display` nor `Debug` shows anything of a body, so that an error can be logged; what the vendor said is in
/// the [`ErrorResponse`].
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::{acquire::rest::GetWebhook, delivery::RetryAfter, rest::{Endpoint, RestError}};
///
/// let refused = http::Response::builder().status(429).header("retry-after", "30").body("")?;
/// let error = GetWebhook::new("3").answer(&refused).unwrap_err();
/// assert_eq!(error.to_string(), "the vendor answered 429 Too Many Requests");
/// let RestError::TooManyRequests(error_response) = error else { panic!("another error") };
/// assert_eq!(error_response.retry_after, RetryAfter::parse(b"30"));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum RestError<P> {
    /// 400: the request is invalid. Acquire also answers so when the record does not exist.
    #[error("the vendor answered {}", .0.status)]
    BadRequest(Box<ErrorResponse<P>>),
    /// 401: the vendor does not take the credential.
    #[error("the vendor answered {}", .0.status)]
    Unauthorized(Box<ErrorResponse<P>>),
    /// 403: the credential may not do this.
    #[error("the vendor answered {}", .0.status)]
    Forbidden(Box<ErrorResponse<P>>),
    /// 404: there is no such thing.
    #[error("the vendor answered {}", .0.status)]
    NotFound(Box<ErrorResponse<P>>),
    /// 429: too many calls in too short a time.
    #[error("the vendor answered {}", .0.status)]
    TooManyRequests(Box<ErrorResponse<P>>),
    /// 500: the vendor failed.
    #[error("the vendor answered {}", .0.status)]
    InternalServerError(Box<ErrorResponse<P>>),
    /// Any other status that is not one of 200 to 299.
    #[error("the vendor answered {}", .0.status)]
    Status(Box<ErrorResponse<P>>),
    /// The answer says that it is something else than JSON. One that does not say what it is, is taken for JSON.
    #[error("the answer is not JSON by its content type")]
    ContentType,
    /// The answer is not well formed, or does not fit what is known of the vendor's.
    #[error("the answer does not fit: {0}")]
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

    /// Returns what the vendor said, where it refused.
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

    /// Returns the status, where the vendor refused.
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

/// What a vendor says when it refuses a call.
///
/// `Debug` shows the status and when to ask again: a vendor's error may repeat what was sent, secrets and all.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorResponse<P> {
    /// The status of the answer.
    pub status: StatusCode,
    /// When the vendor wants to be asked again, where it says so.
    pub retry_after: Option<RetryAfter>,
    /// What the error says, as far as that is known of the vendor; `None` where the body is not JSON.
    pub error: Option<P>,
    /// The whole body, where it is JSON.
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
