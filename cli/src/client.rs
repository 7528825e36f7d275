//! The HTTP client: bounded in time and in the size of answers. It follows no redirects.

use std::fmt::{self, Display};
use std::net::{IpAddr, ToSocketAddrs as _};
use std::path::Path;
use std::time::{Duration, Instant};

use http::{Request, StatusCode, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, AsSendBody};

use crate::api::ConnectionArgs;
use crate::failure::Failure;
use crate::output::{read_file, shown_path, shown_text};

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
    /// The server's certificate is refused, so nothing was sent.
    Certificate(String),
    /// The answer is not HTTP, or TLS failed.
    Invalid(String),
}

impl Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(reason) => write!(f, "cannot connect: {reason}: is the server running?"),
            Self::Closed => f.write_str("the connection was closed without an answer"),
            Self::Timeout(timeout) => write!(f, "no answer within {} s", timeout.as_secs_f64()),
            Self::Certificate(reason) => write!(f, "the server's certificate is refused: {reason}"),
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
    /// Creates a client whose calls take at most the timeout, from the name lookup to the head of the answer.
    pub(crate) fn new(connection: &ConnectionArgs) -> Result<Self, Failure> {
        Ok(Self { agent: connection.agent()?, timeout: connection.timeout() })
    }

    /// Returns the timeout of a call.
    pub(crate) fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Returns a client with the same connections and another timeout.
    pub(crate) fn with_timeout(&self, timeout: Duration) -> Self {
        Self { agent: self.agent.clone(), timeout }
    }

    /// Sends a request. The body of the answer is not read.
    pub(crate) fn send(&self, request: Request<impl AsSendBody>) -> Result<Answer, CallError> {
        let start = Instant::now();
        let response = run(&self.agent, request, self.timeout).map_err(|error| call_error(error, self.timeout))?;
        Ok(Answer { status: response.status(), elapsed: start.elapsed() })
    }

    /// Sends a GET request, and returns the status and the body, of at most 64 KiB.
    pub(crate) fn get(&self, uri: &Uri) -> Result<(StatusCode, Vec<u8>), CallError> {
        let error = |error| call_error(error, self.timeout);
        let request = Request::get(uri.clone()).body(()).map_err(|error| CallError::Invalid(error.to_string()))?;
        let response = run(&self.agent, request, self.timeout).map_err(error)?;
        let (parts, mut body) = response.into_parts();
        let body = body.with_config().limit(1 << 16).read_to_vec().map_err(error)?;
        Ok((parts.status, body))
    }
}

/// Creates an agent that follows no redirects and verifies certificates, by the built-in roots or those of a file.
pub(crate) fn agent(timeout: Duration, ca_file: Option<&Path>) -> Result<Agent, Failure> {
    let mut tls = TlsConfig::builder();
    if let Some(path) = ca_file {
        let wrong = |reason: &dyn Display| Failure::usage(format!("--ca-file {}: {reason}", shown_path(path)));
        let pem = read_file("--ca-file", path)?;
        let items = parse_pem(&pem).collect::<Result<Vec<_>, _>>().map_err(|_| wrong(&"not PEM"))?;
        let certificates = items.into_iter().filter_map(|item| match item {
            PemItem::Certificate(certificate) => Some(certificate),
            _ => None,
        });
        let certificates: Vec<_> = certificates.collect();
        if certificates.is_empty() {
            return Err(wrong(&"it has no certificate"));
        }
        tls = tls.root_certs(RootCerts::new_with_certs(&certificates));
    }
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_connect(Some(timeout.min(Duration::from_secs(10))))
        .timeout_global(Some(timeout))
        .tls_config(tls.build())
        .user_agent(concat!("chathooks/", env!("CARGO_PKG_VERSION")));
    Ok(config.build().new_agent())
}

/// Sends a request. A request to this machine does not use the proxy of the environment, which would see its credential or
/// token, because such a request may be without TLS.
pub(crate) fn run(
    agent: &Agent,
    request: Request<impl AsSendBody>,
    timeout: Duration,
) -> Result<http::Response<ureq::Body>, ureq::Error> {
    let is_local = request.uri().host().is_some_and(is_this_machine);
    let config = agent.configure_request(request).timeout_global(Some(timeout));
    agent.run(if is_local { config.proxy(None) } else { config }.build())
}

/// Returns whether a host is this machine by its spelling: a name that ends with `localhost`, or a loopback address in any
/// form that the resolver reads, such as `127.1`. Other names are not looked up.
fn is_this_machine(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    if host.rsplit('.').next() == Some("localhost") {
        return true;
    }
    let is_number = |label: &str| label.starts_with(|first: char| first.is_ascii_digit());
    let addresses = match host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
        Ok(address) => vec![address],
        // No top-level domain starts with a digit.
        Err(_) if host.split('.').all(is_number) => {
            (host.as_str(), 0).to_socket_addrs().into_iter().flatten().map(|address| address.ip()).collect()
        }
        Err(_) => Vec::new(),
    };
    addresses.iter().map(IpAddr::to_canonical).any(|address| address.is_loopback() || address.is_unspecified())
}

/// Words of its own: an error of the client may repeat the URL, which may have a secret token.
pub(crate) fn call_error(error: ureq::Error, timeout: Duration) -> CallError {
    use std::io::ErrorKind;

    match error {
        ureq::Error::Timeout(_) => CallError::Timeout(timeout),
        ureq::Error::HostNotFound => CallError::Unreachable("the host is not found".to_owned()),
        ureq::Error::ConnectionFailed => CallError::Unreachable("the connection failed".to_owned()),
        ureq::Error::Io(error) => match error.kind() {
            ErrorKind::ConnectionRefused
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::AddrNotAvailable => CallError::Unreachable(error.kind().to_string()),
            // The standard library has no kind for it.
            _ if error.to_string().starts_with("failed to lookup address") => {
                CallError::Unreachable("the host is not found".to_owned())
            }
            ErrorKind::TimedOut | ErrorKind::WouldBlock => CallError::Timeout(timeout),
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof
            | ErrorKind::NotConnected
            | ErrorKind::WriteZero => CallError::Closed,
            ErrorKind::InvalidData => tls_error(&error.to_string()),
            kind => CallError::Invalid(kind.to_string()),
        },
        ureq::Error::BodyExceedsLimit(limit) => CallError::Invalid(format!("it is longer than {limit} bytes")),
        ureq::Error::LargeResponseHeader(..) => CallError::Invalid("its headers are too long".to_owned()),
        ureq::Error::Protocol(error) if error.to_string().ends_with("too many headers") => {
            CallError::Invalid("it has too many headers".to_owned())
        }
        ureq::Error::Protocol(_) => CallError::Invalid("it is not HTTP/1.1".to_owned()),
        ureq::Error::Rustls(error) => tls_error(&error.to_string()),
        ureq::Error::Tls(reason) => CallError::Invalid(format!("TLS: {reason}")),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => CallError::Invalid("the URL is not valid".to_owned()),
        _ => CallError::Invalid("unexpected".to_owned()),
    }
}

/// Returns the error for a message of the TLS library, which has nothing of the request.
fn tls_error(message: &str) -> CallError {
    match message.strip_prefix("invalid peer certificate: ") {
        Some("UnknownIssuer") => CallError::Certificate("unknown issuer: --ca-file gives the root to trust".to_owned()),
        Some(reason) if reason.contains("CaUsedAsEndEntity") => {
            CallError::Certificate("a CA certificate is used as the server's own".to_owned())
        }
        // It has the names of the certificate, which the server chose.
        Some(reason) => CallError::Certificate(shown_text(reason)),
        None if message.contains("InvalidContentType") => CallError::Invalid(
            "TLS: the server speaks no TLS on this port: does the URL start with http://?".to_owned(),
        ),
        None => CallError::Invalid(format!("TLS or HTTP: {}", shown_text(message))),
    }
}

/// Parses the URL of a receiver. An error does not repeat it, for it may have a secret token.
pub(crate) fn url(text: &str) -> Result<Uri, Failure> {
    let uri = any_url(text)?;
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err(Failure::usage("the URL must not have a user or a password"));
    }
    Ok(uri)
}

/// Parses a URL that may have a user.
pub(crate) fn any_url(text: &str) -> Result<Uri, Failure> {
    let wrong = || Failure::usage("the URL must start with http:// or https:// and have a host");
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    if !["http", "https"].map(Some).contains(&scheme.as_deref()) {
        return Err(wrong());
    }
    let uri: Uri = text.parse().map_err(|error| Failure::usage(format!("the URL: {error}")))?;
    if uri.host().is_some_and(|host| !host.is_empty()) { Ok(uri) } else { Err(wrong()) }
}

/// Returns whether the query of a URL has a token.
///
/// # Errors
///
/// No receiver accepts an empty token.
pub(crate) fn has_token(text: &str) -> Result<bool, Failure> {
    match token(text) {
        Some("") => Err(Failure::usage("the token in the URL is empty")),
        token => Ok(token.is_some()),
    }
}

/// Returns the value of the parameter `token` in the query of a URL, still percent-encoded.
pub(crate) fn token(text: &str) -> Option<&str> {
    let (_, query) = text.split('#').next()?.split_once('?')?;
    let mut pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.find(|(name, _)| percent_decode_str(name).eq(*b"token")).map(|(_, token)| token)
}

/// Returns the URL without what may be secret: the user and the query.
pub(crate) fn shown(uri: &Uri) -> String {
    let host = uri.host().unwrap_or_default();
    let port = uri.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{host}{port}{}", uri.scheme_str().unwrap_or("http"), uri.path())
}

/// All but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Returns the URL with a token added to its query.
pub(crate) fn with_token(uri: &Uri, parameter: &str, token: &str) -> Result<Uri, Failure> {
    let separator = if uri.query().is_some() { '&' } else { '?' };
    let encoded = |text| utf8_percent_encode(text, RESERVED);
    let pair = format!("{}={}", encoded(parameter), encoded(token));
    format!("{uri}{separator}{pair}").parse().map_err(|error| Failure::usage(format!("the URL: {error}")))
}
