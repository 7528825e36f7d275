//! Types that the management APIs of all vendors share.
//!
//! A call is a struct that implements [`Endpoint`]. It builds an [`http::Request`] for an account, and reads the
//! [`http::Response`]. The crate does no I/O: send the request with any HTTP client, blocking or asynchronous. The
//! calls, accounts and records of a vendor are in the vendor's module `rest`.
//!
//! # Examples
//!
//! ```
//! # #[cfg(feature = "acquire")] {
//! use chathooks::{acquire, acquire::rest::ErrorType, rest::{Endpoint, RestError, Secret}};
//!
//! # fn transport(request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>, http::Error> {
//! #     let response = http::Response::builder().status(400).header("content-type", "application/json");
//! #     response.body(br#"{"error":{"type":"ERROR_RECORD_NOT_FOUND"}}"#.to_vec())
//! # }
//! let account = acquire::rest::Account::new("https://5mkg3t.acquire.io".parse()?, Secret::new("an-api-key"))?;
//! let call = acquire::rest::GetWebhook::new("3");
//! let response = transport(call.request(&account)?)?;
//! match call.answer(&response) {
//!     Ok(webhook) => println!("{:?}", webhook.name),
//!     // Acquire answers 400 if the record does not exist; Dixa and Comm100 answer 404, which is `NotFound`.
//!     Err(RestError::BadRequest(error_response))
//!         if error_response.error.as_ref().is_some_and(|api_error| api_error.kind == Some(ErrorType::RecordNotFound)) =>
//!     {
//!         println!("no such webhook");
//!     }
//!     Err(RestError::TooManyRequests(error_response)) => println!("later: {:?}", error_response.retry_after),
//!     Err(error) => return Err(error.into()),
//! }
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Secrets
//!
//! - `Debug` of a [`Secret`] shows nothing of it, and its memory is wiped on drop.
//! - The header with the credential is marked as sensitive.
//! - `Debug` of a record shows the names of unknown fields, but not their values.
//! - `Debug` of a [`WebhookUrl`] shows only the scheme and the host.
//! - `Debug` of a delivery log does not show the delivered body, which contains customer data. A serialized log does.
//!
//! The crate does not wipe the bytes of a request or a response, or the copies that it makes while it converts between
//! these bytes and a record.
//!
//! # Limits
//!
//! The caller must limit the size of a response, the time of a call and the number of retries.
//! [`Limits`](crate::Limits) limits the depth and the number of values of a JSON response; see
//! [`Endpoint::answer_within`].

mod answer;
mod base_url;
mod connection;
mod draft;
mod endpoint;
mod error;
mod patch;
mod secret;
mod setters;
mod webhook_url;

pub(crate) use self::answer::{ApiError, Enveloped, accept, body, read};
pub use self::base_url::{BaseUrl, BaseUrlError};
pub(crate) use self::connection::Connection;
pub use self::connection::CredentialError;
pub(crate) use self::draft::Draft;
#[cfg(feature = "testkit")]
pub(crate) use self::draft::encoded;
pub use self::endpoint::Endpoint;
pub(crate) use self::endpoint::{by_id, endpoint, sealed};
pub use self::error::{ErrorResponse, RequestError, RestError};
pub use self::patch::Patch;
pub use self::secret::Secret;
pub(crate) use self::setters::setters;
pub use self::webhook_url::WebhookUrl;
