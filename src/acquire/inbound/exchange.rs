//! The tries at an address, up to the fallback.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Variables, Webhook};
use crate::DecodeError;
use crate::delivery::{Answer, Attempts, GaveUp, Notice, Schedule, Statuses, Waits};

/// Returns the schedule of an inbound webhook: three tries, whatever comes back that is no valid answer.
///
/// The number is the vendor's. It does not say how long it waits in between, so that is the caller's. A `Retry-After`
/// is not looked at, as nothing says that the vendor does.
#[must_use]
pub fn schedule(waits: Waits) -> Schedule {
    Schedule::new(3, waits).with_retried(Statuses::ALL).with_retry_after_up_to(Duration::ZERO)
}

/// A call of an inbound webhook: the next try is due, and what comes back says what then.
///
/// There is a next try as long as there is this value: [`answered`](Self::answered) takes it, and gives one back only
/// before the third.
///
/// # Examples
///
/// ```
/// use chathooks::value::Timestamp;
/// use chathooks::acquire::inbound::{Exchange, Next, Variables, Webhook};
/// use chathooks::delivery::{Answer, Waits};
///
/// let fallback = Variables::new().with("orderStatus", "unknown");
/// let mut exchange = Exchange::new(Webhook::new("https://shop.example/order").with_fallback(fallback), Waits::none());
/// let now = Timestamp::from("2026-03-01T09:00:00Z").to_utc()?;
/// let fallback = loop {
///     match exchange.answered(Answer::new(200), b"<html>", now, 0) {
///         Next::TryAgain(again) => exchange = again.exchange,
///         Next::Fallback(fallback) => break fallback,
///         _ => return Err("a page is not valid".into()),
///     }
/// };
/// assert_eq!(fallback.variables().replace("{{orderStatus}}"), "unknown");
/// assert_eq!(fallback.gave_up.to_string(), "gave up after 3 attempts: status 200 with a body that cannot be used");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    webhook: Arc<Webhook>,
    attempts: Attempts,
}

/// What is next after a try.
#[derive(Debug)]
#[expect(clippy::exhaustive_enums, reason = "a caller that passes one over loses a delivery; there are no others")]
pub enum Next<'b> {
    /// The answer was valid, and these are its variables.
    Variables(Variables<'b>),
    /// Another try.
    TryAgain(Again),
    /// The last try failed.
    Fallback(Fallback),
}

/// When another try is due.
#[derive(Debug)]
#[non_exhaustive]
pub struct Again {
    /// The exchange, with the try that failed counted.
    pub exchange: Exchange,
    /// The time to wait from the answer on.
    pub wait: Duration,
    /// The point in time after that wait.
    pub at: DateTime<Utc>,
    /// Why the body of the answer is not valid, where that is what failed.
    pub invalid: Option<DecodeError>,
}

/// What is used in place of an answer, and whom to tell.
#[derive(Debug)]
#[non_exhaustive]
pub struct Fallback {
    /// How many tries were made, and what came back for the last.
    pub gave_up: GaveUp,
    /// Why the body of the last answer is not valid, where that is what failed.
    pub invalid: Option<DecodeError>,
    webhook: Arc<Webhook>,
}

impl Exchange {
    /// Starts a call, whose first try is due at once. Many calls can share one webhook in an `Arc`.
    #[must_use]
    pub fn new(webhook: impl Into<Arc<Webhook>>, waits: Waits) -> Self {
        Self { webhook: webhook.into(), attempts: Attempts::new(schedule(waits)) }
    }

    /// Returns the webhook that is called.
    #[must_use]
    pub fn webhook(&self) -> &Webhook {
        &self.webhook
    }

    /// Returns how many tries were made and answered.
    #[must_use]
    pub fn made(&self) -> u32 {
        self.attempts.made()
    }

    /// Says what to do after a try: `answer` and `body` are what came back, at the time `at`. The body counts where the
    /// status is one of success, and can be empty otherwise. See [`Waits::after`] for `random`.
    #[must_use]
    pub fn answered(self, answer: Answer, body: &[u8], at: DateTime<Utc>, random: u64) -> Next<'_> {
        let Self { webhook, attempts } = self;
        let (answer, invalid) = if attempts.schedule().is_received(answer) {
            match Variables::read(body, webhook.format(), webhook.limits()) {
                Ok(variables) => return Next::Variables(variables),
                Err(error) => (answer.with_unusable_body(), Some(error)),
            }
        } else {
            (answer, None)
        };
        match attempts.failed(answer, at, random) {
            Ok(again) => Next::TryAgain(Again {
                exchange: Self { webhook, attempts: again.attempts },
                wait: again.wait,
                at: again.at,
                invalid,
            }),
            Err(gave_up) => Next::Fallback(Fallback { gave_up, invalid, webhook }),
        }
    }
}

impl Fallback {
    /// Returns the configured variables.
    #[must_use]
    pub fn variables(&self) -> &Variables<'static> {
        self.webhook.fallback()
    }

    /// Returns the mail about the failure, where an address for it is configured.
    #[must_use]
    pub fn notice(&self) -> Option<Notice> {
        self.webhook.notification_email().map(|to| Notice::new(to, self.gave_up))
    }
}
