//! Requests of Acquire 2.0.0: three formats, and signatures of the raw body or of its stringified form.

use http::{Request, Uri};

use super::AuthFault;
use super::draft::Draft;
use super::spoil::{change_name, other_key, post, spoil_header};
use crate::acquire::SIGNATURE_HEADER;
use crate::dixa::{self, header};
use crate::{Format, Key, Limits, codec, value::Value};

/// The key and the URL of a webhook.
#[derive(Clone)]
pub(super) struct Hand {
    pub(super) key: Key,
    pub(super) url: Uri,
}

/// Returns a JSON body in each format, signed as it is, and also by its stringified form if that differs.
pub(super) fn drafts(sample: &'static str, json: &[u8]) -> Vec<Draft> {
    let limits = Limits::default();
    let mut drafts = vec![Draft::json(sample, json)];
    if let Ok(value) = Value::from_body(json, Format::Json, limits) {
        let others = [Format::Xml, Format::Form];
        drafts.extend(others.map(|format| Draft { sample, format, body: value.to_body(format), stringified: None }));
    }
    let stringified = drafts.clone().into_iter().filter_map(|draft| {
        let text = codec::stringified(&draft.body, draft.format, limits).ok()?;
        (text != draft.body).then_some(Draft { stringified: Some(text), ..draft })
    });
    drafts.extend(stringified);
    drafts
}

impl Hand {
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
