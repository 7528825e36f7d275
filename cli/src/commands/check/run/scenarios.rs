//! Several requests that belong together.

use std::thread;
use std::time::Duration;

use chathooks::Vendor;
use chathooks::testkit::Kit;

use super::Runner;
use crate::client::CallError;
use crate::commands::check::cases::{self, ROTATION};
use crate::commands::check::copies;
use crate::commands::check::row::{Expected, Level, Row};
use crate::commands::check::slow::{self, Ended};
use crate::failure::Failure;

/// How many copies are sent at the same moment, and how many bodies are sent slowly.
const COPIES: usize = 8;

impl Runner<'_> {
    /// Delivers an event twice, one after the other.
    pub(super) fn duplicates(&mut self) -> Result<(), Failure> {
        let before = self.settled()?;
        let event = self.fresh.event()?;
        for name in ["duplicate/first", "duplicate/second"] {
            let answer = self.exchange(self.fresh.signed(0, &event)?);
            let why = "a duplicate must be answered 2xx too, or the vendor sends it again";
            self.push(Expected::Accepted.row(name.to_owned(), why.to_owned(), &answer))?;
        }
        self.handled_once("duplicate/handled", before)
    }

    /// Delivers an event several times at the same moment, and once more until it is accepted.
    pub(super) fn same_moment(&mut self) -> Result<(), Failure> {
        let before = self.settled()?;
        let event = self.fresh.event()?;
        let request = self.fresh.signed(0, &event)?;
        let answers = copies::send(&self.client, &request, COPIES);
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
    pub(super) fn rotation(&mut self) -> Result<(), Failure> {
        if self.fresh.keys() < 2 {
            return Ok(());
        }
        for (name, key) in [("rotation/old", 1), ("rotation/new", 0), ("rotation/old-again", 1)] {
            let answer = self.exchange(self.fresh.request(key)?);
            self.push(Expected::Accepted.row(name.to_owned(), ROTATION.to_owned(), &answer))?;
        }
        Ok(())
    }

    /// Sends a body that is too large, and a good delivery after it.
    pub(super) fn oversized<V: Vendor>(&mut self, kit: &Kit<V>) -> Result<(), Failure> {
        let length = usize::try_from(self.check.oversize).unwrap_or(usize::MAX);
        let Some(case) = cases::oversized(kit, length) else { return Ok(()) };
        self.send(case)?;
        let answer = self.exchange(self.fresh.request(0)?);
        let why = "a body that is too large must not stop the receiver";
        self.push(Expected::Accepted.row("oversized/next".to_owned(), why.to_owned(), &answer))
    }

    /// Sends bodies slowly, and a good delivery beside them.
    pub(super) fn slow(&mut self) -> Result<(), Failure> {
        if self.check.slow == 0 {
            return Ok(());
        }
        let time = Duration::from_secs(self.check.slow);
        let requests = (0..COPIES).map(|_| self.fresh.request(0)).collect::<Result<Vec<_>, _>>()?;
        let beside = self.fresh.request(0)?;
        let client = self.client.with_timeout(time + Duration::from_secs(1));
        let (answer, ends) = thread::scope(|scope| {
            let slowly = |request| {
                let client = &client;
                scope.spawn(move || slow::send(client, request, time))
            };
            let threads: Vec<_> = requests.into_iter().map(slowly).collect();
            thread::sleep(Duration::from_secs(1).min(time / 2));
            let answer = self.exchange(beside);
            let ends: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap_or(Ended::Open)).collect();
            (answer, ends)
        });
        let why = "while a few senders are slow, others must be answered: one slow sender must not block the receiver";
        self.push(Expected::Accepted.row("slow/others-are-answered".to_owned(), why.to_owned(), &answer))?;
        // The worst of them.
        let worst = ends.iter().max_by_key(|end| match end {
            Ended::Answered(status, _) if status.is_success() => 3,
            Ended::Answered(status, _) if status.is_server_error() => 2,
            Ended::Open => 1,
            Ended::Answered(..) | Ended::Closed(_) => 0,
        });
        let (is_ok, level, got) = match worst {
            Some(Ended::Closed(after)) => (true, Level::Should, format!("closed after {:.1} s", after.as_secs_f64())),
            Some(Ended::Answered(status, after)) => {
                let is_bad = status.is_success() || status.is_server_error();
                let level = if is_bad { Level::Must } else { Level::Should };
                (!is_bad, level, format!("{} after {:.1} s", status.as_u16(), after.as_secs_f64()))
            }
            Some(Ended::Open) | None => (false, Level::Should, format!("still open after {} s", self.check.slow)),
        };
        let why = "a body that is sent slowly must time out, or a few senders take all connections";
        self.push(Row {
            name: "slow/body-times-out".to_owned(),
            level,
            expected: "408 or closed",
            got,
            is_ok,
            why: why.to_owned(),
        })
    }
}
