//! Limits on the values and the nesting of a body.

use std::cell::Cell;

use crate::DecodeError;

/// Limits on the nesting and the number of values of a body.
///
/// The limits apply to every format, and to JSON documents in strings. They do not limit the size of the body: limit
/// that while you read the body from the network.
///
/// The memory for decoding is at most the sum of 64 KiB, eight times the size of the body, and 256 bytes for each
/// allowed value. The time for decoding is not quadratic in the size of the body.
///
/// # Examples
///
/// ```
/// use chathooks::Limits;
///
/// let limits = Limits::default().with_depth(16).with_values(10_000);
/// assert_eq!((limits.depth(), limits.values()), (16, 10_000));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    depth: usize,
    values: usize,
}

impl Limits {
    /// The maximum of [`depth`](Self::depth). A stack of 2 MiB is enough for this many levels.
    pub const MAX_DEPTH: usize = 512;

    /// Sets how many levels deep arrays and objects may be nested.
    ///
    /// Defaults to 64. A value above [`MAX_DEPTH`](Self::MAX_DEPTH) is lowered to it.
    #[must_use]
    pub fn with_depth(self, depth: usize) -> Self {
        Self { depth: depth.min(Self::MAX_DEPTH), ..self }
    }

    /// Sets how many values the body may contain.
    ///
    /// Defaults to 100,000. Each array, object and scalar counts as one value. If an array is decoded into large
    /// models, each element counts as additional values for the memory that it takes: a message counts as one
    /// additional value.
    #[must_use]
    pub fn with_values(self, values: usize) -> Self {
        Self { values, ..self }
    }

    /// Returns how many levels deep arrays and objects may be nested.
    #[must_use]
    pub fn depth(self) -> usize {
        self.depth
    }

    /// Returns how many values the body may contain.
    #[must_use]
    pub fn values(self) -> usize {
        self.values
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 64, values: 100_000 }
    }
}

/// Counts the values and the depth of one body against its limits, including JSON documents in its strings.
#[derive(Clone, Debug)]
pub(crate) struct Meter {
    limits: Limits,
    left: Cell<usize>,
    depth: Cell<usize>,
}

impl Meter {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, left: Cell::new(limits.values), depth: Cell::new(0) }
    }

    /// Counts values, and fails above the limit.
    #[inline]
    pub(crate) fn take(&self, values: usize) -> Result<(), DecodeError> {
        match self.left.get().checked_sub(values) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(DecodeError::values(self.limits.values)),
        }
    }

    /// Returns a copy that starts inside `depth` arrays and objects.
    pub(crate) fn at_depth(&self, depth: usize) -> Self {
        Self { depth: Cell::new(depth), ..self.clone() }
    }

    /// Returns how many values are still allowed.
    pub(crate) fn left(&self) -> usize {
        self.left.get()
    }

    /// Copies the number of values that are still allowed from another meter.
    pub(crate) fn set_left(&self, other: &Self) {
        self.left.set(other.left.get());
    }

    /// Enters an array or object.
    #[inline]
    pub(crate) fn enter(&self) -> Result<(), DecodeError> {
        self.depth.set(self.depth.get() + 1);
        self.check_depth(0)
    }

    /// Enters an array or object of a parsed value, without checking the depth again.
    pub(crate) fn deeper(&self) {
        self.depth.set(self.depth.get() + 1);
    }

    /// Leaves an array or object.
    #[inline]
    pub(crate) fn leave(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// Fails if `more` levels inside the current one exceed the limit.
    #[inline]
    pub(crate) fn check_depth(&self, more: usize) -> Result<(), DecodeError> {
        if self.depth.get() + more > self.limits.depth { Err(DecodeError::depth(self.limits.depth)) } else { Ok(()) }
    }
}
