//! The nodes of a form's tree while it is being built.

use std::borrow::Cow;
use std::collections::HashMap;
use std::iter::successors;

use super::key::Step;
use crate::DecodeError;
use crate::codec::input::Dialect;
use crate::limits::Meter;

type Result<T> = std::result::Result<T, DecodeError>;

/// Where children are, by name; made only when they are many.
type Index<'de> = Option<Box<HashMap<Step<'de>, u32>>>;

/// How many siblings are looked through one by one before they get an index.
const FEW: u32 = 16;

/// The root, which is nobody's child: where a node is asked for, it stands for none.
pub(super) const ROOT: u32 = 0;

/// All nodes in one place, each knowing its newest child and the sibling before it.
pub(super) struct Arena<'b, 'de> {
    pub(super) meter: &'b Meter,
    pub(super) dialect: Dialect,
    nodes: Vec<Node<'de>>,
}

#[derive(Default)]
pub(super) struct Node<'de> {
    /// A name or an index.
    pub(super) name: Step<'de>,
    pub(super) value: Option<Cow<'de, str>>,
    /// The index after the highest of the children.
    pub(super) next: u64,
    pub(super) count: u32,
    newest: u32,
    /// The sibling before this one.
    sibling: u32,
    index: Index<'de>,
    /// Whether the value came after the first child.
    pub(super) late: bool,
    pub(super) order: Order,
    /// Whether it was made by `[]`.
    appended: bool,
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
        meter.take(1)?;
        let mut arena = Self { meter, dialect, nodes };
        arena.nodes.push(Node::default());
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

    /// Returns the children of a node, the newest first.
    pub(super) fn children(&self, node: &Node<'de>) -> impl Iterator<Item = u32> {
        let is_there = |at: &u32| *at != ROOT;
        successors(Some(node.newest).filter(is_there), move |at| Some(self.node(*at)?.sibling).filter(is_there))
    }

    fn last_appended(&self, parent: u32) -> Option<u32> {
        let newest = self.children(self.node(parent)?).next()?;
        self.node(newest)?.appended.then_some(newest)
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
        // Twice as many, as a vector takes by itself, is more memory than a value may cost.
        if self.nodes.len() == self.nodes.capacity() {
            self.nodes.reserve_exact(self.nodes.len() / 4 + 16);
        }
        self.nodes.push(Node { name, sibling, appended, ..Node::default() });
        Ok(at)
    }

    fn find(&mut self, parent: u32, name: &Step<'de>) -> Option<u32> {
        let node = self.node(parent)?;
        // An index beyond all others is new: most indices are. A name that could be one counts as one of the others.
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
