//! The order of an object's members in JavaScript.

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
    // This must not take quadratic time: a hostile object may have many members whose long names share a prefix.
    let mut by_name: Vec<&Member> = members.iter().collect();
    by_name.sort_by(|a, b| name(a).cmp(name(b)));
    let mut kept: Vec<((u32, usize), Range<usize>)> = Vec::with_capacity(members.len());
    for same in by_name.chunk_by(|a, b| name(a) == name(b)) {
        if let [first, ..] = same
            && let [.., last] = same
        {
            kept.push(((rank(name(first)), first.start), last.start..last.end));
        }
    }
    kept.sort_unstable_by_key(|(position, _)| *position);
    let changed = kept.len() != members.len() || !kept.is_sorted_by_key(|(_, range)| range.start);
    changed.then(|| kept.into_iter().map(|(_, range)| range).collect())
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
