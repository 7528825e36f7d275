//! Settings, results and marks, which have nothing of a request or a secret in them.

use std::sync::Arc;
use std::time::Duration;

use chathooks::acquire::inbound;
use chathooks::acquire::{self, SignedContent, v1};
use chathooks::dedupe::{Claim, Completion, IdempotencyKey, MemoryStore, Outcome};
use chathooks::delivery::{AttemptResult, Attempts, Backoff, Jitter, Notification, Reason, RetryAfter, RetryPolicy};
use chathooks::delivery::{StatusSet, Step};
use chathooks::diagnose::{BodyChange, Covers, Encoding, Finding, Hash, LineEnd, TimeOf, TokenOf};
use chathooks::dixa;
use chathooks::rest::Endpoint as _;
use chathooks::value::Value;
use chathooks::{DecodeErrorKind, Format, Limits, comm100};
use http::Response;

use crate::look::{BODY, CUSTOMER, DIGITS, KEY, Seen, TOKEN, look};
use crate::secrets::now;

pub(crate) fn look(seen: &mut Seen) {
    look!(seen, Nothing: Format::Xml, Limits::default(), SignedContent::RawBody);
    look!(seen, Nothing: DecodeErrorKind::Syntax, v1::Layout::nested());
    diagnoses(seen);
    deliveries(seen);
    inbound_webhooks(seen);

    let id = IdempotencyKey::new(CUSTOMER, TOKEN).in_account(CUSTOMER);
    let mut store = MemoryStore::new(9);
    let outcome = store.claim(id, now()).unwrap();
    let claim = Claim::new(id, 7, now());
    look!(seen, Nothing: id, outcome, claim, store, Completion::Recorded, Outcome::Processed);

    let answer = Response::builder().status(200).body(format!(r#"{{"data":{{"deleted":1,"of":"{CUSTOMER}"}}}}"#));
    look!(seen, Nothing: acquire::rest::DeleteWebhook::new("3").answer(&answer.unwrap()).unwrap());
}

/// What is wrong with a secret or a request is said without either.
fn diagnoses(seen: &mut Seen) {
    let quoted = [format!("'{KEY}'"), format!("\"{DIGITS}\" "), format!(" {TOKEN}\n")];
    let key = chathooks::Key::new(KEY).unwrap();
    let headers = [("x-acquire-signature", format!("sha256={}", key.sign(BODY.as_bytes())))];
    let signed = [("x-dixa-signature", format!("t=1770715231999,v1={}", key.sign(BODY.as_bytes())))];
    let target = format!("/?key={TOKEN}");
    for secret in &quoted {
        let found = [
            acquire::diagnose(secret, &headers, BODY.as_bytes()),
            dixa::diagnose(secret, &signed, BODY.as_bytes(), now(), Duration::from_secs(9)),
            comm100::diagnose(secret, &headers, &target),
            v1::diagnose(secret, &signed, &target),
        ];
        for finding in found.into_iter().flatten() {
            look!(seen, Nothing: finding);
        }
    }
    look!(seen, Nothing: Finding::KeyQuotes, BodyChange::Added, Covers::Compressed, Encoding::Decode, Hash::Sha1);
    look!(seen, Nothing: LineEnd::Lf, TimeOf::Sending, TokenOf::Url);
}

fn deliveries(seen: &mut Seen) {
    let policy = RetryPolicy::new(2, Backoff::exponential(Duration::from_secs(1), Duration::from_secs(9)));
    let attempts = Attempts::new(policy.clone());
    let headers = [("retry-after", CUSTOMER), ("authorization", TOKEN)];
    let result = AttemptResult::new(503).with_headers(&headers);
    let Step::Retry(retry) = attempts.clone().record(result, now(), 0) else { panic!("no retry") };
    let failed = retry.attempts.clone().record(result, now(), 0);
    let Step::Fail(failure) = failed.clone() else { panic!("another retry") };
    look!(seen, Nothing: policy, attempts, result, retry, failed, failure, Backoff::none(), Jitter::Full);
    look!(seen, Nothing: Reason::Exhausted, RetryAfter::Wait(Duration::from_secs(9)), StatusSet::SUCCESS);
    look!(seen, Contents: Notification::new(CUSTOMER, failure));
}

/// What an app answers is shown with the variables, as the contents of an event are; its URL is not.
fn inbound_webhooks(seen: &mut Seen) {
    let webhook = inbound::Webhook::new(format!("https://h.example/?token={TOKEN}")).with_name(CUSTOMER);
    let fallback = inbound::Variables::new().with("reply", Value::from(CUSTOMER));
    let webhook = Arc::new(webhook.with_fallback(fallback).with_notification_email(CUSTOMER));
    let mut exchange = inbound::Exchange::new(Arc::clone(&webhook), Backoff::none());
    let body = format!(r#"{{"reply":"{CUSTOMER}"}}"#);
    look!(seen, Contents: exchange.clone().record(AttemptResult::new(200), body.as_bytes(), now(), 0));
    look!(seen, Nothing: (*webhook).clone(), inbound::ReservedVariable::GotoBranch, exchange.clone());
    let broken = format!(r#"{{"reply":"{CUSTOMER}","#);
    loop {
        match exchange.record(AttemptResult::new(200), broken.as_bytes(), now(), 0) {
            inbound::Step::Retry(retry) => {
                exchange = retry.exchange.clone();
                look!(seen, Nothing: retry);
            }
            inbound::Step::Fallback(fallback) => {
                assert!(fallback.invalid.is_some());
                look!(seen, Nothing: fallback);
                return;
            }
            inbound::Step::Variables(_) => panic!("it is broken"),
        }
    }
}
