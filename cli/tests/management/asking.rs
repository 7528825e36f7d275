//! On a terminal, a change is asked for.

use std::path::Path;
use std::process::Command;

use super::api::Vendor;
use super::command::{Desk, Run, run_with_input};

/// Runs a command on a terminal of its own, by `script` of util-linux, and types an answer. Returns `None` without `script`.
fn on_terminal(command: &Command, answer: &str) -> Option<Run> {
    let script = Path::new("/usr/bin/script");
    if !cfg!(target_os = "linux") || !script.exists() {
        return None;
    }
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect();
    let mut command = Command::new(script);
    command.args(["--quiet", "--return", "--echo", "never", "--command", &words.join(" "), "/dev/null"]);
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
