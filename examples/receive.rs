//! A receiver: an HTTP server that verifies and decodes the deliveries of all vendors with one function.
//!
//! `CHATHOOKS_KEY=TEXT cargo run --example receive 127.0.0.1:8080`
//!
//! It has a route for each vendor whose secret is in the environment. `CHATHOOKS_KEY` may have several keys in lines of
//! their own, for a rotation.
//!
//! | route | variable |
//! |---|---|
//! | `/acquire` | `CHATHOOKS_KEY` |
//! | `/dixa` | `CHATHOOKS_DIXA_KEY`, in hexadecimal digits |
//! | `/acquire-v1?token=…` | `CHATHOOKS_ACQUIRE_V1_TOKEN` |
//! | `/comm100?token=…` | `CHATHOOKS_COMM100_TOKEN` |
//!
//! The responses have an empty body. The status is 200 for a valid event, 401 if verification fails for any reason, 400 if
//! decoding fails, 408 if the body takes more than 10 s, and 413 if the body is longer than 1 MiB. The log has the names of
//! events and the reasons of refusals, and no value of a body.

use std::env::var;
use std::error::Error;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::post;
use chathooks::acquire::v1::{self, AcquireV1};
use chathooks::acquire::{self, Acquire};
use chathooks::comm100::{self, Comm100};
use chathooks::dixa::{self, Dixa};
use chathooks::{Key, Keys, RequestContext, UrlToken, Vendor, verified::VendorEvent as _};
use tokio::net::TcpListener;

/// The maximum length of a body in bytes. A case with 500 messages has about 112 KB.
const BODY_LIMIT: usize = 1 << 20;

/// The maximum time that reading a body takes.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// The replay window: the maximum difference between the signed time and the system clock.
const WINDOW: Duration = Duration::from_secs(300);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut app = Router::new();
    if let Ok(text) = var("CHATHOOKS_KEY") {
        let keys = text.lines().map(Key::new).collect::<Result<Vec<_>, _>>()?;
        app = app.merge(route::<Acquire>(acquire::Receiver::new(Keys::try_from(keys)?)));
    }
    if let Ok(digits) = var("CHATHOOKS_DIXA_KEY") {
        app = app.merge(route::<Dixa>(dixa::Receiver::new(Key::from_hex(digits)?, WINDOW)));
    }
    if let Ok(token) = var("CHATHOOKS_ACQUIRE_V1_TOKEN") {
        app = app.merge(route::<AcquireV1>(v1::Receiver::new(UrlToken::new(token)?)));
    }
    if let Ok(token) = var("CHATHOOKS_COMM100_TOKEN") {
        app = app.merge(route::<Comm100>(comm100::Receiver::new(UrlToken::new(token)?)));
    }
    if !app.has_routes() {
        return Err("no key or token is in the environment".into());
    }

    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let listener = TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, app.layer(from_fn(in_time)).layer(DefaultBodyLimit::max(BODY_LIMIT))).await?)
}

fn route<V: Vendor>(receiver: V::Receiver) -> Router {
    Router::new().route(&format!("/{}", V::NAME), post(hook::<V>)).with_state(receiver)
}

/// Limits the time for reading the body. The rest of a request does not await.
async fn in_time(request: Request, next: Next) -> Result<Response, StatusCode> {
    tokio::time::timeout(BODY_TIMEOUT, next.run(request)).await.map_err(|_| StatusCode::REQUEST_TIMEOUT)
}

/// `Bytes` is the raw body. No extractor or middleware may parse or decompress it first.
async fn hook<V: Vendor>(
    State(receiver): State<V::Receiver>,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> StatusCode {
    let body = match body {
        Ok(body) => body,
        Err(rejection) => return rejection.status(),
    };
    let target = uri.to_string();
    let verified = match V::receive(&receiver, RequestContext::new(&target, &headers, SystemTime::now()), body) {
        Ok(verified) => verified,
        Err(reason) => {
            println!("{}: refused, {reason}", V::NAME);
            return StatusCode::UNAUTHORIZED;
        }
    };
    match V::decode(&verified) {
        Ok(event) => {
            let note = if event.is_known() { "" } else { ", new to this version" };
            println!("{}: {}{note}", V::NAME, event.name());
            StatusCode::OK
        }
        Err(error) => {
            println!("{}: does not fit, {error}", V::NAME);
            StatusCode::BAD_REQUEST
        }
    }
}
