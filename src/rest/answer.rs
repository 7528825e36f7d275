//! Reading a response.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, Response};

use super::{ErrorResponse, RestError};
use crate::codec::json;
use crate::codec::read::{Read, set};
use crate::codec::source::{self, Source};
use crate::delivery::RetryAfter;
use crate::limits::Meter;
use crate::value::Value;
use crate::value::owned::IntoOwned;
use crate::{DecodeError, Limits};

/// The content of a vendor's error response.
pub(crate) trait ApiError: Sized {
    /// Reads the known fields of an error body.
    fn of(body: &Value<'_>) -> Self;
}

/// Checks that the status is a success, and returns the unread body.
pub(crate) fn body<B: AsRef<[u8]>, P: ApiError>(response: &Response<B>, limits: Limits) -> Result<&[u8], RestError<P>> {
    let status = response.status();
    let body = response.body().as_ref();
    if status.is_success() {
        return Ok(body);
    }
    // The error may be an HTML page of a proxy. Its status matters more than that the body is not JSON.
    let body: Option<Value<'_>> = json::read(body, &Meter::new(limits)).ok();
    Err(RestError::refused(ErrorResponse {
        status,
        retry_after: RetryAfter::from_headers(response.headers()),
        error: body.as_ref().map(P::of),
        body: body.map(Value::into_owned),
    }))
}

/// Checks that the status is a success.
pub(crate) fn accept<B: AsRef<[u8]>, P: ApiError>(response: &Response<B>, limits: Limits) -> Result<(), RestError<P>> {
    body(response, limits).map(drop)
}

/// Reads the JSON body of a successful response.
pub(crate) fn read<'r, T, B, P>(response: &'r Response<B>, limits: Limits) -> Result<T::Owned, RestError<P>>
where
    T: Read<'r> + IntoOwned,
    B: AsRef<[u8]>,
    P: ApiError,
{
    let body = body(response, limits)?;
    if !is_json(response.headers()) {
        return Err(RestError::ContentType);
    }
    let answer = source::from_json(body, limits, T::read).map_err(RestError::Decode)?;
    Ok(answer.into_owned())
}

/// Returns whether the content type is JSON or missing.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE) else { return true };
    let media = value.as_bytes().split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
    let media = media.to_ascii_lowercase();
    matches!(media.as_slice(), b"application/json" | b"text/json") || media.ends_with(b"+json")
}

/// The object `{"data": …}` around a single record. Other fields are ignored.
pub(crate) struct Enveloped<T>(pub(crate) T);

impl<T: IntoOwned> IntoOwned for Enveloped<T> {
    type Owned = T::Owned;

    fn into_owned(self) -> T::Owned {
        self.0.into_owned()
    }
}

impl<'a, T: Read<'a>> Read<'a> for Enveloped<T> {
    fn read(source: &mut Source<'a>) -> Result<Self, DecodeError> {
        let mut data = None;
        source.object(|name, source| if name == "data" { set(&mut data, T::read(source)) } else { source.skip() })?;
        data.map(Self).ok_or_else(|| DecodeError::missing("data"))
    }
}
