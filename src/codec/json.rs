//! JSON: one walk over its text for reading, skipping and `stringify`, and a writer.
//!
//! The reader is this crate's own, because two of its jobs need the text that other readers give away: a number keeps
//! its digits, and a lone surrogate, which JavaScript's `JSON.stringify` prints and RFC 8259 allows, is read as U+FFFD.

mod lexer;
mod reader;
mod write;

pub(crate) use self::lexer::{Quoted, unescape};
pub(crate) use self::reader::{Reader, read};
pub(crate) use self::write::{to_vec, write_scalar, write_string};
