//! Undoing what the writer does for names and texts that XML cannot carry, in a tree that Node's parser has built.

use std::borrow::Cow;

use super::element::{Index, More, Pair, find, push, undo_field};
use super::name::FIELD;
use super::{ATTRIBUTES, TEXT};
use crate::{Fields, Tree};

/// Gives each field its name back that was written as an attribute, as the reader of this crate's own dialect does.
pub(crate) fn restore(tree: Tree<'_>) -> Tree<'_> {
    match tree {
        Tree::List(list) => Tree::List(list.into_iter().map(restore).collect()),
        Tree::Map(fields) => {
            let mut pairs: Vec<Pair<'_>> = Vec::with_capacity(fields.len());
            let mut index = Index::None;
            for (name, value) in fields.into_pairs() {
                if name != FIELD {
                    push(&mut pairs, &mut index, (name, restore(value)));
                    continue;
                }
                let elements = if let Tree::List(list) = value { list } else { vec![value] };
                for element in elements {
                    let (name, element) = undo(element);
                    add(&mut pairs, &mut index, name, restore(element));
                }
            }
            Tree::Map(Fields::loose(pairs))
        }
        leaf => leaf,
    }
}

/// Adds an element; those of one name are a list.
fn add<'a>(pairs: &mut Vec<Pair<'a>>, index: &mut Index<'a>, name: Cow<'a, str>, value: Tree<'a>) {
    let found = find(pairs, 0, index, &name);
    match found.and_then(|at| pairs.get_mut(at)) {
        Some((_, Tree::List(list))) => list.push(value),
        Some((_, first)) => *first = Tree::List(vec![std::mem::take(first), value]),
        None => push(pairs, index, (name, value)),
    }
}

/// Takes the name, and the text where that stands there too, out of the attributes of `<field>`.
fn undo(element: Tree<'_>) -> (Cow<'_, str>, Tree<'_>) {
    let kept = |element| (Cow::Borrowed(FIELD), element);
    let Tree::Map(fields) = &element else { return kept(element) };
    let Some(Tree::Map(attributes)) = fields.get(ATTRIBUTES) else { return kept(element) };
    let attributes = attributes.iter().map(|(name, value)| (Cow::Owned(name.to_owned()), value.clone())).collect();
    let mut more = More { attributes, name: None };
    let text = undo_field(FIELD, &mut more, fields.len() == 1);
    let Some(name) = more.name.map(|name| Cow::Owned(name.into_owned())) else { return kept(element) };
    if let Some(text) = text {
        return (name, Tree::Text(text));
    }
    let Tree::Map(fields) = element else { return kept(element) };
    let mut rest: Vec<_> = fields.into_pairs().filter(|(name, _)| name != ATTRIBUTES).collect();
    match rest.as_slice() {
        [] => (name, Tree::Text(Cow::Borrowed(""))),
        [(only, Tree::Text(_))] if only == TEXT => (name, rest.remove(0).1),
        _ => (name, Tree::Map(Fields::loose(rest))),
    }
}
