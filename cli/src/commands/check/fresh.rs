//! Events that no receiver has handled before.

use std::sync::atomic::{AtomicU64, Ordering};

use chathooks::acquire::{self, v1};
use chathooks::{Key, comm100, dixa};
use http::{Request, Uri};

use super::{Check, Credential};
use crate::change;
use crate::client::with_token;
use crate::failure::Failure;
use crate::samples::samples;
use crate::vendor::{Sender, VendorName, clock};

/// Makes requests for new events.
pub(super) struct Fresh {
    vendor: VendorName,
    /// One sender for each key.
    senders: Vec<Sender>,
    uri: Uri,
    start: u64,
    next: AtomicU64,
}

impl Fresh {
    pub(super) fn new(
        check: &Check,
        uri: &Uri,
        credential: &Credential,
        authorization: Option<&dixa::Authorization>,
    ) -> Result<Self, Failure> {
        let (senders, uri) = match credential {
            Credential::Token(token) => {
                let sender = match check.vendor {
                    VendorName::AcquireV1 => Sender::AcquireV1(v1::Sender::new()),
                    _ => Sender::Comm100(comm100::Sender::new()),
                };
                (vec![sender], with_token(uri, &check.token_parameter, token)?)
            }
            Credential::Keys(keys) => {
                let sender = |key: &Key| {
                    if check.vendor == VendorName::Dixa {
                        let sender = dixa::Sender::new(key.clone());
                        let authorized = authorization.cloned().map(|own| sender.clone().with_authorization(own));
                        return Sender::Dixa(authorized.unwrap_or(sender));
                    }
                    let sender = acquire::Sender::new(key.clone()).with_format(check.format.into());
                    Sender::Acquire(sender.with_signed_content(check.signed.into()))
                };
                (keys.iter().map(sender).collect(), uri.clone())
            }
        };
        let start = u64::try_from(clock().timestamp_micros()).unwrap_or(0);
        Ok(Self { vendor: check.vendor, senders, uri, start, next: AtomicU64::new(0) })
    }

    /// Returns the number of keys.
    pub(super) fn keys(&self) -> usize {
        self.senders.len()
    }

    /// Returns a request for a new event, signed by the key of an index.
    pub(super) fn request(&self, key: usize) -> Result<Request<Vec<u8>>, Failure> {
        self.signed(key, &self.event()?)
    }

    /// Returns a request for an event in JSON. Each call signs the time of the clock, if the vendor does.
    pub(super) fn signed(&self, key: usize, event: &[u8]) -> Result<Request<Vec<u8>>, Failure> {
        let sender = self.senders.get(key).ok_or_else(|| Failure::usage("there is no such key"))?;
        sender.event_parts(event, clock())?.into_request(self.uri.clone()).map_err(Failure::usage)
    }

    /// Returns a request for a raw body in JSON.
    pub(super) fn raw(&self, body: &[u8]) -> Result<Request<Vec<u8>>, Failure> {
        let sender = self.senders.first().ok_or_else(|| Failure::usage("there is no key"))?;
        sender.raw_parts(body.to_vec(), clock()).into_request(self.uri.clone()).map_err(Failure::usage)
    }

    /// Returns a new event as JSON: a sample with another id.
    pub(super) fn event(&self) -> Result<Vec<u8>, Failure> {
        let number = self.start.wrapping_add(self.next.fetch_add(1, Ordering::Relaxed));
        let uuid = format!("c0ffee00-0000-4000-8000-{:012x}", number & 0xffff_ffff_ffff);
        let (sample, changes) = match self.vendor {
            VendorName::Acquire => ("case-status", format!("data.caseId=\"{number}\"")),
            VendorName::AcquireV1 => ("CHAT_ON_START", format!("id=\"{number}\"")),
            VendorName::Dixa => ("ConversationClosed", format!("event_id=\"{uuid}\"")),
            VendorName::Comm100 => ("chat_ended", format!("visitor.chat_id=\"{uuid}\"")),
        };
        let change = changes.parse().map_err(Failure::usage)?;
        let sample = samples(self.vendor).into_iter().find(|own| own.name == sample);
        let sample = sample.ok_or_else(|| Failure::usage("there is no sample"))?;
        change::apply(&sample.body, &[change], 0)
    }

    /// Returns an event with half of a surrogate pair in a string, which JavaScript sends for a cut emoji.
    pub(super) fn lone_surrogate(&self) -> Result<Vec<u8>, Failure> {
        let event = self.event()?;
        let end = event.iter().rposition(|byte| *byte == b'}').unwrap_or(0);
        let (start, end) = event.split_at(end);
        Ok([start, b",\"note\":\"\\ud83d\"", end].concat())
    }
}
