//! Converts the tree of a form into a value.

use std::borrow::Cow;

use super::arena::{Arena, Order, ROOT};
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
        self.build(ROOT, 0).map(|(value, _)| value)
    }

    /// Builds the value of a node that is inside `depth` arrays and objects, and returns the number of its own levels.
    /// Measuring a value would visit all of it, once for each level where a key has both a value and fields.
    fn build(&mut self, at: u32, depth: usize) -> Result<(Value<'de>, usize)> {
        let Some(node) = self.node_mut(at) else { return Ok((Value::Null, 0)) };
        let (late, is_leaf) = (node.late, node.count == 0);
        let Some(value) = node.value.take().map(Value::String) else { return self.container(at, depth) };
        if is_leaf {
            return Ok((value, 0));
        }
        let (container, mut height) = self.container(at, depth)?;
        let elements = match container {
            Value::Array(elements) if late => elements.into_iter().chain([value]).collect(),
            Value::Array(elements) => std::iter::once(value).chain(elements).collect(),
            object => {
                // The array of the two is another value and another level.
                height += 1;
                self.meter.take(1)?;
                self.meter.check_depth(depth + height)?;
                if late { vec![object, value] } else { vec![value, object] }
            }
        };
        Ok((Value::Array(elements), height))
    }

    /// Builds an array if the names are the indices from 0 without gaps, and an object otherwise.
    ///
    /// `qs` allows gaps in an array, and always returns an object for the root.
    fn container(&mut self, at: u32, depth: usize) -> Result<(Value<'de>, usize)> {
        self.meter.check_depth(depth + 1)?;
        let Some(node) = self.node(at) else { return Ok((Value::Null, 0)) };
        let (next, order) = (node.next, node.order);
        let mut children = Vec::with_capacity(node.count as usize);
        children.extend(self.children(node));
        children.reverse();
        let mut height = 0;
        let is_array = match self.dialect {
            Dialect::Own => next == children.len() as u64,
            Dialect::Node => depth > 0,
        };
        if is_array && order != Order::Named {
            if order == Order::Shuffled {
                children.sort_by_cached_key(|child| self.node(*child).and_then(|node| node.name.index()));
            }
            let mut elements = Vec::with_capacity(children.len());
            for child in children {
                let (element, levels) = self.build(child, depth + 1)?;
                height = height.max(levels);
                elements.push(element);
            }
            return Ok((Value::Array(elements), 1 + height));
        }
        let mut pairs = Vec::with_capacity(children.len());
        for child in children {
            let Some(node) = self.node_mut(child) else { break };
            let name = match std::mem::take(&mut node.name) {
                Step::Name(name) => name,
                Step::Index(index) => Cow::Owned(index.to_string()),
                Step::Next => Cow::default(),
            };
            // Most children are strings. Without a call to `build`, each is moved only once.
            let is_leaf = node.count == 0;
            if let Some(value) = node.value.take_if(|_| is_leaf) {
                pairs.push((name, Value::String(value)));
            } else {
                let (value, levels) = self.build(child, depth + 1)?;
                height = height.max(levels);
                pairs.push((name, value));
            }
        }
        Ok((Value::Object(Object::from_pairs(pairs)), 1 + height))
    }
}
