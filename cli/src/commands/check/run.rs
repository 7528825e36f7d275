//! Sends the requests, and collects the rows.

use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use chathooks::Vendor;
use chathooks::testkit::Kit;
use http::{Request, Uri};
use indicatif::ProgressBar;

use super::cases::{self, Case, HANDLED_ONCE, ROTATION};
use super::fresh::Fresh;
use super::probe::Probe;
use super::row::{Expected, Level, Row};
use super::{Check, slow};
use crate::client::{Answer, CallError, Client, shown};
use crate::failure::Failure;
use crate::output::{BAD, DOUBTFUL, GOOD, Output, styled, table};

/// How many copies are sent at the same moment, and how many bodies are sent slowly.
const COPIES: usize = 8;

/// How old a kit gets. Its old and future times are at least a minute outside of the window.
const KIT_AGE: Duration = Duration::from_secs(20);

/// How often in a row a receiver may be unreachable before the rest is not sent.
const PATIENCE: usize = 3;

pub(super) struct Runner<'c> {
    check: &'c Check,
    output: Output,
    uri: Uri,
    client: Client,
    probe: Option<Probe>,
    fresh: Fresh,
    rows: Vec<Row>,
    bar: ProgressBar,
    start: Instant,
    next: Instant,
    unreachable: usize,
}

type Answered = Result<Answer, CallError>;

/// Makes cases of a kit.
type Cases<'a, V> = dyn Fn(&Kit<V>, &Fresh) -> Result<Vec<Case>, Failure> + 'a;

impl<'c> Runner<'c> {
    pub(super) fn new(
        check: &'c Check,
        output: Output,
        uri: Uri,
        probe: Option<Uri>,
        fresh: Fresh,
    ) -> Result<Self, Failure> {
        let client = Client::new(&check.connection)?;
        let probe = probe.map(|uri| Probe::new(uri, client.clone()));
        let (rows, bar, now) = (Vec::new(), output.progress(0), Instant::now());
        Ok(Self { check, output, uri, client, probe, fresh, rows, bar, start: now, next: now, unreachable: 0 })
    }

    pub(super) fn run<V: Vendor>(mut self, make: &dyn Fn() -> Result<Kit<V>, Failure>) -> Result<(), Failure> {
        let result = self.all(make);
        self.bar.finish_and_clear();
        // A receiver that does not answer at all has no rows.
        if let (Err(failure), true) = (&result, self.rows.is_empty()) {
            return Err(Failure { status: failure.status, message: failure.message.clone() });
        }
        self.conclude(result)
    }

    fn all<V: Vendor>(&mut self, make: &dyn Fn() -> Result<Kit<V>, Failure>) -> Result<(), Failure> {
        // The receiver has to be there.
        if let Err(error @ (CallError::Unreachable(_) | CallError::Certificate(_) | CallError::Invalid(_))) =
            self.exchange(self.fresh.request(0)?)
        {
            return Err(Failure::server("check", format!("{}: {error}", shown(&self.uri))));
        }
        let check = self.check;
        let kit = make()?;
        let count =
            cases::valid(&kit, &self.fresh)?.len() + cases::forged(&kit).len() + cases::malformed(&kit, false).len();
        self.bar.set_length(count as u64 + 12);

        self.each(make, &|kit, fresh| cases::valid(kit, fresh))?;
        let before = self.count()?;
        let sent = self.rows.len();
        self.each(make, &|kit, _| Ok(cases::forged(kit)))?;
        self.each(make, &|kit, _| Ok(cases::malformed(kit, check.accepts_undecodable)))?;
        // A request that was answered 2xx has a row of its own.
        let accepted = self.rows.iter().skip(sent).filter(|row| row.got.starts_with('2')).count() as u64;
        if let (Some(probe), Some(before)) = (&self.probe, before) {
            let handled = probe.settled(before)?.saturating_sub(before).saturating_sub(accepted);
            let why =
                "a forged or malformed request was refused, and handled: handle only what was verified and decoded";
            self.push(Row {
                name: "refused/handled".to_owned(),
                level: Level::Must,
                expected: "none handled",
                got: format!("{handled} handled"),
                is_ok: handled == 0,
                why: why.to_owned(),
            })?;
        }
        self.duplicates()?;
        self.same_moment()?;
        self.rotation()?;
        if let Some(case) = cases::oversized(&make()?, usize::try_from(check.oversize).unwrap_or(usize::MAX)) {
            self.send(case)?;
        }
        if check.slow > 0 {
            self.slow()?;
        }
        Ok(())
    }

    /// Sends cases one by one. They are made anew from time to time, because the vendor may sign the time.
    fn each<V: Vendor>(&mut self, make: &dyn Fn() -> Result<Kit<V>, Failure>, cases: &Cases<V>) -> Result<(), Failure> {
        let mut done = 0;
        loop {
            let started = Instant::now();
            let mut rest = cases(&make()?, &self.fresh)?.into_iter().skip(done).peekable();
            while let Some(case) = rest.next_if(|_| started.elapsed() < KIT_AGE) {
                self.send(case)?;
                done += 1;
            }
            if rest.peek().is_none() {
                return Ok(());
            }
        }
    }

    fn send(&mut self, case: Case) -> Result<(), Failure> {
        let answer = self.exchange(case.request);
        self.push(case.expected.row(case.name, case.why, &answer))?;
        if !matches!(answer, Err(CallError::Unreachable(_))) {
            self.unreachable = 0;
            return Ok(());
        }
        // It may be restarted.
        self.unreachable += 1;
        thread::sleep(Duration::from_millis(500));
        if self.unreachable >= PATIENCE {
            return Err(Failure::failed("check", "the receiver can no longer be reached: the rest was not sent"));
        }
        Ok(())
    }

    /// Sends a request, at most so many each second, and not after the maximum time.
    fn exchange(&mut self, request: Request<Vec<u8>>) -> Answered {
        thread::sleep(self.next.saturating_duration_since(Instant::now()));
        self.next = Instant::now() + Duration::from_secs(1) / self.check.rate;
        self.client.send(request)
    }

    fn push(&mut self, row: Row) -> Result<(), Failure> {
        self.bar.inc(1);
        self.output.json(&row.json())?;
        let line = || {
            let (style, word) = match (row.is_ok, row.level) {
                (true, _) => (GOOD, "ok    "),
                (false, Level::Must) => (BAD, "MUST  "),
                (false, Level::Should) => (DOUBTFUL, "SHOULD"),
            };
            format!("{} {:<50} expected {}, got {}", styled(style, word), row.name, row.expected, row.got)
        };
        self.bar.suspend(|| self.output.text(line))?;
        self.rows.push(row);
        if self.start.elapsed() > Duration::from_secs(self.check.max_time) {
            return Err(Failure::failed("check", "the maximum time is over: the rest was not sent"));
        }
        Ok(())
    }

    /// Returns how many events were handled so far, if there is a probe.
    fn count(&self) -> Result<Option<u64>, Failure> {
        self.probe.as_ref().map(Probe::count).transpose()
    }

    /// Adds a row that says whether one event was handled since a count.
    fn handled_once(&mut self, name: &str, before: Option<u64>) -> Result<(), Failure> {
        let (Some(probe), Some(before)) = (&self.probe, before) else { return Ok(()) };
        let handled = probe.settled(before + 1)?.saturating_sub(before);
        self.push(Row {
            name: name.to_owned(),
            level: Level::Must,
            expected: "1 handled",
            got: format!("{handled} handled"),
            is_ok: handled == 1,
            why: HANDLED_ONCE.to_owned(),
        })
    }

    /// Delivers an event twice, one after the other.
    fn duplicates(&mut self) -> Result<(), Failure> {
        let before = self.count()?;
        let event = self.fresh.event()?;
        for name in ["duplicate/first", "duplicate/second"] {
            let answer = self.exchange(self.fresh.signed(0, &event)?);
            let why = "a duplicate must be answered 2xx too, or the vendor sends it again";
            self.push(Expected::Accepted.row(name.to_owned(), why.to_owned(), &answer))?;
        }
        self.handled_once("duplicate/handled", before)
    }

    /// Delivers an event several times at the same moment, and once more until it is accepted.
    fn same_moment(&mut self) -> Result<(), Failure> {
        let before = self.count()?;
        let event = self.fresh.event()?;
        let request = self.fresh.signed(0, &event)?;
        let barrier = Barrier::new(COPIES);
        let answers: Vec<_> = thread::scope(|scope| {
            let copy = || {
                let (request, client, barrier) = (request.clone(), self.client.clone(), &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    client.send(request)
                })
            };
            let threads: Vec<_> = (0..COPIES).map(|_| copy()).collect();
            threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
        });
        let why = "copies of a delivery arrive at the same moment: answer 2xx, or 503 to have it sent again";
        let worst = answers.iter().find(|answer| !Expected::Copy.row(String::new(), String::new(), answer).is_ok);
        let shown = worst.or_else(|| answers.first()).cloned().unwrap_or(Err(CallError::Closed));
        self.push(Expected::Copy.row(format!("same-moment/{COPIES}-copies"), why.to_owned(), &shown))?;
        let answer = self.exchange(self.fresh.signed(0, &event)?);
        let why = "a delivery that is sent again after its copies must be answered 2xx";
        self.push(Expected::Accepted.row("same-moment/again".to_owned(), why.to_owned(), &answer))?;
        self.handled_once("same-moment/handled", before)
    }

    /// Signs events with each of two keys in turn.
    fn rotation(&mut self) -> Result<(), Failure> {
        if self.fresh.keys() < 2 {
            return Ok(());
        }
        for (name, key) in [("rotation/old", 1), ("rotation/new", 0), ("rotation/old-again", 1)] {
            let answer = self.exchange(self.fresh.request(key)?);
            self.push(Expected::Accepted.row(name.to_owned(), ROTATION.to_owned(), &answer))?;
        }
        Ok(())
    }

    /// Sends bodies slowly, and a good delivery beside them.
    fn slow(&mut self) -> Result<(), Failure> {
        let time = Duration::from_secs(self.check.slow);
        let requests = (0..COPIES).map(|_| self.fresh.request(0)).collect::<Result<Vec<_>, _>>()?;
        let beside = self.fresh.request(0)?;
        let client = self.client.with_timeout(time + Duration::from_secs(1));
        let (answer, closed) = thread::scope(|scope| {
            let slowly = |request| {
                let client = &client;
                scope.spawn(move || slow::send(client, request, time))
            };
            let threads: Vec<_> = requests.into_iter().map(slowly).collect();
            thread::sleep(Duration::from_secs(1).min(time / 2));
            let answer = self.exchange(beside);
            let closed: Vec<_> = threads.into_iter().map(|thread| thread.join().ok().flatten()).collect();
            (answer, closed)
        });
        let why = "while a few senders are slow, others must be answered: one slow sender must not block the receiver";
        self.push(Expected::Accepted.row("slow/others-are-answered".to_owned(), why.to_owned(), &answer))?;
        let is_ok = closed.iter().all(Option::is_some);
        let slowest = closed.iter().flatten().max().copied().unwrap_or_default();
        let got = if is_ok {
            format!("ended after {:.1} s", slowest.as_secs_f64())
        } else {
            format!("still open after {} s", self.check.slow)
        };
        let why = "a body that is sent slowly must time out, or a few senders take all connections";
        self.push(Row {
            name: "slow/body-times-out".to_owned(),
            level: Level::Should,
            expected: "408 or closed",
            got,
            is_ok,
            why: why.to_owned(),
        })
    }

    /// Prints the summary for people, and returns the failure of the command, if any.
    fn conclude(self, result: Result<(), Failure>) -> Result<(), Failure> {
        let failed = |level| self.rows.iter().filter(move |row| !row.is_ok && row.level == level);
        let (must, should) = (failed(Level::Must).count(), failed(Level::Should).count());
        self.output.text(|| {
            let mut lines = vec![String::new()];
            let mut rows: Vec<(String, String, usize, String)> = Vec::new();
            for row in failed(Level::Must).chain(failed(Level::Should)) {
                // The rows of a fault in several events are one line.
                let mut names = row.name.split('/');
                let kind: Vec<_> = names.by_ref().take(2).collect();
                let (kind, level) = (kind.join("/"), row.level.as_str().to_owned());
                match rows.iter_mut().find(|(own, of, ..)| *own == level && *of == kind) {
                    Some((_, _, count, _)) => *count += 1,
                    None => rows.push((level, kind, 1, row.why.clone())),
                }
            }
            if !rows.is_empty() {
                let rows = rows.into_iter().map(|(level, kind, count, why)| vec![level, kind, count.to_string(), why]);
                lines.push(table(&["FAILED", "ROWS", "COUNT", "WHY"], rows));
                lines.push(String::new());
            }
            let good = self.rows.len() - must - should;
            lines.push(format!("{} rows: {good} ok, {must} must and {should} should failed", self.rows.len()));
            lines.join("\n")
        })?;
        match result {
            Err(failure) => Err(failure),
            Ok(()) if must > 0 => Err(Failure::failed("check", format!("{must} of {} rows failed", self.rows.len()))),
            Ok(()) => Ok(()),
        }
    }
}
