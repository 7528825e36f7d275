//! The tree of a form that is being parsed.

use std::borrow::Cow;
use std::collections::HashMap;
use std::iter::successors;

use super::key::Step;
use crate::DecodeError;
use crate::codec::input::Dialect;
use crate::limits::Meter;

type Result<T> = std::result::Result<T, DecodeError>;

/// The children of a node by name, built only if there are many.
type Index<'de> = Option<Box<HashMap<Step<'de>, u32>>>;

/// Up to this number of children, a linear search is used.
const FEW: u32 = 16;

/// The index of the root. As a child or sibling, it means "none".
pub(super) const ROOT: u32 = 0;

/// All nodes in one vector. Each has the index of its newest child and of its previous sibling.
pub(super) struct Arena<'b, 'de> {
    pub(super) meter: &'b Meter,
    pub(super) dialect: Dialect,
    nodes: Vec<Node<'de>>,
}

#[derive(Default)]
pub(super) struct Node<'de> {
    pub(super) name: Step<'de>,
    pub(super) value: Option<Cow<'de, str>>,
    /// The highest index among the children, plus one.
    pub(super) next: u64,
    pub(super) count: u32,
    newest: u32,
    /// The previous sibling.
    sibling: u32,
    index: Index<'de>,
    /// Whether the value was after the first child in the body.
    pub(super) late: bool,
    pub(super) order: Order,
    /// Whether `[]` created this node.
    appended: bool,
}

/// The order of the children in the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Order {
    /// All are indices, in ascending order.
    #[default]
    Ascending,
    /// All are indices, in another order.
    Shuffled,
    /// At least one is not an index.
    Named,
}

impl<'b, 'de> Arena<'b, 'de> {
    /// Creates an arena with a root. `pairs` is the maximum number of pairs in the form.
    pub(super) fn new(meter: &'b Meter, dialect: Dialect, pairs: usize) -> Result<Self> {
        // Most pairs create one node.
        let nodes = Vec::with_capacity(meter.left().min(pairs.saturating_add(8)));
        meter.take(1)?;
        let mut arena = Self { meter, dialect, nodes };
        arena.nodes.push(Node::default());
        Ok(arena)
    }

    /// Adds a value at the end of a path, and returns the parent of the node at the end.
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

    /// Adds a value to a child of a node.
    pub(super) fn insert_under(&mut self, parent: u32, step: Step<'de>, value: Cow<'de, str>) -> Result<()> {
        let at = self.child(parent, step)?;
        self.set(at, value)
    }

    /// Returns the child with this name, which is created if it does not exist.
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

    /// Returns the children of a node, the newest first.
    pub(super) fn children(&self, node: &Node<'de>) -> impl Iterator<Item = u32> {
        let exists = |at: &u32| *at != ROOT;
        successors(Some(node.newest).filter(exists), move |at| Some(self.node(*at)?.sibling).filter(exists))
    }

    fn last_appended(&self, parent: u32) -> Option<u32> {
        let newest = self.children(self.node(parent)?).next()?;
        self.node(newest)?.appended.then_some(newest)
    }

    /// Returns the existing element that `[]` refers to in a key that continues with `path`, or `None` for a new
    /// element.
    ///
    /// It is the last element, if `[]` created it and it has no value at `path` yet. In `qs`, it is the first element,
    /// if that is not a string.
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
        let mut sibling = ROOT;
        if let Some(node) = self.node_mut(parent) {
            node.order = node.order.max(match name {
                Step::Index(index) if index >= node.next => Order::Ascending,
                Step::Index(_) => Order::Shuffled,
                _ => Order::Named,
            });
            node.next = node.next.max(name.index().map_or(0, |index| index + 1));
            node.count += 1;
            sibling = std::mem::replace(&mut node.newest, at);
            if let Some(index) = &mut node.index {
                index.insert(name.clone(), at);
            }
        }
        // Doubling, as a vector does by itself, would exceed the memory that `Limits` documents for each value.
        if self.nodes.len() == self.nodes.capacity() {
            self.nodes.reserve_exact(self.nodes.len() / 4 + 16);
        }
        self.nodes.push(Node { name, sibling, appended, ..Node::default() });
        Ok(at)
    }

    fn find(&mut self, parent: u32, name: &Step<'de>) -> Option<u32> {
        let node = self.node(parent)?;
        // Most indices are above all others, and therefore new.
        if matches!(name, Step::Index(index) if *index >= node.next) {
            return None;
        }
        if node.count <= FEW {
            return self.children(node).find(|child| self.node(*child).is_some_and(|child| child.name == *name));
        }
        if node.index.is_none() {
            let names = self.children(node).filter_map(|child| Some((self.node(child)?.name.clone(), child)));
            let index = Some(Box::new(names.collect()));
            self.node_mut(parent)?.index = index;
        }
        self.node(parent)?.index.as_ref()?.get(name).copied()
    }
}
