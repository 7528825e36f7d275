//! On a terminal, a change is asked for.

use std::path::Path;
use std::process::Command;

use super::api::Vendor;
use super::command::{Desk, Run, run_with_input};

/// Returns a line for a shell.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect();
    words.join(" ")
}

/// Runs a command on a terminal of its own, by `script` of util-linux, and types an answer. Returns `None` without `script`.
fn on_terminal(command: &Command, answer: &str) -> Option<Run> {
    line_on_terminal(&line(command), answer)
}

fn line_on_terminal(line: &str, answer: &str) -> Option<Run> {
    let script = Path::new("/usr/bin/script");
    if !cfg!(target_os = "linux") || !script.exists() {
        return None;
    }
    let mut command = Command::new(script);
    command.args(["--quiet", "--return", "--echo", "never", "--command", line, "/dev/null"]);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    command.env_clear().env("SHELL", "/bin/sh");
    Some(run_with_input(&mut command, answer))
}

#[test]
fn a_change_is_asked_for_on_a_terminal() {
    let id = "2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0001";
    let desk = Desk::new(Vendor::Dixa);
    desk.server.state().api.fill(&["one"]);
    let secret = desk.argument("secret");
    let create = desk.create("https://hooks.example.com/new?token=t0p");
    let create: Vec<_> = create.iter().map(String::as_str).chain(["--secret-file", &secret]).collect();
    let title = format!("{id} (one, https://hooks.example.com/one)");
    let cases = [
        (
            "create",
            create,
            "create a webhook for ConversationClosed to https://hooks.example.com/new? [y/N]".to_owned(),
        ),
        ("update", vec!["update", id, "--name", "two", "--json"], format!("change {title}? [y/N]")),
        ("delete", vec!["delete", id], format!("delete {}? [y/N]", title.replace("one, ", "two, "))),
    ];
    for (step, words, question) in cases {
        let mut command = desk.command();
        command.args(&words);
        for (answer, is_done) in [("n\n", false), ("\n", false), ("\u{4}", false), ("y\n", true)] {
            // Until the update is done, the name is the old one.
            let before = desk.server.steps().iter().filter(|own| *own == step).count();
            let Some(run) = on_terminal(&command, answer) else { return };
            assert!(run.output.contains(&question), "{answer:?}: {run:?}");
            assert_eq!(run.status, i32::from(!is_done), "{answer:?}: {run:?}");
            let after = desk.server.steps().iter().filter(|own| *own == step).count();
            assert_eq!(after - before, usize::from(is_done), "{step} {answer:?}");
            if !is_done {
                assert!(run.output.contains("not confirmed, nothing was changed"), "{run:?}");
                assert!(step != "update" || run.output.contains("FIELD  NOW  THEN"), "{run:?}");
                assert!(step != "create" || !desk.path("secret").exists());
            }
        }
    }
    // `--yes` does not ask.
    desk.server.state().api.fill(&["three"]);
    let id = desk.server.webhooks().last().unwrap()["id"].as_str().unwrap().to_owned();
    let mut command = desk.command();
    command.args(["delete", &id, "--yes"]);
    let run = on_terminal(&command, "").unwrap();
    assert!(run.status == 0 && !run.output.contains("[y/N]"), "{run:?}");
}

/// The question is asked on the terminal, wherever standard input and standard error come from and go to.
#[test]
fn a_redirection_does_not_skip_the_question() {
    let id = "2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0001";
    let desk = Desk::new(Vendor::Dixa);
    desk.server.state().api.fill(&["one"]);
    let mut command = desk.command();
    command.args(["delete", id]);
    let mut piped = super::command::command();
    piped.args(["webhooks", "dixa", "--base-url", &desk.server.url(), "--api-key-file", "-", "delete", id]);
    let lines = [
        format!("{} 2>'{}'", line(&command), desk.argument("err")),
        format!("{} </dev/null", line(&command)),
        format!("{} 2>/dev/null | cat; exit 1", line(&command)),
        format!("cat '{}' | {}", desk.argument("api-key"), line(&piped)),
    ];
    for line in &lines {
        let Some(run) = line_on_terminal(line, "n\n") else { return };
        assert_eq!(run.status, 1, "{line}: {run:?}");
        assert!(run.output.contains(&format!("delete {id} (one, https://hooks.example.com/one)? [y/N]")), "{run:?}");
        assert!(!desk.server.steps().iter().any(|step| step == "delete"), "{line}");
    }
    let run = line_on_terminal(&lines[0], "y\n").unwrap();
    assert_eq!((run.status, desk.server.webhooks().len()), (0, 0), "{run:?}");
}

/// Scripts and servers have no terminal, and go on.
#[test]
fn nothing_is_asked_without_a_terminal() {
    let setsid = Path::new("/usr/bin/setsid");
    if !cfg!(target_os = "linux") || !setsid.exists() {
        return;
    }
    let desk = Desk::new(Vendor::Dixa);
    desk.server.state().api.fill(&["one"]);
    let mut own = desk.command();
    own.args(["delete", "2f6b1d0c-9a47-4e55-b0a1-7c3d5e9f0001"]);
    let mut command = Command::new(setsid);
    command.arg("--wait").arg(own.get_program()).args(own.get_args()).env_clear();
    let output = command.output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    assert!(desk.server.webhooks().is_empty());
}

/// While the question is open there is no file, and for a file that exists the question would be in vain.
#[test]
fn the_secret_file_is_created_after_the_question() {
    let desk = Desk::new(Vendor::Dixa);
    let secret = desk.argument("secret");
    let mut command = desk.command();
    command.args(desk.create("https://hooks.example.com/new")).args(["--secret-file", &secret]);
    // `timeout` sends the signal that Ctrl-C sends, while the question is open.
    let interrupted = format!("timeout --foreground --signal=INT 2 {}", line(&command));
    let Some(run) = line_on_terminal(&interrupted, "") else { return };
    assert!(run.status != 0 && !desk.path("secret").exists(), "{run:?}");
    let mut nowhere = desk.command();
    nowhere.args(desk.create("https://hooks.example.com/new")).args(["--secret-file", &desk.argument("no/secret")]);
    let run = on_terminal(&nowhere, "y\n").unwrap();
    assert!(run.status == 64 && !run.output.contains("[y/N]"), "{run:?}");
    desk.file("secret", "old");
    let run = on_terminal(&command, "y\n").unwrap();
    assert!(run.status == 64 && !run.output.contains("[y/N]"), "{run:?}");
    assert!(run.output.contains("exists: choose a new file"), "{run:?}");
    assert!(desk.server.steps().is_empty());
}
