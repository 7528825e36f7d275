//! What a sender gives to an HTTP client.

use std::fmt;

use crate::auth::headers::Header;

/// The headers and the body of a `POST` request that a sender built.
///
/// `Debug` shows the names of the headers and nothing else: a right signature is among the values.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestParts {
    /// The names, in lower case, and the values.
    pub headers: Vec<(String, String)>,
    /// The body, to be sent as it is.
    pub body: Vec<u8>,
}

impl RequestParts {
    /// Creates the parts from the content type, the other headers and the body.
    pub(crate) fn new(content_type: &str, others: &[(&Header, &str)], body: Vec<u8>) -> Self {
        let others = others.iter().map(|(header, value)| (header.as_str(), *value));
        let headers = std::iter::once(("content-type", content_type)).chain(others);
        Self { headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(), body }
    }

    /// Makes a request of them, to the address `uri`.
    ///
    /// # Errors
    ///
    /// When `uri` is not one, or a value of a header cannot be one.
    #[cfg(feature = "http")]
    pub fn into_request<U>(self, uri: U) -> Result<http::Request<Vec<u8>>, http::Error>
    where
        U: TryInto<http::Uri, Error: Into<http::Error>>,
    {
        let mut request = http::Request::post(uri);
        for (name, value) in self.headers {
            let mut value = http::HeaderValue::try_from(value)?;
            // `Debug` of a request shows its headers, and all but this one are proofs.
            value.set_sensitive(name != "content-type");
            request = request.header(name, value);
        }
        request.body(self.body)
    }
}

impl fmt::Debug for RequestParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("RequestParts").field("headers", &names).finish_non_exhaustive()
    }
}
