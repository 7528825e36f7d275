//! The arguments and the output of the examples, which are a contract.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper of tests may panic")]
#![cfg(feature = "http")]

mod util;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Once;

use chathooks::Key;

/// Returns the command of an example. Cargo builds the examples into a sibling of the tests' folder.
fn example(name: &str) -> Command {
    static BUILT: Once = Once::new();
    BUILT.call_once(|| {
        // `cargo test --test examples` does not build the examples.
        let built = Command::new(env!("CARGO")).args(["build", "--quiet", "--examples"]).status().unwrap();
        assert!(built.success());
    });
    let mut folder = std::env::current_exe().unwrap();
    folder.pop();
    folder.pop();
    let path: PathBuf = folder.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    Command::new(path)
}

/// Runs an example with an input, and returns its exit status, standard output and standard error.
fn run(name: &str, arguments: &[&str], input: &[u8]) -> (i32, Vec<u8>, String) {
    run_with_key(name, "k1", arguments, input)
}

fn run_with_key(name: &str, key: &str, arguments: &[&str], input: &[u8]) -> (i32, Vec<u8>, String) {
    let mut child = example(name)
        .args(arguments)
        .env("CHATHOOKS_KEY", key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The example may exit before it has read the whole input.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), output.stdout, String::from_utf8(output.stderr).unwrap())
}

fn signature(key: &str, body: &[u8]) -> String {
    format!("X-Acquire-Signature: {}", Key::new(key).unwrap().sign(body))
}

#[test]
fn quickstart_does_the_main_job_and_refuses_a_changed_byte() {
    let (status, output, error) = run("quickstart", &[], b"");
    let output = String::from_utf8(output).unwrap();
    assert_eq!((status, error.as_str()), (0, ""));
    assert!(output.contains("case \"72\" is now closed"), "{output}");
    assert!(output.ends_with("one changed byte: refused, signature or token mismatch\n"), "{output}");
}

/// Starts a server that answers with one status, and returns the head of the request.
fn refusing(status: &'static str) -> (String, std::thread::JoinHandle<String>) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = vec![0; 4096];
        let length = stream.read(&mut head).unwrap();
        write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
        String::from_utf8_lossy(&head[..length]).into_owned()
    });
    (address, server)
}

#[test]
fn manage_goes_through_the_steps_of_each_vendor() {
    let (status, output, error) = run("manage", &[], b"");
    assert_eq!((status, error.as_str()), (0, ""));
    let output = String::from_utf8(output).unwrap();
    let steps = |vendor: &str| -> Vec<&str> {
        let lines = output.lines().filter(|line| line.starts_with(vendor));
        lines.map(|line| line[9..24].trim()).collect()
    };
    let common = ["create", "list", "get", "change", "delete"];
    assert_eq!(steps("acquire"), common);
    assert_eq!(steps("comm100"), common);
    assert_eq!(steps("dixa"), ["create", "list", "get", "change", "delivery status", "logs", "delete"]);
}

#[test]
fn manage_tells_the_step_and_the_status_that_failed() {
    for (vendor, start, credential) in [
        ("acquire", "POST /api/v1/webhook HTTP/1.1", "authorization: Bearer t0ken"),
        ("dixa", "POST /v1/webhooks HTTP/1.1", "authorization: t0ken"),
        ("comm100", "POST /v4/livechat/webhooks HTTP/1.1", "authorization: Bearer t0ken"),
    ] {
        let (address, server) = refusing("403 Forbidden");
        let (status, _, error) = run("manage", &[vendor, "--base", &address, "--token", "t0ken"], b"");
        assert_eq!((status, error.as_str()), (1, "rest: create: the vendor answered 403 Forbidden\n"), "{vendor}");
        let head = server.join().unwrap();
        assert!(head.starts_with(start) && head.to_lowercase().contains(&credential.to_lowercase()), "{head}");
    }
    // A credential must not leave the machine without TLS.
    let (status, _, error) = run("manage", &["acquire", "--base", "http://example.com", "--token", "t"], b"");
    assert_eq!((status, error.as_str()), (1, "rest: create: http without TLS to another machine\n"));
    let (address, server) = refusing("202 Accepted");
    let (status, _, error) = run("manage", &["dixa", "--base", &address, "--token", "t"], b"");
    assert!(status == 1 && error.starts_with("rest: create: ") && error.contains("202 Accepted"), "{error}");
    server.join().unwrap();
    let wrong: [&[&str]; 3] = [
        &["acquire"],
        &["nobody", "--base", "http://127.0.0.1:1", "--token", "t"],
        &["acquire", "dixa", "--base", "http://127.0.0.1:1", "--token", "t"],
    ];
    for arguments in wrong {
        assert_eq!(run("manage", arguments, b"").0, 64, "{arguments:?}");
    }
}

#[test]
fn manage_tries_again_when_the_rate_limit_is_exceeded() {
    for (after, requests) in [("0", 3), ("3600", 1)] {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        // After this many requests there is no server, which is another error.
        let server = std::thread::spawn(move || {
            for _ in 0..requests {
                let (mut stream, _) = listener.accept().unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let (mut length, mut line) = (0, String::new());
                while reader.read_line(&mut line).unwrap() > 2 {
                    if let Some(value) = line.to_lowercase().strip_prefix("content-length: ") {
                        length = value.trim().parse().unwrap();
                    }
                    line.clear();
                }
                reader.read_exact(&mut vec![0; length]).unwrap();
                let head = "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\nconnection: close";
                write!(stream, "{head}\r\nretry-after: {after}\r\n\r\n").unwrap();
            }
        });
        let (status, _, error) = run("manage", &["comm100", "--base", &address, "--token", "t"], b"");
        assert_eq!((status, error.as_str()), (1, "rest: create: the vendor answered 429 Too Many Requests\n"));
        server.join().unwrap();
    }
}

#[test]
fn deliver_tries_again_until_it_is_received() {
    let (status, output, error) = run("deliver", &[], b"");
    let output = String::from_utf8(output).unwrap();
    assert_eq!((status, error.as_str()), (0, ""));
    for line in ["attempt 1: status 503", "attempt 2: status 500", "attempt 3: status 200", "received"] {
        assert_eq!(output.lines().filter(|own| own.ends_with(line)).count(), 1, "{line}: {output}");
    }
}

/// The server of the `receive` example, which stops on drop.
struct Server {
    child: Child,
    address: String,
    output: BufReader<std::process::ChildStdout>,
}

impl Server {
    fn start() -> Self {
        let mut command = example("receive");
        command.arg("127.0.0.1:0").env("CHATHOOKS_KEY", "new\nk1").stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap().to_owned();
        Self { child, address, output }
    }

    /// Writes a raw request and returns the response.
    fn exchange(&self, head: &str, body: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head = format!("POST /acquire HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{head}");
        stream.write_all(format!("{head}content-length: {}\r\n\r\n", body.len()).as_bytes()).unwrap();
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8(answer).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn send_and_receive_meet_on_loopback() {
    let mut server = Server::start();
    let url = format!("http://{}/acquire", server.address);
    let body = util::seed_sample();
    for key in ["k1", "new"] {
        let (status, output, error) = run_with_key("send", key, &[&url], &body);
        assert_eq!((status, output.as_slice(), error.as_str()), (0, &b"200 OK\n"[..], ""));
    }
    assert_eq!(run_with_key("send", "k2", &[&url], &body).0, 1);
    // What does not decode is not sent, and an empty key is refused.
    assert_eq!(run("send", &[&url], b"{}").1, b"");
    assert_eq!(run_with_key("send", "", &[&url], &body).0, 1);

    let signed = |body: &[u8]| format!("{}\r\n", signature("k1", body));
    let answers = [
        (signed(b"{}"), b"{}".to_vec(), "400 Bad Request"),
        (signed(b"{"), b"{ ".to_vec(), "401 Unauthorized"),
        (String::new(), b"{}".to_vec(), "401 Unauthorized"),
        ("x-acquire-signature: 00\r\n".to_owned(), b"{}".to_vec(), "401 Unauthorized"),
        (signed(b"{}").repeat(2), b"{}".to_vec(), "401 Unauthorized"),
        (signed(b"x"), vec![b'x'; (1 << 20) + 1], "413 Payload Too Large"),
    ];
    for (head, body, wanted) in answers {
        let answer = server.exchange(&head, &body);
        assert!(answer.starts_with(&format!("HTTP/1.1 {wanted}\r\n")), "{wanted}: {answer}");
        assert!(answer.ends_with("\r\n\r\n"), "the body is not empty: {answer}");
    }
    let mut line = String::new();
    server.output.read_line(&mut line).unwrap();
    assert_eq!(line, "acquire: case:status\n");
}
