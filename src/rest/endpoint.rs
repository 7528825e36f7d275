//! The trait of all calls.

use std::fmt;

use http::{Request, Response};

use super::{RequestError, RestError};
use crate::Limits;

pub(crate) mod sealed {
    #[expect(unnameable_types, reason = "only this crate implements Endpoint")]
    pub trait Sealed {}
}

/// A call to an endpoint of a vendor's management API.
///
/// This trait is sealed. It is implemented for the structs in the vendors' modules `rest`.
///
/// # Examples
///
/// One function sends the calls of all vendors. The caller provides the transport:
///
/// ```
/// use chathooks::rest::Endpoint;
///
/// fn send<C: Endpoint>(
///     call: &C,
///     account: &C::Account,
///     transport: impl Fn(http::Request<Vec<u8>>) -> std::io::Result<http::Response<Vec<u8>>>,
/// ) -> Result<C::Answer, Box<dyn std::error::Error>> {
///     let response = transport(call.request(account)?)?;
///     Ok(call.answer(&response)?)
/// }
/// ```
pub trait Endpoint: sealed::Sealed {
    /// The base URL and the credential.
    type Account;
    /// The content of a successful response.
    type Answer;
    /// The known content of an error response.
    type ApiError: fmt::Debug + Send + Sync + 'static;

    /// Builds the request.
    ///
    /// # Errors
    ///
    /// - [`RequestError::Id`] if an id of the call is empty, `.` or `..`, which would address another resource
    /// - [`RequestError::Http`] if the URL is longer than the `http` crate allows
    fn request(&self, account: &Self::Account) -> Result<Request<Vec<u8>>, RequestError>;

    /// Reads the response within the default [`Limits`].
    ///
    /// # Errors
    ///
    /// - the variant named after the status, or [`RestError::Status`], if the status is not 200 to 299
    /// - [`RestError::ContentType`] if the content type of the response is not JSON
    /// - [`RestError::Decode`], with the path or the offset, if the body is not well formed, does not fit the model, or
    ///   exceeds the limits
    fn answer<B: AsRef<[u8]>>(&self, response: &Response<B>) -> Result<Self::Answer, RestError<Self::ApiError>> {
        self.answer_within(response, Limits::default())
    }

    /// Reads the response within `limits`.
    ///
    /// # Errors
    ///
    /// The errors of [`answer`](Endpoint::answer).
    fn answer_within<B: AsRef<[u8]>>(
        &self,
        response: &Response<B>,
        limits: Limits,
    ) -> Result<Self::Answer, RestError<Self::ApiError>>;
}

/// Implements [`Endpoint`] for a struct of a vendor's module `rest`, with the `Account` and the `ApiError` in scope.
/// The arguments are the type of the answer, the function that reads the response, and the request.
macro_rules! endpoint {
    (
        $call:ty => $answer:ty, $reading:ident $(as $body:ty)?;
        request($self:ident, $account:ident) => $request:expr;
    ) => {
        impl $crate::rest::sealed::Sealed for $call {}

        impl $crate::rest::Endpoint for $call {
            type Account = Account;
            type Answer = $answer;
            type ApiError = ApiError;

            fn request(&$self, $account: &Account) -> Result<http::Request<Vec<u8>>, $crate::rest::RequestError> {
                $request
            }

            fn answer_within<B: AsRef<[u8]>>(
                &self,
                response: &http::Response<B>,
                limits: $crate::Limits,
            ) -> Result<$answer, $crate::rest::RestError<ApiError>> {
                $crate::rest::$reading$(::<$body, _, _>)?(response, limits)
            }
        }
    };
}

pub(crate) use endpoint;

/// Declares a call whose only argument is an id.
macro_rules! by_id {
    ($(#[$meta:meta])* pub struct $name:ident<'a>($id:ty);) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name<'a> {
            id: $id,
        }

        impl<'a> $name<'a> {
            /// Creates the call for the record with this id.
            #[must_use]
            pub fn new(id: impl Into<$id>) -> Self {
                Self { id: id.into() }
            }
        }
    };
}

pub(crate) use by_id;
