//! `check` against `chathooks receive`.

use std::time::{Duration, Instant};

use super::rows::check;
use crate::util::receiver::Receiver;
use crate::util::{KEY, SECRET, VENDORS, chathooks, run_command, with_secret};

#[test]
fn the_receiver_of_the_command_is_right_for_each_vendor() {
    let receiver = Receiver::chathooks(&[]);
    for (vendor, secret) in VENDORS {
        let checked = check(vendor, secret, &receiver.route(vendor), &[]);
        checked.assert_right(vendor, &[]);
        let expected = [
            "valid",
            "forged",
            "forged-content-type",
            "forged-malformed",
            "malformed",
            "duplicate",
            "same-moment",
            "oversized",
        ];
        assert_eq!(checked.kinds(), expected, "{vendor}");
    }
}

#[test]
fn the_receiver_of_the_command_is_right_for_each_format() {
    let receiver = Receiver::chathooks(&[]);
    let url = receiver.route("acquire");
    for options in [
        &["--format", "xml"][..],
        &["--format", "form", "--signed", "stringified"],
        &["--format", "xml", "--signed", "stringified"],
        &["--format", "form"],
        &["--signed", "stringified"],
    ] {
        check("acquire", KEY, &url, options).assert_right(&options.join(" "), &[]);
    }
}

/// With two keys, events are signed with the new one, the old one and again the new one.
#[test]
fn a_rotation_is_checked() {
    let secrets = crate::util::Secrets::new();
    let (new, old) = (secrets.file(KEY), secrets.file("the old one"));
    let (new, old) = (new.to_str().unwrap(), old.to_str().unwrap());
    let both = ["--key-file", new, "--key-file", old];
    let receiver = Receiver::chathooks(&both);
    let checked = check("acquire", "", &receiver.route("acquire"), &both);
    checked.assert_right("both keys", &[]);
    let count = |name: &str| checked.rows.iter().filter(|row| row["name"].as_str().unwrap().starts_with(name)).count();
    assert_eq!(count("rotation/"), 3);

    let receiver = Receiver::chathooks(&[]);
    let checked = check("acquire", "", &receiver.route("acquire"), &both);
    let failed: Vec<_> = checked.failed().into_iter().collect();
    let must = |name: &str| (name.to_owned(), "must".to_owned());
    assert_eq!(failed, [must("rotation/old"), must("rotation/old-again")]);
    assert_eq!((checked.status, checked.error.contains("2 of ")), (1, true), "{}", checked.error);
}

/// A receiver with another key refuses all that is good, and a window that is not the expected one is found.
#[test]
fn a_wrong_configuration_is_found() {
    let receiver = Receiver::chathooks(&["--window", "86400"]);
    let checked = check("acquire", "another key", &receiver.route("acquire"), &[]);
    assert_eq!(checked.status, 1);
    assert!(checked.failed().contains_key("valid/case-status"), "{:?}", checked.failed());
    let dixa = receiver.route("dixa");
    let checked = check("dixa", SECRET, &dixa, &[]);
    let failed: Vec<_> = checked.failed().into_keys().collect();
    assert_eq!(failed, ["forged/too-new", "forged/too-old"]);
    check("dixa", SECRET, &dixa, &["--window", "86400"]).assert_right("a window of a day", &[]);
}

/// People see a line for each row, and a summary in which the rows of a fault are one line.
#[test]
fn people_see_rows_and_a_summary() {
    let receiver = Receiver::chathooks(&["--window", "86400"]);
    let arguments = ["check", "dixa", &receiver.route("dixa"), "--slow", "0", "--rate", "2000"];
    let (status, output, error) = run_command(&mut with_secret("dixa", SECRET, &arguments), b"");
    let output = String::from_utf8(output).unwrap();
    assert_eq!(status, 1);
    let samples = output.lines().filter(|line| line.starts_with("ok") && line.contains(" valid/")).count();
    assert!(output.starts_with("ok     valid/"), "{output}");
    let old = output.lines().filter(|line| line.starts_with("MUST   forged/too-old/")).count();
    assert!(old > 10 && samples > old, "{old} {samples}");
    let summary = output.split("\n\n").nth(1).unwrap();
    let rows: Vec<_> = summary.lines().map(|line| line.split_whitespace().take(3).collect::<Vec<_>>()).collect();
    let count = old.to_string();
    assert_eq!(rows[0], ["FAILED", "ROWS", "COUNT"]);
    assert_eq!(rows[1..], [["must", "forged/too-old", &count], ["must", "forged/too-new", &count]]);
    let last = output.lines().last().unwrap();
    let failed = 2 * old;
    assert!(last.ends_with(&format!(" ok, {failed} must and 0 should failed")), "{last}");
    assert!(error.starts_with(&format!("check: {failed} of ")) && error.ends_with(" rows failed\n"), "{error}");
}

/// A command line without a vendor's secret is told which one it needs.
#[test]
fn the_kind_of_secret_is_named() {
    let secrets = crate::util::Secrets::new();
    let file = secrets.file("01");
    let url = "http://127.0.0.1:1";
    let (status, _, error) = run_command(chathooks(&["check", "comm100", url, "--key-file"]).arg(&file), b"");
    let cause = "usage: this vendor signs nothing and takes no --key: see --url-token-file\n";
    assert_eq!((status, error.as_str()), (64, cause));
    let (status, _, error) = run_command(&mut with_secret("dixa", "not hex", &["check", "dixa", url]), b"");
    assert!(status == 64 && error.starts_with("usage: ") && error.contains("hexadecimal"), "{error}");
}

/// The rate bounds the requests per second, and the maximum time all of it.
#[test]
fn the_rate_and_the_time_are_bounded() {
    let receiver = Receiver::chathooks(&[]);
    let start = Instant::now();
    let checked = check("acquire", KEY, &receiver.route("acquire"), &["--rate", "10", "--max-time", "2"]);
    let time = start.elapsed();
    assert_eq!(
        (checked.status, checked.error.as_str()),
        (1, "check: the maximum time is over: the rest was not sent\n")
    );
    assert!(time > Duration::from_secs(2) && time < Duration::from_secs(8), "{time:?}");
    assert!((15..=25).contains(&checked.rows.len()), "{}", checked.rows.len());
}

/// A wrong key or path is not held against the receiver.
#[test]
fn a_wrong_key_is_said_as_such() {
    let receiver = Receiver::chathooks(&[]);
    for (key, route, status) in [("another key", "acquire", 401), (KEY, "nowhere", 404)] {
        let checked = check("acquire", key, &receiver.route(route), &[]);
        assert_eq!(checked.kinds(), ["valid"], "{route}");
        let reason = format!("every good delivery was refused, the first with {status}: check the key and the URL");
        assert_eq!((checked.status, checked.error), (1, format!("check: {reason}\n")));
    }
}

#[test]
fn what_is_not_checked_is_said() {
    let receiver = Receiver::chathooks(&[]);
    let url = receiver.route("dixa");
    let arguments = ["check", "dixa", &url, "--slow", "0", "--rate", "2000"];
    let (status, output, _) = run_command(&mut with_secret("dixa", SECRET, &arguments), b"");
    let output = String::from_utf8(output).unwrap();
    let skipped: Vec<_> = output.lines().filter_map(|line| line.strip_prefix("not checked: ")).collect();
    assert_eq!((status, skipped.len()), (0, 3), "{output}");
    for (argument, value) in [("--slow", "601"), ("--slow", "18446744073709551615"), ("--window", "315360001")] {
        let arguments = ["check", "dixa", &url, argument, value];
        assert_eq!(run_command(&mut with_secret("dixa", SECRET, &arguments), b"").0, 64, "{argument} {value}");
    }
}
