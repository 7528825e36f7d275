//! Requests of Acquire 2.0.0: three formats, and signatures of the raw body or of its stringified form.

use http::{Request, Uri};

use super::AuthFault;
use super::draft::Draft;
use super::spoil::{change_name, other_key, post, spoil_header};
use crate::acquire::{SIGNATURE_HEADER, SignedContent};
use crate::dixa::{self, header};
use crate::format::Formats;
use crate::{Format, Key, Limits, codec, value::Value};

/// The key, the URL and the settings of a webhook.
#[derive(Clone)]
pub(super) struct Hand {
    pub(super) key: Key,
    pub(super) url: Uri,
    pub(super) formats: Formats,
    pub(super) signed: SignedContent,
}

impl Hand {
    /// Returns a JSON body in each format of the webhook, signed as it is, and also by its stringified form if that
    /// differs.
    pub(super) fn drafts(&self, sample: &'static str, json: &[u8]) -> Vec<Draft> {
        let limits = Limits::default();
        let mut drafts = vec![Draft::json(sample, json)];
        if let Ok(value) = Value::from_body(json, Format::Json, limits) {
            let others = [Format::Xml, Format::Form];
            drafts.extend(others.map(|format| Draft {
                sample,
                format,
                body: value.to_body(format),
                stringified: None,
            }));
        }
        drafts.retain(|draft| self.formats.contains(draft.format));
        let mut stringified = Vec::new();
        for draft in &drafts {
            if let Ok(text) = codec::stringified(&draft.body, draft.format, limits) {
                let differs = text != draft.body;
                stringified.push(Draft { stringified: differs.then_some(text), ..draft.clone() });
            }
        }
        match self.signed {
            SignedContent::RawBody => drafts,
            SignedContent::Stringified => stringified,
            _ => {
                drafts.extend(stringified.into_iter().filter(|draft| draft.stringified.is_some()));
                drafts
            }
        }
    }

    pub(super) fn request(&self, draft: &Draft) -> Request<Vec<u8>> {
        self.signed(&self.key, draft)
    }

    fn signed(&self, key: &Key, draft: &Draft) -> Request<Vec<u8>> {
        let signature = key.sign(draft.stringified.as_ref().unwrap_or(&draft.body));
        post(&self.url, draft, draft.format.content_type(), &[(&SIGNATURE_HEADER, signature.to_string())])
    }

    pub(super) fn spoil(&self, fault: AuthFault, draft: &Draft, event: &str, request: &mut Request<Vec<u8>>) {
        match fault {
            AuthFault::BodyChanged => change_name(event, request.body_mut()),
            AuthFault::WrongKey => *request = self.signed(&other_key(&self.key), draft),
            AuthFault::EmptyKey => *request = self.signed(&Key::empty_and_forgeable(), draft),
            AuthFault::OtherVendor => {
                let time = 1_770_715_231_999;
                let value = header::write(time, [header::sign(&self.key, time, &draft.body)]);
                let content_type = draft.format.content_type();
                *request = post(&self.url, draft, content_type, &[(&dixa::SIGNATURE_HEADER, value)]);
            }
            fault => spoil_header(fault, SIGNATURE_HEADER.as_str(), request.headers_mut()),
        }
    }
}
