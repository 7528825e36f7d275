//! JSON: a reader, which `stringify` uses too, and a writer.
//!
//! `serde_json` cannot be the reader, because numbers must keep their digits, and a lone surrogate must be read as
//! U+FFFD rather than be an error: RFC 8259 allows it, and `JSON.stringify` prints it.

mod layout;
mod lexer;
mod reader;
mod write;

pub(crate) use self::layout::{Escapes, Layout};
pub(crate) use self::lexer::{Quoted, unescape};
pub(crate) use self::reader::{Reader, read};
pub(crate) use self::write::{to_vec, write_scalar, write_string};
