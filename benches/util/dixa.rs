//! A message of Dixa's, and what people write to receive it: they need the envelope's id too, so `usual` reads the
//! envelope with the enum flattened into it.

use std::hint::black_box;
use std::time::Duration;

use chathooks::Key;
use chathooks::dixa::{Event, Receiver};
use chrono::DateTime;
use criterion::{BenchmarkId, Criterion, Throughput};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderMap, HeaderValue};
use serde::Deserialize;
use serde_json::Value;
use sha2::Sha256;

const SECRET: &str = "00112233445566778899aabbccddeeff0f1e2d3c4b5a69788796a5b4c3d2e1f0";
const TIME: i64 = 1_770_715_231_999;

/// A message as the vendor prints it: 1,696 bytes.
const BODY: &[u8] = include_bytes!("../../tests/data/dixa/ConversationMessageAdded.json");

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "what is measured is reading them")]
struct OwnedEvent {
    event_id: String,
    event_version: String,
    event_timestamp: String,
    organization: OwnedNamed,
    #[serde(flatten)]
    data: Owned,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "what is measured is reading it")]
#[serde(tag = "event_fqn", content = "data")]
enum Owned {
    #[serde(rename = "CONVERSATION_MESSAGE_ADDED")]
    MessageAdded(OwnedMessage),
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "what is measured is reading them")]
struct OwnedMessage {
    conversation: OwnedConversation,
    author: OwnedUser,
    created_at: String,
    message_id: String,
    text: String,
    direction: String,
    channel: String,
    content: OwnedContent,
    attachments: Vec<Value>,
    external_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "what is measured is reading them")]
struct OwnedConversation {
    csid: u64,
    channel: String,
    status: String,
    direction: String,
    queue: Option<OwnedNamed>,
    contact_point: Option<String>,
    requester: OwnedUser,
    assignee: Option<OwnedUser>,
    subject: Option<String>,
    tags: Vec<OwnedNamed>,
    created_at: String,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "what is measured is reading them")]
struct OwnedNamed {
    id: String,
    name: String,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "what is measured is reading them")]
struct OwnedUser {
    id: String,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    roles: Vec<String>,
    user_type: Option<String>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "what is measured is reading them")]
struct OwnedContent {
    text: String,
    content_type: Option<String>,
    original_content_url: Option<String>,
    processed_content_url: Option<String>,
}

fn mac(time: &str, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&hex::decode(black_box(SECRET)).unwrap()).unwrap();
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}

fn time_and_signature(headers: &HeaderMap) -> Option<(&str, &str)> {
    let (time, signature) = headers.get("x-dixa-signature")?.to_str().ok()?.split_once(',')?;
    Some((time.strip_prefix("t=")?, signature.strip_prefix("v1=")?))
}

fn usual(headers: &HeaderMap, body: &[u8]) -> Option<OwnedEvent> {
    let (time, signature) = time_and_signature(headers)?;
    mac(time, body).verify_slice(&hex::decode(signature).ok()?).ok()?;
    time.parse::<i64>().ok().filter(|time| TIME.abs_diff(*time) < 300_000)?;
    serde_json::from_slice(body).ok()
}

fn naive(headers: &HeaderMap, body: &[u8]) -> Option<Value> {
    let (time, signature) = time_and_signature(headers)?;
    (hex::encode(mac(time, body).finalize().into_bytes()) == signature).then_some(())?;
    serde_json::from_slice(body).ok()
}

pub(crate) fn receive(criterion: &mut Criterion) {
    let key = Key::from_hex(SECRET).unwrap();
    let mut signer = key.signer();
    signer.update(format!("{TIME}.").as_bytes());
    signer.update(BODY);
    let signature = format!("t={TIME},v1={}", signer.sign());
    // As one was captured.
    let pairs = [
        ("host", "hooks.example.com"),
        ("user-agent", "AHC/2.1"),
        ("accept", "*/*"),
        ("content-type", "application/json"),
        ("content-length", "1696"),
        ("authorization", "Bearer s3cret"),
        ("x-dixa-signature", &signature),
        ("x-dixa-subscription-id", "3f9a6c20-5d71-4b8e-a0c4-7e12d9b5f344"),
        ("x-forwarded-for", "203.0.113.9"),
        ("x-forwarded-proto", "https"),
    ];
    let headers: HeaderMap =
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse::<HeaderValue>().unwrap())).collect();
    let receiver = Receiver::new(key, Duration::from_secs(300));
    let now = DateTime::from_timestamp_millis(TIME).unwrap();
    assert_eq!(BODY.len(), 1696);
    assert!(usual(&headers, BODY).is_some() && naive(&headers, BODY).is_some());

    let mut group = criterion.benchmark_group("receive/dixa");
    group.throughput(Throughput::Bytes(BODY.len() as u64));
    group.bench_function(BenchmarkId::from_parameter("chathooks"), |bencher| {
        bencher.iter(|| {
            let verified = receiver.receive(black_box(&headers), black_box(BODY), black_box(now)).unwrap();
            black_box(Event::decode(&verified).unwrap());
        });
    });
    group.bench_function(BenchmarkId::from_parameter("usual"), |bencher| {
        bencher.iter(|| black_box(usual(black_box(&headers), black_box(BODY))));
    });
    group.bench_function(BenchmarkId::from_parameter("naive"), |bencher| {
        bencher.iter(|| black_box(naive(black_box(&headers), black_box(BODY))));
    });
    group.finish();
}
