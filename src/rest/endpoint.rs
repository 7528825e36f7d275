//! A call as a value.

use std::fmt;

use http::{Request, Response};

use super::{RequestError, RestError};
use crate::Limits;

pub(crate) mod sealed {
    #[expect(unnameable_types, reason = "nobody outside is to implement Endpoint")]
    pub trait Sealed {}
}

/// An endpoint of a vendor's management API, and one call to it.
///
/// It is implemented for the structs in the vendors' modules `rest` and nothing else.
///
/// # Examples
///
/// One function sends every call of every vendor; what it takes to send a request is the caller's closure.
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
    /// Where the call goes, and as whom.
    type Account;
    /// What the vendor answers when all is well.
    type Answer;
    /// What the vendor says when it is not, as far as that is known.
    type ApiError: fmt::Debug + Send + Sync + 'static;

    /// Makes the request.
    ///
    /// # Errors
    ///
    /// - [`RequestError::Id`] when an id of the call is empty, `.` or `..`, and would lead to another address
    /// - [`RequestError::Http`] when the address is longer than HTTP allows
    fn request(&self, account: &Self::Account) -> Result<Request<Vec<u8>>, RequestError>;

    /// Reads the response, within the default [`Limits`].
    ///
    /// # Errors
    ///
    /// - a variant named for the status, or [`RestError::Status`], when that is not one of 200 to 299
    /// - [`RestError::ContentType`] when the answer says that it is something else than JSON
    /// - [`RestError::Decode`] when it is not well formed or does not fit, with the place in it
    fn answer<B: AsRef<[u8]>>(&self, response: &Response<B>) -> Result<Self::Answer, RestError<Self::ApiError>> {
        self.answer_within(response, Limits::default())
    }

    /// Reads the response, within `limits`.
    ///
    /// # Errors
    ///
    /// Those of [`answer`](Endpoint::answer).
    fn answer_within<B: AsRef<[u8]>>(
        &self,
        response: &Response<B>,
        limits: Limits,
    ) -> Result<Self::Answer, RestError<Self::ApiError>>;
}

/// Makes a struct of a vendor's module `rest` an [`Endpoint`], with the `Account` and the `ApiError` beside it: what
/// request it makes, and what the answer is read as, or that any answer of success is accepted.
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

/// Declares a call that takes an id and nothing else.
macro_rules! by_id {
    ($(#[$meta:meta])* pub struct $name:ident<'a>($id:ty);) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name<'a> {
            id: $id,
        }

        impl<'a> $name<'a> {
            /// Creates the call for this id.
            #[must_use]
            pub fn new(id: impl Into<$id>) -> Self {
                Self { id: id.into() }
            }
        }
    };
}

pub(crate) use by_id;
