//! Sends the requests, and collects the rows.

mod report;
mod scenarios;

use std::thread;
use std::time::{Duration, Instant};

use chathooks::Vendor;
use chathooks::testkit::Kit;
use http::{Request, Uri};
use indicatif::ProgressBar;

use super::Check;
use super::cases::{self, Case, HANDLED_ONCE};
use super::fresh::Fresh;
use super::probe::Probe;
use super::row::{Level, Row};
use crate::client::{Answer, CallError, Client, shown};
use crate::failure::Failure;
use crate::output::{BAD, DOUBTFUL, GOOD, Output, styled};

/// How old a kit gets. Its old and future times are at least a minute outside of the window.
const KIT_AGE: Duration = Duration::from_secs(20);

/// About how many rows do not come from the kit's single requests. The progress bar counts them.
const SCENARIO_ROWS: u64 = 12;

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
    /// How many requests were answered 2xx.
    accepted: u64,
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
        let (rows, bar, now) = (Vec::new(), output.progress(SCENARIO_ROWS), Instant::now());
        Ok(Self {
            check,
            output,
            uri,
            client,
            probe,
            fresh,
            rows,
            bar,
            start: now,
            next: now,
            unreachable: 0,
            accepted: 0,
        })
    }

    pub(super) fn run<V: Vendor>(mut self, make: &dyn Fn() -> Result<Kit<V>, Failure>) -> Result<(), Failure> {
        let result = self.all(make);
        self.bar.finish_and_clear();
        // A receiver that does not answer at all has no rows.
        if self.rows.is_empty() { result } else { self.conclude(result) }
    }

    fn all<V: Vendor>(&mut self, make: &dyn Fn() -> Result<Kit<V>, Failure>) -> Result<(), Failure> {
        self.greet()?;
        let check = self.check;
        self.each(make, &|kit, fresh| cases::valid(kit, fresh))?;
        if let (true, Some(row)) = (self.rows.iter().all(|row| !row.is_ok), self.rows.first()) {
            let reason =
                format!("every good delivery was refused, the first with {}: check the key and the URL", row.got);
            return Err(Failure::failed("check", reason));
        }
        let before = self.settled()?;
        self.accepted = 0;
        self.each(make, &|kit, _| Ok(cases::forged(kit)))?;
        self.each(make, &|kit, _| Ok(cases::malformed(kit, check.accepts_undecodable)))?;
        // A request that was answered 2xx has a row of its own.
        if let (Some(probe), Some(before)) = (&self.probe, before) {
            let handled = probe.settled(before)?.saturating_sub(before).saturating_sub(self.accepted);
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
        self.oversized(&make()?)?;
        self.slow()
    }

    /// Sends the first delivery, to see whether the receiver and the probe are there.
    fn greet(&mut self) -> Result<(), Failure> {
        let before = self.probe.as_ref().map(Probe::count).transpose()?;
        let answer = self.exchange(self.fresh.request(0)?);
        if let Err(error @ (CallError::Unreachable(_) | CallError::Invalid(_) | CallError::Certificate(_))) = answer {
            return Err(Failure::server("check", format!("{}: {error}", shown(&self.uri))));
        }
        // A refusal has a row of its own.
        let is_accepted = answer.is_ok_and(|answer| answer.status.is_success());
        match (&mut self.probe, before) {
            (Some(probe), Some(before)) if is_accepted => probe.calibrate(before),
            _ => Ok(()),
        }
    }

    /// Sends cases one by one. They are made anew from time to time, because the vendor may sign the time.
    fn each<V: Vendor>(&mut self, make: &dyn Fn() -> Result<Kit<V>, Failure>, cases: &Cases<V>) -> Result<(), Failure> {
        let mut done = 0;
        loop {
            let started = Instant::now();
            let cases = cases(&make()?, &self.fresh)?;
            if done == 0 {
                self.bar.inc_length(cases.len() as u64);
            }
            let mut rest = cases.into_iter().skip(done).peekable();
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
        self.accepted += u64::from(answer.as_ref().is_ok_and(|answer| answer.status.is_success()));
        if !matches!(answer, Err(CallError::Unreachable(_) | CallError::Timeout(_))) {
            self.unreachable = 0;
            return Ok(());
        }
        // It may be restarted.
        self.unreachable += 1;
        thread::sleep(Duration::from_millis(500));
        if self.unreachable >= PATIENCE {
            return Err(Failure::failed("check", "the receiver no longer answers: the rest was not sent"));
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

    /// Returns how many events are handled when all that were sent are, if there is a probe.
    fn settled(&self) -> Result<Option<u64>, Failure> {
        self.probe.as_ref().map(|probe| probe.settled(0)).transpose()
    }

    /// Adds a row that says whether one event was handled since a count.
    fn handled_once(&mut self, name: &str, before: Option<u64>) -> Result<(), Failure> {
        let (Some(probe), Some(before)) = (&self.probe, before) else { return Ok(()) };
        let handled = probe.settled(before.saturating_add(1))?.saturating_sub(before);
        self.push(Row {
            name: name.to_owned(),
            level: Level::Must,
            expected: "1 handled",
            got: format!("{handled} handled"),
            is_ok: handled == 1,
            why: HANDLED_ONCE.to_owned(),
        })
    }
}
