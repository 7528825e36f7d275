//! XML, read into a tree and written from it.
//!
//! The layout is this crate's own convention; `Value::from_body` and `Value::to_body` describe it.

mod declaration;
mod element;
mod name;
mod read;
mod write;

pub(crate) use self::read::read;
pub(crate) use self::write::to_vec;

/// The field that holds the text of an element which has attributes or child elements too, as in npm's `xml2js`.
const TEXT: &str = "_";

/// The field that holds the attributes of an element, as in npm's `xml2js`.
const ATTRIBUTES: &str = "$";
