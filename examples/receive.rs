//! A receiver app: an HTTP server that proves and decodes what Acquire sends.
//!
//! ```text
//! receive --key TEXT [--key OLD]... [--listen 127.0.0.1:8080]
//! ```
//!
//! It answers with an empty body: 200 when the event was taken, 401 when the sender is not proven, whatever the reason,
//! 400 when the body does not fit, and 413 when it is longer than 1 MiB. It logs the event's name and never a value.

#[path = "util/arguments.rs"]
mod arguments;

use std::process::ExitCode;
use std::sync::Arc;

use arguments::{Arguments, Failure};
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use chathooks::acquire::{Data, Event, Receiver};
use tokio::net::TcpListener;

/// The longest body that is read. A case of 500 messages has about 112 KB.
const BODY_LIMIT: usize = 1 << 20;

fn main() -> ExitCode {
    arguments::exit(run())
}

#[tokio::main(flavor = "current_thread")]
async fn run() -> Result<(), Failure> {
    let arguments = Arguments::read(&["--key", "--listen"], &[])?;
    let keys = arguments.keys()?.ok_or_else(|| Failure::usage("--key is missing"))?;

    let app = Router::new()
        .route("/acquire", post(acquire))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(Arc::new(Receiver::new(keys)));
    let address = arguments.one("--listen")?.unwrap_or("127.0.0.1:8080");
    let listener = TcpListener::bind(address).await.map_err(Failure::usage)?;
    println!("listening on http://{}/acquire", listener.local_addr().map_err(Failure::usage)?);
    axum::serve(listener, app).await.map_err(|error| Failure(1, format!("receive: {error}")))
}

/// `Bytes` is the body as it came: no extractor may parse it first.
async fn acquire(
    State(receiver): State<Arc<Receiver>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> StatusCode {
    let body = match body {
        Ok(body) => body,
        Err(rejection) => return rejection.status(),
    };
    let verified = match receiver.receive(&headers, body) {
        Ok(verified) => verified,
        Err(reason) => {
            println!("refused: {reason}");
            return StatusCode::UNAUTHORIZED;
        }
    };
    match Event::decode(&verified) {
        Ok(event) => {
            match &event.data {
                Data::CaseStatus(case) => println!("{}: {} messages", event.name(), case.messages.len()),
                Data::Unknown(unknown) => println!("new to this version: {:?}", unknown.name),
                _ => println!("{}", event.name()),
            }
            StatusCode::OK
        }
        Err(error) => {
            println!("does not fit: {error}");
            StatusCode::BAD_REQUEST
        }
    }
}
