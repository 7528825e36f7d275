//! `resend`, from the log of the vendor to `chathooks receive`.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Child, ChildStdout, Command};
use std::time::Duration;

use serde_json::{Value, json};

use super::api::{DIXA_KEY, Vendor};
use super::command::{API_KEY, Desk, Run, command, run};
use super::http::{Answer, Connection, Request};
use super::server::{Fault, Server};

const ID: &str = "2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0001";

/// Returns the key of the only subscription.
fn key() -> String {
    DIXA_KEY.to_owned()
}

/// A `chathooks receive`, which is stopped on drop.
struct Receiver {
    child: Child,
    output: BufReader<ChildStdout>,
    url: String,
}

impl Receiver {
    fn start(key: &str) -> Self {
        let mut command = command();
        command.args(["receive", "--json", "--listen", "127.0.0.1:0"]).env("CHATHOOKS_DIXA_KEY", key);
        let mut child = command.spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let line: Value = serde_json::from_str(&line).unwrap();
        let url = format!("{}/dixa", line["listening"].as_str().unwrap());
        Self { child, output, url }
    }

    /// Stops the receiver, and returns the status and the event of each delivery.
    fn stop(mut self) -> Vec<(u64, Value)> {
        // It prints the lines of all answers before it ends.
        let interrupt = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(interrupt.unwrap().success());
        let mut lines = String::new();
        self.output.read_to_string(&mut lines).unwrap();
        let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.map(|line| (line["status"].as_u64().unwrap(), line["event"].clone())).collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn payload(id: &str, name: &str) -> String {
    json!({ "event_id": id, "event_fqn": name, "data": { "conversation": { "csid": 7 } } }).to_string()
}

fn entry(time: &str, success: bool, payload: &str) -> Value {
    let code = if success { 200 } else { 503 };
    let detail = json!({ "deliveryTimestamp": time, "success": success, "responseCode": code, "responseText": "x" });
    json!({ "deliveryDetail": detail, "payload": payload })
}

/// A subscription with two events, and a log of each, the latest delivery first.
fn desk() -> Desk {
    let desk = Desk::new(Vendor::Dixa);
    let closed = |id: &str| payload(id, "CONVERSATION_CLOSED");
    let rated = |id: &str| {
        json!({
            "event_id": id, "event_fqn": "CONVERSATION_RATED",
            "data": { "conversation": { "csid": 7 }, "score": 5, "type": "Csat" },
        })
        .to_string()
    };
    let mut state = desk.server.state();
    state.api.fill(&["one"]);
    state.api.logs.insert(
        "ConversationClosed".to_owned(),
        json!([
            entry("2026-02-10T09:05:00.000Z", true, &closed("recovered")),
            entry("2026-02-10T09:04:30.500Z", false, &closed("twice")),
            entry("2026-02-10T09:04:00.000Z", false, &closed("recovered")),
            entry("2026-02-10T09:03:30.000Z", false, &closed("recovered")),
            entry("2026-02-10T09:03:00.500Z", false, &closed("third")),
            entry("2026-02-10T09:02:00.000Z", true, &closed("delivered")),
            entry("2026-02-10T10:01:00.000+01:00", false, &closed("twice")),
        ]),
    );
    state.api.logs.insert(
        "ConversationRated".to_owned(),
        json!([
            // Without a fraction it is earlier, though the text is greater.
            entry("2026-02-10T09:03:00Z", false, &rated("second")),
            entry("2026-02-10T09:00:00.000Z", true, &rated("rated")),
        ]),
    );
    drop(state);
    desk
}

fn lines(run: &Run) -> Vec<Value> {
    run.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_failed_is_sent_in_the_order_of_the_first_attempts() {
    let (desk, receiver) = (desk(), Receiver::start(&key()));
    let run = desk.resend(ID, &receiver.url, &["--json"]);
    assert_eq!((run.status, run.error.as_str()), (0, ""));
    let sent: Vec<_> = lines(&run).iter().map(|line| (line["id"].clone(), line["status"].clone())).collect();
    let expected = ["twice", "second", "third"].map(|id| (json!(id), json!(200)));
    assert_eq!(sent, expected);
    assert_eq!(lines(&run)[0]["time"], "2026-02-10T10:01:00.000+01:00");
    let closed = (200, json!("CONVERSATION_CLOSED"));
    assert_eq!(receiver.stop(), [closed.clone(), (200, json!("CONVERSATION_RATED")), closed]);
    assert_eq!(desk.server.steps(), ["get", "logs", "logs"]);
}

#[test]
fn an_event_can_be_chosen() {
    let (desk, receiver) = (desk(), Receiver::start(&key()));
    let twice = ["--event", "ConversationRated", "--event", "ConversationRated"];
    let run = desk.resend(ID, &receiver.url, &twice);
    assert_eq!((run.status, run.output.lines().count()), (0, 1), "{run:?}");
    assert!(run.output.starts_with("CONVERSATION_RATED second: 200 OK in "), "{}", run.output);
    assert_eq!(receiver.stop().len(), 1);
    let run = desk.resend(ID, "http://127.0.0.1:1/", &["--event", "CONVERSATION_RATED"]);
    assert_eq!(run.status, 64, "{run:?}");
}

#[test]
fn a_dry_run_sends_nothing_and_needs_no_key() {
    let desk = desk();
    desk.server.state().api.webhooks[0]["secretKey"] = Value::Null;
    let run = desk.resend(ID, "http://127.0.0.1:1/dixa", &["--dry-run"]);
    let output = "\
2026-02-10T10:01:00.000+01:00 CONVERSATION_CLOSED twice
2026-02-10T09:03:00Z CONVERSATION_RATED second
2026-02-10T09:03:00.500Z CONVERSATION_CLOSED third\n";
    assert_eq!((run.status, run.output.as_str(), run.error.as_str()), (0, output, ""));
    let run = desk.resend(ID, "http://127.0.0.1:1/dixa", &["--dry-run", "--json"]);
    let second = json!({ "event": "CONVERSATION_RATED", "id": "second", "time": "2026-02-10T09:03:00Z" });
    assert_eq!(lines(&run)[1], second);
    // Without a dry run, the key is needed.
    let run = desk.resend(ID, "http://127.0.0.1:1/dixa", &[]);
    let line = "resend: get: the subscription has no key: give --key-file FILE\n";
    assert_eq!((run.status, run.error.as_str()), (3, line));
}

#[test]
fn a_receiver_that_refuses_is_a_failure() {
    // The key of the receiver is another one than that of the subscription.
    let (desk, receiver) = (desk(), Receiver::start(&"ab".repeat(32)));
    let run = desk.resend(ID, &receiver.url, &[]);
    assert_eq!((run.status, run.output.lines().count()), (1, 3), "{run:?}");
    assert!(run.output.lines().all(|line| line.contains(": 401 Unauthorized in ")), "{}", run.output);
    assert_eq!(run.error, "resend: 3 of 3 were not answered 2xx\n");
    assert!(receiver.stop().iter().all(|(status, _)| *status == 401));

    let receiver = Receiver::start(&"ab".repeat(32));
    let given = desk.file("key", &"ab".repeat(32));
    let run = desk.resend(ID, &receiver.url, &["--key-file", &given]);
    assert_eq!((run.status, run.error.as_str()), (0, ""));
    assert_eq!(desk.resend(ID, &receiver.url, &["--key-file", &desk.file("key", "xy")]).status, 64);
}

#[test]
fn a_payload_that_does_not_decode_is_sent_too() {
    let desk = desk();
    let odd = r#"{"event_id":"odd","event_fqn":"CONVERSATION_RATED","data":[]}"#;
    let recovered = "not JSON";
    let other = r#"{"event_id":"","event_fqn":"CONVERSATION_RATED","data":{"conversation":{"csid":7}}}"#;
    desk.server.state().api.logs["ConversationRated"].as_array_mut().unwrap().extend([
        entry("2026-02-10T08:59:00.000Z", false, odd),
        entry("2026-02-10T08:58:00.000Z", true, recovered),
        entry("2026-02-10T08:57:00.000Z", false, recovered),
        entry("2026-02-10T08:56:00.000Z", false, odd),
        entry("soon", false, "\u{1b}[2J"),
    ]);
    let receiver = Receiver::start(&key());
    let run = desk.resend(ID, &receiver.url, &[]);
    let names: Vec<_> = run.output.lines().map(|line| line.split(" in ").next().unwrap()).collect();
    let expected = [
        "CONVERSATION_RATED (does not decode): 400 Bad Request",
        "CONVERSATION_CLOSED twice: 200 OK",
        "CONVERSATION_RATED second: 200 OK",
        "CONVERSATION_CLOSED third: 200 OK",
        "CONVERSATION_RATED (does not decode): 400 Bad Request",
    ];
    assert_eq!(names, expected, "{}", run.error);
    assert_eq!((run.status, run.error.as_str()), (1, "resend: 2 of 5 were not answered 2xx\n"));
    assert_eq!(receiver.stop().len(), 5);
    let dry = desk.resend(ID, "http://127.0.0.1:1/", &["--dry-run", "--json"]);
    assert_eq!((&lines(&dry)[0]["id"], lines(&dry).len()), (&Value::Null, 5));

    // Events with an empty id are not the same.
    let log = json!([
        entry("2026-02-10T09:00:00Z", true, &other.replace('7', "8")),
        entry("2026-02-10T09:00:00Z", false, other),
    ]);
    desk.server.state().api.logs["ConversationRated"] = log;
    let dry = desk.resend(ID, "http://127.0.0.1:1/", &["--dry-run", "--json", "--event", "ConversationRated"]);
    assert_eq!(lines(&dry).len(), 1, "{dry:?}");
}

#[test]
fn the_headers_are_those_of_the_vendor() {
    let desk = desk();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/dixa?token=t0p", listener.local_addr().unwrap());
    let receiver = std::thread::spawn(move || {
        let mut connection = Connection::new(listener.accept().unwrap().0, None);
        let request = Request::read(&mut connection).unwrap();
        connection.write_all(&Answer::empty(200).bytes()).unwrap();
        request
    });
    let file = desk.file("authorization", "Basic hook:s3cret");
    let mut command = desk.resend_command(ID, &url);
    command.args(["--event", "ConversationRated", "--authorization-file", &file]);
    // A proxy would see the token and the header.
    let proxy = Server::start(Vendor::Dixa, API_KEY);
    let run = run(command.env("http_proxy", proxy.url()).env("HTTP_PROXY", proxy.url()).env("ALL_PROXY", proxy.url()));
    assert_eq!((run.status, run.error.as_str()), (0, ""));
    assert!(proxy.steps().is_empty());
    let request = receiver.join().unwrap();
    assert_eq!(
        (request.method.as_str(), request.path.as_str(), request.query.as_deref()),
        ("POST", "/dixa", Some("token=t0p"))
    );
    assert_eq!(request.header("x-dixa-subscription-id"), Some(ID));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("authorization"), Some("Basic aG9vazpzM2NyZXQ="));
    assert!(request.header("x-dixa-signature").is_some_and(|value| value.starts_with("t=")));
    let payload = desk.server.state().api.logs["ConversationRated"][0]["payload"].clone();
    assert_eq!(request.body, payload.as_str().unwrap().as_bytes());
}

#[test]
fn a_log_without_failures_sends_nothing() {
    let desk = desk();
    desk.server.state().api.logs.clear();
    let run = desk.resend(ID, "http://127.0.0.1:1/dixa", &[]);
    assert_eq!((run.status, run.output.as_str()), (0, "no failed delivery is in the log\n"));
    assert_eq!(desk.resend(ID, "http://127.0.0.1:1/dixa", &["--json"]).output, "");
}

#[test]
fn no_answer_is_an_error_of_its_own() {
    let desk = desk();
    for (step, fault, words) in [
        ("logs", Fault::Hang, "resend: logs: no answer within 1 s"),
        ("get", Fault::HangInBody, "resend: get: no answer within 1 s"),
        ("logs", Fault::Answer(Answer::json(200, "[]")), "resend: logs: the response does not fit: "),
        ("logs", Fault::Answer(Answer::empty(403)), "resend: logs: the vendor answered 403 Forbidden: "),
    ] {
        desk.server.fail(step, fault);
        let run = desk.resend(ID, "http://127.0.0.1:1/dixa", &["--timeout", "1"]);
        assert!(run.status == 3 && run.error.starts_with(words), "{run:?}");
        assert!(run.output.is_empty() && run.elapsed < Duration::from_secs(9), "{run:?}");
    }
    let unknown = desk.resend("41", "http://127.0.0.1:1/dixa", &[]);
    assert!(unknown.status == 3 && unknown.error.starts_with("resend: get: the vendor answered 404 "), "{unknown:?}");
    // The receiver is not there, or does not answer.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let hanging = format!("http://{}/dixa?token=t0p", listener.local_addr().unwrap());
    for (url, words) in [("http://127.0.0.1:1/dixa?token=t0p", "cannot connect: "), (&hanging, "no answer within 1 s")]
    {
        let run = desk.resend(ID, url, &["--timeout", "1"]);
        assert!(run.status == 3 && run.error.contains(words), "{run:?}");
        assert!(run.error.starts_with("resend: twice: http://127.0.0.1:") && !run.error.contains("t0p"), "{run:?}");
        assert!(run.error.ends_with(": 0 of 3 were sent\n"), "{}", run.error);
    }
}

#[test]
fn an_event_in_two_spellings_is_sent_once() {
    let desk = desk();
    let dry_run = || lines(&desk.resend(ID, "http://127.0.0.1:1", &["--dry-run", "--json"]));
    let once = dry_run();
    let names = json!(["ConversationClosed", "CONVERSATION_CLOSED", "ConversationRated", "ConversationRated"]);
    desk.server.state().api.webhooks[0]["subscribedEvents"] = names;
    assert!(!once.is_empty() && dry_run() == once);
}

/// A key of the environment may be that of another subscription.
#[test]
fn a_key_of_the_environment_is_named() {
    let (desk, other) = (desk(), "00112233445566778899aabbccddeeff");
    let receiver = Receiver::start(other);
    let mut command = desk.resend_command(ID, &receiver.url);
    let run_ = run(command.env("CHATHOOKS_KEY", other));
    assert_eq!((run_.status, run_.error.as_str()), (0, "resend: the key is that of CHATHOOKS_KEY\n"));
    let run = run(command.args(["--key-file", &desk.file("key", other)]));
    assert_eq!((run.status, run.error.as_str()), (0, ""));
}
