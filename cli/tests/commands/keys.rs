//! Where keys and tokens come from.

use std::path::{Path, PathBuf};

use crate::util::{Secrets, chathooks, read, run_command, seed_sample, signature};

const WARNING: &str =
    "warning: other users of this machine can see a secret on the command line: use a file or the environment\n";

/// Runs `inspect acquire` for a delivery that is signed with the key `k1`.
fn inspect(environment: Option<&str>, options: &[&str]) -> (i32, String) {
    let body = seed_sample();
    let mut command = chathooks(&[&["inspect", "acquire", "--header", &signature("k1", &body)], options].concat());
    command.envs(environment.map(|key| ("CHATHOOKS_KEY", key)));
    let (status, output, error) = run_command(&mut command, &body);
    assert_eq!(status == 0, !output.is_empty());
    (status, error)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn one_line_end_of_a_key_file_is_removed() {
    let secrets = Secrets::new();
    for (content, is_good) in [
        ("k1", true),
        ("k1\n", true),
        ("k1\r\n", true),
        ("k1\n\n", false),
        ("k1\r\n\r\n", false),
        ("k1\r", false),
        ("\nk1", false),
        (" k1\n", false),
    ] {
        let (status, error) = inspect(None, &["--key-file", text(&secrets.file(content))]);
        if is_good {
            assert_eq!((status, error.as_str()), (0, ""), "{content:?}");
        } else {
            let cause = "usage: the key starts or ends with whitespace or a byte-order mark\n";
            assert_eq!((status, error.as_str()), (64, cause), "{content:?}");
        }
    }
    for content in ["", "\n"] {
        let (status, error) = inspect(None, &["--key-file", text(&secrets.file(content))]);
        assert!(status == 64 && error.starts_with("usage: ") && error.contains("empty"), "{error}");
    }
}

#[test]
fn a_key_file_that_cannot_be_read_is_named() {
    let missing = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("there-is-no-such-file");
    for (command, option) in [
        (&["inspect", "acquire"][..], "--key-file"),
        (&["sign", "acquire"], "--key-file"),
        (&["trigger", "acquire", "case-status", "http://127.0.0.1:1"], "--key-file"),
        (&["check", "acquire", "http://127.0.0.1:1"], "--key-file"),
        (&["check", "comm100", "http://127.0.0.1:1"], "--url-token-file"),
        (&["receive", "--listen", "127.0.0.1:0"], "--dixa-key-file"),
    ] {
        let (status, output, error) =
            run_command(&mut chathooks(&[command, &[option, text(&missing)]].concat()), b"{}");
        assert_eq!((status, output.len()), (64, 0), "{command:?}");
        assert!(error.starts_with(&format!("usage: {option} {}: ", missing.display())), "{error}");
        assert!(error.contains("No such file") || cfg!(not(unix)), "{error}");
    }
}

#[test]
fn the_environment_is_used_if_no_key_is_given() {
    let secrets = Secrets::new();
    let (good, bad) = (secrets.file("k1"), secrets.file("k2"));
    let (good, bad) = (text(&good), text(&bad));
    let mismatch = "verify: signature or token mismatch\n";
    assert_eq!(inspect(Some("k1"), &[]), (0, String::new()));
    assert_eq!(inspect(Some("k2"), &[]), (1, mismatch.to_owned()));
    assert_eq!(inspect(Some("k2"), &["--key-file", good]), (0, String::new()));
    assert_eq!(inspect(Some("k1"), &["--key-file", bad]), (1, mismatch.to_owned()));
    assert_eq!(inspect(Some("k2"), &["--key", "k1"]), (0, WARNING.to_owned()));
    assert_eq!(inspect(Some("k1"), &["--key", "k2"]), (1, format!("{mismatch}{WARNING}")));
    // All keys that are given count.
    for keys in [["--key", "k2", "--key-file", good], ["--key", "k1", "--key-file", bad]] {
        assert_eq!(inspect(Some("k3"), &keys), (0, WARNING.to_owned()));
    }
    assert_eq!(inspect(None, &["--key-file", bad, "--key-file", good]), (0, String::new()));
}

/// The result comes first, so that a program that reads the first line of standard error finds it.
#[test]
fn a_secret_on_the_command_line_is_warned_of_once() {
    let mut sign = chathooks(&["sign", "acquire", "--key", "k1"]);
    let (status, _, error) = run_command(&mut sign, &seed_sample());
    assert_eq!((status, error.as_str()), (0, WARNING));
    let (status, _, error) = run_command(&mut sign, b"{}");
    assert!(status == 2 && error.starts_with("decode: ") && error.ends_with(&format!("\n{WARNING}")), "{error}");
    assert_eq!(error.lines().count(), 2);
    let mut inspect = chathooks(&["inspect", "comm100", "--url-token", "t", "--url", "/?token=t"]);
    let (status, _, error) = run_command(&mut inspect, &read("comm100/login.json"));
    assert_eq!((status, error.as_str()), (0, WARNING));
}

#[test]
fn one_secret_is_not_chosen_from_two() {
    let secrets = Secrets::new();
    let file = secrets.file("k1");
    let file = text(&file);
    let mut sign = chathooks(&["sign", "acquire", "--key-file", file, "--key-file", file]);
    let (status, _, error) = run_command(&mut sign, &seed_sample());
    assert_eq!((status, error.as_str()), (64, "usage: exactly one key is required\n"));
    let mut inspect = chathooks(&["inspect", "comm100", "--url-token", "t", "--url-token-file", file]);
    let (status, _, error) = run_command(&mut inspect, b"{}");
    assert_eq!((status, error.lines().next()), (64, Some("usage: --url-token and its file are both given")));
    let three = ["--key-file", file, "--key-file", file, "--key-file", file];
    let mut check = chathooks(&[&["check", "acquire", "http://127.0.0.1:1"], &three[..]].concat());
    let (status, _, error) = run_command(&mut check, b"");
    assert_eq!((status, error.as_str()), (64, "usage: at most two keys: the new one and the old one of a rotation\n"));
}

#[test]
fn a_missing_key_is_asked_for() {
    for command in [
        &["sign", "acquire"][..],
        &["sign", "dixa"],
        &["trigger", "dixa", "ConversationClosed", "http://127.0.0.1:1"],
        &["check", "acquire", "http://127.0.0.1:1"],
    ] {
        let (status, _, error) = run_command(&mut chathooks(command), b"{}");
        let expected = "usage: a key is required: give --key-file FILE or set CHATHOOKS_KEY\n";
        assert_eq!((status, error.as_str()), (64, expected), "{command:?}");
    }
    let (status, _, error) = run_command(&mut chathooks(&["check", "comm100", "http://127.0.0.1:1"]), b"");
    let expected = "usage: a token is required: give --url-token-file FILE or set CHATHOOKS_URL_TOKEN\n";
    assert_eq!((status, error.as_str()), (64, expected));
}

#[test]
fn standard_input_has_the_key_or_the_body() {
    let secrets = Secrets::new();
    let (_, request, _) = run_command(chathooks(&["sign", "acquire"]).env("CHATHOOKS_KEY", "k1"), &seed_sample());
    let saved = secrets.file(str::from_utf8(&request).unwrap());
    let mut inspect = chathooks(&["inspect", "acquire", "--key-file", "-", "--request", text(&saved)]);
    assert_eq!(run_command(&mut inspect, b"k1\n").0, 0);
    assert_eq!(run_command(&mut inspect, b"k2\n").0, 1);

    let both = "usage: standard input is read more than once: it has the body, so read the key from a file\n";
    for arguments in [
        &["sign", "acquire", "--key-file", "-"][..],
        &["inspect", "acquire", "--key-file", "-"],
        &["inspect", "acquire", "--key-file", "-", "--request", "-"],
    ] {
        let (status, output, error) = run_command(&mut chathooks(arguments), b"k1\n");
        assert_eq!((status, output.len(), error.as_str()), (64, 0, both), "{arguments:?}");
    }
    let mut twice = chathooks(&["inspect", "acquire", "--key-file", "-", "--key-file", "-"]);
    let (status, _, error) = run_command(&mut twice, b"k1\n");
    assert_eq!((status, error.as_str()), (64, "usage: standard input is read more than once\n"));
}

#[test]
fn inspect_reads_the_request_that_sign_prints() {
    for format in ["json", "xml", "form"] {
        let mut sign = chathooks(&["sign", "acquire", "--format", format]);
        let (_, request, _) = run_command(sign.env("CHATHOOKS_KEY", "k1"), &seed_sample());
        let mut inspect = chathooks(&["inspect", "acquire", "--request", "-"]);
        let inspect = inspect.env("CHATHOOKS_KEY", "k1");
        let (status, output, error) = run_command(inspect, &request);
        assert_eq!((status, error.as_str()), (0, ""), "{format}");
        assert!(output.starts_with(br#"{"verified":""#));
        let mut changed = request.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(run_command(inspect, &changed).0, 1, "{format}");
        changed.pop();
        let (status, _, error) = run_command(inspect, &changed);
        assert!(status == 64 && error.starts_with("usage: --request: Content-Length announces "), "{error}");
    }
    // The query of the request has the token.
    let mut sign = chathooks(&["sign", "comm100", "--url", "http://h/comm100?token=t"]);
    let (_, request, _) = run_command(&mut sign, &read("comm100/login.json"));
    let mut inspect = chathooks(&["inspect", "comm100", "--request", "-"]);
    assert_eq!(run_command(inspect.env("CHATHOOKS_URL_TOKEN", "t"), &request).0, 0);
    assert_eq!(run_command(inspect.env("CHATHOOKS_URL_TOKEN", "u"), &request).0, 1);

    for (request, cause) in [
        (&b""[..], "the headers do not end with an empty line"),
        (b"POST / HTTP/1.1\r\nhost: x\r\n", "the headers do not end with an empty line"),
        (b"GET / HTTP/1.1\r\n\r\n", "the method is not POST"),
        (b"{\"event\":\"away\"}\r\n\r\n", "not an HTTP request: invalid token"),
        (b"POST / HTTP/1.1\r\ncontent-length: -1\r\n\r\n", "Content-Length is not a number"),
    ] {
        let (status, _, error) = run_command(&mut inspect, request);
        assert_eq!((status, error), (64, format!("usage: --request: {cause}\n")));
    }
}
