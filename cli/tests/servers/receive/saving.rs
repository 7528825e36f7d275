//! The folder of `--save`: its limits, its names and its permissions.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::util::receiver::Receiver;
use crate::util::{KEY, seed_sample, signature};

use super::{raw, saved};

fn valid() -> Vec<u8> {
    let body = seed_sample();
    raw(&format!("{}\r\n", signature(KEY, &body)), &body)
}

fn receiver(folder: &Path, options: &[&str]) -> Receiver {
    Receiver::chathooks(&[&["--save", folder.to_str().unwrap()], options].concat())
}

fn assert_answer(receiver: &Receiver, request: &[u8], status: &str) {
    let answer = receiver.exchange(&[request]);
    assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{status}: {answer}");
}

fn names(folder: &Path) -> Vec<String> {
    let name = |path: PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    saved(folder).into_iter().map(name).collect()
}

/// Only what failed verification is marked, and the names are in the order of arrival.
#[test]
fn a_forged_delivery_is_marked_by_its_name() {
    let folder = tempfile::TempDir::new().unwrap();
    let receiver = receiver(folder.path(), &[]);
    let odd = raw(&format!("{}\r\n", signature(KEY, b"{}")), b"{}");
    for (request, status) in [(raw("", b"{}"), "401"), (valid(), "200"), (odd, "400"), (raw("", b"{}"), "401")] {
        assert_answer(&receiver, &request, status);
    }
    let names = names(folder.path());
    let ends: Vec<_> = names.iter().map(|name| name.split_once('.').unwrap().1).collect();
    assert_eq!(ends, ["refused.acquire.http", "acquire.http", "acquire.http", "refused.acquire.http"]);
}

/// Forged deliveries take no place of valid ones, also after a restart.
#[test]
fn forged_deliveries_have_a_limit_of_their_own() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("notes.txt"), b"").unwrap();
    let options = ["--save-limit", "2", "--save-refused-limit", "2"];
    let first = receiver(folder.path(), &options);
    for status in ["401"; 4] {
        assert_answer(&first, &raw("", b"{}"), status);
    }
    let not_saved = "acquire: not saved, the folder has 2 refused deliveries, which is its limit";
    let lines = first.lines(6);
    assert_eq!(lines.iter().filter(|line| *line == not_saved).count(), 2, "{lines:?}");
    assert_eq!(lines.iter().filter(|line| line.starts_with("acquire: refused, missing")).count(), 4, "{lines:?}");
    assert_answer(&first, &valid(), "200");
    drop(first);
    let second = receiver(folder.path(), &options);
    for (request, status) in [(raw("", b"{}"), "401"), (valid(), "200"), (valid(), "503")] {
        assert_answer(&second, &request, status);
    }
    let names = names(folder.path());
    assert_eq!(names.iter().filter(|name| name.contains(".refused.")).count(), 2, "{names:?}");
    assert_eq!(names.len(), 5, "{names:?}");
}

/// A delivery that cannot be saved is answered 503, and takes no place of another.
#[test]
fn a_failed_write_takes_no_place() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("new");
    let receiver = receiver(&path, &["--save-limit", "1", "--save-refused-limit", "1"]);
    fs::remove_dir(&path).unwrap();
    for (request, status) in [(valid(), "503"), (valid(), "503"), (raw("", b"{}"), "401"), (raw("", b"{}"), "401")] {
        assert_answer(&receiver, &request, status);
    }
    fs::create_dir(&path).unwrap();
    for (request, status) in [(valid(), "200"), (valid(), "503"), (raw("", b"{}"), "401")] {
        assert_answer(&receiver, &request, status);
    }
    assert_eq!(saved(&path).len(), 2);
}

/// A file with the name of a new one stays as it is. A name has the time, so there is a file for each of the next 15 s.
#[cfg(target_os = "linux")]
#[test]
fn a_file_is_not_replaced() {
    let folder = tempfile::TempDir::new().unwrap();
    let receiver = receiver(folder.path(), &[]);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis();
    for ms in now..now + 15_000 {
        fs::write(folder.path().join(format!("{ms:013}-000001.acquire.http")), b"").unwrap();
    }
    let late = SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(now).unwrap() + 14_000);
    assert!(SystemTime::now() < late, "the machine is too slow for this test");
    assert_answer(&receiver, &valid(), "503");
    let all = saved(folder.path());
    assert_eq!(all.len(), 15_000);
    assert!(all.iter().all(|path| path.metadata().unwrap().len() == 0));
    assert_answer(&receiver, &valid(), "200");
}

#[cfg(unix)]
#[test]
fn the_folder_is_its_owners() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("new/inner");
    let first = receiver(&path, &[]);
    for path in [&path, path.parent().unwrap()] {
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o700, "{}", path.display());
    }
    assert_answer(&first, &valid(), "200");
    assert_eq!(first.lines(1).len(), 1, "no warning");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o770)).unwrap();
    let warning = format!("warning: --save {}: other users can write to it", path.display());
    assert_eq!(receiver(&path, &[]).lines(1), [warning]);
}
