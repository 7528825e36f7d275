//! `chathooks replay`: sends saved deliveries again.

use std::fmt::Display;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum as _};
use http::uri::InvalidUri;
use http::{HeaderName, HeaderValue, Request, Uri};
use serde_json::json;

use crate::api::ConnectionArgs;
use crate::client::{Client, shown, url};
use crate::commands::receive::is_refused;
use crate::failure::Failure;
use crate::message::Message;
use crate::output::{self, BAD, GOOD, Output, milliseconds, styled};
use crate::secrets::{KeyArgs, Sources, TokenArgs};
use crate::vendor::{Sender, VendorName, clock};

/// Send saved deliveries again, in the order in which they were received
///
/// They are sent as they were, or signed anew. All requests are built before the first is sent. If the URL has no query, that
/// of the delivery is used. The exit status is 1 if the receiver answers another status than 2xx, and 3 if there is no answer.
#[derive(Args)]
#[command(after_help = "Examples:
  chathooks replay deliveries http://127.0.0.1:8080/acquire
  chathooks replay deliveries http://127.0.0.1:8080/dixa --vendor dixa --resign --key-file secret")]
pub(crate) struct Replay {
    /// The folder of `chathooks receive --save`, or a single file with a request, such as the output of `sign`
    dir: PathBuf,
    /// The URL of the receiver
    url: String,
    /// Send only the deliveries of this vendor, and take files without a vendor in their names for its own
    #[arg(long)]
    vendor: Option<VendorName>,
    /// Sign the bodies anew, Dixa's with the time of the system clock
    ///
    /// For a vendor that signs nothing, the token of --url-token-file replaces that of the delivery. Deliveries that
    /// verification refused are not sent, because anyone can have sent them.
    #[arg(long)]
    resign: bool,
    /// Sign refused deliveries too
    #[arg(long, requires = "resign")]
    include_refused: bool,
    #[command(flatten)]
    keys: KeyArgs,
    #[command(flatten)]
    token: TokenArgs,
    #[command(flatten)]
    connection: ConnectionArgs,
}

/// Headers that belong to a connection, and are written by the client.
const OF_THE_CONNECTION: [&str; 9] = [
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "upgrade",
    "te",
    "expect",
    "proxy-connection",
];

/// The headers that a vendor signs with.
const SIGNATURES: [&str; 2] = ["x-acquire-signature", "x-dixa-signature"];

/// A file with a saved delivery.
struct Saved {
    path: PathBuf,
    name: String,
    vendor: VendorName,
}

impl Replay {
    pub(crate) fn run(&self, sources: &Sources, output: Output) -> Result<(), Failure> {
        let uri = url(&self.url)?;
        if !self.resign && (self.keys.is_given(sources) || self.token.is_given(sources)) {
            return Err(Failure::usage("a key or token is for --resign"));
        }
        let mut all = self.list()?;
        let count = all.len();
        if self.resign && !self.include_refused {
            all.retain(|saved| !is_refused(&saved.name));
        }
        let skipped = count - all.len();
        let Some(first) = all.first() else {
            let cause = match skipped {
                0 => String::new(),
                1 => " but 1 that was refused: give --include-refused to sign it".to_owned(),
                _ => format!(" but {skipped} that were refused: give --include-refused to sign them"),
            };
            return Err(Failure::usage(format!("{} has no saved delivery{cause}", escaped(&self.dir))));
        };
        let (sender, uri) = if self.resign {
            if all.iter().any(|saved| saved.vendor != first.vendor) {
                return Err(Failure::usage("there are deliveries of several vendors: choose one with --vendor"));
            }
            let uri = self.token.add_to(uri, first.vendor, sources)?;
            (Some(Sender::new(first.vendor, &self.keys.secrets(sources)?, None)?), uri)
        } else {
            (None, uri)
        };

        for saved in &all {
            request(saved, saved.read()?, &uri, sender.as_ref())?;
        }
        let client = Client::new(&self.connection)?;
        if skipped > 0 {
            output.json(&json!({ "skipped": skipped, "reason": "refused" }))?;
            output.text(|| match skipped {
                1 => "1 refused delivery is not signed: --include-refused signs it".to_owned(),
                _ => format!("{skipped} refused deliveries are not signed: --include-refused signs them"),
            })?;
        }
        let mut refused = 0;
        for saved in &all {
            let name = saved.name.escape_debug();
            let request = request(saved, saved.read()?, &uri, sender.as_ref())?;
            let answer = client
                .send(request)
                .map_err(|error| Failure::server("replay", format!("{name}: {}: {error}", shown(&uri))))?;
            refused += usize::from(!answer.status.is_success());
            let ms = milliseconds(answer.elapsed);
            output.json(&json!({ "file": saved.name, "status": answer.status.as_u16(), "ms": ms }))?;
            output.text(|| {
                let style = if answer.status.is_success() { GOOD } else { BAD };
                format!("{name}: {} in {ms} ms", styled(style, answer.status))
            })?;
        }
        if refused > 0 {
            return Err(Failure::failed("replay", format!("{refused} of {} were not answered 2xx", all.len())));
        }
        Ok(())
    }

    /// Lists the files in the order of their names.
    fn list(&self) -> Result<Vec<Saved>, Failure> {
        let entries = match fs::metadata(&self.dir) {
            Ok(metadata) if metadata.is_dir() => fs::read_dir(&self.dir),
            Ok(_) => return Ok(self.saved(self.dir.clone())?.into_iter().collect()),
            Err(error) => Err(error),
        };
        let failed = |error: std::io::Error| match error.kind() {
            ErrorKind::NotFound => failed(&self.dir, "it does not exist"),
            _ => failed(&self.dir, error),
        };
        let mut paths = Vec::new();
        for entry in entries.map_err(failed)? {
            paths.push(entry.map_err(failed)?.path());
        }
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "http"));
        paths.sort();
        paths.into_iter().filter_map(|path| self.saved(path).transpose()).collect()
    }

    /// Returns a file, unless it is of another vendor than `--vendor`.
    fn saved(&self, path: PathBuf) -> Result<Option<Saved>, Failure> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let vendor = name.rsplit('.').nth(1).and_then(|vendor| VendorName::from_str(vendor, false).ok());
        let vendor = vendor.or(self.vendor).ok_or_else(|| failed(&path, "its name has no vendor: give --vendor"))?;
        let is_wanted = self.vendor.is_none_or(|wanted| wanted == vendor);
        Ok(is_wanted.then_some(Saved { path, name, vendor }))
    }
}

impl Saved {
    /// Reads and parses the file.
    fn read(&self) -> Result<Message, Failure> {
        let failed = |error: &dyn Display| failed(&self.path, error);
        // Opening a FIFO would wait for a writer.
        if !fs::metadata(&self.path).map_err(|error| failed(&error))?.is_file() {
            return Err(failed(&"it is not a regular file"));
        }
        let file = fs::File::open(&self.path).map_err(|error| failed(&error))?;
        let bytes = output::read(file).map_err(|error| failed(&error.message))?;
        Message::parse(&bytes).map_err(|error| failed(&error))
    }
}

fn failed(path: &Path, error: impl Display) -> Failure {
    Failure::usage(format!("{}: {error}", escaped(path)))
}

fn escaped(path: &Path) -> String {
    path.display().to_string().escape_debug().to_string()
}

/// Returns the request of a saved delivery.
fn request(saved: &Saved, message: Message, uri: &Uri, sender: Option<&Sender>) -> Result<Request<Vec<u8>>, Failure> {
    let is_kept = |name: &str| !OF_THE_CONNECTION.contains(&name) && (sender.is_none() || !SIGNATURES.contains(&name));
    let mut headers: Vec<_> = message
        .headers
        .iter()
        .filter(|(name, _)| is_kept(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if let Some(sender) = sender {
        let parts = sender.raw_parts(message.body.clone(), clock());
        let signed = parts.headers.into_iter().filter(|(name, _)| SIGNATURES.contains(&name.as_str()));
        headers.extend(signed.map(|(name, value)| (name, value.into_bytes())));
    }
    let target =
        with_query(uri, &message.target).map_err(|error| failed(&saved.path, format!("its query: {error}")))?;
    let mut request = Request::post(target);
    for (name, value) in headers {
        let invalid = || failed(&saved.path, "a header is not valid");
        let name = HeaderName::try_from(name).map_err(|_| invalid())?;
        let value = HeaderValue::try_from(value).map_err(|_| invalid())?;
        request = request.header(name, value);
    }
    request.body(message.body).map_err(Failure::usage)
}

/// Returns the URL with the query of a delivery, if it has none.
fn with_query(uri: &Uri, target: &str) -> Result<Uri, InvalidUri> {
    match target.split_once('?') {
        Some((_, query)) if uri.query().is_none() => format!("{uri}?{query}").parse(),
        _ => Ok(uri.clone()),
    }
}
