//! Which files `chathooks replay` sends.

use std::fs;

use crate::util::receiver::Receiver;
use crate::util::{KEY, lines, seed_sample, sign};

use super::replay;

fn request() -> Vec<u8> {
    sign(&["acquire", "--key", "old key"], &seed_sample()).1
}

/// A forged delivery is signed only if that is asked for.
#[test]
fn a_refused_delivery_is_not_signed() {
    let (forged, saved) = (Receiver::chathooks(&["--json"]), tempfile::TempDir::new().unwrap());
    let first = Receiver::chathooks(&["--save", saved.path().to_str().unwrap()]);
    let body = seed_sample();
    let head =
        format!("POST /acquire HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
    assert!(first.exchange(&[head.as_bytes(), &body]).starts_with("HTTP/1.1 401 "));
    let url = forged.route("acquire");
    let secrets = [("CHATHOOKS_KEY", KEY)];
    let (status, output, error) = replay(&secrets, saved.path(), &url, &["--resign"]);
    let cause = "has no saved delivery but 1 that was refused: give --include-refused to sign it";
    assert_eq!((status, output.as_str()), (64, ""));
    assert_eq!(error, format!("usage: {} {cause}\n", saved.path().display()));
    assert_eq!(forged.lines(0), [] as [&str; 0]);

    fs::write(saved.path().join("1.acquire.http"), request()).unwrap();
    // What a stranger has sent breaks nothing either.
    fs::write(saved.path().join("2.refused.acquire.http"), b"broken").unwrap();
    let (status, output, error) = replay(&secrets, saved.path(), &url, &["--resign"]);
    assert_eq!((status, error.as_str()), (0, ""));
    let (skipped, sent) = output.split_once('\n').unwrap();
    assert_eq!(skipped, "2 refused deliveries are not signed: --include-refused signs them");
    assert!(sent.starts_with("1.acquire.http: 200 OK in ") && sent.lines().count() == 1, "{sent}");
    let (status, output, _) = replay(&secrets, saved.path(), &url, &["--resign", "--json"]);
    let printed = lines(output.as_bytes());
    assert_eq!((status, printed.len(), printed[0]["skipped"].as_u64()), (0, 2, Some(2)), "{output}");
    fs::remove_file(saved.path().join("2.refused.acquire.http")).unwrap();

    let (status, output, error) = replay(&secrets, saved.path(), &url, &["--resign", "--include-refused"]);
    assert_eq!((status, output.lines().count(), error.as_str()), (0, 2, ""));
    // As it was, it is sent and refused again.
    let (status, output, error) = replay(&[], saved.path(), &url, &[]);
    assert_eq!((status, output.lines().count()), (1, 2), "{output}");
    assert_eq!(error, "replay: 2 of 2 were not answered 2xx\n");
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_named() {
    let receiver = Receiver::chathooks(&[]);
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("1.acquire.http"), request()).unwrap();
    let odd = folder.path().join("2.acquire.http");
    let wanted = (64, String::new(), format!("usage: {}: it is not a regular file\n", odd.display()));
    fs::create_dir(&odd).unwrap();
    assert_eq!(replay(&[], folder.path(), &receiver.route("acquire"), &[]), wanted);
    fs::remove_dir(&odd).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&odd).status().unwrap().success());
    assert_eq!(replay(&[], folder.path(), &receiver.route("acquire"), &[]), wanted);
    assert_eq!(replay(&[], &odd, &receiver.route("acquire"), &[]), wanted);
    // Neither is a file that is not there.
    let missing = folder.path().join("nosuch\u{1b}dir");
    let (status, _, error) = replay(&[], &missing, &receiver.url, &[]);
    let shown = format!("{}/nosuch\\u{{1b}}dir", folder.path().display());
    assert_eq!((status, error), (64, format!("usage: {shown}: it does not exist\n")));
}

/// A file that is named needs no extension, and names are escaped in lines and messages.
#[test]
fn a_single_file_can_have_any_name() {
    let receiver = Receiver::chathooks(&[]);
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("req\u{1b}[31m");
    fs::write(&path, request()).unwrap();
    let (status, _, error) = replay(&[], &path, &receiver.route("acquire"), &[]);
    let shown = format!("{}/req\\u{{1b}}[31m", folder.path().display());
    assert_eq!((status, error), (64, format!("usage: {shown}: its name has no vendor: give --vendor\n")));
    let (status, output, _) = replay(&[], &path, &receiver.route("acquire"), &["--vendor", "acquire"]);
    assert!(status == 1 && output.starts_with("req\\u{1b}[31m: 401 Unauthorized in "), "{output}");
    let (_, output, _) = replay(&[], &path, &receiver.route("acquire"), &["--vendor", "acquire", "--json"]);
    assert_eq!(lines(output.as_bytes())[0]["file"], "req\u{1b}[31m");
    let (status, _, error) = replay(&[], &path, "http://127.0.0.1:1/", &["--vendor", "acquire"]);
    assert!(status == 3 && error.starts_with("replay: req\\u{1b}[31m: http://127.0.0.1:1/: "), "{error}");
}

/// The files are not in memory all at once: 40 files of 8 MiB are sent by a process of less than 300 MiB.
#[cfg(target_os = "linux")]
#[test]
fn one_file_is_read_at_a_time() {
    let folder = tempfile::TempDir::new().unwrap();
    let body = vec![b' '; 8 << 20];
    let head = format!("POST / HTTP/1.1\r\ncontent-length: {}\r\n\r\n", body.len());
    let first = folder.path().join("00.acquire.http");
    fs::write(&first, [head.as_bytes(), &body].concat()).unwrap();
    for number in 1..40 {
        fs::hard_link(&first, folder.path().join(format!("{number:02}.acquire.http"))).unwrap();
    }
    let url = crate::util::servers::serve(usize::MAX, |mut stream, _| {
        crate::util::servers::read_request(&mut stream);
        let answer = crate::util::servers::status("200 OK");
        let _ = std::io::Write::write_all(&mut stream, answer.as_bytes());
    });
    let binary = env!("CARGO_BIN_EXE_chathooks");
    let mut command = std::process::Command::new("sh");
    command.args(["-c", "ulimit -v 300000 && exec \"$0\" replay \"$1\" \"$2\"", binary]);
    command.arg(folder.path()).arg(url).env("NO_PROXY", "*");
    let (status, output, error) = crate::util::run_command(&mut command, b"");
    assert_eq!((status, error.as_str()), (0, ""));
    assert_eq!(String::from_utf8(output).unwrap().lines().count(), 40);
}
