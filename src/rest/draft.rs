//! A request in the making.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method, Request};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

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
        self.address.extend(encoded(id));
        Ok(self)
    }

    /// Adds a parameter to the query.
    pub(crate) fn query(mut self, name: &str, value: &str) -> Self {
        self.address.push(std::mem::replace(&mut self.separator, '&'));
        self.address.extend(encoded(name));
        self.address.push('=');
        self.address.extend(encoded(value));
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

/// Percent-encodes all but the unreserved characters of RFC 3986 section 2.3, which are the same anywhere in an address.
pub(crate) fn encoded(text: &str) -> PercentEncode<'_> {
    const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(text, RESERVED)
}
