//! Whole requests for the tests of a receiver app: valid ones for each event of a vendor, and forged ones that it must
//! refuse.
//!
//! A [`Kit`] plays one vendor against one address. It gives values and opens no socket, so the app may be a function, a
//! router that is called in the test's own process, or a server. The feature `testkit` turns this module on; give it to
//! the dev-dependency alone, for it carries the bodies of this crate's own tests along:
//!
//! ```toml
//! [dev-dependencies]
//! chathooks = { version = "0.1", features = ["testkit"] }
//! ```
//!
//! # Examples
//!
//! The test of an app that is told everything there is to tell, whichever the vendor:
//!
//! ```
//! use std::time::Duration;
//! use chathooks::acquire::{self, v1};
//! use chathooks::testkit::{self, Kit};
//! use chathooks::{RequestContext, Key, UrlToken, Vendor, comm100, dixa};
//! use chrono::{DateTime, Utc};
//!
//! /// The app: a status for a request.
//! fn app<V: Vendor>(receiver: &V::Receiver, request: &http::Request<Vec<u8>>, now: DateTime<Utc>) -> u16 {
//!     let target = request.uri().to_string();
//!     let arrival = RequestContext::new(&target, request.headers(), now);
//!     match V::receive(receiver, arrival, request.body()) {
//!         Ok(verified) if V::decode(&verified).is_ok() => 200,
//!         Ok(_) => 400,
//!         Err(_) => 401,
//!     }
//! }
//!
//! fn check<V: Vendor>(kit: &Kit<V>, receiver: &V::Receiver, now: DateTime<Utc>) {
//!     for delivery in kit.valid().chain(kit.unknown()) {
//!         assert_eq!(app::<V>(receiver, &delivery.request, now), 200, "{delivery}");
//!     }
//!     for forged in kit.forged() {
//!         assert_eq!(app::<V>(receiver, &forged.request, now), 401, "{forged}");
//!     }
//!     for malformed in kit.malformed() {
//!         assert_eq!(app::<V>(receiver, &malformed.request, now), 400, "{malformed}");
//!     }
//! }
//!
//! let now = "2026-03-01T09:00:00Z".parse()?; // an app with a clock of its own needs that clock's time here
//! let window = Duration::from_secs(300);
//! let url = "https://hooks.example.org/hook";
//!
//! let key = Key::new("correct horse")?;
//! check(&testkit::acquire(key.clone(), url)?, &acquire::Receiver::new(key), now);
//!
//! let key = Key::from_hex("0a1b2c3d")?;
//! let receiver = dixa::Receiver::new(key.clone(), window);
//! check(&testkit::dixa(key, url, now, window)?, &receiver, now);
//!
//! let token = "9f86d081884c7d65";
//! check(&testkit::acquire_v1(token, url)?, &v1::Receiver::new(UrlToken::new(token)?), now);
//! check(&testkit::comm100(token, url)?, &comm100::Receiver::new(UrlToken::new(token)?), now);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # An app that takes less
//!
//! A [`Delivery`] says its format, and whether its signature covers the stringified form: an app that takes JSON alone,
//! or the signature of the bytes alone, filters the valid ones by that. The forged ones must be refused all the same.
//!
//! # Duplicates
//!
//! [`Kit::duplicates`] gives pairs with one idempotency id: both are answered 200, and the work is done once. To an app
//! with [`dedupe`](crate::dedupe), the same event in another format is a repetition too.
//!
//! # One event of the test's own
//!
//! A sender builds it: [`acquire::Sender`](crate::acquire::Sender) and its likes. The kit is for going through all.

mod acquire;
mod auth_fault;
mod body_fault;
mod delivery;
mod dixa;
mod draft;
mod kit;
mod samples;
mod spoil;
mod token;

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::Uri;

pub use self::auth_fault::AuthFault;
pub use self::body_fault::BodyFault;
pub use self::delivery::{Delivery, Forged, Malformed};
pub use self::kit::Kit;
use self::kit::Play;
use crate::Key;
use crate::acquire::Acquire;
use crate::acquire::v1::AcquireV1;
use crate::comm100::Comm100;
use crate::dixa::Dixa;

/// Plays Acquire 2.0.0 against the address `url`: JSON, XML and forms, signed with `key` in both ways where these differ.
///
/// # Errors
///
/// When `url` is not an address.
pub fn acquire<U>(key: Key, url: U) -> Result<Kit<Acquire>, http::Error>
where
    U: TryInto<Uri, Error: Into<http::Error>>,
{
    let url = url.try_into().map_err(Into::into)?;
    Ok(Kit::new(Play::Acquire(acquire::Hand { key, url }), &samples::ACQUIRE))
}

/// Plays Acquire 1.0.0 against the address `url`, to which the parameter `token` is added; see
/// [`with_parameter`](Kit::with_parameter). An empty token gives what every receiver refuses.
///
/// # Errors
///
/// When `url` is not an address, or too long with the token.
pub fn acquire_v1<U>(token: impl Into<String>, url: U) -> Result<Kit<AcquireV1>, http::Error>
where
    U: TryInto<Uri, Error: Into<http::Error>>,
{
    let url = url.try_into().map_err(Into::into)?;
    Ok(Kit::new(Play::Token(token::Hand::new(token.into(), url, "application/JSON")?), &samples::ACQUIRE_V1))
}

/// Plays Dixa against the address `url`, signing with `key` at the time `now`, for a receiver with a replay window.
///
/// The stale and the early deliveries lie a minute beyond `window`. So an app that reads the machine's clock has to be
/// given the deliveries within a minute after `now`; a [`Kit`] is quickly made anew.
///
/// # Errors
///
/// When `url` is not an address.
pub fn dixa<U>(key: Key, url: U, now: DateTime<Utc>, window: Duration) -> Result<Kit<Dixa>, http::Error>
where
    U: TryInto<Uri, Error: Into<http::Error>>,
{
    let url = url.try_into().map_err(Into::into)?;
    Ok(Kit::new(Play::Dixa(dixa::Hand { key, url, now, window, authorization: None }), &samples::DIXA))
}

/// Plays Comm100 against the address `url`, to which the parameter `token` is added; see
/// [`with_parameter`](Kit::with_parameter). An empty token gives what every receiver refuses.
///
/// # Errors
///
/// When `url` is not an address, or too long with the token.
pub fn comm100<U>(token: impl Into<String>, url: U) -> Result<Kit<Comm100>, http::Error>
where
    U: TryInto<Uri, Error: Into<http::Error>>,
{
    let url = url.try_into().map_err(Into::into)?;
    Ok(Kit::new(Play::Token(token::Hand::new(token.into(), url, "application/json")?), &samples::COMM100))
}
