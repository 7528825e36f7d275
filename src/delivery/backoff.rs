//! The wait between two attempts.

use std::time::Duration;

/// The waits between attempts.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use chathooks::delivery::{Backoff, Jitter};
///
/// let seconds = Duration::from_secs;
/// let backoff = Backoff::exponential(seconds(5), seconds(60));
/// let first_six: Vec<_> = (1..=6).map(|attempt| backoff.after(attempt, 0).as_secs()).collect();
/// assert_eq!(first_six, [5, 10, 20, 40, 60, 60]);
///
/// let backoff = backoff.with_jitter(Jitter::Equal);
/// assert_eq!((backoff.after(1, 0), backoff.after(1, u64::MAX)), (Duration::from_millis(2500), seconds(5)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backoff {
    lengths: Lengths,
    jitter: Jitter,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Lengths {
    Exponential {
        first: Duration,
        cap: Duration,
    },
    /// The last one applies to all later attempts. An empty list means no wait.
    Each(Vec<Duration>),
}

/// The random part of each wait, so that several senders do not retry at the same time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Jitter {
    /// No random part: the full wait.
    #[default]
    None,
    /// Between half of the wait and the full wait.
    Equal,
    /// Between zero and the full wait.
    Full,
}

impl Backoff {
    /// Creates a backoff without waits: each attempt immediately follows the one before.
    #[must_use]
    pub const fn none() -> Self {
        Self { lengths: Lengths::Each(Vec::new()), jitter: Jitter::None }
    }

    /// Creates a backoff from a list of waits. The last one applies to all later attempts.
    #[must_use]
    pub fn each(waits: impl IntoIterator<Item = Duration>) -> Self {
        Self { lengths: Lengths::Each(waits.into_iter().collect()), jitter: Jitter::None }
    }

    /// Creates a backoff whose wait starts at `first` and doubles after each attempt, up to `cap`.
    #[must_use]
    pub const fn exponential(first: Duration, cap: Duration) -> Self {
        Self { lengths: Lengths::Exponential { first, cap }, jitter: Jitter::None }
    }

    /// Sets the random part of each wait; defaults to [`Jitter::None`].
    #[must_use]
    pub fn with_jitter(self, jitter: Jitter) -> Self {
        Self { jitter, ..self }
    }

    /// Returns the wait after the attempt with this number, counted from 1.
    ///
    /// `random` is a uniformly distributed random number: 0 gives the shortest wait that the jitter allows, and
    /// `u64::MAX` the longest. Without jitter it is ignored.
    #[must_use]
    pub fn after(&self, attempt: u32, random: u64) -> Duration {
        let wait = self.longest_after(attempt);
        let half = wait / 2;
        match self.jitter {
            Jitter::None => wait,
            Jitter::Equal => half.saturating_add(part(wait.saturating_sub(half), random)),
            Jitter::Full => part(wait, random),
        }
    }

    /// Returns the longest possible wait after the attempt with this number, counted from 1.
    #[must_use]
    pub fn longest_after(&self, attempt: u32) -> Duration {
        let index = attempt.saturating_sub(1);
        match &self.lengths {
            // A duration has at most 94 bits of nanoseconds, so 94 doublings reach any cap.
            Lengths::Exponential { first, cap } => {
                (0..index.min(94)).fold(*first, |wait, _| wait.saturating_mul(2)).min(*cap)
            }
            Lengths::Each(waits) => {
                let wait = usize::try_from(index).ok().and_then(|index| waits.get(index));
                wait.or(waits.last()).copied().unwrap_or_default()
            }
        }
    }
}

/// Returns about the fraction `random / u64::MAX` of a wait: nothing for 0, and the whole wait for `u64::MAX`.
fn part(wait: Duration, random: u64) -> Duration {
    // A duration has at most 94 bits of nanoseconds; the product with 32 more bits fits into `u128`.
    let random = u128::from(random >> 32);
    from_nanos(wait.as_nanos() * random / u128::from(u32::MAX))
}

fn from_nanos(nanos: u128) -> Duration {
    const SECOND: u128 = 1_000_000_000;
    let seconds = u64::try_from(nanos / SECOND).unwrap_or(u64::MAX);
    Duration::new(seconds, u32::try_from(nanos % SECOND).unwrap_or_default())
}
