//! `chathooks sign --curl`, through a shell.

use std::io::Write as _;
use std::process::Command;
use std::sync::mpsc;

use crate::util::receiver::Receiver;
use crate::util::servers::{read_request, serve, status};
use crate::util::{VENDORS, files, output, run_command, with_secret};

/// Returns whether there is curl, and says so if not.
fn has_curl() -> bool {
    let has_curl = Command::new("curl").arg("--version").output().is_ok_and(|output| output.status.success());
    if !has_curl {
        eprintln!("there is no curl: not run");
    }
    has_curl
}

/// Returns the output of the line in a shell, without the configuration of the user.
fn shell(line: &[u8]) -> String {
    let folder = tempfile::TempDir::new().unwrap();
    let mut command = Command::new("sh");
    command.env("HOME", folder.path()).env("CURL_HOME", folder.path()).env("NO_PROXY", "*").current_dir(folder.path());
    let output = output(&mut command, line);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

#[test]
fn the_line_for_curl_is_accepted_by_a_receiver() {
    if !has_curl() {
        return;
    }
    let receiver = Receiver::chathooks(&[]);
    for (vendor, secret) in VENDORS {
        let token = if ["acquire", "dixa"].contains(&vendor) { "" } else { "?token=s3cret%2B%C3%BC" };
        let url = format!("{}{token}", receiver.route(vendor));
        for (name, body) in files(vendor).into_iter().take(3) {
            let mut sign = with_secret(vendor, secret, &["sign", vendor, "--curl", "--url", &url]);
            let (status, line, error) = run_command(&mut sign, &body);
            assert_eq!((status, error.as_str()), (0, ""), "{vendor} {name}");
            assert!(line.ends_with(b"'\n"));
            let answer = shell(&line);
            assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{vendor} {name}: {answer}");
        }
    }
}

/// No character of a body, a header or the URL means anything to the shell or to curl.
#[test]
fn the_line_for_curl_is_quoted() {
    if !has_curl() {
        return;
    }
    let (sender, requests) = mpsc::channel();
    let url = serve(usize::MAX, move |mut stream, _| {
        let _ = sender.send(read_request(&mut stream));
        let _ = stream.write_all(status("200 OK").as_bytes());
    });
    let url = format!("{url}/a?x='$HOME'&y=!*;(b)[1-3]{{p,q}}@");
    let nasty = "it's \\\"q\\\" $HOME ${PATH} $(id) `id` !! \\\\ \\\\n \\n\\r\\n\\t ; & | > < * ? # ~ % ü 😀 @file";
    let body =
        format!("{{ \"event\":\"case:merged\",\n\"data\":{{\"text\":\"{nasty}\",\"@x\":\"'\",\"n\":\"'\\n'\"}} }}");
    let parsed: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert!(parsed["data"]["text"].as_str().unwrap().contains("`id` !! \\ \\n \n"));
    for format in ["json", "xml", "form"] {
        let options = ["sign", "acquire", "--url", &url, "--format", format];
        let (status, plain, error) = run_command(&mut with_secret("acquire", "k1", &options), body.as_bytes());
        assert_eq!((status, error.as_str()), (0, ""), "{format}");
        let mut sign = with_secret("acquire", "k1", &[&options[..], &["--curl"]].concat());
        let (_, line, _) = run_command(&mut sign, body.as_bytes());
        assert!(shell(&line).starts_with("HTTP/1.1 200 OK\r\n"), "{format}");
        let sent = requests.recv().unwrap();
        let (sent_head, sent_body) = halves(&sent);
        let (head, plain_body) = halves(&plain);
        assert_eq!(sent_body, plain_body, "{format}");
        assert_eq!(sent_head.lines().next(), head.lines().next(), "{format}");
        for header in head.lines().skip(1) {
            let is_sent = sent_head.to_lowercase().lines().any(|own| own == header.to_lowercase());
            assert!(is_sent, "{format}: {header}: {sent_head}");
        }
    }
}

fn halves(request: &[u8]) -> (String, &[u8]) {
    let end = request.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    (String::from_utf8(request[..end].to_vec()).unwrap(), &request[end + 4..])
}
