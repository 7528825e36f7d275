//! The order in which JavaScript has the members of an object.

use std::ops::Range;

/// A member of a map: where it stands in the text.
pub(super) struct Member {
    pub(super) start: usize,
    /// The end of the name with its quotes.
    pub(super) name_end: usize,
    pub(super) end: usize,
}

/// Up to so many members are compared each with each, which takes less time than sorting them does.
const FEW: usize = 16;

/// Returns the members of a map in JavaScript's order, or `None` where they are in it and no name is there twice.
///
/// ECMA-262 section 10.1.11: array indices in ascending order, then the other names in the order of their creation.
/// A name is compared as it was printed, which is the same for equal names only. Where it is there twice, the last
/// value is kept at the place of the first.
pub(super) fn reorder(text: &[u8], members: &[Member]) -> Option<Vec<Range<usize>>> {
    let name = |member: &Member| text.get(member.start..member.name_end).unwrap_or_default();
    let few = members.len() <= FEW;
    if few && members.is_sorted_by_key(|member| rank(name(member))) && !has_twice(text, members) {
        return None;
    }
    // No cost is quadratic: a hostile map may hold as many members as the limits allow, of long names that start alike.
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
    kept.sort_unstable_by_key(|(place, _)| *place);
    let changed = kept.len() != members.len() || !kept.is_sorted_by_key(|(_, range)| range.start);
    changed.then(|| kept.into_iter().map(|(_, range)| range).collect())
}

/// Whether one of a few members has the name of another.
fn has_twice(text: &[u8], members: &[Member]) -> bool {
    members.iter().enumerate().any(|(index, member)| {
        let length = member.name_end - member.start;
        members.iter().take(index).any(|other| {
            other.name_end - other.start == length
                && text.get(other.start..other.name_end) == text.get(member.start..member.name_end)
        })
    })
}

/// Returns the array index that a name in quotes is, or `u32::MAX`, which is none, for another name.
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
