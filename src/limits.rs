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

    /// Sets how deep maps and lists may be nested; 64 unless set, and never more than [`MAX_DEPTH`](Self::MAX_DEPTH).
    #[must_use]
    pub fn with_depth(self, depth: usize) -> Self {
        Self { depth: depth.min(Self::MAX_DEPTH), ..self }
    }

    /// Sets how many values the body may hold, each map, list and scalar counting as one; 100,000 unless set.
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

/// What is left of the limits while one body is read into a tree, and the tree into a model.
pub(crate) struct Budget {
    limits: Limits,
    values: Cell<usize>,
}

impl Budget {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, values: Cell::new(limits.values) }
    }

    /// Counts values of the body.
    #[inline]
    pub(crate) fn take(&self, values: usize) -> Result<(), DecodeError> {
        match self.values.get().checked_sub(values) {
            Some(rest) => {
                self.values.set(rest);
                Ok(())
            }
            None => Err(DecodeError::values(self.limits.values)),
        }
    }

    /// Returns how many values are still allowed.
    pub(crate) fn left(&self) -> usize {
        self.values.get()
    }

    /// Refuses a map or list that is the `depth`th from the outside.
    #[inline]
    pub(crate) fn check_depth(&self, depth: usize) -> Result<(), DecodeError> {
        if depth > self.limits.depth { Err(DecodeError::depth(self.limits.depth)) } else { Ok(()) }
    }

    /// Returns the limits for a document inside of the body, under `depth` maps and lists.
    pub(crate) fn inside(&self, depth: usize) -> Limits {
        Limits { depth: self.limits.depth.saturating_sub(depth), values: self.values.get() }
    }

    /// Says of an error inside of such a document what the whole body's limit is.
    pub(crate) fn outside(&self, error: DecodeError) -> DecodeError {
        match error.kind() {
            crate::DecodeErrorKind::TooDeep => DecodeError::depth(self.limits.depth),
            crate::DecodeErrorKind::TooManyValues => DecodeError::values(self.limits.values),
            _ => error,
        }
    }
}
