//! `chathooks receive`, and what it saves.

#[path = "receive/running.rs"]
mod running;
#[path = "receive/saving.rs"]
mod saving;
#[path = "receive/serving.rs"]
mod serving;

use std::path::{Path, PathBuf};

use crate::util::receiver::Receiver;
use crate::util::{KEY, VENDORS, files, inspect, lines, run_command, seed_sample, signature, with_secret};

/// Returns the files of a folder, in the order of their names.
pub(crate) fn saved(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Sends one event of each vendor to a receiver that saves them.
pub(crate) fn send_one_of_each(receiver: &Receiver) {
    for (vendor, secret) in VENDORS {
        let sample = match vendor {
            "acquire" => "case-status",
            "acquire-v1" => "CHAT_ON_START",
            "comm100" => "chat_ended",
            _ => "ConversationClosed",
        };
        let arguments = ["trigger", vendor, sample, &receiver.route(vendor)];
        assert_eq!(run_command(&mut with_secret(vendor, secret, &arguments), b"").0, 0, "{vendor}");
    }
}

fn raw(head: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("POST /acquire HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{head}");
    [format!("{head}content-length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

#[test]
fn each_answer_has_its_status() {
    let receiver = Receiver::chathooks(&["--json"]);
    let signed = |body: &[u8]| format!("{}\r\n", signature(KEY, body));
    let body = seed_sample();
    let large = vec![b'x'; (1 << 20) + 1];
    let answers: [(String, &[u8], &str); 8] = [
        (signed(&body), &body, "200 OK"),
        (signed(br#"{"event":"new:one","data":{}}"#), br#"{"event":"new:one","data":{}}"#, "200 OK"),
        (signed(b"{}"), b"{}", "400 Bad Request"),
        (signed(b"{"), b"{ ", "401 Unauthorized"),
        (String::new(), b"{}", "401 Unauthorized"),
        ("x-acquire-signature: 00\r\n".to_owned(), b"{}", "401 Unauthorized"),
        (signed(b"{}").repeat(2), b"{}", "401 Unauthorized"),
        (signed(b"x"), &large, "413 Payload Too Large"),
    ];
    for (head, body, wanted) in answers {
        let answer = receiver.exchange(&[&raw(&head, body)]);
        assert!(answer.starts_with(&format!("HTTP/1.1 {wanted}\r\n")), "{wanted}: {answer}");
        assert!(answer.ends_with("\r\n\r\n"), "the body is not empty: {answer}");
    }
    let printed = lines(receiver.lines(8).join("\n").as_bytes());
    let statuses: Vec<_> = printed.iter().map(|line| line["status"].as_u64().unwrap()).collect();
    assert_eq!(statuses, [200, 200, 400, 401, 401, 401, 401, 413]);
    assert_eq!(printed[0]["event"], "case:status");
    assert_eq!(printed[2]["reason"], "does not fit, event: missing field");
    assert_eq!(printed[3]["reason"], "refused, signature or token mismatch");
}

/// A saved delivery is a file that `inspect` reads, also one that was refused.
#[test]
fn a_saved_delivery_is_inspected() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("new/folder");
    let receiver = Receiver::chathooks(&["--save", path.to_str().unwrap()]);
    send_one_of_each(&receiver);
    receiver.exchange(&[&raw("", b"{\"forged\":\"\xff\"}")]);
    let lines = receiver.lines(5);
    let saved = saved(&path);
    assert_eq!((saved.len(), lines.len()), (5, 5));
    for (((vendor, secret), path), line) in VENDORS.iter().zip(&saved).zip(&lines) {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(name.ends_with(&format!(".{vendor}.http")), "{name}");
        assert!(line.starts_with(&format!("{vendor}: ")) && line.ends_with(&format!(" ({name})")), "{line}");
        let option = if ["acquire", "dixa"].contains(vendor) { "--key" } else { "--url-token" };
        let arguments = [vendor, option, *secret, "--request", path.to_str().unwrap()];
        let (status, line, error) = inspect(&arguments, b"");
        assert_eq!((status, error.as_str()), (0, ""), "{vendor}");
        assert_eq!((line["known"].as_bool(), line["id"].is_string()), (Some(true), true), "{line}");
    }
    let forged = saved[4].to_str().unwrap();
    let (status, _, error) = inspect(&["acquire", "--key", KEY, "--request", forged], b"");
    assert_eq!((status, error.as_str()), (1, "verify: missing signature or token\n"));
    assert!(std::fs::read(forged).unwrap().ends_with(b"{\"forged\":\"\xff\"}"));
}

#[cfg(unix)]
#[test]
fn only_the_owner_reads_what_is_saved() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::TempDir::new().unwrap();
    let receiver = Receiver::chathooks(&["--save", folder.path().to_str().unwrap()]);
    send_one_of_each(&receiver);
    for path in saved(folder.path()) {
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{}", path.display());
    }
}

/// A body that comes in chunks is saved without them, and with its length.
#[test]
fn chunks_are_put_together() {
    let folder = tempfile::TempDir::new().unwrap();
    let receiver = Receiver::chathooks(&["--save", folder.path().to_str().unwrap()]);
    let body = files("acquire").remove(0).1;
    let head = format!("{}\r\ntransfer-encoding: chunked\r\n\r\n", signature(KEY, &body));
    let head = format!("POST /acquire?a=b HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{head}");
    let (first, second) = body.split_at(body.len() / 3);
    let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
    let answer = receiver.exchange(&[head.as_bytes(), &chunk(first), &chunk(second), b"0\r\n\r\n"]);
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    let path = &saved(folder.path())[0];
    let bytes = std::fs::read(path).unwrap();
    assert!(bytes.starts_with(b"POST /acquire?a=b HTTP/1.1\r\n") && bytes.ends_with(&body));
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains(&format!("\r\ncontent-length: {}\r\n", body.len())) && !text.contains("chunked"), "{text}");
    assert_eq!(inspect(&["acquire", "--key", KEY, "--request", path.to_str().unwrap()], b"").0, 0);
}

/// Beyond the limit a delivery is answered 503, so that the vendor sends it again. Deliveries that were there count.
#[test]
fn the_number_of_files_is_limited() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("older.http"), b"").unwrap();
    let receiver = Receiver::chathooks(&["--save", folder.path().to_str().unwrap(), "--save-limit", "3"]);
    let body = seed_sample();
    let request = raw(&format!("{}\r\n", signature(KEY, &body)), &body);
    for wanted in ["200 OK", "200 OK", "503 Service Unavailable", "503 Service Unavailable"] {
        let answer = receiver.exchange(&[&request]);
        assert!(answer.starts_with(&format!("HTTP/1.1 {wanted}\r\n")), "{answer}");
    }
    assert_eq!(saved(folder.path()).len(), 3);
    let lines = receiver.lines(4);
    let not_saved = "acquire: not saved, the folder has 3 deliveries, which is its limit";
    assert_eq!(lines.iter().filter(|line| *line == not_saved).count(), 2, "{lines:?}");
    // A place is free again once files are removed and the receiver is started anew.
    drop(receiver);
    std::fs::remove_file(folder.path().join("older.http")).unwrap();
    let receiver = Receiver::chathooks(&["--save", folder.path().to_str().unwrap(), "--save-limit", "3"]);
    assert!(receiver.exchange(&[&request]).starts_with("HTTP/1.1 200 OK\r\n"));
}
