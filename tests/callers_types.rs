//! Callers' own types: JSON gives the same verdict and the same value as with `serde_json`, for each of serde's
//! representations, with valid values, similar values and damaged text. Intended differences are in
//! `callers_types/intended.rs`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it did"
)]

#[path = "callers_types/compare.rs"]
mod compare;
#[path = "callers_types/deep.rs"]
mod deep;
#[path = "callers_types/document.rs"]
mod document;
#[path = "callers_types/enums.rs"]
mod enums;
#[path = "callers_types/formats.rs"]
mod formats;
#[path = "callers_types/generate.rs"]
mod generate;
#[path = "callers_types/hints.rs"]
mod hints;
#[path = "callers_types/intended.rs"]
mod intended;
#[path = "callers_types/known.rs"]
mod known;
#[path = "util/random.rs"]
mod random;
#[path = "callers_types/rows.rs"]
mod rows;
#[path = "callers_types/scalars.rs"]
mod scalars;
#[path = "callers_types/shapes.rs"]
mod shapes;
#[path = "callers_types/structs.rs"]
mod structs;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use compare::{Case, Difference, Verdict, difference, lenient_difference};
use document::{Json, parse};
use generate::{damage, mutate, revalue};
use random::Random;
use shapes::Shape;

/// What was compared, and the shortest body of each class of differences.
#[derive(Default)]
struct Report {
    bodies: usize,
    read: usize,
    classes: BTreeMap<String, (usize, Difference)>,
}

impl Report {
    fn compare(&mut self, case: &Case, body: &[u8]) {
        self.bodies += 1;
        let Some(found) = difference(case, body).or_else(|| lenient_difference(case, body)) else {
            return;
        };
        let (count, shortest) = self.classes.entry(found.class()).or_insert_with(|| {
            (
                0,
                Difference {
                    body: found.body.clone(),
                    ours: found.ours.clone(),
                    theirs: found.theirs.clone(),
                    ..found
                },
            )
        });
        *count += 1;
        if found.body.len() < shortest.body.len() {
            *shortest = found;
        }
    }

    fn end(self) {
        println!("{} bodies, of which {} are values", self.bodies, self.read);
        let mut report = String::new();
        for (class, (count, shortest)) in &self.classes {
            writeln!(report, "{class} ({count} bodies)\n{shortest}").unwrap();
        }
        assert!(self.classes.is_empty(), "{} classes of differences:\n{report}", self.classes.len());
    }
}

fn body(m: &Json, random: &mut Random, spaced: bool) -> Vec<u8> {
    let mut text = String::from("{\"m\":");
    m.write(&mut text, random, spaced);
    text.push('}');
    text.into_bytes()
}

/// Compares each type over its samples and so many bodies made from them.
fn compare_all(cases: &[Case], rounds: u64) {
    let mut report = Report::default();
    let all: Vec<Json> = cases.iter().flat_map(|case| case.samples).map(|sample| parse(sample)).collect();
    for (seed, case) in (1..).zip(cases) {
        let mut random = Random::new(seed);
        let own: Vec<Json> = case.samples.iter().map(|sample| parse(sample)).collect();
        let mut read = 0;
        for sample in case.samples {
            report.compare(case, format!("{{\"m\":{sample}}}").as_bytes());
        }
        for round in 0..rounds {
            let mut value = own[random.index(own.len())].clone();
            revalue(&mut value, &mut random);
            for _ in 0..round % 4 {
                let from = if random.below(2) == 0 { &own } else { &all };
                mutate(&mut value, &mut from[random.index(from.len())].clone(), &mut random);
            }
            let spaced = random.below(4) == 0;
            let mut body = body(&value, &mut random, spaced);
            report.compare(case, &body);
            // A value of the type, as serde_json writes it.
            if let Some(written) = (case.written)(&body) {
                read += 1;
                report.compare(case, &written);
            }
            for _ in 0..=random.below(2) {
                damage(&mut body, &mut random);
            }
            report.compare(case, &body);
        }
        report.read += read;
    }
    report.end();
}

#[test]
fn structs_read_as_with_serde_json() {
    compare_all(structs::CASES, 2_000);
}

#[test]
fn enums_read_as_with_serde_json() {
    compare_all(enums::CASES, 2_000);
}

#[test]
fn scalars_read_as_with_serde_json() {
    compare_all(scalars::SCALARS, 1_000);
}

#[test]
fn lists_and_maps_read_as_with_serde_json() {
    compare_all(scalars::LISTS_AND_MAPS, 1_000);
}

#[test]
fn visitors_are_given_what_serde_json_gives_them() {
    compare_all(hints::CASES, 300);
}

/// Types that are as random as the bodies.
#[test]
fn any_shape_reads_as_with_serde_json() {
    let (mut report, mut random) = (Report::default(), Random::new(7));
    for _ in 0..4_000 {
        let bytes: Vec<u8> = (0..16).map(|_| random.next().to_le_bytes()[3]).collect();
        let shape = Shape::of(&mut bytes.into_iter(), 4);
        shape.with(|case| {
            for round in 0..4 {
                let mut value = shape.value(&mut random);
                if round == 3 {
                    mutate(&mut value, &mut shape.value(&mut random), &mut random);
                }
                let body = body(&value, &mut random, false);
                report.read += usize::from(matches!((case.theirs)(&body), Verdict::Value(_)));
                report.compare(case, &body);
            }
        });
    }
    report.end();
}
