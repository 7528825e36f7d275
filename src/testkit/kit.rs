//! One vendor, played against one address.

use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use super::draft::{Attempt, Draft};
use super::samples::Samples;
use super::spoil::FAULTS;
use super::{AuthFault, BodyFault, Delivery, Forged, Malformed, acquire, dixa, token};
use crate::acquire::v1::AcquireV1;
use crate::comm100::Comm100;
use crate::dixa::{Authorization, Dixa};
use crate::{Vendor, Verified, verified::VendorEvent as _};

/// Plays the vendor `V` against one address: whole requests, valid ones, forged ones, and malformed ones.
///
/// The module's functions make one. What it gives is the same each time, and it gives no secret away but in the requests.
///
/// # Examples
///
/// See the [module](super).
pub struct Kit<V> {
    play: Play,
    samples: &'static Samples,
    vendor: PhantomData<fn() -> V>,
}

/// How a vendor proves its requests.
#[derive(Clone)]
pub(super) enum Play {
    Acquire(acquire::Hand),
    Dixa(dixa::Hand),
    Token(token::Hand),
}

impl<V: Vendor> Kit<V> {
    pub(super) fn new(play: Play, samples: &'static Samples) -> Self {
        Self { play, samples, vendor: PhantomData }
    }

    /// Goes through deliveries that must be answered 200: at least one for each event that this version of the crate
    /// knows, in each format and under each way of signing that the vendor may use.
    pub fn valid(&self) -> impl Iterator<Item = Delivery> {
        self.all_drafts().map(|draft| self.send(&draft))
    }

    /// Goes through deliveries of an event that no version of the crate knows. They too must be answered 200, or a
    /// vendor's new event is an outage.
    pub fn unknown(&self) -> impl Iterator<Item = Delivery> {
        self.drafts("unknown", self.samples.unknown).into_iter().map(|draft| self.send(&draft))
    }

    /// Goes through requests that must be answered 401: each of the valid ones with each of the
    /// [`faults`](Self::faults).
    pub fn forged(&self) -> impl Iterator<Item = Forged> {
        self.all_drafts().flat_map(move |draft| {
            let valid = self.send(&draft);
            self.faults().map(move |fault| {
                let request = self.spoil(fault, &draft, &valid);
                Forged { fault, of: valid.to_string(), request }
            })
        })
    }

    /// Goes through what can be wrong with a request of this vendor: the [`faults`](Forged::fault) of the forged ones.
    pub fn faults(&self) -> impl Iterator<Item = AuthFault> {
        match &self.play {
            Play::Acquire(_) => FAULTS.to_vec(),
            Play::Dixa(hand) => hand.faults(),
            Play::Token(hand) => hand.faults(),
        }
        .into_iter()
    }

    /// Goes through requests that are proven, by the signature of their bytes where the vendor signs, and whose bodies
    /// cannot be read: they must be answered 400.
    pub fn malformed(&self) -> impl Iterator<Item = Malformed> {
        BodyFault::ALL.into_iter().map(|fault| {
            let draft = Draft::json(fault.as_str(), &fault.body(self.samples));
            Malformed { fault, request: self.request(&draft, Attempt::First) }
        })
    }

    /// Goes through deliveries that come twice, one pair for each [`idempotency_id`](Delivery::idempotency_id): both must
    /// be answered 200, and the event be handled once. Of Dixa's, the second one is signed anew, a millisecond earlier.
    pub fn duplicates(&self) -> impl Iterator<Item = [Delivery; 2]> {
        let mut seen = HashSet::new();
        self.all_drafts().filter_map(move |draft| {
            let first = self.send(&draft);
            let is_new = seen.insert(first.idempotency_id.clone()?);
            let second = Delivery { request: self.request(&draft, Attempt::Second), ..first.clone() };
            is_new.then_some([first, second])
        })
    }

    fn all_drafts(&self) -> impl Iterator<Item = Draft> {
        self.samples.files.iter().flat_map(|(sample, body)| self.drafts(sample, body))
    }

    /// Makes a body in each format and for each way of signing.
    fn drafts(&self, sample: &'static str, body: &[u8]) -> Vec<Draft> {
        // A file ends in a line feed, and no delivery does.
        let body = body.trim_ascii_end();
        match &self.play {
            Play::Acquire(_) => acquire::drafts(sample, body),
            Play::Dixa(_) | Play::Token(_) => vec![Draft::json(sample, body)],
        }
    }

    fn send(&self, draft: &Draft) -> Delivery {
        let verified = Verified::<V, _>::assume_authentic(&draft.body);
        // A body of the kit's own always decodes; if it did not, no name would make every test of it fail.
        let event = V::decode(&verified).ok();
        Delivery {
            sample: draft.sample,
            event: event.as_ref().map(|event| event.name().as_ref().to_owned()).unwrap_or_default(),
            format: draft.format,
            is_stringified: draft.stringified.is_some(),
            idempotency_id: event.and_then(|event| event.idempotency_id()),
            request: self.request(draft, Attempt::First),
        }
    }

    fn request(&self, draft: &Draft, attempt: Attempt) -> http::Request<Vec<u8>> {
        match &self.play {
            Play::Acquire(hand) => hand.request(draft),
            Play::Dixa(hand) => hand.request(draft, attempt),
            Play::Token(hand) => hand.request(draft),
        }
    }

    fn spoil(&self, fault: AuthFault, draft: &Draft, valid: &Delivery) -> http::Request<Vec<u8>> {
        let mut request = valid.request.clone();
        match &self.play {
            Play::Acquire(hand) => hand.spoil(fault, draft, &valid.event, &mut request),
            Play::Dixa(hand) => hand.spoil(fault, draft, &valid.event, &mut request),
            Play::Token(hand) => hand.spoil(fault, draft, &mut request),
        }
        request
    }
}

impl Kit<Dixa> {
    /// Sends the `Authorization` header that the receiver demands, and adds the faults that it can have.
    #[must_use]
    pub fn with_authorization(mut self, authorization: Authorization) -> Self {
        if let Play::Dixa(hand) = &mut self.play {
            hand.authorization = Some(authorization);
        }
        self
    }
}

impl<V: Unsigned> Kit<V> {
    /// Sets the name of the query parameter that carries the token; `token` unless set.
    ///
    /// # Errors
    ///
    /// When the address is too long with it.
    pub fn with_parameter(mut self, name: &str) -> Result<Self, http::Error> {
        if let Play::Token(hand) = &mut self.play {
            *hand = hand.with_parameter(name)?;
        }
        Ok(self)
    }
}

/// A vendor that signs nothing.
#[expect(unnameable_types, reason = "nobody outside is to implement it")]
pub trait Unsigned: Vendor {}

impl Unsigned for AcquireV1 {}
impl Unsigned for Comm100 {}

impl<V> Clone for Kit<V> {
    fn clone(&self) -> Self {
        Self { play: self.play.clone(), ..*self }
    }
}

/// Shows the vendor and nothing else: the kit holds its secret.
impl<V: Vendor> fmt::Debug for Kit<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kit").field("vendor", &V::NAME).finish_non_exhaustive()
    }
}
