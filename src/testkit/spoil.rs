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
    AuthFault::SignatureChanged,
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
    let bytes = value.as_bytes();
    let put = |headers: &mut HeaderMap, bytes: &[u8]| {
        if let Ok(mut value) = HeaderValue::from_bytes(bytes) {
            value.set_sensitive(true);
            headers.insert(name, value);
        }
    };
    match (fault, bytes) {
        (AuthFault::SignatureMissing | AuthFault::AuthorizationMissing, _) => drop(headers.remove(name)),
        (AuthFault::SignatureEmpty, _) => put(headers, b""),
        (AuthFault::SignatureCut, [cut @ .., _, _]) => put(headers, cut),
        (AuthFault::SignatureChanged, [rest @ .., digit]) => {
            put(headers, &[rest, if *digit == b'0' { b"1" } else { b"0" }].concat());
        }
        (AuthFault::AuthorizationWrong, bytes) => put(headers, &[bytes, b"x"].concat()),
        (AuthFault::SignatureDoubled | AuthFault::AuthorizationDoubled, _) => drop(headers.append(name, value)),
        _ => {}
    }
}
