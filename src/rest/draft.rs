//! A request in the making.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method, Request};

use super::{RequestError, Secret};
use crate::value::write::{Target, Write};
use crate::{Format, codec::json};

/// A request in the making: everything that is added to its address is percent-encoded.
pub(crate) struct Draft {
    method: Method,
    address: String,
    separator: char,
    authorization: Secret,
    body: Option<Vec<u8>>,
}

impl Draft {
    pub(super) fn new(method: Method, address: String, authorization: Secret) -> Self {
        Self { method, address, separator: '?', authorization, body: None }
    }

    /// Adds a segment of the vendor's to the path.
    pub(crate) fn segment(mut self, segment: &str) -> Self {
        self.address.push('/');
        self.address.push_str(segment);
        self
    }

    /// Adds an id to the path. An empty one and a dot segment would lead to another address, whatever they encode to:
    /// RFC 3986 section 5.2.4 removes them.
    pub(crate) fn id(mut self, id: &str) -> Result<Self, RequestError> {
        if matches!(id, "" | "." | "..") {
            return Err(RequestError::Id);
        }
        self.address.push('/');
        push_encoded(id, &mut self.address);
        Ok(self)
    }

    /// Adds a parameter to the query.
    pub(crate) fn query(mut self, name: &str, value: &str) -> Self {
        self.address.push(std::mem::replace(&mut self.separator, '&'));
        push_encoded(name, &mut self.address);
        self.address.push('=');
        push_encoded(value, &mut self.address);
        self
    }

    /// Adds a parameter to the query once for each value.
    pub(crate) fn queries<'v>(self, name: &str, values: impl IntoIterator<Item = &'v str>) -> Self {
        values.into_iter().fold(self, |draft, value| draft.query(name, value))
    }

    /// Sets the body.
    pub(crate) fn json(mut self, body: &impl Write) -> Self {
        self.body = Some(json::to_vec(&body.write(Target::Body)));
        self
    }

    pub(crate) fn finish(self) -> Result<Request<Vec<u8>>, RequestError> {
        let mut authorization = HeaderValue::from_str(self.authorization.expose()).map_err(http::Error::from)?;
        authorization.set_sensitive(true);
        let request = Request::builder()
            .method(self.method)
            .uri(self.address)
            .header(ACCEPT, Format::Json.content_type())
            .header(AUTHORIZATION, authorization);
        let request = match &self.body {
            Some(_) => request.header(CONTENT_TYPE, Format::Json.content_type()),
            None => request,
        };
        Ok(request.body(self.body.unwrap_or_default())?)
    }
}

/// Whether a byte stands for itself anywhere in an address: RFC 3986 section 2.3.
pub(super) fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// Writes a text with all else percent-encoded.
pub(crate) fn push_encoded(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if is_unreserved(byte) {
            out.push(byte.into());
        } else {
            out.push('%');
            out.push_str(&hex::encode_upper([byte]));
        }
    }
}
