//! Receives the webhooks of Acquire and Dixa with actix-web.
//!
//! `ACQUIRE_KEY=TEXT DIXA_KEY=HEX cargo run --example actix_web [127.0.0.1:8080]`

use std::{env, error::Error, fmt::Display, time::Duration};

use actix_web::error::InternalError;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderMap, HeaderValue};
use actix_web::rt::time::timeout;
use actix_web::web::{self, Bytes, Data, Payload};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use chathooks::acquire::{self, Receiver as Acquire};
use chathooks::dixa::{self, Receiver as Dixa};
use chathooks::{Headers, Key, auth::Header};
use chrono::Utc;

/// The maximum length of a body in bytes. A case with 500 messages has about 112 KB.
const BODY_LIMIT: usize = 1 << 20;

/// Implements this crate's trait for actix-web's own header map.
struct ActixHeaders<'r>(&'r HeaderMap);

impl Headers for ActixHeaders<'_> {
    fn values<'h>(&'h self, name: &'h Header) -> impl Iterator<Item = &'h [u8]> {
        self.0.get_all(name.as_str()).map(HeaderValue::as_bytes)
    }
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let acquire = Data::new(Acquire::new(Key::new(env::var("ACQUIRE_KEY")?)?));
    let dixa = Key::from_hex(env::var("DIXA_KEY")?)?;
    let dixa = Data::new(Dixa::new(dixa, Duration::from_secs(300)));
    let routes = move || {
        let app = App::new().app_data(acquire.clone()).app_data(dixa.clone());
        app.route("/acquire", web::post().to(on_acquire)).route("/dixa", web::post().to(on_dixa))
    };
    let server = HttpServer::new(routes).bind(env::args().nth(1).as_deref().unwrap_or("127.0.0.1:8080"))?;
    println!("listening on http://{}", server.addrs()[0]);
    Ok(server.run().await?)
}

/// The signature covers the raw body, which is `Payload`. With actix-web's default features, `Bytes` is decompressed.
async fn on_acquire(receiver: Data<Acquire>, request: HttpRequest, body: Payload) -> actix_web::Result<HttpResponse> {
    let body = read(body).await?;
    let headers = ActixHeaders(request.headers());
    let verified = receiver.receive(&headers, body).map_err(refuse(StatusCode::UNAUTHORIZED))?;
    let event = acquire::Event::decode(&verified).map_err(refuse(StatusCode::BAD_REQUEST))?;
    println!("acquire: {}", event.name()); // log no values, which are customer data
    match &event.data {
        acquire::Data::CaseStatus(case) => println!("- a case of {} messages", case.messages.len()),
        acquire::Data::Unknown(_) => println!("- new to this version"), // not an error
        _ => println!("- nothing to do"),
    }
    Ok(HttpResponse::Ok().finish())
}

async fn on_dixa(receiver: Data<Dixa>, request: HttpRequest, body: Payload) -> actix_web::Result<HttpResponse> {
    let body = read(body).await?;
    let headers = ActixHeaders(request.headers());
    let verified = receiver.receive(&headers, body, Utc::now()).map_err(refuse(StatusCode::UNAUTHORIZED))?;
    let event = dixa::Event::decode(&verified).map_err(refuse(StatusCode::BAD_REQUEST))?;
    println!("dixa: {}", event.name());
    match &event.data {
        dixa::Data::ConversationClosed(_) => println!("- a conversation was closed"),
        dixa::Data::Unknown(_) => println!("- new to this version"),
        _ => println!("- nothing to do"),
    }
    Ok(HttpResponse::Ok().finish())
}

/// Reads a body of at most 1 MiB within 10 seconds.
async fn read(body: Payload) -> actix_web::Result<Bytes> {
    let body = timeout(Duration::from_secs(10), body.to_bytes_limited(BODY_LIMIT)).await;
    body.map_err(refuse(StatusCode::REQUEST_TIMEOUT))?.map_err(refuse(StatusCode::PAYLOAD_TOO_LARGE))?
}

/// Logs the reason, and returns the status without it.
fn refuse<E: Display>(status: StatusCode) -> impl Fn(E) -> actix_web::Error {
    move |reason| {
        eprintln!("{status}: {reason}");
        InternalError::from_response("", HttpResponse::new(status)).into()
    }
}
