//! Requests and faults that several vendors have in common.

use http::{HeaderMap, HeaderValue, Request, Uri};

use super::AuthFault;
use super::draft::Draft;
use crate::{Key, RequestParts, auth::Header};

/// The faults of every signature.
pub(super) static FAULTS: &[AuthFault] = &[
    AuthFault::BodyChanged,
    AuthFault::WrongKey,
    AuthFault::EmptyKey,
    AuthFault::SignatureMissing,
    AuthFault::SignatureEmpty,
    AuthFault::SignatureCut,
    AuthFault::SignatureCutAtStart,
    AuthFault::SignatureFirstDigit,
    AuthFault::SignatureLastDigit,
    AuthFault::SignatureChanged,
    AuthFault::SignatureFirstChanged,
    AuthFault::SignatureMiddleChanged,
    AuthFault::SignatureDoubled,
    AuthFault::OtherVendor,
];

/// Creates a request. If that failed, the request would be empty and no receiver would accept it. No caller makes it
/// fail.
pub(super) fn post(url: &Uri, draft: &Draft, content_type: &str, headers: &[(&Header, String)]) -> Request<Vec<u8>> {
    let headers: Vec<_> = headers.iter().map(|(header, value)| (*header, value.as_str())).collect();
    RequestParts::new(content_type, &headers, draft.body.clone()).into_request(url.clone()).unwrap_or_default()
}

/// Returns a key that differs from `key`.
pub(super) fn other_key(key: &Key) -> Key {
    let bytes = key.sign(b"another key").to_bytes();
    Key::from_bytes(bytes).unwrap_or_else(|_| Key::empty_and_forgeable())
}

/// Changes the last letter of the event name in the body. The body stays well formed with an unknown event, so a
/// receiver that does not verify answers 200 and fails the test.
pub(super) fn change_name(event: &str, body: &mut [u8]) {
    // In a form the colons are percent-encoded.
    let word = event.rsplit(':').next().unwrap_or(event).as_bytes();
    let start = body.windows(word.len().max(1)).position(|window| window == word).unwrap_or_default();
    if let Some(letter) = body.get_mut(start + word.len().saturating_sub(1)) {
        *letter = if *letter == b'x' { b'y' } else { b'x' };
    }
}

/// Applies a fault to a header that ends in a signature or a credential.
pub(super) fn spoil_header(fault: AuthFault, name: &'static str, headers: &mut HeaderMap) {
    let Some(value) = headers.get(name).cloned() else { return };
    let put = |headers: &mut HeaderMap, bytes: &[u8]| {
        if let Ok(mut value) = HeaderValue::from_bytes(bytes) {
            value.set_sensitive(true);
            headers.insert(name, value);
        }
    };
    let bytes = value.as_bytes();
    // In Dixa's header, the signature is preceded by the time and `v1=`.
    let start = bytes.iter().rposition(|byte| *byte == b'=').map_or(0, |at| at + 1);
    let (before, signature) = bytes.split_at(start);
    let changed = |at: usize| {
        let mut signature = signature.to_vec();
        if let Some(digit) = signature.get_mut(at) {
            *digit = if *digit == b'0' { b'1' } else { b'0' };
        }
        [before, &signature].concat()
    };
    let length = signature.len();
    let part = |range: std::ops::Range<usize>| [before, signature.get(range).unwrap_or_default()].concat();
    match fault {
        AuthFault::SignatureMissing | AuthFault::AuthorizationMissing => drop(headers.remove(name)),
        AuthFault::SignatureEmpty => put(headers, b""),
        AuthFault::SignatureCut => put(headers, &part(0..length.saturating_sub(2))),
        AuthFault::SignatureCutAtStart => put(headers, &part(2..length)),
        AuthFault::SignatureFirstDigit => put(headers, &part(0..1)),
        AuthFault::SignatureLastDigit => put(headers, &part(length.saturating_sub(1)..length)),
        AuthFault::SignatureChanged => put(headers, &changed(length.saturating_sub(1))),
        AuthFault::SignatureFirstChanged => put(headers, &changed(0)),
        AuthFault::SignatureMiddleChanged => put(headers, &changed(length / 2)),
        AuthFault::AuthorizationCut => put(headers, bytes.split_last().map_or(b"", |(_, rest)| rest)),
        AuthFault::AuthorizationWrong => put(headers, &[bytes, b"x"].concat()),
        AuthFault::SignatureDoubled | AuthFault::AuthorizationDoubled => drop(headers.append(name, value)),
        _ => {}
    }
}
