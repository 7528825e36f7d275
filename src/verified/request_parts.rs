//! The requests that a sender builds.

use std::fmt;

use crate::auth::headers::Header;

/// The headers and the body of a `POST` request that a sender has built.
///
/// `Debug` shows only the names of the headers, because the values include a signature or other secrets.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "acquire")] {
/// use chathooks::{Key, acquire::{Case, Event, Sender, Status}};
///
/// let event = Event::from(Case::new("72", Status::Closed));
/// let parts = Sender::new(Key::new("correct horse")?).parts(&event);
/// let names: Vec<_> = parts.headers.iter().map(|(name, _)| name.as_str()).collect();
/// assert_eq!(names, ["content-type", "x-acquire-signature"]);
/// assert_eq!(parts.body, br#"{"event":"case:status","data":{"caseId":"72","status":"closed"}}"#);
/// # }
/// # Ok::<(), chathooks::auth::KeyError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestParts {
    /// The headers. Names are in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, to be sent verbatim.
    pub body: Vec<u8>,
}

impl RequestParts {
    /// Creates the parts from the content type, the other headers and the body.
    pub(crate) fn new(content_type: &str, others: &[(&Header, &str)], body: Vec<u8>) -> Self {
        let others = others.iter().map(|(header, value)| (header.as_str(), *value));
        let headers = std::iter::once(("content-type", content_type)).chain(others);
        Self { headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(), body }
    }

    /// Converts the parts into a `POST` request to `uri`.
    ///
    /// All header values but the content type are marked as sensitive.
    ///
    /// # Errors
    ///
    /// - if `uri` is not a valid URI
    /// - if a header's name or value is not valid in HTTP
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "acquire")] {
    /// use chathooks::{Key, acquire::{Case, Event, Sender, Status}};
    ///
    /// let event = Event::from(Case::new("72", Status::Closed));
    /// let parts = Sender::new(Key::new("correct horse")?).parts(&event);
    /// let request = parts.into_request("https://hooks.example.org/acquire")?;
    /// assert_eq!(request.method(), "POST");
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "http")]
    pub fn into_request<U>(self, uri: U) -> Result<http::Request<Vec<u8>>, http::Error>
    where
        U: TryInto<http::Uri, Error: Into<http::Error>>,
    {
        let mut request = http::Request::post(uri);
        for (name, value) in self.headers {
            let mut value = http::HeaderValue::try_from(value)?;
            // `Debug` of a request shows headers that are not sensitive; all but this one authenticate.
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
