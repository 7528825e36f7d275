//! `chathooks receive`: a receiver that prints the events, and keeps the deliveries if asked to.

mod print;
mod save;
mod serve;

use std::error::Error;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::routing::post;
use chathooks::acquire::v1::{self, AcquireV1};
use chathooks::acquire::{self, Acquire};
use chathooks::comm100::{self, Comm100};
use chathooks::dixa::{self, Dixa};
use chathooks::{RequestContext, UrlToken, Vendor, verified::VendorEvent as _};
use clap::Args;
use serde_json::json;
use tokio::net::TcpListener;

use self::print::{Answered, Lines};
use self::save::Folder;
pub(super) use self::save::is_refused;
use crate::failure::Failure;
use crate::message::target;
use crate::output::Output;
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
/// body takes more than 10 s, and 413 if it is longer than 1 MiB. The output has the names of events, of which it
/// cuts those of more than 100 characters, and the reasons of refusals, and no value of a body. At most 512 connections are open at once; others wait. Ctrl-C ends it within 2 s, and
/// a second Ctrl-C at once.
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
    #[arg(long, value_name = "HEX", env = "CHATHOOKS_DIXA_KEY", hide_env_values = true, allow_hyphen_values = true)]
    dixa_key: Vec<OsString>,
    /// A file with the token in the URL of Acquire 1.0.0
    #[arg(long, value_name = "FILE")]
    acquire_v1_token_file: Option<PathBuf>,
    /// The token of Acquire 1.0.0, which other users of this machine can see
    #[arg(
        long,
        value_name = "TOKEN",
        env = "CHATHOOKS_ACQUIRE_V1_TOKEN",
        hide_env_values = true,
        allow_hyphen_values = true
    )]
    acquire_v1_token: Option<OsString>,
    /// A file with the token in the URL of Comm100
    #[arg(long, value_name = "FILE")]
    comm100_token_file: Option<PathBuf>,
    /// The token of Comm100, which other users of this machine can see
    #[arg(
        long,
        value_name = "TOKEN",
        env = "CHATHOOKS_COMM100_TOKEN",
        hide_env_values = true,
        allow_hyphen_values = true
    )]
    comm100_token: Option<OsString>,
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Dixa's replay window in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    window: u64,
    /// Keep each delivery as a file of this folder, which `inspect --request` and `replay` read
    ///
    /// The files have customers' data and the tokens of URLs. Only their owner can read them. Deliveries that verification
    /// refused are kept too, with `refused` in their names. A file has a body of at most 1 MiB and a head of at most 64 KiB.
    #[arg(long, value_name = "DIR")]
    save: Option<PathBuf>,
    /// The maximum number of verified deliveries that are kept, of 1 MiB each; later ones are answered 503
    #[arg(long, value_name = "N", default_value_t = 10_000, requires = "save")]
    save_limit: usize,
    /// The maximum number of refused deliveries that are kept, of 1 MiB each; later ones are only printed
    #[arg(long, value_name = "N", default_value_t = 1_000, requires = "save")]
    save_refused_limit: usize,
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

        let open = |path| Folder::open(path, self.save_limit, self.save_refused_limit);
        let folder = self.save.as_deref().map(open).transpose()?.map(Arc::new);
        let window = Duration::from_secs(self.window);
        let lines = Arc::new(Lines::start(output)?);
        let hooks = Hooks { folder, lines: Arc::clone(&lines) };
        let routes = [
            (Acquire::NAME, acquire.is_some()),
            (Dixa::NAME, dixa.is_some()),
            (AcquireV1::NAME, acquire_v1.is_some()),
            (Comm100::NAME, comm100.is_some()),
        ];
        let routes: Vec<_> =
            routes.iter().filter(|(_, is_open)| *is_open).map(|(name, _)| format!("/{name}")).collect();
        let app = Router::new()
            .merge(hooks.route::<Acquire>(acquire.map(acquire::Receiver::new)))
            .merge(hooks.route::<Dixa>(dixa.map(|keys| dixa::Receiver::new(keys, window))))
            .merge(hooks.route::<AcquireV1>(acquire_v1.map(v1::Receiver::new)))
            .merge(hooks.route::<Comm100>(comm100.map(comm100::Receiver::new)));
        if !app.has_routes() {
            return Err(Failure::usage("no key or token is given: see `chathooks receive --help`"));
        }
        let app = hooks.elsewhere(app, &routes);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::io("receive", error))?;
        runtime.block_on(listen(&self.listen, app, output, &lines))
    }
}

async fn listen(address: &str, app: Router, output: Output, lines: &Lines) -> Result<(), Failure> {
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|error| Failure::usage(format!("--listen {address}: {error}")))?;
    let url = format!("http://{}", listener.local_addr().map_err(Failure::usage)?);
    let signals = serve::signals().await;
    // Nobody waits for an answer yet. If this cannot be printed, nobody learns the address.
    output.json(&json!({ "listening": url }))?;
    output.text(|| format!("listening on {url}"))?;
    serve::serve(listener, app, signals, lines).await
}

/// What all routes need.
struct Hooks {
    folder: Option<Arc<Folder>>,
    lines: Arc<Lines>,
}

/// What the route of a vendor needs.
#[derive(Clone)]
struct Hook<R> {
    receiver: R,
    folder: Option<Arc<Folder>>,
    lines: Arc<Lines>,
}

impl Hooks {
    fn route<V: Vendor>(&self, receiver: Option<V::Receiver>) -> Router {
        match receiver {
            Some(receiver) => {
                let hook = Hook { receiver, folder: self.folder.clone(), lines: Arc::clone(&self.lines) };
                Router::new().route(&format!("/{}", V::NAME), post(answer::<V>)).with_state(hook)
            }
            None => Router::new(),
        }
    }

    /// Adds the answers to requests for another path, or with another method.
    fn elsewhere(&self, app: Router, routes: &[String]) -> Router {
        let routes = match routes {
            [all @ .., last] if !all.is_empty() => format!("the routes are {} and {last}", all.join(", ")),
            routes => format!("the route is {}", routes.concat()),
        };
        let lines = Arc::clone(&self.lines);
        let other_path = async move |uri: Uri| {
            let note = format!("there is no {}, {routes}", shown(uri.path()));
            refuse(&lines, None, StatusCode::NOT_FOUND, note)
        };
        let lines = Arc::clone(&self.lines);
        let other_method = async move |method: Method, uri: Uri| {
            let note = format!("{} is not allowed", shown(method.as_str()));
            refuse(&lines, Some(uri.path().trim_start_matches('/')), StatusCode::METHOD_NOT_ALLOWED, note)
        };
        app.fallback(other_path).method_not_allowed_fallback(other_method)
    }
}

/// Returns the first 100 characters of a text, escaped.
fn shown(text: &str) -> String {
    cut(text).escape_debug().to_string()
}

/// Returns the first 100 characters of a text. Lines wait if nobody reads them, so they must not be as long as a body.
fn cut(text: &str) -> String {
    text.char_indices().nth(100).map_or_else(|| text.to_owned(), |(end, _)| format!("{}…", text.split_at(end).0))
}

/// Prints the reason why nothing was verified, and returns the status.
fn refuse(lines: &Lines, vendor: Option<&str>, status: StatusCode, note: impl Into<String>) -> StatusCode {
    let vendor = vendor.map(str::to_owned);
    lines.answered(&Answered { vendor, status, event: None, note: note.into(), saved: None });
    status
}

async fn answer<V: Vendor>(
    State(hook): State<Hook<V::Receiver>>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> StatusCode {
    let lines = &hook.lines;
    let unread = |status, note| refuse(lines, Some(V::NAME), status, note);
    let body = match tokio::time::timeout(BODY_TIMEOUT, to_bytes(body, BODY_LIMIT)).await {
        Ok(Ok(body)) => body,
        Ok(Err(error)) if is_broken(&error) => return unread(StatusCode::BAD_REQUEST, "the body is not complete"),
        Ok(Err(_)) => return unread(StatusCode::PAYLOAD_TOO_LARGE, "the body is longer than 1 MiB"),
        Err(_) => return unread(StatusCode::REQUEST_TIMEOUT, "the body took more than 10 s"),
    };
    let now = clock();
    let target = target(&uri);
    let verified = V::receive(&hook.receiver, RequestContext::new(&target, &headers, now), body.clone());
    let is_refused = verified.is_err();
    let (status, event, note) = match verified {
        Err(reason) => (StatusCode::UNAUTHORIZED, None, format!("refused, {reason}")),
        Ok(verified) => match V::decode(&verified) {
            Ok(event) => {
                let note = if event.is_known() { "" } else { ", new to this version" };
                // The name is verbatim for programs, and escaped for people.
                let (own, escaped) = (event.name().as_ref().to_owned(), event.name().to_string());
                (StatusCode::OK, Some(cut(&own)), format!("{}{note}", cut(&escaped)))
            }
            Err(error) => (StatusCode::BAD_REQUEST, None, format!("does not fit, {error}")),
        },
    };
    let save = |folder: &Arc<Folder>| folder.save(V::NAME, is_refused, now, &target, &headers, &body);
    let saved = match hook.folder.as_ref().map(save).transpose() {
        Ok(saved) => saved,
        Err(reason) => {
            lines.message(format!("{}: not saved, {reason}", V::NAME));
            if !is_refused {
                // The vendor sends it again.
                return StatusCode::SERVICE_UNAVAILABLE;
            }
            None
        }
    };
    lines.answered(&Answered { vendor: Some(V::NAME.to_owned()), status, event, note, saved });
    status
}

/// Returns whether the connection failed, or its bytes are not HTTP.
fn is_broken(error: &axum::Error) -> bool {
    let mut causes = std::iter::successors(error.source(), |&cause| cause.source());
    causes.any(<dyn Error>::is::<hyper::Error>)
}
