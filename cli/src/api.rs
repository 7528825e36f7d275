//! Calls to the vendors' management APIs.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use chathooks::delivery::RetryAfter;
use chathooks::rest::{Endpoint, RestError};
use clap::Args;
use http::{Method, Request, Response, StatusCode};
use ureq::Agent;

use crate::client::{CallError, agent, call_error, run};
use crate::failure::Failure;
use crate::vendor::clock;

/// The maximum length of an answer in bytes.
const ANSWER_LIMIT: u64 = 4 << 20;

/// The maximum length of a reason in characters.
const REASON_LIMIT: usize = 200;

/// How often a call is tried that is answered 429 or 503.
const TRIES: u32 = 4;

/// The longest time to wait between two tries. If the vendor asks for more, the call fails.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How a client connects.
#[derive(Args)]
pub(crate) struct ConnectionArgs {
    /// A file with the root certificates to trust in the place of the built-in ones, in PEM
    #[arg(long, value_name = "FILE", help_heading = "Connection", global = true)]
    ca_file: Option<PathBuf>,
    /// The timeout of each request, in seconds
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 10,
        value_parser = clap::value_parser!(u64).range(1..=600),
        help_heading = "Connection",
        global = true
    )]
    timeout: u64,
}

impl ConnectionArgs {
    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout)
    }

    pub(crate) fn agent(&self) -> Result<Agent, Failure> {
        agent(self.timeout(), self.ca_file.as_deref())
    }
}

/// A client of a management API.
pub(crate) struct Api<A> {
    agent: Agent,
    timeout: Duration,
    account: A,
    /// The command, for the messages of failures.
    command: &'static str,
}

impl<A> Api<A> {
    pub(crate) fn new(connection: &ConnectionArgs, account: A, command: &'static str) -> Result<Self, Failure> {
        Ok(Self { agent: connection.agent()?, timeout: connection.timeout(), account, command })
    }

    /// Calls the vendor. A call that is answered 429 or 503 is repeated when the vendor allows it.
    ///
    /// A failure says if the vendor may have created something.
    pub(crate) fn call<E: Endpoint<Account = A>>(&self, step: &str, call: &E) -> Result<E::Answer, Failure> {
        for attempt in 1.. {
            let request = call.request(&self.account).map_err(|error| Failure::usage(format!("{step}: {error}")))?;
            let is_create = request.method() == Method::POST;
            let doubt = if is_create { ": it may have been created, so look with `list`" } else { "" };
            let response = match self.exchange(request) {
                Ok(response) => response,
                Err(error @ (CallError::Unreachable(_) | CallError::Certificate(_))) => {
                    return Err(self.failed(step, error));
                }
                Err(error) => return Err(self.failed(step, format!("{error}{doubt}"))),
            };
            let status = response.status();
            let error = match call.answer(&response) {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            if attempt < TRIES
                && let Some(wait) = wait(&error, attempt, is_create)
            {
                anstream::eprintln!("{}: {step}: {status}, tried again in {} s", self.command, wait.as_secs());
                thread::sleep(wait);
                continue;
            }
            // A message of the vendor may repeat the request with its secrets, so none is shown.
            let is_refused = status.is_client_error() || status.is_redirection();
            let doubt = if is_refused { "" } else { doubt };
            let reason = match error.error_response() {
                // What may have been created should not simply be tried again.
                Some(_) if !doubt.is_empty() && status.is_server_error() => {
                    format!("{error}: the vendor's server failed")
                }
                Some(response) => format!("{error}{}{}", hint(status), later(status, response.retry_after)),
                None => format!("{}, with status {status}", cut(&error.to_string())),
            };
            return Err(self.failed(step, format!("{reason}{doubt}")));
        }
        Err(self.failed(step, "no try is left"))
    }

    fn exchange(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, CallError> {
        let error = |error| call_error(error, self.timeout);
        let response = run(&self.agent, request, self.timeout).map_err(error)?;
        let (parts, mut body) = response.into_parts();
        let body = body.with_config().limit(ANSWER_LIMIT).read_to_vec().map_err(|reason| match error(reason) {
            CallError::Closed => CallError::Invalid(format!("it is cut off, with status {}", parts.status)),
            CallError::Invalid(reason) => CallError::Invalid(format!("{reason}, with status {}", parts.status)),
            other => other,
        })?;
        Ok(Response::from_parts(parts, body))
    }

    fn failed(&self, step: &str, reason: impl std::fmt::Display) -> Failure {
        Failure::server(self.command, format!("{step}: {reason}"))
    }
}

/// Returns a reason without its middle, where it may have a path as long as the vendor makes it.
fn cut(reason: &str) -> String {
    let length = reason.chars().count();
    if length <= REASON_LIMIT {
        return reason.to_owned();
    }
    let half = REASON_LIMIT / 2;
    let (start, end): (String, String) =
        (reason.chars().take(half).collect(), reason.chars().skip(length - half).collect());
    format!("{start}…{end}")
}

/// Returns how long to wait before the next try, or `None` if there should be none.
///
/// A proxy may answer 503 for a vendor that has created something, so a creation is repeated only if it is asked for.
fn wait<P>(error: &RestError<P>, attempt: u32, is_create: bool) -> Option<Duration> {
    let response = error.error_response()?;
    if is_create && response.status == StatusCode::SERVICE_UNAVAILABLE && response.retry_after.is_none() {
        return None;
    }
    if ![StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE].contains(&response.status) {
        return None;
    }
    let wait = response.retry_after.map_or(Duration::from_secs(1 << attempt), |after| after.wait(clock()));
    Some(wait).filter(|wait| *wait <= LONGEST_WAIT)
}

/// Returns how long the vendor asks to wait.
fn later(status: StatusCode, after: Option<RetryAfter>) -> String {
    let after = after.filter(|_| matches!(status.as_u16(), 429 | 500..=599));
    after.map_or_else(String::new, |after| format!(", in {} s", after.wait(clock()).as_secs()))
}

/// Returns what to do about a status.
fn hint(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => ": the request is invalid, or there is no webhook with this id",
        401 => ": check the API key",
        403 => ": the API key lacks the permission",
        404 => ": there is no webhook with this id, or the base URL is wrong",
        429 => ": the rate limit is exceeded: try again later",
        300..=399 => ": check the base URL, for redirects are not followed",
        500..=599 => ": the vendor's server failed: try again later",
        _ => "",
    }
}
