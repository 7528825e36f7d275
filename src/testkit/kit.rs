//! The simulation of one vendor that sends to one URL.

use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use super::draft::{Attempt, Draft};
use super::samples::Samples;
use super::spoil::FAULTS;
use super::{
    AuthFault, BodyFault, Delivery, Exchange, Forged, Malformed, Scenario, ScenarioKind, acquire, dixa, token,
};
use crate::acquire::v1::AcquireV1;
use crate::acquire::{Acquire, SignedContent};
use crate::comm100::Comm100;
use crate::dixa::{Authorization, Dixa};
use crate::{Format, Vendor, Verified, verified::VendorEvent as _};

/// Simulates the vendor `V` sending to one URL: valid, forged and malformed requests, and [`Scenario`]s of several
/// requests.
///
/// [`testkit::acquire`](super::acquire()) and the other functions of the module create a kit. A kit returns the same
/// requests on each call. Its secret is used only in the requests, and is not shown by `Debug`.
///
/// # Examples
///
/// See also the [module](super).
///
/// ```
/// use chathooks::{Key, testkit};
///
/// let kit = testkit::acquire(Key::new("correct horse")?, "https://hooks.example.org/hook")?;
/// let delivery = kit.valid().next().ok_or("no delivery")?;
/// assert_eq!(delivery.to_string(), "case:message:new of case-message-new in JSON");
/// assert!(delivery.request.headers().contains_key("x-acquire-signature"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Kit<V> {
    play: Play,
    samples: &'static Samples,
    vendor: PhantomData<fn() -> V>,
}

/// How a vendor authenticates its requests.
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

    /// Returns an iterator over deliveries that must be answered 200.
    ///
    /// There is at least one for each event that this version of the crate knows, in each format and with each kind of
    /// signature that the vendor may use.
    pub fn valid(&self) -> impl Iterator<Item = Delivery> {
        self.all_drafts().map(|draft| self.send(&draft))
    }

    /// Returns an iterator over deliveries of an event that no version of the crate knows.
    ///
    /// They must also be answered 200; otherwise a new event of the vendor would cause an outage.
    pub fn unknown(&self) -> impl Iterator<Item = Delivery> {
        self.drafts("unknown", self.samples.unknown).into_iter().map(|draft| self.send(&draft))
    }

    /// Returns an iterator over requests that must be answered 401: each valid request with each of the
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

    /// Returns an iterator over the faults that a forged request of this vendor can have.
    pub fn faults(&self) -> impl Iterator<Item = AuthFault> {
        match &self.play {
            Play::Acquire(_) => FAULTS.to_vec(),
            Play::Dixa(hand) => hand.faults(),
            Play::Token(hand) => hand.faults(),
        }
        .into_iter()
    }

    /// Returns an iterator over authentic requests whose bodies do not decode. The expected status is 400, or 200 if
    /// the app keeps dead letters.
    ///
    /// If the vendor signs, the signature covers the raw body.
    pub fn malformed(&self) -> impl Iterator<Item = Malformed> {
        BodyFault::ALL.iter().map(|&fault| {
            let draft = Draft::json(fault.as_str(), &fault.body(self.samples));
            Malformed { fault, request: self.request(&draft, Attempt::First) }
        })
    }

    /// Returns an iterator over duplicates, one for each [`idempotency_id`](Delivery::idempotency_id).
    ///
    /// The event is delivered twice. Both deliveries must be answered 200, and the event must be handled once. Dixa's
    /// second delivery has another signature, for a time one millisecond earlier.
    pub fn duplicates(&self) -> impl Iterator<Item = Scenario> {
        self.drafts_by_id().map(|draft| {
            let first = Exchange::new(self.request(&draft, Attempt::First), 200, 1);
            let second = Exchange::new(self.request(&draft, Attempt::Second), 200, 1);
            self.scenario(ScenarioKind::Duplicate, &draft, vec![first, second])
        })
    }

    /// Returns an iterator over events whose handler fails, one for each [`idempotency_id`](Delivery::idempotency_id).
    ///
    /// The first delivery must be answered 500. Its retry must be answered 200 and handled.
    pub fn failures(&self) -> impl Iterator<Item = Scenario> {
        self.drafts_by_id().map(|draft| {
            let first = Exchange::new(self.request(&draft, Attempt::First), 500, 0);
            let second = Exchange::new(self.request(&draft, Attempt::Second), 200, 1);
            let exchanges = vec![Exchange { handler_fails: true, ..first }, second];
            self.scenario(ScenarioKind::HandlerFails, &draft, exchanges)
        })
    }

    /// Returns deliveries during a key rotation, for a receiver that has the keys of this kit and of `new`.
    ///
    /// Three different events are signed with this kit's key, with that of `new`, and with this kit's again. Each must
    /// be answered 200 and handled. For a vendor that signs nothing, the token takes the place of the key.
    #[must_use]
    pub fn rotation(&self, new: &Self) -> Scenario {
        let drafts: Vec<_> = self.distinct_drafts().take(3).collect();
        let kits = [self, new, self].into_iter().zip(&drafts).enumerate();
        let exchanges =
            kits.map(|(index, (kit, draft))| Exchange::new(kit.request(draft, Attempt::First), 200, index + 1));
        let exchanges = exchanges.collect();
        self.scenario(ScenarioKind::KeyRotation, drafts.first().unwrap_or(&Draft::json("", b"")), exchanges)
    }

    /// Returns an otherwise valid delivery whose body is one byte longer than `limit`, in bytes.
    ///
    /// A receiver with that limit must answer 413 and not handle it. Choose a limit of at least 200 bytes. With a
    /// smaller limit, the body may be more than one byte longer than the limit.
    #[must_use]
    pub fn oversized(&self, limit: usize) -> Scenario {
        let body = self.samples.oversized(limit);
        let draft = Draft::json("oversized", &body);
        let exchange = Exchange::new(self.request(&draft, Attempt::First), 413, 0);
        self.scenario(ScenarioKind::Oversized, &draft, vec![exchange])
    }

    fn scenario(&self, kind: ScenarioKind, draft: &Draft, exchanges: Vec<Exchange>) -> Scenario {
        Scenario { kind, sample: draft.sample, event: self.send(draft).event, exchanges }
    }

    /// Returns the drafts, except those with the idempotency id of an earlier draft.
    fn distinct_drafts(&self) -> impl Iterator<Item = Draft> {
        let mut seen = HashSet::new();
        self.all_drafts().filter(move |draft| self.send(draft).idempotency_id.is_none_or(|id| seen.insert(id)))
    }

    fn drafts_by_id(&self) -> impl Iterator<Item = Draft> {
        self.distinct_drafts().filter(|draft| self.send(draft).idempotency_id.is_some())
    }

    fn all_drafts(&self) -> impl Iterator<Item = Draft> {
        self.samples.files.iter().flat_map(|(sample, body)| self.drafts(sample, body))
    }

    /// Returns a body in each format and for each kind of signature.
    fn drafts(&self, sample: &'static str, body: &[u8]) -> Vec<Draft> {
        // The files end with a line feed, which deliveries do not.
        let body = body.trim_ascii_end();
        match &self.play {
            Play::Acquire(hand) => hand.drafts(sample, body),
            Play::Dixa(_) | Play::Token(_) => vec![Draft::json(sample, body)],
        }
    }

    fn send(&self, draft: &Draft) -> Delivery {
        let verified = Verified::<V, _>::assume_authentic(&draft.body);
        // The kit's own bodies always decode; an empty name would fail the test.
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

impl Kit<Acquire> {
    /// Restricts the bodies to these formats; defaults to all. The requests of [`malformed`](Self::malformed) and
    /// [`oversized`](Self::oversized) are always JSON.
    #[must_use]
    pub fn with_formats(mut self, formats: impl IntoIterator<Item = Format>) -> Self {
        if let Play::Acquire(hand) = &mut self.play {
            hand.formats = hand.formats.and(formats.into_iter().collect());
        }
        self
    }

    /// Restricts the signatures to those of the raw body or to those of the stringified form; defaults to both.
    #[must_use]
    pub fn with_signed_content(mut self, signed: SignedContent) -> Self {
        if let Play::Acquire(hand) = &mut self.play {
            hand.signed = signed;
        }
        self
    }
}

impl Kit<Dixa> {
    /// Adds an `Authorization` header to each request, and its faults to those of [`forged`](Self::forged).
    #[must_use]
    pub fn with_authorization(mut self, authorization: Authorization) -> Self {
        if let Play::Dixa(hand) = &mut self.play {
            hand.authorization = Some(authorization);
        }
        self
    }
}

impl<V: Unsigned> Kit<V> {
    /// Sets the name of the query parameter that contains the token; defaults to `token`.
    ///
    /// # Errors
    ///
    /// - if the URL is too long with this name
    pub fn with_parameter(mut self, name: &str) -> Result<Self, http::Error> {
        if let Play::Token(hand) = &mut self.play {
            *hand = hand.with_parameter(name)?;
        }
        Ok(self)
    }
}

/// A vendor that signs nothing.
#[expect(unnameable_types, reason = "only this crate implements it")]
pub trait Unsigned: Vendor {}

impl Unsigned for AcquireV1 {}
impl Unsigned for Comm100 {}

impl<V> Clone for Kit<V> {
    fn clone(&self) -> Self {
        Self { play: self.play.clone(), ..*self }
    }
}

/// Shows only the vendor, because the kit contains a secret.
impl<V: Vendor> fmt::Debug for Kit<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kit").field("vendor", &V::NAME).finish_non_exhaustive()
    }
}
