//! `chathooks inspect`: verifies and decodes one delivery.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chathooks::acquire::v1::{self, AcquireV1};
use chathooks::acquire::{self, Acquire};
use chathooks::comm100::{self, Comm100};
use chathooks::diagnose::Finding;
use chathooks::dixa::{self, Dixa, ReplayWindow};
use chathooks::{
    Format, Key, Keys, Limits, Proof, RequestContext, UrlToken, Vendor, Verified,
    value::{Object, Value},
    verified::VendorEvent as _,
};
use chrono::{DateTime, Utc};
use clap::Args;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::message::Message;
use crate::output;
use crate::secrets::{KeyArgs, Secret, Sources, TokenArgs, hex_key, keys, text_key};
use crate::vendor::{FormatName, VendorName, time};

/// Verify and decode a delivery, and print it as one line of JSON
///
/// The raw body is read from standard input. The line is
/// `{"verified":"signature","event":"case:status","known":true,"id":"…","data":{…}}`: how the delivery was verified, the
/// wire name of the event, whether this version knows it, its idempotency id or null, and its content.
///
/// The exit status is 1 with a line `verify: …` if verification fails, and 2 with `decode: …` if decoding fails.
#[derive(Args)]
#[command(after_help = "Examples:
  chathooks inspect acquire --key-file key --header 'x-acquire-signature: 16c5…' < body
  chathooks inspect dixa --diagnose --request deliveries/1770715231999-000001.dixa.http")]
pub(crate) struct Inspect {
    vendor: VendorName,
    #[command(flatten)]
    keys: KeyArgs,
    #[command(flatten)]
    token: TokenArgs,
    /// A header of the delivery; can be repeated
    #[arg(long, value_name = "NAME: VALUE")]
    header: Vec<OsString>,
    /// Read a whole request, as `sign` prints it and `receive` saves it, from a file or `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["header", "url"])]
    request: Option<PathBuf>,
    /// The formats that the receiver accepts; can be repeated [default: all]
    #[arg(long)]
    format: Vec<FormatName>,
    /// The URL that was requested, which has the token of a vendor that signs nothing
    #[arg(long)]
    url: Option<String>,
    /// The receiver's time in milliseconds since 1970 UTC; defaults to the system clock
    #[arg(long, value_name = "MS")]
    now: Option<u64>,
    /// Dixa's replay window in milliseconds [default: none]
    #[arg(long, value_name = "MS")]
    window: Option<u64>,
    /// Skip verification
    #[arg(long)]
    assume_authentic: bool,
    /// Print what to fix if verification fails, one line for each finding
    ///
    /// A key or token that is refused otherwise, such as one with whitespace at an end, is diagnosed as it was entered.
    #[arg(long)]
    diagnose: bool,
}

/// A delivery as it was received.
struct Delivery {
    target: String,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
    now: DateTime<Utc>,
}

impl Delivery {
    fn context(&self) -> RequestContext<'_, [(String, Vec<u8>)]> {
        RequestContext::new(&self.target, &self.headers, self.now)
    }
}

/// The token of a vendor that signs nothing.
struct Token {
    entered: Zeroizing<String>,
    accepted: Option<UrlToken>,
    /// Why it is refused.
    refused: Option<Failure>,
}

impl Inspect {
    pub(crate) fn run(&self, sources: &Sources) -> Result<(), Failure> {
        if !self.vendor.signs() && self.keys.is_given(sources) {
            return Err(Failure::usage("this vendor signs nothing and takes no --key"));
        }
        match self.vendor {
            VendorName::Acquire => {
                let secrets = self.keys.secrets(sources)?;
                let verbatim = keys(&secrets, |key| Key::from_bytes(key).map_err(Failure::usage));
                let (keys, refused) = self.or_verbatim(keys(&secrets, text_key), verbatim)?;
                let receiver = keys.map(|keys| acquire::Receiver::new(keys).with_formats(self.formats()));
                let delivery = self.delivery(sources)?;
                let findings = nearest(&secrets, |key| acquire::diagnose(key, &delivery.headers, &delivery.body));
                self.inspect::<Acquire>(receiver.as_ref(), refused, &delivery, findings, |_| true)
            }
            VendorName::AcquireV1 => {
                let Token { entered, accepted, refused } = self.token(sources)?;
                let receiver = accepted.map(v1::Receiver::new);
                let delivery = self.delivery(sources)?;
                let findings = || v1::diagnose(entered.as_str(), &delivery.headers, &delivery.target);
                let is_nested = |event: &v1::Event<'_>| event.layout.is_nested();
                self.inspect::<AcquireV1>(receiver.as_ref(), refused, &delivery, findings, is_nested)
            }
            VendorName::Comm100 => {
                let Token { entered, accepted, refused } = self.token(sources)?;
                let receiver = accepted.map(comm100::Receiver::new);
                let delivery = self.delivery(sources)?;
                let findings = || comm100::diagnose(entered.as_str(), &delivery.headers, &delivery.target);
                self.inspect::<Comm100>(receiver.as_ref(), refused, &delivery, findings, |_| false)
            }
            VendorName::Dixa => {
                let secrets = self.keys.secrets(sources)?;
                let (keys, refused) = self.or_verbatim(keys(&secrets, hex_key), Ok(None))?;
                let window = self.window.map(Duration::from_millis);
                let window = window.map_or(ReplayWindow::Unchecked, ReplayWindow::Within);
                let receiver = keys.map(|keys| dixa::Receiver::new(keys, window));
                let delivery = self.delivery(sources)?;
                let diagnose =
                    |key: &[u8]| dixa::diagnose(key, &delivery.headers, &delivery.body, delivery.now, window);
                let findings = nearest(&secrets, diagnose);
                self.inspect::<Dixa>(receiver.as_ref(), refused, &delivery, findings, |_| true)
            }
        }
    }

    /// With `--diagnose`, replaces refused keys by the verbatim ones, if these are valid, and returns the reason
    /// separately.
    fn or_verbatim(
        &self,
        keys: Result<Option<Keys>, Failure>,
        verbatim: Result<Option<Keys>, Failure>,
    ) -> Result<(Option<Keys>, Option<Failure>), Failure> {
        match keys {
            Err(Failure { message, .. }) if self.diagnose => {
                let reason = Failure::verify(message.trim_start_matches("usage: "));
                Ok((verbatim.unwrap_or(None), Some(reason)))
            }
            keys => Ok((keys?, None)),
        }
    }

    /// Returns the token. With `--diagnose`, a refused one is no error here.
    fn token(&self, sources: &Sources) -> Result<Token, Failure> {
        let entered = self.token.secret(sources)?;
        let (accepted, refused) = match entered.as_ref().map(|token| UrlToken::new(token.as_str())).transpose() {
            Err(error) if self.diagnose => (None, Some(Failure::verify(error))),
            token => (token.map_err(Failure::usage)?, None),
        };
        Ok(Token { entered: entered.unwrap_or_default(), accepted, refused })
    }

    fn delivery(&self, sources: &Sources) -> Result<Delivery, Failure> {
        let now = time(self.now)?;
        let headers = self.header.iter().map(|header| parse_header(header.as_encoded_bytes()));
        let headers = headers.collect::<Result<Vec<_>, _>>()?;
        let bytes = match self.request.as_deref() {
            Some(path) if path != Path::new("-") => output::read_file("--request", path)?,
            _ => sources.body()?,
        };
        if self.request.is_some() {
            let Message { target, headers, body } =
                Message::parse(&bytes).map_err(|error| Failure::usage(format!("--request: {error}")))?;
            return Ok(Delivery { target, headers, body, now });
        }
        Ok(Delivery { target: self.url.clone().unwrap_or_else(|| "/".to_owned()), headers, body: bytes, now })
    }

    /// Returns the formats of `--format`, or all formats.
    fn formats(&self) -> Vec<Format> {
        match self.format.as_slice() {
            [] => vec![Format::Json, Format::Xml, Format::Form],
            formats => formats.iter().map(|format| Format::from(*format)).collect(),
        }
    }

    /// Verifies and decodes a delivery, and prints the result.
    ///
    /// `refused` is the reason why a key is refused, `findings` says what to fix, and `has_envelope` returns whether `data`
    /// has the whole content of an event.
    fn inspect<V: Vendor>(
        &self,
        receiver: Option<&V::Receiver>,
        refused: Option<Failure>,
        delivery: &Delivery,
        findings: impl FnOnce() -> Vec<Finding>,
        has_envelope: impl Fn(&V::Event<'_>) -> bool,
    ) -> Result<(), Failure> {
        let verified = match receiver {
            _ if self.assume_authentic => Ok(Verified::<V, _>::assume_authentic(&delivery.body)),
            Some(receiver) => V::receive(receiver, delivery.context(), &delivery.body).map_err(Failure::verify),
            None if self.diagnose => Err(Failure::verify("nothing to verify with")),
            None => Err(Failure::verify(format!("nothing to verify with: give {}", self.missing()))),
        };
        if verified.is_err() && self.diagnose {
            let mut findings = findings();
            if findings.is_empty() {
                findings.push(Finding::NoFinding);
            }
            let lines: Vec<_> = findings.iter().map(|finding| format!("{}: {finding}\n", finding.code())).collect();
            output::print(lines.concat().as_bytes())?;
        }
        let verified = match (verified, refused) {
            (Err(_), Some(refused)) => return Err(refused),
            (Ok(verified), Some(refused)) => {
                anstream::eprintln!("{}", refused.message);
                verified
            }
            (verified, None) => verified?,
        };
        let verified = verified.with_formats(self.formats());
        let event = V::decode(&verified).map_err(Failure::decode)?;
        let line = Value::from(line::<V>(&event, verified.proof(), has_envelope(&event))?).to_body(Format::Json);
        output::print(format!("{}\n", output::escaped(&String::from_utf8_lossy(&line))).as_bytes())
    }

    fn missing(&self) -> &'static str {
        if self.vendor.signs() {
            "--key-file FILE or set CHATHOOKS_KEY"
        } else {
            "--url-token-file FILE or set CHATHOOKS_URL_TOKEN"
        }
    }
}

/// Returns the findings of the key that is nearest to a match, of which there is one at least.
fn nearest<'a>(
    secrets: &'a [Secret],
    diagnose: impl Fn(&[u8]) -> Vec<Finding> + 'a,
) -> impl FnOnce() -> Vec<Finding> + 'a {
    move || {
        let is_mismatch = |findings: &[Finding]| findings.iter().any(Finding::is_mismatch);
        let all = secrets.iter().map(|secret| diagnose(secret));
        all.min_by_key(|findings| (is_mismatch(findings), findings.len())).unwrap_or_else(|| diagnose(b""))
    }
}

/// Returns the line that is printed for an event.
fn line<V: Vendor>(event: &V::Event<'_>, proof: Proof, has_envelope: bool) -> Result<Object<'static>, Failure> {
    let mut line = Object::new();
    line.push("verified", proof.as_str());
    line.push("event", event.name().as_ref().to_owned());
    line.push("known", event.is_known());
    line.push("id", event.idempotency_id().map_or(Value::Null, Value::from));
    let limits = Limits::default().with_depth(Limits::MAX_DEPTH).with_values(usize::MAX);
    let json = event.to_json();
    let value = Value::from_body(&json, Format::Json, limits).map_err(Failure::decode)?;
    line.push("data", data(value.into_owned(), has_envelope));
    Ok(line)
}

/// Returns the content of the envelope's `data`, if any, otherwise the body without the event name.
fn data(event: Value<'static>, has_envelope: bool) -> Value<'static> {
    let Value::Object(fields) = &event else { return event };
    match fields.get("data") {
        Some(data) if has_envelope && !data.is_null() => data.clone(),
        data => {
            let rest = fields.iter().filter(|(name, value)| *name != "event" && !(has_envelope && value.is_null()));
            let rest: Object<'_> = rest.map(|(name, value)| (name.to_owned(), value.clone())).collect();
            if rest.is_empty() && data.is_some() { Value::Null } else { rest.into() }
        }
    }
}

/// Splits `Name: value`. The value may have any bytes; the name is UTF-8.
fn parse_header(header: &[u8]) -> Result<(String, Vec<u8>), Failure> {
    let wrong = || Failure::usage("--header needs 'Name: value'");
    let colon = header.iter().position(|byte| *byte == b':').ok_or_else(wrong)?;
    let (name, value) = header.split_at(colon);
    let value = value.get(1..).unwrap_or_default().trim_ascii();
    Ok((str::from_utf8(name).map_err(|_| wrong())?.trim().to_owned(), value.to_vec()))
}
