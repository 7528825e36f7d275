//! An object that keeps the order of its fields.

use std::borrow::Cow;
use std::fmt;

use super::Value;
use super::owned::into_owned;

/// An object: pairs of a name and a value, in the order of the body.
///
/// Duplicate fields are kept. [`get`](Object::get) returns the last of them, as JavaScript does.
///
/// If an object field of a model is missing in a body, it is an empty object that is not written back. An empty object
/// that is present in the body is written back. The two compare as equal.
///
/// # Examples
///
/// ```
/// use chathooks::value::Object;
///
/// let mut fields = Object::new();
/// fields.push("name", "Ada");
/// fields.push("city", "");
/// assert_eq!(fields.get_str("name"), Some("Ada"));
/// assert_eq!(fields.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["name", "city"]);
/// ```
#[derive(Clone, Default)]
pub struct Object<'a> {
    /// `None` if the object is missing in the body.
    pairs: Option<Vec<(Cow<'a, str>, Value<'a>)>>,
}

impl<'a> Object<'a> {
    /// Creates an empty object. A field of a model with this value is not written. This does not allocate.
    #[must_use]
    pub const fn new() -> Self {
        Self { pairs: None }
    }

    /// Creates an empty object that is present, with capacity for `fields`.
    pub(crate) fn with_capacity(fields: usize) -> Self {
        Self { pairs: Some(Vec::with_capacity(fields)) }
    }

    /// Appends a field, even if the object already has a field with this name.
    pub fn push(&mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Value<'a>>) {
        self.pairs.get_or_insert_default().push((name.into(), value.into()));
    }

    /// Adds the fields of another object at the end.
    pub(crate) fn push_all(&mut self, fields: &'a Object<'_>) {
        for (name, value) in fields.iter() {
            self.push(name, value.borrowed());
        }
    }

    /// Returns the value of the field `name`, or the last value if the field occurs more than once.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.pairs().iter().rev().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// Returns the string in the field `name`, if the field exists and its value is a string.
    #[must_use]
    pub fn get_str(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    /// Returns the number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pairs().len()
    }

    /// Returns whether the object has no fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs().is_empty()
    }

    /// Returns an iterator over the fields, in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value<'a>)> {
        self.pairs().iter().map(|(name, value)| (&**name, value))
    }

    /// Removes the first field `name` and returns its value.
    pub(crate) fn take(&mut self, name: &str) -> Option<Value<'a>> {
        let pairs = self.pairs.as_mut()?;
        let index = pairs.iter().position(|(own, _)| own == name)?;
        Some(pairs.remove(index).1)
    }

    /// Returns the value of a field, or an error if the field occurs more than once.
    #[cfg(feature = "http")]
    pub(crate) fn get_single(&self, name: &'static str) -> Result<Option<&Value<'a>>, crate::DecodeError> {
        let mut values = self.iter().filter(|(own, _)| *own == name).map(|(_, value)| value);
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(crate::DecodeError::duplicate().in_name(name)),
            (value, None) => Ok(value),
        }
    }

    /// Renames all fields `from` to `to`.
    pub(crate) fn rename(&mut self, from: &str, to: &'static str) {
        let pairs = self.pairs.iter_mut().flatten();
        pairs.filter(|(name, _)| name == from).for_each(|(name, _)| *name = Cow::Borrowed(to));
    }

    /// Returns whether two objects are equal regardless of the order of fields, at all levels. `==` compares the order
    /// too.
    ///
    /// The values of a duplicate field must be in the same order.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::value::Object;
    ///
    /// let a: Object = [("id", 7), ("seat", 2)].into_iter().collect();
    /// let b: Object = [("seat", 2), ("id", 7)].into_iter().collect();
    /// assert!(a != b && a.eq_unordered(&b));
    /// ```
    #[must_use]
    pub fn eq_unordered(&self, other: &Object<'_>) -> bool {
        fn sorted<'o>(object: &'o Object<'_>) -> Vec<(&'o str, &'o Value<'o>)> {
            let mut pairs: Vec<_> = object.iter().collect();
            pairs.sort_by_key(|(name, _)| *name);
            pairs
        }
        let (own, others) = (sorted(self), sorted(other));
        let is_equal = |((a, x), (b, y)): (&(&str, &Value<'_>), &(&str, &Value<'_>))| a == b && x.eq_unordered(y);
        own.len() == others.len() && own.iter().zip(&others).all(is_equal)
    }

    /// Converts into an owned value.
    #[must_use]
    pub fn into_owned(self) -> Object<'static> {
        let owned = |(name, value): (Cow<'a, str>, Value<'a>)| (Cow::Owned(name.into_owned()), value.into_owned());
        Object { pairs: self.pairs.map(|pairs| pairs.into_iter().map(owned).collect()) }
    }

    fn pairs(&self) -> &[(Cow<'a, str>, Value<'a>)] {
        self.pairs.as_deref().unwrap_or_default()
    }

    /// Creates an object that is present, even if it has no fields.
    #[inline]
    pub(crate) fn from_pairs(pairs: Vec<(Cow<'a, str>, Value<'a>)>) -> Self {
        Self { pairs: Some(pairs) }
    }

    /// Returns whether the object is missing in the body.
    pub(crate) fn is_missing(&self) -> bool {
        self.pairs.is_none()
    }

    /// Returns an object that borrows its names and values from this one.
    pub(crate) fn borrowed(&self) -> Object<'_> {
        let pairs = self.iter().map(|(name, value)| (Cow::Borrowed(name), value.borrowed()));
        Object { pairs: self.pairs.is_some().then(|| pairs.collect()) }
    }

    pub(crate) fn into_pairs(self) -> std::vec::IntoIter<(Cow<'a, str>, Value<'a>)> {
        self.pairs.unwrap_or_default().into_iter()
    }
}

impl PartialEq for Object<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.pairs() == other.pairs()
    }
}

impl Eq for Object<'_> {}

impl fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<'a, N: Into<Cow<'a, str>>, T: Into<Value<'a>>> FromIterator<(N, T)> for Object<'a> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(pairs: I) -> Self {
        let pairs = pairs.into_iter().map(|(name, value)| (name.into(), value.into()));
        Self { pairs: Some(pairs.collect()) }
    }
}

into_owned!(Object);
