//! Answers that make no sense, and none: a clear message, within the timeout, with exit status 3.

use std::thread;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use serde_json::json;

use super::api::Vendor;
use super::command::{API_KEY, Desk, Run, command, run, run_with_input};
use super::http::Answer;
use super::server::{Fault, Server};

/// The commands that have each step, with an id of the vendor's.
fn steps(vendor: Vendor) -> Vec<(&'static str, Vec<&'static str>)> {
    let id = if vendor == Vendor::Acquire { "1" } else { "2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0001" };
    let change: &[&str] = if vendor == Vendor::Comm100 { &["--event", "chatStarts"] } else { &["--name", "two"] };
    vec![
        ("list", vec!["list"]),
        ("get", vec!["get", id]),
        ("update", [&["update", id], change].concat()),
        ("delete", vec!["delete", id]),
        ("create", vec![]),
    ]
}

/// Runs the command that has a step, with a fault at this step.
fn failed(vendor: Vendor, step: &'static str, arguments: &[&str], fault: &Fault) -> Run {
    let desk = Desk::new(vendor);
    desk.server.state().api.fill(&["one"]);
    desk.server.fail(step, fault.clone());
    let timeout = fault.timeout();
    let run = match arguments {
        [] => desk.run_create(&["--secret-file", &desk.argument("secret"), "--timeout", timeout]),
        arguments => desk.run(&[arguments, &["--timeout", timeout]].concat()),
    };
    assert!(!desk.path("secret").exists());
    run
}

/// Runs a fault at each step of each vendor, and asserts that the message has the words.
fn at_each_step(fault: &Fault, words: &[&str]) {
    thread::scope(|scope| {
        for vendor in Vendor::ALL {
            for (step, arguments) in steps(vendor) {
                scope.spawn(move || {
                    let run = failed(vendor, step, &arguments, fault);
                    let start = format!("webhooks: {step}: ");
                    let is_clear = words.iter().all(|word| run.error.contains(word)) && run.error.lines().count() == 1;
                    assert!(run.status == 3 && run.error.starts_with(&start), "{vendor:?}: {run:?}");
                    assert!(is_clear, "{vendor:?} {step} {words:?}: {}", run.error);
                    assert!(run.elapsed < Duration::from_secs(20), "{vendor:?} {step}: {:?}", run.elapsed);
                    assert!(!run.error.contains("t0p-s3cret"), "{}", run.error);
                });
            }
        }
    });
}

/// Like [`at_each_step`], but for the steps whose answer is read.
fn at_each_answer(fault: &Fault, words: &[&str]) {
    for vendor in Vendor::ALL {
        for (step, arguments) in steps(vendor).into_iter().filter(|(step, _)| *step != "delete") {
            let run = failed(vendor, step, &arguments, fault);
            assert!(run.status == 3 && run.error.starts_with(&format!("webhooks: {step}: ")), "{vendor:?}: {run:?}");
            assert!(words.iter().all(|word| run.error.contains(word)), "{vendor:?} {step} {words:?}: {}", run.error);
            assert!(!run.error.contains("t0p-s3cret"), "{}", run.error);
        }
    }
}

#[test]
fn each_status_has_a_clear_message() {
    for (status, words) in [
        (400, "400 Bad Request: the request is invalid, or there is no webhook with this id"),
        (401, "401 Unauthorized: check the API key"),
        (403, "403 Forbidden: the API key lacks the permission"),
        (404, "404 Not Found: there is no webhook with this id, or the base URL is wrong"),
        (418, "418 I'm a teapot"),
        (500, "500 Internal Server Error: the vendor's server failed: try again later"),
    ] {
        // The body of an error may be that of the vendor, another one, or that of a proxy.
        let unknown = Answer::json(status, json!({ "errors": [{ "detail": "t0p-s3cret" }, 7, null] }));
        // A creation that failed is not simply to be tried again.
        at_each_step(&Fault::Answer(unknown), &[words.trim_end_matches(": try again later")]);
        let page = Answer::json(status, "<html>t0p-s3cret</html>").with("content-type", "text/html");
        let desk = Desk::new(Vendor::Acquire);
        desk.server.fail("list", Fault::Answer(page));
        let run = desk.run(&["list"]);
        assert_eq!((run.status, run.error), (3, format!("webhooks: list: the vendor answered {words}\n")));
    }
}

#[test]
fn a_wrong_api_key_is_refused() {
    for vendor in Vendor::ALL {
        let desk = Desk::with(vendor, Server::start(vendor, "another-key"));
        let run = desk.run(&["list"]);
        let line = "webhooks: list: the vendor answered 401 Unauthorized: check the API key\n";
        assert_eq!((run.status, run.output.as_str(), run.error.as_str()), (3, "", line));
    }
}

#[test]
fn garbage_is_an_error() {
    at_each_step(&Fault::Bytes(b"t0p-s3cret\r\n\r\n".to_vec()), &["the answer is invalid: it is not HTTP/1.1"]);
    at_each_step(&Fault::Bytes(Vec::new()), &["the connection was closed without an answer"]);
    at_each_step(&Fault::Bytes(b"HTTP/1.1 200 OK\r\ncontent-".to_vec()), &["the connection was closed"]);
    for body in ["", "{", "null", "7", "[[\"t0p-s3cret\"]]", r#"{"data":"t0p-s3cret"}"#] {
        at_each_answer(&Fault::Answer(Answer::json(200, body)), &["the response does not fit: ", "with status 200 OK"]);
    }
}

#[test]
fn half_an_answer_is_an_error() {
    let half = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{\"data\":".to_vec();
    at_each_step(&Fault::Bytes(half), &["the answer is invalid: it is cut off, with status 200 OK"]);
}

#[test]
fn a_hang_ends_with_the_timeout() {
    at_each_step(&Fault::Hang, &["no answer within 1 s"]);
    at_each_step(&Fault::HangInBody, &["no answer within 1 s"]);
    at_each_step(&Fault::Trickle, &["no answer within 1 s"]);
}

#[test]
fn a_long_answer_is_not_read() {
    let long = Answer::json(200, json!({ "data": "x".repeat(10 << 20) }));
    at_each_step(&Fault::Answer(long), &["it is longer than 4194304 bytes, with status 200 OK"]);
}

#[test]
fn another_content_type_is_an_error() {
    let page = Answer::json(200, "<html>t0p-s3cret</html>").with("content-type", "text/html");
    at_each_answer(&Fault::Answer(page), &["the content type of the response is not JSON, with status 200 OK"]);
}

#[test]
fn a_redirect_is_not_followed() {
    let other = Server::start(Vendor::Acquire, API_KEY);
    for status in [301, 302, 307, 308] {
        let redirect = Answer::empty(status).with("location", format!("{}/api/v1/webhook", other.url()));
        at_each_step(&Fault::Answer(redirect), &["check the base URL, for redirects are not followed"]);
    }
    assert!(other.steps().is_empty());
}

#[test]
fn a_proxy_never_sees_a_request_to_this_machine() {
    let proxy = Server::start(Vendor::Acquire, API_KEY);
    for vendor in Vendor::ALL {
        let desk = Desk::new(vendor);
        let mut command = desk.command();
        for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
            command.env(name, proxy.url());
        }
        let run = run(command.arg("list"));
        assert_eq!((run.status, run.error.as_str()), (0, ""));
    }
    assert!(proxy.steps().is_empty());
}

#[test]
fn a_request_to_wait_is_obeyed() {
    // A date has whole seconds.
    let date = || {
        let later: DateTime<Utc> = (SystemTime::now() + Duration::from_secs(2)).into();
        later.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
    };
    thread::scope(|scope| {
        for vendor in Vendor::ALL {
            for (step, arguments) in steps(vendor) {
                let date = &date;
                scope.spawn(move || {
                    let desk = Desk::new(vendor);
                    desk.server.state().api.fill(&["one"]);
                    let (status, after) = if step == "get" { (503, date()) } else { (429, "1".to_owned()) };
                    desk.server.fail(step, Fault::Answer(Answer::empty(status).with("retry-after", after)));
                    let run = match arguments.as_slice() {
                        [] => desk.run_create(&["--show-secret"]),
                        arguments => desk.run(arguments),
                    };
                    assert_eq!(run.status, 0, "{vendor:?} {step}: {}", run.error);
                    assert!(run.error.starts_with(&format!("webhooks: {step}: {status} ")), "{}", run.error);
                    assert!(run.error.contains(", tried again in "), "{}", run.error);
                    assert!(run.elapsed > Duration::from_millis(900), "{:?}", run.elapsed);
                    assert_eq!(desk.server.steps().iter().filter(|own| *own == step).count(), 2);
                });
            }
        }
    });
}

#[test]
fn tries_are_bounded() {
    let desk = Desk::new(Vendor::Comm100);
    for _ in 0..4 {
        desk.server.fail("list", Fault::Answer(Answer::empty(429).with("retry-after", "0")));
    }
    let run = desk.run(&["list"]);
    assert_eq!((run.status, run.error.lines().count(), desk.server.steps().len()), (3, 4, 4), "{}", run.error);
    assert!(run.error.ends_with("429 Too Many Requests: the rate limit is exceeded: try again later, in 0 s\n"));

    // A wait of an hour is left to the caller.
    let hour: DateTime<Utc> = (SystemTime::now() + Duration::from_secs(3600)).into();
    let hour = hour.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    for after in ["3600", "99999999999999999999", &hour] {
        for step in ["list", "create"] {
            let desk = Desk::new(Vendor::Dixa);
            desk.server.fail(step, Fault::Answer(Answer::empty(429).with("retry-after", after)));
            let run = if step == "list" { desk.run(&["list"]) } else { desk.run_create(&["--show-secret"]) };
            assert!(run.status == 3 && run.elapsed < Duration::from_secs(20), "{run:?}");
            assert!(run.error.contains(": try again later, in "), "{}", run.error);
            assert_eq!(desk.server.steps(), [step]);
        }
    }
}

#[test]
fn a_base_url_without_tls_is_refused() {
    for vendor in Vendor::ALL {
        let desk = Desk::new(vendor);
        for url in
            ["http://api.example.com", "http://127.0.0.1.example.com", "ftp://localhost", "https://a:b@h.example"]
        {
            let mut command = command();
            command.args(["webhooks", vendor.name(), "list", "--base-url", url, "--api-key-file"]);
            let run = run(command.arg(desk.path("api-key")));
            assert!(run.status == 64 && run.error.starts_with("usage: --base-url: "), "{url}: {run:?}");
        }
    }
}

#[test]
fn a_base_url_and_an_api_key_are_required() {
    for vendor in [Vendor::Acquire, Vendor::Comm100] {
        let run = run(command().args(["webhooks", vendor.name(), "list", "--api-key", "k"]));
        assert!(run.status == 64 && run.error.contains("usage: --base-url is required, such as https://"), "{run:?}");
    }
    let v1 = run(command().args(["webhooks", "acquire-v1", "list", "--api-key", "k"]));
    assert!(v1.error.starts_with("usage: Acquire 1.0.0 has no management API\n"), "{}", v1.error);
    let desk = Desk::new(Vendor::Dixa);
    let from_environment = |key: Option<&str>| {
        let mut command = command();
        command.args(["webhooks", "dixa", "list"]).env("CHATHOOKS_BASE_URL", desk.server.url());
        key.map(|key| command.env("CHATHOOKS_API_KEY", key));
        run(&mut command)
    };
    let run_ = from_environment(None);
    let line = "usage: an API key is required: give --api-key-file FILE or set CHATHOOKS_API_KEY\n";
    assert_eq!((run_.status, run_.error.as_str()), (64, line));
    let run_ = from_environment(Some(API_KEY));
    assert_eq!((run_.status, run_.error.as_str()), (0, ""));
    for wrong in ["", "two words", "line\n", "é"] {
        let run = from_environment(Some(wrong));
        assert!(run.status == 64 && run.error.starts_with("usage: "), "{run:?}");
    }
    let run_ = run_with_input(
        command().args(["webhooks", "dixa", "list", "--base-url", &desk.server.url(), "--api-key-file", "-"]),
        &format!("{API_KEY}\n"),
    );
    assert_eq!((run_.status, run_.error.as_str()), (0, ""));
    // A key on the command line is visible to others.
    let visible =
        run(command().args(["webhooks", "dixa", "list", "--base-url", &desk.server.url(), "--api-key", API_KEY]));
    assert!(visible.status == 0 && visible.error.starts_with("warning: "), "{visible:?}");
}

/// What a creation did is not known after a failure of the server, so it should not simply be tried again.
#[test]
fn a_creation_that_fails_is_not_to_be_tried_again() {
    let desk = Desk::new(Vendor::Dixa);
    for status in [500, 503] {
        desk.server.fail("create", Fault::DoneBut(Answer::empty(status)));
        let run = desk.run_create(&["--show-secret"]);
        let end = ": the vendor's server failed: it may have been created, so look with `list`\n";
        assert!(run.status == 3 && run.error.ends_with(end), "{}", run.error);
    }
}

/// A path in an answer is as long as the vendor makes it. Its middle is left out.
#[test]
fn a_long_reason_is_cut() {
    let desk = Desk::new(Vendor::Acquire);
    let record = (0..90).fold(json!(1), |record, _| json!([record]));
    desk.server.fail("get", Fault::Answer(Answer::json(200, record)));
    let run = desk.run(&["get", "1"]);
    assert!(run.status == 3 && run.error.starts_with("webhooks: get: the response does not fit: [0]"), "{run:?}");
    assert!(run.error.contains('…') && run.error.chars().count() < 250, "{run:?}");
    assert!(run.error.ends_with(": nested deeper than 64 levels, with status 200 OK\n"), "{run:?}");
}
