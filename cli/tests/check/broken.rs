//! `check` against receivers with one fault each, which is named by exactly the rows that fail.

use std::collections::BTreeMap;

use super::right::start;
use super::rows::check;
use crate::util::{KEY, SECRET, node};

/// Checks the receiver with a fault, with the probe. `musts` and `shoulds` are the first two segments of failed rows.
fn assert_named(mode: &str, vendor: &str, musts: &[&str], shoulds: &[&str]) {
    if !node::is_wanted() {
        return;
    }
    let key = if vendor == "dixa" { SECRET } else { KEY };
    let receiver = start("node", &["broken.cjs", mode], key);
    let probe = format!("{}/handled", receiver.url);
    let checked = check(vendor, key, &receiver.route(vendor), &["--probe", &probe]);
    let leveled = |names: &[&str], level: &str| -> BTreeMap<String, String> {
        names.iter().map(|name| ((*name).to_owned(), level.to_owned())).collect()
    };
    let mut expected = leveled(musts, "must");
    expected.append(&mut leveled(shoulds, "should"));
    let mut failed = checked.failed();
    // Some signatures start and end with the same digit.
    match mode {
        "prefix-comparison" => drop(failed.remove("forged/signature-last-digit")),
        "suffix-comparison" => drop(failed.remove("forged/signature-first-digit")),
        _ => {}
    }
    assert_eq!(failed, expected, "{mode} {vendor}");
    assert_eq!(checked.status, i32::from(!musts.is_empty()), "{mode} {vendor}: {}", checked.error);
}

#[test]
fn no_check_at_all() {
    assert_named(
        "no-check",
        "acquire",
        &[
            "forged-content-type/binary",
            "forged-content-type/form",
            "forged-content-type/json",
            "forged-content-type/none",
            "forged-content-type/text",
            "forged-content-type/xml",
            "forged/body-changed",
            "forged/empty-key",
            "forged/other-vendor",
            "forged/signature-changed",
            "forged/signature-cut",
            "forged/signature-cut-at-start",
            "forged/signature-empty",
            "forged/signature-first-changed",
            "forged/signature-first-digit",
            "forged/signature-last-digit",
            "forged/signature-middle-changed",
            "forged/signature-missing",
            "forged/wrong-key",
        ],
        // A malformed body is answered 400 and not 401, without a signature.
        &[
            "forged-malformed/cut-off",
            "forged-malformed/does-not-fit",
            "forged-malformed/empty",
            "forged-malformed/nameless",
            "forged-malformed/not-utf-8",
            "forged-malformed/too-deep",
            "forged/signature-doubled",
        ],
    );
}

#[test]
fn prefix_comparison() {
    let musts = ["forged/signature-cut", "forged/signature-empty", "forged/signature-first-digit"];
    assert_named("prefix-comparison", "acquire", &musts, &[]);
    // Dixa's header is no longer one if it is empty.
    assert_named("prefix-comparison", "dixa", &["forged/signature-cut", "forged/signature-first-digit"], &[]);
}

#[test]
fn suffix_comparison() {
    let musts = ["forged/signature-cut-at-start", "forged/signature-last-digit"];
    assert_named("suffix-comparison", "acquire", &musts, &[]);
}

#[test]
fn a_part_is_compared() {
    let musts = ["forged/signature-first-changed", "forged/signature-middle-changed"];
    for vendor in ["acquire", "dixa"] {
        assert_named("last-digits", vendor, &musts, &[]);
    }
}

#[test]
fn json_alone_is_verified() {
    let musts = ["binary", "form", "none", "text", "xml"].map(|name| format!("forged-content-type/{name}"));
    assert_named("json-alone", "acquire", &musts.each_ref().map(String::as_str), &[]);
}

/// The work may come after the answer.
#[test]
fn work_that_comes_later_is_no_fault() {
    assert_named("later", "acquire", &[], &[]);
}

#[test]
fn empty_key() {
    for vendor in ["acquire", "dixa"] {
        assert_named("empty-key", vendor, &["forged/empty-key"], &[]);
    }
}

#[test]
fn parsed_before_verified() {
    let musts = [
        "forged-malformed/cut-off",
        "forged-malformed/empty",
        "malformed/cut-off",
        "malformed/empty",
        "valid/case-status.seed",
    ];
    assert_named("parsed-before-verified", "acquire", &musts, &[]);
}

#[test]
fn no_window() {
    assert_named("no-window", "dixa", &["forged/too-new", "forged/too-old"], &[]);
}

#[test]
fn window_in_seconds() {
    assert_named("window-in-seconds", "dixa", &["forged/too-new", "forged/too-old"], &[]);
}

#[test]
fn one_sided_window() {
    assert_named("one-sided-window", "dixa", &["forged/too-new"], &[]);
}

#[test]
fn first_header() {
    for vendor in ["acquire", "dixa"] {
        assert_named("first-header", vendor, &[], &["forged/signature-doubled"]);
    }
}

#[test]
fn ok_for_broken_bodies() {
    let shoulds = [
        "malformed/cut-off",
        "malformed/does-not-fit",
        "malformed/empty",
        "malformed/nameless",
        "malformed/not-utf-8",
        "malformed/too-deep",
    ];
    assert_named("ok-for-broken-bodies", "acquire", &[], &shoulds);
}

#[test]
fn crash_on_unknown() {
    for vendor in ["acquire", "dixa"] {
        assert_named("crash-on-unknown", vendor, &["valid/unknown-event"], &[]);
    }
}

#[test]
fn work_twice() {
    for vendor in ["acquire", "dixa"] {
        assert_named("work-twice", vendor, &["duplicate/handled", "same-moment/handled"], &[]);
    }
}

#[test]
fn late_claim() {
    for vendor in ["acquire", "dixa"] {
        assert_named("late-claim", vendor, &["same-moment/handled"], &[]);
    }
}

#[test]
fn lone_surrogate() {
    for vendor in ["acquire", "dixa"] {
        assert_named("lone-surrogate", vendor, &["valid/lone-surrogate"], &[]);
    }
}
