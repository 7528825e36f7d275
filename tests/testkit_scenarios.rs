//! The scenarios of the test kit: a correct app passes all of them, and each planted fault fails the scenario that
//! concerns it, at the expected request.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may panic")]

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::time::Duration;

use chathooks::acquire::v1;
use chathooks::dedupe::{IdempotencyKey, MemoryStore, Outcome};
use chathooks::testkit::{self, Exchange, Kit, Scenario, ScenarioError, ScenarioKind};
use chathooks::{Key, Keys, RequestContext, UrlToken, Vendor, acquire, comm100, dixa};
use chrono::{DateTime, Utc};

const URL: &str = "https://hooks.example.org/hook";
const WINDOW: Duration = Duration::from_secs(300);
const LIMIT: usize = 10_000;

fn now() -> DateTime<Utc> {
    "2026-03-01T09:00:00Z".parse().unwrap()
}

/// What an app does wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    None,
    HandlesEach,
    DuplicateIsConflict,
    ComparesRequests,
    FailureIs200,
    DoneBeforeTheWork,
    KeepsTheClaim,
    NoLimit,
    LimitIs400,
    HandlesWhatIsTooLarge,
}

struct App<V: Vendor> {
    receiver: V::Receiver,
    fault: Fault,
    seen: RefCell<MemoryStore>,
    requests: RefCell<HashSet<Vec<u8>>>,
    handled: Cell<usize>,
}

impl<V: Vendor> App<V> {
    fn new(receiver: V::Receiver, fault: Fault) -> Self {
        let seen = RefCell::new(MemoryStore::new(1000));
        Self { receiver, fault, seen, requests: RefCell::default(), handled: Cell::new(0) }
    }

    fn call(&self, exchange: &Exchange) -> u16 {
        let request = &exchange.request;
        if request.body().len() > LIMIT && self.fault != Fault::NoLimit {
            self.handled.set(self.handled.get() + usize::from(self.fault == Fault::HandlesWhatIsTooLarge));
            return if self.fault == Fault::LimitIs400 { 400 } else { 413 };
        }
        let target = request.uri().to_string();
        let context = RequestContext::new(&target, request.headers(), now());
        let Ok(verified) = V::receive(&self.receiver, context, request.body()) else { return 401 };
        let Ok(event) = V::decode(&verified) else { return 400 };
        if self.fault == Fault::ComparesRequests {
            let headers: Vec<_> = request.headers().values().map(http::HeaderValue::as_bytes).collect();
            let is_new = self.requests.borrow_mut().insert([&headers.concat(), request.body().as_slice()].concat());
            return if is_new { self.work(exchange) } else { 200 };
        }
        let Some(key) = IdempotencyKey::of::<V>(&event).filter(|_| self.fault != Fault::HandlesEach) else {
            return self.work(exchange);
        };
        let mut seen = self.seen.borrow_mut();
        let claim = match seen.claim(key, now()).unwrap() {
            Outcome::Claimed(claim) => claim,
            Outcome::Processed => return if self.fault == Fault::DuplicateIsConflict { 409 } else { 200 },
            Outcome::InProgress => return 503,
        };
        let status = self.work(exchange);
        let is_done = status == 200 || self.fault == Fault::DoneBeforeTheWork;
        if is_done {
            let _ = seen.complete(&claim, now()).unwrap();
        } else if self.fault != Fault::KeepsTheClaim {
            let _ = seen.release(&claim, now());
        }
        if self.fault == Fault::FailureIs200 { 200 } else { status }
    }

    fn work(&self, exchange: &Exchange) -> u16 {
        if exchange.handler_fails {
            return 500;
        }
        self.handled.set(self.handled.get() + 1);
        200
    }

    /// Returns the first failure of each kind of scenario.
    fn failures(&self, kit: &Kit<V>, new: &Kit<V>) -> Vec<ScenarioError> {
        let mut errors: Vec<ScenarioError> = Vec::new();
        for scenario in scenarios(kit, new) {
            // Each scenario starts without a memory of the others, which deliver the same events.
            *self.seen.borrow_mut() = MemoryStore::new(1000);
            self.requests.borrow_mut().clear();
            let result = scenario.check(|exchange| self.call(exchange), || self.handled.get());
            errors.extend(result.err().filter(|error| errors.iter().all(|other| other.kind != error.kind)));
        }
        errors
    }
}

fn scenarios<V: Vendor>(kit: &Kit<V>, new: &Kit<V>) -> Vec<Scenario> {
    let mut scenarios: Vec<_> = kit.duplicates().chain(kit.failures()).collect();
    assert!(!scenarios.is_empty());
    scenarios.extend([kit.rotation(new), kit.oversized(LIMIT)]);
    scenarios
}

fn acquire_kit(key: &str) -> Kit<acquire::Acquire> {
    testkit::acquire(Key::new(key).unwrap(), URL).unwrap()
}

fn acquire_failures(fault: Fault, keys: &[&str]) -> Vec<ScenarioError> {
    let keys = Keys::try_from(keys.iter().map(|key| Key::new(key).unwrap()).collect::<Vec<_>>()).unwrap();
    App::new(acquire::Receiver::new(keys), fault).failures(&acquire_kit("old"), &acquire_kit("new"))
}

#[test]
fn a_correct_app_passes() {
    assert_eq!(acquire_failures(Fault::None, &["old", "new"]), []);

    let key = |digits| Key::from_hex(digits).unwrap();
    let kit = |digits| testkit::dixa(key(digits), URL, now(), WINDOW).unwrap();
    let keys = Keys::try_from(vec![key("0a"), key("0b")]).unwrap();
    let receiver = dixa::Receiver::new(keys, WINDOW);
    assert_eq!(App::new(receiver, Fault::None).failures(&kit("0a"), &kit("0b")), []);

    let tokens = || UrlToken::new("old").unwrap().or("new").unwrap();
    let kit = |token: &str| testkit::acquire_v1(token, URL).unwrap();
    assert_eq!(App::new(v1::Receiver::new(tokens()), Fault::None).failures(&kit("old"), &kit("new")), []);
    let kit = |token: &str| testkit::comm100(token, URL).unwrap();
    assert_eq!(App::new(comm100::Receiver::new(tokens()), Fault::None).failures(&kit("old"), &kit("new")), []);
}

#[test]
fn each_fault_fails_its_scenario() {
    use ScenarioKind::{Duplicate, HandlerFails, KeyRotation, Oversized};
    for (fault, kind, difference) in [
        (Fault::HandlesEach, Duplicate, "request 2: handled 2 instead of 1"),
        (Fault::DuplicateIsConflict, Duplicate, "request 2: status 409 instead of 200"),
        (Fault::ComparesRequests, HandlerFails, "request 2: handled 0 instead of 1"),
        (Fault::FailureIs200, HandlerFails, "request 1: status 200 instead of 500"),
        (Fault::DoneBeforeTheWork, HandlerFails, "request 2: handled 0 instead of 1"),
        (Fault::KeepsTheClaim, HandlerFails, "request 2: status 503 instead of 200"),
        (Fault::NoLimit, Oversized, "request 1: status 200 instead of 413"),
        (Fault::LimitIs400, Oversized, "request 1: status 400 instead of 413"),
        (Fault::HandlesWhatIsTooLarge, Oversized, "request 1: handled 1 instead of 0"),
    ] {
        let errors = acquire_failures(fault, &["old", "new"]);
        let [error] = errors.as_slice() else { panic!("{fault:?}: {errors:?}") };
        assert_eq!(error.kind, kind, "{fault:?}");
        let text = error.to_string();
        assert!(text.starts_with(kind.as_str()), "{text}");
        assert!(text.contains(&format!(", {difference}; {}", kind.why())), "{fault:?}: {text}");
    }

    let errors = acquire_failures(Fault::None, &["old"]);
    assert_eq!(errors.len(), 1);
    let why = KeyRotation.why();
    let event = "case:message:new of case-message-new";
    let expected = format!("key-rotation: {event}, request 2: status 401 instead of 200; {why}");
    assert_eq!(errors[0].to_string(), expected);
    let errors = acquire_failures(Fault::None, &["new"]);
    assert!(errors.iter().any(|error| error.kind == KeyRotation), "{errors:?}");
}

/// Dixa signs each attempt anew, so an app that compares whole requests handles a duplicate again.
#[test]
fn an_app_that_compares_requests_handles_dixas_duplicates_again() {
    let key = Key::from_hex("0a").unwrap();
    let kit = testkit::dixa(key.clone(), URL, now(), WINDOW).unwrap();
    let app = App::<dixa::Dixa>::new(dixa::Receiver::new(key, WINDOW), Fault::ComparesRequests);
    let scenario = kit.duplicates().next().unwrap();
    let error = scenario.check(|exchange| app.call(exchange), || app.handled.get()).unwrap_err();
    assert!(error.to_string().contains("request 2: handled 2 instead of 1"), "{error}");
}

/// The three requests of a rotation are different events, so that an app with deduplication handles each.
#[test]
fn the_parts_of_a_scenario() {
    let (old, new) = (acquire_kit("old"), acquire_kit("new"));
    let rotation = old.rotation(&new);
    let bodies: HashSet<_> = rotation.exchanges.iter().map(|exchange| exchange.request.body().clone()).collect();
    assert_eq!(bodies.len(), 3);
    assert_eq!(
        format!("{:?}", rotation.exchanges[2]),
        "Exchange { handler_fails: false, status: 200, handled: 3, .. }"
    );
    assert_eq!(format!("{rotation:?}"), format!("Scenario({rotation})"));

    for limit in [1000, LIMIT] {
        let oversized = old.oversized(limit);
        assert_eq!(oversized.exchanges[0].request.body().len(), limit + 1);
    }
    assert!((1..150).contains(&old.oversized(0).exchanges[0].request.body().len()));

    let kinds: HashSet<_> = scenarios(&old, &new).iter().map(|scenario| scenario.kind).collect();
    let whys: HashSet<_> = kinds.iter().map(|kind| kind.why()).collect();
    assert_eq!((kinds.len(), whys.len()), (4, 4));
}
