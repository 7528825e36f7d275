//! Receives Acquire's webhooks for several tenants with their own keys, behind one route.
//!
//! `TENANT_KEYS="north=TEXT north=TEXT south=TEXT" cargo run --example tenants [127.0.0.1:8080]`
//!
//! A tenant that is listed twice has two keys, for a rotation. An unknown tenant gets the same response as a wrong key, after
//! a verification with another key, so that neither the response nor its time shows which tenants exist.

use std::collections::HashMap;
use std::{env, error::Error, fmt::Display, sync::Arc, time::Duration};

use axum::extract::{DefaultBodyLimit, Path, Request, State, rejection::PathRejection};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::{Router, body::Bytes, response::Response, routing::post};
use chathooks::acquire::{Data, Event, Receiver};
use chathooks::{Key, Keys};

struct Tenants {
    receivers: HashMap<String, Receiver>,
    unknown: Receiver,
}

impl Tenants {
    fn read(pairs: &str) -> Result<Self, Box<dyn Error>> {
        let mut all: HashMap<String, Vec<Key>> = HashMap::new();
        for pair in pairs.split_whitespace() {
            let (tenant, key) = pair.split_once('=').ok_or("TENANT_KEYS is a list of tenant=key")?;
            all.entry(tenant.to_owned()).or_default().push(Key::new(key)?);
        }
        let receivers = all.into_iter().map(|(tenant, keys)| Ok((tenant, Receiver::new(Keys::try_from(keys)?))));
        let receivers = receivers.collect::<Result<_, Box<dyn Error>>>()?;
        Ok(Self { receivers, unknown: Receiver::new(Key::new("unknown tenant")?) })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let tenants = Arc::new(Tenants::read(&env::var("TENANT_KEYS")?)?);
    let app = Router::new()
        .route("/acquire/{tenant}", post(on_acquire).with_state(tenants))
        .layer(from_fn(in_time))
        .layer(DefaultBodyLimit::max(1 << 20)); // in bytes; the response to a longer body is 413
    let listener = tokio::net::TcpListener::bind(env::args().nth(1).as_deref().unwrap_or("127.0.0.1:8080")).await?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}

async fn on_acquire(
    State(tenants): State<Arc<Tenants>>,
    tenant: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(), StatusCode> {
    let tenant = tenant.ok().and_then(|Path(tenant)| tenants.receivers.get_key_value(&tenant));
    let receiver = tenant.map_or(&tenants.unknown, |(_, receiver)| receiver);
    let result = receiver.receive(&headers, body);
    // An unknown tenant is refused even if the signature matches, because the key of `unknown` is not secret.
    let (tenant, _) = tenant.ok_or("unknown tenant").map_err(refuse(StatusCode::UNAUTHORIZED))?;
    let verified = result.map_err(refuse(StatusCode::UNAUTHORIZED))?;
    let event = Event::decode(&verified).map_err(refuse(StatusCode::BAD_REQUEST))?;
    println!("{tenant}: {}", event.name()); // log no values, which are customer data
    match &event.data {
        Data::CaseStatus(case) => println!("- a case of {} messages", case.messages.len()),
        Data::Unknown(_) => println!("- new to this version"), // not an error
        _ => println!("- nothing to do"),
    }
    Ok(())
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
