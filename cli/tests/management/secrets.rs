//! No command prints a secret, even if the vendor repeats it.

use std::process::Command;

use serde_json::{Value, json};

use super::api::{DIXA_KEY, Vendor};
use super::command::{API_KEY, Desk, Run, run};
use super::server::Fault;

const SIGNING_KEY: &str = "s1gn1ng-k3y-77ab";
const TOKEN: &str = "url-t0k3n-c1c1";
const AUTHORIZATION: &str = "auth-v4lue-e5e5";
const TOKEN_OF_THE_RECEIVER: &str = "r3ceiver-0b0b";

/// What the server keeps, beside what it is sent.
const KEPT: [&str; 6] = ["t0k3n", "correct-horse", "h1dden", "h3ad3r", "b0dy", "s3cret"];

fn assert_silent(run: &Run) {
    let secrets = [API_KEY, SIGNING_KEY, TOKEN, AUTHORIZATION, TOKEN_OF_THE_RECEIVER, DIXA_KEY];
    for secret in secrets.iter().chain(&KEPT) {
        for text in [&run.output, &run.error] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
    }
    assert!(!run.error.contains("panicked"), "{}", run.error);
}

/// Returns all commands, each with the step that can fail.
fn commands(desk: &Desk) -> Vec<(&'static str, Command)> {
    let id = if desk.vendor == Vendor::Acquire { "1" } else { "2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0001" };
    let url = format!("https://hooks.example.com/new?token={TOKEN}");
    let mut create = desk.create(&url);
    match desk.vendor {
        Vendor::Acquire => create.extend(["--key-file".to_owned(), desk.file("key", SIGNING_KEY)]),
        Vendor::Dixa => {
            let content = format!("Bearer {AUTHORIZATION}");
            create.extend(["--authorization-file".to_owned(), desk.file("authorization", &content)]);
        }
        Vendor::Comm100 => {}
    }
    if desk.vendor != Vendor::Comm100 {
        create.extend(["--secret-file".to_owned(), desk.argument("secret")]);
    }
    let of = |words: &[&str]| {
        let mut command = desk.command();
        command.args(words);
        command
    };
    let mut commands = vec![
        ("list", of(&["list"])),
        ("get", of(&["get", id])),
        ("update", of(&["update", id, "--url", &url])),
        ("create", of(&create.iter().map(String::as_str).collect::<Vec<_>>())),
    ];
    if desk.vendor == Vendor::Dixa {
        let receiver = format!("http://127.0.0.1:1/dixa?token={TOKEN_OF_THE_RECEIVER}");
        commands.push(("get", desk.resend_command(id, &receiver)));
        commands.push(("logs", desk.resend_command(id, &receiver)));
    }
    commands.push(("delete", of(&["delete", id])));
    commands
}

fn desk(vendor: Vendor) -> Desk {
    let desk = Desk::new(vendor);
    let mut state = desk.server.state();
    state.api.fill(&["one"]);
    let payload = json!({ "event_id": "e1", "event_fqn": "CONVERSATION_CLOSED", "data": { "customer": "b0dy" } });
    let detail = json!({ "deliveryTimestamp": "2026-02-10T09:20:32.014Z", "success": false, "responseText": "b0dy" });
    let entry = json!({ "deliveryDetail": detail, "payload": payload.to_string() });
    state.api.logs.insert("ConversationClosed".to_owned(), Value::Array(vec![entry]));
    drop(state);
    desk
}

#[test]
fn no_command_prints_a_secret() {
    for vendor in Vendor::ALL {
        for json in [false, true] {
            let desk = desk(vendor);
            for (step, mut command) in commands(&desk) {
                let run = run(command.args(json.then_some("--json")));
                assert_silent(&run);
                assert_eq!(run.status == 0, command.get_args().next().unwrap() != "resend", "{step}: {run:?}");
            }
        }
    }
}

#[test]
fn no_failure_prints_what_the_vendor_repeats() {
    for vendor in Vendor::ALL {
        for status in [200, 302, 400, 401, 403, 404, 409, 500] {
            let desk = desk(vendor);
            for (step, mut command) in commands(&desk) {
                // An answer to a deletion is not read, and a list of Dixa may be missing.
                let is_list = vendor == Vendor::Dixa && ["list", "logs"].contains(&step);
                let is_done = status == 200 && (step == "delete" || is_list);
                desk.server.fail(step, Fault::Echo(status));
                let run = run(&mut command);
                assert_silent(&run);
                assert_eq!(run.status, if is_done { 0 } else { 3 }, "{step} {status}: {run:?}");
            }
        }
    }
}

#[test]
fn a_wrong_command_line_prints_no_secret() {
    let desk = Desk::new(Vendor::Comm100);
    let url = format!("https://us er:{TOKEN}@hooks.example.com/?token={TOKEN}");
    for words in [["create", "--event", "chatEnds", "--url", &url], ["update", "x", "--event", "chatEnds", "--url"]] {
        let run = run(desk.command().args(words).args((words[0] == "update").then_some(url.as_str())));
        assert_eq!(run.status, 64, "{run:?}");
        assert_silent(&run);
    }
    for key in [format!("{API_KEY} {API_KEY}"), format!("{API_KEY}\n\n")] {
        desk.file("api-key", &key);
        let run = desk.run(&["list"]);
        assert_eq!(run.status, 64, "{run:?}");
        assert_silent(&run);
    }
}
