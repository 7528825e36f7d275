//! Receives the webhooks of all four vendors, and appends them to a queue in Redis for `queue_worker`.
//!
//! `ACQUIRE_KEY=TEXT DIXA_KEY=HEX ACQUIRE_V1_TOKEN=TEXT COMM100_TOKEN=TEXT [REDIS_URL=redis://127.0.0.1:6379]
//! [QUEUE_CAPACITY=100000] [RETENTION_S=86400] cargo run --example queue_receiver [127.0.0.1:8080]`
//!
//! The response is 200 only after Redis has written the delivery to disk, and 503 if the queue is full or Redis does not
//! answer, so that the vendor delivers it again. The requirements on Redis are in `redis_queue.rs`.

use std::{convert::Infallible, env, error::Error, fmt::Display, time::Duration};

use chathooks::acquire::v1::{self, AcquireV1};
use chathooks::dedupe::IdempotencyKey;
use chathooks::{Key, RequestContext as Context, Stored, UrlToken, Vendor, delivery::RETRY_AFTER_HEADER};
use chathooks::{acquire, acquire::Acquire, comm100, comm100::Comm100, dixa, dixa::Dixa};
use chathooks_integrations::redis_pool::RedisPool;
use chathooks_integrations::redis_queue::{Added, Queue};
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::HeaderValue;
use hyper::{HeaderMap, Method, Request, Response, StatusCode, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};

const REDIS_CONNECTIONS: usize = 16;
const REDIS_TIMEOUT: Duration = Duration::from_secs(1);
/// The time for reading the body of a request.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// `Retry-After` of a 503, in seconds.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

type Status = Result<(), StatusCode>;

struct Receivers {
    acquire: acquire::Receiver,
    dixa: dixa::Receiver,
    acquire_v1: v1::Receiver,
    comm100: comm100::Receiver,
    queue: Queue,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let dixa = Key::from_hex(env::var("DIXA_KEY")?)?;
    let redis = env::var("REDIS_URL").unwrap_or("redis://127.0.0.1:6379".to_owned());
    let number = |name, default| env::var(name).map_or(Ok(default), |number| number.parse());
    let pool = RedisPool::new(&redis, REDIS_CONNECTIONS, REDIS_TIMEOUT)?;
    let queue = Queue::new(pool, "chathooks").with_capacity(number("QUEUE_CAPACITY", 100_000)?);
    let retention = Duration::from_secs(number("RETENTION_S", 86_400)?);
    let all: &'static Receivers = Box::leak(Box::new(Receivers {
        acquire: acquire::Receiver::new(Key::new(env::var("ACQUIRE_KEY")?)?),
        dixa: dixa::Receiver::new(dixa, Duration::from_secs(300)),
        acquire_v1: v1::Receiver::new(UrlToken::new(env::var("ACQUIRE_V1_TOKEN")?)?),
        comm100: comm100::Receiver::new(UrlToken::new(env::var("COMM100_TOKEN")?)?),
        queue: queue.with_retention(retention),
    }));
    let listener = tokio::net::TcpListener::bind(env::args().nth(1).as_deref().unwrap_or("127.0.0.1:8080")).await?;
    println!("listening on http://{}", listener.local_addr()?);
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(100)).await; // no file descriptor is left
            continue;
        };
        let service = service_fn(async move |request| {
            let status = respond(all, request).await.err().unwrap_or(StatusCode::OK);
            let mut response = Response::new(Empty::<Bytes>::new());
            *response.status_mut() = status;
            if status == StatusCode::SERVICE_UNAVAILABLE {
                response.headers_mut().insert(RETRY_AFTER_HEADER.as_str(), RETRY_AFTER);
            }
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
        (Method::POST, "/acquire") => hook::<Acquire>(&all.acquire, context, body, &all.queue).await,
        (Method::POST, "/dixa") => hook::<Dixa>(&all.dixa, context, body, &all.queue).await,
        (Method::POST, "/acquire-v1") => hook::<AcquireV1>(&all.acquire_v1, context, body, &all.queue).await,
        (Method::POST, "/comm100") => hook::<Comm100>(&all.comm100, context, body, &all.queue).await,
        _ => Err(StatusCode::NOT_FOUND),
    }
}

async fn hook<V: Vendor>(own: &V::Receiver, context: Context<'_, HeaderMap>, body: Bytes, queue: &Queue) -> Status {
    let verified = V::receive(own, context, body).map_err(refuse(StatusCode::UNAUTHORIZED))?;
    // An authentic body that does not decode has no key. It is queued too, and a worker moves it to the dead letters. With
    // several accounts, use `IdempotencyKey::in_account`.
    let key = V::decode(&verified).ok().and_then(|event| IdempotencyKey::of::<V>(&event));
    let record = serde_json::to_string(&Stored(&verified)).map_err(refuse(StatusCode::INTERNAL_SERVER_ERROR))?;
    match queue.add(V::NAME, key, &record).await.map_err(refuse(StatusCode::SERVICE_UNAVAILABLE))? {
        Added::Added | Added::Duplicate => Ok(()),
        Added::Full => Err(refuse(StatusCode::SERVICE_UNAVAILABLE)("the queue is full")),
    }
}

/// Logs the reason, and returns the status without it.
fn refuse<E: Display>(status: StatusCode) -> impl Fn(E) -> StatusCode {
    move |reason| {
        eprintln!("{status}: {reason}");
        status
    }
}
