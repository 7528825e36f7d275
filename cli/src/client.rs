//! The HTTP client: bounded in time and in the size of answers. It follows no redirects.

use std::time::{Duration, Instant};

use http::{Request, StatusCode, Uri};
use ureq::{Agent, AsSendBody};

use crate::failure::Failure;

/// The status of an answer, and how long it took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) elapsed: Duration,
}

/// The reason why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CallError {
    /// No connection could be made.
    Unreachable(String),
    /// The connection was closed before the whole request was sent or an answer came.
    Closed,
    /// There was no answer within the timeout.
    Timeout(Duration),
    /// The answer is not HTTP, or TLS failed.
    Invalid(String),
}

impl std::fmt::Display for CallError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreachable(reason) => write!(f, "cannot connect: {reason}: is the server running?"),
            Self::Closed => f.write_str("the connection was closed without an answer"),
            Self::Timeout(timeout) => write!(f, "no answer within {} s", timeout.as_secs_f64()),
            Self::Invalid(reason) => write!(f, "the answer is invalid: {reason}"),
        }
    }
}

/// A client for requests to a receiver. Clones share their connections.
#[derive(Clone)]
pub(crate) struct Client {
    agent: Agent,
    timeout: Duration,
}

impl Client {
    /// Creates a client whose calls take at most `timeout`, from the name lookup to the head of the answer.
    pub(crate) fn new(timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(timeout.min(Duration::from_secs(10))))
            .timeout_global(Some(timeout))
            .user_agent(concat!("chathooks/", env!("CARGO_PKG_VERSION")));
        Self { agent: config.build().new_agent(), timeout }
    }

    /// Sends a request. The body of the answer is not read.
    pub(crate) fn send(&self, request: Request<impl AsSendBody>) -> Result<Answer, CallError> {
        let start = Instant::now();
        let response = self.agent.run(request).map_err(|error| self.error(error))?;
        Ok(Answer { status: response.status(), elapsed: start.elapsed() })
    }

    /// Sends a GET request, and returns the status and the body, of at most 64 KiB.
    pub(crate) fn get(&self, uri: &Uri) -> Result<(StatusCode, Vec<u8>), CallError> {
        let request = Request::get(uri.clone()).body(()).map_err(|error| CallError::Invalid(error.to_string()))?;
        let response = self.agent.run(request).map_err(|error| self.error(error))?;
        let (parts, mut body) = response.into_parts();
        let body = body.with_config().limit(1 << 16).read_to_vec().map_err(|error| self.error(error))?;
        Ok((parts.status, body))
    }

    /// Words of its own: an error of the client may repeat the URL, which may have a secret token.
    fn error(&self, error: ureq::Error) -> CallError {
        use std::io::ErrorKind;

        match error {
            ureq::Error::Timeout(_) => CallError::Timeout(self.timeout),
            ureq::Error::HostNotFound => CallError::Unreachable("the host is not found".to_owned()),
            ureq::Error::ConnectionFailed => CallError::Unreachable("the connection failed".to_owned()),
            ureq::Error::Io(error) => match error.kind() {
                ErrorKind::ConnectionRefused
                | ErrorKind::HostUnreachable
                | ErrorKind::NetworkUnreachable
                | ErrorKind::AddrNotAvailable => CallError::Unreachable(error.kind().to_string()),
                ErrorKind::TimedOut | ErrorKind::WouldBlock => CallError::Timeout(self.timeout),
                ErrorKind::ConnectionReset
                | ErrorKind::ConnectionAborted
                | ErrorKind::BrokenPipe
                | ErrorKind::UnexpectedEof
                | ErrorKind::NotConnected
                | ErrorKind::WriteZero => CallError::Closed,
                ErrorKind::InvalidData => CallError::Invalid(format!("TLS or HTTP: {error}")),
                kind => CallError::Invalid(kind.to_string()),
            },
            ureq::Error::BodyExceedsLimit(limit) => CallError::Invalid(format!("it is longer than {limit} bytes")),
            ureq::Error::LargeResponseHeader(..) => CallError::Invalid("its headers are too long".to_owned()),
            ureq::Error::Protocol(_) => CallError::Invalid("it is not HTTP/1.1".to_owned()),
            ureq::Error::Rustls(error) => CallError::Invalid(format!("TLS: {error}")),
            ureq::Error::Tls(reason) => CallError::Invalid(format!("TLS: {reason}")),
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => CallError::Invalid("the URL is not valid".to_owned()),
            _ => CallError::Invalid("unexpected".to_owned()),
        }
    }
}

/// Parses the URL of a receiver. An error does not repeat it, for it may have a secret token.
pub(crate) fn url(text: &str) -> Result<Uri, Failure> {
    let uri: Uri = text.parse().map_err(|error| Failure::usage(format!("the URL: {error}")))?;
    match (uri.scheme_str(), uri.host()) {
        (Some("http" | "https"), Some(_)) => Ok(uri),
        _ => Err(Failure::usage("the URL must start with http:// or https:// and have a host")),
    }
}

/// Returns the URL without what may be secret: the user and the query.
pub(crate) fn shown(uri: &Uri) -> String {
    let host = uri.host().unwrap_or_default();
    let port = uri.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{host}{port}{}", uri.scheme_str().unwrap_or("http"), uri.path())
}

/// Returns the URL with a token added to its query.
pub(crate) fn with_token(uri: &Uri, parameter: &str, token: &str) -> Result<Uri, Failure> {
    let separator = if uri.query().is_some() { '&' } else { '?' };
    let pair = format!("{}={}", encoded(parameter), encoded(token));
    format!("{uri}{separator}{pair}").parse().map_err(|error| Failure::usage(format!("the URL: {error}")))
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}
