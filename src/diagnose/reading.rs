//! What was given, read in one way.

use super::Finding;

/// One way to read what was given, and what has to be mended for it.
pub(crate) struct Reading<T> {
    pub(super) findings: Vec<Finding>,
    pub(super) value: T,
}

impl<T> Reading<T> {
    pub(super) fn new(findings: &[Finding], value: T) -> Self {
        Self { findings: findings.to_vec(), value }
    }
}
