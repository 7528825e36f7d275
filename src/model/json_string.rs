//! A JSON document inside of a text.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};

use crate::limits::Budget;
use crate::value::owned::IntoOwned;
use crate::value::{EMBEDDED, TreeReader, to_tree};
use crate::{DecodeError, Limits, codec::json, value::Value};

/// A map or list that a body holds as a text of JSON, such as `"{\"msg\":\"hello\"}"`.
///
/// It is read into a `T`, and written back as a text: the one that came, or a new one where the value was changed or
/// made. Some deliveries of the same vendor hold the map itself where others hold its text; that is read too, and
/// written back as it came.
///
/// Nothing that stands there is an error. A text that is no JSON, `"null"` and `"false"`, a document that does not fit
/// `T`, one beyond the [`Limits`] of its body, which count for all documents of the body together: each is kept as it
/// came, and [`raw`](JsonString::raw) gives it.
///
/// # Examples
///
/// ```
/// use chathooks::{model::JsonString, value::Object};
///
/// let mut notes: JsonString<Object> = serde_json::from_str(r#""{ \"note\":\"call back\" }""#)?;
/// assert_eq!(notes.value().and_then(|notes| notes.get_str("note")), Some("call back"));
/// assert_eq!(serde_json::to_string(&notes)?, r#""{ \"note\":\"call back\" }""#);
///
/// if let Some(notes) = notes.value_mut() {
///     notes.push("by", "Grace");
/// }
/// assert_eq!(serde_json::to_string(&notes)?, r#""{\"note\":\"call back\",\"by\":\"Grace\"}""#);
///
/// let none: JsonString<Object> = serde_json::from_str(r#""null""#)?;
/// assert_eq!(none.value(), None);
/// assert_eq!(none.raw(), Some(&"null".into()));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone)]
pub struct JsonString<'a, T>(Inner<'a, T>);

/// The value is boxed: a model with a document in it is kept among events of a fraction of its size.
#[derive(Clone)]
enum Inner<'a, T> {
    /// The value of a text, and that text until the value is changed.
    Quoted(Box<T>, Option<Cow<'a, str>>),
    /// A value that stood without quotes.
    Plain(Box<T>),
    /// Anything else.
    Raw(Value<'a>),
}

impl<'a, T> JsonString<'a, T> {
    /// Makes one that is written as a text of JSON.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(Inner::Quoted(Box::new(value), None))
    }

    /// Makes one that is written as the value itself.
    #[must_use]
    pub fn plain(value: T) -> Self {
        Self(Inner::Plain(Box::new(value)))
    }

    /// Returns the value, where there is one that fits.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match &self.0 {
            Inner::Quoted(value, _) | Inner::Plain(value) => Some(value),
            Inner::Raw(_) => None,
        }
    }

    /// Returns the value for a change, where there is one that fits. From then on a new text is written.
    #[must_use]
    pub fn value_mut(&mut self) -> Option<&mut T> {
        match &mut self.0 {
            Inner::Quoted(value, source) => {
                *source = None;
                Some(value)
            }
            Inner::Plain(value) => Some(value),
            Inner::Raw(_) => None,
        }
    }

    /// Returns the value by itself, where there is one that fits.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        match self.0 {
            Inner::Quoted(value, _) | Inner::Plain(value) => Some(*value),
            Inner::Raw(_) => None,
        }
    }

    /// Returns what came, where it holds no value that fits.
    #[must_use]
    pub fn raw(&self) -> Option<&Value<'a>> {
        match &self.0 {
            Inner::Raw(raw) => Some(raw),
            _ => None,
        }
    }
}

/// Reads a text of JSON, within the default [`Limits`], or takes the map or list itself.
impl<'a, T: Deserialize<'a>> From<Value<'a>> for JsonString<'a, T> {
    fn from(tree: Value<'a>) -> Self {
        let inner = match &tree {
            // `"null"`, `"false"` and `"4"` are JSON too, and are meant as the texts that they are.
            Value::String(text) if !text.trim_start().starts_with(['{', '[']) => None,
            Value::String(Cow::Borrowed(text)) => read(text).ok(),
            Value::String(Cow::Owned(text)) => read(text).ok().map(Value::into_owned),
            _ => None,
        };
        Self::of(tree, inner)
    }
}

impl<'a, T: Deserialize<'a>> JsonString<'a, T> {
    /// Takes a value, and the document that it holds where it is a text of one.
    fn of(tree: Value<'a>, inner: Option<Value<'a>>) -> Self {
        Self(match (tree, inner.map(fit)) {
            (Value::String(text), Some(Ok(value))) => Inner::Quoted(Box::new(value), Some(text)),
            (tree @ (Value::Array(_) | Value::Object(_)), _) => match fit(tree.clone()) {
                Ok(value) => Inner::Plain(Box::new(value)),
                Err(_) => Inner::Raw(tree),
            },
            (tree, _) => Inner::Raw(tree),
        })
    }
}

fn read(text: &str) -> Result<Value<'_>, DecodeError> {
    json::from_slice(text.as_bytes(), Limits::default(), PhantomData)
}

fn fit<'a, T: Deserialize<'a>>(tree: Value<'a>) -> Result<T, DecodeError> {
    T::deserialize(TreeReader::new(tree, &Budget::new(Limits::default())))
}

/// Two are equal when their values are, whatever the texts that they were read from.
impl<T: PartialEq> PartialEq for JsonString<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value() && self.raw() == other.raw()
    }
}

impl<T: Eq> Eq for JsonString<'_, T> {}

/// Shows the value, or what came instead.
impl<T: fmt::Debug> fmt::Debug for JsonString<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Quoted(value, _) | Inner::Plain(value) => value.fmt(f),
            Inner::Raw(raw) => raw.fmt(f),
        }
    }
}

impl<T: IntoOwned> IntoOwned for JsonString<'_, T> {
    type Owned = JsonString<'static, T::Owned>;

    fn into_owned(self) -> Self::Owned {
        JsonString(match self.0 {
            Inner::Quoted(value, source) => {
                Inner::Quoted(Box::new((*value).into_owned()), source.map(|source| source.into_owned().into()))
            }
            Inner::Plain(value) => Inner::Plain(Box::new((*value).into_owned())),
            Inner::Raw(raw) => Inner::Raw(raw.into_owned()),
        })
    }
}

impl<T: Serialize> Serialize for JsonString<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Inner::Quoted(_, Some(source)) => serializer.serialize_str(source),
            Inner::Quoted(value, None) => {
                let tree = to_tree(value).map_err(S::Error::custom)?;
                serializer.serialize_str(&String::from_utf8_lossy(&json::to_vec(&tree)))
            }
            Inner::Plain(value) => value.serialize(serializer),
            Inner::Raw(raw) => raw.serialize(serializer),
        }
    }
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for JsonString<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(EMBEDDED, EmbeddedVisitor(PhantomData))
    }
}

struct EmbeddedVisitor<'a, T>(PhantomData<JsonString<'a, T>>);

impl<'de: 'a, 'a, T: Deserialize<'de>> Visitor<'de> for EmbeddedVisitor<'a, T> {
    type Value = JsonString<'a, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    /// A deserializer that is not a tree's knows nothing of documents in texts.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Value::<'de>::deserialize(deserializer).map(JsonString::<'de, T>::from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let tree = seq.next_element::<Value<'de>>()?.unwrap_or_default();
        Ok(JsonString::<'de, T>::of(tree, seq.next_element()?))
    }
}
