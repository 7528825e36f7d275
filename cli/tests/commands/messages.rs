//! Messages that name what is wrong and what to do, and outputs that do nothing to a terminal.

use serde_json::{Value, json};

use crate::util::{chathooks, run, run_command};

const SECRET: &str = "--5ec4e7c0ffee";

#[test]
fn control_characters_are_escaped_in_json() {
    let text =
        "a\u{7f}\u{85}\u{9b}31m\u{9f}\u{61c}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202e}\u{2066}\u{2069}z\u{a0}ü";
    let mut body = json!({ "event": "case:status", "data": { "caseId": text, "status": "active" } });
    body["data"][text] = json!(text);
    let body = body.to_string().into_bytes();
    assert!(str::from_utf8(&body).unwrap().contains('\u{9b}'));
    let (status, output, error) = run(&["inspect", "acquire", "--assume-authentic"], &body);
    let output = String::from_utf8(output).unwrap();
    assert_eq!((status, error.as_str()), (0, ""));
    let escaped = r"a\u007f\u0085\u009b31m\u009f\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069z";
    assert_eq!(output.matches(&format!("{escaped}\u{a0}ü")).count(), 3, "{output}");
    let line: Value = serde_json::from_str(&output).unwrap();
    assert_eq!((&line["data"]["caseId"], &line["data"][text]), (&json!(text), &json!(text)));
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_its_argument() {
    let cases: [(&[&str], &str, &[&str]); 6] = [
        (&["inspect", "acquire"], "--key-file", &[]),
        (&["inspect", "acquire", "--assume-authentic"], "--request", &[]),
        (&["inspect", "comm100"], "--url-token-file", &[]),
        (&["webhooks", "dixa"], "--api-key-file", &["list"]),
        (&["webhooks", "dixa", "--api-key", "k"], "--ca-file", &["list"]),
        (&["resend", "x", "http://127.0.0.1:1", "--api-key", "k"], "--authorization-file", &[]),
    ];
    for (arguments, option, rest) in cases {
        for (path, reason) in
            [(".", "directory"), ("no\u{1b}where", "No such file"), ("/dev/zero", "longer than 64 MiB")]
        {
            if !cfg!(target_os = "linux") {
                continue;
            }
            let (status, _, error) = run(&[arguments, &[option, path], rest].concat(), b"{}");
            let start = format!("usage: {option} {}: ", path.escape_debug());
            assert_eq!(status, 64, "{option} {path}: {error}");
            assert!(error.starts_with(&start) && error.contains(reason), "{option} {path}: {error}");
        }
    }
}

#[test]
fn an_input_that_cannot_be_read_is_not_wrong_usage() {
    if !cfg!(target_os = "linux") {
        return;
    }
    for (path, expected, message) in
        [("/dev/zero", 64, "usage: the input is longer than 64 MiB\n"), (".", 74, "input: Is a directory")]
    {
        let mut command = chathooks(&["sign", "acquire"]);
        let input = std::fs::File::open(path).unwrap();
        let output = command.env("CHATHOOKS_KEY", SECRET).stdin(input).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(expected), 0), "{path}: {error}");
        assert!(error.starts_with(message), "{path}: {error}");
    }
}

#[test]
fn a_missing_key_is_asked_for() {
    for (vendor, rest) in [
        ("acquire", "give --key-file FILE or set CHATHOOKS_KEY"),
        ("comm100", "give --url-token-file FILE or set CHATHOOKS_URL_TOKEN"),
    ] {
        let (status, _, error) = run(&["inspect", vendor], b"{}");
        assert_eq!((status, error), (1, format!("verify: nothing to verify with: {rest}\n")));
    }
}

#[test]
fn a_url_without_a_scheme_is_told_so() {
    for url in ["127.0.0.1:8080/x", "localhost:8080", "/x", "ftp://h/", "hooks.example.com"] {
        let (status, _, error) = run(&["trigger", "comm100", "chat_ended", url], b"");
        let line = "usage: the URL must start with http:// or https:// and have a host\n";
        assert_eq!((status, error.as_str()), (64, line), "{url}");
    }
}

/// The client would not send them, and messages would have to hide them.
#[test]
fn a_url_has_no_user_or_password() {
    for url in ["http://user:5ec4e7@127.0.0.1:1/", "http://5ec4e7@127.0.0.1:1/"] {
        for command in [&["trigger", "comm100", "chat_ended", url][..], &["check", "comm100", url, "--url-token", "t"]]
        {
            let (status, output, error) = run(command, b"");
            let line = "usage: the URL must not have a user or a password\n";
            assert_eq!((status, output.len(), error.as_str()), (64, 0, line), "{command:?}");
        }
    }
}

/// A secret may start with a hyphen. As a flag that is not known, it would be printed.
#[test]
fn a_secret_that_starts_with_a_hyphen_is_a_secret() {
    for arguments in [
        &["inspect", "acquire", "--key", SECRET][..],
        &["sign", "comm100", "--url-token", SECRET],
        &["webhooks", "dixa", "--timeout", "1", "--base-url", "http://127.0.0.1:1", "--api-key", SECRET, "list"],
        &["webhooks", "dixa", "--timeout", "1", "list", "--base-url", "http://127.0.0.1:1", "--api-key", SECRET],
        &["resend", "x", "http://127.0.0.1:1", "--base-url", "http://127.0.0.1:1", "--api-key", SECRET],
    ] {
        let (status, _, error) = run_command(&mut chathooks(arguments), b"{}");
        assert!(!error.contains("5ec4e7") && [1, 2, 3].contains(&status), "{arguments:?}: {status} {error}");
    }
}

#[test]
fn help_shows_no_value_of_the_environment() {
    for command in ["webhooks", "resend", "inspect", "trigger", "sign", "receive", "check"] {
        let mut command = chathooks(&[command, "--help"]);
        for name in ["BASE_URL", "API_KEY", "KEY", "URL_TOKEN", "DIXA_KEY", "COMM100_TOKEN", "ACQUIRE_V1_TOKEN"] {
            command.env(format!("CHATHOOKS_{name}"), "https://s3cret.example");
        }
        let (status, output, _) = run_command(&mut command, b"");
        assert!(status == 0 && !String::from_utf8(output).unwrap().contains("s3cret"), "{command:?}");
    }
}

/// The help has the placeholder as it is typed.
#[test]
fn help_names_the_placeholder_and_the_proxies() {
    let help = |arguments: &[&str]| {
        let words = String::from_utf8(run_command(&mut chathooks(arguments), b"").1).unwrap();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(help(&["trigger", "--help"]).contains("`%n` in a value is replaced by the number"));
    assert!(help(&["--help"]).contains("HTTPS_PROXY"));
    for command in ["sign", "completions"] {
        assert!(help(&[command, "--help"]).contains("`--json` changes nothing"), "{command}");
    }
}

#[test]
fn a_path_of_a_change_has_an_end() {
    for separator in [".a", "[0]"] {
        for (count, is_long) in [(63, false), (64, true), (20_000, true)] {
            let change = format!("a{}=1", separator.repeat(count));
            let arguments = ["trigger", "acquire", "case-status", "http://127.0.0.1:1", "--set", &change];
            let (status, _, error) = run(&arguments, b"");
            assert_eq!(error.contains("more than 64 steps"), is_long, "{count}: {error}");
            assert!(!is_long || status == 64, "{count}: {status} {error}");
        }
    }
}
