//! `check` against receivers in JavaScript and Python that are right: Express, Flask, plain Node, and the vendor's sample.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::rows::{Checked, check};
use crate::util::receiver::Receiver;
use crate::util::{KEY, SECRET, Secrets, TOKEN, VENDORS, node};

/// The key of a rotation that is no longer used to sign.
const OLD: &str = "0123456789abcdef";

/// Starts a receiver, which accepts an old key too.
pub(super) fn start(program: &str, arguments: &[&str], key: &str) -> Receiver {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(node::receivers());
    command.env("CHATHOOKS_KEY", key).env("CHATHOOKS_OLD_KEY", OLD).env("REQUEST_TIMEOUT", "2");
    command.env("PORT", "0").env("PYTHONDONTWRITEBYTECODE", "1");
    if arguments[0].starts_with("express") || arguments[0].starts_with("vendor") {
        command.env("NODE_PATH", node::express().join("node_modules"));
    }
    Receiver::start(&mut command)
}

/// Checks with both keys and the probe.
fn check_both(vendor: &str, key: &str, receiver: &Receiver, options: &[&str]) -> Checked {
    let secrets = Secrets::new();
    let (new, old, probe) = (secrets.file(key), secrets.file(OLD), format!("{}/handled", receiver.url));
    let both = ["--key-file", new.to_str().unwrap(), "--key-file", old.to_str().unwrap(), "--probe", &probe];
    check(vendor, "", &receiver.route(vendor), &[&both[..], options].concat())
}

fn assert_right(program: &str, arguments: &[&str], vendors: &[(&str, &str)]) {
    for (vendor, key) in vendors {
        let receiver = start(program, arguments, key);
        let checked = check_both(vendor, key, &receiver, &[]);
        checked.assert_right(&format!("{arguments:?} {vendor}"), &[]);
        let count = |name: &str| checked.rows.iter().filter(|row| row["name"].as_str() == Some(name)).count();
        for name in ["refused/handled", "duplicate/handled", "same-moment/handled", "rotation/old-again"] {
            assert_eq!(count(name), 1, "{name}");
        }
    }
}

/// The library's example with axum, for all vendors. Its first build takes minutes, so it runs where Node's receivers do.
#[test]
fn the_example_is_right() {
    if !node::is_wanted() {
        return;
    }
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let build = ["build", "--quiet", "--example", "receive", "--manifest-path", root];
    assert!(Command::new(env!("CARGO")).args(build).status().unwrap().success());
    // The command is beside the folder of the examples.
    let folder = Path::new(env!("CARGO_BIN_EXE_chathooks")).parent().unwrap().join("examples");
    let mut command = Command::new(folder.join(format!("receive{}", std::env::consts::EXE_SUFFIX)));
    command.arg("127.0.0.1:0").env("CHATHOOKS_KEY", format!("{KEY}\n{OLD}")).env("CHATHOOKS_DIXA_KEY", SECRET);
    command.env("CHATHOOKS_ACQUIRE_V1_TOKEN", TOKEN).env("CHATHOOKS_COMM100_TOKEN", TOKEN);
    let receiver = Receiver::start(&mut command);
    for (vendor, secret) in VENDORS {
        check(vendor, secret, &receiver.route(vendor), &[]).assert_right(vendor, &[]);
    }
}

#[test]
fn express_is_right() {
    if node::is_wanted() {
        assert_right("node", &["express.cjs"], &[("acquire", KEY)]);
    }
}

#[test]
fn plain_node_is_right() {
    if node::is_wanted() {
        assert_right("node", &["broken.cjs", "right"], &[("acquire", KEY), ("dixa", SECRET)]);
    }
}

#[test]
fn flask_is_right() {
    let has_flask = Command::new("python3").args(["-c", "import flask"]).output();
    if has_flask.is_ok_and(|output| output.status.success()) {
        assert_right("python3", &["flask_app.py"], &[("acquire", KEY), ("dixa", SECRET)]);
    } else {
        eprintln!("there is no Flask: not run");
    }
}

/// The vendor's sample answers neither all malformed bodies nor two headers as it should, but falls for nothing.
#[test]
fn the_vendors_sample_has_no_must() {
    if !node::is_wanted() {
        return;
    }
    let receiver = start("node", &["vendor_sample.cjs"], KEY);
    let checked = check("acquire", KEY, &receiver.route("acquire"), &["--signed", "stringified"]);
    let failed = checked.failed();
    assert!(failed.values().all(|level| level == "should"), "{failed:?}");
    assert_eq!((checked.status, checked.error.as_str()), (0, ""));
    assert!(failed.contains_key("forged-malformed/cut-off"), "a body is parsed before it is verified: {failed:?}");
    // It refuses what is signed over its raw body, and that is a `must`.
    let checked = check("acquire", KEY, &receiver.route("acquire"), &[]);
    let failed = checked.failed();
    assert_eq!((checked.status, failed["valid/case-status.seed"].as_str()), (1, "must"), "{failed:?}");
}

/// Bodies that are sent slowly are timed out by the receiver after two seconds, and others are answered meanwhile.
#[test]
fn slow_bodies_are_found() {
    if !node::is_wanted() {
        return;
    }
    let receiver = start("node", &["broken.cjs", "right"], KEY);
    let begun = Instant::now();
    let checked = check("acquire", KEY, &receiver.route("acquire"), &["--slow", "4"]);
    checked.assert_right("slow bodies", &[]);
    let got = |name: &str| checked.rows.iter().find(|row| row["name"] == name).unwrap()["got"].as_str().unwrap();
    assert_eq!(got("slow/others-are-answered"), "200");
    // Node answers 408, which the client may not see before the connection is closed.
    let ended = got("slow/body-times-out");
    let (how, seconds) = ended.split_once(" after ").unwrap();
    assert!(how == "408" || how == "closed", "{ended}");
    assert!((1.5..3.9).contains(&seconds.trim_end_matches(" s").parse::<f64>().unwrap()), "{ended}");
    assert!(begun.elapsed() < Duration::from_secs(30));
}
