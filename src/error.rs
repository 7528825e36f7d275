//! What can go wrong with a delivery, in two types: one for the proof, one for the reading.

mod decode;
mod verify;

pub(crate) use self::decode::Syntax;
pub use self::decode::{DecodeError, DecodeErrorKind};
pub use self::verify::VerifyError;
