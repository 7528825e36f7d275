//! A request as bytes of HTTP/1.1: what `sign` prints and `receive` saves, and `inspect` and `replay` read.

use http::Request;

/// A recorded request. The names of headers are in lower case.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Message {
    /// The path and the query.
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: Vec<u8>,
}

/// The maximum number of headers.
pub(crate) const MAX_HEADERS: usize = 128;

impl Message {
    /// Parses a request with the method POST. A `Content-Length` must be that of the body.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, String> {
        let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut request = httparse::Request::new(&mut headers);
        let length = match request.parse(bytes) {
            Ok(httparse::Status::Complete(length)) => length,
            Ok(httparse::Status::Partial) => return Err("the headers do not end with an empty line".to_owned()),
            Err(error) => return Err(format!("not an HTTP request: {error}")),
        };
        if request.method != Some("POST") {
            return Err("the method is not POST".to_owned());
        }
        let body = bytes.get(length..).unwrap_or_default().to_vec();
        let headers: Vec<_> =
            request.headers.iter().map(|header| (header.name.to_ascii_lowercase(), header.value.to_vec())).collect();
        for (_, value) in headers.iter().filter(|(name, _)| name == "content-length") {
            let length: usize = str::from_utf8(value)
                .ok()
                .and_then(|digits| digits.parse().ok())
                .ok_or_else(|| "Content-Length is not a number".to_owned())?;
            if length != body.len() {
                return Err(format!("Content-Length announces {length} bytes, and the body has {}", body.len()));
            }
        }
        Ok(Self { target: request.path.unwrap_or("/").to_owned(), headers, body })
    }

    /// Writes the request line, the headers and the body.
    pub(crate) fn write(request: &Request<Vec<u8>>) -> Option<Vec<u8>> {
        let uri = request.uri();
        let host = uri.host()?;
        let host = uri.port().map_or(host.to_owned(), |port| format!("{host}:{port}"));
        let mut headers = vec![("host", host.as_bytes())];
        headers.extend(request.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes())));
        let target = target(uri);
        let length = request.body().len().to_string();
        headers.push(("content-length", length.as_bytes()));
        Some(write(&target, &headers, request.body()))
    }
}

/// Writes a request with these headers.
pub(crate) fn write(target: &str, headers: &[(&str, &[u8])], body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("POST {target} HTTP/1.1\r\n").into_bytes();
    for (name, value) in headers {
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(b": ");
        bytes.extend_from_slice(value);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    bytes
}

/// Returns the path and the query of a URL.
pub(crate) fn target(uri: &http::Uri) -> String {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{query}", uri.path())
}
