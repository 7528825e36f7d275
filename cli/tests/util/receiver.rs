//! Receivers that run beside the tests.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::{Guard, KEY, SECRET, TOKEN, chathooks};

/// A receiver in a process of its own, which is killed on drop.
pub(crate) struct Receiver {
    _guard: Guard,
    pub(crate) url: String,
    output: Arc<Mutex<Vec<String>>>,
}

impl Receiver {
    /// Starts a receiver that prints `listening on http://127.0.0.1:PORT`.
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (stdout, stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let guard = Guard(child);
        let mut stdout = BufReader::new(stdout);
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let output = Arc::new(Mutex::new(Vec::new()));
        keep(stdout, &output);
        keep(BufReader::new(stderr), &output);
        let Some((_, url)) = line.trim_end_matches(['\n', '"', '}']).split_once("http://") else {
            thread::sleep(Duration::from_millis(200));
            panic!("it does not listen: {line}{:?}", output.lock().unwrap());
        };
        Self { _guard: guard, url: format!("http://{url}"), output }
    }

    /// Starts `chathooks receive` with a secret for each vendor.
    pub(crate) fn chathooks(arguments: &[&str]) -> Self {
        let mut command = chathooks(&[&["receive", "--listen", "127.0.0.1:0"], arguments].concat());
        command.env("CHATHOOKS_KEY", KEY).env("CHATHOOKS_DIXA_KEY", SECRET);
        command.env("CHATHOOKS_ACQUIRE_V1_TOKEN", TOKEN).env("CHATHOOKS_COMM100_TOKEN", TOKEN);
        Self::start(&mut command)
    }

    /// Returns the URL of a vendor's route.
    pub(crate) fn route(&self, vendor: &str) -> String {
        format!("{}/{vendor}", self.url)
    }

    /// Waits until so many lines were printed after the first, and returns them.
    pub(crate) fn lines(&self, count: usize) -> Vec<String> {
        let start = Instant::now();
        loop {
            let lines = self.output.lock().unwrap().clone();
            if lines.len() >= count || start.elapsed() > Duration::from_secs(10) {
                return lines;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Writes bytes to a new connection, and returns all that is answered.
    pub(crate) fn exchange(&self, parts: &[&[u8]]) -> String {
        let mut stream = TcpStream::connect(self.url.trim_start_matches("http://")).unwrap();
        for part in parts {
            let _ = stream.write_all(part);
            thread::sleep(Duration::from_millis(20));
        }
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8(answer).unwrap()
    }
}

/// Keeps the lines, so that the receiver never waits for a reader.
fn keep(reader: impl std::io::BufRead + Send + 'static, output: &Arc<Mutex<Vec<String>>>) {
    let output = Arc::clone(output);
    thread::spawn(move || {
        for line in reader.lines().map_while(Result::ok) {
            output.lock().unwrap().push(line);
        }
    });
}
