//! Runs the tests for each mutant.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::list::Mutant;
use crate::viable::{Viability, cargo};
use crate::{Folders, Result, succeed};

/// What came of a mutant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Unviable,
    Caught,
    /// The tests did not end in ten times their time.
    ByTime,
    Missed,
}

/// A test target: its name, its program, and how long it takes.
struct Target {
    name: String,
    program: PathBuf,
    time: Duration,
}

/// These read the sources, which the copy has changed, or run other programs.
const LEFT_OUT: [&str; 3] = ["examples", "layers", "surface"];

/// Returns what came of each mutant.
pub(crate) fn all(folders: &Folders, mutants: &[&Mutant], viability: &Viability, jobs: usize) -> Result<Vec<Outcome>> {
    let path = folders.kept.join("outcomes.jsonl");
    let mut known = read(&path)?;
    let is_behind =
        |mutant: &&&Mutant| !viability.unviable.contains(&mutant.id) && !viability.alone.contains(&mutant.id);
    let left: Vec<usize> =
        mutants.iter().filter(is_behind).map(|mutant| mutant.id).filter(|id| !known.contains_key(id)).collect();
    if !left.is_empty() {
        let targets = targets(folders)?;
        let file = Mutex::new(OpenOptions::new().create(true).append(true).open(&path)?);
        let queue = Mutex::new(left.into_iter());
        std::thread::scope(|scope| {
            for _ in 0..jobs {
                scope.spawn(|| {
                    let next = || queue.lock().ok()?.next();
                    while let Some(id) = next() {
                        let (outcome, by) = run(folders, &targets, id);
                        let line = json!({ "id": id, "outcome": outcome, "by": by });
                        if let Ok(mut file) = file.lock() {
                            let _ = writeln!(file, "{line}");
                        }
                    }
                });
            }
        });
        known = read(&path)?;
    }
    alone(folders, mutants, viability, jobs, &mut known)?;
    let unknown = |mutant: &&Mutant| format!("{} was not tried", mutant.name);
    mutants
        .iter()
        .map(|mutant| match known.get(&mutant.id) {
            _ if viability.unviable.contains(&mutant.id) => Ok(Outcome::Unviable),
            Some(outcome) => Ok(*outcome),
            None => Err(unknown(mutant).into()),
        })
        .collect()
}

fn read(path: &Path) -> Result<BTreeMap<usize, Outcome>> {
    let Ok(text) = fs::read_to_string(path) else { return Ok(BTreeMap::new()) };
    let line = |line: &str| {
        let line: Value = serde_json::from_str(line)?;
        let outcome = match line["outcome"].as_str() {
            Some("caught") => Outcome::Caught,
            Some("by time") => Outcome::ByTime,
            Some("unviable") => Outcome::Unviable,
            _ => Outcome::Missed,
        };
        Ok((line["id"].as_u64().unwrap_or_default() as usize, outcome))
    };
    text.lines().map(line).collect()
}

/// Builds the tests, and runs each target once without a mutant. The fastest comes first.
fn targets(folders: &Folders) -> Result<Vec<Target>> {
    let built = succeed(cargo(folders).args(["test", "--all-features", "--no-run", "--message-format=json"]))?;
    let mut targets = Vec::new();
    for line in built.split(|byte| *byte == b'\n') {
        let Ok(message) = serde_json::from_slice::<Value>(line) else { continue };
        let (Some(name), Some(program)) = (message["target"]["name"].as_str(), message["executable"].as_str()) else {
            continue;
        };
        if message["profile"]["test"] == true && !LEFT_OUT.contains(&name) {
            let mut target = Target { name: name.to_owned(), program: program.into(), time: Duration::from_secs(600) };
            let start = Instant::now();
            if test(folders, &target, 0)? != Some(true) {
                return Err(format!("{name} fails without a mutant").into());
            }
            target.time = start.elapsed();
            targets.push(target);
        }
    }
    targets.sort_by_key(|target| target.time);
    Ok(targets)
}

/// Runs a test target, and returns whether it succeeded, or nothing if it did not end in time.
fn test(folders: &Folders, target: &Target, id: usize) -> Result<Option<bool>> {
    // A mutant may ask for all memory.
    let mut command = Command::new("bash");
    command.args(["-c", "ulimit -v 8000000; exec \"$0\" --quiet"]).arg(&target.program);
    command.env("MUTANT", id.to_string()).env("CARGO_MANIFEST_DIR", &folders.tree).current_dir(&folders.tree);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let end = Instant::now() + target.time * 10 + Duration::from_secs(10);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if Instant::now() > end {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn run(folders: &Folders, targets: &[Target], id: usize) -> (&'static str, Option<String>) {
    for target in targets {
        match test(folders, target, id) {
            Ok(Some(true)) => {}
            Ok(Some(false)) => return ("caught", Some(target.name.clone())),
            Ok(None) => return ("by time", Some(target.name.clone())),
            Err(error) => return ("missed", Some(error.to_string())),
        }
    }
    ("missed", None)
}

/// Tries the mutants that need a build of their own by cargo-mutants, with all tests.
fn alone(
    folders: &Folders,
    mutants: &[&Mutant],
    viability: &Viability,
    jobs: usize,
    known: &mut BTreeMap<usize, Outcome>,
) -> Result<()> {
    let is_left = |mutant: &&&Mutant| viability.alone.contains(&mutant.id) && !known.contains_key(&mutant.id);
    let left: BTreeMap<&str, usize> =
        mutants.iter().filter(is_left).map(|mutant| (mutant.name.as_str(), mutant.id)).collect();
    if left.is_empty() {
        return Ok(());
    }
    let files: BTreeSet<&str> = mutants.iter().filter(is_left).map(|mutant| mutant.file.as_str()).collect();
    let mut command = Command::new("cargo");
    command.current_dir(&folders.root).args(["mutants", "--all-features", "--jobs", &jobs.to_string()]);
    command.arg("--output").arg(folders.kept.join("alone"));
    files.iter().for_each(|file| _ = command.args(["-f", *file]));
    for name in left.keys() {
        let literal: String =
            name.chars().flat_map(|c| [Some('\\').filter(|_| c.is_ascii_punctuation()), Some(c)]).flatten().collect();
        command.arg("--re").arg(format!("^{literal}$"));
    }
    command.args(["--", "--lib", "--tests"]).stdout(Stdio::null());
    // The status tells that some are missed, too.
    let _ = command.status()?;
    let done: Value = serde_json::from_reader(File::open(folders.kept.join("alone/mutants.out/outcomes.json"))?)?;
    let mut file = OpenOptions::new().create(true).append(true).open(folders.kept.join("outcomes.jsonl"))?;
    for done in done["outcomes"].as_array().into_iter().flatten() {
        let Some(id) = done["scenario"]["Mutant"]["name"].as_str().and_then(|name| left.get(name)) else { continue };
        let (outcome, text) = match done["summary"].as_str() {
            Some("CaughtMutant") => (Outcome::Caught, "caught"),
            Some("Timeout") => (Outcome::ByTime, "by time"),
            Some("Unviable") => (Outcome::Unviable, "unviable"),
            _ => (Outcome::Missed, "missed"),
        };
        writeln!(file, "{}", json!({ "id": id, "outcome": text, "by": "cargo-mutants" }))?;
        known.insert(*id, outcome);
    }
    Ok(())
}
