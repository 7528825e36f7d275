//! The tree that a form's nodes make.

use std::borrow::Cow;

use super::arena::{Arena, Node, Order, ROOT};
use super::key::Step;
use crate::codec::input::Dialect;
use crate::{
    DecodeError,
    value::{Object, Value},
};

type Result<T> = std::result::Result<T, DecodeError>;

impl<'de> Arena<'_, 'de> {
    pub(super) fn finish(mut self) -> Result<Value<'de>> {
        if self.node(ROOT).is_some_and(|root| root.count == 0) {
            return Ok(Value::Object(Object::from_pairs(Vec::new())));
        }
        self.build(ROOT, 0)
    }

    /// Makes the value of a node under `depth` maps and lists.
    fn build(&mut self, at: u32, depth: usize) -> Result<Value<'de>> {
        let Some(node) = self.node_mut(at) else { return Ok(Value::Null) };
        let (late, count) = (node.late, node.count);
        let Some(value) = node.value.take().map(Value::String) else { return self.container(at, depth) };
        if count == 0 {
            return Ok(value);
        }
        let list = match self.container(at, depth)? {
            Value::Array(list) if late => list.into_iter().chain([value]).collect(),
            Value::Array(list) => std::iter::once(value).chain(list).collect(),
            map => {
                // The list of the two is one level more.
                self.meter.take(1)?;
                self.meter.check_depth(depth + 1 + map.height())?;
                if late { vec![map, value] } else { vec![value, map] }
            }
        };
        Ok(Value::Array(list))
    }

    /// Makes a list where the names are the indices from 0 on without a hole, and a map otherwise; to `qs` holes are no
    /// matter, and the root is always a map.
    fn container(&mut self, at: u32, depth: usize) -> Result<Value<'de>> {
        self.meter.check_depth(depth + 1)?;
        let Some(&Node { next, count, newest, order, .. }) = self.node(at) else { return Ok(Value::Null) };
        let is_list = match self.dialect {
            Dialect::Own => next == u64::from(count),
            Dialect::Node => depth > 0,
        };
        if is_list && order != Order::Named {
            let mut list = Vec::with_capacity(count as usize);
            let mut at = if order == Order::Shuffled { self.sort(newest) } else { self.turn(newest) };
            while at != ROOT {
                list.push(self.build(at, depth + 1)?);
                at = self.node(at).map_or(ROOT, |node| node.sibling);
            }
            return Ok(Value::Array(list));
        }
        let mut pairs = Vec::with_capacity(count as usize);
        let mut at = self.turn(newest);
        while at != ROOT {
            let Some(node) = self.node_mut(at) else { break };
            let name = match std::mem::take(&mut node.name) {
                Step::Name(name) => name,
                Step::Index(index) => Cow::Owned(index.to_string()),
                Step::Next => Cow::default(),
            };
            // Most children are texts: each is moved once, and not out of another call first.
            let is_leaf = node.count == 0;
            let sibling = node.sibling;
            match node.value.take_if(|_| is_leaf) {
                Some(value) => pairs.push((name, Value::String(value))),
                None => pairs.push((name, self.build(at, depth + 1)?)),
            }
            at = sibling;
        }
        Ok(Value::Object(Object::from_pairs(pairs)))
    }

    /// Turns the links between siblings round, and returns the oldest.
    fn turn(&mut self, mut at: u32) -> u32 {
        let mut after = ROOT;
        while at != ROOT {
            let Some(node) = self.node_mut(at) else { break };
            (at, after) = (std::mem::replace(&mut node.sibling, after), at);
        }
        after
    }

    /// Links siblings in the order of their indices, and returns the first.
    fn sort(&mut self, mut at: u32) -> u32 {
        let mut siblings = Vec::new();
        while at != ROOT {
            let Some(node) = self.node(at) else { break };
            siblings.push((node.name.index(), at));
            at = node.sibling;
        }
        siblings.sort_unstable();
        let mut after = ROOT;
        for (_, at) in siblings.into_iter().rev() {
            if let Some(node) = self.node_mut(at) {
                node.sibling = std::mem::replace(&mut after, at);
            }
        }
        after
    }
}
