//! Servers that are not there, that hang, or that answer something else: a clear message in a bounded time.

use std::io::Write as _;
use std::time::{Duration, Instant};

use crate::util::servers::{answering, blurting, dripping, endless, hanging, nobody, serve};
use crate::util::{Secrets, lines, run_command, seed_sample, sign, with_secret};

/// Runs `trigger` and `replay`, which have one request to send. Both end with the status 3 and the same reason.
fn assert_unanswered(url: &str, reason: &str) {
    let folder = tempfile::TempDir::new().unwrap();
    let request = sign(&["acquire", "--key", "k1"], &seed_sample()).1;
    std::fs::write(folder.path().join("1.acquire.http"), request).unwrap();
    let replay = ["replay", folder.path().to_str().unwrap(), url, "--timeout", "1"];
    let trigger = ["trigger", "acquire", "case-status", url, "--timeout", "1"];
    for (name, arguments) in [("trigger", &trigger[..]), ("replay", &replay)] {
        let start = Instant::now();
        let (status, output, error) = run_command(&mut with_secret("acquire", "k1", arguments), b"");
        let time = start.elapsed();
        assert_eq!(status, 3, "{name} {url}: {error}");
        assert!(error.starts_with(&format!("{name}: ")) && error.lines().count() == 1, "{error}");
        assert!(error.contains(url) && error.trim_end().ends_with(reason), "{error}");
        assert!(time < Duration::from_secs(5), "{name}: {time:?}");
        let is_named = String::from_utf8(output).unwrap().contains(reason);
        assert_eq!(is_named, name == "trigger");
    }
}

#[test]
fn nobody_is_there() {
    assert_unanswered(&nobody(), "cannot connect: connection refused: is the server running?");
    let (status, _, error) = run_command(
        &mut with_secret("acquire", "k1", &["trigger", "acquire", "case-status", "http://no-such-host.invalid/"]),
        b"",
    );
    assert!(
        status == 3
            && error.starts_with("trigger: http://no-such-host.invalid/: cannot connect: the host is not found: "),
        "{error}"
    );
}

#[test]
fn a_server_that_hangs_is_not_waited_for() {
    assert_unanswered(&hanging(), "no answer within 1 s");
    // Nor is one that sends a byte now and then.
    assert_unanswered(&dripping(), "no answer within 1 s");
}

#[test]
fn a_server_that_closes_at_once_is_named() {
    assert_unanswered(&serve(usize::MAX, |_, _| ()), "the connection was closed without an answer");
    assert_unanswered(&answering(b""), "the connection was closed without an answer");
    assert_unanswered(&answering(b"HTTP/1.1 200 OK\r\ncontent-le"), "the connection was closed without an answer");
}

#[test]
fn an_answer_that_is_not_http_is_named() {
    let not_http = "the answer is invalid: it is not HTTP/1.1";
    for answer in [&b"SSH-2.0-OpenSSH_9.2\r\n"[..], b"\0\xff\xfe\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"{}\r\n\r\n"] {
        assert_unanswered(&answering(answer), not_http);
    }
}

#[test]
fn headers_without_an_end_are_not_read_to_it() {
    assert_unanswered(&endless(b"x-more: and more\r\n"), "the answer is invalid: it has too many headers");
    assert_unanswered(&endless(b"x-more: and more "), "the answer is invalid: its headers are too long");
    let preliminary =
        serve(usize::MAX, |mut stream, _| while stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").is_ok() {});
    assert_unanswered(&preliminary, "the answer is invalid: its headers are too long");
}

#[test]
fn a_server_without_tls_is_named() {
    let url = blurting(b"HTTP/1.1 400 Bad Request\r\n\r\n").replace("http:", "https:");
    let mut command = with_secret("acquire", "k1", &["trigger", "acquire", "case-status", &url, "--timeout", "2"]);
    let (status, _, error) = run_command(&mut command, b"");
    assert!(status == 3 && error.contains("the answer is invalid: TLS"), "{error}");
}

/// Requests at the same time share the wait, and each has its line.
#[test]
fn many_requests_to_a_server_that_hangs_are_bounded() {
    let url = hanging();
    let start = Instant::now();
    let arguments = ["trigger", "acquire", "case-status", &url, "--timeout", "1", "--json"];
    let mut command = with_secret("acquire", "k1", &arguments);
    let (status, output, error) = run_command(command.args(["--repeat", "16", "--concurrency", "16"]), b"");
    assert_eq!((status, error), (3, format!("trigger: {url}/: no answer within 1 s\n")));
    let lines = lines(&output);
    assert_eq!(lines.len(), 16);
    assert!(lines.iter().all(|line| line["error"] == "no answer within 1 s" && line["status"].is_null()));
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
}

/// What a server answers decides nothing but the result: its body is not read, of whatever length it says it is.
#[test]
fn a_body_of_the_answer_is_not_waited_for() {
    let url = answering(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\nx");
    let secrets = Secrets::new();
    let key = secrets.file("k1");
    let arguments = ["trigger", "acquire", "case-status", &url, "--key-file", key.to_str().unwrap()];
    let (status, _, error) = run_command(&mut crate::util::chathooks(&arguments), b"");
    assert_eq!((status, error.as_str()), (0, ""));
}

/// The most common reason why a server does not speak TLS is the wrong scheme.
#[test]
fn a_plain_server_is_named_with_its_scheme() {
    let url = blurting(b"HTTP/1.1 400 Bad Request\r\n\r\n").replace("http:", "https:");
    let mut command = with_secret("acquire", "k1", &["trigger", "acquire", "case-status", &url, "--timeout", "2"]);
    let (status, _, error) = run_command(&mut command, b"");
    let reason =
        "the answer is invalid: TLS: the server speaks no TLS on this port: does the URL start with http://?\n";
    assert!(status == 3 && error.ends_with(reason), "{error}");
}
