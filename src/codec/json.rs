//! JSON, read straight into models and written from the tree.
//!
//! The reader is this crate's own, because two of its jobs need the text that other readers give away: a number keeps
//! its digits, and a lone surrogate, which JavaScript's `JSON.stringify` prints and RFC 8259 allows, is survived.

mod access;
mod indent;
mod lexer;
mod nearest;
mod read;
mod write;

pub(crate) use self::indent::encode_indented;
pub(crate) use self::lexer::{Lexer, Quoted, is_number, unescape};
pub(crate) use self::nearest::nearest;
pub(crate) use self::read::{from_slice, read, visit_number};
pub(crate) use self::write::{to_vec, write_text};
