//! Receives the webhooks of all four vendors with hyper and one generic function.
//!
//! `ACQUIRE_KEY=TEXT DIXA_KEY=HEX ACQUIRE_V1_TOKEN=TEXT COMM100_TOKEN=TEXT cargo run --example hyper [127.0.0.1:8080]`

use std::{convert::Infallible, env, error::Error, fmt::Display, time::Duration};

use chathooks::acquire::v1::{self, AcquireV1};
use chathooks::{Key, RequestContext as Context, UrlToken, Vendor, verified::VendorEvent as _};
use chathooks::{acquire, acquire::Acquire, comm100, comm100::Comm100, dixa, dixa::Dixa};
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::{HeaderMap, Method, Request, Response, StatusCode, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};

/// The time for reading the body of a request.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

type Status = Result<(), StatusCode>;

struct Receivers {
    acquire: acquire::Receiver,
    dixa: dixa::Receiver,
    acquire_v1: v1::Receiver,
    comm100: comm100::Receiver,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let dixa = Key::from_hex(env::var("DIXA_KEY")?)?;
    let all: &'static Receivers = Box::leak(Box::new(Receivers {
        acquire: acquire::Receiver::new(Key::new(env::var("ACQUIRE_KEY")?)?),
        dixa: dixa::Receiver::new(dixa, Duration::from_secs(300)),
        acquire_v1: v1::Receiver::new(UrlToken::new(env::var("ACQUIRE_V1_TOKEN")?)?),
        comm100: comm100::Receiver::new(UrlToken::new(env::var("COMM100_TOKEN")?)?),
    }));
    let listener = tokio::net::TcpListener::bind(env::args().nth(1).as_deref().unwrap_or("127.0.0.1:8080")).await?;
    println!("listening on http://{}", listener.local_addr()?);
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(100)).await; // no file descriptor is left
            continue;
        };
        let service = service_fn(async move |request| {
            let mut response = Response::new(Empty::<Bytes>::new());
            *response.status_mut() = respond(all, request).await.err().unwrap_or(StatusCode::OK);
            Ok::<_, Infallible>(response)
        });
        // With a timer, hyper limits the time for reading the request head to 30 seconds.
        tokio::spawn(http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service));
    }
}

async fn respond(all: &Receivers, request: Request<Incoming>) -> Status {
    let (head, body) = request.into_parts();
    let body = tokio::time::timeout(BODY_TIMEOUT, Limited::new(body, 1 << 20).collect()).await;
    let body = body.map_err(refuse(StatusCode::REQUEST_TIMEOUT))?.map_err(refuse(StatusCode::PAYLOAD_TOO_LARGE))?;
    let target = head.uri.to_string();
    let (context, body) = (Context::new(&target, &head.headers, chrono::Utc::now()), body.to_bytes());
    match (head.method, head.uri.path()) {
        (Method::POST, "/acquire") => hook::<Acquire>(&all.acquire, context, body, |event| match &event.data {
            acquire::Data::CaseStatus(case) => println!("- a case of {} messages", case.messages.len()),
            acquire::Data::Unknown(_) => println!("- new to this version"), // not an error
            _ => println!("- nothing to do"),
        }),
        (Method::POST, "/dixa") => hook::<Dixa>(&all.dixa, context, body, |_| ()),
        (Method::POST, "/acquire-v1") => hook::<AcquireV1>(&all.acquire_v1, context, body, |_| ()),
        (Method::POST, "/comm100") => hook::<Comm100>(&all.comm100, context, body, |_| ()),
        _ => Err(StatusCode::NOT_FOUND),
    }
}

fn hook<V: Vendor>(own: &V::Receiver, context: Context<'_, HeaderMap>, body: Bytes, work: fn(&V::Event<'_>)) -> Status {
    let verified = V::receive(own, context, body).map_err(refuse(StatusCode::UNAUTHORIZED))?;
    let event = V::decode(&verified).map_err(refuse(StatusCode::BAD_REQUEST))?;
    println!("{}: {}", V::NAME, event.name()); // log no values, which are customer data
    work(&event);
    Ok(())
}

/// Logs the reason, and returns the status without it.
fn refuse<E: Display>(status: StatusCode) -> impl Fn(E) -> StatusCode {
    move |reason| {
        eprintln!("{status}: {reason}");
        status
    }
}
