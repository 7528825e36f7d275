//! Tries mutants in builds of their own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::list::Mutant;
use crate::run::{Outcome, Target, programs, run};
use crate::viable::{archive, cargo_in};
use crate::{Folders, Result};

/// A copy of the repository with one mutant at a time.
pub(crate) struct Copy {
    tree: PathBuf,
    build: PathBuf,
}

impl Copy {
    pub(crate) fn new(folders: &Folders, job: usize) -> Result<Self> {
        let kept = folders.kept.join(format!("alone-{job}"));
        let copy = Self { tree: kept.join("tree"), build: kept.join("build") };
        archive(folders, &copy.tree, &["."])?;
        Ok(copy)
    }

    fn cargo(&self) -> Command {
        let mut command = cargo_in(&self.tree, &self.build);
        // The sources differ in one place from build to build.
        command.env("CARGO_INCREMENTAL", "1");
        command
    }

    /// Runs the test targets one after the other, until one fails.
    pub(crate) fn run(&self, mutant: &Mutant, targets: &[&Target]) -> Result<(Outcome, Option<String>)> {
        let path = self.tree.join(&mutant.file);
        let text = fs::read_to_string(&path)?;
        fs::write(&path, apply(&text, &mutant.diff).ok_or_else(|| format!("{}: no such lines", mutant.name))?)?;
        let outcome = self.try_targets(targets);
        fs::write(&path, text)?;
        outcome
    }

    fn try_targets(&self, targets: &[&Target]) -> Result<(Outcome, Option<String>)> {
        let check = self.cargo().args(["check", "--quiet", "--lib", "--all-features"]).output()?;
        if !check.status.success() {
            return Ok((Outcome::Unviable, None));
        }
        for target in targets {
            let Some(program) = self.program(&target.name)? else { return Ok((Outcome::Unviable, None)) };
            let own = Target { program, ..(*target).clone() };
            match run(&self.tree, &[own], 0) {
                (Outcome::Missed, _) => {}
                other => return Ok(other),
            }
        }
        Ok((Outcome::Missed, None))
    }

    /// Builds a target, and returns its program, or nothing if it does not compile.
    fn program(&self, name: &str) -> Result<Option<PathBuf>> {
        let mut command = self.cargo();
        command.args(["test", "--all-features", "--no-run", "--message-format=json"]);
        match name {
            "chathooks" => command.arg("--lib"),
            _ => command.args(["--test", name]),
        };
        let output = command.output()?;
        let program = programs(&output.stdout).into_iter().find(|(own, _)| own == name);
        Ok(program.filter(|_| output.status.success()).map(|(_, program)| program))
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
