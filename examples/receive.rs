//! A receiver: an HTTP server that verifies and decodes the deliveries of all vendors with one function.
//!
//! ```text
//! receive [--key TEXT]... [--dixa-key HEX]... [--acquire-v1-token TOKEN] [--comm100-token TOKEN]
//!         [--listen 127.0.0.1:8080]
//! ```
//!
//! It has a route for each vendor with a secret on the command line: `/acquire`, `/dixa`, `/acquire-v1?token=…` and
//! `/comm100?token=…`. The responses have an empty body. The status is 200 for a valid event, 401 if verification fails for
//! any reason, 400 if decoding fails, and 413 if the body is longer than 1 MiB. The log has the names of events and the
//! reasons of refusals, and no value of a body.

#[path = "util/arguments.rs"]
mod arguments;

use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, Failure};
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::routing::post;
use chathooks::acquire::v1::{self, AcquireV1};
use chathooks::acquire::{self, Acquire};
use chathooks::comm100::{self, Comm100};
use chathooks::dixa::{self, Dixa};
use chathooks::{RequestContext, UrlToken, Vendor, verified::VendorEvent as _};
use tokio::net::TcpListener;

/// The maximum length of a body in bytes. A case with 500 messages has about 112 KB.
const BODY_LIMIT: usize = 1 << 20;

/// The replay window: the maximum difference between the signed time and the system clock.
const WINDOW: Duration = Duration::from_secs(300);

fn main() -> ExitCode {
    arguments::exit(run())
}

#[tokio::main(flavor = "current_thread")]
async fn run() -> Result<(), Failure> {
    let arguments =
        Arguments::read(&["--key", "--dixa-key", "--acquire-v1-token", "--comm100-token", "--listen"], &[])?;
    let token = |flag| arguments.one(flag)?.map(UrlToken::new).transpose().map_err(Failure::usage);
    let app = Router::new()
        .merge(route::<Acquire>(arguments.keys()?.map(acquire::Receiver::new)))
        .merge(route::<Dixa>(arguments.hex_keys_of("--dixa-key")?.map(|keys| dixa::Receiver::new(keys, WINDOW))))
        .merge(route::<AcquireV1>(token("--acquire-v1-token")?.map(v1::Receiver::new)))
        .merge(route::<Comm100>(token("--comm100-token")?.map(comm100::Receiver::new)))
        .layer(DefaultBodyLimit::max(BODY_LIMIT));
    if !app.has_routes() {
        return Err(Failure::usage("no key or token is given"));
    }

    let address = arguments.one("--listen")?.unwrap_or("127.0.0.1:8080");
    let listener = TcpListener::bind(address).await.map_err(Failure::usage)?;
    println!("listening on http://{}", listener.local_addr().map_err(Failure::usage)?);
    axum::serve(listener, app).await.map_err(|error| Failure(1, format!("receive: {error}")))
}

fn route<V: Vendor>(receiver: Option<V::Receiver>) -> Router {
    match receiver {
        Some(receiver) => Router::new().route(&format!("/{}", V::NAME), post(hook::<V>)).with_state(receiver),
        None => Router::new(),
    }
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
    let verified = match V::receive(&receiver, RequestContext::new(&target, &headers, arguments::clock()), body) {
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
