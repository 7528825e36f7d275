//! The requests that are sent one by one, each with the expected answer.

use chathooks::Vendor;
use chathooks::testkit::{AuthFault, Kit, Malformed};
use http::Request;

use super::fresh::Fresh;
use super::reasons;
use super::row::{Expected, Level};
use crate::failure::Failure;

/// A request and the expected answer.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) request: Request<Vec<u8>>,
    pub(super) expected: Expected,
    pub(super) why: String,
}

impl Case {
    fn new(name: String, request: Request<Vec<u8>>, expected: Expected, why: impl Into<String>) -> Self {
        Self { name, request, expected, why: why.into() }
    }
}

/// Returns deliveries that a receiver has to accept.
pub(super) fn valid<V: Vendor>(kit: &Kit<V>, fresh: &Fresh) -> Result<Vec<Case>, Failure> {
    let why = "a good delivery is refused: the vendor sends it again, and gives up in the end";
    let mut cases: Vec<_> = kit
        .valid()
        .map(|delivery| Case::new(format!("valid/{}", delivery.sample), delivery.request, Expected::Accepted, why))
        .collect();
    let why = "an event that the vendor adds later must not cause an outage: answer 2xx to an unknown event";
    cases.extend(
        kit.unknown()
            .map(|delivery| Case::new("valid/unknown-event".into(), delivery.request, Expected::Accepted, why)),
    );
    let why = "half of a surrogate pair, of an emoji that was cut, is what JSON.stringify prints: the delivery must not be lost";
    let request = fresh.raw(&fresh.lone_surrogate()?)?;
    cases.push(Case::new("valid/lone-surrogate".into(), request, Expected::Accepted, why));
    Ok(cases)
}

/// Returns requests that are not authentic: each delivery with each fault, and malformed bodies without a signature.
pub(super) fn forged<V: Vendor>(kit: &Kit<V>) -> Vec<Case> {
    let samples: Vec<_> = kit.valid().map(|delivery| (delivery.to_string(), delivery.sample)).collect();
    let sample = |of: &str| samples.iter().find(|(own, _)| own == of).map_or("", |(_, sample)| *sample);
    let mut cases: Vec<_> = kit
        .forged()
        .map(|forged| {
            let (why, level) = reasons::auth_fault(forged.fault);
            let name = format!("forged/{}/{}", forged.fault, sample(&forged.of));
            Case::new(name, forged.request, Expected::Refused(level), why)
        })
        .collect();
    // Frameworks hand the raw body to a verifier for some content types alone.
    let unsigned = kit.forged().find(|forged| is_missing(forged.fault)).map(|forged| forged.request);
    let why = "it has no signature, and a content type that is not checked: verify whatever the content type is";
    cases.extend(unsigned.iter().flat_map(|unsigned| {
        CONTENT_TYPES.iter().map(|(name, content_type)| {
            let mut request = unsigned.clone();
            request.headers_mut().remove(http::header::CONTENT_TYPE);
            if let Some(content_type) = content_type {
                request.headers_mut().insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static(content_type));
            }
            Case::new(format!("forged-content-type/{name}"), request, Expected::Refused(Level::Must), why)
        })
    }));
    let why = "a body that is not authentic was parsed: verify first, so that only the vendor reaches the parser";
    cases.extend(unsigned.into_iter().flat_map(|unsigned| {
        kit.malformed().map(move |Malformed { fault, request, .. }| {
            let mut forged = unsigned.clone();
            *forged.body_mut() = request.into_body();
            Case::new(format!("forged-malformed/{fault}"), forged, Expected::RefusedUnread, why)
        })
    }));
    cases
}

/// The names and the values of content types.
const CONTENT_TYPES: [(&str, Option<&str>); 6] = [
    ("json", Some("application/json")),
    ("form", Some("application/x-www-form-urlencoded")),
    ("xml", Some("application/xml")),
    ("text", Some("text/plain")),
    ("binary", Some("application/octet-stream")),
    ("none", None),
];

/// Returns whether the fault is that nothing authenticates the request.
fn is_missing(fault: AuthFault) -> bool {
    matches!(fault, AuthFault::SignatureMissing | AuthFault::TokenMissing)
}

/// Returns authentic requests whose bodies do not decode.
pub(super) fn malformed<V: Vendor>(kit: &Kit<V>, accepts_undecodable: bool) -> Vec<Case> {
    let expected = if accepts_undecodable { Expected::DeadLetter } else { Expected::Malformed };
    let case = |Malformed { fault, request, .. }: Malformed| {
        Case::new(format!("malformed/{fault}"), request, expected, reasons::body_fault(fault))
    };
    kit.malformed().map(case).collect()
}

/// Returns a delivery whose body is too large.
pub(super) fn oversized<V: Vendor>(kit: &Kit<V>, length: usize) -> Option<Case> {
    let exchange = kit.oversized(length).exchanges.pop()?;
    let why = format!("a body of {length} bytes was read: bound the length, or a sender can exhaust the memory");
    Some(Case::new("oversized/body".into(), exchange.request, Expected::TooLarge, why))
}

/// Why both keys must be accepted.
pub(super) const ROTATION: &str =
    "during a rotation the vendor may sign with either key: accept both until the old one is no longer used";

/// Why an event must be handled once.
pub(super) const HANDLED_ONCE: &str =
    "the vendor delivers an event more than once, also at the same moment: claim its id before the work";
