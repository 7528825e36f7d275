//! Each peer, and a request that it accepts.
//!
//! | peer | what it signs | what it does besides |
//! |---|---|---|
//! | `chathooks`, `hmac`, `ring`, `aws-lc-rs` | the body, in hex | nothing; the key's state is computed once |
//! | `usual` | the body, in hex | `hmac` with the key computed for each call, as people write it |
//! | `webhook-verify` | the body, in hex: its own scheme of GitHub | computes the key for each call |
//! | `webhook-verify-custom` | the body, in hex: Acquire's header as a `CustomScheme` | the same, and it copies the body |
//! | `standardwebhooks`, `svix` | id, time and body with dots between, in base64 | reads the clock, asks for UTF-8, copies the body, computes the key for each call, compares base64 |
//!
//! `standardwebhooks` and `svix` hash with `hmac-sha256`, which has no code for the SHA extensions of a processor.

use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::hmac as aws;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::HeaderMap;
use ring::hmac as ring;
use sha2::Sha256;
use webhook_verify::{CustomScheme, Encoding, HashAlg, Provider, Secret, VerifyOptions};

use crate::request::{SECRET, signed, usual_verify};

type Verify = dyn Fn(&HeaderMap, &[u8]) -> bool;

/// Another crate, with its key.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    /// Those of a request that this peer accepts.
    pub(crate) headers: HeaderMap,
    verify: Box<Verify>,
}

impl Peer {
    fn new(name: &'static str, headers: &HeaderMap, verify: impl Fn(&HeaderMap, &[u8]) -> bool + 'static) -> Self {
        Self { name, headers: headers.clone(), verify: Box::new(verify) }
    }

    pub(crate) fn accepts(&self, headers: &HeaderMap, body: &[u8]) -> bool {
        (self.verify)(headers, body)
    }
}

/// The signature's bytes, for the crates that know no webhooks.
fn signature(headers: &HeaderMap) -> Option<[u8; 32]> {
    let mut signature = [0; 32];
    hex::decode_to_slice(headers.get("x-acquire-signature")?, &mut signature).ok()?;
    Some(signature)
}

/// The same request with other headers for the signature.
fn signed_as(headers: &HeaderMap, signature: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = headers.clone();
    headers.remove("x-acquire-signature");
    for (name, value) in signature {
        headers.insert(*name, value.parse().unwrap());
    }
    headers
}

/// All of them, with the headers that are right for this body now.
pub(crate) fn peers(body: &[u8]) -> Vec<Peer> {
    let (receiver, hex) = signed(body);
    let mut peers = vec![
        Peer::new("chathooks", &hex, move |headers, body| receiver.receive(headers, body).is_ok()),
        Peer::new("usual", &hex, |headers, body| usual_verify(headers, body).is_some()),
    ];
    peers.extend(by_hand(&hex));
    peers.extend(webhook_verify(&hex));
    peers.extend(standard(&hex, body));
    peers
}

fn by_hand(hex: &HeaderMap) -> [Peer; 3] {
    let mac = Hmac::<Sha256>::new_from_slice(SECRET).unwrap();
    let ring_key = ring::Key::new(ring::HMAC_SHA256, SECRET);
    let aws_key = aws::Key::new(aws::HMAC_SHA256, SECRET);
    [
        Peer::new("hmac", hex, move |headers, body| {
            let Some(signature) = signature(headers) else { return false };
            let mut mac = mac.clone();
            mac.update(body);
            mac.verify(&signature.into()).is_ok()
        }),
        Peer::new("ring", hex, move |headers, body| {
            signature(headers).is_some_and(|signature| ring::verify(&ring_key, body, &signature).is_ok())
        }),
        Peer::new("aws-lc-rs", hex, move |headers, body| {
            signature(headers).is_some_and(|signature| aws::verify(&aws_key, body, &signature).is_ok())
        }),
    ]
}

fn webhook_verify(hex: &HeaderMap) -> [Peer; 2] {
    let peer = |name, headers: &HeaderMap, provider: Provider| {
        let secret = Secret::new(std::str::from_utf8(SECRET).unwrap());
        Peer::new(name, headers, move |headers, body| {
            webhook_verify::verify(provider, headers, body, &secret, VerifyOptions::default()).is_ok()
        })
    };
    let header = format!("sha256={}", hex["x-acquire-signature"].to_str().unwrap());
    let acquire = Provider::Custom(CustomScheme {
        hash: HashAlg::Sha256,
        signature_header: "x-acquire-signature",
        timestamp_header: None,
        encoding: Encoding::Hex,
        prefix: None,
        signed_string: |_, body| body.to_vec(),
    });
    [
        peer("webhook-verify", &signed_as(hex, &[("x-hub-signature-256", &header)]), Provider::GitHub),
        peer("webhook-verify-custom", hex, acquire),
    ]
}

fn standard(hex: &HeaderMap, body: &[u8]) -> [Peer; 2] {
    const ID: &str = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W";
    let time = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap();
    let standard = standardwebhooks::Webhook::from_bytes(SECRET.to_vec()).unwrap();
    let svix = svix::webhooks::Webhook::from_bytes(SECRET.to_vec()).unwrap();
    let headers = |signature: &str| {
        let time = time.to_string();
        let own = [("webhook-id", ID), ("webhook-timestamp", &time), ("webhook-signature", signature)];
        signed_as(hex, &own)
    };
    [
        Peer::new("standardwebhooks", &headers(&standard.sign(ID, time, body).unwrap()), move |headers, body| {
            standard.verify(body, headers).is_ok()
        }),
        Peer::new("svix", &headers(&svix.sign(ID, time, body).unwrap()), move |headers, body| {
            svix.verify(body, headers).is_ok()
        }),
    ]
}
