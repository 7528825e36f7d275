//! A PostgreSQL server on a free port, with a data directory of its own.
//!
//! Its programs are looked for in the folder `CHATHOOKS_POSTGRES_BIN`, in `PATH`, and in `/usr/lib/postgresql/*/bin`, where
//! Debian has them. Because the server refuses to run as root, root runs it as the user `postgres` or `nobody`.

#![allow(dead_code, reason = "not every test uses all of this file")]

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};

/// A server that stops on drop.
pub struct Postgres {
    programs: Programs,
    server: Option<Child>,
    pub port: u16,
    folder: PathBuf,
    options: Vec<String>,
}

/// Where the programs of PostgreSQL are, and the user who runs them.
struct Programs {
    folder: PathBuf,
    user: Option<String>,
}

impl Programs {
    fn find() -> Option<Self> {
        let given = std::env::var_os("CHATHOOKS_POSTGRES_BIN").map(PathBuf::from);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut debian: Vec<_> =
            std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|one| one.path()).collect();
        debian.sort_by_key(|version| version.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok()));
        let debian = debian.iter().rev().map(|version| version.join("bin"));
        let folder = given.into_iter().chain(std::env::split_paths(&path)).chain(debian);
        let folder = folder.into_iter().find(|folder| folder.join("initdb").exists())?;
        let id = Command::new("id").arg("-u").output().unwrap().stdout;
        let user = (id == b"0\n").then(|| {
            let is_there = Command::new("id").arg("postgres").output().unwrap().status.success();
            if is_there { "postgres" } else { "nobody" }.to_owned()
        });
        Some(Self { folder, user })
    }

    fn command(&self, name: &str) -> Command {
        let program = self.folder.join(name);
        let mut command = Command::new(&program);
        if let Some(user) = &self.user {
            command = Command::new("setpriv");
            command.args(["--reuid", user, "--clear-groups"]).arg(program);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir("/");
        command
    }
}

impl Postgres {
    /// Returns `None` and prints it if no server is installed. With `CHATHOOKS_POSTGRES=1` that is a failure.
    pub fn start() -> Option<Self> {
        Self::start_with(&[])
    }

    /// Starts the server with more options, such as `fsync=off`.
    pub fn start_with(options: &[&str]) -> Option<Self> {
        let Some(programs) = Programs::find() else {
            assert!(std::env::var_os("CHATHOOKS_POSTGRES").is_none_or(|set| set != "1"), "there is no PostgreSQL");
            println!("there is no PostgreSQL: skipped");
            return None;
        };
        let port = free_port();
        let folder = std::env::temp_dir().join(format!("chathooks-postgres-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        if let Some(user) = &programs.user {
            assert!(Command::new("chown").arg(user).arg(&folder).status().unwrap().success());
        }
        let mut initdb = programs.command("initdb");
        initdb.args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--pgdata"]);
        assert!(initdb.arg(&folder).status().unwrap().success(), "initdb failed");
        // One of the workers may hold a connection that the server does not know to be dead yet.
        let options = ["max_connections=300"].iter().chain(options).map(|&option| option.to_owned()).collect();
        let mut postgres = Self { programs, server: None, port, folder, options };
        // Another process may take the port before the server binds it, so this is repeated.
        assert!((0..5).any(|_| postgres.try_start()), "a server that answers");
        Some(postgres)
    }

    fn try_start(&mut self) -> bool {
        let mut command = self.programs.command("postgres");
        command.args(["-p", &self.port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
        command.args(["-c", "unix_socket_directories=", "-D"]).arg(&self.folder);
        command.args(self.options.iter().flat_map(|option| ["-c", option]));
        self.server = Some(command.spawn().unwrap());
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(60) && !self.has_ended() {
            if self.run(|_| ()).is_ok() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.stop();
        self.port = free_port();
        false
    }

    fn has_ended(&mut self) -> bool {
        self.server.as_mut().is_none_or(|server| server.try_wait().unwrap().is_some())
    }

    pub fn url(&self) -> String {
        url(self.port)
    }

    fn try_connect(&self) -> Result<Client, postgres::Error> {
        let mut config: postgres::Config = self.url().parse()?;
        config.connect_timeout(Duration::from_secs(5)).connect(NoTls)
    }

    /// Connects with a blocking client.
    pub fn connect(&self) -> Client {
        self.try_connect().unwrap()
    }

    /// Calls a function with a blocking client, in a thread, because asynchronous tests cannot block.
    fn run<T: Send>(&self, call: impl FnOnce(&mut Client) -> T + Send) -> Result<T, postgres::Error> {
        std::thread::scope(|scope| scope.spawn(|| Ok(call(&mut self.try_connect()?))).join().unwrap())
    }

    /// Returns a number that a query returns.
    pub fn count(&self, query: &str) -> usize {
        let number: i64 = self.run(|client| client.query_one(query, &[]).unwrap().get(0)).unwrap();
        usize::try_from(number).unwrap()
    }

    /// Ends the server without a shutdown, so that it has to recover, as `pg_ctl stop -m immediate` does.
    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            // Not with pg_ctl, which fails if the server has just been started. The signals are those that pg_ctl sends.
            for signal in ["-QUIT", "-CONT"] {
                let _ = Command::new("kill").args([signal, &server.id().to_string()]).stderr(Stdio::null()).status();
            }
            let _ = server.wait();
        }
    }

    /// Starts the server again after [`stop`](Self::stop), with the same data and on the same port.
    pub fn restart(&mut self) {
        let port = self.port;
        assert!(self.try_start());
        assert_eq!(self.port, port);
    }

    /// Sends a signal, such as `STOP`, to the server and all of its processes.
    pub fn signal(&self, signal: &str) {
        let id = self.server.as_ref().unwrap().id().to_string();
        let children = Command::new("ps").args(["--no-headers", "-o", "pid", "--ppid", &id]).output().unwrap().stdout;
        let children = String::from_utf8(children).unwrap();
        let ids = children.split_whitespace().chain([id.as_str()]);
        assert!(Command::new("kill").arg(format!("-{signal}")).args(ids).status().unwrap().success());
    }
}

/// Returns the URL of a server, or of a proxy.
pub fn url(port: u16) -> String {
    format!("postgres://postgres@127.0.0.1:{port}/postgres")
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
