//! The order of an object's members in JavaScript.

use std::hash::{BuildHasher as _, RandomState};
use std::ops::Range;

/// The position of an object's member in the printed text.
pub(super) struct Member {
    pub(super) start: usize,
    /// The end of the quoted name.
    pub(super) name_end: usize,
    pub(super) end: usize,
}

/// Up to this number of members, comparing all pairs is faster than sorting.
const FEW: usize = 16;

/// Returns the members of an object in JavaScript's order, or `None` if they are in that order and without duplicates.
///
/// ECMA-262, section 10.1.11: array indices come first, in ascending order, then the other names in the order of
/// creation. Names are compared in their printed form, which is unique for each name. A duplicate keeps its first
/// position and its last value.
pub(super) fn reorder(text: &[u8], members: &[Member]) -> Option<Vec<Range<usize>>> {
    let name = |member: &Member| text.get(member.start..member.name_end).unwrap_or_default();
    let few = members.len() <= FEW;
    if few && members.is_sorted_by_key(|member| rank(name(member))) && !has_duplicate(text, members) {
        return None;
    }
    let mut kept: Vec<(u32, Range<usize>)> =
        members.iter().map(|member| (rank(name(member)), member.start..member.end)).collect();
    // This must not take quadratic time: a hostile object may have many members whose long names share a prefix.
    // Sorting hashes is several times faster than sorting names, which are far apart in memory.
    let state = RandomState::new();
    let mut hashes: Vec<(u64, usize)> = members.iter().map(|member| state.hash_one(name(member))).zip(0..).collect();
    hashes.sort_unstable();
    let name_at = |(_, index): &(u64, usize)| members.get(*index).map(name).unwrap_or_default();
    for same in hashes.chunk_by_mut(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        // Different names can have the same hash.
        same.sort_by(|a, b| name_at(a).cmp(name_at(b)));
        for same in same.chunk_by(|a, b| name_at(a) == name_at(b)) {
            keep_last(same.iter().map(|(_, index)| *index), &mut kept);
        }
    }
    drop(hashes);
    kept.retain(|(_, range)| !range.is_empty());
    let is_sorted = kept.is_sorted_by_key(|(rank, _)| *rank);
    if is_sorted && kept.len() == members.len() {
        return None;
    }
    if !is_sorted {
        kept.sort_by_key(|(rank, _)| *rank);
    }
    Some(kept.into_iter().map(|(_, range)| range).collect())
}

/// Moves the last of the members `same` to the position of the first, and leaves empty ranges for the others.
fn keep_last(same: impl Iterator<Item = usize>, kept: &mut [(u32, Range<usize>)]) {
    let mut indices = same.peekable();
    let Some(first) = indices.peek().copied() else { return };
    let take = |kept: &mut [(u32, Range<usize>)], index| kept.get_mut(index).map(|(_, range)| std::mem::take(range));
    let last = indices.filter_map(|index| take(kept, index)).last();
    if let (Some((_, range)), Some(last)) = (kept.get_mut(first), last) {
        *range = last;
    }
}

/// Whether two of a few members have the same name.
fn has_duplicate(text: &[u8], members: &[Member]) -> bool {
    members.iter().enumerate().any(|(index, member)| {
        let length = member.name_end - member.start;
        members.iter().take(index).any(|other| {
            other.name_end - other.start == length
                && text.get(other.start..other.name_end) == text.get(member.start..member.name_end)
        })
    })
}

/// Returns the array index that a quoted name represents, or `u32::MAX`, which is not an array index, for any other
/// name.
fn rank(name: &[u8]) -> u32 {
    match name {
        [b'"', b'0', b'"'] => 0,
        [b'"', digits @ .., b'"'] if matches!(digits, [b'1'..=b'9', ..]) && digits.len() <= 10 => digits
            .iter()
            .try_fold(0_u64, |index, digit| digit.is_ascii_digit().then(|| index * 10 + u64::from(digit - b'0')))
            .and_then(|index| u32::try_from(index).ok())
            .unwrap_or(u32::MAX),
        _ => u32::MAX,
    }
}
