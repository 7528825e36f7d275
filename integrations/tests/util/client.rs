//! Clients: ureq, and a raw TCP client for invalid requests.

#![allow(dead_code, reason = "not every test uses all of this file")]

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::LazyLock;
use std::time::Duration;

use http::Request;

/// Sends a request with ureq, and returns the status and the body of the response.
pub fn send(request: &Request<Vec<u8>>) -> (u16, String) {
    try_to_send(request.clone()).unwrap()
}

/// Sends an oversized request with ureq, with a length or chunked, and returns the status of the response.
pub fn send_too_much(request: &Request<Vec<u8>>, in_chunks: bool) -> u16 {
    let attempt = || {
        let (parts, body) = request.clone().into_parts();
        if in_chunks {
            let body = ureq::SendBody::from_owned_reader(std::io::Cursor::new(body));
            return try_to_send(Request::from_parts(parts, body)).ok();
        }
        try_to_send(Request::from_parts(parts, body)).ok()
    };
    // A server that does not read the whole body may reset the connection before the client has read the response.
    (0..20).find_map(|_| attempt()).unwrap().0
}

/// Sends a request with ureq, and returns the response with its headers.
pub fn response(request: &Request<Vec<u8>>) -> http::Response<ureq::Body> {
    run(request.clone()).unwrap()
}

fn try_to_send(request: Request<impl ureq::AsSendBody>) -> Result<(u16, String), ureq::Error> {
    let mut response = run(request)?;
    Ok((response.status().as_u16(), response.body_mut().read_to_string()?))
}

fn run(request: Request<impl ureq::AsSendBody>) -> Result<http::Response<ureq::Body>, ureq::Error> {
    static AGENT: LazyLock<ureq::Agent> = LazyLock::new(|| {
        let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
        // Shorter than the idle timeout of any server.
        let config = config.max_idle_age(Duration::from_secs(2));
        config.timeout_global(Some(Duration::from_secs(60))).build().new_agent()
    });
    AGENT.run(request)
}

/// Writes bytes and returns the response without its date. Errors are ignored, because either side may close early.
pub fn exchange(address: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let _ = stream.write_all(bytes);
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response);
    let response = String::from_utf8(response).unwrap();
    response.split_inclusive("\r\n").filter(|line| !line.to_ascii_lowercase().starts_with("date:")).collect()
}
