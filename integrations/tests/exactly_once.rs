//! The receiver `exactly_once`, which is killed between any two statements, and a PostgreSQL that stops or hangs.
//!
//! Without a PostgreSQL the tests are skipped; with `CHATHOOKS_POSTGRES=1` that is an error.

#[path = "util/client.rs"]
mod client;
#[path = "util/fleet.rs"]
mod fleet;
#[path = "util/postgres.rs"]
mod postgres_server;
#[path = "util/process.rs"]
mod process;
#[path = "util/proxy.rs"]
mod proxy;

use std::time::{Duration, Instant};

use chathooks::acquire::{self, Acquire};
use chathooks::dedupe::{Completion, IdempotencyKey, Outcome, Store as _};
use chathooks::testkit::{self, Kit};
use chathooks::{Key, Vendor, Verified};
use chathooks_integrations::postgres_pool::PostgresPool;
use chathooks_integrations::postgres_store::PostgresStore;
use chrono::Utc;
use client::send;
use fleet::{Process, wait_until};
use postgres_server::{Postgres, url};
use process::{ACQUIRE_KEY, ACQUIRE_V1_TOKEN, COMM100_TOKEN, DIXA_KEY};
use proxy::{Held, Proxy};

/// How many more rows one of the two tables has.
const UNEQUAL: &str = "SELECT abs((SELECT count(*) FROM chathooks_claims) - (SELECT count(*) FROM work))";

fn body(number: usize) -> String {
    let case = r#"{"event":"case:status","data":{"caseId":"72","status":"closed","messages":[{"id":"NUMBER"}]}}"#;
    case.replace("NUMBER", &number.to_string())
}

fn key(number: usize) -> IdempotencyKey {
    let verified = Verified::<Acquire, _>::assume_authentic(body(number));
    IdempotencyKey::of::<Acquire>(&Acquire::decode(&verified).unwrap()).unwrap()
}

fn request(receiver: &Process, body: &str) -> http::Request<Vec<u8>> {
    let signature = Key::new(ACQUIRE_KEY).unwrap().sign(body.as_bytes());
    let request = http::Request::post(receiver.url("/acquire"));
    request.header(acquire::SIGNATURE_HEADER.as_str(), signature.to_string()).body(body.into()).unwrap()
}

fn status(receiver: &Process, number: usize) -> u16 {
    send(&request(receiver, &body(number))).0
}

/// Returns how often an event is in the work's table.
fn handled(postgres: &Postgres, number: usize) -> usize {
    postgres.count(&format!("SELECT count(*) FROM work WHERE key = '{}'", key(number)))
}

fn expect_unavailable(receiver: &Process, number: usize) {
    let start = Instant::now();
    let response = client::response(&request(receiver, &body(number)));
    assert_eq!(response.status(), 503);
    assert_eq!(response.headers()["retry-after"], "5");
    println!("503 after {:?}", start.elapsed());
}

/// Sends all requests of a kit, and returns how many of its events are in the work's table afterwards.
fn go_through<V: Vendor>(postgres: &Postgres, kit: &Kit<V>) -> usize {
    for delivery in kit.valid().chain(kit.unknown()) {
        assert_eq!(send(&delivery.request), (200, String::new()), "{delivery}");
    }
    let rows = || postgres.count(&format!("SELECT count(*) FROM work WHERE vendor = '{}'", V::NAME));
    let first = rows();
    let mut letters = postgres.count("SELECT count(*) FROM dead_letters");
    for forged in kit.forged() {
        assert_eq!(send(&forged.request), (401, String::new()), "{forged}");
    }
    for malformed in kit.malformed() {
        assert_eq!(send(&malformed.request), (200, String::new()), "{malformed}");
        letters += 1;
    }
    for delivery in kit.valid() {
        let before = rows();
        assert_eq!(send(&delivery.request).0, 200);
        assert_eq!(rows() - before, usize::from(delivery.idempotency_id.is_none()), "{delivery}");
    }
    assert_eq!(postgres.count("SELECT count(*) FROM dead_letters"), letters);
    first
}

/// Each event of each vendor is handled once; without a key, once per delivery. A body that does not decode becomes a dead
/// letter.
#[test]
fn all_vendors() {
    let Some(postgres) = Postgres::start() else { return };
    let receiver = Process::exactly_once(&postgres.url(), &[]);
    let acquire = testkit::acquire(Key::new(ACQUIRE_KEY).unwrap(), receiver.url("/acquire")).unwrap();
    let dixa = Key::from_hex(DIXA_KEY).unwrap();
    let dixa = testkit::dixa(dixa, receiver.url("/dixa"), Utc::now(), Duration::from_secs(300)).unwrap();
    let acquire_v1 = testkit::acquire_v1(ACQUIRE_V1_TOKEN, receiver.url("/acquire-v1")).unwrap();
    let comm100 = testkit::comm100(COMM100_TOKEN, receiver.url("/comm100")).unwrap();
    let rows = [go_through(&postgres, &acquire), go_through(&postgres, &dixa)];
    let others = [go_through(&postgres, &acquire_v1), go_through(&postgres, &comm100)];
    assert!(rows.iter().chain(&others).all(|rows| *rows > 3), "{rows:?} {others:?}");

    // PostgreSQL stores no NUL, which a JSON string may contain.
    let (events, unknown) =
        ("SELECT count(*) FROM work WHERE event LIKE 'nul:%'", r#"{"event":"nul:\u0000","data":{}}"#);
    assert_eq!(send(&request(&receiver, unknown)).0, 200);
    assert_eq!(postgres.count(events), 1);
    assert_eq!(postgres.count("SELECT count(*) FROM outbox"), postgres.count("SELECT count(*) FROM work"));
    // No log contains a value.
    assert!(!receiver.log().lines().iter().any(|line| line.contains("closed")));
}

/// A worker is killed before each of its statements, and after each before it has received the answer. Then the delivery is
/// repeated, and its work is done once.
#[test]
fn a_worker_is_killed_between_any_two_statements() {
    let Some(postgres) = Postgres::start() else { return };
    let proxy = Proxy::start(postgres.port);
    let mut receiver = Process::exactly_once(&url(proxy.port), &[]);
    let restart = |receiver: &mut Process| {
        receiver.start();
        wait_until("a listener", || std::net::TcpStream::connect(receiver.url("").replace("http://", "")).is_ok());
    };
    let (mut number, mut kills) = (0, 0);
    // How many events were handled by their first delivery.
    let mut done_before = [0; 2];
    for (held, done) in [Held::Request, Held::Answer].into_iter().zip(&mut done_before) {
        for index in 0.. {
            number += 1;
            // Each delivery finds new connections, on which no statement is prepared, so that all have the same requests.
            receiver.kill();
            restart(&mut receiver);
            let is_held = proxy.hold(index, held);
            let (first, address) = (request(&receiver, &body(number)), receiver.url("").replace("http://", ""));
            let sending = std::thread::spawn(move || client::exchange(&address, &raw(&first)));
            wait_until("the request or its answer", || {
                is_held.try_recv().is_ok() && {
                    receiver.kill();
                    kills += 1;
                    true
                } || sending.is_finished()
            });
            let answer = sending.join().unwrap();
            // No claim was committed without its work.
            assert_eq!(postgres.count(UNEQUAL), 0, "{held:?} {index}");
            *done += handled(&postgres, number);
            proxy.pass();
            if answer.starts_with("HTTP/1.1 200") {
                break;
            }
            assert_eq!(answer, "", "{held:?} {index}");
            restart(&mut receiver);
            // The session of the killed worker may hold its lock for a moment.
            wait_until("200", || client::response(&request(&receiver, &body(number))).status() == 200);
            assert_eq!(handled(&postgres, number), 1, "{held:?} {index}");
        }
        assert_eq!(status(&receiver, number), 200);
        assert_eq!(handled(&postgres, number), 1);
    }
    println!("killed {kills} times; the work was committed before {done_before:?}");
    // START TRANSACTION, the claim, two statements of the work and the completion, each prepared first, and COMMIT.
    assert_eq!(kills, 2 * 10);
    // Only the last delivery, which was not held, or in addition the one whose answer to COMMIT was held.
    assert_eq!(done_before, [1, 2]);
    assert_eq!(postgres.count("SELECT count(*) FROM outbox"), number);
}

/// Returns the bytes of a request.
fn raw(request: &http::Request<Vec<u8>>) -> Vec<u8> {
    let signature = request.headers()[acquire::SIGNATURE_HEADER.as_str()].to_str().unwrap();
    let (path, length) = (request.uri().path(), request.body().len());
    let head = format!("POST {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\ncontent-length: {length}\r\n");
    [format!("{head}x-acquire-signature: {signature}\r\n\r\n").as_bytes(), request.body()].concat()
}

/// Duplicates at the same moment: the second waits for the transaction of the first.
#[test]
fn a_duplicate_waits() {
    let Some(postgres) = Postgres::start() else { return };
    let receiver = Process::exactly_once(&postgres.url(), &[]);
    let claim = |number: usize| {
        let id = key(number);
        format!("BEGIN; INSERT INTO chathooks_claims VALUES ('\\x{id}', '', true, now() + interval '1 day')")
    };
    let mut first = postgres.connect();
    // The first takes too long.
    first.batch_execute(&claim(1)).unwrap();
    expect_unavailable(&receiver, 1);
    receiver.log().wait_for("503 Service Unavailable: another transaction held the lock for too long");
    // The first ends in the meantime: with a commit, the second is a duplicate; without, it is handled.
    for (number, end, count) in [(1, "COMMIT", 0), (2, "ROLLBACK", 1)] {
        if number == 2 {
            first.batch_execute(&claim(2)).unwrap();
        }
        let second = request(&receiver, &body(number));
        let second = std::thread::spawn(move || send(&second).0);
        let waits = "SELECT count(*) FROM pg_locks WHERE NOT granted";
        wait_until("a wait", || postgres.count(waits) == 1 || second.is_finished());
        first.batch_execute(end).unwrap();
        assert_eq!(second.join().unwrap(), 200);
        assert_eq!(handled(&postgres, number), count);
    }
    // 20 at once.
    let copies: Vec<_> = (0..20).map(|_| request(&receiver, &body(3))).collect();
    let copies: Vec<_> = copies.into_iter().map(|copy| std::thread::spawn(move || send(&copy).0)).collect();
    let statuses: Vec<_> = copies.into_iter().map(|copy| copy.join().unwrap()).collect();
    assert!(statuses.contains(&200) && statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
    assert_eq!(handled(&postgres, 3), 1);
}

/// PostgreSQL stops or hangs, or a worker with a lease has claimed the event: 503, and no restart is necessary.
#[tokio::test]
async fn postgres_stops_and_hangs() {
    let Some(mut postgres) = Postgres::start() else { return };
    let receiver = Process::exactly_once(&postgres.url(), &[]);
    assert_eq!(status(&receiver, 1), 200);
    postgres.stop();
    expect_unavailable(&receiver, 2);
    receiver.log().wait_for("no connection to PostgreSQL");
    postgres.restart();
    assert_eq!([1, 2, 2].map(|number| status(&receiver, number)), [200; 3]);
    postgres.signal("STOP");
    expect_unavailable(&receiver, 3);
    postgres.signal("CONT");
    receiver.log().wait_for("PostgreSQL did not answer within 2000 ms");
    wait_until("200", || status(&receiver, 3) == 200);

    let pool = PostgresPool::new(&postgres.url(), 1, Duration::from_secs(10)).unwrap();
    let store = PostgresStore::new(pool, Duration::from_secs(60), Duration::from_secs(60));
    let Outcome::Claimed(claim) = store.claim(key(4), Utc::now()).await.unwrap() else { panic!("not claimed") };
    expect_unavailable(&receiver, 4);
    assert_eq!(store.release(&claim, Utc::now()).await.unwrap(), Completion::Recorded);
    assert_eq!(status(&receiver, 4), 200);
    assert_eq!([1, 2, 3, 4].map(|number| handled(&postgres, number)), [1; 4]);
}
