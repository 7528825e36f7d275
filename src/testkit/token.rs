//! Requests of the vendors that sign nothing, with a token in the URL.

use http::{Request, Uri};

use super::AuthFault;
use super::draft::Draft;
use super::spoil::post;
use crate::Key;
use crate::acquire::SIGNATURE_HEADER;
use crate::rest::encoded;

/// The URL of a webhook and the token in it.
#[derive(Clone)]
pub(super) struct Hand {
    token: String,
    url: Uri,
    content_type: &'static str,
    valid: Uri,
    /// The URL for each fault.
    forged: Vec<(AuthFault, Uri)>,
}

impl Hand {
    pub(super) fn new(token: String, url: Uri, content_type: &'static str) -> Result<Self, http::Error> {
        let hand = Self { token, valid: url.clone(), url, content_type, forged: Vec::new() };
        hand.with_parameter("token")
    }

    pub(super) fn with_parameter(&self, parameter: &str) -> Result<Self, http::Error> {
        let name = encoded(parameter);
        let pair = |token: &str| format!("{name}={}", encoded(token));
        let mut cut = self.token.clone();
        let last = cut.pop();
        let wrong = format!("{cut}{}", if last == Some('x') { 'y' } else { 'x' });
        let mut letters = self.token.chars();
        let first = if letters.next() == Some('x') { 'y' } else { 'x' };
        let tail = letters.as_str();

        let mut forged = vec![
            (AuthFault::TokenMissing, self.url.clone()),
            (AuthFault::TokenEmpty, self.with_query(&pair(""))?),
            (AuthFault::TokenWrong, self.with_query(&pair(&wrong))?),
            (AuthFault::TokenFirstChanged, self.with_query(&pair(&format!("{first}{tail}")))?),
            (AuthFault::TokenDoubled, self.with_query(&format!("{0}&{0}", pair(&self.token)))?),
            (AuthFault::TokenMalformed, self.with_query(&format!("{name}=%zz"))?),
            (AuthFault::OtherVendor, self.url.clone()),
        ];
        if !cut.is_empty() {
            forged.push((AuthFault::TokenCut, self.with_query(&pair(&cut))?));
            forged.push((AuthFault::TokenCutAtStart, self.with_query(&pair(tail))?));
        }
        Ok(Self { valid: self.with_query(&pair(&self.token))?, forged, ..self.clone() })
    }

    fn with_query(&self, pairs: &str) -> Result<Uri, http::Error> {
        let separator = if self.url.query().is_some() { '&' } else { '?' };
        Ok(Uri::try_from(format!("{}{separator}{pairs}", self.url))?)
    }

    pub(super) fn faults(&self) -> Vec<AuthFault> {
        self.forged.iter().map(|(fault, _)| *fault).collect()
    }

    pub(super) fn request(&self, draft: &Draft) -> Request<Vec<u8>> {
        post(&self.valid, draft, self.content_type, &[])
    }

    pub(super) fn spoil(&self, fault: AuthFault, draft: &Draft, request: &mut Request<Vec<u8>>) {
        if let Some((_, url)) = self.forged.iter().find(|(own, _)| *own == fault) {
            *request.uri_mut() = url.clone();
        }
        if fault == AuthFault::OtherVendor
            && let Ok(key) = Key::from_bytes(&self.token)
        {
            let header = (&SIGNATURE_HEADER, key.sign(&draft.body).to_string());
            *request = post(&self.url, draft, self.content_type, &[header]);
        }
    }
}
