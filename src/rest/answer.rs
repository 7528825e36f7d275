//! From a response to an answer.

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

/// What a vendor's errors say.
pub(crate) trait ApiError: Sized {
    /// Takes what is known out of the body of an error.
    fn of(body: &Value<'_>) -> Self;
}

/// Checks that the vendor did what it was asked to, and returns the body, whatever that is.
pub(crate) fn body<B: AsRef<[u8]>, P: ApiError>(response: &Response<B>, limits: Limits) -> Result<&[u8], RestError<P>> {
    let status = response.status();
    let body = response.body().as_ref();
    if status.is_success() {
        return Ok(body);
    }
    // An error may come from a proxy on the way, as a page of HTML: what it is says less than its status.
    let body: Option<Value<'_>> = json::read(body, &Meter::new(limits)).ok();
    Err(RestError::refused(ErrorResponse {
        status,
        retry_after: RetryAfter::from_headers(response.headers()),
        error: body.as_ref().map(P::of),
        body: body.map(Value::into_owned),
    }))
}

/// Checks that the vendor did what it was asked to.
pub(crate) fn accept<B: AsRef<[u8]>, P: ApiError>(response: &Response<B>, limits: Limits) -> Result<(), RestError<P>> {
    body(response, limits).map(drop)
}

/// Reads the body of a response that is as it should be.
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

/// Whether the content type is JSON, or there is none.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE) else { return true };
    let media = value.as_bytes().split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
    let media = media.to_ascii_lowercase();
    matches!(media.as_slice(), b"application/json" | b"text/json") || media.ends_with(b"+json")
}

/// The `{"data": …}` around a single record. What stands beside `data` is passed over.
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
