//! The nouns for values in error messages.

use serde::de::Unexpected;

const ELSE: &str = "something else";
pub(super) const NOTHING: &str = "nothing";
pub(super) const DUPLICATE: &str = "a duplicate";

/// The nouns that this crate passes in `Unexpected::Other`. Any other string there may contain a value of the body.
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

/// Returns a noun for a value, without the value itself.
pub(super) fn noun(found: &Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "a boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "a number",
        Unexpected::Char(_) | Unexpected::Str(_) | Unexpected::Bytes(_) => "a string",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Seq => "an array",
        Unexpected::Map | Unexpected::Enum => "an object",
        Unexpected::Other(other) => NOUNS.into_iter().find(|noun| noun == other).unwrap_or(ELSE),
        _ => ELSE,
    }
}
