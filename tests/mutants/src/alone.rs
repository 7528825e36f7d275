//! Tries mutants in builds of their own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::list::Mutant;
use crate::run::{Outcome, Target, must_pass, programs, run};
use crate::viable::{archive, cargo_in, compiler_errors};
use crate::{Folders, Result, succeed};

/// The time limit of a build, in seconds. A mutated constant may never finish evaluating.
const BUILD_TIME: &str = "240";

/// The result of a build.
enum Built {
    /// The programs of the test targets.
    Programs(Vec<(String, PathBuf)>),
    /// The code does not compile, or not in time.
    Unviable,
}

/// A copy of the repository with one mutant at a time.
pub(crate) struct Copy {
    tree: PathBuf,
    build: PathBuf,
}

impl Copy {
    /// Makes a copy, which is built once without a mutant.
    pub(crate) fn new(folders: &Folders, job: usize) -> Result<Self> {
        let kept = folders.kept.join(format!("alone-{job}"));
        let copy = Self { tree: kept.join("tree"), build: kept.join("build") };
        archive(folders, &copy.tree, &["."])?;
        // The dependencies are built without a time limit.
        for arguments in [&["check", "--lib"][..], &["test", "--no-run"]] {
            succeed(cargo_in(&copy.tree, &copy.build).args(arguments).arg("--all-features"))?;
        }
        Ok(copy)
    }

    /// Runs cargo. A failure that is not a compiler error is an `Err`, not a result of the mutant.
    fn build(&self, arguments: &[&str]) -> Result<Built> {
        let cargo = cargo_in(&self.tree, &self.build);
        let mut command = Command::new("timeout");
        command.arg(BUILD_TIME).arg("cargo").args(arguments).args(["--all-features", "--message-format=json"]);
        command.current_dir(&self.tree).envs(cargo.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let output = command.output()?;
        match output.status.code() {
            Some(0) => Ok(Built::Programs(programs(&output.stdout))),
            Some(124) => Ok(Built::Unviable),
            _ if !compiler_errors(&output.stdout).is_empty() => Ok(Built::Unviable),
            // An error of the linker has no location in the sources.
            _ => {
                let messages = String::from_utf8_lossy(&output.stdout);
                let errors: Vec<_> = messages.lines().filter(|line| line.contains(r#""level":"error""#)).collect();
                Err(format!("{}\n{}", errors.join("\n"), String::from_utf8_lossy(&output.stderr)).into())
            }
        }
    }

    /// Runs the test targets one after the other, until one fails.
    pub(crate) fn run(&self, mutant: &Mutant, targets: Vec<&Target>) -> Result<(Outcome, Option<String>)> {
        let path = self.tree.join(&mutant.file);
        let text = fs::read_to_string(&path)?;
        fs::write(&path, apply(&text, &mutant.diff).ok_or_else(|| format!("{}: no such lines", mutant.name))?)?;
        let outcome = self.try_targets(targets);
        fs::write(&path, text)?;
        outcome
    }

    fn try_targets(&self, targets: Vec<&Target>) -> Result<(Outcome, Option<String>)> {
        if matches!(self.build(&["check", "--lib"])?, Built::Unviable) {
            return Ok((Outcome::Unviable, None));
        }
        for target in targets {
            let select: &[&str] = if target.name == "chathooks" { &["--lib"] } else { &["--test", &target.name] };
            let program = match self.build(&[&["test", "--no-run"], select].concat())? {
                Built::Programs(programs) => programs.into_iter().find(|(name, _)| *name == target.name),
                Built::Unviable => return Ok((Outcome::Unviable, None)),
            };
            let (_, program) = program.ok_or_else(|| format!("{} has no program", target.name))?;
            let tried = run(&self.tree, vec![&Target { program, ..target.clone() }], 0)?;
            if tried.0 == Outcome::Caught {
                must_pass(&self.tree, target)?;
            }
            if tried.0 != Outcome::Missed {
                return Ok(tried);
            }
        }
        Ok((Outcome::Missed, None))
    }
}

/// Applies a diff of one hunk to a text.
fn apply(text: &str, diff: &str) -> Option<String> {
    let (head, hunk) = diff.split_once("\n@@ -")?.1.split_once('\n')?;
    let first: usize = head.split([',', ' ']).next()?.parse().ok()?;
    let side = |sign: char| -> String {
        let lines = hunk.lines().filter(|line| line.starts_with([' ', sign]));
        lines.flat_map(|line| [&line[1..], "\n"]).collect()
    };
    let start: usize = text.split_inclusive('\n').take(first - 1).map(str::len).sum();
    let rest = text.get(start..)?.strip_prefix(side('-').as_str())?;
    Some(format!("{}{}{rest}", &text[..start], side('+')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_is_applied_where_it_says() {
        let diff = "--- a\n+++ b\n@@ -2,3 +2,3 @@\n a\n-b\n+c\n a\n";
        assert_eq!(apply("a\na\nb\na\n", diff).unwrap(), "a\na\nc\na\n");
        assert_eq!(apply("a\nb\na\n", diff), None);
    }
}
