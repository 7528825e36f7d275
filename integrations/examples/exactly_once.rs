//! Receives the webhooks of all four vendors, and handles each event exactly once: the claim of its idempotency key, the work
//! and the completion are one transaction of the work's own database.
//!
//! `ACQUIRE_KEY=TEXT DIXA_KEY=HEX ACQUIRE_V1_TOKEN=TEXT COMM100_TOKEN=TEXT POSTGRES_URL=postgres://USER@HOST/DATABASE
//! cargo run --example exactly_once [127.0.0.1:8080]`
//!
//! The response is 200 only after the commit. It is 503 if there is no commit, or no answer to it, so that the vendor delivers
//! the event again.

use std::{convert::Infallible, env, error::Error as StdError, fmt::Display, time::Duration};

use chathooks::acquire::v1::{self, AcquireV1};
use chathooks::dedupe::{IdempotencyKey, Outcome};
use chathooks::{Key, RequestContext as Context, Stored, UrlToken, Vendor, Verified, verified::VendorEvent as _};
use chathooks::{acquire, acquire::Acquire, comm100, comm100::Comm100, dixa, dixa::Dixa};
use chathooks_integrations::postgres_pool::{Error, PostgresPool};
use chathooks_integrations::postgres_store::{PostgresStore, SCHEMA};
use deadpool_postgres::Transaction;
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderValue, RETRY_AFTER};
use hyper::{HeaderMap, Method, Request, Response, StatusCode, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio_postgres::types::ToSql;

const CONNECTIONS: usize = 16;
const TIMEOUT: Duration = Duration::from_secs(2);
const LEASE: Duration = Duration::from_secs(30);
const RETENTION: Duration = Duration::from_secs(7 * 86_400); // for how long a duplicate is recognized
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// The tables of the work. A process of its own does what is in the outbox, such as an e-mail, at least once.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS work (id bigserial, vendor text, event text, key text, record text);
    CREATE TABLE IF NOT EXISTS outbox (id bigserial, message text);
    CREATE TABLE IF NOT EXISTS dead_letters (id bigserial, vendor text, record text, path text, error text)";

const INSERT_WORK: &str = "INSERT INTO work (vendor, event, key, record) VALUES ($1, $2, $3, $4)";
const INSERT_MESSAGE: &str = "INSERT INTO outbox (message) VALUES ($1)";
const INSERT_DEAD_LETTER: &str = "INSERT INTO dead_letters (vendor, record, path, error) VALUES ($1, $2, $3, $4)";

struct Receivers {
    acquire: acquire::Receiver,
    dixa: dixa::Receiver,
    acquire_v1: v1::Receiver,
    comm100: comm100::Receiver,
    store: PostgresStore,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let dixa = Key::from_hex(env::var("DIXA_KEY")?)?;
    let pool = PostgresPool::new(&env::var("POSTGRES_URL")?, CONNECTIONS, TIMEOUT)?;
    pool.execute(&format!("{SCHEMA} {TABLES}")).await?;
    let all: &'static Receivers = Box::leak(Box::new(Receivers {
        acquire: acquire::Receiver::new(Key::new(env::var("ACQUIRE_KEY")?)?),
        dixa: dixa::Receiver::new(dixa, Duration::from_secs(300)),
        acquire_v1: v1::Receiver::new(UrlToken::new(env::var("ACQUIRE_V1_TOKEN")?)?),
        comm100: comm100::Receiver::new(UrlToken::new(env::var("COMM100_TOKEN")?)?),
        store: PostgresStore::new(pool, LEASE, RETENTION),
    }));
    let listener = tokio::net::TcpListener::bind(env::args().nth(1).as_deref().unwrap_or("127.0.0.1:8080")).await?;
    println!("listening on http://{}", listener.local_addr()?);
    tokio::spawn(all.store.purge_every(Duration::from_secs(10), |error| eprintln!("{error}")));
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(100)).await; // no file descriptor is left
            continue;
        };
        let service = service_fn(async move |request| {
            let status = respond(all, request).await.err().unwrap_or(StatusCode::OK);
            let retry_after = (status == StatusCode::SERVICE_UNAVAILABLE).then_some(HeaderValue::from_static("5"));
            let mut response = Response::new(Empty::<Bytes>::new());
            *response.status_mut() = status;
            response.headers_mut().extend(retry_after.map(|seconds| (RETRY_AFTER, seconds)));
            Ok::<_, Infallible>(response)
        });
        tokio::spawn(http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service));
    }
}

async fn respond(all: &Receivers, request: Request<Incoming>) -> Result<(), StatusCode> {
    let (head, body) = request.into_parts();
    let body = tokio::time::timeout(BODY_TIMEOUT, Limited::new(body, 1 << 20).collect()).await;
    let body = body.map_err(refuse(StatusCode::REQUEST_TIMEOUT))?.map_err(refuse(StatusCode::PAYLOAD_TOO_LARGE))?;
    let target = head.uri.to_string();
    let (context, body) = (Context::new(&target, &head.headers, chrono::Utc::now()), body.to_bytes());
    match (head.method, head.uri.path()) {
        (Method::POST, "/acquire") => hook::<Acquire>(&all.acquire, context, body, &all.store).await,
        (Method::POST, "/dixa") => hook::<Dixa>(&all.dixa, context, body, &all.store).await,
        (Method::POST, "/acquire-v1") => hook::<AcquireV1>(&all.acquire_v1, context, body, &all.store).await,
        (Method::POST, "/comm100") => hook::<Comm100>(&all.comm100, context, body, &all.store).await,
        _ => Err(StatusCode::NOT_FOUND),
    }
}

async fn hook<V: Vendor>(
    own: &V::Receiver,
    context: Context<'_, HeaderMap>,
    body: Bytes,
    store: &PostgresStore,
) -> Result<(), StatusCode> {
    let verified = V::receive(own, context, body).map_err(refuse(StatusCode::UNAUTHORIZED))?;
    store.pool().within(handle(&verified, store)).await.map_err(refuse(StatusCode::SERVICE_UNAVAILABLE))
}

/// If this returns or is cancelled before the commit, the transaction is rolled back, with the claim.
async fn handle<V: Vendor>(verified: &Verified<V, Bytes>, store: &PostgresStore) -> Result<(), Error> {
    let record = serde_json::to_string(&Stored(verified)).map_err(|_| Error::Unexpected)?;
    let mut connection = store.pool().get().await?;
    let transaction = connection.transaction().await?;
    match V::decode(verified) {
        // With several accounts, use `IdempotencyKey::in_account`.
        Ok(event) => match IdempotencyKey::of::<V>(&event) {
            Some(key) => match store.claim_in(&transaction, key, chrono::Utc::now()).await? {
                Outcome::Claimed(claim) => {
                    work::<V>(&transaction, &event, &key.to_string(), &record).await?;
                    let _ = store.complete_in(&transaction, &claim).await?; // recorded, because the row is locked
                }
                Outcome::Processed => return Ok(()),
                Outcome::InProgress => return Err(Error::Locked), // by a worker with a lease
            },
            None => work::<V>(&transaction, &event, "none", &record).await?, // at least once
        },
        Err(error) => {
            let (path, error) = (error.path(), error.to_string());
            insert(&transaction, INSERT_DEAD_LETTER, &[&V::NAME, &record, &path, &error]).await?;
        }
    }
    Ok(transaction.commit().await?)
}

/// The work, with statements of the transaction only. Return each error: after one, the commit does nothing, and says so to no one.
async fn work<V: Vendor>(tx: &Transaction<'_>, event: &V::Event<'_>, key: &str, record: &str) -> Result<(), Error> {
    let name = event.name().to_string(); // without control characters, because PostgreSQL refuses NUL
    insert(tx, INSERT_WORK, &[&V::NAME, &name, &key, &record]).await?;
    insert(tx, INSERT_MESSAGE, &[&format!("{}: {name}", V::NAME)]).await
}

async fn insert(tx: &Transaction<'_>, statement: &str, row: &[&(dyn ToSql + Sync)]) -> Result<(), Error> {
    let statement = tx.prepare_cached(statement).await?;
    Ok(tx.execute(&statement, row).await.map(|_| ())?)
}

/// Logs the reason, and returns the status without it.
fn refuse<E: Display>(status: StatusCode) -> impl Fn(E) -> StatusCode {
    move |reason| {
        eprintln!("{status}: {reason}");
        status
    }
}
