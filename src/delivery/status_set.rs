//! A set of HTTP statuses.

use std::fmt;

/// A set of HTTP statuses, such as those of a success or those that are retried.
///
/// A number outside of 100 to 599 is treated as 500, as recommended in RFC 9110, section 15.
///
/// # Examples
///
/// ```
/// use chathooks::delivery::StatusSet;
///
/// let retried = StatusSet::TRANSIENT.and(404).without(504);
/// assert!(retried.contains(404) && retried.contains(503));
/// assert!(!retried.contains(504) && !retried.contains(410));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct StatusSet {
    /// One bit for each of the hundred statuses of a class.
    informational: u128,
    success: u128,
    redirection: u128,
    client_error: u128,
    server_error: u128,
}

impl StatusSet {
    /// No status.
    pub const NONE: Self = Self { informational: 0, success: 0, redirection: 0, client_error: 0, server_error: 0 };

    /// Every status.
    pub const ALL: Self = Self::NONE.and_all(100, 599);

    /// 200 to 299.
    pub const SUCCESS: Self = Self::NONE.and_all(200, 299);

    /// Statuses that may be temporary: 408, 425, 429, and 500 to 599 except 501.
    pub const TRANSIENT: Self = Self::NONE.and(408).and(425).and(429).and_all(500, 599).without(501);

    /// Returns the set with `status` added.
    #[must_use]
    pub const fn and(mut self, status: u16) -> Self {
        let (class, bit) = self.position(status);
        *class |= bit;
        self
    }

    /// Returns the set with `status` removed.
    #[must_use]
    pub const fn without(mut self, status: u16) -> Self {
        let (class, bit) = self.position(status);
        *class &= !bit;
        self
    }

    /// Returns whether `status` is in the set.
    #[must_use]
    pub const fn contains(mut self, status: u16) -> bool {
        let (class, bit) = self.position(status);
        *class & bit != 0
    }

    const fn and_all(self, first: u16, last: u16) -> Self {
        let (mut set, mut status) = (self, first);
        while status <= last {
            set = set.and(status);
            status += 1;
        }
        set
    }

    const fn position(&mut self, status: u16) -> (&mut u128, u128) {
        let bit = 1 << (status % 100);
        match status {
            100..=199 => (&mut self.informational, bit),
            200..=299 => (&mut self.success, bit),
            300..=399 => (&mut self.redirection, bit),
            400..=499 => (&mut self.client_error, bit),
            500..=599 => (&mut self.server_error, bit),
            _ => (&mut self.server_error, 1),
        }
    }
}

/// Shows the set as ranges of statuses.
impl fmt::Debug for StatusSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut ranges: Vec<(u16, u16)> = Vec::new();
        for status in (100..=599).filter(|status| self.contains(*status)) {
            match ranges.last_mut() {
                Some((_, last)) if *last + 1 == status => *last = status,
                _ => ranges.push((status, status)),
            }
        }
        f.debug_set().entries(ranges.into_iter().map(|(first, last)| first..=last)).finish()
    }
}
