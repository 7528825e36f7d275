//! Parsing and writing of bodies in all formats.

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

/// Returns the text that `JSON.stringify` returns for a body that was parsed in Node: by `JSON.parse`, npm's `xml2js`
/// or `qs`.
pub(crate) fn stringified(body: &[u8], format: Format, limits: Limits) -> Result<Vec<u8>, DecodeError> {
    let meter = Meter::new(limits);
    match format {
        Format::Json => stringify(body, limits),
        Format::Xml => xml::read(body, &meter, Dialect::Node).map(|value| stringify_value(&value)),
        Format::Form => form::read(body, &meter, Dialect::Node).map(|value| stringify_value(&value)),
    }
}

/// Decodes a body into the caller's own type, through a value. The depth of the value limits the recursion of the type.
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

/// Decodes a body into models of this crate.
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

/// Conversion between formats.
impl<'a> Value<'a> {
    /// Parses a body in the given format, keeping the digits of all numbers.
    ///
    /// Use [`Format::detect`] if the format is unknown. This does not verify anything: verify a delivery with its
    /// vendor's receiver, and decode it with the vendor's event or [`Verified::decode`](crate::Verified::decode).
    ///
    /// XML is parsed as by npm's `xml2js` with the options `explicitArray` and `explicitRoot` off:
    ///
    /// - An element is the string between its tags, or an object of its child elements by name. Whitespace next to
    ///   child elements is dropped. Other text next to them is the field `_`, which is the first field. A child element
    ///   named `_` is another field `_`; `xml2js` fails on such an element.
    /// - The attributes of an element are the field `$`, an object, which is the next field. Namespace prefixes are
    ///   part of the names, and `xmlns` is an ordinary attribute.
    /// - Child elements with the same name are an array, at the position of the first one.
    /// - Whitespace and line ends in text are kept. Comments and processing instructions are dropped.
    ///
    /// A form is parsed as by npm's `qs`, except for the points marked with a star:
    ///
    /// - `a[b]=x` is an object in an object, with literal or percent-encoded brackets. `a.b=x` is the same (\*).
    /// - `a[0]=x` is an element of an array, and `a[]=x` is the next element. If a key continues after `[]`, as in
    ///   `a[][b]=x`, it adds to the last element if `[]` created that element and it does not have the field yet, and
    ///   starts a new element otherwise (\*). Indices with gaps are the names of an object (\*), so a high index needs
    ///   no memory. Where a type expects an array, such an object is decoded as one. If every key starts with an index,
    ///   the body is an array (\*). `a[][]=x` is an array in an array (\*).
    /// - A duplicate key is an array. A key with both a value and fields is an array of the two (\*). An empty key with
    ///   a value is a field with an empty name (\*).
    /// - A key with unbalanced brackets or misplaced dots is a single name, verbatim (\*).
    ///
    /// # Errors
    ///
    /// - if the body is not well formed, is not UTF-8, or exceeds the limits
    /// - if XML has a document type declaration, an entity other than the five predefined ones, a declared encoding
    ///   other than UTF-8, or anything but whitespace, comments and processing instructions outside its root element
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{Format, Limits, value::Value};
    ///
    /// let body = b"<hook><event>case:status</event><data><caseId>72</caseId></data></hook>";
    /// let value = Value::from_body(body, Format::detect(body), Limits::default())?;
    /// assert_eq!(value.to_body(Format::Json), br#"{"event":"case:status","data":{"caseId":"72"}}"#);
    /// assert_eq!(value.to_body(Format::Form), b"event=case%3Astatus&data%5BcaseId%5D=72");
    /// # Ok::<(), chathooks::DecodeError>(())
    /// ```
    pub fn from_body(body: &'a [u8], format: Format, limits: Limits) -> Result<Self, DecodeError> {
        read_value(body, format, &Meter::new(limits))
    }

    /// Decodes the value into the caller's own type, as [`Verified::decode`](crate::Verified::decode) decodes JSON.
    ///
    /// # Errors
    ///
    /// - if the value does not fit the type, with the path inside this value
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::value::Value;
    ///
    /// let value: Value = serde_json::from_str(r#"{"id":"323","seats":[1,2]}"#)?;
    /// let seats: Vec<u8> = value.get("seats").ok_or("no seats")?.decode()?;
    /// assert_eq!(seats, [1, 2]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn decode<'v, T: Deserialize<'v>>(&'v self) -> Result<T, DecodeError> {
        T::deserialize(Deserializer::strict(self.borrowed(), &Meter::new(Limits::default())))
    }

    /// Writes the value as a body.
    ///
    /// JSON keeps everything. No vendor documents its layout of XML and forms, so these layouts are this crate's own
    /// convention. They keep all names and strings. Numbers and booleans become strings, and null becomes an empty
    /// string. Empty arrays and objects cannot be written: a field that contains nothing else is omitted, and a model
    /// decodes it as empty. In XML, an array of one element is usually written as the element alone. To convert XML to
    /// JSON, decode it into an event first: a model knows which fields are arrays.
    ///
    /// In XML:
    ///
    /// - The root element is `<webhook>`. A field is an XML element with its name. An array is one such XML element for
    ///   each of its elements. A first field `_` becomes text, and a field `$` that is the first or follows `_` becomes
    ///   attributes. Nested arrays, and a single element that would not be decoded as an array of one, are wrapped in
    ///   `<item>`.
    /// - A name that is not valid in XML is written as `<field name="…">`. A string with a character that is not valid
    ///   in XML is written as `<field name="…" text="…"/>`. In these two attributes, a backslash is escaped as `\\`,
    ///   and such a character as `\u` and four hexadecimal digits.
    ///
    /// In a form:
    ///
    /// - Arrays have indices in brackets: `data[messages][0][id]=323`.
    /// - In names, `[`, `]`, a dot outside brackets, and the first digit of a name that would be parsed as an index are
    ///   percent-encoded twice. A lone `%` is an empty name.
    ///
    /// # Examples
    ///
    /// ```
    /// use chathooks::{Format, Limits, value::Value};
    ///
    /// let body = br#"{"seats":[{"id":7},{"id":8}],"10":null}"#;
    /// let value = Value::from_body(body, Format::Json, Limits::default())?;
    /// let xml = r#"<webhook><seats><id>7</id></seats><seats><id>8</id></seats><field name="10"/></webhook>"#;
    /// assert_eq!(value.to_body(Format::Xml), xml.as_bytes());
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
