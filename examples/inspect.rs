//! Verifies and decodes a delivery, and prints it as one line of JSON.
//!
//! ```text
//! inspect VENDOR [--key TEXT]... [--header 'Name: value']... [--format json|xml|form]...
//!         [--url-token TOKEN --url URL] [--now MS] [--window MS] [--assume-authentic] [--diagnose] < BODY
//! ```
//!
//! VENDOR is `acquire`, `acquire-v1`, `dixa` or `comm100`. The output is
//! `{"verified":"signature","event":"case:status","known":true,"id":"…","data":{…}}`:
//!
//! - `verified` is `signature`, `stringified` (the signature of the body as JavaScript parses and prints it), `token` or
//!   `assumed`.
//! - `event` is the wire name of the event.
//! - `known` is whether this version of the crate knows the event.
//! - `id` is the idempotency id or null.
//! - `data` is the content of the typed event, with the vendor's field names.
//!
//! Options:
//!
//! - `--key` is a key; for Dixa, the secret in hexadecimal digits. It can be repeated.
//! - `--format` restricts the accepted formats; defaults to all. It can be repeated.
//! - `--url-token` is the secret token in the query of `--url`, for Acquire 1.0.0 and Comm100, which sign nothing.
//! - `--now` is the receiver's time in milliseconds since 1970 UTC; defaults to the system clock.
//! - `--window` is Dixa's replay window in milliseconds; defaults to none.
//! - `--assume-authentic` skips verification.
//! - `--diagnose` prints a line for each finding if verification fails, such as `key-white-space: the key has …`, or
//!   `no-finding: …`. The exit status is still 1. A key with whitespace at an end, which is refused otherwise, is tried
//!   verbatim, and the reason for the refusal is printed to standard error.
//!
//! The exit status is 0, or 1 with a line `verify: …` if verification fails, 2 with `decode: …` if decoding fails, and 64
//! for wrong usage.

#[path = "util/arguments.rs"]
mod arguments;

use std::process::ExitCode;
use std::time::Duration;

use chathooks::acquire::v1::{self, AcquireV1};
use chathooks::acquire::{self, Acquire};
use chathooks::comm100::{self, Comm100};
use chathooks::diagnose::{Covers, Finding};
use chathooks::dixa::{self, Dixa};
use chathooks::{
    Format, Keys, Limits, Proof, RequestContext, UrlToken, Vendor, Verified,
    value::{Object, Value},
    verified::VendorEvent as _,
};

use arguments::{Arguments, Failure};

fn main() -> ExitCode {
    arguments::exit(run())
}

fn run() -> Result<(), Failure> {
    let with_value = ["--key", "--header", "--format", "--url-token", "--url", "--now", "--window"];
    let arguments = Arguments::read(&with_value, &["--assume-authentic", "--diagnose"])?;
    match arguments.vendor()? {
        "acquire" => {
            let formats = formats(&arguments)?;
            let (keys, refused) = lenient(arguments.keys(), arguments.verbatim_keys(), &arguments)?;
            let receiver = keys.map(|keys| acquire::Receiver::new(keys).with_formats(formats));
            let diagnose = |key: &[u8], headers: &Headers<'_>, body: &[u8]| acquire::diagnose(key, headers, body);
            inspect::<Acquire>(receiver.as_ref(), refused, &arguments, |_| true, diagnose)
        }
        "acquire-v1" => {
            let receiver = token(&arguments)?.map(v1::Receiver::new);
            let diagnose = |_: &[u8], headers: &Headers<'_>, _: &[u8]| vec![v1::diagnose(headers)];
            inspect::<AcquireV1>(receiver.as_ref(), None, &arguments, |event| event.layout.is_nested(), diagnose)
        }
        "comm100" => {
            let receiver = token(&arguments)?.map(comm100::Receiver::new);
            let diagnose = |_: &[u8], headers: &Headers<'_>, _: &[u8]| vec![comm100::diagnose(headers)];
            inspect::<Comm100>(receiver.as_ref(), None, &arguments, |_| false, diagnose)
        }
        _ => {
            let window = arguments.number("--window")?.map(Duration::from_millis);
            let (keys, refused) = lenient(arguments.hex_keys(), None, &arguments)?;
            let replay_window = window.map_or(dixa::ReplayWindow::Unchecked, dixa::ReplayWindow::Within);
            let receiver = keys.map(|keys| dixa::Receiver::new(keys, replay_window));
            let now = arguments.now()?;
            let diagnose =
                |key: &[u8], headers: &Headers<'_>, body: &[u8]| dixa::diagnose(key, headers, body, now, replay_window);
            inspect::<Dixa>(receiver.as_ref(), refused, &arguments, |_| true, diagnose)
        }
    }
}

/// With `--diagnose`, replaces refused keys by the verbatim ones, if these are valid, and returns the reason separately.
fn lenient(
    keys: Result<Option<Keys>, Failure>,
    verbatim: Option<Keys>,
    arguments: &Arguments,
) -> Result<(Option<Keys>, Option<Failure>), Failure> {
    match keys {
        Err(Failure(_, line)) if arguments.has("--diagnose") => {
            Ok((verbatim, Some(Failure::verify(line.trim_start_matches("usage: ")))))
        }
        keys => Ok((keys?, None)),
    }
}

type Headers<'a> = [(&'a str, &'a [u8])];

/// Verifies and decodes standard input, and prints the result.
///
/// `refused` is the reason why a key is refused, `has_envelope` returns whether `data` has the whole content of an event, and
/// `diagnose` returns the findings for a key.
fn inspect<V: Vendor>(
    receiver: Option<&V::Receiver>,
    refused: Option<Failure>,
    arguments: &Arguments,
    has_envelope: impl Fn(&V::Event<'_>) -> bool,
    diagnose: impl Fn(&[u8], &Headers<'_>, &[u8]) -> Vec<Finding>,
) -> Result<(), Failure> {
    let headers = arguments.all("--header").map(header).collect::<Result<Vec<_>, _>>()?;
    let context = RequestContext::new(arguments.one("--url")?.unwrap_or("/"), &headers, arguments.now()?);
    let formats = formats(arguments)?;
    let body = arguments::input()?;
    let verified = match receiver {
        _ if arguments.has("--assume-authentic") => Ok(Verified::<V, _>::assume_authentic(body.as_slice())),
        Some(receiver) => V::receive(receiver, context, body.as_slice()).map_err(Failure::verify),
        None => Err(Failure::verify("nothing to verify with")),
    };
    if verified.is_err() && arguments.has("--diagnose") {
        // The findings of the key that is closest to a match.
        let keys = if arguments.has("--key") { arguments.all("--key").collect() } else { vec![b"".as_slice()] };
        let findings = keys.into_iter().map(|key| diagnose(key, &headers, &body));
        let unknown = [Finding::NoFinding, Finding::LostTypes, Finding::Compressed(Covers::NotCompressed)];
        let is_unknown = |findings: &[Finding]| findings.iter().any(|finding| unknown.contains(finding));
        let nearest = findings.min_by_key(|findings| (is_unknown(findings), findings.len()));
        let lines = nearest.filter(|findings| !findings.is_empty()).unwrap_or_else(|| vec![Finding::NoFinding]);
        let lines: Vec<_> = lines.iter().map(|finding| format!("{}: {finding}\n", finding.code())).collect();
        arguments::print(lines.concat().as_bytes())?;
    }
    let verified = match (verified, refused) {
        (Err(_), Some(refused)) => return Err(refused),
        (Ok(verified), Some(Failure(_, line))) => {
            eprintln!("{line}");
            verified
        }
        (verified, None) => verified?,
    };
    let verified = verified.with_formats(formats);
    let event = V::decode(&verified).map_err(Failure::decode)?;

    let mut line = Object::new();
    line.push("verified", proof(verified.proof()));
    line.push("event", event.name().as_ref().to_owned());
    line.push("known", event.is_known());
    line.push("id", event.idempotency_id().map_or(Value::Null, Value::from));
    let json = event.to_json();
    let limits = Limits::default().with_depth(Limits::MAX_DEPTH).with_values(usize::MAX);
    let value = Value::from_body(&json, Format::Json, limits).map_err(Failure::decode)?;
    line.push("data", data(value.into_owned(), has_envelope(&event)));
    let mut line = Value::from(line).to_body(Format::Json);
    line.push(b'\n');
    arguments::print(&line)
}

fn proof(proof: Proof) -> &'static str {
    match proof {
        Proof::Signature { .. } => "signature",
        Proof::Stringified { .. } => "stringified",
        Proof::Token { .. } => "token",
        _ => "assumed",
    }
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
fn header(header: &[u8]) -> Result<(&str, &[u8]), Failure> {
    let wrong = || Failure::usage("--header needs 'Name: value'");
    let colon = header.iter().position(|byte| *byte == b':').ok_or_else(wrong)?;
    let (name, value) = header.split_at(colon);
    let value = value.get(1..).unwrap_or_default().trim_ascii();
    Ok((str::from_utf8(name).map_err(|_| wrong())?.trim(), value))
}

/// Returns the formats of `--format`, or all formats.
fn formats(arguments: &Arguments) -> Result<Vec<Format>, Failure> {
    let formats = arguments.formats()?;
    Ok(if formats.is_empty() { vec![Format::Json, Format::Xml, Format::Form] } else { formats })
}

fn token(arguments: &Arguments) -> Result<Option<UrlToken>, Failure> {
    if arguments.has("--key") {
        return Err(Failure::usage("this vendor signs nothing and takes no --key"));
    }
    arguments.one("--url-token")?.map(UrlToken::new).transpose().map_err(Failure::usage)
}
