//! The examples of the queue as processes that are killed and started again.

#![allow(dead_code, reason = "not every test uses all of this file")]

use std::io::{BufRead as _, BufReader, Read};
use std::process::Child;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::process::example;

/// What the processes write, line by line. A line that a process wrote before it was killed is in the log.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    pub fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// Waits until a line contains a text.
    pub fn wait_for(&self, text: &str) {
        wait_until(text, || self.0.lock().unwrap().iter().any(|line| line.contains(text)));
    }

    fn read(&self, stream: impl Read + Send + 'static) -> JoinHandle<()> {
        let log = self.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                log.0.lock().unwrap().push(line);
            }
        })
    }
}

/// Waits for a condition, and fails after two minutes.
pub fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < Duration::from_secs(120), "waited too long for: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A receiver or a worker, which is killed on drop.
pub struct Process {
    name: &'static str,
    argument: String,
    variables: Vec<(&'static str, String)>,
    log: Log,
    running: Option<(Child, [JoinHandle<()>; 2])>,
}

impl Process {
    /// Starts a receiver on a free port, and waits until it listens.
    pub fn receiver(redis: &str, variables: &[(&'static str, &str)]) -> Self {
        Self::server("queue_receiver", &[variables, &[("REDIS_URL", redis)]].concat())
    }

    /// Starts a receiver that does the work itself, on a free port, and waits until it listens.
    pub fn exactly_once(postgres: &str, variables: &[(&'static str, &str)]) -> Self {
        Self::server("exactly_once", &[variables, &[("POSTGRES_URL", postgres)]].concat())
    }

    fn server(name: &'static str, variables: &[(&'static str, &str)]) -> Self {
        let mut process = Self::new(name, "127.0.0.1:0".to_owned(), variables);
        process.start();
        process.log.wait_for("listening on http://");
        // After a restart it has the same port.
        process.argument = process.log.lines()[0].replace("listening on http://", "");
        process
    }

    pub fn worker(name: &str, redis: &str, variables: &[(&'static str, &str)]) -> Self {
        let mut process = Self::new("queue_worker", name.to_owned(), &[variables, &[("REDIS_URL", redis)]].concat());
        process.start();
        process
    }

    fn new(name: &'static str, argument: String, variables: &[(&'static str, &str)]) -> Self {
        let variables = variables.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self { name, argument, variables, log: Log::default(), running: None }
    }

    pub fn start(&mut self) {
        let mut command = example(self.name);
        command.arg(&self.argument).envs(self.variables.iter().map(|(name, value)| (name, value)));
        let mut child = command.spawn().unwrap();
        let readers = [self.log.read(child.stdout.take().unwrap()), self.log.read(child.stderr.take().unwrap())];
        self.running = Some((child, readers));
    }

    /// Ends the process with SIGKILL, and waits until its last line is in the log.
    pub fn kill(&mut self) {
        if let Some((mut child, readers)) = self.running.take() {
            let _ = child.kill();
            let _ = child.wait();
            for reader in readers {
                reader.join().unwrap();
            }
        }
    }

    pub fn id(&self) -> u32 {
        self.running.as_ref().unwrap().0.id()
    }

    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Returns the URL of a path of a receiver.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.argument)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}
