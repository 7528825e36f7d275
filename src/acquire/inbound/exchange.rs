//! The tries at an address, up to the fallback.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Variables, Webhook};
use crate::DecodeError;
use crate::delivery::{AttemptResult, Attempts, Backoff, DeliveryFailed, Notification, RetryPolicy, StatusSet};

/// Returns the retry policy of an inbound webhook: three tries, whatever comes back that is no valid answer.
///
/// The number is the vendor's. It does not say how long it waits in between, so that is the caller's. A `Retry-After`
/// is not looked at, as nothing says that the vendor does.
#[must_use]
pub fn retry_policy(backoff: Backoff) -> RetryPolicy {
    RetryPolicy::new(3, backoff).with_retryable(StatusSet::ALL).with_max_retry_after(Duration::ZERO)
}

/// A call of an inbound webhook: the next try is due, and what comes back says what then.
///
/// There is a next try as long as there is this value: [`record`](Self::record) takes it, and gives one back only
/// before the third.
///
/// # Examples
///
/// ```
/// use chathooks::value::Timestamp;
/// use chathooks::acquire::inbound::{Exchange, Step, Variables, Webhook};
/// use chathooks::delivery::{AttemptResult, Backoff};
///
/// let fallback = Variables::new().with("orderStatus", "unknown");
/// let webhook = Webhook::new("https://shop.example/order").with_fallback(fallback);
/// let mut exchange = Exchange::new(webhook, Backoff::none());
/// let now = Timestamp::from("2026-03-01T09:00:00Z").to_utc()?;
/// let fallback = loop {
///     match exchange.record(AttemptResult::new(200), b"<html>", now, 0) {
///         Step::Retry(retry) => exchange = retry.exchange,
///         Step::Fallback(fallback) => break fallback,
///         _ => return Err("a page is not valid".into()),
///     }
/// };
/// assert_eq!(fallback.variables().render("{{orderStatus}}"), "unknown");
/// assert_eq!(fallback.failure.to_string(), "delivery failed after 3 attempts: status 200 with an unusable body");
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
pub enum Step<'b> {
    /// The answer was valid, and these are its variables.
    Variables(Variables<'b>),
    /// Another try.
    Retry(Retry),
    /// The last try failed.
    Fallback(Fallback),
}

/// When another try is due.
#[derive(Debug)]
#[non_exhaustive]
pub struct Retry {
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
    pub failure: DeliveryFailed,
    /// Why the body of the last answer is not valid, where that is what failed.
    pub invalid: Option<DecodeError>,
    webhook: Arc<Webhook>,
}

impl Exchange {
    /// Starts a call, whose first try is due at once. Many calls can share one webhook in an `Arc`.
    #[must_use]
    pub fn new(webhook: impl Into<Arc<Webhook>>, backoff: Backoff) -> Self {
        Self { webhook: webhook.into(), attempts: Attempts::new(retry_policy(backoff)) }
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
    /// status is one of success, and can be empty otherwise. See [`Backoff::after`] for `random`.
    #[must_use]
    pub fn record(self, answer: AttemptResult, body: &[u8], at: impl Into<DateTime<Utc>>, random: u64) -> Step<'_> {
        let at = at.into();
        let Self { webhook, attempts } = self;
        let (answer, invalid) = if attempts.policy().is_success(answer) {
            match Variables::read(body, webhook.format(), webhook.limits()) {
                Ok(variables) => return Step::Variables(variables),
                Err(error) => (answer.with_unusable_body(), Some(error)),
            }
        } else {
            (answer, None)
        };
        match attempts.failed(answer, at, random) {
            Ok(retry) => Step::Retry(Retry {
                exchange: Self { webhook, attempts: retry.attempts },
                wait: retry.wait,
                at: retry.at,
                invalid,
            }),
            Err(failure) => Step::Fallback(Fallback { failure, invalid, webhook }),
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
    pub fn notification(&self) -> Option<Notification> {
        self.webhook.notification_email().map(|to| Notification::new(to, self.failure))
    }
}
