//! Receives the webhooks of Acquire and Dixa with axum, and handles Dixa's duplicates once.
//!
//! `ACQUIRE_KEY=TEXT DIXA_KEY=HEX cargo run --example axum [127.0.0.1:8080]`

use std::sync::{Arc, Mutex};
use std::{env, error::Error, fmt::Display, io, io::Write as _, time::Duration};

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::{Router, body::Bytes, response::Response, routing::post};
use chathooks::dedupe::{Completion, IdempotencyKey, MemoryStore, Outcome, Store as _, StoreFull};
use chathooks::{Key, acquire, dixa};
use chrono::Utc;

type Seen = Arc<Mutex<MemoryStore>>;
type Status = Result<(), StatusCode>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let acquire = acquire::Receiver::new(Key::new(env::var("ACQUIRE_KEY")?)?);
    let dixa = Key::from_hex(env::var("DIXA_KEY")?)?;
    let dixa = dixa::Receiver::new(dixa, Duration::from_secs(300));
    let app = Router::new()
        .route("/acquire", post(on_acquire).with_state(acquire))
        .route("/dixa", post(on_dixa).with_state((dixa, Seen::new(MemoryStore::new(10_000).into()))))
        .layer(from_fn(in_time))
        .layer(DefaultBodyLimit::max(1 << 20)); // in bytes; the response to a longer body is 413
    let listener = tokio::net::TcpListener::bind(env::args().nth(1).as_deref().unwrap_or("127.0.0.1:8080")).await?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}

/// `Bytes` is the raw body, which the signature covers. No middleware may parse or decompress it first.
async fn on_acquire(State(receiver): State<acquire::Receiver>, headers: HeaderMap, body: Bytes) -> Status {
    let verified = receiver.receive(&headers, body).map_err(refuse(StatusCode::UNAUTHORIZED))?;
    let event = acquire::Event::decode(&verified).map_err(refuse(StatusCode::BAD_REQUEST))?;
    println!("acquire: {}", event.name()); // log no values, which are customer data
    match &event.data {
        acquire::Data::CaseStatus(case) => println!("- a case of {} messages", case.messages.len()),
        acquire::Data::Unknown(_) => println!("- new to this version"), // not an error
        _ => println!("- nothing to do"),
    }
    Ok(())
}

async fn on_dixa(State((receiver, seen)): State<(dixa::Receiver, Seen)>, headers: HeaderMap, body: Bytes) -> Status {
    let verified = receiver.receive(&headers, body, Utc::now()).map_err(refuse(StatusCode::UNAUTHORIZED))?;
    let event = dixa::Event::decode(&verified).map_err(refuse(StatusCode::BAD_REQUEST))?;
    println!("dixa: {}", event.name());
    let Some(key) = IdempotencyKey::of::<dixa::Dixa>(&event) else { return work(&event) };
    let claim = match seen.claim(key, Utc::now()) {
        Ok(Outcome::Claimed(claim)) => claim,
        Ok(Outcome::Processed) => return Ok(()),
        Ok(Outcome::InProgress) | Err(StoreFull) => return Err(StatusCode::SERVICE_UNAVAILABLE),
    };
    let done = work(&event);
    let now = Utc::now();
    let completion = if done.is_ok() { seen.complete(&claim, now) } else { seen.release(&claim, now) };
    if completion != Ok(Completion::Recorded) {
        eprintln!("the work took longer than the lease");
    }
    done
}

/// Handles an event. If this fails, the response is 500, so that the vendor delivers the event again.
fn work(event: &dixa::Event<'_>) -> Status {
    let line = match &event.data {
        dixa::Data::ConversationClosed(_) => "- a conversation was closed",
        _ => "- nothing to do",
    };
    writeln!(io::stdout(), "{line}").map_err(refuse(StatusCode::INTERNAL_SERVER_ERROR))
}

/// Limits the time for reading the body. The rest of a request does not await.
async fn in_time(request: Request, next: Next) -> Result<Response, StatusCode> {
    let response = tokio::time::timeout(Duration::from_secs(10), next.run(request)).await;
    response.map_err(refuse(StatusCode::REQUEST_TIMEOUT))
}

/// Logs the reason, and returns the status without it.
fn refuse<E: Display>(status: StatusCode) -> impl Fn(E) -> StatusCode {
    move |reason| {
        eprintln!("{status}: {reason}");
        status
    }
}
