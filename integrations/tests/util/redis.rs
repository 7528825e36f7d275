//! A redis-server on a free port, with a data directory of its own.

#![allow(dead_code, reason = "not every test uses all of this file")]

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Each write is on disk before the answer.
pub const DURABLE: &[&str] = &["--appendonly", "yes", "--appendfsync", "always"];
/// Nothing is written to disk.
pub const IN_MEMORY: &[&str] = &["--appendonly", "no"];

/// A server that stops on drop.
pub struct Redis {
    server: Child,
    pub url: String,
    port: u16,
    folder: PathBuf,
    options: Vec<String>,
    /// The largest size of a file, in KiB, from the next start on.
    pub max_file_kib: Option<u64>,
}

impl Redis {
    /// Returns `None` and prints it if no server is installed. With `CHATHOOKS_REDIS=1` that is a failure.
    pub fn start(options: &[&str]) -> Option<Self> {
        // Another process may take the port before the server binds it, so this is repeated.
        (0..5).find_map(|_| Self::try_start(options).transpose()).expect("a server that answers").ok()
    }

    /// Returns `None` if the port is taken, and an error if no server is installed.
    fn try_start(options: &[&str]) -> Result<Option<Self>, ()> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let folder = std::env::temp_dir().join(format!("chathooks-redis-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let options: Vec<_> = options.iter().map(|&option| option.to_owned()).collect();
        let Ok(server) = command(port, &folder, &options, None).spawn() else {
            std::fs::remove_dir_all(&folder).unwrap();
            assert!(std::env::var_os("CHATHOOKS_REDIS").is_none_or(|set| set != "1"), "there is no redis-server");
            println!("there is no redis-server: skipped");
            return Err(());
        };
        let mut redis =
            Self { server, url: format!("redis://127.0.0.1:{port}"), port, folder, options, max_file_kib: None };
        Ok(redis.is_up().then_some(redis))
    }

    /// Waits until the server answers. Returns `false` if it ended.
    fn is_up(&mut self) -> bool {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(20) && !self.has_ended() {
            if self.connection().and_then(|mut redis| redis::cmd("PING").query::<String>(&mut redis)).is_ok() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    pub fn id(&self) -> u32 {
        self.server.id()
    }

    pub fn has_ended(&mut self) -> bool {
        self.server.try_wait().unwrap().is_some()
    }

    /// Ends the server with SIGKILL.
    pub fn kill(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }

    /// Ends the server with SIGTERM.
    pub fn shut_down(&mut self) {
        self.signal("TERM");
        self.server.wait().unwrap();
    }

    /// Starts the server again after it has ended, with the same data.
    pub fn restart(&mut self) {
        assert!(self.has_ended());
        // A connection of another process may have the port for a moment.
        let is_up = (0..20).any(|_| {
            self.server = command(self.port, &self.folder, &self.options, self.max_file_kib).spawn().unwrap();
            self.is_up() || {
                std::thread::sleep(Duration::from_millis(200));
                false
            }
        });
        assert!(is_up);
    }

    /// Sends a signal, such as `STOP`.
    pub fn signal(&self, signal: &str) {
        assert!(
            Command::new("kill")
                .args([&format!("-{signal}"), &self.server.id().to_string()])
                .status()
                .unwrap()
                .success()
        );
    }

    pub fn connection(&self) -> redis::RedisResult<redis::Connection> {
        redis::Client::open(self.url.as_str())?.get_connection_with_timeout(Duration::from_secs(5))
    }

    /// Sends a command, given as words.
    pub fn query<T: redis::FromRedisValue>(&self, words: &[&str]) -> T {
        let mut command = redis::Cmd::new();
        for word in words {
            command.arg(*word);
        }
        command.query(&mut self.connection().unwrap()).unwrap()
    }
}

fn command(port: u16, folder: &Path, options: &[String], max_file_kib: Option<u64>) -> Command {
    let mut command = Command::new("redis-server");
    if let Some(kib) = max_file_kib {
        command = Command::new("sh");
        // An ignored signal stays ignored, so that a write beyond the limit fails, as on a full disk.
        let script = "trap '' XFSZ; ulimit -f $0; exec redis-server \"$@\"";
        command.args(["-c", script, &(2 * kib).to_string()]);
    }
    command.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", ""]).args(options);
    command.args(["--maxmemory-policy", "noeviction", "--dir"]).arg(folder).stdout(Stdio::null());
    command
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.kill();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
