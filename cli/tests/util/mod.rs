//! What several suites share: the command, its keys and the fixtures.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a helper of tests may panic")]
#![allow(dead_code, reason = "each suite uses a part of it")]

pub(crate) mod node;
pub(crate) mod receiver;
pub(crate) mod servers;

use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use chathooks::Key;
use serde_json::Value;
use tempfile::TempDir;

/// The key of Acquire in most tests.
pub(crate) const KEY: &str = "correct horse";

/// The secret of Dixa in most tests.
pub(crate) const SECRET: &str = "00112233445566778899aabbccddeeff";

/// The token of the vendors that sign nothing, which has to be percent-encoded.
pub(crate) const TOKEN: &str = "s3cret+ü";

/// The vendors and their secrets.
pub(crate) const VENDORS: [(&str, &str); 4] =
    [("acquire", KEY), ("acquire-v1", TOKEN), ("comm100", TOKEN), ("dixa", SECRET)];

/// No command takes longer.
const DEADLINE: Duration = Duration::from_secs(120);

/// Returns the command, without the keys and proxies of the environment.
pub(crate) fn chathooks(arguments: &[impl AsRef<OsStr>]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chathooks"));
    for (name, _) in std::env::vars_os() {
        let own = name.to_string_lossy().to_lowercase();
        if own.starts_with("chathooks_") || own.ends_with("_proxy") {
            command.env_remove(name);
        }
    }
    command.args(arguments);
    command
}

/// Returns the command with the secret of its vendor in the environment.
pub(crate) fn with_secret(vendor: &str, secret: &str, arguments: &[impl AsRef<OsStr>]) -> Command {
    let mut command = chathooks(arguments);
    command.env(if signs(vendor) { "CHATHOOKS_KEY" } else { "CHATHOOKS_URL_TOKEN" }, secret);
    command
}

pub(crate) fn signs(vendor: &str) -> bool {
    ["acquire", "dixa"].contains(&vendor)
}

/// A child that is killed on drop.
pub(crate) struct Guard(pub(crate) Child);

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a command with an input. One that does not end fails the test.
pub(crate) fn output(command: &mut Command, input: &[u8]) -> Output {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut guard = Guard(child);
    let (mut stdin, mut stdout, mut stderr) =
        (guard.0.stdin.take().unwrap(), guard.0.stdout.take().unwrap(), guard.0.stderr.take().unwrap());
    let (input, shown) = (input.to_vec(), format!("{command:?}"));
    // The command may exit before it has read the whole input.
    thread::spawn(move || stdin.write_all(&input));
    let read_stdout = thread::spawn(move || {
        let mut bytes = Vec::new();
        stdout.read_to_end(&mut bytes).map(|_| bytes)
    });
    let read_stderr = thread::spawn(move || {
        let mut bytes = Vec::new();
        stderr.read_to_end(&mut bytes).map(|_| bytes)
    });
    let start = Instant::now();
    let status = loop {
        if let Some(status) = guard.0.try_wait().unwrap() {
            break status;
        }
        assert!(start.elapsed() < DEADLINE, "it does not end: {shown}");
        thread::sleep(Duration::from_millis(2));
    };
    Output { status, stdout: read_stdout.join().unwrap().unwrap(), stderr: read_stderr.join().unwrap().unwrap() }
}

/// Runs a command, and returns its exit status, standard output and standard error.
pub(crate) fn run_command(command: &mut Command, input: &[u8]) -> (i32, Vec<u8>, String) {
    let Output { status, stdout, stderr } = output(command, input);
    (status.code().unwrap(), stdout, String::from_utf8(stderr).unwrap())
}

/// Runs the command with each `--key` and `--url-token` in a file, which prints no warning.
pub(crate) fn run(arguments: &[impl AsRef<OsStr>], input: &[u8]) -> (i32, Vec<u8>, String) {
    let folder = Secrets::new();
    let mut replaced = Vec::new();
    let mut arguments = arguments.iter().map(AsRef::as_ref);
    while let Some(argument) = arguments.next() {
        let is_secret = ["--key", "--url-token"].iter().any(|own| argument == *own);
        let Some(secret) = is_secret.then(|| arguments.next()).flatten() else {
            replaced.push(argument.to_owned());
            continue;
        };
        replaced.push(format!("{}-file", argument.to_str().unwrap()).into());
        // One line end is removed.
        replaced.push(folder.file(&format!("{}\n", secret.to_str().unwrap())).into_os_string());
    }
    run_command(&mut chathooks(&replaced), input)
}

/// Runs `inspect`, and returns the exit status, its line and standard error.
pub(crate) fn inspect(arguments: &[&str], input: &[u8]) -> (i32, Value, String) {
    let (status, output, error) = run(&[&["inspect"], arguments].concat(), input);
    let output = String::from_utf8(output).unwrap();
    assert!(output.lines().count() <= 1, "more than one line");
    let line = if output.is_empty() { Value::Null } else { serde_json::from_str(&output).unwrap() };
    (status, line, error)
}

/// Runs `sign`, and returns the exit status, standard output and standard error.
pub(crate) fn sign(arguments: &[&str], input: &[u8]) -> (i32, Vec<u8>, String) {
    run(&[&["sign"], arguments].concat(), input)
}

/// Returns the lines of `--json`.
pub(crate) fn lines(output: &[u8]) -> Vec<Value> {
    let output = str::from_utf8(output).unwrap();
    output.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("not JSON: {line}"))).collect()
}

pub(crate) fn signature(key: &str, body: &[u8]) -> String {
    format!("X-Acquire-Signature: {}", Key::new(key).unwrap().sign(body))
}

/// Files with secrets, which are removed on drop.
pub(crate) struct Secrets(TempDir);

impl Secrets {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub(crate) fn file(&self, content: &str) -> PathBuf {
        let (_, path) = tempfile::NamedTempFile::new_in(self.0.path()).unwrap().keep().unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }
}

/// The path of a file under the library's `tests/data`.
pub(crate) fn data(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/data").join(path)
}

pub(crate) fn read(path: &str) -> Vec<u8> {
    std::fs::read(data(path)).unwrap()
}

/// The JSON files of a folder, by name.
pub(crate) fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(data(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|own| own == "json"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no JSON in {folder}");
    files
}

/// Splits the output of `sign` into the headers, in the form of `inspect --header`, and the body.
pub(crate) fn split(request: &[u8]) -> (Vec<String>, &[u8]) {
    let end = request.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(request[..end].to_vec()).unwrap();
    (head.split("\r\n").skip(1).map(str::to_owned).collect(), &request[end + 4..])
}

/// The vendor's own sample, as `JSON.stringify` prints it: 1,375 bytes.
pub(crate) fn seed_sample() -> Vec<u8> {
    let pretty = read("acquire/case-status.seed.json");
    serde_json::to_vec(&serde_json::from_slice::<chathooks::value::Value>(&pretty).unwrap()).unwrap()
}

/// Returns a pipe that nobody reads.
pub(crate) fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

/// Runs a command with a key and a sample, and returns its exit status and what it printed to the output that is open.
pub(crate) fn run_closed(command: &mut Command) -> (i32, String) {
    command.stdin(Stdio::piped()).env("CHATHOOKS_KEY", KEY).env("RUST_BACKTRACE", "1");
    let mut guard = Guard(command.spawn().unwrap());
    let _ = guard.0.stdin.take().unwrap().write_all(&seed_sample());
    let mut all = String::new();
    if let Some(mut stdout) = guard.0.stdout.take() {
        stdout.read_to_string(&mut all).unwrap();
    }
    if let Some(mut stderr) = guard.0.stderr.take() {
        stderr.read_to_string(&mut all).unwrap();
    }
    (guard.0.wait().unwrap().code().unwrap(), all)
}
