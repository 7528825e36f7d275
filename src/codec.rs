//! Bodies in any format, read and written.

pub(crate) mod form;
pub(crate) mod json;
mod stringify;
pub(crate) mod xml;

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeSeed;

pub use self::stringify::stringify;
pub(crate) use self::stringify::stringify_tree;
use crate::limits::Budget;
use crate::value::{TreeReader, to_tree, tree_of};
use crate::{
    DecodeError, Format, Limits,
    value::{EncodeError, Value},
};

/// How XML and forms are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// As this crate's writers write them, and as all common senders do.
    Own,
    /// As Node's usual parsers read them, npm's `xml2js` without lists of one and without the root's name, and `qs`.
    Node,
}

/// Returns the text of a body, and where it starts: a byte-order mark in front is looked over.
pub(crate) fn text(body: &[u8]) -> Result<(&str, usize), DecodeError> {
    const MARK: char = '\u{feff}';
    let text = std::str::from_utf8(body).map_err(DecodeError::encoding)?;
    Ok((text, if text.starts_with(MARK) { MARK.len_utf8() } else { 0 }))
}

/// Returns what JavaScript's `JSON.stringify` prints of a body that Node's usual parser of its format has read.
pub(crate) fn stringified(body: &[u8], format: Format, limits: Limits) -> Result<Vec<u8>, DecodeError> {
    let budget = Budget::new(limits);
    match format {
        Format::Json => stringify(body, limits),
        Format::Xml => xml::read(body, &budget, Dialect::Node).map(|tree| stringify_tree(&tree)),
        Format::Form => form::read(body, &budget, Dialect::Node).map(|tree| stringify_tree(&tree)),
    }
}

/// Reads what [`stringified`] printed. The text alone says how: the format that a body came in is not part of what was
/// proven, for a JSON body, an XML one and a form may all print the same.
pub(crate) fn read_stringified<'de, S: DeserializeSeed<'de>>(
    text: &'de [u8],
    limits: Limits,
    seed: S,
) -> Result<S::Value, DecodeError> {
    let tree = json::from_slice(text, limits, PhantomData::<Value<'_>>)?;
    seed.deserialize(TreeReader::stringified(tree, &Budget::new(limits)))
}

/// Reads a tree that came out of a body of `format`.
pub(crate) fn read_tree<'de, S: DeserializeSeed<'de>>(
    tree: Value<'de>,
    format: Format,
    limits: Limits,
    seed: S,
) -> Result<S::Value, DecodeError> {
    let budget = Budget::new(limits);
    let reader = if format == Format::Json { TreeReader::new } else { TreeReader::loose };
    seed.deserialize(reader(tree, &budget))
}

/// Reads a body into a type of the caller's.
pub(crate) fn decode<'de, S: DeserializeSeed<'de>>(
    body: &'de [u8],
    format: Format,
    limits: Limits,
    seed: S,
) -> Result<S::Value, DecodeError> {
    let budget = Budget::new(limits);
    seed.deserialize(match format {
        Format::Json => TreeReader::new(json::read(body, &budget)?, &budget),
        Format::Xml => TreeReader::loose(xml::read(body, &budget, Dialect::Own)?, &budget),
        Format::Form => TreeReader::loose(form::read(body, &budget, Dialect::Own)?, &budget),
    })
}

/// Reads a body into a model of this crate.
pub(crate) fn read<'de, S: DeserializeSeed<'de>>(
    body: &'de [u8],
    format: Format,
    limits: Limits,
    seed: S,
) -> Result<S::Value, DecodeError> {
    let budget = Budget::new(limits);
    let tree = match format {
        Format::Json => return json::from_slice(body, limits, seed),
        Format::Xml => xml::read(body, &budget, Dialect::Own)?,
        Format::Form => form::read(body, &budget, Dialect::Own)?,
    };
    seed.deserialize(TreeReader::loose(tree, &budget))
}

/// Writes an event of this crate's own.
pub(crate) fn encode(event: &impl Serialize, format: Format) -> Vec<u8> {
    tree_of(event).to_body(format)
}

/// Turning a body of one format into one of another.
impl<'a> Value<'a> {
    /// Reads a body as the tree that it is: the first half of turning it into another format.
    ///
    /// The format is the caller's to say; [`Format::detect`] tells it from the bytes. Nothing is proven here: a delivery
    /// is read through its vendor's receiver, and [`Verified::decode`](crate::Verified::decode) makes a tree of it too.
    ///
    /// XML becomes what npm's `xml2js` makes of it without lists of one and without the root's name:
    ///
    /// - An element is the text between its tags, or a map of its child elements by their names. White space beside
    ///   child elements is dropped. Other text there is the field `_`, which comes first. A child element of that name,
    ///   which `xml2js` cannot read, is another field `_`.
    /// - The attributes of an element are the field `$`, a map that comes next. A prefix stays part of its name, and
    ///   `xmlns` is an attribute like any other.
    /// - Elements of one name under one parent are a list, at the first one's place.
    /// - White space in a text, and line ends, stay as they came. Comments and processing instructions go.
    ///
    /// A form becomes what npm's `qs` makes of it, but for the points marked with a star:
    ///
    /// - `a[b]=x`, with the brackets as they are or as `%5B` and `%5D`, is a map in a map, and so is `a.b=x` (\*).
    /// - `a[0]=x` is an element of a list, and `a[]=x` the next one. Where a key goes on after `[]`, it goes on with
    ///   the last element, where `[]` made that too and it has no such field yet (\*). Indices with holes make a map (\*),
    ///   which reads as a list where a type wants one: no index costs memory. Indices without a name in front make a
    ///   list of all (\*), and `a[][]=x` a list in a list (\*).
    /// - A key that comes twice is a list. A key with a value of its own and fields is a list of the two (\*). An empty
    ///   key with a value is an empty name (\*).
    /// - A key whose brackets or dots do not fit is one name, as it stands (\*).
    ///
    /// # Errors
    ///
    /// - when the body is not well formed, is not UTF-8, or goes beyond the limits
    /// - when XML has a document type declaration, an entity that is not one of the five predefined ones, a declared
    ///   encoding other than UTF-8, or anything but white space, comments and processing instructions outside of its
    ///   root element
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{Format, Limits, value::Value};
    ///
    /// let body = b"<hook><event>case:status</event><data><caseId>72</caseId></data></hook>";
    /// let tree = Value::from_body(body, Format::detect(body), Limits::default())?;
    /// assert_eq!(tree.to_body(Format::Json), br#"{"event":"case:status","data":{"caseId":"72"}}"#);
    /// assert_eq!(tree.to_body(Format::Form), b"event=case%3Astatus&data%5BcaseId%5D=72");
    /// # Ok::<(), chathooks::DecodeError>(())
    /// ```
    pub fn from_body(body: &'a [u8], format: Format, limits: Limits) -> Result<Self, DecodeError> {
        match format {
            Format::Json => json::from_slice(body, limits, PhantomData),
            Format::Xml => xml::read(body, &Budget::new(limits), Dialect::Own),
            Format::Form => form::read(body, &Budget::new(limits), Dialect::Own),
        }
    }

    /// Makes the tree that a value is written as: a model of this crate, or a type of the caller's.
    ///
    /// # Errors
    ///
    /// When the value has a map whose names are not text or a number that is not finite, or its type refuses.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{acquire::Message, value::Value};
    ///
    /// let tree = Value::of(&Message::new("323"))?;
    /// assert_eq!(tree.get("id").and_then(Value::as_str), Some("323"));
    /// # Ok::<(), chathooks::value::EncodeError>(())
    /// ```
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Value<'static>, EncodeError> {
        to_tree(value)
    }

    /// Writes the tree as a body.
    ///
    /// JSON keeps everything. The vendors document no layout of XML and forms, so these two are this crate's own
    /// convention. Both keep every name and every text. Numbers and flags become text, a null an empty text. Neither
    /// can carry an empty list or map: a field that holds nothing else is left out, and reads as an empty one again
    /// where a type wants one. XML cannot tell a list of one from its element: what came out of XML is best turned into
    /// JSON through its event, whose models know their lists.
    ///
    /// - In XML the root is `<webhook>`. A field is an element of its name, a list one such element for each of its
    ///   elements. `_` in front and `$` become text and attributes again. A list in a list, and a lone element that
    ///   would be taken for something else, are wrapped in `<item>`.
    /// - A name that XML cannot carry is `<field name="…">`. A text with a character that XML cannot carry is
    ///   `<field name="…" text="…"/>`. In these two attributes `\\` stands for a backslash and `\u0000` for such a
    ///   character.
    /// - In a form a list has its indices in brackets: `data[messages][0][id]=323`. In a name, `[`, `]`, a dot outside
    ///   of brackets, and the first digit of a name that would be taken for an index, are percent-encoded twice; a lone
    ///   `%` is an empty name.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{Format, Limits, value::Value};
    ///
    /// let body = br#"{"seats":[{"id":7},{"id":8}],"10":null}"#;
    /// let tree = Value::from_body(body, Format::Json, Limits::default())?;
    /// let xml = r#"<webhook><seats><id>7</id></seats><seats><id>8</id></seats><field name="10"/></webhook>"#;
    /// assert_eq!(tree.to_body(Format::Xml), xml.as_bytes());
    /// # Ok::<(), chathooks::DecodeError>(())
    /// ```
    #[must_use]
    pub fn to_body(&self, format: Format) -> Vec<u8> {
        match format {
            Format::Json => json::to_vec(self),
            Format::Xml => xml::to_vec(self),
            Format::Form => form::to_vec(self),
        }
    }
}
