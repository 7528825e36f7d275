//! How much of a body is read before it is refused.

use std::cell::Cell;

use crate::DecodeError;

/// Bounds on what one body may make the reader do.
///
/// They hold for every format. The size of the body itself is the caller's to bound, before it is read from the
/// network. With it bounded, so is the memory: reading a body takes at most eight times its size, 256 bytes for each
/// value that is allowed, and 64 KiB; and the time grows with its size, not with its square.
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
    /// The deepest nesting that can be allowed: 512 levels, which a thread of 2 MiB has the stack for.
    pub const MAX_DEPTH: usize = 512;

    /// Sets how deep arrays and objects may be nested; defaults to 64, and is never more than [`MAX_DEPTH`](Self::MAX_DEPTH).
    #[must_use]
    pub fn with_depth(self, depth: usize) -> Self {
        Self { depth: depth.min(Self::MAX_DEPTH), ..self }
    }

    /// Sets how many values the body may hold, each array, object and scalar counting as one; defaults to 100,000.
    ///
    /// An element of a list in a model counts as the number of values whose memory it takes, if that is more: an empty message
    /// counts as two or three.
    #[must_use]
    pub fn with_values(self, values: usize) -> Self {
        Self { values, ..self }
    }

    /// Returns how deep maps and lists may be nested.
    #[must_use]
    pub fn depth(self) -> usize {
        self.depth
    }

    /// Returns how many values the body may hold.
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

/// What is left of the limits while one body is read, the documents in its strings included.
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

    /// Counts values.
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

    /// Counts what is left of `values` when so many are `counted`.
    #[inline]
    pub(crate) fn take_rest(&self, values: usize, counted: usize) -> Result<(), DecodeError> {
        if counted < values { self.take(values - counted) } else { Ok(()) }
    }

    /// Returns a meter of what is under `depth` arrays and objects.
    pub(crate) fn at_depth(&self, depth: usize) -> Self {
        Self { depth: Cell::new(depth), ..self.clone() }
    }

    /// Returns how many values are still allowed.
    pub(crate) fn left(&self) -> usize {
        self.left.get()
    }

    /// Sets how many values are still allowed to what another meter has left.
    pub(crate) fn set_left(&self, other: &Self) {
        self.left.set(other.left.get());
    }

    /// Goes into an array or object.
    #[inline]
    pub(crate) fn enter(&self) -> Result<(), DecodeError> {
        self.depth.set(self.depth.get() + 1);
        self.check_depth(0)
    }

    /// Goes into an array or object that was read before, or into what stands for one.
    pub(crate) fn deeper(&self) {
        self.depth.set(self.depth.get() + 1);
    }

    /// Leaves an array or object.
    #[inline]
    pub(crate) fn leave(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// Refuses `more` arrays and objects around a value here.
    #[inline]
    pub(crate) fn check_depth(&self, more: usize) -> Result<(), DecodeError> {
        if self.depth.get() + more > self.limits.depth { Err(DecodeError::depth(self.limits.depth)) } else { Ok(()) }
    }
}
