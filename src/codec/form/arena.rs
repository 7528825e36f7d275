//! The nodes of a form's tree while it is being built.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use super::key::Step;
use crate::DecodeError;
use crate::codec::input::Dialect;
use crate::limits::Meter;

type Result<T> = std::result::Result<T, DecodeError>;

/// How many siblings are looked through one by one before they get an index.
const FEW: u32 = 16;

/// The root, which is nobody's child: where a node is asked for, it stands for none.
pub(super) const ROOT: u32 = 0;

/// All nodes in one place, each knowing its newest child and the sibling before it.
pub(super) struct Arena<'b, 'de> {
    pub(super) meter: &'b Meter,
    pub(super) dialect: Dialect,
    nodes: Vec<Node<'de>>,
    /// The children of those who have many, by a hash of parent and name.
    index: HashMap<u64, u32>,
    hasher: RandomState,
}

#[derive(Default)]
pub(super) struct Node<'de> {
    /// A name or an index.
    pub(super) name: Step<'de>,
    pub(super) value: Option<Cow<'de, str>>,
    /// The index after the highest of the children.
    pub(super) next: u64,
    pub(super) count: u32,
    pub(super) newest: u32,
    /// The sibling before this one; while the tree is made, the one after it.
    pub(super) sibling: u32,
    parent: u32,
    /// The node of the same hash before this one.
    twin: u32,
    /// Whether the value came after the first child.
    pub(super) late: bool,
    pub(super) order: Order,
    /// Whether it was made by `[]`.
    appended: bool,
    /// Whether its children are in the index: once one of many is looked for, which those that are appended are not.
    is_indexed: bool,
}

/// How the children were named as they came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Order {
    /// By indices, each higher than the one before.
    #[default]
    Ascending,
    /// By indices in another order.
    Shuffled,
    /// By a name that is no index, at least one.
    Named,
}

impl<'b, 'de> Arena<'b, 'de> {
    /// Makes the root; `pairs` is how many pairs the form has at most.
    pub(super) fn new(meter: &'b Meter, dialect: Dialect, pairs: usize) -> Result<Self> {
        // Most pairs are a node, and few nodes have none: those are grown into.
        let nodes = Vec::with_capacity(meter.left().min(pairs.saturating_add(8)));
        let mut arena = Self { meter, dialect, nodes, index: HashMap::new(), hasher: RandomState::new() };
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
                step => self.child(at, step)?,
            };
        }
        self.set(at, value)?;
        Ok(parent)
    }

    /// Adds a value one step from a node.
    pub(super) fn insert_under(&mut self, parent: u32, step: Step<'de>, value: Cow<'de, str>) -> Result<()> {
        let at = self.child(parent, step)?;
        self.set(at, value)
    }

    /// Returns the child of a name, which is made where there is none.
    fn child(&mut self, parent: u32, name: Step<'de>) -> Result<u32> {
        match self.find(parent, &name) {
            Some(found) => Ok(found),
            None => self.add(parent, name, false),
        }
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

    pub(super) fn node(&self, at: u32) -> Option<&Node<'de>> {
        self.nodes.get(at as usize)
    }

    pub(super) fn node_mut(&mut self, at: u32) -> Option<&mut Node<'de>> {
        self.nodes.get_mut(at as usize)
    }

    fn last_appended(&self, parent: u32) -> Option<u32> {
        let newest = self.node(parent)?.newest;
        self.node(newest).filter(|node| newest != ROOT && node.appended).map(|_| newest)
    }

    /// Returns the element that a key means which goes on with `path` after `[]`, where that is not a new one: the last,
    /// until it has a value there, and to `qs` the first, where that is no text.
    fn element(&mut self, parent: u32, path: &[Step<'de>]) -> Option<u32> {
        if path.is_empty() {
            return None;
        }
        match self.dialect {
            Dialect::Own => {
                let last = self.last_appended(parent)?;
                (!self.has_value(last, path)).then_some(last)
            }
            Dialect::Node => {
                let first = self.find(parent, &Step::Index(0))?;
                self.node(first).filter(|node| node.value.is_none()).map(|_| first)
            }
        }
    }

    fn has_value(&mut self, mut at: u32, path: &[Step<'de>]) -> bool {
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
        self.meter.take(1)?;
        let at = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        let index = name.index();
        let mut sibling = ROOT;
        let mut is_indexed = false;
        if let Some(node) = self.node_mut(parent) {
            sibling = std::mem::replace(&mut node.newest, at);
            node.count += 1;
            is_indexed = node.is_indexed;
            node.order = node.order.max(match name {
                Step::Index(index) if index >= node.next => Order::Ascending,
                Step::Index(_) => Order::Shuffled,
                _ => Order::Named,
            });
            node.next = node.next.max(index.map_or(0, |index| index + 1));
        }
        // Twice as many, as a vector takes by itself, is more memory than a value may cost.
        if self.nodes.len() == self.nodes.capacity() {
            self.nodes.reserve_exact(self.nodes.len() / 4 + 16);
        }
        self.nodes.push(Node { name, sibling, parent, appended, ..Node::default() });
        if is_indexed {
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

    fn remember_children(&mut self, parent: u32, newest: u32) {
        let mut child = newest;
        while child != ROOT {
            self.remember(child);
            child = self.node(child).map_or(ROOT, |node| node.sibling);
        }
        if let Some(node) = self.node_mut(parent) {
            node.is_indexed = true;
        }
    }

    fn find(&mut self, parent: u32, name: &Step<'de>) -> Option<u32> {
        let node = self.node(parent)?;
        // An index beyond all others is new: most indices are. A name that could be one counts as one of the others.
        if matches!(name, Step::Index(index) if *index >= node.next) {
            return None;
        }
        let few = node.count <= FEW;
        let newest = node.newest;
        if !few && !node.is_indexed {
            self.remember_children(parent, newest);
        }
        let mut at = if few { newest } else { *self.index.get(&self.hash(parent, name))? };
        while at != ROOT {
            let child = self.node(at)?;
            if child.parent == parent && child.name == *name {
                return Some(at);
            }
            at = if few { child.sibling } else { child.twin };
        }
        None
    }
}
