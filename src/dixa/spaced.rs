//! JSON in the vendor's layout.

use crate::codec::json::{Escapes, Layout};
use crate::value::Value;

/// The layout of the Scala library circe's `spaces2`: two spaces per level, a space on both sides of a colon, and each
/// closing bracket on its own line, even if the array or object is empty.
pub(super) const LAYOUT: Layout = Layout { indent: Some(b"  "), comma: b",", colon: b" : ", splits_empty: true };

/// Serializes a value.
pub(super) fn to_vec(value: &Value<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    LAYOUT.write(value, Escapes::Few, |bytes| out.extend_from_slice(bytes));
    out
}
