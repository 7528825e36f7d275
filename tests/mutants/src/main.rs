//! Tries all mutants of some rooms of `src`, and prints what came of them.
//!
//! ```text
//! bash .ci/mutants [--jobs N] [ROOM…]
//! ```
//!
//! cargo-mutants lists the mutants. A build for each of them would take days, so one build holds all of them, each behind
//! a switch, and the tests run once for each position of the switch. A mutant that cannot be behind a switch, such as one
//! in a constant, is tried in a build of its own. The results for the sources of `HEAD` are kept in `target/mutants`. After
//! a change of the tests, the mutants that were missed, and those that a changed test caught, are tried again.

mod alone;
mod list;
mod rewrite;
mod run;
mod viable;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use list::Mutant;
use run::Outcome;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What is mutated: what verifies and decodes a delivery, and what decides how often an event is handled or sent.
const ROOMS: [(&str, &[&str]); 8] = [
    ("auth", &["src/auth.rs", "src/auth/**"]),
    ("value", &["src/value.rs", "src/value/**"]),
    ("codec", &["src/codec.rs", "src/codec/**"]),
    ("model", &["src/model.rs", "src/model/**"]),
    ("verified", &["src/verified.rs", "src/verified/**"]),
    ("dedupe", &["src/dedupe.rs", "src/dedupe/**"]),
    ("delivery", &["src/delivery.rs", "src/delivery/**"]),
    (
        "receivers",
        &[
            "src/acquire/receive.rs",
            "src/acquire/signed.rs",
            "src/acquire/v1/receive.rs",
            "src/comm100/receive.rs",
            "src/dixa/authorization.rs",
            "src/dixa/custom_header.rs",
            "src/dixa/header.rs",
            "src/dixa/receive.rs",
            "src/dixa/spaced.rs",
        ],
    ),
];

/// The folders of a run.
pub(crate) struct Folders {
    /// The repository.
    pub(crate) root: PathBuf,
    /// The commit under test.
    pub(crate) commit: String,
    /// What is kept between runs.
    pub(crate) kept: PathBuf,
    /// The commit as it is.
    pub(crate) source: PathBuf,
    /// The copy of the repository that has all mutants.
    pub(crate) tree: PathBuf,
}

/// What came of the mutants of a room.
#[derive(Default)]
struct Row {
    mutants: usize,
    unviable: usize,
    caught: usize,
    by_time: usize,
    missed: Vec<String>,
}

fn main() -> Result<()> {
    let (mut jobs, mut rooms) = (2, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--jobs" => jobs = arguments.next().ok_or("--jobs needs a number")?.parse()?,
            room if ROOMS.iter().any(|(name, _)| *name == room) => rooms.push(argument),
            other => return Err(format!("no room {other}").into()),
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let git = |arguments: &[&str]| -> Result<String> {
        let output = succeed(Command::new("git").current_dir(&root).args(arguments))?;
        Ok(String::from_utf8(output)?.trim().to_owned())
    };
    let commit = git(&["rev-parse", "HEAD"])?;
    // The results for other sources say nothing about these.
    let kept = root.join("target/mutants").join(git(&["rev-parse", &format!("{commit}:src")])?);
    let (source, tree) = (kept.join("source"), kept.join("tree"));
    let folders = Folders { root: root.clone(), commit, kept, source, tree };
    if folders.source.exists() {
        fs::remove_dir_all(&folders.source)?;
    }
    viable::archive(&folders, &folders.source, &["."])?;
    let mutants = list::all(&folders, ROOMS.iter().flat_map(|(_, patterns)| *patterns))?;
    let viability = viable::build(&folders, &mutants)?;
    let chosen: Vec<&Mutant> =
        mutants.iter().filter(|mutant| rooms.is_empty() || rooms.contains(&mutant.room)).collect();
    let outcomes = run::all(&folders, &chosen, &viability, jobs)?;

    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    for (mutant, outcome) in chosen.iter().zip(outcomes) {
        let row = rows.entry(&mutant.room).or_default();
        row.mutants += 1;
        match outcome {
            Outcome::Unviable => row.unviable += 1,
            Outcome::Caught => row.caught += 1,
            Outcome::ByTime => row.by_time += 1,
            Outcome::Missed => row.missed.push(mutant.name.clone()),
        }
    }
    print(&rows);
    Ok(())
}

fn print(rows: &BTreeMap<&str, Row>) {
    println!("| room | mutants | unviable | caught | by time | missed |\n|---|--:|--:|--:|--:|--:|");
    let mut all = Row::default();
    for (name, row) in ROOMS.iter().filter_map(|(name, _)| rows.get_key_value(name)) {
        let Row { mutants, unviable, caught, by_time, missed } = row;
        println!("| `{name}` | {mutants} | {unviable} | {caught} | {by_time} | {} |", missed.len());
        all.mutants += mutants;
        all.unviable += unviable;
        all.caught += caught;
        all.by_time += by_time;
        all.missed.extend_from_slice(missed);
    }
    let Row { mutants, unviable, caught, by_time, missed } = all;
    println!("| all | {mutants} | {unviable} | {caught} | {by_time} | {} |\n", missed.len());
    let viable = mutants - unviable;
    println!("{} of {viable} viable mutants are caught, and these are not:", viable - missed.len());
    missed.iter().for_each(|name| println!("{name}"));
}

/// Runs a program to its end.
pub(crate) fn succeed(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(format!("{command:?}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)).into())
}
