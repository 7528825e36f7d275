//! Help, versions, wrong usage, and outputs that are closed.

use std::process::{Command, Stdio};

use crate::util::{chathooks, closed, output, read, run, run_closed, run_command};

/// Returns the names of the commands, as the help lists them.
fn names() -> Vec<String> {
    let (status, help, _) = run_command(&mut chathooks(&["--help"]), b"");
    assert_eq!(status, 0);
    let help = String::from_utf8(help).unwrap();
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = commands.lines().filter_map(|line| line.strip_prefix("  "));
    let names = names.filter(|line| !line.starts_with(' ')).map(|line| line.split(' ').next().unwrap().to_owned());
    let names: Vec<_> = names.filter(|name| name != "help").collect();
    for name in ["inspect", "sign", "trigger", "check", "receive", "replay", "completions"] {
        assert!(names.iter().any(|own| own == name), "{name}: {names:?}");
    }
    names
}

#[test]
fn each_command_has_help_with_an_example_and_a_version() {
    let version = concat!(env!("CARGO_PKG_VERSION"), "\n");
    for name in names() {
        for help in [&[&*name, "--help"], &["help", &name]] {
            let (status, help, error) = run_command(&mut chathooks(help), b"");
            let help = String::from_utf8(help).unwrap();
            assert_eq!((status, error.as_str()), (0, ""), "{name}");
            assert!(help.contains("Example"), "{name} has no example");
            assert!(help.contains(&format!("\n  chathooks {name} ")), "{name}: the example is of another command");
        }
        let (status, output, error) = run_command(&mut chathooks(&[&name, "--version"]), b"");
        let output = String::from_utf8(output).unwrap();
        assert_eq!((status, error.as_str()), (0, ""), "{name}");
        assert!(output.ends_with(version), "{name}: {output}");
    }
    let (status, output, _) = run_command(&mut chathooks(&["--version"]), b"");
    assert_eq!((status, output), (0, format!("chathooks {version}").into_bytes()));
}

#[test]
fn wrong_usage_has_its_own_status() {
    let names = names();
    let unknown = names.iter().map(|name| vec![name.as_str(), "--no-such-flag"]);
    let wrong = [
        "",
        "no-such-command",
        "inspect",
        "inspect nobody --assume-authentic",
        "inspect acquire acquire",
        "inspect acquire --key",
        "inspect acquire --format yaml",
        "inspect acquire --header no-colon",
        "inspect acquire --now -1",
        "inspect acquire --now 99999999999999999999",
        "inspect acquire --now 9223372036854775807",
        "inspect acquire --request - --url /",
        "inspect comm100 --key-file -",
        "sign",
        "sign acquire",
        "sign comm100 --key-file -",
        "sign comm100 --format xml",
        "trigger acquire",
        "trigger acquire case-status",
        "trigger acquire --list case-status",
        "trigger comm100 chat_ended ftp://127.0.0.1/",
        "trigger comm100 chat_ended http://",
        "trigger comm100 no_such_event http://127.0.0.1:1",
        "trigger comm100 chat_ended http://127.0.0.1:1 --repeat 0",
        "trigger comm100 chat_ended http://127.0.0.1:1 --concurrency 1000",
        "trigger comm100 chat_ended http://127.0.0.1:1 --timeout 0",
        "trigger comm100 chat_ended http://127.0.0.1:1 --set a",
        "trigger comm100 chat_ended http://127.0.0.1:1 --set event.x=1",
        "check",
        "check acquire",
        "check acquire http://127.0.0.1:1",
        "check comm100 http://127.0.0.1:1 --url-token t --format xml",
        "check comm100 http://127.0.0.1:1 --url-token t --rate 0",
        "check comm100 http://127.0.0.1:1 --url-token t --probe nowhere",
        "check dixa http://127.0.0.1:1 --key 00 --authorization nothing",
        "receive",
        "receive --comm100-token t --listen nowhere",
        "receive --comm100-token t --save-limit 5",
        "replay",
        "replay there-is-no-such-folder http://127.0.0.1:1",
        "completions",
        "completions no-such-shell",
    ];
    let wrong = wrong.iter().map(|line| line.split_whitespace().collect::<Vec<_>>());
    for arguments in wrong.chain(unknown) {
        let (status, output, error) = run(&arguments, b"{}");
        assert_eq!((status, output.len()), (64, 0), "{arguments:?}: {error}");
        assert!(!error.is_empty() && !error.contains("panicked"), "{arguments:?}: {error}");
    }
    assert_eq!(run(&["inspect", "acquire", "--key", ""], b"{}").0, 64);
    for url in ["/path", "127.0.0.1:8080", "example.com", "mailto:a@b", "ftp://h/", "http:///path", ""] {
        for options in [&["--curl"][..], &["--url-token", "t"], &[]] {
            let arguments = [&["sign", "comm100", "--url", url], options].concat();
            let (status, output, error) = run(&arguments, &read("comm100/login.json"));
            assert_eq!((status, output.len()), (64, 0), "{url}");
            assert!(error.starts_with("usage: the URL"), "{url}: {error}");
        }
    }
}

fn offline() -> Vec<Command> {
    let all: [&[&str]; 9] = [
        &["--help"],
        &["--version"],
        &["check", "--help"],
        &["inspect", "acquire", "--assume-authentic"],
        &["inspect", "acquire", "--diagnose"],
        &["sign", "acquire"],
        &["sign", "acquire", "--curl"],
        &["trigger", "dixa", "--list"],
        &["completions", "bash"],
    ];
    all.iter().map(|arguments| chathooks(arguments)).collect()
}

/// A reader such as `head` that stops early ends the command without a word.
#[test]
fn a_closed_standard_output_is_no_panic() {
    for mut command in offline() {
        let (status, error) = run_closed(command.stdout(closed()).stderr(Stdio::piped()));
        assert!([0, 74].contains(&status), "{command:?}: {status}");
        assert_eq!(error, "", "{command:?}");
    }
}

#[test]
fn a_closed_standard_error_changes_no_status() {
    for (arguments, expected) in [
        (&["inspect", "acquire"][..], 1),
        (&["inspect", "acquire", "--assume-authentic", "--format", "xml"], 2),
        (&["sign", "acquire", "--key", "k1"], 0),
        (&["sign", "acquire", "--no-such-flag"], 64),
        (&["sign", "acquire", "--key", ""], 64),
        (&["trigger", "acquire", "case-status", "http://127.0.0.1:1/"], 3),
    ] {
        let mut command = chathooks(arguments);
        let (status, _) = run_closed(command.stderr(closed()).stdout(Stdio::piped()));
        assert_eq!(status, expected, "{arguments:?}");
    }
}

#[test]
fn completions_name_each_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (status, script, error) = run_command(&mut chathooks(&["completions", shell]), b"");
        let script = String::from_utf8(script).unwrap();
        assert_eq!((status, error.as_str()), (0, ""), "{shell}");
        for name in names() {
            assert!(script.contains(&name), "{shell}: {name}");
        }
    }
    if Command::new("bash").arg("--version").output().is_ok() {
        let script = output(&mut chathooks(&["completions", "bash"]), b"").stdout;
        assert!(output(Command::new("bash").arg("-n"), &script).status.success());
    }
}

/// A pipe has no colours, whatever the terminal is.
#[test]
fn a_pipe_has_no_colours() {
    for arguments in [&["trigger", "acquire", "--list"][..], &["--help"], &["inspect", "acquire", "--no-such-flag"]] {
        let output = output(chathooks(arguments).env("TERM", "xterm-256color"), b"");
        assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b), "{arguments:?}");
    }
}
