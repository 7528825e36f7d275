//! Which of several comparisons matched, told in constant time.

use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};

use crate::VerifyError;

/// Returns the index of the first match. Each of the secrets is compared, whichever matched before.
pub(super) fn matching(matches: impl Iterator<Item = Choice>) -> Result<usize, VerifyError> {
    verdict(first(matches))
}

/// No index on any target: no list is that long.
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

#[inline]
pub(super) fn verdict(found: u64) -> Result<usize, VerifyError> {
    if found == NONE { Err(VerifyError::Mismatch) } else { usize::try_from(found).map_err(|_| VerifyError::Mismatch) }
}
