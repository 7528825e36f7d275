//! What a value is called in a message.

use serde::de::Unexpected;

const ELSE: &str = "something else";
pub(super) const NOTHING: &str = "nothing";
pub(super) const DUPLICATE: &str = "a duplicate";

/// What this crate calls what it finds, of which none is a value of a body.
const NOUNS: [&str; 11] = [
    "a boolean",
    "a number",
    "a string",
    "null",
    "an array",
    "an object",
    "another number",
    "another string",
    "another number of elements",
    NOTHING,
    DUPLICATE,
];

pub(super) fn noun(found: &Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "a boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) | Unexpected::Bytes(_) => "a number",
        Unexpected::Char(_) | Unexpected::Str(_) => "a string",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Seq => "an array",
        // A map out of XML or a form comes to a visitor of trees as a variant.
        Unexpected::Map | Unexpected::Enum => "an object",
        Unexpected::Other(other) => NOUNS.into_iter().find(|noun| noun == other).unwrap_or(ELSE),
        _ => ELSE,
    }
}
