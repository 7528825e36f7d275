//! Undoing what the writer does for names that a key cannot carry, in a tree that Node's parser has built.

use std::borrow::Cow;

use super::key::unescape;
use crate::{Fields, Tree};

/// Gives each name its characters back that were percent-encoded twice, as the reader of this crate's own dialect does.
pub(crate) fn restore(tree: Tree<'_>) -> Tree<'_> {
    match tree {
        Tree::List(list) => Tree::List(list.into_iter().map(restore).collect()),
        Tree::Map(fields) => {
            let restored = |(name, value): (Cow<'_, str>, _)| (unescape(name.into_owned().into()), restore(value));
            Tree::Map(Fields::loose(fields.into_pairs().map(restored).collect()))
        }
        leaf => leaf,
    }
}
