//! Parses and writes XML bodies.
//!
//! The layout is this crate's own convention; `Value::from_body` and `Value::to_body` describe it.

mod declaration;
mod element;
mod name;
mod read;
mod write;

pub(crate) use self::read::read;
pub(crate) use self::write::to_vec;

/// The field with the text of an element that also has attributes or child elements, as in npm's `xml2js`.
const TEXT: &str = "_";

/// The field with the attributes of an element, as in npm's `xml2js`.
const ATTRIBUTES: &str = "$";
