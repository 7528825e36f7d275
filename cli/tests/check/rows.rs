//! The rows of `check --json`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::util::{lines, run_command, with_secret};

/// What `check` printed.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) status: i32,
    pub(crate) rows: Vec<Value>,
    pub(crate) error: String,
}

/// Runs `check --json` with a secret of the vendor, fast and without slow bodies.
pub(crate) fn check(vendor: &str, secret: &str, url: &str, options: &[&str]) -> Checked {
    let mut command = with_secret(vendor, secret, &["check", vendor, url, "--json"]);
    if !options.contains(&"--rate") {
        command.args(["--rate", "2000"]);
    }
    if !options.contains(&"--slow") {
        command.args(["--slow", "0"]);
    }
    let (status, output, error) = run_command(command.args(options), b"");
    let rows = lines(&output);
    for row in &rows {
        let fields: Vec<_> = row.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields, ["expected", "got", "level", "name", "ok", "why"], "{row}");
        let is_text = |name: &str| row[name].as_str().is_some_and(|text| !text.is_empty());
        assert!(["expected", "got", "name", "why"].iter().all(|name| is_text(name)), "{row}");
        assert!(row["ok"].is_boolean() && ["must", "should"].contains(&row["level"].as_str().unwrap()), "{row}");
    }
    Checked { status, rows, error }
}

impl Checked {
    /// Returns the first two segments of the names of the failed rows, each with its worst level.
    pub(crate) fn failed(&self) -> BTreeMap<String, String> {
        let mut failed: BTreeMap<String, String> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row["ok"] == false) {
            let name: Vec<_> = row["name"].as_str().unwrap().split('/').take(2).collect();
            let level = row["level"].as_str().unwrap().to_owned();
            // `must` is before `should`.
            let worst = failed.entry(name.join("/")).or_insert_with(|| level.clone());
            *worst = level.min(worst.clone());
        }
        failed
    }

    /// Returns the kinds of rows: the first segments of their names.
    pub(crate) fn kinds(&self) -> Vec<&str> {
        let mut kinds: Vec<_> =
            self.rows.iter().map(|row| row["name"].as_str().unwrap().split('/').next().unwrap()).collect();
        kinds.dedup();
        kinds
    }

    /// Fails unless all rows are ok, except for some that are no `must`.
    pub(crate) fn assert_right(&self, what: &str, shoulds: &[&str]) {
        let expected: BTreeMap<_, _> = shoulds.iter().map(|name| ((*name).to_owned(), "should".to_owned())).collect();
        assert_eq!(self.failed(), expected, "{what}");
        assert_eq!((self.status, self.error.as_str()), (0, ""), "{what}");
        assert!(self.rows.len() > 50, "{what}: {} rows", self.rows.len());
    }
}
