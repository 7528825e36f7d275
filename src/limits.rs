//! How much of a body is read before it is refused.

/// Bounds on what one body may make the reader do.
///
/// They hold for every format. The size of the body itself is the caller's to bound, before it is read from the
/// network.
///
/// # Examples
///
/// ```
/// use chathooks::Limits;
///
/// let limits = Limits::default().with_depth(16).with_nodes(10_000);
/// assert_eq!((limits.depth(), limits.nodes()), (16, 10_000));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    depth: usize,
    nodes: usize,
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
    pub fn with_nodes(self, nodes: usize) -> Self {
        Self { nodes, ..self }
    }

    /// Returns how deep maps and lists may be nested.
    #[must_use]
    pub fn depth(self) -> usize {
        self.depth
    }

    /// Returns how many values the body may hold.
    #[must_use]
    pub fn nodes(self) -> usize {
        self.nodes
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 64, nodes: 100_000 }
    }
}
