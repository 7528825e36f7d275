//! Complete HTTP requests for testing a receiver app: valid deliveries of each event of a vendor, forged requests, and
//! sequences such as a duplicate or a key rotation.
//!
//! A [`Kit`] simulates one vendor that sends to one URL. It returns [`http::Request`]s and the expected statuses, and
//! does no I/O: the app may be a function, a router called in the test's process, or a server. Enable the feature
//! `testkit` only for the dev-dependency, because it embeds the fixtures of this crate:
//!
//! ```toml
//! [dev-dependencies]
//! chathooks = { version = "0.1", features = ["testkit"] }
//! ```
//!
//! | method | requests | expected |
//! |---|---|---|
//! | [`valid`](Kit::valid), [`unknown`](Kit::unknown) | each known event; an unknown event | 200 |
//! | [`forged`](Kit::forged) | each valid request with each applicable [`AuthFault`] | 401 |
//! | [`malformed`](Kit::malformed) | an authentic body with each [`BodyFault`] | 400 |
//! | [`duplicates`](Kit::duplicates) | an event twice | 200 twice, handled once |
//! | [`failures`](Kit::failures) | an event whose handler fails, and its retry | 500, then 200 and handled |
//! | [`rotation`](Kit::rotation) | events under the old key, the new key, and the old key | 200 each |
//! | [`oversized`](Kit::oversized) | a body above the limit | 413, not handled |
//!
//! # Examples
//!
//! One function tests an app with every vendor:
//!
//! ```
//! use std::time::Duration;
//! use chathooks::acquire::{self, v1};
//! use chathooks::testkit::{self, Kit};
//! use chathooks::{RequestContext, Key, UrlToken, Vendor, comm100, dixa};
//! use chrono::{DateTime, Utc};
//!
//! /// The app: returns a status for a request.
//! fn app<V: Vendor>(receiver: &V::Receiver, request: &http::Request<Vec<u8>>, now: DateTime<Utc>) -> u16 {
//!     let target = request.uri().to_string();
//!     let context = RequestContext::new(&target, request.headers(), now);
//!     match V::receive(receiver, context, request.body()) {
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
//! let now = "2026-03-01T09:00:00Z".parse()?; // an app with its own clock needs the current time here
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
//! A [`Scenario`] also says how many events must have been handled, which a status does not show. The test passes two
//! closures: one sends a request, and the other returns how many events the app has handled:
//!
//! ```
//! use std::cell::{Cell, RefCell};
//! use std::collections::HashSet;
//! use chathooks::acquire::{Acquire, Event, Receiver};
//! use chathooks::dedupe::IdempotencyKey;
//! use chathooks::testkit::{self, Exchange};
//! use chathooks::{Key, Keys};
//!
//! struct App {
//!     receiver: Receiver,
//!     done: RefCell<HashSet<IdempotencyKey>>,
//!     handled: Cell<usize>,
//! }
//!
//! impl App {
//!     fn call(&self, request: &http::Request<Vec<u8>>, handler_fails: bool) -> u16 {
//!         if request.body().len() > 100_000 {
//!             return 413;
//!         }
//!         let Ok(verified) = self.receiver.receive(request.headers(), request.body()) else { return 401 };
//!         let Ok(event) = Event::decode(&verified) else { return 400 };
//!         let key = IdempotencyKey::of::<Acquire>(&event);
//!         if key.is_some_and(|key| self.done.borrow().contains(&key)) {
//!             return 200;
//!         }
//!         if handler_fails {
//!             return 500;
//!         }
//!         self.handled.set(self.handled.get() + 1);
//!         self.done.borrow_mut().extend(key);
//!         200
//!     }
//! }
//!
//! let (old, new) = (Key::new("the old key")?, Key::new("the new key")?);
//! let keys = Keys::try_from(vec![new.clone(), old.clone()])?;
//! let url = "https://hooks.example.org/hook";
//! let (kit, new_kit) = (testkit::acquire(old, url)?, testkit::acquire(new, url)?);
//! let scenarios = kit.duplicates().chain(kit.failures()).chain([kit.rotation(&new_kit), kit.oversized(100_000)]);
//! for scenario in scenarios {
//!     let receiver = Receiver::new(keys.clone());
//!     let app = App { receiver, done: RefCell::default(), handled: Cell::new(0) };
//!     let send = |exchange: &Exchange| app.call(&exchange.request, exchange.handler_fails);
//!     scenario.check(send, || app.handled.get())?;
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The requests are sent one after the other. A scenario does not test how an app handles two copies that arrive at the
//! same time.
//!
//! # Apps that accept only some deliveries
//!
//! If an app accepts JSON only, or signatures of the raw body only, restrict the kit to these with
//! [`with_formats`](Kit::with_formats) and [`with_signed_content`](Kit::with_signed_content). Forged requests in every
//! other form must still be refused.
//!
//! An app that keeps dead letters answers 200 to [`Kit::malformed`] requests. Its test also asserts that one dead
//! letter was added and that no event was handled.
//!
//! # Single events
//!
//! To test one event with chosen values, build the request with [`acquire::Sender`](crate::acquire::Sender) or the
//! sender of another vendor. `raw_parts` of a sender signs any body, such as one with half of a surrogate pair.

mod acquire;
mod auth_fault;
mod body_fault;
mod delivery;
mod dixa;
mod draft;
mod kit;
mod samples;
mod scenario;
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
pub use self::scenario::{Exchange, Scenario, ScenarioError, ScenarioKind};
use crate::Key;
use crate::acquire::v1::AcquireV1;
use crate::acquire::{Acquire, SignedContent};
use crate::comm100::Comm100;
use crate::dixa::Dixa;
use crate::format::Formats;

/// Creates a kit that simulates Acquire 2.0.0 sending to `url`, in JSON, XML and forms.
///
/// Each body is sent with a signature of the raw body under `key`, and again with a signature of its stringified form
/// if that differs.
///
/// # Errors
///
/// - if `url` is not a valid URI
pub fn acquire<U>(key: Key, url: U) -> Result<Kit<Acquire>, http::Error>
where
    U: TryInto<Uri, Error: Into<http::Error>>,
{
    let url = url.try_into().map_err(Into::into)?;
    let hand = acquire::Hand { key, url, formats: Formats::default(), signed: SignedContent::default() };
    Ok(Kit::new(Play::Acquire(hand), &samples::ACQUIRE))
}

/// Creates a kit that simulates Acquire 1.0.0 sending to `url`, with `token` added as the query parameter `token`.
///
/// [`with_parameter`](Kit::with_parameter) sets another parameter name. With an empty token every receiver refuses all
/// of the kit's requests.
///
/// # Errors
///
/// - if `url` is not a valid URI
/// - if the URL is too long with the token
pub fn acquire_v1<U>(token: impl Into<String>, url: U) -> Result<Kit<AcquireV1>, http::Error>
where
    U: TryInto<Uri, Error: Into<http::Error>>,
{
    let url = url.try_into().map_err(Into::into)?;
    Ok(Kit::new(Play::Token(token::Hand::new(token.into(), url, "application/JSON")?), &samples::ACQUIRE_V1))
}

/// Creates a kit that simulates Dixa sending to `url`, signing with `key` at the time `now`, for a receiver with the
/// replay window `window`.
///
/// The times that a receiver must refuse are one minute outside the window. If the app reads the system clock, send the
/// requests within a minute of `now`, or create a new kit.
///
/// # Errors
///
/// - if `url` is not a valid URI
pub fn dixa<U>(key: Key, url: U, now: impl Into<DateTime<Utc>>, window: Duration) -> Result<Kit<Dixa>, http::Error>
where
    U: TryInto<Uri, Error: Into<http::Error>>,
{
    let url = url.try_into().map_err(Into::into)?;
    Ok(Kit::new(Play::Dixa(dixa::Hand { key, url, now: now.into(), window, authorization: None }), &samples::DIXA))
}

/// Creates a kit that simulates Comm100 sending to `url`, with `token` added as the query parameter `token`.
///
/// [`with_parameter`](Kit::with_parameter) sets another parameter name. With an empty token every receiver refuses all
/// of the kit's requests.
///
/// # Errors
///
/// - if `url` is not a valid URI
/// - if the URL is too long with the token
pub fn comm100<U>(token: impl Into<String>, url: U) -> Result<Kit<Comm100>, http::Error>
where
    U: TryInto<Uri, Error: Into<http::Error>>,
{
    let url = url.try_into().map_err(Into::into)?;
    Ok(Kit::new(Play::Token(token::Hand::new(token.into(), url, "application/json")?), &samples::COMM100))
}
