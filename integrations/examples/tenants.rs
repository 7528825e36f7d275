//! Receives Acquire's webhooks for several tenants, each with its own keys, behind one route.
//!
//! `TENANT_KEYS="north=TEXT north=TEXT south=TEXT" cargo run --example tenants [127.0.0.1:8080]`
//!
//! A tenant that is there twice has two keys, which is how one is replaced. Who asks for a tenant that there is not is
//! answered as with a wrong key, after the check of one key all the same, so that nobody finds out who the tenants are.

use std::collections::HashMap;
use std::{env, error::Error, fmt::Display, sync::Arc};

use axum::extract::{DefaultBodyLimit, Path, State, rejection::PathRejection};
use axum::http::{HeaderMap, StatusCode};
use axum::{Router, body::Bytes, routing::post};
use chathooks::acquire::{Data, Event, Receiver};
use chathooks::{Key, Keys};

struct Tenants {
    receivers: HashMap<String, Receiver>,
    nobody: Receiver,
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
        Ok(Self { receivers, nobody: Receiver::new(Key::new("proves nothing")?) })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let tenants = Arc::new(Tenants::read(&env::var("TENANT_KEYS")?)?);
    let app = Router::new()
        .route("/acquire/{tenant}", post(on_acquire).with_state(tenants))
        .layer(DefaultBodyLimit::max(1 << 20)); // bytes; a longer body is answered 413
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
    let receiver = tenant.map_or(&tenants.nobody, |(_, receiver)| receiver);
    let proven = receiver.receive(&headers, body);
    // Only now, and whatever was proven: the key of `nobody` is no secret.
    let (tenant, _) = tenant.ok_or("no such tenant").map_err(refuse(StatusCode::UNAUTHORIZED))?;
    let verified = proven.map_err(refuse(StatusCode::UNAUTHORIZED))?;
    let event = Event::decode(&verified).map_err(refuse(StatusCode::BAD_REQUEST))?;
    println!("{tenant}: {}", event.name()); // and no value: those are customers' data
    match &event.data {
        Data::CaseStatus(case) => println!("- a case of {} messages", case.messages.len()),
        Data::Unknown(_) => println!("- new to this version"), // which is no error
        _ => println!("- nothing to do"),
    }
    Ok(())
}

/// Tells the log why, and the sender nothing.
fn refuse<E: Display>(status: StatusCode) -> impl Fn(E) -> StatusCode {
    move |reason| {
        eprintln!("{status}: {reason}");
        status
    }
}
