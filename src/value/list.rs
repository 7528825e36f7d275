//! A vector that may be missing in a body.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::slice::{Iter, IterMut};
use std::vec::IntoIter;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::owned::IntoOwned;

/// An array field of a model, such as the messages of a case. It dereferences to a slice.
///
/// If an array is missing in a body, or null, it is an empty list that is not written back. An empty array that is
/// present in the body is written back. The two compare as equal.
///
/// # Examples
///
/// ```
/// use chathooks::value::List;
///
/// let mut names = List::from(["Ada"]);
/// names.push("Grace");
/// names.extend(["Edsger"]);
/// for name in &names {
///     println!("{name}");
/// }
/// assert_eq!(names.first(), Some(&"Ada"));
/// assert_eq!(*names, ["Ada", "Grace", "Edsger"]);
/// ```
#[derive(Clone)]
pub struct List<T> {
    /// `None` if the array is missing in the body.
    elements: Option<Vec<T>>,
}

impl<T> List<T> {
    /// Creates an empty list. A field of a model with this value is not written.
    #[must_use]
    pub const fn new() -> Self {
        Self { elements: None }
    }

    /// Appends an element.
    pub fn push(&mut self, element: T) {
        self.elements.get_or_insert_default().push(element);
    }

    /// Returns the elements as a slice.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        self
    }

    /// Returns whether the array is missing in the body.
    pub(crate) fn is_missing(&self) -> bool {
        self.elements.is_none()
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.elements.as_deref().unwrap_or_default()
    }
}

impl<T> DerefMut for List<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        self.elements.as_deref_mut().unwrap_or_default()
    }
}

impl<T> AsRef<[T]> for List<T> {
    fn as_ref(&self) -> &[T] {
        self
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// Creates a list that is present, even if the vector is empty.
impl<T> From<Vec<T>> for List<T> {
    fn from(elements: Vec<T>) -> Self {
        Self { elements: Some(elements) }
    }
}

impl<T, const LENGTH: usize> From<[T; LENGTH]> for List<T> {
    fn from(elements: [T; LENGTH]) -> Self {
        Self::from(Vec::from(elements))
    }
}

impl<T> From<List<T>> for Vec<T> {
    fn from(list: List<T>) -> Self {
        list.elements.unwrap_or_default()
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Self::from(Vec::from_iter(elements))
    }
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        self.elements.unwrap_or_default().into_iter()
    }
}

impl<'l, T> IntoIterator for &'l List<T> {
    type Item = &'l T;
    type IntoIter = Iter<'l, T>;

    fn into_iter(self) -> Iter<'l, T> {
        self.iter()
    }
}

impl<'l, T> IntoIterator for &'l mut List<T> {
    type Item = &'l mut T;
    type IntoIter = IterMut<'l, T>;

    fn into_iter(self) -> IterMut<'l, T> {
        self.iter_mut()
    }
}

/// Appends elements. The list is present afterwards, even if there are none.
impl<T> Extend<T> for List<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, elements: I) {
        self.elements.get_or_insert_default().extend(elements);
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl<T: Eq> Eq for List<T> {}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

impl<T: IntoOwned> IntoOwned for List<T> {
    type Owned = List<T::Owned>;

    fn into_owned(self) -> Self::Owned {
        let Some(elements) = self.elements else { return List::new() };
        // Not `collect`, which compiles to ten times as much for each model.
        let mut owned = Vec::with_capacity(elements.len());
        for element in elements {
            owned.push(element.into_owned());
        }
        List::from(owned)
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_slice().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}
