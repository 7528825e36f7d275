//! Runs each example as a process: the receivers with the requests of the test kit, and the senders with the receivers.

#[path = "util/client.rs"]
mod client;
#[path = "util/process.rs"]
mod process;

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use chathooks::acquire::Acquire;
use chathooks::acquire::v1::AcquireV1;
use chathooks::comm100::Comm100;
use chathooks::dixa::Dixa;
use chathooks::testkit::{self, Kit};
use chathooks::{Key, Vendor};
use chrono::Utc;
use client::{exchange, send, send_too_much};
use process::{ACQUIRE_KEY, ACQUIRE_V1_TOKEN, COMM100_TOKEN, DIXA_KEY, Server, run};

const BODY_LIMIT: usize = 1 << 20;

fn acquire_key() -> Key {
    Key::new(ACQUIRE_KEY).unwrap()
}

fn acquire_kit(server: &Server, target: &str) -> Kit<Acquire> {
    testkit::acquire(acquire_key(), server.url(target)).unwrap()
}

/// The receivers read the system clock, so the requests are signed at the current time.
fn dixa_kit(server: &Server) -> Kit<Dixa> {
    let key = Key::from_hex(DIXA_KEY).unwrap();
    testkit::dixa(key, server.url("/dixa"), Utc::now(), Duration::from_secs(300)).unwrap()
}

/// A receiver and its expected log.
struct Receiver {
    server: Server,
    /// A line for each accepted event.
    taken: Vec<String>,
    /// The status of each refused request.
    refused: Vec<u16>,
}

impl Receiver {
    fn start(name: &str) -> Self {
        Self::of(Server::start(name))
    }

    fn of(server: Server) -> Self {
        Self { server, taken: Vec::new(), refused: Vec::new() }
    }

    /// Sends all requests of a kit with a real client. The log has each event after `prefix`.
    fn go_through<V: Vendor>(&mut self, kit: &Kit<V>, prefix: &str) {
        for delivery in kit.valid().chain(kit.unknown()) {
            assert_eq!(send(&delivery.request), (200, String::new()), "{prefix}: {delivery}");
            self.taken.push(format!("{prefix}: {}", delivery.event));
        }
        for forged in kit.forged() {
            assert_eq!(send(&forged.request), (401, String::new()), "{prefix}: {forged}");
            self.refused.push(401);
        }
        for malformed in kit.malformed() {
            assert_eq!(send(&malformed.request), (400, String::new()), "{prefix}: {malformed}");
            self.refused.push(400);
        }
    }

    fn acquire_and_dixa(&mut self) {
        self.go_through(&acquire_kit(&self.server, "/acquire"), Acquire::NAME);
        self.go_through(&dixa_kit(&self.server), Dixa::NAME);
    }

    /// Sends bodies of critical lengths and encodings. `chunked` is the expected status of an oversized body without a length.
    fn check_bodies(&mut self, chunked: u16) {
        let kit = acquire_kit(&self.server, "/acquire");
        let request = |length: usize| kit.oversized(length - 1).exchanges.remove(0).request;
        // A body of exactly the limit is accepted.
        assert_eq!(send(&request(BODY_LIMIT)).0, 200);
        self.taken.push("acquire: case:teleported".to_owned());
        assert_eq!(send_too_much(&request(BODY_LIMIT + 1), false), 413);
        assert_eq!(send_too_much(&request(BODY_LIMIT + 1), true), chunked);
        // The response to a declared length of a gigabyte does not wait for the body.
        let head = "POST /acquire HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 1000000000\r\n\r\n";
        let bytes = [head.as_bytes(), &vec![b' '; BODY_LIMIT + 1]].concat();
        let answer = exchange(self.server.address(), &bytes);
        assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");

        // The signature covers the raw body, whatever `Content-Encoding` says.
        let delivery = acquire_kit(&self.server, "/acquire").valid().next().unwrap();
        let mut request = delivery.request;
        request.headers_mut().insert("content-encoding", "gzip".parse().unwrap());
        assert_eq!(send(&request), (200, String::new()));
        self.taken.push(format!("acquire: {}", delivery.event));
        *request.uri_mut() = self.server.url("/elsewhere").parse().unwrap();
        assert_eq!(send(&request).0, 404);
    }

    /// Stops the receiver and checks its log: the names of events, the reasons of refusals, and no customer data.
    fn check_log(self) -> Vec<String> {
        let [output, error] = self.server.stop();
        let (work, taken): (Vec<_>, Vec<_>) = output.into_iter().partition(|line| line.starts_with("- "));
        assert_eq!(taken, self.taken);
        for line in &work {
            let words: String = line.chars().filter(|letter| !letter.is_ascii_digit()).collect();
            let known =
                ["- a case of  messages", "- a conversation was closed", "- new to this version", "- nothing to do"];
            assert!(known.contains(&words.as_str()), "{line}");
        }
        let refused: Vec<u16> = error.iter().filter_map(|line| line.get(..3)?.parse().ok()).collect();
        let of_kits = refused.iter().filter(|status| [400, 401].contains(status)).count();
        assert_eq!(refused.len(), error.len());
        assert!(of_kits >= self.refused.len() && refused.starts_with(&self.refused), "{of_kits}");
        work
    }
}

#[test]
fn axum() {
    let mut receiver = Receiver::start("axum");
    receiver.acquire_and_dixa();
    receiver.check_bodies(413);
    let work = receiver.check_log();
    assert!(work.contains(&"- a case of 2 messages".to_owned()), "{work:?}");
    assert!(work.contains(&"- a conversation was closed".to_owned()), "{work:?}");
}

#[test]
fn axum_handles_once_what_dixa_delivers_twice() {
    let mut receiver = Receiver::start("axum");
    let mut events = 0;
    for scenario in dixa_kit(&receiver.server).duplicates() {
        for exchange in &scenario.exchanges {
            assert_eq!(send(&exchange.request), (exchange.status, String::new()), "{scenario}");
            receiver.taken.push(format!("dixa: {}", scenario.event));
        }
        events += 1;
    }
    assert!(events >= 32);
    assert_eq!(receiver.check_log().len(), events);
}

#[test]
fn actix_web() {
    let mut receiver = Receiver::start("actix_web");
    receiver.acquire_and_dixa();
    receiver.check_bodies(413);
    receiver.check_log();
}

#[test]
fn hyper() {
    let mut receiver = Receiver::start("hyper");
    receiver.acquire_and_dixa();
    let kit = testkit::acquire_v1(ACQUIRE_V1_TOKEN, receiver.server.url("/acquire-v1")).unwrap();
    receiver.go_through(&kit, AcquireV1::NAME);
    let kit = testkit::comm100(COMM100_TOKEN, receiver.server.url("/comm100")).unwrap();
    receiver.go_through(&kit, Comm100::NAME);
    receiver.check_bodies(413);
    receiver.check_log();
}

#[test]
fn std_net() {
    let mut receiver = Receiver::start("std_net");
    receiver.acquire_and_dixa();
    receiver.check_bodies(411);
    let address = receiver.server.address().to_owned();
    for (head, status) in [
        ("POST /acquire HTTP/1.1\r\n\r\n", 411),
        ("POST /acquire HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 1\r\n\r\nx", 411),
        ("POST /acquire HTTP/1.1\r\ncontent-length: -1\r\n\r\nx", 400),
        ("POST /acquire HTTP/1.1\r\ncontent-length: 18446744073709551615\r\n\r\nx", 413),
        ("GET /acquire HTTP/1.1\r\ncontent-length: 0\r\n\r\n", 404),
        (&format!("POST /acquire HTTP/1.1\r\nx: {}\r\n\r\n", "x".repeat(16 << 10)), 400),
    ] {
        let answer = exchange(&address, head.as_bytes());
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{head:.60}: {answer}");
    }
    receiver.check_log();
}

#[test]
fn tenants_do_not_open_each_others_route() {
    let keys = [("TENANT_KEYS", "north=old north=k1 south=k2")];
    let mut receiver = Receiver::of(Server::start_with("tenants", &["127.0.0.1:0"], &keys));
    let kit = |key: &str, tenant: &str, server: &Server| {
        testkit::acquire(Key::new(key).unwrap(), server.url(&format!("/acquire/{tenant}"))).unwrap()
    };
    for (tenant, key) in [("north", "old"), ("north", "k1"), ("south", "k2")] {
        receiver.go_through(&kit(key, tenant, &receiver.server), tenant);
    }
    for (tenant, key) in [
        ("south", "old"),
        ("south", "k1"),
        ("north", "k2"),
        ("nobody", "k1"),
        ("nobody", "unknown tenant"),
        ("NORTH", "k1"),
        ("north%00", "k1"),
        ("%ff", "k1"),
    ] {
        for delivery in kit(key, tenant, &receiver.server).valid() {
            assert_eq!(send(&delivery.request), (401, String::new()), "{tenant}, {key}: {delivery}");
            receiver.refused.push(401);
        }
    }

    // The response to an unknown tenant is equal to that to a wrong key.
    let address = receiver.server.address().to_owned();
    let answers = ["north", "south", "nobody", "%ff"].map(|tenant| {
        let signature = acquire_key().sign(b"{}");
        let head = format!("POST /acquire/{tenant} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n");
        exchange(&address, format!("{head}x-acquire-signature: {signature}\r\n\r\n{{}}").as_bytes())
    });
    assert!(answers[0].starts_with("HTTP/1.1 401 ") && answers[0].ends_with("\r\n\r\n"), "{}", answers[0]);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    receiver.check_log();
}

/// A body that does not end takes no connection for ever.
#[test]
fn a_body_has_ten_seconds() {
    let keys = [("TENANT_KEYS", "north=k1"), ("CHATHOOKS_KEY", ACQUIRE_KEY)];
    let servers = [
        (Server::start_with("receive", &["127.0.0.1:0"], &keys), "acquire"),
        (Server::start("axum"), "acquire"),
        (Server::start("actix_web"), "acquire"),
        (Server::start("hyper"), "acquire"),
        (Server::start_with("tenants", &["127.0.0.1:0"], &keys), "acquire/north"),
    ];
    let streams = servers.iter().map(|(server, route)| {
        let mut stream = TcpStream::connect(server.address()).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
        write!(stream, "POST /{route} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n").unwrap();
        (stream, String::new())
    });
    let mut streams: Vec<_> = streams.collect();
    for _ in 0..80 {
        for (stream, answer) in &mut streams {
            let mut bytes = [0; 256];
            let _ = stream.write_all(b" ");
            let length = stream.read(&mut bytes).unwrap_or(0);
            answer.push_str(&String::from_utf8_lossy(&bytes[..length]));
        }
        if streams.iter().all(|(_, answer)| !answer.is_empty()) {
            break;
        }
    }
    for (_, answer) in &streams {
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    }
}

/// A receiver whose connections are all taken waits, and serves when they have ended.
#[cfg(target_os = "linux")]
#[test]
fn a_receiver_without_a_free_descriptor_waits() {
    for name in ["axum", "actix_web", "hyper", "std_net"] {
        let server = Server::start_with_files(name, 32);
        let streams: Vec<_> = (0..64).map(|_| TcpStream::connect(server.address()).unwrap()).collect();
        // The time of the processor in hundredths of a second.
        let used = || -> u64 {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", server.id())).unwrap();
            let fields: Vec<_> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
            fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
        };
        std::thread::sleep(Duration::from_millis(500));
        let before = used();
        std::thread::sleep(Duration::from_secs(2));
        let used = used() - before;
        assert!(used < 20, "{name}: {used}");
        drop(streams);
        assert_eq!(send(&acquire_kit(&server, "/acquire").valid().next().unwrap().request).0, 200, "{name}");
    }
}

/// Starts a server that answers one request and returns it.
fn answering(answer: &'static str) -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut bytes = vec![0; 4096];
        let length = stream.read(&mut bytes).unwrap();
        write!(stream, "HTTP/1.1 {answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
        String::from_utf8_lossy(&bytes[..length]).into_owned()
    });
    (url, server)
}

/// Runs a sender with three receivers of this repository, and with servers that answer other statuses.
fn check_sender(name: &str, route: &str, key: (&str, &str)) {
    let keys = [("CHATHOOKS_KEY", ACQUIRE_KEY), ("CHATHOOKS_DIXA_KEY", DIXA_KEY)];
    let servers =
        [Server::start_with("receive", &["127.0.0.1:0"], &keys), Server::start("axum"), Server::start("std_net")];
    for server in servers {
        assert_eq!(run(name, &server.url(route), &[]), (Some(0), "200 OK\n".to_owned()));
        assert_eq!(run(name, &server.url(route), &[key]), (Some(1), "401 Unauthorized\n".to_owned()));
    }
    for (answer, line) in
        [("302 Found\r\nlocation: http://127.0.0.1:1/", "302 Found\n"), ("202 Accepted", "202 Accepted\n")]
    {
        let (url, server) = answering(answer);
        assert_eq!(run(name, &url, &[]), (Some(1), line.to_owned()));
        assert!(server.join().unwrap().starts_with("POST / HTTP/1.1\r\n"));
    }
    assert_eq!(run(name, "not a url", &[]), (Some(1), String::new()));
}

#[test]
fn send_ureq() {
    check_sender("send_ureq", "/acquire", ("ACQUIRE_KEY", "another"));
}

#[test]
fn send_reqwest() {
    check_sender("send_reqwest", "/dixa", ("DIXA_KEY", "0a1b"));
}

#[test]
fn each_example_is_short_and_in_the_readme() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let mut examples = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let lines = std::fs::read_to_string(&path).unwrap().lines().count();
        let name = path.file_name().unwrap().to_str().unwrap();
        let limit = if name.starts_with("queue_") || name == "exactly_once.rs" { 150 } else { 90 };
        assert!(lines <= limit, "{name}: {lines} lines");
        assert!(readme.contains(&format!("](examples/{name})")), "{name} is not in the README");
        examples += 1;
    }
    assert!(examples >= 9);
}
