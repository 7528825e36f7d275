//! A receiver whose output is read by the test itself, and that is stopped by signals.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{ChildStderr, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use crate::util::{Guard, KEY, chathooks};

pub(super) struct Running {
    guard: Guard,
    stdout: Option<BufReader<ChildStdout>>,
    pub(super) stderr: BufReader<ChildStderr>,
    address: String,
}

impl Running {
    /// Starts a receiver of Acquire, and reads the line that says where it listens.
    pub(super) fn start(arguments: &[&str]) -> Self {
        let mut command = chathooks(&[&["receive", "--listen", "127.0.0.1:0"], arguments].concat());
        command.env("CHATHOOKS_KEY", KEY).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut guard = Guard(command.spawn().unwrap());
        let mut stdout = BufReader::new(guard.0.stdout.take().unwrap());
        let stderr = BufReader::new(guard.0.stderr.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line.trim_end_matches(['\n', '"', '}']).split_once("http://").unwrap().1.to_owned();
        Self { guard, stdout: Some(stdout), stderr, address }
    }

    /// Takes standard output; if it is dropped, it is closed.
    pub(super) fn stdout(&mut self) -> BufReader<ChildStdout> {
        self.stdout.take().unwrap()
    }

    /// Opens a connection and writes to it. Reading from it is an error after 20 s.
    pub(super) fn write(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(bytes).unwrap();
        stream
    }

    /// Sends SIGINT, as Ctrl-C does.
    pub(super) fn interrupt(&self) {
        let status = Command::new("kill").args(["-INT", &self.guard.0.id().to_string()]).status().unwrap();
        assert!(status.success());
    }

    /// Waits for the end of the process, and returns its exit status and the time that it took.
    pub(super) fn end(&mut self) -> (Option<i32>, Duration) {
        let start = Instant::now();
        loop {
            if let Some(status) = self.guard.0.try_wait().unwrap() {
                return (status.code(), start.elapsed());
            }
            assert!(start.elapsed() < Duration::from_secs(20), "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Reads an answer to its end.
pub(super) fn answer(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
