//! `chathooks replay`: sends saved deliveries again.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum as _};
use http::{HeaderName, HeaderValue, Request, Uri};
use serde_json::json;

use crate::api::ConnectionArgs;
use crate::client::{Client, shown, url, with_token};
use crate::failure::Failure;
use crate::message::Message;
use crate::output::{self, BAD, GOOD, Output, milliseconds, styled};
use crate::secrets::{KeyArgs, Sources, TokenArgs};
use crate::vendor::{Sender, VendorName, clock};

/// Send saved deliveries again, in the order in which they were received
///
/// They are sent as they were, or signed anew. If the URL has no query, that of the delivery is used. The exit status is 1
/// if the receiver answers another status than 2xx, and 3 if there is no answer.
#[derive(Args)]
#[command(after_help = "Examples:
  chathooks replay deliveries http://127.0.0.1:8080/acquire
  chathooks replay deliveries http://127.0.0.1:8080/dixa --vendor dixa --resign --key-file secret")]
pub(crate) struct Replay {
    /// The folder of `chathooks receive --save`, or a single file of it
    dir: PathBuf,
    /// The URL of the receiver
    url: String,
    /// Send only the deliveries of this vendor
    #[arg(long)]
    vendor: Option<VendorName>,
    /// Sign the bodies anew, Dixa's with the time of the system clock
    ///
    /// For a vendor that signs nothing, the token of --url-token-file replaces that of the delivery.
    #[arg(long)]
    resign: bool,
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

/// A saved delivery.
struct Saved {
    name: String,
    vendor: VendorName,
    message: Message,
}

impl Replay {
    pub(crate) fn run(&self, sources: &Sources, output: Output) -> Result<(), Failure> {
        let uri = url(&self.url)?;
        if !self.resign && (self.keys.is_given(sources) || self.token.is_given(sources)) {
            return Err(Failure::usage("a key or token is for --resign"));
        }
        let all = self.read()?;
        let Some(first) = all.first() else {
            return Err(Failure::usage(format!("{} has no saved delivery", self.dir.display())));
        };
        let (sender, uri) = if self.resign {
            if all.iter().any(|saved| saved.vendor != first.vendor) {
                return Err(Failure::usage("there are deliveries of several vendors: choose one with --vendor"));
            }
            let uri = match self.token.secret(sources)? {
                Some(token) if !first.vendor.signs() => with_token(&uri, "token", &token)?,
                _ => uri,
            };
            (Some(Sender::new(first.vendor, &self.keys.secrets(sources)?, None)?), uri)
        } else {
            (None, uri)
        };

        let client = Client::new(&self.connection)?;
        let mut refused = 0;
        for saved in &all {
            let request = request(saved, &uri, sender.as_ref())?;
            let answer = client
                .send(request)
                .map_err(|error| Failure::server("replay", format!("{}: {}: {error}", saved.name, shown(&uri))))?;
            refused += usize::from(!answer.status.is_success());
            let ms = milliseconds(answer.elapsed);
            output.json(&json!({ "file": saved.name, "status": answer.status.as_u16(), "ms": ms }))?;
            output.text(|| {
                let style = if answer.status.is_success() { GOOD } else { BAD };
                format!("{}: {} in {ms} ms", saved.name, styled(style, answer.status))
            })?;
        }
        if refused > 0 {
            return Err(Failure::failed("replay", format!("{refused} of {} were not answered 2xx", all.len())));
        }
        Ok(())
    }

    /// Reads all files before the first is sent, in the order of their names.
    fn read(&self) -> Result<Vec<Saved>, Failure> {
        let failed =
            |path: &Path, error: &dyn std::fmt::Display| Failure::usage(format!("{}: {error}", path.display()));
        let mut paths = if self.dir.is_dir() {
            let entries = fs::read_dir(&self.dir).map_err(|error| failed(&self.dir, &error))?;
            let paths = entries.map(|entry| entry.map(|entry| entry.path()));
            paths.collect::<Result<Vec<_>, _>>().map_err(|error| failed(&self.dir, &error))?
        } else {
            vec![self.dir.clone()]
        };
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "http"));
        paths.sort();
        let mut all = Vec::new();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let vendor = name.rsplit('.').nth(1).and_then(|vendor| VendorName::from_str(vendor, false).ok());
            let vendor =
                vendor.or(self.vendor).ok_or_else(|| failed(&path, &"its name has no vendor: give --vendor"))?;
            if self.vendor.is_some_and(|wanted| wanted != vendor) {
                continue;
            }
            let file = fs::File::open(&path).map_err(|error| failed(&path, &error))?;
            let message = Message::parse(&output::read(file)?).map_err(|error| failed(&path, &error))?;
            all.push(Saved { name, vendor, message });
        }
        Ok(all)
    }
}

/// Returns the request of a saved delivery.
fn request(saved: &Saved, uri: &Uri, sender: Option<&Sender>) -> Result<Request<Vec<u8>>, Failure> {
    let message = &saved.message;
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
    let mut request = Request::post(with_query(uri, &message.target)?);
    for (name, value) in headers {
        let invalid = |_| Failure::usage(format!("{}: a header is not valid", saved.name));
        let name = HeaderName::try_from(name).map_err(|error| invalid(error.into()))?;
        let value = HeaderValue::try_from(value).map_err(|error| invalid(http::Error::from(error)))?;
        request = request.header(name, value);
    }
    request.body(message.body.clone()).map_err(Failure::usage)
}

/// Returns the URL with the query of a delivery, if it has none.
fn with_query(uri: &Uri, target: &str) -> Result<Uri, Failure> {
    match target.split_once('?') {
        Some((_, query)) if uri.query().is_none() => {
            format!("{uri}?{query}").parse().map_err(|error| Failure::usage(format!("the URL: {error}")))
        }
        _ => Ok(uri.clone()),
    }
}
