//! `chathooks receive`: a receiver that prints the events, and keeps the deliveries if asked to.

mod save;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::routing::post;
use chathooks::acquire::v1::{self, AcquireV1};
use chathooks::acquire::{self, Acquire};
use chathooks::comm100::{self, Comm100};
use chathooks::dixa::{self, Dixa};
use chathooks::{RequestContext, UrlToken, Vendor, verified::VendorEvent as _};
use clap::Args;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use self::save::Folder;
use crate::failure::Failure;
use crate::message::target;
use crate::output::{BAD, GOOD, Output, styled};
use crate::secrets::{Sources, hex_key, keys, text, text_key};
use crate::vendor::clock;

/// The maximum length of a body in bytes. A case with 500 messages has about 112 KB.
const BODY_LIMIT: usize = 1 << 20;

/// The maximum time that reading a body takes.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// Run a receiver on this machine, and print the events
///
/// There is a route for each vendor with a key or token: `/acquire`, `/dixa`, `/acquire-v1?token=…` and
/// `/comm100?token=…`. The status is 200 for a valid event, 401 if verification fails, 400 if decoding fails, 408 if the
/// body takes more than 10 s, and 413 if it is longer than 1 MiB. The output has the names of events and the reasons of
/// refusals, and no value of a body.
#[derive(Args)]
#[command(after_help = "Example:
  chathooks receive --key-file key --save deliveries")]
pub(crate) struct Receive {
    /// A file with a key of Acquire 2.0.0; can be repeated
    #[arg(long, value_name = "FILE")]
    key_file: Vec<PathBuf>,
    /// A key of Acquire 2.0.0, which other users of this machine can see; can be repeated
    #[arg(long, value_name = "TEXT", env = "CHATHOOKS_KEY", hide_env_values = true, allow_hyphen_values = true)]
    key: Vec<OsString>,
    /// A file with a secret of Dixa in hexadecimal digits; can be repeated
    #[arg(long, value_name = "FILE")]
    dixa_key_file: Vec<PathBuf>,
    /// A secret of Dixa, which other users of this machine can see; can be repeated
    #[arg(long, value_name = "HEX", env = "CHATHOOKS_DIXA_KEY", hide_env_values = true)]
    dixa_key: Vec<OsString>,
    /// A file with the token in the URL of Acquire 1.0.0
    #[arg(long, value_name = "FILE")]
    acquire_v1_token_file: Option<PathBuf>,
    /// The token of Acquire 1.0.0, which other users of this machine can see
    #[arg(long, value_name = "TOKEN", env = "CHATHOOKS_ACQUIRE_V1_TOKEN", hide_env_values = true)]
    acquire_v1_token: Option<OsString>,
    /// A file with the token in the URL of Comm100
    #[arg(long, value_name = "FILE")]
    comm100_token_file: Option<PathBuf>,
    /// The token of Comm100, which other users of this machine can see
    #[arg(long, value_name = "TOKEN", env = "CHATHOOKS_COMM100_TOKEN", hide_env_values = true)]
    comm100_token: Option<OsString>,
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Dixa's replay window in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    window: u64,
    /// Keep each delivery as a file of this folder, which `inspect --request` and `replay` read
    ///
    /// The files have customers' data and the tokens of URLs. Only their owner can read them. Refused deliveries are kept
    /// too.
    #[arg(long, value_name = "DIR")]
    save: Option<PathBuf>,
    /// The maximum number of files that are kept; later deliveries are answered 503
    #[arg(long, value_name = "N", default_value_t = 10_000, requires = "save")]
    save_limit: usize,
}

impl Receive {
    pub(crate) fn run(&self, sources: &Sources, output: Output) -> Result<(), Failure> {
        let acquire = keys(&sources.secrets("key", &self.key, &self.key_file)?, text_key)?;
        let dixa = keys(&sources.secrets("dixa_key", &self.dixa_key, &self.dixa_key_file)?, hex_key)?;
        let token = |id, value: &Option<OsString>, file: &Option<PathBuf>| {
            let secret = sources.secret(id, value.as_ref(), file.as_ref())?;
            let token = |secret| UrlToken::new(text(&secret)?).map_err(Failure::usage);
            secret.map(token).transpose()
        };
        let acquire_v1 = token("acquire_v1_token", &self.acquire_v1_token, &self.acquire_v1_token_file)?;
        let comm100 = token("comm100_token", &self.comm100_token, &self.comm100_token_file)?;
        sources.warn();

        let folder = self.save.as_deref().map(|path| Folder::open(path, self.save_limit)).transpose()?.map(Arc::new);
        let window = Duration::from_secs(self.window);
        let app = Router::new()
            .merge(route::<Acquire>(acquire.map(acquire::Receiver::new), folder.as_ref(), output))
            .merge(route::<Dixa>(dixa.map(|keys| dixa::Receiver::new(keys, window)), folder.as_ref(), output))
            .merge(route::<AcquireV1>(acquire_v1.map(v1::Receiver::new), folder.as_ref(), output))
            .merge(route::<Comm100>(comm100.map(comm100::Receiver::new), folder.as_ref(), output));
        if !app.has_routes() {
            return Err(Failure::usage("no key or token is given: see `chathooks receive --help`"));
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::failed("receive", error))?;
        runtime.block_on(serve(&self.listen, app, output))
    }
}

async fn serve(address: &str, app: Router, output: Output) -> Result<(), Failure> {
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|error| Failure::usage(format!("--listen {address}: {error}")))?;
    let url = format!("http://{}", listener.local_addr().map_err(Failure::usage)?);
    output.json(&json!({ "listening": url }))?;
    output.text(|| format!("listening on {url}"))?;
    let stop = async {
        // Without a handler for it, the signal ends the process.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let server = axum::serve(listener, app).with_graceful_shutdown(stop);
    server.await.map_err(|error| Failure::failed("receive", error))
}

/// What the route of a vendor needs.
#[derive(Clone)]
struct Hook<R> {
    receiver: R,
    folder: Option<Arc<Folder>>,
    output: Output,
}

fn route<V: Vendor>(receiver: Option<V::Receiver>, folder: Option<&Arc<Folder>>, output: Output) -> Router {
    match receiver {
        Some(receiver) => {
            let hook = Hook { receiver, folder: folder.cloned(), output };
            Router::new().route(&format!("/{}", V::NAME), post(answer::<V>)).with_state(hook)
        }
        None => Router::new(),
    }
}

async fn answer<V: Vendor>(
    State(hook): State<Hook<V::Receiver>>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> StatusCode {
    let body = match tokio::time::timeout(BODY_TIMEOUT, to_bytes(body, BODY_LIMIT)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE,
        Err(_) => return StatusCode::REQUEST_TIMEOUT,
    };
    let now = clock();
    let target = target(&uri);
    let saved = match hook.folder.as_ref().map(|folder| folder.save(V::NAME, now, &target, &headers, &body)) {
        Some(Ok(name)) => Some(name),
        Some(Err(reason)) => {
            // The vendor sends it again.
            anstream::eprintln!("{}: not saved, {reason}", V::NAME);
            return StatusCode::SERVICE_UNAVAILABLE;
        }
        None => None,
    };
    let (status, event, note) = match V::receive(&hook.receiver, RequestContext::new(&target, &headers, now), body) {
        Err(reason) => (StatusCode::UNAUTHORIZED, None, format!("refused, {reason}")),
        Ok(verified) => match V::decode(&verified) {
            Ok(event) => {
                let note = if event.is_known() { "" } else { ", new to this version" };
                (StatusCode::OK, Some(event.name().to_string()), format!("{}{note}", event.name()))
            }
            Err(error) => (StatusCode::BAD_REQUEST, None, format!("does not fit, {error}")),
        },
    };
    print::<V>(hook.output, status, event.as_deref(), &note, saved.as_deref());
    status
}

/// Prints a line. Whether anyone reads it changes no answer.
fn print<V: Vendor>(output: Output, status: StatusCode, event: Option<&str>, note: &str, saved: Option<&str>) {
    let saved_as = saved.map(|name| format!(" ({name})")).unwrap_or_default();
    let reason = if event.is_some() { Value::Null } else { note.into() };
    let _ = output.json(&json!({
        "vendor": V::NAME, "status": status.as_u16(), "event": event, "reason": reason, "saved": saved,
    }));
    let style = if status.is_success() { GOOD } else { BAD };
    let _ = output.text(|| format!("{}: {}{saved_as}", V::NAME, styled(style, note)));
}
