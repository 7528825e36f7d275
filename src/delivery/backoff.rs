//! How long to wait between two attempts.

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
    /// The last one holds for all that follow; none is no wait.
    Each(Vec<Duration>),
}

/// How much of a wait is left to chance, so that many senders do not come back at the same moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Jitter {
    /// Nothing: the wait as it stands.
    #[default]
    None,
    /// Half of it: from half of the wait to the whole.
    Equal,
    /// All of it: from no wait to the whole.
    Full,
}

impl Backoff {
    /// Makes no waits at all: each attempt follows the last at once.
    #[must_use]
    pub const fn none() -> Self {
        Self { lengths: Lengths::Each(Vec::new()), jitter: Jitter::None }
    }

    /// Makes waits of a given length each; the last one holds for all that follow it.
    #[must_use]
    pub fn each(waits: impl IntoIterator<Item = Duration>) -> Self {
        Self { lengths: Lengths::Each(waits.into_iter().collect()), jitter: Jitter::None }
    }

    /// Makes waits that double each time, from `first` up to `cap`, and never exceed it.
    #[must_use]
    pub const fn exponential(first: Duration, cap: Duration) -> Self {
        Self { lengths: Lengths::Exponential { first, cap }, jitter: Jitter::None }
    }

    /// Sets how much of each wait is left to chance; nothing unless set.
    #[must_use]
    pub fn with_jitter(self, jitter: Jitter) -> Self {
        Self { jitter, ..self }
    }

    /// Returns the wait after the attempt of this number, counted from 1.
    ///
    /// `random` is a number that is drawn from all of `u64`, each as likely as the next: 0 gives the shortest wait that
    /// the jitter allows and `u64::MAX` the longest. It does not count where there is no jitter.
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

    /// Returns the longest wait that there can be after the attempt of this number, counted from 1.
    #[must_use]
    pub fn longest_after(&self, attempt: u32) -> Duration {
        let place = attempt.saturating_sub(1);
        match &self.lengths {
            // The nanoseconds of the longest duration take 94 bits: doubled so often, any other is at the cap.
            Lengths::Exponential { first, cap } => {
                (0..place.min(94)).fold(*first, |wait, _| wait.saturating_mul(2)).min(*cap)
            }
            Lengths::Each(waits) => {
                let wait = usize::try_from(place).ok().and_then(|place| waits.get(place));
                wait.or(waits.last()).copied().unwrap_or_default()
            }
        }
    }
}

/// Returns the part of a wait that a random number chooses: none of it for 0, all of it for the largest.
fn part(wait: Duration, random: u64) -> Duration {
    // The nanoseconds of the longest duration take 94 bits; with 32 more, `u128` is large enough.
    let random = u128::from(random >> 32);
    from_nanos(wait.as_nanos() * random / u128::from(u32::MAX))
}

fn from_nanos(nanos: u128) -> Duration {
    const SECOND: u128 = 1_000_000_000;
    let seconds = u64::try_from(nanos / SECOND).unwrap_or(u64::MAX);
    Duration::new(seconds, u32::try_from(nanos % SECOND).unwrap_or_default())
}
