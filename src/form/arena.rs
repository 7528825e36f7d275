//! The nodes of a form's tree while it is being built.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use super::key::Step;
use crate::body::Dialect;
use crate::limits::Budget;
use crate::{DecodeError, Fields, Tree};

type Result<T> = std::result::Result<T, DecodeError>;

/// How many siblings are looked through one by one before they get an index.
const FEW: u32 = 16;

/// The root, which is nobody's child: where a node is asked for, it stands for none.
const ROOT: u32 = 0;

/// All nodes in one place, each knowing its newest child and the sibling before it.
pub(super) struct Arena<'b, 'de> {
    budget: &'b Budget,
    dialect: Dialect,
    nodes: Vec<Node<'de>>,
    /// The children of those who have many, by a hash of parent and name.
    index: HashMap<u64, u32>,
    hasher: RandomState,
}

struct Node<'de> {
    /// A name or an index.
    name: Step<'de>,
    value: Option<Cow<'de, str>>,
    /// Whether the value came after the first child.
    late: bool,
    /// Whether it was made by `[]`.
    appended: bool,
    parent: u32,
    newest: u32,
    previous: u32,
    count: u32,
    /// The node of the same hash before this one.
    twin: u32,
    /// The index after the highest of the children.
    next: u64,
}

impl<'b, 'de> Arena<'b, 'de> {
    /// Makes the root; `pairs` is how many pairs the form has at most.
    pub(super) fn new(budget: &'b Budget, dialect: Dialect, pairs: usize) -> Result<Self> {
        // Most pairs are a node, and few nodes have none: those are grown into.
        let nodes = Vec::with_capacity(budget.left().min(pairs.saturating_add(8)));
        let mut arena = Self { budget, dialect, nodes, index: HashMap::new(), hasher: RandomState::new() };
        arena.add(ROOT, Step::Next, false)?;
        Ok(arena)
    }

    /// Adds a value at the end of a path, and returns the node that the last step starts from.
    pub(super) fn insert(&mut self, path: &mut Vec<Step<'de>>, value: Cow<'de, str>) -> Result<u32> {
        let mut parent = ROOT;
        let mut at = ROOT;
        let mut steps = path.drain(..);
        while let Some(step) = steps.next() {
            parent = at;
            at = match step {
                Step::Next => match self.element(at, steps.as_slice()) {
                    Some(element) => element,
                    None => self.append(at)?,
                },
                step => match self.find(at, &step) {
                    Some(found) => found,
                    None => self.add(at, step, false)?,
                },
            };
        }
        self.set(at, value)?;
        Ok(parent)
    }

    /// Adds a value one step from a node.
    pub(super) fn insert_under(&mut self, parent: u32, step: Step<'de>, value: Cow<'de, str>) -> Result<()> {
        let at = match self.find(parent, &step) {
            Some(found) => found,
            None => self.add(parent, step, false)?,
        };
        self.set(at, value)
    }

    fn set(&mut self, mut at: u32, value: Cow<'de, str>) -> Result<()> {
        if self.node(at).is_some_and(|node| node.value.is_some()) {
            at = self.append(at)?;
        }
        if let Some(node) = self.node_mut(at) {
            node.late = node.newest != ROOT;
            node.value = Some(value);
        }
        Ok(())
    }

    fn node(&self, at: u32) -> Option<&Node<'de>> {
        self.nodes.get(at as usize)
    }

    fn node_mut(&mut self, at: u32) -> Option<&mut Node<'de>> {
        self.nodes.get_mut(at as usize)
    }

    fn last_appended(&self, parent: u32) -> Option<u32> {
        let newest = self.node(parent)?.newest;
        self.node(newest).filter(|node| newest != ROOT && node.appended).map(|_| newest)
    }

    /// Returns the element that a key means which goes on with `path` after `[]`, where that is not a new one: the last,
    /// until it has a value there, and to `qs` the first, where that is no text.
    fn element(&self, parent: u32, path: &[Step<'de>]) -> Option<u32> {
        if path.is_empty() {
            return None;
        }
        match self.dialect {
            Dialect::Own => self.last_appended(parent).filter(|last| !self.has_value(*last, path)),
            Dialect::Node => {
                let first = self.find(parent, &Step::Index(0))?;
                self.node(first).filter(|node| node.value.is_none()).map(|_| first)
            }
        }
    }

    fn has_value(&self, mut at: u32, path: &[Step<'de>]) -> bool {
        for step in path {
            match self.find(at, step) {
                Some(found) => at = found,
                None => return false,
            }
        }
        self.node(at).is_some_and(|node| node.value.is_some())
    }

    fn append(&mut self, parent: u32) -> Result<u32> {
        let next = self.node(parent).map_or(0, |node| node.next);
        self.add(parent, Step::Index(next), true)
    }

    fn add(&mut self, parent: u32, name: Step<'de>, appended: bool) -> Result<u32> {
        self.budget.take(1)?;
        let at = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let index = name.index();
        let mut previous = ROOT;
        let mut count = 0;
        if let Some(node) = self.node_mut(parent) {
            previous = std::mem::replace(&mut node.newest, at);
            node.count += 1;
            node.next = node.next.max(index.map_or(0, |index| index + 1));
            count = node.count;
        }
        let node =
            Node { name, value: None, late: false, appended, parent, newest: 0, previous, count: 0, twin: 0, next: 0 };
        // Twice as many, as a vector takes by itself, is more memory than a value may cost.
        if self.nodes.len() == self.nodes.capacity() {
            self.nodes.reserve_exact(self.nodes.len() / 4 + 16);
        }
        self.nodes.push(node);
        if count == FEW + 1 {
            let mut child = at;
            while child != ROOT {
                self.remember(child);
                child = self.node(child).map_or(ROOT, |node| node.previous);
            }
        } else if count > FEW {
            self.remember(at);
        }
        Ok(at)
    }

    fn hash(&self, parent: u32, name: &Step<'de>) -> u64 {
        self.hasher.hash_one((parent, name))
    }

    fn remember(&mut self, at: u32) {
        let Some(node) = self.node(at) else { return };
        let hash = self.hash(node.parent, &node.name);
        let twin = self.index.insert(hash, at).unwrap_or(ROOT);
        if let Some(node) = self.node_mut(at) {
            node.twin = twin;
        }
    }

    fn find(&self, parent: u32, name: &Step<'de>) -> Option<u32> {
        let node = self.node(parent)?;
        // An index beyond all others is new: most indices are. A name that could be one counts as one of the others.
        if matches!(name, Step::Index(index) if *index >= node.next) {
            return None;
        }
        let few = node.count <= FEW;
        let mut at = if few { node.newest } else { *self.index.get(&self.hash(parent, name))? };
        while at != ROOT {
            let child = self.node(at)?;
            if child.parent == parent && child.name == *name {
                return Some(at);
            }
            at = if few { child.previous } else { child.twin };
        }
        None
    }

    pub(super) fn finish(mut self) -> Result<Tree<'de>> {
        if self.node(ROOT).is_some_and(|root| root.newest == ROOT) {
            return Ok(Tree::Map(Fields::loose(Vec::new())));
        }
        self.build(ROOT, 0)
    }

    /// Makes the value of a node under `depth` maps and lists.
    fn build(&mut self, at: u32, depth: usize) -> Result<Tree<'de>> {
        let Some(node) = self.node_mut(at) else { return Ok(Tree::Null) };
        let (value, late, newest, count, next) =
            (node.value.take().map(Tree::Text), node.late, node.newest, node.count, node.next);
        let Some(value) = value else { return self.children(newest, count, next, depth) };
        if newest == ROOT {
            return Ok(value);
        }
        let list = match self.children(newest, count, next, depth)? {
            Tree::List(list) if late => list.into_iter().chain([value]).collect(),
            Tree::List(list) => std::iter::once(value).chain(list).collect(),
            map => {
                // The list of the two is one level more.
                self.budget.take(1)?;
                self.budget.check_depth(depth + 1 + height(&map))?;
                if late { vec![map, value] } else { vec![value, map] }
            }
        };
        Ok(Tree::List(list))
    }

    /// Makes a list where the names are the indices from 0 on without a hole, and a map otherwise; to `qs` holes are no
    /// matter, and the root is always a map.
    fn children(&mut self, newest: u32, count: u32, next: u64, depth: usize) -> Result<Tree<'de>> {
        self.budget.check_depth(depth + 1)?;
        let mut pairs = Vec::with_capacity(count as usize);
        let mut indices = 0;
        let mut at = newest;
        while at != ROOT {
            let value = self.build(at, depth + 1)?;
            let Some(node) = self.node_mut(at) else { break };
            at = node.previous;
            let name = std::mem::replace(&mut node.name, Step::Next);
            indices += u64::from(matches!(name, Step::Index(_)));
            pairs.push((name, value));
        }
        pairs.reverse();
        let is_list = match self.dialect {
            Dialect::Own => next == indices,
            Dialect::Node => depth > 0,
        };
        if indices == u64::from(count) && is_list {
            let index = |name: &Step<'_>| if let Step::Index(index) = name { *index } else { 0 };
            if !pairs.is_sorted_by_key(|(name, _)| index(name)) {
                pairs.sort_by_key(|(name, _)| index(name));
            }
            return Ok(Tree::List(pairs.into_iter().map(|(_, value)| value).collect()));
        }
        let name = |name| match name {
            Step::Name(name) => name,
            Step::Index(index) => Cow::Owned(index.to_string()),
            Step::Next => Cow::default(),
        };
        Ok(Tree::Map(Fields::loose(pairs.into_iter().map(|(step, value)| (name(step), value)).collect())))
    }
}

fn height(tree: &Tree<'_>) -> usize {
    match tree {
        Tree::List(list) => 1 + list.iter().map(height).max().unwrap_or(0),
        Tree::Map(fields) => 1 + fields.iter().map(|(_, value)| height(value)).max().unwrap_or(0),
        _ => 0,
    }
}
