//! Node, for the tests that run where the environment has `CHATHOOKS_NODE`. Where they do, a Node that is missing is a
//! failure.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// Returns whether the tests under Node are to run, and says so if not.
pub(crate) fn is_wanted() -> bool {
    let is_wanted = std::env::var_os("CHATHOOKS_NODE").is_some();
    if !is_wanted {
        eprintln!("CHATHOOKS_NODE is not set: not run");
    }
    is_wanted
}

/// The folder with the packages of the vendor's sample receiver. npm installs them once.
pub(crate) fn packages() -> &'static Path {
    static PACKAGES: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = folder("node");
        if !folder.join("node_modules/xml2js").exists() {
            npm(&["install", "--no-save", "qs@6", "xml2js@0.6"], &folder);
        }
        folder
    });
    &PACKAGES
}

/// The folder with Express, by the lockfile of the receivers.
pub(crate) fn express() -> &'static Path {
    static EXPRESS: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = folder("express");
        for name in ["package.json", "package-lock.json"] {
            std::fs::copy(receivers().join(name), folder.join(name)).unwrap();
        }
        if !folder.join("node_modules/express").exists() {
            npm(&["ci"], &folder);
        }
        folder
    });
    &EXPRESS
}

/// The folder of the receivers in JavaScript and Python.
pub(crate) fn receivers() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/receivers")
}

/// Creates a folder in the build folder.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("receivers").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn npm(arguments: &[&str], folder: &Path) {
    let mut npm = Command::new("npm");
    npm.args(arguments).args(["--ignore-scripts", "--no-audit", "--no-fund", "--prefix"]).arg(folder);
    assert!(npm.stdout(Stdio::null()).status().unwrap().success(), "npm {arguments:?}");
}
