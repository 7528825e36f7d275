//! `check` against servers that are not there, that end, hang, or answer something else.

use std::io::Write as _;
use std::time::{Duration, Instant};

use super::rows::{Checked, check};
use crate::util::servers::{
    Counter, answering, blurting, dripping, endless, hanging, nobody, read_request, serve, status,
};

const KEY: &str = "k1";

/// Fails unless the command ends at once, without rows.
fn assert_no_rows(checked: &Checked, start: Instant, reason: &str) {
    assert_eq!((checked.status, checked.rows.len()), (3, 0), "{checked:?}");
    assert!(checked.error.starts_with("check: ") && checked.error.trim_end().ends_with(reason), "{}", checked.error);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn a_receiver_that_is_not_there_has_no_rows() {
    let start = Instant::now();
    let reason = "cannot connect: connection refused: is the server running?";
    assert_no_rows(&check("acquire", KEY, &nobody(), &[]), start, reason);
    assert_no_rows(&check("comm100", KEY, &nobody(), &[]), start, reason);
}

#[test]
fn a_server_that_is_no_receiver_has_no_rows() {
    for (url, reason) in [
        (blurting(b"220 mail ESMTP\r\n\r\n"), "the answer is invalid: it is not HTTP/1.1"),
        (endless(b"x-more: and more\r\n"), "the answer is invalid: it has too many headers"),
    ] {
        assert_no_rows(&check("acquire", KEY, &url, &[]), Instant::now(), reason);
    }
}

/// A receiver that stops in the middle keeps its rows, and is not waited for.
#[test]
fn a_receiver_that_ends_has_rows() {
    let start = Instant::now();
    let url = serve(20, |mut stream, _| {
        read_request(&mut stream);
        let _ = stream.write_all(status("200 OK").as_bytes());
    });
    let checked = check("acquire", KEY, &url, &[]);
    let reason = "check: the receiver no longer answers: the rest was not sent\n";
    assert_eq!((checked.status, checked.error.as_str()), (1, reason));
    let (last, first) = checked.rows.split_last().unwrap();
    assert!(first.len() > 15, "{}", first.len());
    assert!(last["ok"] == false && last["got"].as_str().unwrap().starts_with("cannot connect: "), "{last}");
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

/// A receiver that hangs costs its timeout for each row, and the maximum time for all.
#[test]
fn a_receiver_that_hangs_is_bounded() {
    for url in [hanging(), dripping()] {
        let start = Instant::now();
        let checked = check("acquire", KEY, &url, &["--timeout", "1", "--max-time", "2"]);
        let reason = "check: the maximum time is over: the rest was not sent\n";
        assert_eq!((checked.status, checked.error.as_str()), (1, reason));
        assert!(checked.rows.iter().all(|row| row["ok"] == false && row["got"] == "no answer within 1 s"));
        assert!((1..5).contains(&checked.rows.len()));
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    }
}

/// A receiver that hangs, closes or gives an invalid answer for one request has a row for it, and the rest is sent.
#[test]
fn a_receiver_that_fails_now_and_then_has_all_rows() {
    let counter = Counter::default();
    let url = serve(usize::MAX, move |mut stream, _| {
        read_request(&mut stream);
        match counter.add() {
            5 => std::thread::sleep(Duration::from_secs(2)),
            6 => (),
            7 => drop(stream.write_all(b"nonsense\r\n\r\n")),
            _ => drop(stream.write_all(status("200 OK").as_bytes())),
        }
    });
    let checked = check("acquire", KEY, &url, &["--timeout", "1"]);
    assert_eq!(checked.status, 1);
    let got = |row: usize| checked.rows[row]["got"].as_str().unwrap();
    assert_eq!(got(3), "no answer within 1 s");
    assert_eq!(got(4), "the connection was closed without an answer");
    assert_eq!(got(5), "the answer is invalid: it is not HTTP/1.1");
    assert!(checked.rows.len() > 50 && got(6) == "200");
}

#[test]
fn a_probe_that_makes_no_sense_is_named() {
    let receiver = answering(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    for (probe, reason) in [
        (
            answering(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nseven"),
            "the answer is not a decimal number",
        ),
        (
            answering(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n-1"),
            "the answer is not a decimal number",
        ),
        (
            answering(b"HTTP/1.1 404 Not Found\r\ncontent-length: 1\r\nconnection: close\r\n\r\n7"),
            "it answered 404 Not Found",
        ),
        (answering(b"seven"), "the answer is invalid: it is not HTTP/1.1"),
        (answering(b""), "the connection was closed without an answer"),
        (endless(b"x-more: and more\r\n"), "the answer is invalid: it has too many headers"),
        (hanging(), "no answer within 1 s"),
        (nobody(), "cannot connect: connection refused: is the server running?"),
    ] {
        let start = Instant::now();
        let checked = check("acquire", KEY, &receiver, &["--probe", &probe, "--timeout", "1"]);
        assert_eq!(checked.status, 3, "{checked:?}");
        assert_eq!(checked.error, format!("check: --probe {probe}/: {reason}\n"));
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    }
}

/// The answer of a probe is at most 64 KiB, and its body may not take longer than the timeout.
#[test]
fn a_probe_without_an_end_is_bounded() {
    let receiver = answering(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    let start = Instant::now();
    let probe = serve(usize::MAX, |mut stream, _| {
        read_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        while stream.write_all(&[b'7'; 4096]).is_ok() {}
    });
    let checked = check("acquire", KEY, &receiver, &["--probe", &probe, "--timeout", "1"]);
    let reason = "the answer is invalid: it is longer than 65536 bytes";
    assert_eq!((checked.status, checked.error), (3, format!("check: --probe {probe}/: {reason}\n")));
    let probe = serve(usize::MAX, |mut stream, _| {
        read_request(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n");
        std::thread::sleep(Duration::from_secs(60));
    });
    let checked = check("acquire", KEY, &receiver, &["--probe", &probe, "--timeout", "1"]);
    assert_eq!((checked.status, checked.error), (3, format!("check: --probe {probe}/: no answer within 1 s\n")));
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
}
