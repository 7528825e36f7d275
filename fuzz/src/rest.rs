//! What the management APIs answer, and what a sender makes of an answer to a delivery.

use std::fmt::Debug;
use std::time::Duration;

use chathooks::delivery::{AttemptResult, Attempts, Backoff, Jitter, RetryAfter, RetryPolicy, StatusSet, Step};
use chathooks::rest::{Endpoint, Patch, RestError};
use chathooks::{Format, acquire, comm100, dixa, value::Value};
use chrono::{DateTime, Utc};
use http::Response;

use crate::{choice, first_line, numbers, poison, wide};

/// The first line is the status, the content type and the `Retry-After`, apart by bars; the rest is the body. Each call
/// reads it: an error of the status where that is none of success, or an answer that is the same when it was written and
/// answered again. And a delivery with this answer comes to an end.
pub fn rest(input: &[u8]) {
    let (line, body) = first_line(input);
    let mut parts = line.split(|byte| *byte == b'|');
    let status = parts.next().and_then(|status| str::from_utf8(status).ok()?.parse().ok()).unwrap_or(200_u16);
    let mut response = Response::builder().status(status);
    for name in ["content-type", "retry-after"] {
        if let Some(Ok(value)) = parts.next().filter(|value| !value.is_empty()).map(http::HeaderValue::from_bytes) {
            response = response.header(name, value);
        }
    }
    deliver(status, input);
    // A number that no status can be.
    let Ok(response) = response.body(body) else { return };
    let answer = AttemptResult::from(&response);
    assert_eq!(answer.status(), Some(status));

    {
        use acquire::rest::{CreateWebhook, DeleteWebhook, GetWebhook, ListWebhooks, UpdateWebhook};
        let address = || chathooks::rest::WebhookUrl::new("https://h.example/");
        reads(&ListWebhooks::new(), &response, true);
        reads(&GetWebhook::new("3"), &response, true);
        reads(&CreateWebhook::new("n", address()), &response, true);
        reads(&UpdateWebhook::new(3, acquire::rest::Changes::new()), &response, true);
        refuses(&DeleteWebhook::new("3"), &response);
    }
    {
        use dixa::rest::{DeleteSubscription, GetDeliveryLogs, GetDeliveryStatus, GetSubscription, ListSubscriptions};
        reads(&ListSubscriptions::new(), &response, false);
        reads(&GetSubscription::new("3"), &response, true);
        reads(&GetDeliveryStatus::new("3"), &response, false);
        if let Some(logs) = reads(&GetDeliveryLogs::new("3", dixa::EventName::ConversationClosed), &response, false) {
            for log in logs.data.iter() {
                match log.event() {
                    Ok(event) => assert_eq!(event.name().is_known(), !matches!(event.data, dixa::Data::Unknown(_))),
                    Err(error) => poison::is_clean(&error, body),
                }
            }
        }
        refuses(&DeleteSubscription::new("3"), &response);
    }
    {
        use comm100::rest::{DeleteWebhook, GetWebhook, ListWebhooks};
        reads(&ListWebhooks::new(), &response, false);
        reads(&GetWebhook::new("3"), &response, false);
        refuses(&DeleteWebhook::new("3"), &response);
    }
    log_entry(body);
    let _: Patch<()> = Patch::default();
}

/// Checks the error of a call, or that its answer is the same when it was written and answered again.
fn reads<C>(call: &C, response: &Response<&[u8]>, enveloped: bool) -> Option<C::Answer>
where
    C: Endpoint<Answer: Debug + PartialEq + serde::Serialize>,
{
    let answer = refuses(call, response)?;
    comes_back(&answer, response.body(), |written| {
        let written = if enveloped { [b"{\"data\":", written, b"}"].concat() } else { written.to_vec() };
        let again = call.answer_within(&Response::new(&written), wide());
        again.unwrap_or_else(|error| panic!("{error}: {}", crate::shown(&written)))
    });
    Some(answer)
}

/// Checks that what was read out of a body is written by serde, and read again as the same. The numbers that no model
/// describes become doubles on that way: where that changes one, what is read again is written as before.
fn comes_back<T: Debug + PartialEq + serde::Serialize>(value: &T, body: &[u8], read: impl FnOnce(&[u8]) -> T) {
    let tree = Value::from_body(body, Format::Json, wide()).expect("it was read");
    let written = match serde_json::to_vec(value) {
        Ok(written) => written,
        Err(error) => {
            assert_eq!(error.to_string(), "number out of range for a double");
            return assert!(!numbers::are_doubles(&tree), "{}", crate::shown(body));
        }
    };
    let again = read(&written);
    assert_eq!(serde_json::to_vec(&again).expect("its numbers are doubles"), written);
    if numbers::are_exact(&tree) {
        assert_eq!(again, *value);
    }
}

fn refuses<C: Endpoint>(call: &C, response: &Response<&[u8]>) -> Option<C::Answer> {
    let error = match call.answer(response) {
        Ok(answer) => {
            assert!(response.status().is_success());
            return Some(answer);
        }
        Err(error) => error,
    };
    assert_eq!(error.status().is_none(), response.status().is_success(), "{error}");
    match &error {
        RestError::Decode(error) => poison::is_clean(error, response.body()),
        RestError::ContentType => {
            let json = response.headers().get("content-type").expect("one").as_bytes().to_ascii_lowercase();
            assert!(!json.starts_with(b"application/json") || json.get(16).is_some_and(|byte| *byte != b';'));
        }
        refused => {
            let error_response = refused.error_response().expect("a refusal");
            assert_eq!(error_response.status, response.status());
            let header = response.headers().get("retry-after").map(http::HeaderValue::as_bytes);
            assert_eq!(error_response.retry_after, header.and_then(RetryAfter::parse));
            assert_eq!(error.to_string(), format!("the vendor answered {}", error_response.status));
            let body = Value::from_body(response.body(), Format::Json, chathooks::Limits::default());
            assert_eq!(error_response.body, body.ok());
            assert_eq!(error_response.body.is_some(), error_response.error.is_some());
        }
    }
    None
}

fn log_entry(body: &[u8]) {
    let Ok(tree) = Value::from_body(body, Format::Json, chathooks::Limits::default()) else { return };
    match tree.decode::<dixa::rest::LogEntry<'_>>() {
        Ok(entry) => comes_back(&entry, body, |written| serde_json::from_slice(written).expect("an entry")),
        Err(error) => poison::is_clean(&error, body),
    }
    match tree.decode::<dixa::rest::DeliveryStatus<'_>>() {
        Ok(status) => comes_back(&status, body, |written| serde_json::from_slice(written).expect("a status")),
        Err(error) => poison::is_clean(&error, body),
    }
}

/// A delivery that always has the same answer ends, after as many attempts as its policy has or fewer.
fn deliver(status: u16, input: &[u8]) {
    let choice = choice(input);
    let set = (0..8).fold(StatusSet::TRANSIENT, |set, place| set.and((choice >> place) as u16 % 700));
    let known = |status: u16| if (100..=599).contains(&status) { status } else { 500 };
    assert_eq!(set.contains(status), set.contains(known(status)));
    assert!(set.and(status).contains(status) && !set.without(status).contains(status));
    assert_eq!(set.without(status).and(status) == set, set.contains(status));

    let first = Duration::from_secs(choice as u64 >> (choice % 64));
    let backoff = Backoff::exponential(first, first.saturating_mul(7)).with_jitter(Jitter::Full);
    let policy = RetryPolicy::new(choice as u32 % 9, backoff.clone()).with_retryable(set).with_max_retry_after(first);
    let line = first_line(input).0.split(|byte| *byte == b'|').nth(2).unwrap_or_default();
    let retry_after = RetryAfter::parse(line);
    let mut answer = AttemptResult::new(status);
    if let Some(retry_after) = retry_after {
        answer = answer.with_retry_after(retry_after);
    }
    let answer = match choice % 16 {
        0 => AttemptResult::timeout(),
        1 => AttemptResult::no_response(),
        2 => answer.with_unusable_body(),
        _ => answer,
    };
    let mut at = DateTime::<Utc>::UNIX_EPOCH;
    let mut attempts = Attempts::new(policy.clone());
    for attempt in 1.. {
        assert!(attempt <= policy.attempts());
        assert_eq!(attempts.made() + attempts.left(), policy.attempts());
        match attempts.record(answer, at, choice as u64) {
            Step::Delivered => {
                assert!(policy.is_success(answer));
                break;
            }
            Step::Retry(retry) => {
                assert!(policy.is_retryable(answer) && retry.at >= at);
                let asked = answer.retry_after().map_or(Duration::ZERO, |asked| asked.wait(at)).min(first);
                assert!(retry.wait >= asked);
                assert!(retry.wait <= backoff.longest_after(attempt).max(asked));
                at = retry.at;
                attempts = retry.attempts;
            }
            Step::Fail(failure) => {
                assert_eq!((failure.attempts, failure.last, failure.at), (attempt, answer, at));
                assert!(attempt == policy.attempts() || !policy.is_retryable(answer));
                break;
            }
        }
    }
}
