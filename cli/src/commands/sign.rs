//! `chathooks sign`: the signed request for an event.

use chathooks::RequestParts;
use clap::Args;
use http::Request;

use crate::client::any_url;
use crate::failure::Failure;
use crate::message::Message;
use crate::output;
use crate::secrets::{KeyArgs, Sources, TokenArgs};
use crate::vendor::{FormatName, Sender, VendorName, time};

/// Print the signed request for an event, as bytes of HTTP
///
/// The event is read from standard input as JSON. The exit status is 2 with a line `decode: …` if it does not decode.
/// `--json` changes nothing: what is printed is always the request.
#[derive(Args)]
#[command(after_help = "Examples:
  chathooks sign acquire --key-file key < event.json | chathooks inspect acquire --key-file key --request -
  chathooks sign dixa --key-file secret --url http://127.0.0.1:8080/dixa --curl < event.json | sh")]
pub(crate) struct Sign {
    vendor: VendorName,
    #[command(flatten)]
    keys: KeyArgs,
    #[command(flatten)]
    token: TokenArgs,
    /// The URL of the receiver; defaults to that of `chathooks receive` for the vendor
    #[arg(long)]
    url: Option<String>,
    /// The time that Dixa signs, in milliseconds since 1970 UTC; defaults to the system clock
    #[arg(long, value_name = "MS")]
    now: Option<u64>,
    /// The format of the body; xml and form are for acquire only
    #[arg(long)]
    format: Option<FormatName>,
    /// Print a command line for curl instead
    #[arg(long)]
    curl: bool,
}

impl Sign {
    pub(crate) fn run(&self, sources: &Sources) -> Result<(), Failure> {
        if !self.vendor.signs() && self.keys.is_given(sources) {
            return Err(Failure::usage("this vendor signs nothing and takes no --key: see --url-token-file"));
        }
        let sender = Sender::new(self.vendor, &self.keys.secrets(sources)?, self.format)?;
        let now = time(self.now)?;
        let default = format!("http://127.0.0.1:8080/{}", self.vendor.as_str());
        let url = self.url.as_deref().unwrap_or(&default);
        let uri = self.token.add_to(any_url(url)?, self.vendor, sources)?;
        let request = request(sender.event_parts(&sources.body()?, now)?, &uri.to_string())?;
        if self.curl {
            return output::print(curl(&request)?.as_bytes());
        }
        output::print(&Message::write(&request).ok_or_else(|| Failure::usage("--url has no host"))?)
    }
}

/// Returns the request of its parts. The URL is not repeated in an error, for it may have a secret token.
pub(crate) fn request(parts: RequestParts, url: &str) -> Result<Request<Vec<u8>>, Failure> {
    parts.into_request(url).map_err(|error| Failure::usage(format!("the URL: {error}")))
}

/// Returns a command line that sends the request, for a POSIX shell.
fn curl(request: &Request<Vec<u8>>) -> Result<String, Failure> {
    let mut line = String::from("curl --include --globoff --request POST");
    let mut option = |name: &str, value: &[u8]| {
        let value = str::from_utf8(value).ok().filter(|value| !value.contains('\0'))?;
        line.extend([" --", name, " ", &quoted(value)]);
        Some(())
    };
    let mut options: Vec<_> = request
        .headers()
        .iter()
        .map(|(name, value)| ("header", [name.as_str().as_bytes(), b": ", value.as_bytes()].concat()))
        .collect();
    // Unlike `--data`, it does not read a file if the body starts with `@`.
    options.push(("data-raw", request.body().clone()));
    options.push(("url", request.uri().to_string().into_bytes()));
    let is_text = options.iter().try_for_each(|(name, value)| option(name, value)).is_some();
    if !is_text {
        return Err(Failure::usage("a command line cannot have a NUL character, which the body has"));
    }
    line.push('\n');
    Ok(line)
}

/// Quotes a word for a POSIX shell.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}
