//! Signed requests, and how people verify them.

use std::hint::black_box;

use chathooks::Key;
use chathooks::acquire::Receiver;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderMap;
use sha2::Sha256;

pub(crate) const SECRET: &[u8] = b"Secret:conversational_bot:2";

/// Computes the key for each call, as people do.
pub(crate) fn mac(body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(black_box(SECRET)).unwrap();
    mac.update(body);
    mac
}

pub(crate) fn usual_verify(headers: &HeaderMap, body: &[u8]) -> Option<()> {
    let signature = hex::decode(headers.get("x-acquire-signature")?).ok()?;
    mac(body).verify_slice(&signature).ok()
}

/// A receiver, and the headers of a real request, ten of them, with the signature of `signed`.
pub(crate) fn signed(signed: &[u8]) -> (Receiver, HeaderMap) {
    let key = Key::from_bytes(SECRET).unwrap();
    let signature = key.sign(signed).to_string();
    let length = signed.len().to_string();
    let pairs = [
        ("host", "hooks.example.com"),
        ("user-agent", "axios/0.21.1"),
        ("accept", "application/json, text/plain, */*"),
        ("accept-encoding", "gzip, deflate"),
        ("connection", "close"),
        ("content-type", "application/json"),
        ("content-length", &length),
        ("x-acquire-signature", &signature),
        ("x-forwarded-for", "203.0.113.9"),
        ("x-forwarded-proto", "https"),
    ];
    let headers =
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse::<http::HeaderValue>().unwrap()));
    (Receiver::new(key), headers.collect())
}
