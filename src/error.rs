//! What can go wrong with a delivery, in a type for each job: the proof, the reading, the writing.

mod decode;
pub(crate) mod named;
mod noun;
mod syntax;
mod verify;

pub use self::decode::{DecodeError, DecodeErrorKind};
pub(crate) use self::syntax::Syntax;
pub use self::verify::VerifyError;
