//! `chathooks trigger` against receivers.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::Stdio;
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::util::receiver::Receiver;
use crate::util::servers::{read_request, serve, status};
use crate::util::{KEY, SECRET, TOKEN, VENDORS, chathooks, closed, files, lines, run_closed, run_command, with_secret};

/// Returns the events and the samples that `--list` prints.
fn list(vendor: &str) -> Vec<(String, String)> {
    let (status, output, error) =
        run_command(&mut with_secret(vendor, "", &["trigger", vendor, "--list", "--json"]), b"");
    assert_eq!((status, error.as_str()), (0, ""));
    let text = |line: &Value, name: &str| line[name].as_str().unwrap().to_owned();
    lines(&output).iter().map(|line| (text(line, "event"), text(line, "sample"))).collect()
}

/// Runs `trigger` with the secret of the vendor, and returns the exit status, standard output and standard error.
fn trigger(vendor: &str, secret: &str, arguments: &[&str]) -> (i32, String, String) {
    let mut command = with_secret(vendor, secret, &[&["trigger", vendor], arguments].concat());
    let (status, output, error) = run_command(&mut command, b"");
    (status, String::from_utf8(output).unwrap(), error)
}

/// The list has each event of which there is a fixture, and people see the same as programs.
#[test]
fn the_list_names_every_event() {
    for (vendor, _) in VENDORS {
        let listed: BTreeSet<_> = list(vendor).into_iter().map(|(event, _)| event.to_lowercase()).collect();
        for (name, body) in files(vendor) {
            let body: Value = serde_json::from_slice(&body).unwrap();
            let fields = [&body["event"], &body["event_fqn"]];
            let event = fields.iter().find_map(|field| field.as_str()).unwrap();
            assert!(listed.contains(&event.to_lowercase()), "{vendor} {name}: {event}");
        }
        let (status, output, error) = trigger(vendor, "", &["--list"]);
        assert_eq!((status, error.as_str()), (0, ""));
        let rows = output.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let expected = list(vendor).into_iter().map(|(event, sample)| format!("{event} {sample}"));
        let expected: Vec<_> = std::iter::once("EVENT SAMPLE".to_owned()).chain(expected).collect();
        assert_eq!(rows.collect::<Vec<_>>(), expected);
    }
}

/// Each sample of each vendor is accepted by a receiver with all four secrets, which prints the event that was sent.
#[test]
fn each_event_is_received() {
    let receiver = Receiver::chathooks(&["--json"]);
    let mut expected = Vec::new();
    for (vendor, secret) in VENDORS {
        let url = receiver.route(vendor);
        for (event, sample) in list(vendor) {
            let (status, output, error) = trigger(vendor, secret, &[&sample, &url, "--json"]);
            assert_eq!((status, error.as_str()), (0, ""), "{vendor} {sample}");
            let printed = &lines(output.as_bytes())[0];
            assert_eq!((&printed["status"], &printed["error"]), (&json!(200), &Value::Null), "{printed}");
            assert!(printed["ms"].is_number() && printed["number"] == 1, "{printed}");
            expected.push((vendor.to_owned(), event.to_lowercase()));
        }
    }
    let printed = receiver.lines(expected.len());
    let printed = lines(printed.join("\n").as_bytes());
    let text = |line: &Value, name: &str| line[name].as_str().unwrap_or_default().to_lowercase();
    let printed: Vec<_> = printed.iter().map(|line| (text(line, "vendor"), text(line, "event"))).collect();
    assert_eq!(printed, expected);
}

#[test]
fn people_see_the_event_and_the_status() {
    let receiver = Receiver::chathooks(&[]);
    let url = receiver.route("acquire");
    let (status, output, error) = trigger("acquire", KEY, &["case:status", &url]);
    assert_eq!((status, error.as_str()), (0, ""));
    assert!(output.starts_with("case:status: 200 OK in ") && output.ends_with(" ms\n"), "{output}");
    let (status, output, error) = trigger("acquire", KEY, &["CASE:STATUS", &url, "--repeat", "3"]);
    assert_eq!((status, error.as_str()), (0, ""));
    let rows: Vec<_> = output.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).collect();
    assert_eq!(rows[0], ["STATUS", "REQUESTS", "SLOWEST"]);
    assert_eq!((rows.len(), &rows[1][..2]), (2, &["200", "3"][..]));
    assert_eq!(receiver.lines(4), ["acquire: case:status"; 4]);
}

#[test]
fn fields_are_set_and_numbered() {
    let (sender, requests) = mpsc::channel();
    let sender = Arc::new(Mutex::new(sender));
    let url = serve(usize::MAX, move |mut stream, _| {
        let request = read_request(&mut stream);
        sender.lock().unwrap().send(request).unwrap();
        let _ = stream.write_all(status("204 No Content").as_bytes());
    });
    let arguments = ["case-status", &url, "--set", "data.caseId=case %n", "--set", "data.x.y=[%n]", "--json"];
    let (exit, output, error) =
        trigger("acquire", KEY, &[&arguments[..], &["--repeat", "50", "--concurrency", "8"]].concat());
    assert_eq!((exit, error.as_str()), (0, ""));
    let numbers: BTreeSet<_> = lines(output.as_bytes()).iter().map(|line| line["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=50).collect());
    let sent: BTreeSet<_> = (0..50)
        .map(|_| {
            let request = requests.recv().unwrap();
            let end = request.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
            let body = &request[end + 4..];
            let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
            assert!(head.contains(&crate::util::signature(KEY, body).to_lowercase()), "{head}");
            let body: Value = serde_json::from_slice(body).unwrap();
            let number = body["data"]["x"]["y"][0].as_u64().unwrap();
            assert_eq!(body["data"]["caseId"], format!("case {number}"));
            assert_eq!(body["event"], "case:status");
            number
        })
        .collect();
    assert_eq!(sent, (1..=50).collect());
    assert!(requests.try_recv().is_err(), "more than 50 requests");
}

/// A change that does not fit the event is reported before anything is sent.
#[test]
fn a_change_that_does_not_fit_is_not_sent() {
    let (exit, output, error) =
        trigger("acquire", KEY, &["case-status", "http://127.0.0.1:1", "--set", "data.caseId={}"]);
    assert_eq!((exit, output.as_str()), (2, ""));
    assert_eq!(error, "decode: data.caseId: expected a string, found an object\n");
    let (exit, _, error) = trigger("acquire", KEY, &["case-status", "http://127.0.0.1:1", "--set", "data.caseId.x=1"]);
    assert!(exit == 64 && error.starts_with("usage: --set: "), "{error}");
    let (exit, _, error) = trigger("acquire", KEY, &["no:such", "http://127.0.0.1:1"]);
    let cause = "usage: there is no sample of this event: `chathooks trigger acquire --list` names them\n";
    assert_eq!((exit, error.as_str()), (64, cause));
}

#[test]
fn a_refusal_is_an_exit_status_of_one() {
    let receiver = Receiver::chathooks(&[]);
    let refused = "trigger: the receiver answered 401 Unauthorized\n";
    for (vendor, _) in VENDORS {
        let wrong = if vendor == "dixa" { "00ff" } else { "wrong" };
        let sample = &list(vendor)[0].1;
        let (status, output, error) = trigger(vendor, wrong, &[sample, &receiver.route(vendor)]);
        assert_eq!((status, error.as_str()), (1, refused), "{vendor}");
        assert!(output.contains(": 401 Unauthorized in "), "{output}");
    }
    let (status, output, error) =
        trigger("acquire", "wrong", &["case-status", &receiver.route("acquire"), "--repeat", "4", "--json"]);
    assert_eq!((status, error.as_str()), (1, refused));
    assert!(lines(output.as_bytes()).iter().all(|line| line["status"] == 401 && line["error"].is_null()));
    // A redirection is not followed, because it would carry the signed body elsewhere.
    let url = serve(usize::MAX, |mut stream, _| {
        read_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 307 Temporary Redirect\r\nlocation: /again\r\ncontent-length: 0\r\n\r\n");
    });
    let (status, _, error) = trigger("acquire", KEY, &["case-status", &url]);
    assert_eq!((status, error.as_str()), (1, "trigger: the receiver answered 307 Temporary Redirect\n"));
}

/// XML and forms are signed over the stringified form, which the receiver verifies too.
#[test]
fn other_formats_are_received() {
    let receiver = Receiver::chathooks(&[]);
    for format in ["json", "xml", "form"] {
        let arguments =
            ["case-status", &receiver.route("acquire"), "--format", format, "--set", "data.caseId=a&<b>\"ü"];
        assert_eq!(trigger("acquire", KEY, &arguments).0, 0, "{format}");
    }
    for (vendor, secret) in [("dixa", SECRET), ("comm100", TOKEN)] {
        let (status, _, error) = trigger(vendor, secret, &["x", "http://127.0.0.1:1", "--format", "xml"]);
        assert_eq!((status, error.as_str()), (64, "usage: --format xml and form are for acquire only\n"));
    }
}

/// A reader such as `head` that stops early ends the command without a word, after a few of many requests.
#[test]
fn a_closed_standard_output_ends_the_command() {
    let receiver = Receiver::chathooks(&[]);
    let url = receiver.route("acquire");
    let folder = tempfile::TempDir::new().unwrap();
    let request = crate::util::sign(&["acquire", "--key", KEY], &crate::util::seed_sample()).1;
    std::fs::write(folder.path().join("1.acquire.http"), request).unwrap();
    let many = ["trigger", "acquire", "case-status", &url, "--json", "--repeat", "1000000", "--concurrency", "4"];
    for arguments in [
        &many[..],
        &["trigger", "acquire", "case-status", &url],
        &["check", "acquire", &url, "--json", "--rate", "5"],
        &["check", "acquire", &url, "--rate", "5"],
        &["replay", folder.path().to_str().unwrap(), &url],
        &["receive", "--listen", "127.0.0.1:0"],
    ] {
        let start = Instant::now();
        let (status, error) = run_closed(chathooks(arguments).stdout(closed()).stderr(Stdio::piped()));
        assert_eq!((status, error.as_str()), (74, ""), "{arguments:?}");
        assert!(start.elapsed() < Duration::from_secs(5), "{arguments:?}");
    }
}

/// A vendor that signs takes no token, which would be sent in the URL for nothing.
#[test]
fn a_token_is_for_a_vendor_that_signs_nothing() {
    for vendor in ["acquire", "dixa"] {
        let arguments = ["x", "http://127.0.0.1:1", "--url-token", "t"];
        let (status, _, error) = trigger(vendor, SECRET, &arguments);
        let line = "usage: this vendor signs its requests and takes no --url-token\n";
        assert!(status == 64 && error.starts_with(line), "{error}");
    }
}

/// On a terminal, the line of one request is not mixed with a progress bar, and the lines of many are not torn.
#[test]
fn a_terminal_is_not_garbled() {
    let script = std::path::Path::new("/usr/bin/script");
    if !cfg!(target_os = "linux") || !script.exists() {
        return;
    }
    let receiver = Receiver::chathooks(&[]);
    let secrets = crate::util::Secrets::new();
    let key = secrets.file(KEY);
    let line = format!(
        "'{}' trigger acquire case:status {} --key-file '{}'",
        env!("CARGO_BIN_EXE_chathooks"),
        receiver.route("acquire"),
        key.to_str().unwrap()
    );
    let mut command = std::process::Command::new(script);
    command.args(["--quiet", "--return", "--command", &line, "/dev/null"]).env("NO_COLOR", "1").env("TERM", "xterm");
    let (status, output, _) = run_command(&mut command, b"");
    let output = String::from_utf8(output).unwrap();
    assert_eq!(status, 0, "{output}");
    let output = output.trim_start_matches(['^', 'D', '\u{8}']);
    assert!(output.starts_with("case:status: 200 OK in "), "{output:?}");
    assert!(output.ends_with(" ms\r\n") && !output.contains('\u{1b}'), "{output:?}");
}

/// The proxy would see the token. Other hosts are reached through it.
#[test]
fn this_machine_is_reached_without_the_proxy() {
    let asked = crate::util::servers::Counter::default();
    let counter = asked.clone();
    let proxy = serve(usize::MAX, move |mut stream, _| {
        counter.add();
        let _ = stream.write_all(status("502 Bad Gateway").as_bytes());
    });
    let answer = crate::util::servers::answering(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    let through = |url: &str| {
        let mut command = with_secret("comm100", TOKEN, &["trigger", "comm100", "chat_ended", url]);
        run_command(command.env("HTTP_PROXY", &proxy).env("ALL_PROXY", &proxy), b"")
    };
    let hosts: &[&str] =
        if cfg!(target_os = "linux") { &["127.0.0.1", "localhost", "0.0.0.0"] } else { &["127.0.0.1"] };
    for host in hosts {
        let (status, _, error) = through(&answer.replace("127.0.0.1", host));
        assert_eq!((status, error.as_str()), (0, ""), "{host}");
    }
    assert_eq!(asked.get(), 0);
    // Nothing listens there.
    for host in [
        "[::1]",
        "[::ffff:127.0.0.1]",
        "localhost.",
        "127.0.0.1.",
        "hooks.localhost",
        "127.1",
        "0x7f000001",
        "2130706433",
    ] {
        let (status, _, error) = through(&format!("http://{host}:1/"));
        assert_eq!((status, asked.get()), (3, 0), "{host}: {error}");
    }
    let (status, _, error) = through("http://192.0.2.1/");
    assert!(status != 0 && asked.get() == 1, "{error}");
}
