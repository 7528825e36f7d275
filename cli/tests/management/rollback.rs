//! Nothing that was created is left behind when a later step fails.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::api::Vendor;
use super::command::{Desk, command, run};
use super::http::Answer;
use super::server::Fault;

#[test]
fn a_creation_that_fails_deletes_the_earlier_ones() {
    let desk = Desk::new(Vendor::Comm100);
    let file = desk.argument("secret");
    // The second creation fails.
    desk.server.fail("create", Fault::DoneBut(Answer::json(201, first())));
    desk.server.fail("create", Fault::Answer(Answer::json(500, json!({ "message": "t0p" }))));
    let run = desk.run_create(&["--event", "chatStarts", "--event", "agentStatusChanges", "--secret-file", &file]);
    let reason = "webhooks: create: the vendor answered 500 Internal Server Error: the vendor's server failed: it may \
                  have been created, so look with `list`\n\
                  webhooks: the webhook 2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0001 was deleted again\n";
    assert_eq!((run.status, run.output.as_str(), run.error.as_str()), (3, "", reason));
    assert_eq!(desk.server.steps(), ["create", "create", "delete"]);
    assert!(desk.server.webhooks().is_empty() && !desk.path("secret").exists());

    // So does the deletion.
    desk.server.fail("create", Fault::DoneBut(Answer::json(201, second())));
    desk.server.fail("create", Fault::Answer(Answer::empty(403)));
    desk.server.fail("delete", Fault::Answer(Answer::empty(500)));
    let run = desk.run_create(&["--event", "chatStarts", "--secret-file", &file]);
    let reason = "webhooks: create: the vendor answered 403 Forbidden: the API key lacks the permission\n\
                  webhooks: 2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0002 is left behind: webhooks: delete: the vendor answered \
                  500 Internal Server Error: the vendor's server failed: try again later\n";
    assert_eq!((run.status, run.output.as_str(), run.error.as_str()), (3, "", reason));
    assert_eq!(desk.server.webhooks().len(), 1);
    assert!(!desk.path("secret").exists());
}

fn first() -> Value {
    json!({ "id": "2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0001", "event": "chatEnds", "targetUrl": "https://h.example" })
}

fn second() -> Value {
    json!({ "id": "2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0002", "event": "chatEnds", "targetUrl": "https://h.example" })
}

/// Runs a command through a shell, as the last word of a script.
fn shell(script: &str, command: &Command) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", &format!("{script} exec \"$@\""), "sh"]).arg(command.get_program()).args(command.get_args());
    shell.env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    shell
}

#[cfg(target_os = "linux")]
#[test]
fn a_secret_that_cannot_be_kept_undoes_the_creation() {
    for vendor in Vendor::ALL {
        // No byte can be written to a file.
        let desk = Desk::new(vendor);
        let mut command = desk.command();
        command.args(desk.create("https://hooks.example.com/x")).arg("--secret-file").arg(desk.path("secret"));
        let run_ = run(&mut shell("trap '' XFSZ; ulimit -f 0;", &command));
        assert_eq!((run_.status, run_.output.as_str()), (74, ""), "{}", run_.error);
        assert!(run_.error.starts_with("webhooks: --secret-file "), "{}", run_.error);
        assert_eq!(desk.server.steps(), ["create", "delete"]);
        assert!(desk.server.webhooks().is_empty() && !desk.path("secret").exists());

        // Standard output is full, so nobody sees the secret.
        let desk = Desk::new(vendor);
        let mut command = desk.command();
        command.args(desk.create("https://hooks.example.com/x")).arg("--show-secret");
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run = run(command.stdout(full));
        assert_eq!(run.status, 74, "{}", run.error);
        assert!(run.error.starts_with("output: "), "{}", run.error);
        assert!(run.error.ends_with(" was deleted again\n"), "{}", run.error);
        assert_eq!(desk.server.steps(), ["create", "delete"]);
    }
}

#[test]
fn a_folder_that_does_not_exist_is_found_out_before_anything_is_created() {
    for vendor in Vendor::ALL {
        let desk = Desk::new(vendor);
        let run = desk.run_create(&["--secret-file", &desk.argument("nowhere/secret")]);
        assert_eq!(run.status, 64, "{}", run.error);
        assert!(desk.server.steps().is_empty());
    }
}

#[test]
fn an_answer_without_a_secret_or_an_id_is_an_error() {
    let desk = Desk::new(Vendor::Dixa);
    let record = json!({ "data": { "id": "2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0001", "name": "ERP" } });
    let reason = "webhooks: create: the answer has no secret\n\
                  webhooks: the webhook 2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0001 was deleted again\n";
    desk.server.fail("create", Fault::DoneBut(Answer::json(201, record)));
    let run = desk.run_create(&["--secret-file", &desk.argument("secret")]);
    assert_eq!((run.status, run.error.as_str()), (3, reason));
    assert_eq!(desk.server.steps(), ["create", "delete"]);
    assert!(desk.server.webhooks().is_empty() && !desk.path("secret").exists());

    let desk = Desk::new(Vendor::Acquire);
    desk.server.fail("create", Fault::DoneBut(Answer::json(200, json!({ "data": { "name": "ERP" } }))));
    let run = desk.run_create(&["--secret-file", &desk.argument("secret")]);
    let reason = "webhooks: create: the answer has no id: look for the webhook in the dashboard\n";
    assert_eq!((run.status, run.error.as_str()), (3, reason));
    assert!(!desk.path("secret").exists());
}

#[test]
fn an_unusable_secret_undoes_the_creation() {
    let reason = "webhooks: create: the answer has a secret that no receiver accepts\n";
    let id = "2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0001";
    for (vendor, secrets) in [
        (Vendor::Dixa, &["", "not hexadecimal", "\u{1b}[31m", "00\n"][..]),
        (Vendor::Acquire, &[" ", "key\n", "a\u{1b}[31mb", "a\u{202e}b"]),
    ] {
        for secret in secrets {
            for show in [false, true] {
                let desk = Desk::new(vendor);
                let record = json!({ "data": { "id": id, "name": "ERP", "secretKey": secret, "hmacKey": secret } });
                desk.server.fail("create", Fault::DoneBut(Answer::json(201, record)));
                let file = desk.argument("secret");
                let words = ["--secret-file", file.as_str()];
                let run = desk.run_create(if show { &["--show-secret"] } else { &words });
                assert_eq!((run.status, run.output.as_str()), (3, ""), "{secret:?}");
                assert!(run.error.starts_with(reason), "{secret:?}: {}", run.error);
                assert_eq!(desk.server.steps(), ["create", "delete"]);
                assert!(!desk.path("secret").exists());
            }
        }
    }
}

#[test]
fn a_creation_without_an_answer_may_have_been_done() {
    let doubt = "it may have been created, so look with `list`";
    for vendor in Vendor::ALL {
        let desk = Desk::new(vendor);
        for fault in [
            Fault::DoneBut(Answer::empty(502)),
            Fault::DoneBut(Answer::empty(503)),
            Fault::Bytes(Vec::new()),
            Fault::DoneBut(Answer::json(200, "{")),
            Fault::Hang,
        ] {
            desk.server.fail("create", fault.clone());
            let run = desk.run_create(&["--secret-file", &desk.argument("secret"), "--timeout", fault.timeout()]);
            assert!(run.status == 3 && run.error.ends_with(&format!("{doubt}\n")), "{fault:?}: {}", run.error);
            assert!(!desk.path("secret").exists());
        }
        // An answer of the vendor, or no connection at all, leaves no doubt.
        desk.server.fail("create", Fault::Answer(Answer::empty(403)));
        let refused = desk.run_create(&["--show-secret"]);
        assert!(refused.status == 3 && !refused.error.contains(doubt), "{}", refused.error);
        let mut nobody = command();
        nobody.args(["webhooks", vendor.name(), "--base-url", "http://127.0.0.1:1", "--api-key-file"]);
        nobody.arg(desk.path("api-key")).args(desk.create("https://hooks.example.com/x")).arg("--show-secret");
        let nobody = run(&mut nobody);
        assert!(nobody.status == 3 && !nobody.error.contains(doubt), "{}", nobody.error);
    }
}

/// Once the secret is in its file, nothing is undone.
#[test]
fn a_result_that_cannot_be_printed_undoes_nothing() {
    for vendor in Vendor::ALL {
        for more in [&[][..], &["--show-secret"]] {
            let desk = Desk::new(vendor);
            let secret = desk.argument("secret");
            let mut command = desk.command();
            command.args(desk.create("https://hooks.example.com/x")).args(["--secret-file", &secret]).args(more);
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            let run = run(command.stdout(writer));
            let line = format!("webhooks: the webhook was created, and its secret is in {secret}\n");
            assert_eq!((run.status, run.error), (74, line), "{vendor:?}");
            assert_eq!(desk.server.steps(), ["create"]);
            assert!(!std::fs::read_to_string(&secret).unwrap().is_empty());
        }
        // Without the file, the secret would be lost.
        let desk = Desk::new(vendor);
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = desk.command();
        command.args(desk.create("https://hooks.example.com/x")).arg("--show-secret").stdout(writer);
        let run = run(&mut command);
        assert!(run.status == 74 && run.error.ends_with(" was deleted again\n"), "{run:?}");
        assert_eq!(desk.server.steps(), ["create", "delete"]);
    }
}

/// Ctrl-C or SIGTERM while the vendor is asked leaves no empty file, and says what may be left.
#[test]
fn an_interruption_is_cleaned_up() {
    for (signal, status) in [("-INT", 130), ("-TERM", 143)] {
        let desk = Desk::new(Vendor::Dixa);
        desk.server.fail("create", Fault::Hang);
        let mut command = desk.command();
        command.args(desk.create("https://hooks.example.com/x")).arg("--secret-file").arg(desk.path("secret"));
        command.args(["--yes", "--timeout", "60"]);
        let child = command.spawn().unwrap();
        while desk.server.steps().is_empty() {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        assert!(desk.path("secret").exists());
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        let output = child.wait_with_output().unwrap();
        let line = "webhooks: create: interrupted: it may have been created, so look with `list`\n";
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(status), line));
        assert!(!desk.path("secret").exists());
    }
}
