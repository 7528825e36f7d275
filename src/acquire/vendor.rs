//! Acquire 2.0.0 as one of several vendors.

use chrono::{DateTime, Utc};

use super::{Event, Receiver, Sender};
use crate::vendor::sealed::Sealed;
use crate::{Arrival, DecodeError, Headers, Parts, Vendor, VendorEvent, Verified, VerifyError};

/// The vendor, as the type parameter of a [`Verified`] body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Acquire;

impl Sealed for Acquire {}

impl Vendor for Acquire {
    const NAME: &'static str = "acquire";

    type Receiver = Receiver;
    type Sender = Sender;
    type Event<'a> = Event<'a>;

    fn receive<B: AsRef<[u8]>, H: Headers + ?Sized>(
        receiver: &Receiver,
        arrival: Arrival<'_, H>,
        body: B,
    ) -> Result<Verified<Self, B>, VerifyError> {
        receiver.receive(arrival.headers, body)
    }

    fn decode<B: AsRef<[u8]>>(verified: &Verified<Self, B>) -> Result<Event<'_>, DecodeError> {
        Event::decode(verified)
    }

    fn parts(sender: &Sender, event: &Event<'_>, _: DateTime<Utc>) -> Parts {
        sender.parts(event)
    }
}

impl VendorEvent for Event<'_> {
    fn name(&self) -> impl std::fmt::Display {
        self.name()
    }

    fn is_known(&self) -> bool {
        self.name().is_known()
    }

    fn idempotency_id(&self) -> Option<String> {
        self.idempotency_id()
    }
}
