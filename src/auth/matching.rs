//! Finds the first match among several comparisons, in constant time.

use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};

use crate::VerifyError;

/// Returns the index of the first match. All comparisons are evaluated, even after a match.
pub(super) fn matching(matches: impl Iterator<Item = Choice>) -> Result<usize, VerifyError> {
    verdict(first(matches))
}

/// The result of [`first`] if nothing matches. No index is this large.
const NONE: u64 = u64::MAX;

/// Returns the index of the first match, or [`NONE`].
pub(super) fn first(matches: impl Iterator<Item = Choice>) -> u64 {
    let mut found = NONE;
    for (index, is_match) in (0..).zip(matches) {
        let first = is_match & found.ct_eq(&NONE);
        found.conditional_assign(&index, first);
    }
    found
}

/// Converts the result of [`first`] into an index or an error.
#[inline]
pub(super) fn verdict(found: u64) -> Result<usize, VerifyError> {
    if found == NONE { Err(VerifyError::Mismatch) } else { usize::try_from(found).map_err(|_| VerifyError::Mismatch) }
}
