//! The vendors' management APIs, as values.
//!
//! A call is a struct. It gives an [`http::Request`] for an account, and reads the [`http::Response`] that came back:
//! the crate opens no socket, so any client of HTTP does, blocking or not. Each vendor has its own calls, accounts and
//! records in its module `rest`; what they share is here.
//!
//! ```
//! # #[cfg(feature = "acquire")] {
//! use chathooks::{acquire, acquire::rest::ErrorType, rest::{Endpoint, RestError, Secret}};
//!
//! # fn transport(request: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
//! #     let answer = http::Response::builder().status(400).header("content-type", "application/json");
//! #     answer.body(br#"{"error":{"type":"ERROR_RECORD_NOT_FOUND"}}"#.to_vec()).unwrap()
//! # }
//! let account = acquire::rest::Account::new("https://5mkg3t.acquire.io".parse()?, Secret::new("an-api-key"))?;
//! let call = acquire::rest::GetWebhook::new("3");
//! let response = transport(call.request(&account)?);
//! match call.answer(&response) {
//!     Ok(webhook) => println!("{:?}", webhook.name),
//!     // Acquire answers 400 for a record that does not exist; Dixa and Comm100 answer 404, which is `NotFound`.
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
//! # What is kept secret
//!
//! A [`Secret`] shows nothing in `Debug` and is wiped when it is dropped; the header that carries a credential is
//! marked sensitive. A record shows the names of the fields that this version of the crate does not know and none of
//! their values, and a [`WebhookUrl`] shows its host and nothing after it. A delivery log shows the body that was
//! delivered, which is customers' data, as an event does. The bytes of a request and of a response are the caller's to
//! keep, and the copies that are made on the way between them and a record are not wiped.
//!
//! # What the caller bounds
//!
//! How much of a response is read from the network, how long an answer may take, and how often a call is tried again.
//! How deep and how large the JSON of an answer may be is in [`Limits`](crate::Limits): see
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
