//! `chathooks replay` of what `receive` saved.

#[path = "replay/choice.rs"]
mod choice;

use std::path::Path;

use serde_json::Value;

use crate::util::receiver::Receiver;
use crate::util::{KEY, SECRET, TOKEN, lines, read, run_command, seed_sample, sign, with_secret};

use super::receive::{saved, send_one_of_each};

/// Runs `replay`, and returns the exit status, standard output and standard error.
fn replay(secrets: &[(&str, &str)], folder: &Path, url: &str, options: &[&str]) -> (i32, String, String) {
    let mut command = crate::util::chathooks(&[&["replay", folder.to_str().unwrap(), url], options].concat());
    let (status, output, error) = run_command(command.envs(secrets.iter().copied()), b"");
    (status, String::from_utf8(output).unwrap(), error)
}

/// A folder with a delivery of Dixa that was signed in 2026, and one of Acquire.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    let body = read("dixa/ConversationClosed.json");
    let (_, request, _) = sign(&["dixa", "--key", SECRET, "--now", "1770715231999"], &body);
    std::fs::write(folder.path().join("1770715231999-000002.dixa.http"), request).unwrap();
    let (_, request, _) = sign(&["acquire", "--key", "old key"], &seed_sample());
    std::fs::write(folder.path().join("1770715231998-000001.acquire.http"), request).unwrap();
    std::fs::write(folder.path().join("notes.txt"), "not a delivery").unwrap();
    folder
}

/// What one receiver has saved, another receives, byte for byte, in the same order.
#[test]
fn deliveries_are_sent_as_they_were() {
    let (first, second) = (tempfile::TempDir::new().unwrap(), tempfile::TempDir::new().unwrap());
    let receiver = Receiver::chathooks(&["--save", first.path().to_str().unwrap()]);
    send_one_of_each(&receiver);
    let receiver = Receiver::chathooks(&["--save", second.path().to_str().unwrap()]);
    for vendor in ["acquire", "acquire-v1", "comm100", "dixa"] {
        let (status, output, error) =
            replay(&[], first.path(), &receiver.route(vendor), &["--vendor", vendor, "--json"]);
        assert_eq!((status, error.as_str()), (0, ""), "{vendor}");
        let lines = lines(output.as_bytes());
        assert_eq!((lines.len(), lines[0]["status"].as_u64()), (1, Some(200)), "{output}");
        assert!(lines[0]["file"].as_str().unwrap().ends_with(&format!(".{vendor}.http")));
    }
    let (before, after) = (saved(first.path()), saved(second.path()));
    assert_eq!((before.len(), after.len()), (4, 4));
    let sorted = |path: &Path| {
        let text = String::from_utf8(std::fs::read(path).unwrap()).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let mut head: Vec<_> = head.lines().filter(|line| !line.starts_with("host: ")).map(str::to_owned).collect();
        head[1..].sort();
        (head, body.to_owned())
    };
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(sorted(before), sorted(after));
    }
}

#[test]
fn an_old_delivery_is_accepted_if_it_is_signed_anew() {
    let (folder, receiver) = (folder(), Receiver::chathooks(&[]));
    let (dixa, acquire) = (receiver.route("dixa"), receiver.route("acquire"));
    let (status, output, error) = replay(&[], folder.path(), &dixa, &["--vendor", "dixa"]);
    assert_eq!((status, error.as_str()), (1, "replay: 1 of 1 were not answered 2xx\n"));
    assert!(output.starts_with("1770715231999-000002.dixa.http: 401 Unauthorized in "), "{output}");
    assert_eq!(receiver.lines(1), ["dixa: refused, sent too long ago"]);

    let resign = |vendor: &str, key: &str, url: &str| {
        replay(&[("CHATHOOKS_KEY", key)], folder.path(), url, &["--vendor", vendor, "--resign"])
    };
    assert_eq!(resign("dixa", SECRET, &dixa).0, 0);
    assert_eq!(resign("dixa", "01", &dixa).0, 1);
    assert_eq!(replay(&[], folder.path(), &acquire, &["--vendor", "acquire"]).0, 1);
    assert_eq!(resign("acquire", KEY, &acquire).0, 0);
    // A single file of the folder.
    let file = folder.path().join("1770715231999-000002.dixa.http");
    let (status, output, _) = replay(&[("CHATHOOKS_KEY", SECRET)], &file, &dixa, &["--resign"]);
    assert!(status == 0 && output.lines().count() == 1, "{output}");
}

#[test]
fn a_token_is_replaced_if_it_is_signed_anew() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut sign = with_secret("comm100", "", &["sign", "comm100", "--url", "http://h/comm100?token=old"]);
    let (_, request, _) = run_command(&mut sign, &read("comm100/login.json"));
    std::fs::write(folder.path().join("1.comm100.http"), request).unwrap();
    let receiver = Receiver::chathooks(&[]);
    let url = receiver.route("comm100");
    assert_eq!(replay(&[], folder.path(), &url, &[]).0, 1);
    assert_eq!(replay(&[("CHATHOOKS_URL_TOKEN", TOKEN)], folder.path(), &url, &[]).0, 1);
    assert_eq!(replay(&[("CHATHOOKS_URL_TOKEN", TOKEN)], folder.path(), &url, &["--resign"]).0, 0);
    // A URL that has a token gets no second one.
    let with_token = format!("{url}?token=s3cret%2B%C3%BC");
    assert_eq!(replay(&[("CHATHOOKS_URL_TOKEN", "another")], folder.path(), &with_token, &["--resign"]).0, 0);
    // A URL with a query is taken as it is.
    assert_eq!(replay(&[], folder.path(), &with_token, &[]).0, 0);
}

#[test]
fn deliveries_of_several_vendors_need_a_choice_to_be_signed() {
    let (folder, receiver) = (folder(), Receiver::chathooks(&[]));
    let secrets = [("CHATHOOKS_KEY", SECRET)];
    let (status, output, error) = replay(&secrets, folder.path(), &receiver.route("dixa"), &["--resign"]);
    let cause = "usage: there are deliveries of several vendors: choose one with --vendor\n";
    assert_eq!((status, output.as_str(), error.as_str()), (64, "", cause));
    // Sent as they were, they go to one URL in the order in which they were received.
    let (status, output, error) = replay(&[], folder.path(), &receiver.url, &["--json"]);
    assert_eq!((status, error.as_str()), (1, "replay: 2 of 2 were not answered 2xx\n"));
    let files: Vec<_> = lines(output.as_bytes()).iter().map(|line| line["file"].clone()).collect();
    assert_eq!(files, [Value::from("1770715231998-000001.acquire.http"), "1770715231999-000002.dixa.http".into()]);
    let (status, _, error) = replay(&[], folder.path(), &receiver.url, &["--vendor", "comm100"]);
    assert_eq!((status, error), (64, format!("usage: {} has no saved delivery\n", folder.path().display())));
    let mut command = with_secret("dixa", "", &["replay", "x", "http://127.0.0.1:1", "--key", "01"]);
    let (status, _, error) = run_command(&mut command, b"");
    assert_eq!((status, error.lines().next()), (64, Some("usage: a key or token is for --resign")));
}

/// A stranger chooses the query of what is saved, and must not stop a replay in the middle.
#[test]
fn a_query_that_is_too_long_is_found_before_anything_is_sent() {
    let (folder, receiver) = (folder(), Receiver::chathooks(&[]));
    let path = folder.path().join("9.refused.acquire.http");
    std::fs::write(&path, format!("POST /acquire?{} HTTP/1.1\r\n\r\n", "q".repeat(65_520))).unwrap();
    let (status, output, error) = replay(&[], folder.path(), &receiver.route("acquire"), &[]);
    let cause = format!("usage: {}: its query: uri too long\n", path.display());
    assert_eq!((status, output.as_str(), error), (64, "", cause));
    assert_eq!(receiver.lines(0), [] as [&str; 0]);
}

/// All files are read before the first is sent.
#[test]
fn a_broken_file_is_named_and_nothing_is_sent() {
    let receiver = Receiver::chathooks(&[]);
    for (name, content, cause) in [
        ("9.acquire.http", &b""[..], "the headers do not end with an empty line"),
        ("9.acquire.http", b"POST /acquire HTTP/1.1\r\nhost: x\r\n", "the headers do not end with an empty line"),
        ("9.acquire.http", b"\0\0\0\0\r\n\r\n", "not an HTTP request: invalid token"),
        ("9.acquire.http", b"GET / HTTP/1.1\r\n\r\n", "the method is not POST"),
        (
            "9.acquire.http",
            b"POST / HTTP/1.1\r\ncontent-length: 5\r\n\r\n{}",
            "Content-Length announces 5 bytes, and the body has 2",
        ),
        ("9.http", b"POST / HTTP/1.1\r\n\r\n{}", "its name has no vendor: give --vendor"),
        ("9.nobody.http", b"POST / HTTP/1.1\r\n\r\n{}", "its name has no vendor: give --vendor"),
    ] {
        let folder = folder();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let (status, output, error) = replay(&[], folder.path(), &receiver.route("acquire"), &[]);
        assert_eq!((status, output.as_str(), error), (64, "", format!("usage: {}: {cause}\n", path.display())));
    }
    let missing = Path::new("there-is-no-such-folder");
    let (status, _, error) = replay(&[], missing, &receiver.url, &[]);
    assert!(status == 64 && error.starts_with("usage: there-is-no-such-folder"), "{error}");
    assert_eq!(receiver.lines(0), [] as [&str; 0]);
}
