//! The attempts of a request, up to the fallback.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Variables, Webhook};
use crate::DecodeError;
use crate::delivery::{AttemptResult, Attempts, Backoff, DeliveryFailed, Notification, RetryPolicy, StatusSet};

/// Returns the retry policy of an inbound webhook: three attempts, with a retry after any invalid response.
///
/// The number comes from the vendor's page "Getting Started". The intervals are not documented, so the caller chooses
/// them. `Retry-After` is ignored, because the vendor does not document it.
#[must_use]
pub fn retry_policy(backoff: Backoff) -> RetryPolicy {
    RetryPolicy::new(3, backoff).with_retryable(StatusSet::ALL).with_max_retry_after(Duration::ZERO)
}

/// A request of an inbound webhook that is due for its next attempt.
///
/// [`record`](Self::record) consumes the exchange and returns it only if a retry is due, so at most three attempts are
/// possible.
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
///         _ => return Err("an HTML page is not valid".into()),
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

/// The step after an attempt.
#[derive(Debug)]
#[expect(clippy::exhaustive_enums, reason = "a caller that ignores one loses a delivery; there are no others")]
pub enum Step<'b> {
    /// The response was valid, and these are its variables.
    Variables(Variables<'b>),
    /// The attempt failed, and another is due.
    Retry(Retry),
    /// The last attempt failed.
    Fallback(Fallback),
}

/// A retry, and when it is due.
#[derive(Debug)]
#[non_exhaustive]
pub struct Retry {
    /// The exchange, including the failed attempt.
    pub exchange: Exchange,
    /// The time to wait after the response.
    pub wait: Duration,
    /// The time at which the retry is due.
    pub at: DateTime<Utc>,
    /// The error if the response had a successful status and an invalid body.
    pub invalid: Option<DecodeError>,
}

/// The fallback after the last attempt, and the notification about it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Fallback {
    /// The number of attempts, and the result of the last.
    pub failure: DeliveryFailed,
    /// The error if the last response had a successful status and an invalid body.
    pub invalid: Option<DecodeError>,
    webhook: Arc<Webhook>,
}

impl Exchange {
    /// Starts an exchange, whose first attempt is due immediately. Many exchanges can share one webhook in an `Arc`.
    #[must_use]
    pub fn new(webhook: impl Into<Arc<Webhook>>, backoff: Backoff) -> Self {
        Self { webhook: webhook.into(), attempts: Attempts::new(retry_policy(backoff)) }
    }

    /// Returns the webhook.
    #[must_use]
    pub fn webhook(&self) -> &Webhook {
        &self.webhook
    }

    /// Returns the number of recorded attempts.
    #[must_use]
    pub fn made(&self) -> u32 {
        self.attempts.made()
    }

    /// Records an attempt and returns the next step.
    ///
    /// `answer` and `body` are the response, received at the time `at`. The body is only decoded if the status is
    /// a success, and may be empty otherwise. See [`Backoff::after`] for `random`.
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

    /// Returns the notification e-mail about the failure, or `None` if no address is configured.
    #[must_use]
    pub fn notification(&self) -> Option<Notification> {
        self.webhook.notification_email().map(|to| Notification::new(to, self.failure))
    }
}
