//! An ordered tree: what a body holds where no model says more.

mod access;
mod de;
mod fields;
mod loose;
mod number;
mod read;
mod ser;
mod strict;

use std::borrow::Cow;

pub(crate) use self::de::TreeReader;
pub use self::fields::Fields;
pub(crate) use self::loose::{ITEM, Loose, WHITE_SPACE, index, is_lone_list, is_vacant};
pub use self::number::Number;
pub use self::number::NumberError;
pub(crate) use self::number::serialize_digits;
pub(crate) use self::read::{MapOrTree, SERDE_JSON_NUMBER};
pub(crate) use self::ser::{to_tree, tree_of};
use crate::limits::Budget;
use crate::owned::IntoOwned;
use crate::{DecodeError, Limits};

/// Asks a deserializer of this crate for a text, or for a number's digits, as bytes, where others are asked for its
/// value.
pub(crate) const EXACT: &str = "$chathooks::exact";

/// Asks the same for a tree.
pub(crate) const TREE: &str = "$chathooks::tree";

/// Asks the same for a list of a value and, where that is a text of JSON, what it says.
pub(crate) const EMBEDDED: &str = "$chathooks::embedded";

/// Asks the same for a tree that is likely to be a map.
pub(crate) const MAP: &str = "$chathooks::map";

/// A value of a body that no model describes: an unknown field, the data of an unknown event, a custom attribute.
///
/// Maps keep their order, numbers keep their digits, and text borrows from the body where nothing had to be unescaped.
/// Two trees are equal when they hold the same, in the same order.
///
/// # Examples
///
/// ```
/// use chathooks::Tree;
///
/// let tree: Tree = serde_json::from_str(r#"{"plan":"gold","seats":[{"id":7}]}"#)?;
/// assert_eq!(tree.get("plan").and_then(Tree::as_str), Some("gold"));
/// assert_eq!(serde_json::to_string(&tree)?, r#"{"plan":"gold","seats":[{"id":7}]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tree<'a> {
    /// A null.
    #[default]
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A number, with the digits it came with.
    Number(Number<'a>),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Tree<'a>>),
    /// A map.
    Map(Fields<'a>),
}

impl<'a> Tree<'a> {
    /// Returns the text, where the value is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the number, where the value is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number<'a>> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Returns the elements, where the value is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Tree<'a>]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// Returns the fields, where the value is a map.
    #[must_use]
    pub fn as_map(&self) -> Option<&Fields<'a>> {
        match self {
            Self::Map(fields) => Some(fields),
            _ => None,
        }
    }

    /// Returns the field `name`, where the value is a map that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Tree<'a>> {
        self.as_map()?.get(name)
    }

    /// Returns whether the value is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Reads the value into a type: a model of this crate or one of the caller's.
    ///
    /// Inside of a map that came from XML or a form, where all is text, text is read as a number, flag, list or map
    /// where the type wants one.
    ///
    /// # Errors
    ///
    /// When the value does not fit the type, with the place inside of this tree.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{Tree, acquire::Message};
    ///
    /// let tree: Tree = serde_json::from_str(r#"{"id":"323","message":"hello"}"#)?;
    /// let message: Message = tree.decode()?;
    /// assert_eq!(message.id, "323");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn decode<'t, T: serde::Deserialize<'t>>(&'t self) -> Result<T, DecodeError> {
        T::deserialize(TreeReader::new(self.borrowed(), &Budget::new(Limits::default())))
    }

    /// Returns how many maps and lists are in each other here.
    pub(crate) fn height(&self) -> usize {
        match self {
            Self::List(list) => 1 + list.iter().map(Self::height).max().unwrap_or(0),
            Self::Map(fields) => 1 + fields.iter().map(|(_, value)| value.height()).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// Returns the same tree with its texts borrowed from this one.
    fn borrowed(&self) -> Tree<'_> {
        match self {
            Self::Null => Tree::Null,
            Self::Flag(flag) => Tree::Flag(*flag),
            Self::Number(number) => Tree::Number(number.borrowed()),
            Self::Text(text) => Tree::Text(Cow::Borrowed(text)),
            Self::List(list) => Tree::List(list.iter().map(Tree::borrowed).collect()),
            Self::Map(fields) => Tree::Map(fields.borrowed()),
        }
    }

    /// Returns the same tree with texts of its own, so that it can outlive the body.
    #[must_use]
    pub fn into_owned(self) -> Tree<'static> {
        match self {
            Self::Null => Tree::Null,
            Self::Flag(flag) => Tree::Flag(flag),
            Self::Number(number) => Tree::Number(number.into_owned()),
            Self::Text(text) => Tree::Text(text.into_owned().into()),
            Self::List(list) => Tree::List(list.into_iter().map(Tree::into_owned).collect()),
            Self::Map(fields) => Tree::Map(fields.into_owned()),
        }
    }
}

impl IntoOwned for Tree<'_> {
    type Owned = Tree<'static>;

    fn into_owned(self) -> Tree<'static> {
        self.into_owned()
    }
}

impl From<bool> for Tree<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<'a> From<Number<'a>> for Tree<'a> {
    fn from(number: Number<'a>) -> Self {
        Self::Number(number)
    }
}

impl From<u64> for Tree<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Tree<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<i32> for Tree<'_> {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl<'a> From<&'a str> for Tree<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Tree<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl<'a> From<Vec<Tree<'a>>> for Tree<'a> {
    fn from(list: Vec<Tree<'a>>) -> Self {
        Self::List(list)
    }
}

impl<'a> From<Fields<'a>> for Tree<'a> {
    fn from(fields: Fields<'a>) -> Self {
        Self::Map(fields)
    }
}
