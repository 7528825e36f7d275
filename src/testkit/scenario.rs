//! Several requests in order, each with its expected response.

use std::fmt;

use http::Request;

use crate::error::named::named;

named! {
    /// The kind of a [`Scenario`].
    ///
    /// `Display` writes a name that does not change between versions, such as `key-rotation`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum ScenarioKind {
        /// The same event is delivered twice.
        Duplicate = "duplicate",
        /// The handler fails, and the event is delivered again.
        HandlerFails = "handler-fails",
        /// Events are signed with the old key, with the new key, and again with the old key.
        KeyRotation = "key-rotation",
        /// The body is larger than the receiver's limit.
        Oversized = "oversized",
    }
}

impl ScenarioKind {
    /// Returns what a correct receiver does, and why, in one sentence.
    #[must_use]
    pub fn why(self) -> &'static str {
        match self {
            Self::Duplicate => {
                "a duplicate is answered 200 and not handled again: another status makes the vendor deliver it once more"
            }
            Self::HandlerFails => {
                "a failure is answered 500 and the retry is handled: an event that counts as handled too early is lost"
            }
            Self::KeyRotation => {
                "both keys are accepted during a rotation: the vendor may use the old key after it first used the new one"
            }
            Self::Oversized => {
                "a body above the limit is answered 413 and not handled, even with a valid signature: the limit bounds memory"
            }
        }
    }
}

/// Requests to send in order, each with its expected response.
///
/// [`Kit::duplicates`], [`Kit::failures`], [`Kit::rotation`] and [`Kit::oversized`] create them. [`check`](Self::check)
/// sends the requests; a test that needs more control reads [`exchanges`](Self::exchanges) itself.
///
/// `Display` names the scenario and its event, for the message of a failed test. Neither that nor `Debug` shows a
/// request.
///
/// [`Kit::duplicates`]: super::Kit::duplicates
/// [`Kit::failures`]: super::Kit::failures
/// [`Kit::rotation`]: super::Kit::rotation
/// [`Kit::oversized`]: super::Kit::oversized
#[derive(Clone)]
#[non_exhaustive]
pub struct Scenario {
    /// The kind of scenario.
    pub kind: ScenarioKind,
    /// The source of the first body, as in [`Delivery::sample`](super::Delivery::sample), or `oversized`.
    pub sample: &'static str,
    /// The wire name of the event in the first request.
    pub event: String,
    /// The requests and their expected responses, in order.
    pub exchanges: Vec<Exchange>,
}

/// A request of a [`Scenario`] and the expected response.
#[derive(Clone)]
#[non_exhaustive]
pub struct Exchange {
    /// The request, with its URL, headers and body.
    pub request: Request<Vec<u8>>,
    /// Whether the app's handler must fail if it is called for this request. The test has to make it fail.
    pub handler_fails: bool,
    /// The expected status.
    pub status: u16,
    /// How many events of the scenario must be handled after this request. A handler that failed does not count.
    pub handled: usize,
}

/// An error from [`Scenario::check`]: the first response of the app that differs from the scenario.
///
/// `Display` names the scenario, the exchange and the difference, and says why the expected response is the correct
/// one.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{scenario}, request {request}: {difference}; {}", kind.why())]
#[non_exhaustive]
pub struct ScenarioError {
    /// The kind of scenario.
    pub kind: ScenarioKind,
    scenario: String,
    request: usize,
    difference: String,
}

/// Prints what `Display` prints, for a test that returns the error.
impl fmt::Debug for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Scenario {
    /// Sends each request to `app`, which returns a status, and compares that status and the number of handled events
    /// with the expected ones.
    ///
    /// `handled` returns how many events the app has handled so far, in this scenario and before it. A handler that
    /// failed does not count.
    ///
    /// # Errors
    ///
    /// - if the status differs from [`Exchange::status`]
    /// - if the number of events handled since the start of the scenario differs from [`Exchange::handled`]
    pub fn check(
        &self,
        mut app: impl FnMut(&Exchange) -> u16,
        mut handled: impl FnMut() -> usize,
    ) -> Result<(), ScenarioError> {
        let before = handled();
        for (index, exchange) in self.exchanges.iter().enumerate() {
            let status = app(exchange);
            let count = handled().saturating_sub(before);
            let difference = if status != exchange.status {
                format!("status {status} instead of {}", exchange.status)
            } else if count != exchange.handled {
                format!("handled {count} instead of {}", exchange.handled)
            } else {
                continue;
            };
            return Err(ScenarioError { kind: self.kind, scenario: self.to_string(), request: index + 1, difference });
        }
        Ok(())
    }
}

impl Exchange {
    pub(super) fn new(request: Request<Vec<u8>>, status: u16, handled: usize) -> Self {
        Self { request, handler_fails: false, status, handled }
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} of {}", self.kind, self.event, self.sample)
    }
}

impl fmt::Debug for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scenario({self})")
    }
}

/// Shows the expected response, but not the request.
impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("handler_fails", &self.handler_fails)
            .field("status", &self.status)
            .field("handled", &self.handled)
            .finish_non_exhaustive()
    }
}
