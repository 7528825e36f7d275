//! Runs an example as a process: a server that stops on drop, or a program that exits by itself.

#![allow(dead_code, reason = "not every test uses all of this file")]

use std::io::{BufRead as _, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Once;
use std::thread::JoinHandle;

pub const ACQUIRE_KEY: &str = "correct horse";
pub const DIXA_KEY: &str = "0a1b2c3d4e5f";
pub const ACQUIRE_V1_TOKEN: &str = "9f86 d081&884c=7d65%";
pub const COMM100_TOKEN: &str = "e3b0c442";

/// Returns the command of an example. Cargo builds the examples into a sibling of the tests' folder.
pub fn example(name: &str) -> Command {
    static BUILT: Once = Once::new();
    BUILT.call_once(|| {
        // `cargo test --test examples` does not build the examples.
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let build = ["build", "--quiet", "--examples", "--manifest-path", manifest];
        let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
        assert!(Command::new(env!("CARGO")).args(build).args(["--profile", profile]).status().unwrap().success());
    });
    let folder = std::env::current_exe().unwrap();
    let folder = folder.ancestors().nth(2).unwrap().join("examples");
    let path: PathBuf = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(path);
    command.env("ACQUIRE_KEY", ACQUIRE_KEY).env("DIXA_KEY", DIXA_KEY);
    command.env("ACQUIRE_V1_TOKEN", ACQUIRE_V1_TOKEN).env("COMM100_TOKEN", COMM100_TOKEN);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs an example, and returns its exit status and its standard output.
pub fn run(name: &str, url: &str, variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let output = example(name).arg(url).envs(variables.iter().copied()).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

/// An example that runs as a server, on a free port of loopback.
pub struct Server {
    child: Child,
    address: String,
    logs: Option<[JoinHandle<Vec<String>>; 2]>,
}

impl Server {
    pub fn start(name: &str) -> Self {
        Self::start_with(name, &["127.0.0.1:0"], &[])
    }

    pub fn start_with(name: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::of(example(name).args(arguments).envs(variables.iter().copied()))
    }

    /// Starts an example that can open so many files.
    pub fn start_with_files(name: &str, files: u32) -> Self {
        let example = example(name);
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -n {files}; exec \"$0\" 127.0.0.1:0")]).arg(example.get_program());
        shell.envs(example.get_envs().filter_map(|(name, value)| Some((name, value?))));
        Self::of(shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))
    }

    fn of(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address =
            line.trim().strip_prefix("listening on http://").expect("the address in the first line").to_owned();
        let logs = Some([read(output), read(BufReader::new(child.stderr.take().unwrap()))]);
        Self { child, address, logs }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn url(&self, target: &str) -> String {
        format!("http://{}{target}", self.address)
    }

    /// Stops the server, and returns the lines of its standard output and of its standard error.
    pub fn stop(mut self) -> [Vec<String>; 2] {
        self.child.kill().unwrap();
        self.logs.take().unwrap().map(|log| log.join().unwrap())
    }
}

/// Reads in a thread, because a full pipe would block the server.
fn read(stream: BufReader<impl Read + Send + 'static>) -> JoinHandle<Vec<String>> {
    std::thread::spawn(|| stream.lines().map_while(Result::ok).collect())
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
