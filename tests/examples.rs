//! The arguments and the output of the examples, which are a contract.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper of tests may panic")]
#![cfg(feature = "http")]

#[path = "util/node.rs"]
mod node;
mod util;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Once;

use chathooks::Key;
use serde_json::{Value, json};

/// Returns the command of an example. Cargo builds the examples into a sibling of the tests' folder.
fn example(name: &str) -> Command {
    static BUILT: Once = Once::new();
    BUILT.call_once(|| {
        // `cargo test --test examples` does not build the examples.
        let built = Command::new(env!("CARGO")).args(["build", "--quiet", "--examples"]).status().unwrap();
        assert!(built.success());
    });
    let mut folder = std::env::current_exe().unwrap();
    folder.pop();
    folder.pop();
    let path: PathBuf = folder.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    Command::new(path)
}

/// Runs an example with an input, and returns its exit status, standard output and standard error.
fn run(name: &str, arguments: &[impl AsRef<std::ffi::OsStr>], input: &[u8]) -> (i32, Vec<u8>, String) {
    let mut child = example(name)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The example may exit before it has read the whole input.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), output.stdout, String::from_utf8(output.stderr).unwrap())
}

fn inspect(arguments: &[&str], input: &[u8]) -> (i32, Value, String) {
    let (status, output, error) = run("inspect", arguments, input);
    let output = String::from_utf8(output).unwrap();
    assert!(output.lines().count() <= 1, "more than one line");
    let line = if output.is_empty() { Value::Null } else { serde_json::from_str(&output).unwrap() };
    (status, line, error)
}

fn signature(key: &str, body: &[u8]) -> String {
    format!("X-Acquire-Signature: {}", Key::new(key).unwrap().sign(body))
}

#[test]
fn quickstart_does_the_main_job_and_refuses_a_changed_byte() {
    let (status, output, error) = run("quickstart", &[] as &[&str], b"");
    let output = String::from_utf8(output).unwrap();
    assert_eq!((status, error.as_str()), (0, ""));
    assert!(output.contains("case \"72\" is now closed"), "{output}");
    assert!(output.ends_with("one changed byte: refused, signature or token mismatch\n"), "{output}");
}

#[test]
fn inspect_prints_the_typed_event() {
    let body = util::read("acquire/case-status.seed.json");
    let header = signature("k1", &body);
    let (status, line, _) = inspect(&["acquire", "--key", "old", "--key", "k1", "--header", &header], &body);
    let sent: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(status, 0);
    assert_eq!(line["verified"], "signature");
    assert_eq!((&line["event"], &line["known"]), (&sent["event"], &json!(true)));
    assert_eq!(line["data"], sent["data"]);
    assert_eq!(line["id"].as_str().map(str::len), Some(64));
    assert_eq!(line.as_object().unwrap().len(), 5);
}

#[test]
fn inspect_keeps_what_it_does_not_know() {
    let body = br#"{"event":"case:merged","data":{"a":[1.50,null]}}"#;
    let (status, output, _) = run("inspect", &["acquire", "--assume-authentic"], body);
    let line = r#"{"data":{"a":[1.5,null]},"event":"case:merged","id":null,"known":false,"verified":"assumed"}"#;
    assert_eq!((status, serde_json::from_slice::<Value>(&output).unwrap()), (0, serde_json::from_str(line).unwrap()));
}

#[test]
fn inspect_says_what_would_have_matched() {
    let body = br#"{"event":"case:status","data":{"caseId":"1","status":"active"}}"#;
    let good = signature("k1", body);
    let prefixed = good.replace(": ", ": sha256=");
    let pretty = b"{ \"event\": \"away\" }";
    let mut signer = Key::from_hex("0a1b").unwrap().signer();
    signer.update(b"1770715231999.");
    signer.update(pretty);
    let dixa = format!("x-dixa-signature: t=1770715231999,v1={}", signer.sign());
    let cases: [(&[&str], &[u8], &[&str]); 9] = [
        (&["acquire", "--key", "k1\n", "--header", &good], body, &["key-white-space"]),
        (
            &["acquire", "--key", "no", "--key", " k1", "--header", &prefixed],
            body,
            &["key-white-space", "header-prefix"],
        ),
        (&["acquire", "--key", "k2", "--header", &good], body, &["no-finding"]),
        (&["acquire", "--header", &dixa], body, &["other-scheme"]),
        (&["acquire-v1", "--header", &good], body, &["other-scheme"]),
        (&["comm100"], body, &["no-finding"]),
        (&["dixa", "--key", "0a1b ", "--header", &dixa], pretty, &["key-white-space"]),
        (&["dixa", "--key", "0a1b", "--header", &dixa, "--now", "1770715241999", "--window", "9"], pretty, &["clock"]),
        (&["dixa", "--key", "0a1b", "--header", &dixa], b"{ \"event\": \"away\" }\n", &["line-feed"]),
    ];
    for (arguments, body, codes) in cases {
        let (status, output, error) = run("inspect", &[arguments, &["--diagnose"]].concat(), body);
        let output = String::from_utf8(output).unwrap();
        let found: Vec<_> = output.lines().map(|line| line.split_once(": ").unwrap().0).collect();
        assert_eq!((status, found.as_slice()), (1, codes), "{arguments:?}: {output}");
        assert!(error.starts_with("verify: ") && error.lines().count() == 1, "{error}");
    }
    let (status, line, _) = inspect(&["acquire", "--diagnose", "--key", "k1", "--header", &good], body);
    assert_eq!((status, &line["verified"]), (0, &json!("signature")));
}

/// Whitespace at an end of a key is reported, and `--diagnose` continues.
#[test]
fn a_key_with_white_space_is_refused_by_name() {
    let body = br#"{"event":"case:status","data":{"caseId":"1","status":"active"}}"#;
    let (trimmed, verbatim) = (signature("k1", body), Key::from_bytes("k1\n").unwrap().sign(body));
    let verbatim = format!("X-Acquire-Signature: {verbatim}");
    let cause = "the key starts or ends with whitespace or a byte-order mark\n";
    for (program, vendor, key) in [
        ("inspect", "acquire", "k1\n"),
        ("inspect", "dixa", "0a1b\r\n"),
        ("sign", "acquire", " k1"),
        ("sign", "dixa", "0a1b "),
        ("send", "acquire", "\u{feff}k1"),
    ] {
        let (status, output, error) = run(program, &[vendor, "--key", key], body);
        assert_eq!((status, output.as_slice(), error), (64, b"".as_slice(), format!("usage: {cause}")), "{program}");
    }
    for vendor in ["acquire-v1", "comm100"] {
        let (status, _, error) = run("inspect", &[vendor, "--url-token", "a\n"], body);
        let cause = "usage: the token starts or ends with whitespace or a byte-order mark\n";
        assert_eq!((status, error.as_str()), (64, cause));
    }
    let diagnose = |key: &str, header: &str| {
        let (status, output, error) =
            run("inspect", &["acquire", "--diagnose", "--key", key, "--header", header], body);
        assert_eq!(error, format!("verify: {cause}"));
        (status, String::from_utf8(output).unwrap())
    };
    let (status, output) = diagnose("k1\n", &trimmed);
    assert!(status == 1 && output.starts_with("key-white-space: "), "{output}");
    let (status, output) = diagnose("k2\n", &trimmed);
    assert!(status == 1 && output.starts_with("no-finding: "), "{output}");
    // The sender's key ends with a line feed as well.
    let (status, output) = diagnose("k1\n", &verbatim);
    assert!(status == 0 && output.contains(r#""verified":"signature""#), "{output}");
}

#[test]
fn inspect_tells_the_unproven_from_the_unfit() {
    let body = br#"{"event":"case:status","data":{"caseId":"1","status":"active","messages":[{"id":"2"},{"id":{}}]}}"#;
    let good = signature("k1", body);
    let wrong = signature("k2", body);
    let sized = |size: usize| format!("x-acquire-signature: {}", "a".repeat(size));
    let unproven = [
        vec!["acquire", "--key", "k1"],
        vec!["acquire"],
        vec!["acquire", "--key", "k1", "--header", &wrong],
        vec!["acquire", "--key", "k1", "--header", "x-acquire-signature:"],
        vec!["acquire", "--key", "k1", "--header", "x-acquire-signature: sha256=00"],
        vec!["acquire", "--key", "k1", "--header", "x-acquire-signature: ü"],
        vec!["acquire", "--key", "k1", "--header", &good, "--header", &good],
    ];
    for arguments in unproven {
        let (status, line, error) = inspect(&arguments, body);
        assert_eq!((status, line), (1, Value::Null), "{arguments:?}");
        assert!(error.starts_with("verify: ") && error.lines().count() == 1, "{error}");
    }
    for size in [63, 65, 100_000] {
        assert_eq!(inspect(&["acquire", "--key", "k1", "--header", &sized(size)], body).0, 1);
    }
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;

        let header = std::ffi::OsStr::from_bytes(b"x-acquire-signature: \xff\0"[..22].as_ref());
        let arguments = ["acquire", "--key", "k1", "--header"].map(std::ffi::OsStr::new);
        let (status, _, error) = run("inspect", &[&arguments[..], &[header]].concat(), body);
        assert_eq!((status, error.as_str()), (1, "verify: malformed signature or token\n"));
    }
    let (status, _, error) = inspect(&["acquire", "--key", "k1", "--header", &good], body);
    assert_eq!((status, error.as_str()), (2, "decode: data.messages[1].id: expected a string, found an object\n"));
    let (status, _, error) = inspect(&["acquire", "--assume-authentic", "--format", "xml"], body);
    assert_eq!((status, error.as_str()), (2, "decode: the receiver does not allow JSON\n"));
    for body in [&b""[..], b"\xff", b"{", b"{}"] {
        assert_eq!(inspect(&["acquire", "--assume-authentic"], body).0, 2);
    }
}

#[test]
fn wrong_usage_has_its_own_status() {
    let wrong: [(&str, &[&str]); 9] = [
        ("inspect", &[]),
        ("inspect", &["nobody", "--assume-authentic"]),
        ("inspect", &["acquire", "acquire"]),
        ("inspect", &["acquire", "--key"]),
        ("inspect", &["acquire", "--key", ""]),
        ("inspect", &["acquire", "--no-such-flag"]),
        ("inspect", &["acquire", "--format", "yaml"]),
        ("inspect", &["acquire", "--header", "no colon"]),
        ("sign", &["acquire"]),
    ];
    for (name, arguments) in wrong {
        let (status, output, error) = run(name, arguments, b"{}");
        assert_eq!((status, output.len()), (64, 0), "{name} {arguments:?}: {error}");
    }
}

#[test]
fn sign_prints_a_whole_request_that_inspect_accepts() {
    let body = util::seed_sample();
    let arguments = ["acquire", "--key", "k1", "--url", "https://hooks.example.com:8443/a/b?c=d"];
    let (status, output, error) = run("sign", &arguments, &body);
    assert_eq!((status, error.as_str()), (0, ""));
    let end = output.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(output[..end].to_vec()).unwrap();
    let header = signature("k1", &body).to_lowercase();
    let lines: Vec<_> = head.split("\r\n").collect();
    assert_eq!(lines[0], "POST /a/b?c=d HTTP/1.1");
    assert!(lines.contains(&"host: hooks.example.com:8443"));
    assert!(lines.contains(&"content-type: application/json"));
    assert!(lines.contains(&"content-length: 1375"));
    assert!(lines.contains(&header.as_str()));
    assert_eq!(output[end + 4..], body);
    assert_eq!(inspect(&["acquire", "--key", "k1", "--header", &header], &output[end + 4..]).0, 0);
    assert_eq!(run("sign", &["acquire", "--key", "k1"], b"{}").0, 2);
    for (url, line, host) in [
        ("http://h?x=1", "POST /?x=1 HTTP/1.1", "host: h"),
        ("http://user:pw@h:81/", "POST / HTTP/1.1", "host: h:81"),
        ("http://[::1]:8080/a", "POST /a HTTP/1.1", "host: [::1]:8080"),
    ] {
        let output = run("sign", &["acquire", "--key", "k1", "--url", url], &body).1;
        let head = String::from_utf8(output).unwrap();
        assert!(head.starts_with(&format!("{line}\r\n{host}\r\n")), "{url}: {head}");
    }
}

/// Splits the output of `sign` into the headers, in the form of `inspect --header`, and the body.
fn split(request: &[u8]) -> (Vec<String>, &[u8]) {
    let end = request.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(request[..end].to_vec()).unwrap();
    (head.split("\r\n").skip(1).map(str::to_owned).collect(), &request[end + 4..])
}

/// For each vendor and each fixture, `inspect` verifies the output of `sign` and decodes the same event.
#[test]
fn each_vendor_is_signed_and_inspected() {
    let hex = "00112233445566778899aabbccddeeff";
    let token = ["--url-token", "s3cret+ü", "--url", "https://hooks.example.com/x?a=b&token=s3cret%2B%C3%BC"];
    let vendors: [(&str, &[&str], &[&str], &str); 6] = [
        ("acquire", &["--key", "k1"], &["--key", "k1", "--format", "json"], "signature"),
        ("acquire", &["--key", "k1", "--format", "xml"], &["--key", "k1", "--format", "xml"], "stringified"),
        ("acquire", &["--key", "k1", "--format", "form"], &["--key", "k1", "--format", "form"], "stringified"),
        ("acquire-v1", &[], &token, "token"),
        ("comm100", &[], &token, "token"),
        (
            "dixa",
            &["--key", hex, "--now", "1770715231999"],
            &["--key", hex, "--now", "1770715232999", "--window", "1000"],
            "signature",
        ),
    ];
    for (vendor, sign, inspection, verified) in vendors {
        for (name, body) in util::files(vendor, "json") {
            let (status, request, error) = run("sign", &[&[vendor], sign].concat(), &body);
            assert_eq!((status, error.as_str()), (0, ""), "{vendor} {name}");
            let (headers, sent) = split(&request);
            let headers: Vec<_> = headers.iter().flat_map(|header| ["--header", header]).collect();
            let (status, line, error) = inspect(&[&[vendor], inspection, &headers].concat(), sent);
            assert_eq!((status, error.as_str()), (0, ""), "{vendor} {name}");
            let (_, expected, _) = inspect(&[vendor, "--assume-authentic"], &body);
            assert_eq!((&line["verified"], &line["known"]), (&json!(verified), &json!(true)), "{vendor} {name}");
            // Unknown empty arrays and objects do not survive a conversion to XML and forms.
            if verified != "stringified" {
                assert_eq!((&line["data"], &line["event"]), (&expected["data"], &expected["event"]), "{vendor} {name}");
            }
            assert_eq!(line["id"], expected["id"], "{vendor} {name}");
        }
    }
}

/// A flat body may have a field with the name `data`.
#[test]
fn nothing_beside_data_is_lost_where_there_is_no_envelope() {
    for (vendor, body) in [
        ("comm100", r#"{"event":"away","operator_id":3,"data":{"a":1}}"#),
        ("comm100", r#"{"event":"new","data":{"a":1.50},"chat":{"id":2}}"#),
        ("acquire-v1", r#"{"id":"5","data":{"a":1},"x":2,"event":"CHAT_ON_CLOSE"}"#),
        ("acquire", r#"{"event":"case:merged","caseId":"1"}"#),
    ] {
        let (status, line, error) = inspect(&[vendor, "--assume-authentic"], body.as_bytes());
        let mut expected: Value = serde_json::from_str(body).unwrap();
        expected.as_object_mut().unwrap().remove("event");
        assert_eq!((status, error.as_str(), &line["data"]), (0, "", &expected), "{vendor} {body}");
    }
}

#[test]
fn what_cannot_be_proven_is_refused() {
    let cases: [(&[&str], &str); 9] = [
        (&["acquire-v1"], "verify: nothing to verify with\n"),
        (&["comm100"], "verify: nothing to verify with\n"),
        (&["dixa"], "verify: nothing to verify with\n"),
        (&["comm100", "--url-token", "t"], "verify: missing signature or token\n"),
        (&["comm100", "--url-token", "t", "--url", "/?token=x"], "verify: signature or token mismatch\n"),
        (&["comm100", "--url-token", "t", "--url", "/?token=t&token=t"], "verify: duplicate signature or token\n"),
        (&["comm100", "--url-token", "t", "--url", "/?token=%zz"], "verify: malformed signature or token\n"),
        (&["dixa", "--key", "00"], "verify: missing signature or token\n"),
        (&["dixa", "--key", "00", "--header", "x-dixa-signature: t=1"], "verify: malformed signature or token\n"),
    ];
    for (arguments, message) in cases {
        let (status, line, error) = inspect(arguments, b"{}");
        assert_eq!((status, line, error.as_str()), (1, Value::Null, message), "{arguments:?}");
    }
    let body = util::read("dixa/ConversationClosed.json");
    let request = run("sign", &["dixa", "--key", "00", "--now", "10000"], &body).1;
    let (headers, sent) = split(&request);
    let headers: Vec<_> = headers.iter().flat_map(|header| ["--header", header]).collect();
    for (now, window, message) in [
        ("12000", "1999", "verify: sent too long ago\n"),
        ("8000", "1999", "verify: sent in the future\n"),
        ("12000", "2000", ""),
        ("8000", "2000", ""),
    ] {
        let arguments = ["dixa", "--key", "00", "--now", now, "--window", window];
        let (status, _, error) = inspect(&[&arguments[..], &headers].concat(), sent);
        assert_eq!((status, error.as_str()), (i32::from(!message.is_empty()), message), "{now} {window}");
    }
    for arguments in [&["dixa", "--key", "not hex"][..], &["dixa", "--key", ""], &["comm100", "--url-token", ""]] {
        assert_eq!(inspect(arguments, b"{}").0, 64, "{arguments:?}");
    }
    assert_eq!(run("sign", &["comm100", "--key", "k"], b"{}").0, 64);
    assert_eq!(run("sign", &["dixa", "--key", "00", "--format", "xml"], b"{}").0, 64);
}

/// Starts a server that answers with one status, and returns the head of the request.
fn refusing(status: &'static str) -> (String, std::thread::JoinHandle<String>) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = vec![0; 4096];
        let length = stream.read(&mut head).unwrap();
        write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
        String::from_utf8_lossy(&head[..length]).into_owned()
    });
    (address, server)
}

#[test]
fn manage_goes_through_the_steps_of_each_vendor() {
    let (status, output, error) = run("manage", &[] as &[&str], b"");
    assert_eq!((status, error.as_str()), (0, ""));
    let output = String::from_utf8(output).unwrap();
    let steps = |vendor: &str| -> Vec<&str> {
        let lines = output.lines().filter(|line| line.starts_with(vendor));
        lines.map(|line| line[9..24].trim()).collect()
    };
    let common = ["create", "list", "get", "change", "delete"];
    assert_eq!(steps("acquire"), common);
    assert_eq!(steps("comm100"), common);
    assert_eq!(steps("dixa"), ["create", "list", "get", "change", "delivery status", "logs", "delete"]);
}

#[test]
fn manage_tells_the_step_and_the_status_that_failed() {
    for (vendor, start, credential) in [
        ("acquire", "POST /api/v1/webhook HTTP/1.1", "authorization: Bearer t0ken"),
        ("dixa", "POST /v1/webhooks HTTP/1.1", "authorization: t0ken"),
        ("comm100", "POST /v4/livechat/webhooks HTTP/1.1", "authorization: Bearer t0ken"),
    ] {
        let (address, server) = refusing("403 Forbidden");
        let (status, _, error) = run("manage", &[vendor, "--base", &address, "--token", "t0ken"], b"");
        assert_eq!((status, error.as_str()), (1, "rest: create: the vendor answered 403 Forbidden\n"), "{vendor}");
        let head = server.join().unwrap();
        assert!(head.starts_with(start) && head.to_lowercase().contains(&credential.to_lowercase()), "{head}");
    }
    // A credential must not leave the machine without TLS.
    let (status, _, error) = run("manage", &["acquire", "--base", "http://example.com", "--token", "t"], b"");
    assert_eq!((status, error.as_str()), (1, "rest: create: http without TLS to another machine\n"));
    let (address, server) = refusing("202 Accepted");
    let (status, _, error) = run("manage", &["dixa", "--base", &address, "--token", "t"], b"");
    assert!(status == 1 && error.starts_with("rest: create: ") && error.contains("202 Accepted"), "{error}");
    server.join().unwrap();
    let wrong: [&[&str]; 3] = [
        &["acquire"],
        &["nobody", "--base", "http://127.0.0.1:1", "--token", "t"],
        &["acquire", "dixa", "--base", "http://127.0.0.1:1", "--token", "t"],
    ];
    for arguments in wrong {
        assert_eq!(run("manage", arguments, b"").0, 64, "{arguments:?}");
    }
}

#[test]
fn deliver_tries_again_until_it_is_received() {
    let (status, output, error) = run("deliver", &[] as &[&str], b"");
    let output = String::from_utf8(output).unwrap();
    assert_eq!((status, error.as_str()), (0, ""));
    for line in ["attempt 1: status 503", "attempt 2: status 500", "attempt 3: status 200", "received"] {
        assert_eq!(output.lines().filter(|own| own.ends_with(line)).count(), 1, "{line}: {output}");
    }
}

/// The sample receiver of the vendor's documentation accepts the output of `sign` in all three formats.
#[test]
fn nodes_receiver_accepts_what_sign_prints() {
    if !node::is_wanted() {
        return;
    }
    let body = util::read("acquire/case-status.seed.json");
    let packages = node::packages();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/node/receiver.cjs");
    let validate = |secret: &str, request: &[u8]| {
        let mut command = Command::new("node");
        let command = command.arg(script).arg(packages).arg(secret).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(request).unwrap();
        String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
    };
    for format in ["json", "xml", "form"] {
        let request = run("sign", &["acquire", "--key", "k1", "--format", format], &body).1;
        assert_eq!(validate("k1", &request), "true\n", "{format}");
        assert_eq!(validate("k2", &request), "false\n", "{format}");
    }
}

/// The server of the `receive` example, which stops on drop.
struct Server {
    child: Child,
    address: String,
    output: BufReader<std::process::ChildStdout>,
}

impl Server {
    fn start() -> Self {
        let arguments = ["--key", "new", "--key", "k1", "--listen", "127.0.0.1:0"];
        let mut child = example("receive").args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap().to_owned();
        Self { child, address, output }
    }

    /// Writes a raw request and returns the response.
    fn exchange(&self, head: &str, body: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head = format!("POST /acquire HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{head}");
        stream.write_all(format!("{head}content-length: {}\r\n\r\n", body.len()).as_bytes()).unwrap();
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8(answer).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn send_and_receive_meet_on_loopback() {
    let mut server = Server::start();
    let url = format!("http://{}/acquire", server.address);
    let body = util::seed_sample();
    for key in ["k1", "new"] {
        let (status, output, error) = run("send", &["acquire", "--key", key, "--url", &url], &body);
        assert_eq!((status, output.as_slice(), error.as_str()), (0, &b"200 OK\n"[..], ""));
    }
    assert_eq!(run("send", &["acquire", "--key", "k2", "--url", &url], &body).0, 1);

    let signed = |body: &[u8]| format!("{}\r\n", signature("k1", body));
    let answers = [
        (signed(b"{}"), b"{}".to_vec(), "400 Bad Request"),
        (signed(b"{"), b"{ ".to_vec(), "401 Unauthorized"),
        (String::new(), b"{}".to_vec(), "401 Unauthorized"),
        ("x-acquire-signature: 00\r\n".to_owned(), b"{}".to_vec(), "401 Unauthorized"),
        (signed(b"{}").repeat(2), b"{}".to_vec(), "401 Unauthorized"),
        (signed(b"x"), vec![b'x'; (1 << 20) + 1], "413 Payload Too Large"),
    ];
    for (head, body, wanted) in answers {
        let answer = server.exchange(&head, &body);
        assert!(answer.starts_with(&format!("HTTP/1.1 {wanted}\r\n")), "{wanted}: {answer}");
        assert!(answer.ends_with("\r\n\r\n"), "the body is not empty: {answer}");
    }
    let mut line = String::new();
    server.output.read_line(&mut line).unwrap();
    assert_eq!(line, "acquire: case:status\n");
}
