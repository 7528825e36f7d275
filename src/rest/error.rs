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
/// the [`Refusal`].
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::{acquire::rest::Get, delivery::RetryAfter, rest::{Call, RestError}};
///
/// let refused = http::Response::builder().status(429).header("retry-after", "30").body("")?;
/// let error = Get::new("3").answer(&refused).unwrap_err();
/// assert_eq!(error.to_string(), "the vendor answered 429 Too Many Requests");
/// let RestError::TooManyRequests(refusal) = error else { panic!("another error") };
/// assert_eq!(refusal.retry_after, RetryAfter::parse(b"30"));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum RestError<P> {
    /// 400: the request is invalid. Acquire also answers so when the record does not exist.
    #[error("the vendor answered {}", .0.status)]
    BadRequest(Box<Refusal<P>>),
    /// 401: the vendor does not take the credential.
    #[error("the vendor answered {}", .0.status)]
    Unauthorized(Box<Refusal<P>>),
    /// 403: the credential may not do this.
    #[error("the vendor answered {}", .0.status)]
    Forbidden(Box<Refusal<P>>),
    /// 404: there is no such thing.
    #[error("the vendor answered {}", .0.status)]
    NotFound(Box<Refusal<P>>),
    /// 429: too many calls in too short a time.
    #[error("the vendor answered {}", .0.status)]
    TooManyRequests(Box<Refusal<P>>),
    /// 500: the vendor failed.
    #[error("the vendor answered {}", .0.status)]
    InternalServerError(Box<Refusal<P>>),
    /// Any other status that is not one of 200 to 299.
    #[error("the vendor answered {}", .0.status)]
    Status(Box<Refusal<P>>),
    /// The answer says that it is something else than JSON. One that does not say what it is, is taken for JSON.
    #[error("the answer is not JSON by its content type")]
    ContentType,
    /// The answer is not well formed, or does not fit what is known of the vendor's.
    #[error("the answer does not fit: {0}")]
    Decode(DecodeError),
}

impl<P> RestError<P> {
    pub(super) fn refused(refusal: Refusal<P>) -> Self {
        let variant = match refusal.status {
            StatusCode::BAD_REQUEST => Self::BadRequest,
            StatusCode::UNAUTHORIZED => Self::Unauthorized,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::TOO_MANY_REQUESTS => Self::TooManyRequests,
            StatusCode::INTERNAL_SERVER_ERROR => Self::InternalServerError,
            _ => Self::Status,
        };
        variant(Box::new(refusal))
    }

    /// Returns what the vendor said, where it refused.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal<P>> {
        match self {
            Self::BadRequest(refusal)
            | Self::Unauthorized(refusal)
            | Self::Forbidden(refusal)
            | Self::NotFound(refusal)
            | Self::TooManyRequests(refusal)
            | Self::InternalServerError(refusal)
            | Self::Status(refusal) => Some(refusal),
            Self::ContentType | Self::Decode(_) => None,
        }
    }

    /// Returns the status, where the vendor refused.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.refusal().map(|refusal| refusal.status)
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
pub struct Refusal<P> {
    /// The status of the answer.
    pub status: StatusCode,
    /// When the vendor wants to be asked again, where it says so.
    pub retry_after: Option<RetryAfter>,
    /// What the error says, as far as that is known of the vendor; `None` where the body is not JSON.
    pub problem: Option<P>,
    /// The whole body, where it is JSON.
    pub body: Option<Value<'static>>,
}

impl<P> fmt::Debug for Refusal<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("status", &self.status)
            .field("retry_after", &self.retry_after)
            .finish_non_exhaustive()
    }
}
