//! Parses and writes `application/x-www-form-urlencoded` bodies.
//!
//! The layout is this crate's own convention; `Value::from_body` and `Value::to_body` describe it.

mod arena;
mod build;
mod key;
mod percent;
mod read;
mod write;

pub(crate) use self::read::read;
pub(crate) use self::write::to_vec;
