//! What can go wrong with a delivery, in two types: one for the proof, one for the reading.

mod decode;
mod syntax;
mod verify;

pub use self::decode::{DecodeError, DecodeErrorKind};
pub(crate) use self::syntax::Syntax;
pub use self::verify::VerifyError;
