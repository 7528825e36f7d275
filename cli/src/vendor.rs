//! The vendors of the command line, and their senders.

use std::time::SystemTime;

use chathooks::acquire::v1::{self, AcquireV1};
use chathooks::acquire::{self, Acquire, SignedContent};
use chathooks::comm100::{self, Comm100};
use chathooks::dixa::{self, Dixa};
use chathooks::{DecodeErrorKind, Format, RequestParts, Vendor, Verified};
use chrono::{DateTime, Utc};
use clap::ValueEnum;

use crate::failure::Failure;
use crate::secrets::{Secret, hex_key, text_key};

/// A vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum VendorName {
    /// Acquire 2.0.0
    Acquire,
    /// Acquire 1.0.0
    AcquireV1,
    /// Dixa
    Dixa,
    /// Comm100
    Comm100,
}

impl VendorName {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Acquire => Acquire::NAME,
            Self::AcquireV1 => AcquireV1::NAME,
            Self::Dixa => Dixa::NAME,
            Self::Comm100 => Comm100::NAME,
        }
    }

    /// Returns whether the vendor signs its requests.
    pub(crate) fn signs(self) -> bool {
        matches!(self, Self::Acquire | Self::Dixa)
    }
}

/// A format of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatName {
    Json,
    Xml,
    Form,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Json => Self::Json,
            FormatName::Xml => Self::Xml,
            FormatName::Form => Self::Form,
        }
    }
}

/// What an Acquire signature covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SignedName {
    /// The raw body
    Raw,
    /// The output of `JSON.stringify` for the parsed body, as in the vendor's sample
    Stringified,
}

impl From<SignedName> for SignedContent {
    fn from(name: SignedName) -> Self {
        match name {
            SignedName::Raw => Self::RawBody,
            SignedName::Stringified => Self::Stringified,
        }
    }
}

/// A vendor's sender.
pub(crate) enum Sender {
    Acquire(acquire::Sender),
    AcquireV1(v1::Sender),
    Dixa(dixa::Sender),
    Comm100(comm100::Sender),
}

impl Sender {
    /// Creates a sender. A vendor that signs needs one key; the others take none.
    pub(crate) fn new(vendor: VendorName, secrets: &[Secret], format: Option<FormatName>) -> Result<Self, Failure> {
        let format = match format {
            Some(FormatName::Xml | FormatName::Form) if vendor != VendorName::Acquire => {
                return Err(Failure::usage("--format xml and form are for acquire only"));
            }
            format => format.map_or(Format::Json, Format::from),
        };
        match (vendor, secrets) {
            (VendorName::Acquire, [key]) => Ok(Self::Acquire(acquire::Sender::new(text_key(key)?).with_format(format))),
            (VendorName::Dixa, [key]) => Ok(Self::Dixa(dixa::Sender::new(hex_key(key)?))),
            (VendorName::AcquireV1, _) => Ok(Self::AcquireV1(v1::Sender::new())),
            (VendorName::Comm100, _) => Ok(Self::Comm100(comm100::Sender::new())),
            (VendorName::Acquire | VendorName::Dixa, []) => {
                Err(Failure::usage("a key is required: give --key-file FILE or set CHATHOOKS_KEY"))
            }
            (VendorName::Acquire | VendorName::Dixa, _) => Err(Failure::usage("exactly one key is required")),
        }
    }

    /// Returns the request for an event in JSON.
    pub(crate) fn event_parts(&self, json: &[u8], now: DateTime<Utc>) -> Result<RequestParts, Failure> {
        fn parts<V: Vendor>(sender: &V::Sender, json: &[u8], now: DateTime<Utc>) -> Result<RequestParts, Failure> {
            let event = Verified::<V, _>::assume_authentic(json).with_formats([Format::Json]);
            let event = V::decode(&event).map_err(|error| match error.kind() {
                // An empty input is none either.
                DecodeErrorKind::Format => Failure::decode("the event is not JSON"),
                _ => Failure::decode(error),
            })?;
            Ok(V::parts(sender, &event, now))
        }
        match self {
            Self::Acquire(sender) => parts::<Acquire>(sender, json, now),
            Self::AcquireV1(sender) => parts::<AcquireV1>(sender, json, now),
            Self::Dixa(sender) => parts::<Dixa>(sender, json, now),
            Self::Comm100(sender) => parts::<Comm100>(sender, json, now),
        }
    }

    /// Returns the request for a raw body.
    pub(crate) fn raw_parts(&self, body: Vec<u8>, now: DateTime<Utc>) -> RequestParts {
        match self {
            Self::Acquire(sender) => sender.raw_parts(body),
            Self::AcquireV1(sender) => sender.raw_parts(body),
            Self::Dixa(sender) => sender.raw_parts(body, now),
            Self::Comm100(sender) => sender.raw_parts(body),
        }
    }
}

/// Returns the time of `--now`, in milliseconds since 1970 UTC, or that of the system clock.
pub(crate) fn time(now: Option<u64>) -> Result<DateTime<Utc>, Failure> {
    let Some(now) = now else { return Ok(clock()) };
    let now = i64::try_from(now).ok().and_then(DateTime::from_timestamp_millis);
    now.ok_or_else(|| Failure::usage("--now is out of range"))
}

/// Returns the time of the system clock.
pub(crate) fn clock() -> DateTime<Utc> {
    SystemTime::now().into()
}
