//! Runs the tests for each mutant.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::alone::Copy;
use crate::list::Mutant;
use crate::viable::{Viability, archive, cargo};
use crate::{Folders, Result, succeed};

/// What came of a mutant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Unviable,
    Caught,
    /// A test target exceeded ten times its time plus ten seconds.
    ByTime,
    Missed,
}

/// A test target: its name, its program, and how long it takes.
#[derive(Clone)]
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) program: PathBuf,
    pub(crate) time: Duration,
}

/// What came of a mutant, and the target that caught it.
type Tried = (Outcome, Option<String>);

/// These read the sources, which the copy has changed, or run other programs.
const LEFT_OUT: [&str; 3] = ["examples", "layers", "surface"];

/// Returns what came of each mutant.
pub(crate) fn all(folders: &Folders, mutants: &[&Mutant], viability: &Viability, jobs: usize) -> Result<Vec<Outcome>> {
    // The tests may be newer than the copy.
    let tests = folders.tree.join("tests");
    if tests.exists() {
        fs::remove_dir_all(tests)?;
    }
    archive(folders, &folders.tree, &[".", ":(exclude)src"])?;
    let log = Log { path: folders.kept.join("outcomes.jsonl"), commit: folders.commit.clone() };
    let known = log.read()?;
    let mut changed = BTreeMap::new();
    for commit in known.values().map(|tried| &tried.commit) {
        if !changed.contains_key(commit) {
            changed.insert(commit, Changed::since(commit, folders)?);
        }
    }
    let is_left = |mutant: &&&Mutant| {
        let is_known = known.get(&mutant.name).is_some_and(|tried| tried.holds(&changed[&tried.commit]));
        !is_known && !viability.unviable.contains(&mutant.id)
    };
    let to_run = |mutant: &Mutant, targets| match known.get(&mutant.name) {
        Some(tried) => tried.to_run(&changed[&tried.commit], targets),
        None => targets,
    };
    let (mut alone, mut behind): (Vec<&Mutant>, Vec<&Mutant>) =
        mutants.iter().filter(is_left).partition(|mutant| viability.alone.contains(&mutant.id));
    // What is likely to be missed again takes the longest.
    alone.sort_by_key(|mutant| known.contains_key(&mutant.name));
    behind.sort_by_key(|mutant| known.contains_key(&mutant.name));
    if !alone.is_empty() || !behind.is_empty() {
        let targets = targets(folders)?;
        share(
            jobs,
            behind,
            &log,
            |_| Ok(()),
            |(), mutant| run(&folders.tree, to_run(mutant, targets.iter().collect()), mutant.id),
        )?;
        share(
            jobs,
            alone,
            &log,
            |job| Copy::new(folders, job),
            |copy, mutant| {
                let targets = log.likely_first(&targets, mutants, mutant)?;
                copy.run(mutant, to_run(mutant, targets))
            },
        )?;
    }
    let known = log.read()?;
    let unknown = |mutant: &&Mutant| format!("{} was not tried", mutant.name);
    mutants
        .iter()
        .map(|mutant| match known.get(&mutant.name) {
            _ if viability.unviable.contains(&mutant.id) => Ok(Outcome::Unviable),
            Some(tried) => Ok(tried.outcome),
            None => Err(unknown(mutant).into()),
        })
        .collect()
}

/// Tries mutants on several threads, each of which has something of its own.
fn share<T>(
    jobs: usize,
    mutants: Vec<&Mutant>,
    log: &Log,
    start: impl Fn(usize) -> Result<T> + Sync,
    try_one: impl Fn(&T, &Mutant) -> Result<Tried> + Sync,
) -> Result<()> {
    let queue = Mutex::new(mutants.into_iter());
    let work = |job| {
        // An error of one thread is that of all.
        let own = start(job).map_err(|error| error.to_string())?;
        loop {
            let Some(mutant) = queue.lock().map_err(|error| error.to_string())?.next() else { return Ok(()) };
            let tried = try_one(&own, mutant).map_err(|error| error.to_string())?;
            log.write(mutant, tried).map_err(|error| error.to_string())?;
        }
    };
    std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..jobs).map(|job| scope.spawn(move || work(job))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|_| Err("a thread panicked".to_owned())))
    })?;
    Ok(())
}

/// The test targets that changed since a commit.
#[derive(Debug, PartialEq, Eq)]
enum Changed {
    All,
    Some(BTreeSet<String>),
}

impl Changed {
    fn since(commit: &str, folders: &Folders) -> Result<Self> {
        let mut git = Command::new("git");
        git.current_dir(&folders.root).args(["diff", "--name-only", commit, &folders.commit, "tests", "Cargo.toml"]);
        // The commit may be gone.
        let Ok(paths) = succeed(&mut git) else { return Ok(Self::All) };
        let mut targets = BTreeMap::new();
        for entry in fs::read_dir(folders.source.join("tests"))? {
            let path = entry?.path();
            if let (Some("rs"), Some(name)) = (path.extension().and_then(OsStr::to_str), path.file_stem()) {
                targets.insert(name.to_string_lossy().into_owned(), fs::read_to_string(&path)?);
            }
        }
        Ok(Self::by(&String::from_utf8(paths)?, &targets))
    }

    /// Returns which targets some paths belong to. `targets` are the sources of all targets by their names.
    fn by(paths: &str, targets: &BTreeMap<String, String>) -> Self {
        let mut names = BTreeSet::new();
        for path in paths.lines() {
            let (name, is_folder) =
                match path.strip_prefix("tests/").map(|path| path.split_once('/').unwrap_or((path, ""))) {
                    Some((file, "")) => (file.strip_suffix(".rs").unwrap_or(file), false),
                    Some((folder, _)) => (folder, true),
                    None => return Self::All,
                };
            // These are no targets.
            if ["mutants", "mutants.md", "outside"].contains(&name) || !is_folder && LEFT_OUT.contains(&name) {
                continue;
            }
            // A file that belongs to no target, or to several, may be used by all of them.
            let include = format!("\"{name}/");
            let is_shared = is_folder && targets.iter().any(|(own, text)| own != name && text.contains(&include));
            if !targets.contains_key(name) || is_shared {
                return Self::All;
            }
            names.insert(name.to_owned());
        }
        Self::Some(names)
    }

    fn is_none(&self) -> bool {
        matches!(self, Self::Some(names) if names.is_empty())
    }

    fn has(&self, target: &str) -> bool {
        !matches!(self, Self::Some(names) if !names.contains(target))
    }
}

/// What came of mutants, a line each, by their names.
struct Log {
    path: PathBuf,
    /// The commit that is tried.
    commit: String,
}

/// What is known of a mutant.
struct Known {
    outcome: Outcome,
    by: Option<String>,
    /// The commit whose tests were run.
    commit: String,
}

impl Known {
    /// Returns whether the outcome is the same with the tests that changed.
    fn holds(&self, changed: &Changed) -> bool {
        match &self.by {
            Some(by) => !changed.has(by),
            None => self.outcome == Outcome::Unviable || changed.is_none(),
        }
    }

    /// Returns the targets that can catch it now, the likely one first.
    fn to_run<'t>(&self, changed: &Changed, mut targets: Vec<&'t Target>) -> Vec<&'t Target> {
        if self.by.is_none() {
            targets.retain(|target| changed.has(&target.name));
        }
        targets.sort_by_key(|target| self.by.as_ref() != Some(&target.name));
        targets
    }
}

impl Log {
    fn write(&self, mutant: &Mutant, (outcome, by): Tried) -> Result<()> {
        let name = match outcome {
            Outcome::Unviable => "unviable",
            Outcome::Caught => "caught",
            Outcome::ByTime => "by time",
            Outcome::Missed => "missed",
        };
        let line = json!({ "name": mutant.name, "outcome": name, "by": by, "commit": self.commit });
        OpenOptions::new().create(true).append(true).open(&self.path)?.write_all(format!("{line}\n").as_bytes())?;
        Ok(())
    }

    fn read(&self) -> Result<BTreeMap<String, Known>> {
        let mut known = BTreeMap::new();
        let Ok(text) = fs::read_to_string(&self.path) else { return Ok(known) };
        for line in text.lines() {
            let line: Value = serde_json::from_str(line)?;
            let text = |name: &str| line[name].as_str().map(str::to_owned);
            let outcome = match line["outcome"].as_str() {
                Some("caught") => Outcome::Caught,
                Some("by time") => Outcome::ByTime,
                Some("unviable") => Outcome::Unviable,
                _ => Outcome::Missed,
            };
            let [name, commit] = ["name", "commit"].map(|name| text(name).unwrap_or_default());
            known.insert(name, Known { outcome, by: text("by"), commit });
        }
        Ok(known)
    }

    /// Sorts the targets by how many mutants of the same file they caught.
    fn likely_first<'t>(&self, targets: &'t [Target], mutants: &[&Mutant], mutant: &Mutant) -> Result<Vec<&'t Target>> {
        let files: BTreeMap<&str, &str> =
            mutants.iter().map(|mutant| (mutant.name.as_str(), mutant.file.as_str())).collect();
        let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for (name, known) in self.read()? {
            if let Some(by) = known.by {
                let count = counts.entry(by).or_default();
                count.0 += usize::from(files.get(name.as_str()) == Some(&mutant.file.as_str()));
                count.1 += 1;
            }
        }
        let mut targets: Vec<&Target> = targets.iter().collect();
        targets.sort_by_key(|target| Reverse(counts.get(&target.name).copied().unwrap_or_default()));
        Ok(targets)
    }
}

/// Builds the tests, and runs each target once without a mutant. The fastest comes first.
fn targets(folders: &Folders) -> Result<Vec<Target>> {
    let built = succeed(cargo(folders).args(["test", "--all-features", "--no-run", "--message-format=json"]))?;
    let mut targets = Vec::new();
    for (name, program) in programs(&built) {
        let mut target = Target { name, program, time: Duration::from_secs(600) };
        let start = Instant::now();
        must_pass(&folders.tree, &target)?;
        target.time = start.elapsed();
        targets.push(target);
    }
    targets.sort_by_key(|target| target.time);
    Ok(targets)
}

/// Reads from cargo's messages which test targets were built, and returns their names and programs.
pub(crate) fn programs(messages: &[u8]) -> Vec<(String, PathBuf)> {
    let program = |line: &[u8]| {
        let message: Value = serde_json::from_slice(line).ok()?;
        let (name, program) = (message["target"]["name"].as_str()?, message["executable"].as_str()?);
        let is_test = message["profile"]["test"] == true && !LEFT_OUT.contains(&name);
        is_test.then(|| (name.to_owned(), program.into()))
    };
    messages.split(|byte| *byte == b'\n').filter_map(program).collect()
}

/// Runs a test target, and returns whether it succeeded, or nothing if it did not end in time.
fn test(tree: &Path, target: &Target, id: usize) -> Result<Option<bool>> {
    // A mutant may ask for all memory.
    let mut command = Command::new("bash");
    command.args(["-c", "ulimit -v 8000000; exec \"$0\" --quiet"]).arg(&target.program);
    command.env("MUTANT", id.to_string()).env("CARGO_MANIFEST_DIR", tree).current_dir(tree);
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

/// Runs the test targets one after the other, until one fails.
pub(crate) fn run(tree: &Path, targets: Vec<&Target>, id: usize) -> Result<Tried> {
    for target in targets {
        let outcome = match test(tree, target, id)? {
            Some(true) => continue,
            Some(false) => {
                // A build of its own has no switch.
                if id != 0 {
                    must_pass(tree, target)?;
                }
                Outcome::Caught
            }
            None => Outcome::ByTime,
        };
        return Ok((outcome, Some(target.name.clone())));
    }
    Ok((Outcome::Missed, None))
}

/// Runs a test target without a mutant, and returns an error if it fails. With the mutant, it may then have failed for the
/// same reason, such as a full disk.
pub(crate) fn must_pass(tree: &Path, target: &Target) -> Result<()> {
    if test(tree, target, 0)? == Some(true) {
        return Ok(());
    }
    Err(format!("{} fails without a mutant", target.name).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_belongs_to_its_target_or_to_all() {
        let source = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let targets = BTreeMap::from([
            source("dixa", "#[path = \"dixa/send.rs\"]"),
            source("shown", "#[path = \"surface/names.rs\"]"),
            source("surface", "#[path = \"surface/names.rs\"]"),
        ]);
        let some = |names: &[&str]| Changed::Some(names.iter().copied().map(str::to_owned).collect());
        for (paths, changed) in [
            ("", some(&[])),
            ("tests/dixa.rs", some(&["dixa"])),
            ("tests/dixa/send.rs\ntests/shown.rs", some(&["dixa", "shown"])),
            ("tests/mutants/src/run.rs\ntests/mutants.md\ntests/outside/tests/a.rs", some(&[])),
            ("tests/surface.rs", some(&[])),
            ("tests/surface/names.rs", Changed::All),
            ("tests/util/mod.rs", Changed::All),
            ("tests/data/surface.txt", Changed::All),
            ("Cargo.toml", Changed::All),
        ] {
            assert_eq!(Changed::by(paths, &targets), changed, "{paths}");
        }
    }

    #[test]
    fn what_changed_tests_may_have_changed_is_tried_again() {
        let targets = ["dixa", "edge", "formats"].map(|name| Target {
            name: name.to_owned(),
            program: PathBuf::new(),
            time: Duration::ZERO,
        });
        let changed = Changed::Some(["edge".to_owned()].into());
        let nothing = Changed::Some(BTreeSet::new());
        for (outcome, by, holds, to_run) in [
            (Outcome::Caught, Some("edge"), false, &["edge", "dixa", "formats"][..]),
            (Outcome::ByTime, Some("edge"), false, &["edge", "dixa", "formats"]),
            (Outcome::Caught, Some("formats"), true, &["formats", "dixa", "edge"]),
            (Outcome::Missed, None, false, &["edge"]),
            (Outcome::Unviable, None, true, &["edge"]),
        ] {
            let known = Known { outcome, by: by.map(str::to_owned), commit: String::new() };
            assert_eq!(known.holds(&changed), holds, "{by:?}");
            assert!(known.holds(&nothing), "{by:?}");
            assert_eq!(known.holds(&Changed::All), outcome == Outcome::Unviable, "{by:?}");
            let names: Vec<_> =
                known.to_run(&changed, targets.iter().collect()).iter().map(|target| &target.name).collect();
            assert_eq!(names, to_run, "{by:?}");
        }
    }
}
