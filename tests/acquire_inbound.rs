//! Acquire's inbound webhooks: calling the app, rendering the texts, and the retries.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may panic")]

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use chathooks::acquire::inbound::{
    Exchange, Fallback, ReservedVariable, Retry, Step, Variables, Webhook, placeholders, retry_policy,
};
use chathooks::delivery::{AttemptResult, Backoff, Reason, RetryAfter};
use chathooks::{
    DecodeErrorKind, Format, Limits,
    value::{Number, Object, Timestamp, Value},
};
use chrono::{DateTime, Utc};
use proptest::prelude::*;

fn now() -> DateTime<Utc> {
    Timestamp::from("2026-03-01T09:00:00Z").to_utc().unwrap()
}

fn webhook() -> Webhook {
    Webhook::new("https://shop.example/order?secret=9f86d081")
        .with_fallback(Variables::new().with("orderStatus", "unknown"))
        .with_notification_email("ops@example.org")
}

fn exchange() -> Exchange {
    Exchange::new(webhook(), Backoff::each([Duration::from_secs(2), Duration::from_secs(5)]))
}

fn retry(next: Step<'_>) -> Retry {
    match next {
        Step::Retry(retry) => retry,
        other => panic!("{other:?}"),
    }
}

fn fallback(next: Step<'_>) -> Fallback {
    match next {
        Step::Fallback(fallback) => fallback,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_type_goes_where_its_user_does() {
    fn everywhere<T: Send + Sync + Unpin + std::fmt::Debug + 'static>() {}
    everywhere::<(Variables<'_>, ReservedVariable, Webhook, Exchange, Step<'_>, Retry, Fallback)>();
}

/// The settings in the order of the vendor's page "Getting Started", part "Inbound".
#[test]
fn the_settings_of_the_page_are_complete() {
    let unset = Webhook::new("https://shop.example/order");
    assert_eq!((unset.name(), unset.format(), unset.is_enabled(), unset.skips_ssl()), ("", Format::Json, true, false));
    assert_eq!((unset.notification_email(), unset.available_variables().len()), (None, 0));
    let answer = Variables::new().with("orderStatus", "shipped").with_reserved(ReservedVariable::GotoBranch, "refunds");
    let set = webhook()
        .with_name("Orders")
        .with_format(Format::Form)
        .with_enabled(false)
        .with_skip_ssl(true)
        .with_variable("carrier")
        .with_detected_variables(&answer)
        .with_variable("carrier")
        .with_variable("gotoBranch");
    assert_eq!((set.name(), set.format(), set.is_enabled(), set.skips_ssl()), ("Orders", Format::Form, false, true));
    assert_eq!(set.notification_email(), Some("ops@example.org"));
    assert_eq!(set.available_variables().collect::<Vec<_>>(), ["carrier", "orderStatus", "gotoBranch"]);
    assert_eq!(set.fallback().get("orderStatus").and_then(Value::as_str), Some("unknown"));
    assert!(!format!("{set:?}").contains("Orders"));
}

#[test]
fn an_answer_is_read_in_the_format_of_the_settings() {
    for (format, body) in [
        (Format::Json, r#"{"orderStatus":"shipped"}"#),
        (Format::Xml, "<order><orderStatus>shipped</orderStatus></order>"),
        (Format::Form, "orderStatus=shipped"),
    ] {
        for configured in [Format::Json, Format::Xml, Format::Form] {
            let exchange = Exchange::new(webhook().with_format(configured), Backoff::none());
            match exchange.record(AttemptResult::new(200), body.as_bytes(), now(), 0) {
                Step::Variables(variables) if configured == format => {
                    assert_eq!(variables.get("orderStatus").and_then(Value::as_str), Some("shipped"));
                }
                // Any bytes are a form, though of other names.
                Step::Variables(variables) => {
                    assert_eq!((configured, variables.get("orderStatus")), (Format::Form, None));
                }
                other => assert!(configured != format, "{other:?}"),
            }
        }
    }
}

#[test]
fn an_address_that_fails_twice_gives_its_variables_at_the_third_try() {
    let first = retry(exchange().record(AttemptResult::timeout(), b"", now(), 0));
    assert_eq!((first.wait.as_secs(), first.at.timestamp() - now().timestamp()), (2, 2));
    assert!(first.invalid.is_none());

    let second = retry(first.exchange.record(AttemptResult::new(502), b"{}", first.at, 0));
    assert_eq!((second.wait.as_secs(), second.at.timestamp() - now().timestamp()), (5, 7));
    assert_eq!(second.exchange.made(), 2);

    let body = br#"{"orderStatus":"shipped","gotoBranch":"thanks"}"#;
    let Step::Variables(variables) = second.exchange.record(AttemptResult::new(200), body, second.at, 0) else {
        panic!("a valid answer")
    };
    assert_eq!(variables.render("It is {{orderStatus}}."), "It is shipped.");
    assert_eq!(variables.reserved(ReservedVariable::GotoBranch).and_then(Value::as_str), Some("thanks"));
}

#[test]
fn the_third_failure_gives_the_fallback_and_the_notification() {
    let first = retry(exchange().record(AttemptResult::no_response(), b"", now(), 0));
    let second = retry(first.exchange.record(AttemptResult::new(404), b"", first.at, 0));
    let end = fallback(second.exchange.record(AttemptResult::new(200), b"{\"orderStatus\":", second.at, 0));
    assert_eq!(end.variables().render("It is {{orderStatus}}."), "It is unknown.");
    assert_eq!((end.failure.reason, end.failure.attempts, end.failure.at), (Reason::Exhausted, 3, second.at));
    let notification = end.notification().unwrap();
    assert_eq!(notification.to, "ops@example.org");
    assert_eq!(notification.failure.to_string(), "delivery failed after 3 attempts: status 200 with an unusable body");
    assert_eq!(end.invalid.unwrap().to_string(), "orderStatus: unexpected end of the body at byte 15");
}

#[test]
fn without_a_fallback_and_an_address_there_is_nothing_to_use_and_nobody_to_tell() {
    let mut exchange = Exchange::new(Webhook::new("https://shop.example"), Backoff::none());
    for made in 1..3 {
        exchange = retry(exchange.record(AttemptResult::new(500), b"", now(), 0)).exchange;
        assert_eq!(exchange.made(), made);
    }
    let end = fallback(exchange.record(AttemptResult::new(500), b"", now(), 0));
    assert_eq!((end.variables(), end.notification()), (&Variables::new(), None));
}

#[test]
fn what_is_a_valid_answer() {
    let valid: [(u16, &[u8]); 5] =
        [(200, b"{}"), (201, b" {\"a\":1} "), (299, b"\xef\xbb\xbf{}"), (200, b"{\"a\":\"\\ud83d\"}"), (204, b"{}")];
    for (status, body) in valid {
        let next = exchange().record(AttemptResult::new(status), body, now(), 0);
        assert!(matches!(next, Step::Variables(_)), "{status} {}", body.escape_ascii());
    }
    for status in [100, 199, 300, 301, 400, 401, 404, 410, 429, 500, 501, 503, 999] {
        let retry = retry(exchange().record(AttemptResult::new(status), b"{}", now(), 0));
        assert!(retry.invalid.is_none(), "{status}");
    }
    let invalid: [(&[u8], &str); 9] = [
        (b"", "unexpected end of the body at byte 0"),
        (b"[]", "expected an object, found an array"),
        (b"null", "expected an object, found null"),
        (b"\"text\"", "expected an object, found a string"),
        (b"<html>", "expected a value at byte 0"),
        (b"a=b", "expected a value at byte 0"),
        (b"{} {}", "expected the end of the body at byte 3"),
        (b"{\"a\":1,}", "expected a quoted name at byte 7"),
        (b"{\"a\":\"\xff\"}", "not UTF-8 at byte 6"),
    ];
    for (body, message) in invalid {
        let retry = retry(exchange().record(AttemptResult::new(200), body, now(), 0));
        assert_eq!(retry.invalid.unwrap().to_string(), message, "{}", body.escape_ascii());
    }
    let unusable = exchange().record(AttemptResult::new(200).with_unusable_body(), b"{}", now(), 0);
    assert!(retry(unusable).invalid.is_none());
}

#[test]
fn an_answer_is_read_within_the_limits() {
    let webhook = Arc::new(webhook().with_limits(Limits::default().with_depth(2).with_values(4)));
    let kind = |body: &[u8]| match Exchange::new(Arc::clone(&webhook), Backoff::none()).record(
        AttemptResult::new(200),
        body,
        now(),
        0,
    ) {
        Step::Variables(_) => None,
        next => Some(retry(next).invalid.unwrap().kind()),
    };
    assert_eq!(kind(br#"{"a":[1,2]}"#), None);
    assert_eq!(kind(br#"{"a":[[1]]}"#), Some(DecodeErrorKind::TooDeep));
    assert_eq!(kind(br#"{"a":[1,2,3]}"#), Some(DecodeErrorKind::TooManyValues));
    assert_eq!(webhook.limits().values(), 4);
}

#[test]
fn the_policy_has_three_tries_whatever_comes_back() {
    let policy = retry_policy(Backoff::none());
    assert_eq!(policy.attempts(), 3);
    for status in (0..200).chain(300..=u16::MAX) {
        assert!(policy.is_retryable(AttemptResult::new(status)), "{status}");
    }
    let asked = AttemptResult::new(503).with_retry_after(RetryAfter::Wait(Duration::from_secs(60)));
    assert_eq!(policy.wait(1, asked, now(), 0), Duration::ZERO);
}

#[test]
fn nothing_of_the_address_is_shown() {
    assert_eq!(format!("{:?}", webhook()), "Webhook { limits: Limits { depth: 64, values: 100000 }, .. }");
    let shown = format!("{:?}", exchange());
    assert!(!shown.contains("9f86d081") && !shown.contains("ops@"), "{shown}");
    assert_eq!(webhook().url(), "https://shop.example/order?secret=9f86d081");
    assert_eq!(webhook().notification_email(), Some("ops@example.org"));
}

#[test]
fn the_app_answers_in_json() {
    let cards = Value::from(vec![Value::from(Object::from_iter([("title", "Shoes")]))]);
    let variables = Variables::new()
        .with("name", "Ada \"Countess\"")
        .with("orders", Number::from(3))
        .with_reserved(ReservedVariable::CarouselResponse, cards)
        .with("open", true);
    let json = r#"{"name":"Ada \"Countess\"","orders":3,"carouselResponse":[{"title":"Shoes"}],"open":true}"#;
    assert_eq!(String::from_utf8(variables.to_json()).unwrap(), json);
    assert_eq!(Variables::decode(json.as_bytes(), Limits::default()).unwrap(), variables);
    assert_eq!(Variables::new().to_json(), b"{}");
    assert_eq!(Variables::from(Object::from(variables.clone())), variables);
    assert_eq!(variables.clone().into_owned(), variables);
}

#[cfg(feature = "http")]
#[test]
fn the_request_and_the_response_as_values() {
    let request = webhook().request().unwrap();
    assert_eq!((request.method().as_str(), request.uri().to_string().as_str()), ("GET", webhook().url()));
    assert_eq!((request.headers()["accept"].as_bytes(), request.body().len()), (&b"application/json"[..], 0));
    let xml = webhook().with_format(Format::Xml).request().unwrap();
    assert_eq!(xml.headers()["accept"], "application/xml");
    assert!(Webhook::new("no address").request().is_err());

    let response = Variables::new().with("a", "b").to_response();
    assert_eq!((response.status().as_u16(), response.body().as_slice()), (200, &br#"{"a":"b"}"#[..]));
    assert_eq!(response.headers()["content-type"].as_bytes(), b"application/json");
    let next = exchange().record(AttemptResult::from(&response), response.body(), now(), 0);
    assert!(matches!(next, Step::Variables(variables) if variables.render("{{a}}") == "b"));
}

#[test]
fn the_reserved_names_are_kept_apart() {
    let spellings = ReservedVariable::ALL.map(ReservedVariable::as_str);
    assert_eq!(spellings, ["carouselResponse", "browseCarouselResponse", "gotoBranch", "replaceWholeResponse"]);
    for reserved in ReservedVariable::ALL {
        let name = reserved.as_str();
        assert_eq!((ReservedVariable::from_name(name), reserved.to_string().as_str()), (Some(reserved), name));
        let variables = Variables::new().with(name, "x").with("other", "y");
        assert_eq!(variables, Variables::new().with_reserved(reserved, "x").with("other", "y"));
        assert_eq!((variables.get(name), variables.reserved(reserved)), (None, Some(&Value::from("x"))));
        assert_eq!(variables.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["other"]);
        let text = format!("{{{{{name}}}}} {{{{other}}}}");
        assert_eq!(variables.render(&text), format!("{{{{{name}}}}} y"));
    }
    assert_eq!((ReservedVariable::from_name("gotobranch"), ReservedVariable::from_name("")), (None, None));
}

#[test]
fn a_text_is_rendered_in_one_pass() {
    let body = br#"{"a":"{{b}}","b":"B","n":1.50,"t":true,"z":null,"l":[1,{"x":"y"}]," s ":"S","a b":"AB","{":"no","b":"last"}"#;
    let variables = Variables::decode(body, Limits::default()).unwrap();
    let cases = [
        ("", ""),
        ("plain", "plain"),
        ("{{a}}", "{{b}}"),
        ("{{b}}{{b}}", "lastlast"),
        ("{{n}} {{t}} [{{z}}] {{l}}", r#"1.50 true [] [1,{"x":"y"}]"#),
        ("{{ s }} {{s}} {{a b}}", "S {{s}} AB"),
        ("{{unknown}} {{B}}", "{{unknown}} {{B}}"),
        ("{{{b}}}", "{last}"),
        ("{{{{ }}", "{{{{ }}"),
        ("{{{{b}}}}", "{{last}}"),
        ("{{a{{b}}", "{{alast"),
        ("{{}} {{{}}} {{{{}}}}", "{{}} {{{}}} {{{{}}}}"),
        ("{{b} }{{b}}", "{{b} }last"),
        ("{b} {{b} {{b", "{b} {{b} {{b"),
        ("}}{{b}}{{", "}}last{{"),
        ("{ {{b}} { {", "{ last { {"),
        ("ä{{b}}€{{", "älast€{{"),
    ];
    for (text, rendered) in cases {
        assert_eq!(variables.render(text), rendered, "{text}");
    }
    assert!(matches!(variables.render("no {name}"), Cow::Borrowed(_)));
}

#[test]
fn the_names_of_a_text() {
    let listed = |text| placeholders(text).collect::<Vec<_>>();
    assert_eq!(listed("{{a}} {{{b}}} {{a}} {{ c }} {{gotoBranch}}"), ["a", "b", "a", " c ", "gotoBranch"]);
    assert!(listed("{a} {{}} {{ {{{a }{ {{a}").is_empty());
}

#[test]
fn braces_without_end_take_no_longer_than_other_text() {
    let text = "{{a".repeat(200_000) + &"{".repeat(200_000) + &"{{}".repeat(200_000);
    assert_eq!(Variables::new().with("a", "x").render(&text), text);
}

/// The same, written by hand without an eye on speed: the leftmost braces that hold a name, and on behind them.
fn rendered_slowly(text: &str, variables: &Variables<'_>) -> String {
    for (start, _) in text.char_indices() {
        let inside = text[start..].strip_prefix("{{");
        let Some((name, rest)) = inside.and_then(|inside| inside.split_once("}}")) else { continue };
        if name.is_empty() || name.contains(['{', '}']) {
            continue;
        }
        let whole = &text[start..text.len() - rest.len()];
        let value = variables.get(name).and_then(Value::as_str).unwrap_or(whole);
        return format!("{}{value}{}", &text[..start], rendered_slowly(rest, variables));
    }
    text.to_owned()
}

proptest! {
    #[test]
    fn a_text_is_rendered_as_by_hand(
        text in "[{}{}ab é]{0,24}",
        values in proptest::collection::vec(("[ab ]{1,2}", "[{}ab]{0,6}"), 0..4),
    ) {
        let mut variables = Variables::new();
        for (name, value) in &values {
            variables = variables.with(name.as_str(), value.as_str());
        }
        prop_assert_eq!(variables.render(&text), rendered_slowly(&text, &variables));
        prop_assert_eq!(&Variables::new().render(&text), &text);
    }

    #[test]
    fn no_answer_panics_and_three_tries_are_the_end(
        answers in proptest::collection::vec((any::<u16>(), proptest::collection::vec(any::<u8>(), 0..24), any::<u64>()), 3),
    ) {
        let mut exchange = exchange();
        let mut tries = 0;
        for (status, body, random) in &answers {
            tries += 1;
            match exchange.record(AttemptResult::new(*status), body, now(), *random) {
                Step::Retry(retry) => exchange = retry.exchange,
                Step::Variables(_) | Step::Fallback(_) => return Ok(()),
            }
        }
        prop_assert!(false, "still going after {} tries", tries);
    }

    #[test]
    fn what_an_app_writes_is_a_valid_answer(
        pairs in proptest::collection::vec((".{0,8}", ".{0,8}"), 0..6),
    ) {
        let variables = Variables::from(Object::from_iter(pairs));
        let body = variables.to_json();
        let next = exchange().record(AttemptResult::new(200), &body, now(), 0);
        prop_assert!(matches!(next, Step::Variables(read) if read == variables));
    }
}

#[test]
fn a_name_that_is_detected_twice_is_one_variable() {
    let answer = Variables::decode(br#"{"b":"1","a":"2"}"#, Limits::default()).unwrap();
    let webhook = Webhook::new("https://shop.example/order").with_variable("a").with_detected_variables(&answer);
    let webhook = webhook.with_detected_variables(&answer);
    assert_eq!(webhook.available_variables().collect::<Vec<_>>(), ["a", "b"]);
}
