//! No message shows a secret, however it came in.

use std::path::Path;
use std::process::Command;

use crate::util::receiver::Receiver;
use crate::util::servers::{blurting, nobody, serve};
use crate::util::{Secrets, chathooks, output, read, seed_sample};

/// A key, and the same for Dixa, in hexadecimal digits.
const PLANTED: &str = "5ec4e7c0ffee5ec4e7";

/// Fails if the secret is in an output of the command.
fn assert_hidden(command: &mut Command, input: &[u8]) -> i32 {
    let output = output(command, input);
    for bytes in [&output.stdout, &output.stderr] {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.to_lowercase().contains(PLANTED), "{command:?}: {text}");
        assert!(!text.contains("panicked"), "{command:?}: {text}");
    }
    output.status.code().unwrap()
}

/// Makes a command of arguments and a secret.
type Way<'a> = Box<dyn Fn(&[&str]) -> Command + 'a>;

/// The ways in which a secret is given.
fn ways<'a>(option: &'a str, variable: &'a str, file: &'a Path) -> Vec<Way<'a>> {
    let file_option = format!("{option}-file");
    let with_file = move |path: &Path, arguments: &[&str]| {
        let mut command = chathooks(arguments);
        command.arg(&file_option).arg(path);
        command
    };
    let from_stdin = with_file.clone();
    vec![
        Box::new(move |arguments| chathooks(&[arguments, &[option, PLANTED]].concat())),
        Box::new(move |arguments| chathooks(&[arguments, &[&format!("{option}={PLANTED}")]].concat())),
        Box::new(move |arguments| with_file(file, arguments)),
        Box::new(move |arguments| from_stdin(Path::new("-"), arguments)),
        Box::new(move |arguments| {
            let mut command = chathooks(arguments);
            command.env(variable, PLANTED);
            command
        }),
    ]
}

#[test]
fn no_message_shows_a_secret() {
    let secrets = Secrets::new();
    let file = secrets.file(PLANTED);
    let body = seed_sample();
    let saved = tempfile::TempDir::new().unwrap();
    let receiver = Receiver::chathooks(&["--save", saved.path().to_str().unwrap()]);
    let (acquire, dixa, comm100) = (receiver.route("acquire"), receiver.route("dixa"), receiver.route("comm100"));
    let (nobody, garbage) = (nobody(), blurting(b"what is this?\r\n\r\n"));
    let closing = serve(usize::MAX, |_, _| ());
    let check = ["--slow", "0", "--rate", "10000", "--timeout", "1", "--max-time", "0"];
    let mut keyed: Vec<Vec<&str>> = vec![
        vec!["inspect", "acquire"],
        vec!["inspect", "acquire", "--diagnose"],
        vec!["inspect", "acquire", "--diagnose", "--header", "x-acquire-signature: 00"],
        vec!["inspect", "dixa", "--diagnose", "--header", "x-dixa-signature: t=1,v1=00"],
        vec!["inspect", "dixa", "--no-such-flag"],
        vec!["inspect", "comm100"],
        vec!["sign", "acquire"],
        vec!["sign", "acquire", "--curl"],
        vec!["sign", "dixa", "--help"],
        vec!["sign", "dixa", "extra"],
        vec!["sign", "comm100"],
        vec!["trigger", "acquire", "case-status", "--timeout", "1", &acquire],
        vec!["trigger", "acquire", "case-status", "--json", "--repeat", "3", &acquire],
        vec!["trigger", "dixa", "ConversationClosed", &dixa],
        vec!["replay", saved.path().to_str().unwrap(), &acquire, "--resign"],
        vec!["replay", saved.path().to_str().unwrap(), &acquire],
        vec!["receive", "--listen", "nowhere"],
        vec!["receive", "--listen", &acquire],
        vec!["completions", "bash"],
    ];
    for url in [&nobody, &garbage, &closing] {
        keyed.push(vec!["trigger", "acquire", "case-status", "--timeout", "1", url]);
        keyed.push([&["check", "acquire", url][..], &check].concat());
    }
    keyed.push([&["check", "acquire", &acquire][..], &check].concat());
    keyed.push([&["check", "dixa", &dixa, "--json"][..], &check].concat());
    for way in ways("--key", "CHATHOOKS_KEY", &file) {
        for arguments in &keyed {
            let mut command = way(arguments);
            let reads_key = command.get_args().any(|argument| argument == "-");
            assert_hidden(&mut command, if reads_key { PLANTED.as_bytes() } else { &body });
        }
    }

    let mut tokens: Vec<Vec<&str>> = vec![
        vec!["inspect", "comm100", "--url", "/?token=no", "--diagnose"],
        vec!["inspect", "comm100", "--url", "/?token=5ec4e7c0ffee5ec4e7&token=5ec4e7c0ffee5ec4e7"],
        vec!["inspect", "acquire-v1", "--no-such-flag"],
        vec!["trigger", "comm100", "chat_ended", &comm100],
        vec!["trigger", "comm100", "chat_ended", &comm100, "--json"],
        vec!["trigger", "comm100", "chat_ended", "http://127.0.0.1:99999/"],
    ];
    for url in [&nobody, &garbage, &closing, &comm100] {
        tokens.push(vec!["trigger", "comm100", "chat_ended", "--timeout", "1", url]);
        tokens.push([&["check", "comm100", url][..], &check].concat());
    }
    for way in ways("--url-token", "CHATHOOKS_URL_TOKEN", &file) {
        for arguments in &tokens {
            let mut command = way(arguments);
            let reads_key = command.get_args().any(|argument| argument == "-");
            assert_hidden(&mut command, if reads_key { PLANTED.as_bytes() } else { &body });
        }
    }
    // Neither does the receiver print what is sent to it.
    receiver.lines(100);
    for line in receiver.lines(0) {
        assert!(!line.contains(PLANTED), "{line}");
    }
}

/// The user and the query of a URL may be secret.
#[test]
fn no_message_shows_a_secret_in_a_url() {
    let (nobody, garbage) = (nobody(), blurting(b"HTTP/1.1 999999 what\r\n\r\n"));
    let folder = tempfile::TempDir::new().unwrap();
    let request = b"POST / HTTP/1.1\r\nhost: x\r\n\r\n{}";
    std::fs::write(folder.path().join("1.comm100.http"), request).unwrap();
    let folder = folder.path().to_str().unwrap();
    let mut urls = Vec::new();
    for base in [&nobody, &garbage] {
        let host = base.trim_start_matches("http://");
        urls.push(format!("{base}/comm100?token={PLANTED}"));
        urls.push(format!("http://me:{PLANTED}@{host}/"));
        urls.push(format!("https://{host}/?token={PLANTED}"));
    }
    for wrong in ["", "ftp://h/", "http://h h/", "http://h:99999/", "http:///", "/"] {
        urls.push(format!("{wrong}?token={PLANTED}"));
        urls.push(format!("{wrong} ?token={PLANTED}\u{1}"));
    }
    for url in &urls {
        for arguments in [
            &["trigger", "comm100", "chat_ended", url][..],
            &["trigger", "comm100", "chat_ended", url, "--json"],
            &["trigger", "comm100", "chat_ended", url, "--repeat", "2"],
            &["check", "comm100", url, "--max-time", "1"],
            &["check", "comm100", url, "--json", "--max-time", "1"],
            &["check", "comm100", "http://127.0.0.1:1/", "--probe", url],
            &["replay", folder, url],
            &["replay", folder, url, "--json"],
        ] {
            let mut command = chathooks(&[arguments, &["--timeout", "1"]].concat());
            let status = assert_hidden(command.env("CHATHOOKS_URL_TOKEN", "t0ken"), b"{}");
            assert!([3, 64].contains(&status), "{arguments:?}: {status}");
        }
        // The request of a valid URL has its token.
        if url.parse::<http::Uri>().ok().and_then(|url| url.host().map(drop)).is_none() {
            let mut command = chathooks(&["sign", "comm100", "--url", url]);
            assert_eq!(assert_hidden(&mut command, &read("comm100/login.json")), 64, "{url}");
        }
        assert_hidden(&mut chathooks(&["inspect", "comm100", "--url", url]), b"{}");
    }
}

/// Nor is a URL repeated that is in the wrong place.
#[test]
fn no_message_shows_a_secret_in_a_misplaced_url() {
    for url in [format!("https://h/?token={PLANTED}"), format!("http://me:{PLANTED}@h/")] {
        let equals = format!("--timeout={url}");
        for arguments in [
            &["trigger", &url, "comm100", "chat_ended"][..],
            &["trigger", "comm100", "chat_ended", &url, &url],
            &["trigger", "comm100", "chat_ended", &url, &equals],
            &["check", &url],
            &["receive", &url],
            &["sign", "comm100", "--format", &url],
            &["webhooks", "comm100", &url],
            &[&url],
        ] {
            assert_eq!(assert_hidden(&mut chathooks(arguments), b""), 64, "{arguments:?}");
        }
    }
}

#[test]
fn no_message_shows_an_authorization() {
    let secrets = Secrets::new();
    let receiver = Receiver::chathooks(&[]);
    let values = ["Bearer ", "Basic me:", "Basic ", "Digest ", ""].map(|scheme| format!("{scheme}{PLANTED}"));
    for value in values.iter().chain([&format!("Bearer {PLANTED}\u{1}")]) {
        let file = secrets.file(value);
        for url in [&nobody(), &receiver.route("dixa")] {
            let arguments = ["check", "dixa", url, "--slow", "0", "--rate", "10000", "--max-time", "1"];
            let mut command = chathooks(&arguments);
            command.env("CHATHOOKS_KEY", "01");
            assert_hidden(command.args(["--authorization", value]), b"");
            let mut command = chathooks(&arguments);
            command.env("CHATHOOKS_KEY", "01");
            assert_hidden(command.arg("--authorization-file").arg(&file), b"");
            let mut command = chathooks(&arguments);
            command.env("CHATHOOKS_KEY", "01");
            assert_hidden(command.env("CHATHOOKS_AUTHORIZATION", value), b"");
        }
    }
}

/// The management APIs, of which no answer is shown that repeats the credential.
#[test]
fn no_message_shows_an_api_key() {
    let secrets = Secrets::new();
    let file = secrets.file(PLANTED);
    let echo = "HTTP/1.1 401 Unauthorized\r\ncontent-length: 33\r\nconnection: close\r\n\r\n";
    let echo: &'static str = Box::leak(format!("{echo}{{\"message\":\"{PLANTED}\"}}").into_boxed_str());
    for url in [&nobody(), &blurting(b"what is this?\r\n\r\n"), &blurting(echo.as_bytes())] {
        for way in ways("--api-key", "CHATHOOKS_API_KEY", &file) {
            for vendor in ["acquire", "comm100", "dixa"] {
                for tail in [&["list"][..], &["get", "1"], &["no-such-command"], &["list", "--help"]] {
                    let mut command = way(&["webhooks", vendor, "--base-url", url, "--timeout", "1"]);
                    assert_hidden(command.args(tail), PLANTED.as_bytes());
                }
            }
        }
    }
}
