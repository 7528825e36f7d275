//! The command under test.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::api::Vendor;
use super::server::Server;

/// The credential of the server.
pub(crate) const API_KEY: &str = "ap1k3y-9d2f";

/// A vendor's server, and a folder with the API key.
pub(crate) struct Desk {
    pub(crate) server: Server,
    pub(crate) vendor: Vendor,
    folder: TempDir,
}

/// What a command printed, and its exit status.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) output: String,
    pub(crate) error: String,
    pub(crate) elapsed: Duration,
}

impl Desk {
    pub(crate) fn new(vendor: Vendor) -> Self {
        Self::with(vendor, Server::start(vendor, API_KEY))
    }

    pub(crate) fn with(vendor: Vendor, server: Server) -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("api-key"), format!("{API_KEY}\n")).unwrap();
        Self { server, vendor, folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, and returns its path as an argument.
    pub(crate) fn file(&self, name: &str, content: &str) -> String {
        std::fs::write(self.path(name), content).unwrap();
        self.argument(name)
    }

    pub(crate) fn argument(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// Returns the command `webhooks` with the connection, for more arguments.
    pub(crate) fn command(&self) -> Command {
        let mut command = command();
        command.args(["webhooks", self.vendor.name(), "--base-url", &self.server.url(), "--api-key-file"]);
        command.arg(self.path("api-key"));
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run(self.command().args(arguments))
    }

    /// Runs `webhooks` with `--json`, and returns a value for each line.
    pub(crate) fn json(&self, arguments: &[&str]) -> Vec<serde_json::Value> {
        let run = self.run(&[arguments, &["--json"]].concat());
        assert_eq!((run.status, run.error.as_str()), (0, ""), "{arguments:?}");
        run.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Returns the arguments of a `create` that the vendor accepts.
    pub(crate) fn create(&self, url: &str) -> Vec<String> {
        let words: &[&str] = match self.vendor {
            Vendor::Acquire => &["--name", "ERP", "--event", "case:status"],
            Vendor::Dixa => &["--name", "ERP", "--event", "ConversationClosed"],
            Vendor::Comm100 => &["--event", "chatEnds"],
        };
        let words = [&["create", "--url", url], words].concat();
        words.into_iter().map(str::to_owned).collect()
    }

    /// Runs such a `create` with more arguments.
    pub(crate) fn run_create(&self, more: &[&str]) -> Run {
        let create = self.create("https://hooks.example.com/chathooks");
        run(self.command().args(create).args(more))
    }

    pub(crate) fn resend(&self, subscription: &str, receiver: &str, arguments: &[&str]) -> Run {
        run(self.resend_command(subscription, receiver).args(arguments))
    }

    pub(crate) fn resend_command(&self, subscription: &str, receiver: &str) -> Command {
        let mut command = command();
        command.args(["resend", subscription, receiver, "--base-url", &self.server.url(), "--api-key-file"]);
        command.arg(self.path("api-key"));
        command
    }
}

/// Returns the command with an empty environment.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chathooks"));
    command.env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a command. A change is not asked for, because the tests may have a terminal.
pub(crate) fn run(command: &mut Command) -> Run {
    let start = Instant::now();
    unasked(command);
    ended(command.output().unwrap(), start)
}

fn ended(output: Output, start: Instant) -> Run {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run {
        status: output.status.code().unwrap_or(-1),
        output: text(output.stdout),
        error: text(output.stderr),
        elapsed: start.elapsed(),
    }
}

/// Adds `--yes` to a change.
pub(crate) fn unasked(command: &mut Command) {
    let has = |words: &[&str]| command.get_args().any(|own| words.iter().any(|word| own == *word));
    if has(&["webhooks"]) && has(&["create", "update", "delete"]) && !has(&["--yes", "--help"]) {
        command.arg("--yes");
    }
}

pub(crate) fn run_with_input(command: &mut Command, input: &str) -> Run {
    let start = Instant::now();
    unasked(command);
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    ended(child.wait_with_output().unwrap(), start)
}

/// Asserts that a file can only be read by its owner.
pub(crate) fn assert_private(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;

    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
}
