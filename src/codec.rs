//! Bodies in any format, read and written.

pub(crate) mod by_value;
mod de;
pub(crate) mod fields;
mod form;
mod input;
pub(crate) mod json;
pub(crate) mod lenient;
pub(crate) mod read;
pub(crate) mod source;
mod stringify;
mod xml;

use serde::Deserialize;

use self::de::Deserializer;
use self::input::Dialect;
use self::source::Source;
pub use self::stringify::stringify;
pub(crate) use self::stringify::stringify_value;
use crate::limits::Meter;
use crate::value::Value;
use crate::{DecodeError, Format, Limits};

/// Returns what JavaScript's `JSON.stringify` prints of a body that Node's usual parser of its format has read.
pub(crate) fn stringified(body: &[u8], format: Format, limits: Limits) -> Result<Vec<u8>, DecodeError> {
    let meter = Meter::new(limits);
    match format {
        Format::Json => stringify(body, limits),
        Format::Xml => xml::read(body, &meter, Dialect::Node).map(|value| stringify_value(&value)),
        Format::Form => form::read(body, &meter, Dialect::Node).map(|value| stringify_value(&value)),
    }
}

/// Reads a body into a type of the caller's: through a value, whose depth bounds that of the type.
pub(crate) fn decode<'de, T: Deserialize<'de>>(
    body: &'de [u8],
    format: Format,
    limits: Limits,
) -> Result<T, DecodeError> {
    let meter = Meter::new(limits);
    let value = read_value(body, format, &meter)?;
    T::deserialize(match format {
        Format::Json => Deserializer::strict(value, &meter),
        Format::Xml | Format::Form => Deserializer::lenient(value, &meter),
    })
}

/// Reads a body into models of this crate.
pub(crate) fn read<'a, T>(
    body: &'a [u8],
    format: Format,
    limits: Limits,
    read: impl FnOnce(&mut Source<'a>) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    if format == Format::Json {
        return source::from_json(body, limits, read);
    }
    let meter = Meter::new(limits);
    let value = read_value(body, format, &meter)?;
    source::from_value(value, meter, read)
}

fn read_value<'a>(body: &'a [u8], format: Format, meter: &Meter) -> Result<Value<'a>, DecodeError> {
    match format {
        Format::Json => json::read(body, meter),
        Format::Xml => xml::read(body, meter, Dialect::Own),
        Format::Form => form::read(body, meter, Dialect::Own),
    }
}

/// Turning a body of one format into one of another.
impl<'a> Value<'a> {
    /// Reads a body as the tree that it is: the first half of turning it into another format.
    ///
    /// The format is the caller's to say; [`Format::detect`] tells it from the bytes. Nothing is proven here: a delivery
    /// is read through its vendor's receiver, and [`Verified::decode`](crate::Verified::decode) makes a tree of it too, by way
    /// of serde, which carries doubles: here each number keeps its digits.
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
        read_value(body, format, &Meter::new(limits))
    }

    /// Reads the value into a type of the caller's, as [`Verified::decode`](crate::Verified::decode) reads JSON.
    ///
    /// # Errors
    ///
    /// Returns an error if the value does not fit the type, with the path inside of this value.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::value::Value;
    ///
    /// let value: Value = serde_json::from_str(r#"{"id":"323","seats":[1,2]}"#)?;
    /// let (id, seats): (&str, Vec<u8>) = (value.get("id").unwrap().decode()?, value.get("seats").unwrap().decode()?);
    /// assert_eq!((id, seats), ("323", vec![1, 2]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn decode<'v, T: Deserialize<'v>>(&'v self) -> Result<T, DecodeError> {
        T::deserialize(Deserializer::strict(self.borrowed(), &Meter::new(Limits::default())))
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
