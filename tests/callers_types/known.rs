//! Bodies that were read otherwise once, from a file that is the fuzzer's seeds too.

use crate::compare::Case;
use crate::{Report, enums, hints, scalars, structs};

const KNOWN: &str = include_str!("../data/callers_types/known.tsv");

/// Each body is compared as its type, and as every other type too.
#[test]
fn known_bodies_read_as_with_serde_json() {
    let cases = || -> Vec<&Case> {
        [structs::CASES, enums::CASES, scalars::SCALARS, scalars::LISTS_AND_MAPS, hints::CASES]
            .into_iter()
            .flatten()
            .collect()
    };
    let mut report = Report::default();
    for line in KNOWN.lines() {
        let (name, body) = line.split_once('\t').unwrap();
        assert!(cases().iter().any(|case| case.name == name), "there is no type {name}");
        for case in cases() {
            report.compare(case, body.as_bytes());
        }
    }
    report.end();
}
