//! Connections that are slow or many, signals, and what is printed of requests that reach no vendor.

use std::io::{BufRead as _, Read as _, Write as _};
use std::time::{Duration, Instant};

use crate::util::receiver::Receiver;
use crate::util::{KEY, lines, seed_sample, signature};

use super::raw;
use super::running::{Running, answer};

/// Half of a head.
const HALF: &[u8] = b"POST /acquire HTTP/1.1\r\nhost: x\r\n";

/// A valid delivery.
fn valid() -> Vec<u8> {
    let body = seed_sample();
    raw(&format!("{}\r\n", signature(KEY, &body)), &body)
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_beside_half_a_head() {
    let mut running = Running::start(&[]);
    let _half = running.write(HALF);
    assert!(answer(running.write(&valid())).starts_with("HTTP/1.1 200 OK\r\n"));
    running.interrupt();
    let (status, time) = running.end();
    assert_eq!(status, Some(0));
    assert!(time < Duration::from_secs(2), "{time:?}");
    let mut printed = String::new();
    running.stdout().read_to_string(&mut printed).unwrap();
    assert_eq!(printed, "acquire: case:status\n");
}

/// A request that runs is answered before the end, but is not waited for any longer than that.
#[cfg(unix)]
#[test]
fn ctrl_c_waits_for_a_request_and_a_second_one_does_not() {
    let request = valid();
    let (first, second) = request.split_at(request.len() - 100);

    let mut running = Running::start(&[]);
    let mut stream = running.write(first);
    std::thread::sleep(Duration::from_millis(200));
    running.interrupt();
    std::thread::sleep(Duration::from_millis(200));
    stream.write_all(second).unwrap();
    assert!(answer(stream).starts_with("HTTP/1.1 200 OK\r\n"));
    assert_eq!(running.end().0, Some(0));

    let mut running = Running::start(&[]);
    let _stream = running.write(first);
    std::thread::sleep(Duration::from_millis(200));
    running.interrupt();
    let (status, time) = running.end();
    assert_eq!(status, Some(0));
    assert!(time < Duration::from_secs(2), "{time:?}");

    let mut running = Running::start(&[]);
    let _stream = running.write(first);
    std::thread::sleep(Duration::from_millis(200));
    running.interrupt();
    std::thread::sleep(Duration::from_millis(200));
    running.interrupt();
    let (status, time) = running.end();
    assert_eq!(status, Some(1));
    assert!(time < Duration::from_millis(800), "{time:?}");
}

#[test]
fn a_head_and_a_body_have_10_seconds() {
    let mut running = Running::start(&[]);
    let start = Instant::now();
    let head = running.write(HALF);
    let body =
        running.write(b"POST /acquire?token=t HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 9\r\n\r\n{");
    assert!(answer(body).starts_with("HTTP/1.1 408 Request Timeout\r\n"));
    let mut line = String::new();
    running.stdout().read_line(&mut line).unwrap();
    assert_eq!(line, "acquire: the body took more than 10 s\n");
    assert_eq!(answer(head), "");
    let time = start.elapsed();
    assert!(time > Duration::from_secs(9) && time < Duration::from_secs(15), "{time:?}");
}

/// A connection beyond the limit waits until another ends. Elsewhere a process may not open so many.
#[cfg(target_os = "linux")]
#[test]
fn connections_are_limited() {
    let running = Running::start(&[]);
    let mut open: Vec<_> = (0..512).map(|_| running.write(b"POST")).collect();
    let mut stream = running.write(&valid());
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    assert!(stream.read(&mut [0; 16]).is_err(), "it is answered");
    open.pop();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    assert!(answer(stream).starts_with("HTTP/1.1 200 OK\r\n"));
}

/// Each request has its line, which has nothing of a query or a body.
#[test]
fn requests_that_reach_no_vendor_have_a_line() {
    let long = format!("/{}", "x".repeat(200));
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").into_bytes();
    let routes = "the routes are /acquire, /dixa, /acquire-v1 and /comm100";
    let requests = [
        (get("/?token=s3cret"), "404", format!("404: there is no /, {routes}")),
        (get("/a'%1b"), "404", format!("404: there is no /a\\'%1b, {routes}")),
        (get(&long), "404", format!("404: there is no {}…, {routes}", &long[..100])),
        (get("/acquire?token=s3cret"), "405", "acquire: GET is not allowed".to_owned()),
        (raw("", &vec![b'x'; (1 << 20) + 1]), "413", "acquire: the body is longer than 1 MiB".to_owned()),
        (
            b"POST /acquire HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\nxyz\r\n"
                .to_vec(),
            "400",
            "acquire: the body is not complete".to_owned(),
        ),
    ];
    let (text, json) = (Receiver::chathooks(&[]), Receiver::chathooks(&["--json"]));
    let mut wanted = Vec::new();
    for (request, status, line) in requests {
        for receiver in [&text, &json] {
            let answer = receiver.exchange(&[&request]);
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{status}: {answer}");
            assert!(answer.ends_with("\r\n\r\n"), "the body is not empty: {answer}");
        }
        wanted.push((status, line));
    }
    assert_eq!(text.lines(wanted.len()), wanted.iter().map(|(_, line)| line.clone()).collect::<Vec<_>>());
    let printed = lines(json.lines(wanted.len()).join("\n").as_bytes());
    assert_eq!(printed.len(), wanted.len());
    for (printed, (status, line)) in printed.iter().zip(&wanted) {
        let (vendor, reason) = line.split_once(": ").unwrap();
        let vendor = if vendor == "404" { None } else { Some(vendor) };
        assert_eq!((printed["status"].to_string(), printed["vendor"].as_str()), ((*status).to_owned(), vendor));
        assert_eq!(printed["reason"].as_str(), Some(reason));
        assert!(printed["event"].is_null() && printed["saved"].is_null());
    }
}

/// The name of an event is that of the body in JSON, and escaped in text.
#[test]
fn an_event_has_its_own_name_in_json() {
    let body = br#"{"event":"new:\u001b[31m\n","data":{}}"#;
    let request = raw(&format!("{}\r\n", signature(KEY, body)), body);
    for (arguments, wanted) in [(&["--json"][..], "new:\u{1b}[31m\n"), (&[], "new:\\u{1b}[31m\\n, new to this version")]
    {
        let receiver = Receiver::chathooks(arguments);
        assert!(receiver.exchange(&[&request]).starts_with("HTTP/1.1 200 OK\r\n"));
        let line = receiver.lines(1).remove(0);
        if arguments.is_empty() {
            assert_eq!(line, format!("acquire: {wanted}"));
        } else {
            assert_eq!(lines(line.as_bytes())[0]["event"], wanted);
        }
    }
}

/// Lines wait if nobody reads them, so none is as long as a body.
#[test]
fn a_long_name_of_an_event_is_cut() {
    let body = format!(r#"{{"event":"{}","data":{{}}}}"#, "ü".repeat(100_000));
    let request = raw(&format!("{}\r\n", signature(KEY, body.as_bytes())), body.as_bytes());
    let name = format!("{}…", "ü".repeat(100));
    for (arguments, wanted) in
        [(&["--json"][..], format!(r#""event":"{name}""#)), (&[], format!("acquire: {name}, new to this version"))]
    {
        let receiver = Receiver::chathooks(arguments);
        assert!(receiver.exchange(&[&request]).starts_with("HTTP/1.1 200 OK\r\n"));
        let line = receiver.lines(1).remove(0);
        assert!(line.contains(&wanted) && line.len() < 1000, "{line}");
    }
}

/// More lines than a pipe and the queue of lines hold.
const COUNT: usize = 4000;

/// Sends forged deliveries, of which each is answered.
fn fill(running: &Running) {
    let forged = b"POST /acquire HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}";
    let stream = running.write(b"");
    let mut writer = stream.try_clone().unwrap();
    let writing = std::thread::spawn(move || {
        for _ in 1..COUNT {
            writer.write_all(forged).unwrap();
        }
        writer.write_all(&raw("", b"{}")).unwrap();
    });
    assert_eq!(answer(stream).matches("HTTP/1.1 401 ").count(), COUNT);
    writing.join().unwrap();
}

/// A reader that stops delays no answer. Lines that found no room are counted.
#[cfg(unix)]
#[test]
fn a_reader_that_stops_delays_nothing() {
    let mut running = Running::start(&["--json"]);
    fill(&running);

    let mut stdout = running.stdout();
    let reading = std::thread::spawn(move || {
        let mut printed = String::new();
        stdout.read_to_string(&mut printed).map(|_| lines(printed.as_bytes()).len())
    });
    let mut line = String::new();
    running.stderr.read_line(&mut line).unwrap();
    let (dropped, rest) = line.split_once(' ').unwrap();
    assert_eq!(rest, "lines were not printed, because standard output was not read in time\n");
    running.interrupt();
    assert_eq!(running.end().0, Some(0));
    assert_eq!(reading.join().unwrap().unwrap() + dropped.parse::<usize>().unwrap(), COUNT);

    // Nor does it delay the end.
    let mut running = Running::start(&["--json"]);
    fill(&running);
    running.interrupt();
    let (status, time) = running.end();
    assert_eq!(status, Some(0));
    assert!(time < Duration::from_secs(2), "{time:?}");
}

#[cfg(unix)]
#[test]
fn a_closed_standard_output_is_said_once() {
    let mut running = Running::start(&[]);
    drop(running.stdout());
    for _ in 0..3 {
        assert!(answer(running.write(&valid())).starts_with("HTTP/1.1 200 OK\r\n"));
    }
    running.interrupt();
    assert_eq!(running.end().0, Some(0));
    let mut error = String::new();
    running.stderr.read_to_string(&mut error).unwrap();
    assert_eq!(error, "warning: standard output is closed: deliveries are received, and not printed\n");
}
