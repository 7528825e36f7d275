//! A builder of requests.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method, Request};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

use super::{RequestError, Secret};
use crate::value::write::{Target, Write};
use crate::{Format, codec::json};

/// A request that is being built. Ids and query parameters are percent-encoded.
pub(crate) struct Draft {
    method: Method,
    url: String,
    separator: char,
    authorization: Secret,
    body: Option<Vec<u8>>,
}

impl Draft {
    pub(super) fn new(method: Method, url: String, authorization: Secret) -> Self {
        Self { method, url, separator: '?', authorization, body: None }
    }

    /// Adds a fixed segment to the path.
    pub(crate) fn segment(mut self, segment: &str) -> Self {
        self.url.push('/');
        self.url.push_str(segment);
        self
    }

    /// Adds an id to the path. An empty id or a dot segment, encoded or not, would address another resource: RFC 3986
    /// section 5.2.4 removes dot segments.
    pub(crate) fn id(mut self, id: &str) -> Result<Self, RequestError> {
        if matches!(id, "" | "." | "..") {
            return Err(RequestError::Id);
        }
        self.url.push('/');
        self.url.extend(encoded(id));
        Ok(self)
    }

    /// Adds a query parameter.
    pub(crate) fn query(mut self, name: &str, value: &str) -> Self {
        self.url.push(std::mem::replace(&mut self.separator, '&'));
        self.url.extend(encoded(name));
        self.url.push('=');
        self.url.extend(encoded(value));
        self
    }

    /// Adds a query parameter for each of the values.
    pub(crate) fn queries<'v>(self, name: &str, values: impl IntoIterator<Item = &'v str>) -> Self {
        values.into_iter().fold(self, |draft, value| draft.query(name, value))
    }

    /// Sets the JSON body.
    pub(crate) fn json(mut self, body: &impl Write) -> Self {
        self.body = Some(json::to_vec(&body.write(Target::Body)));
        self
    }

    pub(crate) fn finish(self) -> Result<Request<Vec<u8>>, RequestError> {
        let mut authorization = HeaderValue::from_str(self.authorization.expose()).map_err(http::Error::from)?;
        authorization.set_sensitive(true);
        let request = Request::builder()
            .method(self.method)
            .uri(self.url)
            .header(ACCEPT, Format::Json.content_type())
            .header(AUTHORIZATION, authorization);
        let request = match &self.body {
            Some(_) => request.header(CONTENT_TYPE, Format::Json.content_type()),
            None => request,
        };
        Ok(request.body(self.body.unwrap_or_default())?)
    }
}

/// Percent-encodes all characters except the unreserved ones of RFC 3986 section 2.3, which are valid in every part of
/// a URL.
pub(crate) fn encoded(text: &str) -> PercentEncode<'_> {
    const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(text, RESERVED)
}
